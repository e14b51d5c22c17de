"""What an OpenDocument text holds beside the text it shows: gathered while it is walked, named at the end.

Nothing of it is followed or run.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import attrs
from lxml import etree

from ogirmodel import limits
from ogirmodel.errors import LimitExceeded
from ogirmodel.findings import Finding, Location
from ogirmodel.readers.flow import Flow
from ogirmodel.readers.markup import Element
from ogirmodel.readers.odt.names import DRAW, META, OFFICE, SCRIPT, TEXT, XLINK

__all__ = ["Told", "name_outside", "name_told"]

SOURCE = f"{OFFICE}script"
RUNS = (SOURCE, f"{SCRIPT}event-listener", f"{TEXT}script", f"{TEXT}execute-macro")
EXCHANGES = (f"{TEXT}dde-connection-decl", f"{OFFICE}dde-source")
EXCHANGED = tuple(f"{OFFICE}dde-{name}" for name in ("application", "topic", "item"))
OFFERED = frozenset((f"{TEXT}a", f"{DRAW}a", f"{META}template", *RUNS))
"""Links that are only offered to whoever reads the paper, or that are named as macros."""

REFERENCES = etree.XPath("//@xlink:href", namespaces={"xlink": XLINK[1:-1]})
OUTSIDE = re.compile(r"(?!data:)[A-Za-z][A-Za-z0-9+.-]*:|/|\\|\.\./")
"""How a reference begins that leaves the package."""


@attrs.define(eq=False)
class Told:
    """What was met so far: quotes by the variant of their finding, pictures, and blanks that were written out."""

    quotes: dict[str, list[str]] = attrs.field(factory=dict)
    pictures: int = 0
    blanks: int = 0

    def quote(self, variant: str, lines: Iterable[str]) -> None:
        """Keep what was left out."""
        self.quotes.setdefault(variant, []).extend(lines)

    def write_blanks(self, count: int) -> str:
        """Return so many blanks; raises LimitExceeded where all of them would make up a part by themselves."""
        bound = limits.current().part_bytes
        self.blanks += count
        if self.blanks > bound:
            raise LimitExceeded.of("part_bytes", bound)
        return " " * count


def name_told(told: Told, flow: Flow) -> None:
    """Name what was met."""
    for variant, lines in told.quotes.items():
        flow.name("U09", variant, lines)
    if told.pictures:
        flow.findings.append(Finding.of("U10", Location(), "pictures", count=told.pictures))


def name_outside(roots: Sequence[Element], flow: Flow, *, macros: bool) -> None:
    """Name macros, and whatever the file would fetch from outside."""
    macros = macros or any(_runs(element) for root in roots for element in root.iter(*RUNS))
    if macros:
        flow.findings.append(Finding.of("U11", Location(), "macros"))
    exchanges = (element for root in roots for element in root.iter(*EXCHANGES))
    flow.name("U11", "field", (" ".join(each.get(name, "") for name in EXCHANGED) for each in exchanges))
    references: list[Any] = [href for root in roots for href in _references(root) if OUTSIDE.match(href)]
    flow.name("U11", "link", dict.fromkeys(str(href) for href in references if href.getparent().tag not in OFFERED))


def _runs(element: Element) -> bool:
    """Tell a macro from the empty libraries that a flat file always has."""
    return element.tag != SOURCE or any(text.strip() for text in element.itertext())


def _references(root: Element) -> Any:
    return REFERENCES(root)

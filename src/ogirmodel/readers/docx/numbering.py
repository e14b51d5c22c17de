"""Automatic numbering made visible: the label of a numbered paragraph becomes text at its beginning.

Word does not store 一、 or （一） where they are list numbers; it counts when it shows them, and so does this.
"""

from collections.abc import Iterator, Mapping

import attrs
from lxml import etree

from ogirmodel.readers.docx.names import Element, is_on, number, value, w
from ogirmodel.readers.docx.numerals import written
from ogirmodel.readers.docx.styles import Membership, list_styles
from ogirmodel.readers.docx.text import text_of

__all__ = ["Lists", "lists_of", "show_numbers"]

LEVELS = 9
P, PPR, R, T = w("p"), w("pPr"), w("r"), w("t")
NUM_PR, NUM_ID, P_STYLE, OVERRIDE = w("numPr"), w("numId"), w("pStyle"), w("lvlOverride")
ABSTRACT, ABSTRACT_ID = w("abstractNum"), w("abstractNumId")
BEYOND = 10**7
"""No list is numbered beyond this; a start value of more is left as it is."""
PATTERN = 64
"""So much of the pattern of a label is read; Word's own have a few characters."""


@attrs.frozen
class _Level:
    """One level of a list: how its numbers are written, and from where they count."""

    format: str
    text: str
    start: int
    restart_after: int | None
    style: str
    arabic: bool
    parted: bool


@attrs.frozen
class _List:
    """A list: its levels, the abstract list that it counts together with, and the levels where it starts anew."""

    abstract: str
    levels: dict[int, _Level]
    anew: frozenset[int]

    def depth_of(self, place: Membership) -> int:
        """Return the level of a paragraph; where nobody says it, the one that is tied to its style."""
        if place.depth is not None:
            return min(place.depth, LEVELS - 1)
        return next((depth for depth, level in self.levels.items() if place.style and level.style == place.style), 0)


@attrs.frozen
class Lists:
    """The lists of a document by their names, and the styles that put paragraphs into them."""

    by_name: dict[str, _List]
    by_style: dict[str, Membership]


def show_numbers(body: Element, lists: Lists) -> None:
    """Write the numbers of all lists into ``body``."""
    counters: dict[str, list[int]] = {}
    begun: set[tuple[str, int]] = set()
    for paragraph in body.iter(P):
        place = _membership(paragraph, lists.by_style)
        held = lists.by_name.get(place.list_id)
        if held is None or (depth := held.depth_of(place)) not in held.levels:
            continue
        counts = counters.setdefault(held.abstract, [-1] * LEVELS)
        anew = counts[depth] < 0 or (depth in held.anew and (place.list_id, depth) not in begun)
        counts[depth] = held.levels[depth].start if anew else counts[depth] + 1
        begun.add((place.list_id, depth))
        for outer in range(depth):  # a level that was passed over has begun all the same
            if counts[outer] < 0 and outer in held.levels:
                counts[outer] = held.levels[outer].start
        for deeper in range(depth + 1, LEVELS):
            known = held.levels.get(deeper)
            if known is None or known.restart_after is None or depth < known.restart_after:
                counts[deeper] = -1
        label = _label(held, depth, counts)
        if label:
            _insert(paragraph, label, parted=held.levels[depth].parted)


def _membership(paragraph: Element, by_style: Mapping[str, Membership]) -> Membership:
    """Return the list and the level that a paragraph belongs to; a style may say it."""
    properties = paragraph.find(PPR)
    style = "" if properties is None else value(properties.find(P_STYLE))
    styled = by_style.get(style, Membership())
    own = None if properties is None else properties.find(NUM_PR)
    if own is None:
        return styled
    place = styled.narrowed(own, style)
    return place if place.depth is not None else attrs.evolve(place, depth=styled.depth)


def lists_of(numbering: Element, styles: Element | None) -> Lists:
    """Return the lists that the two parts describe."""
    by_style = list_styles(styles) if styles is not None else {}
    abstract = {element.get(ABSTRACT_ID, ""): element for element in numbering.iterchildren(ABSTRACT)}
    bases = {element.get(NUM_ID, ""): value(element.find(ABSTRACT_ID)) for element in numbering.iterchildren(w("num"))}
    for name, element in abstract.items():
        linked = by_style.get(value(element.find(w("numStyleLink"))))
        if linked is not None and bases.get(linked.list_id) in abstract:
            bases |= {list_id: bases[linked.list_id] for list_id, base in bases.items() if base == name}
    levels = {base: dict(_levels(abstract[base])) for base in {*bases.values()} & abstract.keys()}
    by_name = {
        element.get(NUM_ID, ""): _overridden(element, base, levels[base])
        for element in numbering.iterchildren(w("num"))
        if (base := bases[element.get(NUM_ID, "")]) in levels
    }
    return Lists(by_name, by_style)


def _overridden(element: Element, base: str, usual: Mapping[int, _Level]) -> _List:
    """Return a list as it departs from the abstract list it is of."""
    levels, anew = dict(usual), set[int]()
    for override in element.iterchildren(OVERRIDE):
        depth = number(override.get(w("ilvl")), 0)
        for _, level in _levels(override) if depth < LEVELS else ():
            levels[depth] = level
        start = override.find(w("startOverride"))
        if start is not None and depth in levels:
            levels[depth] = attrs.evolve(levels[depth], start=_start(start))
            anew.add(depth)
    return _List(base, levels, frozenset(anew))


def _levels(parent: Element) -> Iterator[tuple[int, _Level]]:
    for element in parent.iterchildren(w("lvl")):
        restart, depth = element.find(w("lvlRestart")), number(element.get(w("ilvl")), 0)
        if depth < LEVELS:
            yield (
                depth,
                _Level(
                    format=value(next(element.iter(w("numFmt")), None)) or "decimal",
                    text=value(element.find(w("lvlText")))[:PATTERN],
                    start=_start(element.find(w("start"))),
                    restart_after=None if restart is None else number(value(restart), 0),
                    style=value(element.find(P_STYLE)),
                    arabic=is_on(element.find(w("isLgl"))),
                    parted=value(element.find(w("suff"))) != "nothing",
                ),
            )


def _start(element: Element | None) -> int:
    return min(number(value(element), 1), BEYOND)


def _label(held: _List, depth: int, counts: list[int]) -> str:
    """Fill the pattern of a level: ``%1`` is the number of the outermost."""
    level = held.levels[depth]
    text = "" if level.format == "bullet" else level.text
    for outer in range(depth + 1) if "%" in text else ():
        known = held.levels.get(outer)
        if known is not None:
            number_format = "decimal" if level.arabic else known.format
            text = text.replace(f"%{outer + 1}", written(counts[outer], number_format))
    return text


def _insert(paragraph: Element, label: str, *, parted: bool) -> None:
    """Write a label; where nothing else would, a blank parts it from the text."""
    run = etree.Element(R)
    blank = parted and label[-1].isalnum() and bool(text_of(paragraph).strip())
    etree.SubElement(run, T).text = label + " " * blank
    properties = paragraph.find(PPR)
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, run)

"""Which styles an office document has: ours, or beside those of a house, whose style of the same name wins."""

import re
from collections.abc import Mapping

import attrs

from ogirmodel.renderers.style import BODY, HEADING, SIGN_OFF, TITLE, TextStyle

__all__ = ["LEAD_IDS", "STYLE_IDS", "TABLE_ID", "Sheet", "cell_name", "own_id"]

STYLE_IDS: Mapping[str, TextStyle] = {"T": TITLE, "H": HEADING, "B": BODY, "S": SIGN_OFF}
LEAD_IDS = {2: "L2", 3: "L3"}
TABLE_ID = "G"
CELL = re.compile(r"OGI (Cell|Label) (\d{1,2}(?:\.5)?)")


@attrs.frozen(eq=False)
class Sheet:
    """How styles are called in a document, by the id that they have in ours."""

    house: Mapping[str, str] = attrs.field(factory=dict)
    """The ids of a house's styles."""
    prefix: str = ""
    """What tells our ids from those of a house."""
    numbered: frozenset[str] = frozenset()
    """Styles of a house that may number their paragraphs, as the report does itself."""
    undone: frozenset[str] = frozenset()
    """What a house's defaults set for all text and our styles take back."""
    sign_off_size: float = BODY.size

    def id_of(self, own: str) -> str:
        """Return the id of a style in this document."""
        return self.house.get(own) or self.prefix + own

    def cell_ids(self, size: float) -> tuple[str, str]:
        """Return the ids of the styles of centred cells and of labels, for one type size."""
        return self.id_of(f"C{round(size * 2)}"), self.id_of(f"L{round(size * 2)}")


def cell_name(size: float, *, label: bool) -> str:
    """Return the name of the style of cells or labels.

    >>> cell_name(10.5, label=True), own_id("OGI Label 10.5", "paragraph")
    ('OGI Label 10.5', 'L21')
    """
    return f"OGI {'Label' if label else 'Cell'} {size:g}"


def own_id(name: str, kind: str) -> str | None:
    """Return the id that our style of a name has, if there can be one of that kind."""
    if kind == "paragraph":
        cell = CELL.fullmatch(name)
        if cell:
            return f"{cell[1][0]}{round(float(cell[2]) * 2)}"
        return next((own for own, style in STYLE_IDS.items() if style.name == name), None)
    if kind in ("character", "text"):
        return next((own for level, own in LEAD_IDS.items() if name == f"OGI Lead {level}"), None)
    return TABLE_ID if kind == "table" and name == "OGI Table" else None

"""The styles of a user's OpenDocument text: which of ours it has, and what its paragraphs are set with."""

from collections.abc import Iterator

from ogirmodel.renderers.house import Element
from ogirmodel.renderers.odt.names import q
from ogirmodel.renderers.sheet import Sheet, own_id
from ogirmodel.renderers.style import BODY

__all__ = ["Styles"]

STYLE, NAME, FAMILY = q("style:style"), q("style:name"), q("style:family")
DISPLAY, PARENT = q("style:display-name"), q("style:parent-style-name")
TEXT = q("style:text-properties")
SIZES = (q("style:font-size-asian"), q("fo:font-size"))
PREFIX = "OGI"


class Styles:
    """The styles of a document by family and name; automatic ones win over the common ones of that name."""

    def __init__(self, content: Element, common: Element) -> None:
        self._common = common.findall(f"{q('office:styles')}/{STYLE}")
        own = content.findall(f"{q('office:automatic-styles')}/{STYLE}")
        self._found = {(style.get(FAMILY, ""), style.get(NAME, "")): style for style in (*self._common, *own)}

    def chain(self, family: str, name: str | None) -> Iterator[Element]:
        """Yield the style of a name and those that it is based on, the nearest first."""
        seen = set()
        while name and name not in seen and (family, name) in self._found:
            seen.add(name)
            style = self._found[family, name]
            yield style
            name = style.get(PARENT)

    def sheet(self) -> Sheet:
        """Return which of our styles the document has already, and how the others are to be called."""
        house = {}
        for style in self._common:
            name, family = style.get(NAME, ""), style.get(FAMILY, "")
            own = own_id(style.get(DISPLAY, name), family)
            if own:
                house[own] = name
        prefix = PREFIX
        while any(name.startswith(prefix) for _, name in self._found):
            prefix += "_"
        size = next(filter(None, map(_points, self.chain("paragraph", house.get("S")))), BODY.size)
        return Sheet(house=house, prefix=prefix, numbered=frozenset(house) & {"H"}, sign_off_size=size)


def _points(style: Element) -> float | None:
    properties = style.find(TEXT)
    sizes = () if properties is None else (properties.get(name, "") for name in SIZES)
    numbers = (size.removesuffix("pt") for size in sizes if size.endswith("pt"))
    return next((float(number) for number in numbers if number.replace(".", "", 1).isdecimal() and float(number)), None)

"""What the styles of an OpenDocument part say of its text: which of it is hidden, and how its lists are numbered."""

from collections.abc import Iterator, Mapping
from functools import cached_property

import attrs

from ogirmodel.readers.markup import Element
from ogirmodel.readers.odt.names import DISPLAY, LOEXT, STYLE, TEXT, count

__all__ = ["Level", "Styles"]

STYLES, TEXT_PROPERTIES = f"{STYLE}style", f"{STYLE}text-properties"
NAME, FAMILY, PARENT, LIST_STYLE_NAME = (
    f"{STYLE}{name}" for name in ("name", "family", "parent-style-name", "list-style-name")
)
LIST_STYLE, OUTLINE_STYLE = f"{TEXT}list-style", f"{TEXT}outline-style"
NUMBERED = (f"{TEXT}list-level-style-number", f"{TEXT}outline-level-style")
LEVEL, START, DISPLAY_LEVELS = f"{TEXT}level", f"{TEXT}start-value", f"{TEXT}display-levels"
FORMAT, PREFIX, SUFFIX, SYNC = (f"{STYLE}num-{name}" for name in ("format", "prefix", "suffix", "letter-sync"))
PATTERNS = (f"{STYLE}num-list-format", f"{LOEXT}num-list-format")
DEEPEST = 10
"""Lists and outlines have so many levels."""

ANCESTORS = 20
START_BOUND = 10**6
LABEL_BOUND = 100
"""What stands around a number is no longer than this: it is written before every paragraph of its list."""

Key = tuple[str, str]


@attrs.frozen
class Level:
    """How one level of a list is numbered: its format, what stands around it, and how many levels are shown.

    A ``pattern`` (``第%1%章``), where there is one, says all of that by itself.
    """

    format: str
    prefix: str
    suffix: str
    pattern: str
    start: int
    shown: int
    repeat: bool


def _levels(list_style: Element) -> dict[int, Level]:
    """Return the levels of a list style that show a number or words; bullets and pictures are none."""
    return {
        count(level.get(LEVEL), DEEPEST): Level(
            level.get(FORMAT, ""),
            level.get(PREFIX, "")[:LABEL_BOUND],
            level.get(SUFFIX, "")[:LABEL_BOUND],
            next((pattern for name in PATTERNS if (pattern := level.get(name))), "")[:LABEL_BOUND],
            count(level.get(START), START_BOUND),
            count(level.get(DISPLAY_LEVELS), DEEPEST),
            level.get(SYNC) == "true",
        )
        for level in list_style.iterchildren(*NUMBERED)
    }


@attrs.frozen(eq=False)
class Styles:
    """The styles in force for one part: ``groups`` are the elements that hold them, the automatic ones last."""

    groups: tuple[Element, ...]

    @cached_property
    def hidden(self) -> frozenset[Key]:
        """The styles, by family and name, whose text is not shown."""
        if not any(p.get(DISPLAY) for group in self.groups for p in group.iter(TEXT_PROPERTIES)):
            return frozenset()
        shows = {key: _display(style) for key, style in self._named.items()}
        return frozenset(key for key in shows if next((s for k in self._line(key) if (s := shows[k])), "") == "none")

    @cached_property
    def lists(self) -> Mapping[str, dict[int, Level]]:
        """The levels of the list styles, by name."""
        return {each.get(NAME, ""): _levels(each) for group in self.groups for each in group.iter(LIST_STYLE)}

    @cached_property
    def outline(self) -> dict[int, Level]:
        """The levels that number headings; empty where none shows anything."""
        styles = [each for group in self.groups for each in group.iter(OUTLINE_STYLE)]
        levels = _levels(styles[-1]) if styles else {}
        told = any(level.format or level.prefix or level.suffix or level.pattern for level in levels.values())
        return levels if told else {}

    def list_of(self, name: str | None) -> str | None:
        """Return the list style that a paragraph style names or inherits; empty where it wants none."""
        named = (self._named[key].get(LIST_STYLE_NAME) for key in self._line(("paragraph", name or "")))
        return next((found for found in named if found is not None), None)

    @cached_property
    def _named(self) -> dict[Key, Element]:
        styles = (style for group in self.groups for style in group.iterchildren(STYLES))
        return {(style.get(FAMILY, ""), style.get(NAME, "")): style for style in styles}

    def _line(self, key: Key) -> Iterator[Key]:
        """Yield a style and those it comes from, nearest first."""
        seen: set[Key] = set()
        while key in self._named and key not in seen and len(seen) < ANCESTORS:
            yield key
            seen.add(key)
            key = (key[0], self._named[key].get(PARENT, ""))


def _display(style: Element) -> str:
    return next((shown for p in style.iterchildren(TEXT_PROPERTIES) if (shown := p.get(DISPLAY))), "")

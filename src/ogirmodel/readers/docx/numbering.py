"""Automatic numbering made visible: the label of a numbered paragraph becomes text at its beginning.

Word does not store 一、 or （一） where they are list numbers; it counts when it shows them, and so does this.
"""

from collections.abc import Iterator, Mapping

import attrs
from lxml import etree

from ogirmodel.lexicon import words
from ogirmodel.readers.docx.names import Element, number, value, w

__all__ = ["show_numbers"]

LEVELS = 9
P, PPR, R, T = w("p"), w("pPr"), w("r"), w("t")
BEYOND = 10**7
"""No list is numbered beyond this; a start value of more is left as it is."""


@attrs.frozen
class _Level:
    """One level of a list: how its numbers are written, and from where they count."""

    format: str
    text: str
    start: int
    restart_after: int | None


@attrs.frozen
class _List:
    """A list: its levels, and the abstract list that it counts together with."""

    abstract: str
    levels: dict[int, _Level]


def show_numbers(body: Element, numbering: Element, styles: Element | None) -> None:
    """Write the numbers of all lists into ``body``."""
    lists = _lists(numbering)
    by_style = dict(_styles(styles)) if styles is not None else {}
    counters: dict[str, list[int]] = {}
    for paragraph in body.iter(P):
        list_id, depth = _membership(paragraph, by_style)
        held = lists.get(list_id)
        level = held.levels.get(depth) if held else None
        if held is None or level is None:
            continue
        counts = counters.setdefault(held.abstract, [-1] * LEVELS)
        counts[depth] = level.start if counts[depth] < 0 else counts[depth] + 1
        for deeper in range(depth + 1, LEVELS):
            known = held.levels.get(deeper)
            if known is None or known.restart_after is None or depth < known.restart_after:
                counts[deeper] = -1
        label = _label(held, depth, counts)
        if label:
            _insert(paragraph, label)


def _membership(paragraph: Element, by_style: dict[str, tuple[str, int]]) -> tuple[str, int]:
    """Return the list and the level that a paragraph belongs to; a style may say it."""
    properties = paragraph.find(PPR)
    if properties is None:
        return by_style.get("", ("", 0))
    own = properties.find(w("numPr"))
    styled = by_style.get(value(properties.find(w("pStyle"))), ("", 0))
    if own is None:
        return styled
    list_id = value(own.find(w("numId"))) or styled[0]
    depth = number(value(own.find(w("ilvl"))), styled[1])
    return list_id, min(depth, LEVELS - 1)


def _lists(numbering: Element) -> dict[str, _List]:
    abstract = {
        element.get(w("abstractNumId"), ""): dict(_levels(element))
        for element in numbering.iterchildren(w("abstractNum"))
    }
    found = {}
    for element in numbering.iterchildren(w("num")):
        base = value(element.find(w("abstractNumId")))
        levels = dict(abstract.get(base, {}))
        own_start = False
        for override in element.iterchildren(w("lvlOverride")):
            depth = number(override.get(w("ilvl")), 0)
            levels |= dict(_levels(override))
            start = override.find(w("startOverride"))
            if start is not None and depth in levels:
                levels[depth] = attrs.evolve(levels[depth], start=_start(start))
                own_start = True
        identity = element.get(w("numId"), "")
        found[identity] = _List(f"own:{identity}" if own_start else base, levels)
    return found


def _levels(parent: Element) -> Iterator[tuple[int, _Level]]:
    for element in parent.iterchildren(w("lvl")):
        restart = element.find(w("lvlRestart"))
        yield (
            number(element.get(w("ilvl")), 0),
            _Level(
                value(element.find(w("numFmt"))) or "decimal",
                value(element.find(w("lvlText"))),
                _start(element.find(w("start"))),
                None if restart is None else number(value(restart), 0),
            ),
        )


def _start(element: Element | None) -> int:
    return min(number(value(element), 1), BEYOND)


def _styles(styles: Element) -> Iterator[tuple[str, tuple[str, int]]]:
    """Yield the styles that number their paragraphs, those that inherit it included."""
    known = {style.get(w("styleId"), ""): style for style in styles.iterchildren(w("style"))}
    for name, style in known.items():
        if style.get(w("type"), "paragraph") != "paragraph":
            continue
        current: Element | None = style
        seen = set()
        while current is not None and (identity := current.get(w("styleId"), "")) not in seen:
            seen.add(identity)
            held = current.find(f"{PPR}/{w('numPr')}")
            if held is not None and held.find(w("numId")) is not None:
                place = value(held.find(w("numId"))), number(value(held.find(w("ilvl"))), 0)
                yield name, place
                if style.get(w("default")) == "1":
                    yield "", place
                break
            current = known.get(value(current.find(w("basedOn"))))


def _label(held: _List, depth: int, counts: list[int]) -> str:
    """Fill the pattern of a level: ``%1`` is the number of the outermost."""
    level = held.levels[depth]
    if level.format in ("bullet", "none"):
        return ""
    text = level.text
    for outer in range(depth + 1):
        known = held.levels.get(outer)
        if known is not None and f"%{outer + 1}" in text:
            count = counts[outer] if counts[outer] >= 0 else known.start
            text = text.replace(f"%{outer + 1}", written(count, known.format))
    return text


def written(count: int, style: str) -> str:
    """Return a number as Word writes it in a format; in Arabic figures where the format is another.

    >>> written(12, "chineseCounting"), written(3, "ideographEnclosedCircle"), written(4, "lowerRoman")
    ('十二', '③', 'iv')
    """
    numerals = words("numerals")
    for kind, formats in numerals["formats"].items():
        if style in formats:
            return _written_as(count, kind, numerals)
    return str(count)


def _written_as(count: int, kind: str, numerals: Mapping[str, str]) -> str:
    if kind == "chinese" and 0 < count < 100:
        tens, ones = divmod(count, 10)
        digits, ten = numerals["digits"], numerals["ten"]
        return (digits[tens] if tens > 1 else "") + (ten if tens else "") + (digits[ones] if ones else "")
    if kind == "full_width":
        return "".join(numerals["full_width"][int(digit)] for digit in str(count))
    if kind in ("stems", "branches", "circled", "letters") and 0 < count <= len(numerals[kind]):
        return numerals[kind][count - 1]
    if kind == "capitals" and 0 < count <= len(numerals["letters"]):
        return numerals["letters"][count - 1].upper()
    if kind in ("roman", "roman_capitals") and 0 < count < 40:
        tens, ones = divmod(count, 10)
        roman = "x" * tens + numerals["ones"][ones]
        return roman.upper() if kind == "roman_capitals" else roman
    return str(count)


def _insert(paragraph: Element, label: str) -> None:
    run = etree.Element(R)
    etree.SubElement(run, T).text = label
    properties = paragraph.find(PPR)
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, run)

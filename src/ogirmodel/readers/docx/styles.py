"""What styles say of the text in them: that it is hidden, or that it belongs to a list. A style inherits both."""

from collections.abc import Callable
from typing import TypeVar

import attrs

from ogirmodel.readers.docx.names import Element, is_on, number, value, w

__all__ = ["Membership", "hidden_styles", "list_styles"]

STYLE, STYLE_ID, BASED_ON = w("style"), w("styleId"), w("basedOn")
VANISH, NUM_PR = f"{w('rPr')}/{w('vanish')}", f"{w('pPr')}/{w('numPr')}"

T = TypeVar("T")


@attrs.frozen
class Membership:
    """The list that a paragraph belongs to, and its level where it is said; ``style`` is the style that numbers it."""

    list_id: str = ""
    depth: int | None = None
    style: str = ""

    def narrowed(self, properties: Element, style: str) -> "Membership":
        """Return the membership after what ``properties`` say, which may be the list, the level or both."""
        list_id, stated = value(properties.find(w("numId"))), value(properties.find(w("ilvl")))
        depth = number(stated, 0) if stated else None
        if not list_id:
            return self if depth is None else attrs.evolve(self, depth=depth)
        return Membership(list_id, depth, style)


def hidden_styles(styles: Element) -> frozenset[str]:
    """Return the styles whose text is hidden."""

    def own(style: Element, inherited: str) -> str:
        mark = style.find(VANISH)
        return inherited if mark is None else "hidden" if is_on(mark) else ""

    return frozenset(name for name, said in _resolve(styles, "", own).items() if said)


def list_styles(styles: Element) -> dict[str, Membership]:
    """Return the styles that number their paragraphs; that of paragraphs without a style stands under ``""``."""

    def own(style: Element, inherited: Membership) -> Membership:
        properties = style.find(NUM_PR)
        return inherited if properties is None else inherited.narrowed(properties, style.get(STYLE_ID, ""))

    found = {name: place for name, place in _resolve(styles, Membership(), own).items() if place.list_id}
    for style in styles.iterchildren(STYLE):
        usual = style.get(w("default")) in ("1", "true", "on") and style.get(w("type"), "paragraph") == "paragraph"
        if usual and (place := found.get(style.get(STYLE_ID, ""))):
            found[""] = place
    return found


def _resolve(styles: Element, nothing: T, own: Callable[[Element, T], T]) -> dict[str, T]:
    """Return what each style has, by ``own`` of it and what it inherits; one that rests on itself inherits nothing."""
    by_name = {style.get(STYLE_ID, ""): style for style in styles.iterchildren(STYLE)}
    found: dict[str, T] = {}
    for style_id in by_name:
        chain: dict[str, Element] = {}
        name = style_id
        while name not in found and name not in chain and name in by_name:
            chain[name] = by_name[name]
            name = value(chain[name].find(BASED_ON))
        inherited = found.get(name, nothing)
        for each, style in reversed(chain.items()):
            inherited = found[each] = own(style, inherited)
    return found

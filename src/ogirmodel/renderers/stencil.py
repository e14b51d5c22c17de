"""Stencils: a specimen's XML, cut at its markers into constant text and slots.

A renderer builds each kind of block once with its library, with markers such as ``⟦text⟧`` where text goes, in text
nodes or attributes. What a stencil writes afterwards is constant text joined with escaped text; it knows no format.
"""

import re
from collections.abc import Iterable
from typing import Self

import attrs

__all__ = ["Stencil", "escape", "marker"]

MARKER = re.compile("⟦([a-z_]*)⟧")
MARKUP = re.compile('[&<>"]')


def marker(name: str = "") -> str:
    """Return the marker of a slot; slots without a name are filled in their order."""
    return f"⟦{name}⟧"


def escape(text: str) -> str:
    """Return ``text`` as it stands in a text node or an attribute in double quotes.

    >>> escape('a < "b" & c')
    'a &lt; &quot;b&quot; &amp; c'
    """
    if not MARKUP.search(text):
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@attrs.frozen(eq=False)
class Stencil:
    """Constant pieces of XML and the names of the slots between them."""

    pieces: tuple[str, ...]
    names: tuple[str, ...]

    @classmethod
    def cut(cls, xml: str) -> Self:
        """Cut ``xml`` at its markers.

        >>> Stencil.cut("<p>⟦text⟧</p>").fill(text="a & b")
        '<p>a &amp; b</p>'
        """
        parts = MARKER.split(xml)
        return cls(tuple(parts[::2]), tuple(parts[1::2]))

    def fill(self, **texts: str) -> str:
        """Return the XML with each text in the slot of its name; raises KeyError for a slot without one."""
        return self.join(escape(texts[name]) for name in self.names)

    def join(self, texts: Iterable[str]) -> str:
        """Return the XML with ``texts``, escaped already, in the slots in their order."""
        whole = [""] * (2 * len(self.pieces) - 1)
        whole[::2] = self.pieces
        whole[1::2] = texts
        return "".join(whole)

    def fill_in_order(self, texts: tuple[str, ...]) -> str:
        """Return the XML with ``texts`` in the slots in their order; figures need no escaping one by one."""
        return self.join(texts if not MARKUP.search("".join(texts)) else map(escape, texts))

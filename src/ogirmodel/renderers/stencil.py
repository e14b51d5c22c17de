"""Stencils: a specimen's markup, cut at its markers into constant pieces and slots.

A renderer builds each kind of block once, with markers such as ``⟦text⟧`` where text goes, in text nodes or attributes.
A document is then a row of stencils, each with its texts: all texts are cleaned and encoded in one go and woven with
the pieces, which are bytes already. Nothing here knows a format.
"""

import re
from collections.abc import Callable, Iterable
from typing import Self

import attrs

from ogirmodel.model.cells import unfit

__all__ = ["Run", "Stencil", "escape", "marker", "weave"]

MARKER = re.compile("⟦([a-z_]*)⟧")
SEPARATOR = "\0"
"""Between the texts of a document while they are one: no text of a report can hold it."""


def marker(name: str = "") -> str:
    """Return the marker of a slot; slots without a name are filled in their order."""
    return f"⟦{name}⟧"


def escape(text: str) -> str:
    """Return ``text`` as it stands in a text node or an attribute in double quotes.

    >>> escape('a < "b" & c')
    'a &lt; &quot;b&quot; &amp; c'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@attrs.frozen(eq=False)
class Stencil:
    """Constant pieces of markup, in UTF-8, and the names of the slots between them."""

    pieces: tuple[bytes, ...]
    names: tuple[str, ...] = ()

    @classmethod
    def cut(cls, markup: str) -> Self:
        """Cut ``markup`` at its markers.

        >>> Stencil.cut("<p>⟦text⟧</p>").fill(text="a & b")
        b'<p>a &amp; b</p>'
        """
        parts = MARKER.split(markup)
        return cls(tuple(piece.encode() for piece in parts[::2]), tuple(parts[1::2]))

    def fill(self, **texts: str) -> bytes:
        """Return the markup with each text in the slot of its name; raises KeyError for a slot without one."""
        return self.join(escape(texts[name]).encode() for name in self.names)

    def join(self, contents: Iterable[bytes]) -> bytes:
        """Return the markup with ``contents``, markup themselves, in the slots in their order."""
        whole = [b""] * (2 * len(self.pieces) - 1)
        whole[::2] = self.pieces
        whole[1::2] = contents
        return b"".join(whole)


Run = tuple[Stencil, Iterable[str]]
"""A stencil and the texts of its slots, in their order, as they are to be read."""


def weave(runs: Iterable[Run], clean: Callable[[str], str]) -> bytes:
    """Return the markup of all ``runs``; ``clean`` makes texts, joined by NUL, fit for it.

    Raises StructureError for a text with a NUL in it.

    >>> weave([(Stencil.cut("<p>⟦⟧</p>"), ["a & b"]), (Stencil.cut("<hr>"), [])], escape)
    b'<p>a &amp; b</p><hr>'
    """
    pieces: list[bytes] = []
    texts: list[str] = []
    for stencil, own in runs:
        pieces += stencil.pieces
        texts += own
        texts.append("")
    woven = [b""] * (2 * len(pieces))
    woven[::2] = pieces
    cleaned = clean(SEPARATOR.join(texts)).encode().split(b"\0") if texts else []
    if len(cleaned) != len(pieces):
        raise unfit("no_xml", character="U+0000")
    woven[1::2] = cleaned
    return b"".join(woven)

"""The text of a paragraph: runs joined, with line breaks and tabs as characters.

Whatever wraps text (links, insertions, content controls, fields) is looked through.
"""

from ogirmodel.readers.docx.names import Element, w

__all__ = ["TEXT", "T", "character", "tags_of_text", "text_of"]

T, TAB, BR, CR, HYPHEN, SYMBOL = w("t"), w("tab"), w("br"), w("cr"), w("noBreakHyphen"), w("sym")
TEXT = (T, TAB, BR, CR, HYPHEN, SYMBOL)
ONLY = (T,)
SYMBOL_CODE = w("char")
CHARACTERS = {TAB: "\t", BR: "\n", CR: "\n", HYPHEN: "-"}
HEXADECIMAL = frozenset("0123456789abcdefABCDEF")


def tags_of_text(root: Element) -> tuple[str, ...]:
    """Return those of TEXT that are found in ``root``: a walk that looks for fewer is quicker."""
    return (T, *{piece.tag: None for piece in root.iter(*CHARACTERS, SYMBOL)})


def text_of(element: Element, tags: tuple[str, ...] = TEXT) -> str:
    """Return the text of a paragraph, or of all in ``element``; ``tags`` are those of text that may be in it."""
    if tags == ONLY:
        return "".join([piece.text or "" for piece in element.iter(T)])
    return "".join([(piece.text or "") if piece.tag == T else character(piece) for piece in element.iter(*tags)])


def character(piece: Element) -> str:
    """Return the character that an element stands for."""
    if piece.tag != SYMBOL:
        return CHARACTERS[piece.tag]
    code = piece.get(SYMBOL_CODE, "")
    fits = 0 < len(code) <= 4 and HEXADECIMAL.issuperset(code)
    return chr(int(code, 16)) if fits and not 0xD800 <= int(code, 16) < 0xE000 else ""

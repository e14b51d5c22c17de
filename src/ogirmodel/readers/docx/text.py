"""The text of a paragraph: runs joined, with line breaks and tabs as characters.

Whatever wraps text (links, insertions, content controls, fields) is looked through.
"""

from ogirmodel.readers.docx.names import Element, w

__all__ = ["TEXT", "T", "character", "text_of"]

T, TAB, BR, CR, HYPHEN, SYMBOL = w("t"), w("tab"), w("br"), w("cr"), w("noBreakHyphen"), w("sym")
TEXT = (T, TAB, BR, CR, HYPHEN, SYMBOL)
SYMBOL_CODE = w("char")
CHARACTERS = {TAB: "\t", BR: "\n", CR: "\n", HYPHEN: "-"}
HEXADECIMAL = frozenset("0123456789abcdefABCDEF")


def text_of(element: Element) -> str:
    """Return the text of a paragraph, or of all in ``element``."""
    return "".join([(piece.text or "") if piece.tag == T else character(piece) for piece in element.iter(*TEXT)])


def character(piece: Element) -> str:
    """Return the character that an element stands for."""
    if piece.tag != SYMBOL:
        return CHARACTERS[piece.tag]
    code = piece.get(SYMBOL_CODE, "")
    fits = 0 < len(code) <= 4 and HEXADECIMAL.issuperset(code)
    return chr(int(code, 16)) if fits and not 0xD800 <= int(code, 16) < 0xE000 else ""

"""Bytes as text: the right characters, or an error; never others in silence.

What is read as text comes here; nothing here knows what the text means.
"""

import codecs
from collections import Counter
from functools import cache

from ogirmodel.errors import ReadError
from ogirmodel.lexicon import words

__all__ = ["decode", "refuse_mojibake"]

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    ("\ufeff".encode("gb18030"), "gb18030"),  # iconv keeps the mark of the UTF-8 it is given
)
"""The only encodings that announce themselves; without a mark it is UTF-8 or else GB18030."""

ASCII = 0x7F
JUDGED = 100_000
"""So many characters of a text show whether it is Chinese."""
FEWEST_TO_JUDGE = 20
"""Fewer letters may be a list of names."""
LEAST_COMMON = 0.2
"""Of the letters of Chinese text this share at least are common ones: 0.8 and more, where it is wrongly decoded few."""
LATIN = "\u036f"


def decode(data: bytes) -> str:
    """Return ``data`` as text: UTF-8 or UTF-16 by its mark, else UTF-8, else GB18030 (so GBK and GB2312).

    Raises ReadError rather than return wrong characters: for bytes that are neither, and for a UTF-8 file with
    damaged bytes in it, which would also be "valid" GB18030.

    >>> decode("公开".encode("gbk"))
    '公开'
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            try:
                return _plain(data[len(mark) :].decode(encoding), encoding)
            except UnicodeDecodeError as error:
                raise ReadError("damaged_text", encoding=encoding, offset=len(mark) + error.start) from error
    try:
        return _plain(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            raise ReadError("damaged_text", encoding="utf-8", offset=error.start) from error
    try:
        text = _plain(data.decode("gb18030"), "gb18030")
    except UnicodeDecodeError as error:
        raise ReadError("unknown_encoding", offset=error.start) from error
    refuse_mojibake(text, data)
    return text


def refuse_mojibake(text: str, data: bytes) -> None:
    """Raise ReadError where ``text`` is no Chinese although it has such characters: ``data`` was decoded wrongly.

    >>> refuse_mojibake("睰猠薄诀镑" * 9, b"")
    Traceback (most recent call last):
    ogirmodel.errors.ReadError: 第0个字节起不是UTF-8、UTF-16或GB18030文本，请另存为UTF-8后再试。
    """
    begin = next((n for n, byte in enumerate(data) if byte > ASCII), 0)
    letters = {letter: count for letter, count in Counter(text[:JUDGED]).items() if _is_foreign_letter(letter)}
    common = sum(count for letter, count in letters.items() if letter in _common())
    if sum(letters.values()) >= FEWEST_TO_JUDGE and common < LEAST_COMMON * sum(letters.values()):
        raise ReadError("unknown_encoding", offset=begin)


def _is_foreign_letter(character: str) -> bool:
    """Tell whether it is a letter beyond Latin, Chinese or other, or one that nobody has defined."""
    return character > LATIN and (character.isalpha() or "\ue000" <= character <= "\uf8ff")


@cache
def _common() -> frozenset[str]:
    return frozenset(words("encodings")["common"])


def _mostly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    wide = sum(1 for character in text if character > "\u07ff") - damaged
    return 0 < damaged <= wide


def _plain(text: str, encoding: str) -> str:
    """Return ``text`` unless it is UTF-16 or UTF-32 without a mark, or no text at all."""
    if "\0" in text:
        raise ReadError("unknown_encoding", offset=len(text[: text.index("\0")].encode(encoding)))
    return text

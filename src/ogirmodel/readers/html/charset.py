"""The encoding of a page: by its mark, by what its bytes are, and by what it says of itself.

Pages say wrong things of their encoding, and one encoding read as another is often "valid". So what a page says decides
only between readings that show equally much Chinese punctuation.
"""

import codecs
import re

from ogirmodel.encodings import decode, refuse_mojibake

__all__ = ["decoded"]

HEAD = 4096
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
LABEL = re.compile(
    rb"<(?:meta\b[^>]{0,300}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
GB, BIG5 = "gb18030", "big5hkscs"
FAMILIES = {b"gb": GB, b"x-gb": GB, b"cn-gb": GB, b"big5": BIG5, b"cn-big5": BIG5, b"x-x-big5": BIG5}
PUNCTUATION = "\uff0c\u3002\u3001\uff1a"
TWO_BYTES = "\u07ff"
"""The last character that takes two bytes in UTF-8; no Chinese one does."""


def decoded(data: bytes) -> str:
    """Return a page as text; raises ReadError as ``decode`` does where no encoding fits.

    >>> decoded('<meta charset="utf-8">公开，'.encode("gbk"))[-3:]
    '公开，'
    """
    said = _said(data)
    if data.startswith(MARKS) or _is_utf8(data, said):
        return decode(data)
    tried = dict.fromkeys((said or GB, GB, BIG5))
    readings = [text for text in (_strictly(data, encoding) for encoding in tried) if text is not None]
    best = max(readings, key=_punctuation, default="\0")
    if "\0" in best or _punctuation(data.decode("utf-8", "replace")) > _punctuation(best):
        return decode(data)
    refuse_mojibake(best, data)
    return best


def _said(data: bytes) -> str | None:
    """Return the encoding that the page names, where it is one of those that bytes alone do not give away."""
    found = LABEL.search(data[:HEAD])
    label = found[1].lower() if found else b""
    return next((encoding for name, encoding in FAMILIES.items() if label.startswith(name)), None)


def _is_utf8(data: bytes, said: str | None) -> bool:
    """Tell whether it is UTF-8; a few short words in another encoding look as if they were."""
    text = _strictly(data, "utf-8")
    return text is not None and (said is None or text.isascii() or max(text) > TWO_BYTES)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _punctuation(text: str) -> int:
    return sum(map(text.count, PUNCTUATION))

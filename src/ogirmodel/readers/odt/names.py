"""The names of OpenDocument that reading a text needs, as lxml spells them, and its numbers."""

__all__ = ["count"]

ODF = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE = f"{{{ODF}:office:1.0}}"
TEXT = f"{{{ODF}:text:1.0}}"
TABLE = f"{{{ODF}:table:1.0}}"
DRAW = f"{{{ODF}:drawing:1.0}}"
STYLE = f"{{{ODF}:style:1.0}}"
SCRIPT = f"{{{ODF}:script:1.0}}"
META = f"{{{ODF}:meta:1.0}}"
DC = "{http://purl.org/dc/elements/1.1/}"
XLINK = "{http://www.w3.org/1999/xlink}"
SVG = f"{{{ODF}:svg-compatible:1.0}}"
XML = "{http://www.w3.org/XML/1998/namespace}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"

P, H = f"{TEXT}p", f"{TEXT}h"
STYLE_NAME = f"{TEXT}style-name"
DISPLAY, IS_HIDDEN = f"{TEXT}display", f"{TEXT}is-hidden"

DIGITS = 9


def count(written: str | None, most: int, default: int = 1) -> int:
    """Return a number as the file has it, at most ``most``; ``default`` where it is none.

    >>> count("12", 100), count("9" * 5000, 100), count("-3", 100), count(None, 100, 0)
    (12, 100, 1, 0)
    """
    if written is None or not (written.isascii() and written.isdigit()):
        return default
    return min(int(written), most) if len(written) <= DIGITS else most

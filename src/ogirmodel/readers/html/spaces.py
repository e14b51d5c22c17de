"""White space as a browser shows it: runs of it are one blank, line ends between Chinese characters are none.

Text that is to keep its white space is guarded while the rest of its line is collapsed.
"""

import re

__all__ = ["collapse", "guard", "unguard"]

WIDE = r"[\u2e80-\u3029\u302a-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60]"
WRAP = re.compile(rf"(?<={WIDE})[ \t\r\f]*\n[ \t\r\n\f]*(?={WIDE})")
RUN = re.compile(r"[ \t\r\n\f]+")
KEPT = {" ": "\ud800", "\n": "\ud801", "\t": "\ud802"}
"""What stands for white space that is kept: code points that no text can hold."""


def collapse(text: str) -> str:
    """Return ``text`` with its runs of white space as one blank each.

    >>> collapse("公开  12\\n件，\\n  受理")
    '公开 12 件，受理'
    """
    if "\n" in text:
        return RUN.sub(" ", WRAP.sub("", text))
    return RUN.sub(" ", text) if "  " in text or "\t" in text or "\r" in text or "\f" in text else text


def guard(text: str) -> str:
    """Keep the white space of ``text`` from being collapsed."""
    for blank, kept in KEPT.items():
        text = text.replace(blank, kept)
    return text


def unguard(text: str) -> str:
    """Give a collapsed text the white space back that was guarded."""
    for blank, kept in KEPT.items():
        text = text.replace(kept, blank)
    return text

"""What stands on a page around a report: buttons, metadata, navigation, imprints, page numbers."""

import re
from functools import cache

from ogirmodel.lexicon import words

__all__ = ["is_button", "is_label", "is_page_number"]

LABEL_LINE = 120
BUTTON_LINE = 60


def is_button(text: str) -> bool:
    """Tell whether a line holds nothing but words of buttons.

    >>> is_button("【字体：大 中 小】 打印"), is_button("中小企业")
    (True, False)
    """
    if len(text) > BUTTON_LINE:
        return False
    pieces = [piece for piece in _separators().split(text) if piece]
    return bool(pieces) and all(piece in _buttons() for piece in pieces)


def is_label(text: str) -> bool:
    """Tell whether a line is metadata, navigation or an imprint: it begins like one, or holds what only those hold.

    >>> is_label("索引号：0001/2025-1"), is_label("来源于群众的申请")
    (True, False)
    """
    if len(text) > LABEL_LINE:
        return False
    furniture = words("furniture")
    bare = text.lstrip(furniture["separators"])
    first = _separators().split(bare, maxsplit=1)
    return (len(first) > 1 and first[0] in _labels()) or any(imprint in text for imprint in furniture["imprints"])


def is_page_number(text: str) -> bool:
    """Tell whether a line is the number of a page, with strokes or words around it; a bare figure is none.

    >>> is_page_number("— 12 —"), is_page_number("第3页 共5页"), is_page_number("12"), is_page_number("-8")
    (True, True, False, False)
    """
    if len(text) > 20 or not any(map(str.isdigit, text)):
        return False
    marks = words("furniture")["page_marks"]
    bare = text.strip(marks)
    if bare.isascii() and bare.isdigit():
        return len(bare) <= 4 and text[0] in marks and text[-1] in marks
    rest = "".join(bare.split())
    for numbered in _numbered_pages():
        rest = numbered.sub("", rest)
    return not rest.strip(marks + "/,，")


@cache
def _numbered_pages() -> list[re.Pattern[str]]:
    pairs = words("furniture")["page_words"]
    return [re.compile(f"{re.escape(before.strip())}[0-9]{{1,4}}{re.escape(after)}") for before, after in pairs]


@cache
def _separators() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(words('furniture')['separators'])}]+")


@cache
def _buttons() -> frozenset[str]:
    return frozenset(words("furniture")["buttons"])


@cache
def _labels() -> frozenset[str]:
    return frozenset(words("furniture")["labels"])

"""What a code means: its rule, its ground, what to do, and an example.

``api`` exports it, the command line and the docs print it. It knows the built-in codes, and nothing of how they are
found.
"""

from ogirmodel import messages
from ogirmodel.errors import UnknownName
from ogirmodel.lexicon import words
from ogirmodel.messages import Language, Verbatim

__all__ = ["explain"]

PARTS = ("rule", "do", "example")


def explain(code: str, language: Language = "zh") -> str:
    """Return what ``code`` is about, a line for the code, its rule, what to do, and an example.

    Raises UnknownName with the codes that look like it; the codes of third parties are explained by them.

    >>> print(explain("T01"))
    T01（错误；依据：表内印明）
    规则：第三部分表格每一列：第一项加第二项之和，等于第三项（办理结果总计）加第四项之和。
    办法：核对这一列的新收、上年结转、各项办理结果和结转下年度，改正填错的一格。
    例如：“自然人”列新收27件、上年结转2件，而总计28件、结转下年度2件，相差1件。
    """
    known = words("codes")
    if code not in known:
        raise UnknownName.of("code", code, known)
    head = messages.text(
        "explain.head",
        language,
        code=code,
        severity=messages.text(f"severity.{known[code]['severity']}", language),
        basis=messages.text(f"basis.{known[code]['basis']}", language),
    )
    lines = (
        messages.text(f"explain.{part}", language, text=Verbatim(messages.text(f"explain.{code}_{part}", language)))
        for part in PARTS
    )
    return "\n".join((head, *lines))

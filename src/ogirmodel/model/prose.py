"""Text as a report holds it: names of one line, prose as paragraphs, nothing that no document could store."""

from collections.abc import Iterable, Mapping

from ogirmodel.model.cells import check_text, unfit

__all__ = ["one_line", "one_name", "paragraphs"]


def one_line(value: object) -> str:
    """Return text on one line, outer blanks off."""
    if not isinstance(value, str):
        raise unfit("no_text")
    check_text(value)
    joined = ""
    for line in filter(None, (line.strip() for line in value.splitlines())):
        joined += f" {line}" if joined[-1:].isascii() and joined else line  # Chinese runs on over the end of a line
    return joined


def one_name(value: object) -> str:
    """Return text on one line that is not empty."""
    line = one_line(value)
    if not line:
        raise unfit("empty")
    return line


def paragraphs(prose: object) -> tuple[str, ...]:
    """Return prose as paragraphs: one a line, outer blanks off, none empty.

    >>> paragraphs(["　一、甲\\n乙 ", ""])
    ('一、甲', '乙')
    """
    given = prose if isinstance(prose, Iterable) and not isinstance(prose, str | bytes | Mapping) else [prose]
    lines: list[str] = []
    for text in given:
        if not isinstance(text, str):
            raise unfit("no_text")
        lines += [text.strip()] if text.isprintable() else [line.strip() for line in text.splitlines()]
    joined = "".join(lines)
    if not joined.isprintable():
        check_text(joined)
    return tuple(line for line in lines if line)

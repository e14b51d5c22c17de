"""Tags with absurdly many attributes, cut short: the parser takes quadratic time for the attributes of one tag."""

import re
from itertools import islice

__all__ = ["without_excess"]

LONG = 30_000
"""A tag of fewer bytes is no matter."""

MOST = 1_000
"""So many attributes of a long tag are kept."""

ATTRIBUTE = re.compile(rb"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+""")
TOKEN = re.compile(
    rb"<!--(?:-?>|.*?(?:-->|\Z))|<(script|style|textarea|title|iframe|xmp)\b.*?(?:</\1|\Z)"
    rb"|(<[a-z][^\s/>]*+(?:[\s/]++|" + ATTRIBUTE.pattern + rb")*+)",
    re.IGNORECASE | re.DOTALL,
)
"""What is no tag although it looks like one, or a tag; each takes time in proportion to its length."""


def without_excess(content: bytes) -> bytes:
    """Return ``content`` with no more attributes in a long tag than there are in any that means something."""
    kept: list[bytes] = []
    done = 0
    for token in TOKEN.finditer(content) if len(content) > LONG else ():
        start, end = token.span(2)
        if end - start > LONG:
            excess = next(islice(ATTRIBUTE.finditer(content, start, end), MOST, None), None)
            if excess is not None:
                kept.append(content[done : excess.start()])
                done = end
    return b"".join([*kept, content[done:]]) if kept else content

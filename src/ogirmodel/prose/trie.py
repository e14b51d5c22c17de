"""One expression for many words.

The patterns of the prose call ``trie``; which words, and what they mean, is no matter here.
"""

import re
from collections.abc import Iterable
from typing import Any

__all__ = ["trie"]

BRANCHES = 28
"""Alternatives tried one by one; more of them are first told apart in groups, which is quicker."""


def trie(listed: Iterable[str]) -> str:
    """Return an expression that matches the longest of ``listed`` words without trying them one by one.

    >>> trie(["ab", "abc", "d", "e"])
    '(?:[de]|ab(?:[c])?)'
    """
    root: dict[str, Any] = {}
    for word in listed:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branches(root)


def _branches(node: dict[str, Any]) -> str:
    """Return what may follow here: last characters together, and those after which there is more one by one."""
    ends = {character for character, below in node.items() if character and below.keys() == {""}}
    longer = sorted(node.keys() - ends - {""})
    tails = [re.escape(character) + _branches(node[character]) for character in longer]
    if len(tails) > BRANCHES:
        steps = range(0, len(tails), BRANCHES)
        ahead = [f"(?=[{re.escape(''.join(longer[n : n + BRANCHES]))}])" for n in steps]
        tails = [f"{look}(?:{'|'.join(tails[n : n + BRANCHES])})" for look, n in zip(ahead, steps, strict=True)]
    if ends:
        tails.insert(0, f"[{re.escape(''.join(sorted(ends)))}]")
    if len(tails) == 1 and "" not in node:
        return tails[0]
    return f"(?:{'|'.join(tails)}){'?' if '' in node else ''}"

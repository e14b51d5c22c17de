"""File names made from the names of jobs: fit for every system, and no two of them the same.

``run`` names every job before it is handed out, in the order of the jobs; so a name depends on the jobs before it and
never on who is done first. Nothing here touches a disk.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b

import attrs

from ogirmodel.batch.jobs import Job

__all__ = ["key_of", "named", "safe_name"]

LONGEST = 80
"""Characters of a name; with folder and suffix it stays below the 260 of old Windows."""
LONGEST_IN_BYTES = 180
"""Bytes of a name in UTF-8; other systems stop at 255, suffix and draft included."""

SHELVES = 4096

UNFIT = re.compile(r'[<>:"/\\|?*]')
RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])\s*(?:\.|$)", re.IGNORECASE
)
INVISIBLE = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


def named(jobs: Iterable[Job]) -> Iterator[Job]:
    """Yield ``jobs`` with names that can be file names, each different from those before it.

    Names that differ in case or in composed characters alone are the same name on Windows and macOS; whoever comes
    later gets a number.

    >>> [job.name for job in named([Job("A/b", b""), Job("a_b", b""), Job("nul", b"")])]
    ['A_b', 'a_b-2', '_nul']
    """
    taken = _Keys()
    counted: dict[int, int] = {}
    for job in jobs:
        name = stem = safe_name(job.name)
        if not taken.take(key := key_of(stem)):
            number = counted.get(key, 1) + 1
            while not taken.take(key_of(name := f"{stem}-{number}")):
                number += 1
            counted[key] = number
        yield job if name == job.name else attrs.evolve(job, name=name)


class _Keys:
    """A set of keys in eight bytes each, and not in a hundred: shelves of a few dozen, each looked through."""

    def __init__(self) -> None:
        self._shelves = [array("Q") for _ in range(SHELVES)]

    def take(self, key: int) -> bool:
        """Put ``key`` in, and tell whether it was not there yet."""
        shelf = self._shelves[key % SHELVES]
        if key in shelf:
            return False
        shelf.append(key)
        return True


def safe_name(name: str) -> str:
    """Return ``name`` as a file can be called anywhere, without its suffix: one that is fit stays as it is.

    >>> safe_name("../甲/乙. "), safe_name("com1.txt"), safe_name("\u202e")
    ('_甲_乙', '_com1.txt', '_')
    """
    fit = UNFIT.sub("_", unicodedata.normalize("NFC", name))
    if not fit.isprintable():
        fit = "".join(map(_visible, fit))
    fit = fit.lstrip(". ").rstrip(". ") or "report"
    if RESERVED.match(fit):
        fit = f"_{fit}"
    return fit if _is_short(fit) else _shortened(fit)


def _visible(character: str) -> str:
    kind = unicodedata.category(character)
    return "_" if kind in INVISIBLE else " " if kind == "Zs" else character


def _is_short(name: str) -> bool:
    return len(name) <= LONGEST and len(name.encode()) <= LONGEST_IN_BYTES


def _shortened(name: str) -> str:
    """Cut ``name``, and put a digest of the whole in place of what was cut."""
    mark = blake2b(name.encode(), digest_size=5).hexdigest()
    kept = name[: LONGEST - 11].encode()[: LONGEST_IN_BYTES - 11].decode(errors="ignore")
    return f"{kept.rstrip('. ')}-{mark}"


def key_of(name: str) -> int:
    """Return what equal names have in common: a number, because there may be a million of them."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())
    return int.from_bytes(blake2b(folded.encode(), digest_size=8).digest())

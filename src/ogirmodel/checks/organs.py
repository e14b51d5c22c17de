"""The kind and level of an organ, told by its name where the report does not say them (U12)."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from ogirmodel.checks.frame import Context, rule
from ogirmodel.findings import Finding
from ogirmodel.lexicon import words
from ogirmodel.model import Organ
from ogirmodel.model.organ import OrganKind, OrganLevel
from ogirmodel.problems import Phrase

__all__ = ["inferred_organ", "known_organ"]


@lru_cache(maxsize=1024)
def known_organ(organ: Organ) -> Organ:
    """Return ``organ`` with the kind and level that its name tells, where they were not given.

    >>> known = known_organ(Organ("云溪县教育局"))
    >>> known.kind, known.level, known_organ(Organ("松林市人民政府")).level
    ('department', 'county', None)
    """
    place, rest = _place(organ.name)
    kind, level = organ.kind or _kind(organ.name, place, rest), organ.level or _level(organ.name, place)
    return Organ(organ.name, kind, level, organ.code, organ.parent)


@rule("U12")
def inferred_organ(context: Context) -> Iterator[Finding]:
    """Say what an organ was taken for by its name: other rules lean on it."""
    given, known = context.report.organ, known_organ(context.report.organ)
    if given != known:
        kind, level = (getattr(known, name) or "unknown" for name in ("kind", "level"))
        yield Finding.of("U12", context.at(), name=given.name, kind=_phrase(kind), level=_phrase(level))


def _phrase(name: str) -> Phrase:
    return Phrase(f"organs.{name}")


def _kind(name: str, place: tuple[str, ...], rest: str) -> OrganKind | None:
    for entry in words("organs")["kinds"]:
        if name.endswith(tuple(entry["endings"])):
            kind: OrganKind = entry["kind"]
            return kind
    return "government" if place and not rest else None


def _level(name: str, place: tuple[str, ...]) -> OrganLevel | None:
    organs = words("organs")
    if not place:
        return "central" if name.startswith(tuple(organs["central"]["beginnings"])) else None
    if place[-1] in organs["municipalities"]["names"]:
        return "province"
    endings = ((ending, entry["level"]) for entry in organs["places"] for ending in entry["endings"])
    fitting = [(len(ending), level) for ending, level in endings if place[-1].endswith(ending)]
    if fitting:
        longest: OrganLevel = max(fitting)[1]
        return longest
    return "county" if len(place) > 1 and not place[0].endswith(tuple(organs["places"][0]["endings"])) else None


def _place(name: str) -> tuple[tuple[str, ...], str]:
    """Part the places at the beginning of a name from the rest: 松林市, 石桥区, and 教育局."""
    found: list[str] = []
    while (match := _one_place().match(name)) is not None:
        found.append(match.group())
        name = name[match.end() :]
    return tuple(found), name


@cache
def _one_place() -> re.Pattern[str]:
    organs = words("organs")
    endings = [ending for entry in organs["places"] for ending in entry["endings"]] + ["市"]
    ends = [
        re.escape(ending) + (f"(?![{organs['not_places'][ending[-1]]}])" if ending[-1] in organs["not_places"] else "")
        for ending in sorted(endings, key=len, reverse=True)
    ]
    return re.compile(f".{{1,8}}?(?:{'|'.join(ends)})")

"""What has been said so far in a paragraph: its topic, and within a sentence the scope, the organ and the open lists.

The reader of claims keeps one ``Said`` for a paragraph; the functions here note what a word changes in it.
"""

from collections.abc import Iterable
from functools import cache

import attrs

from ogirmodel.lexicon import words
from ogirmodel.prose.claims import Claim, Subject
from ogirmodel.prose.tokens import Phrase, Token

__all__ = ["SCOPES", "Said", "claim", "note_organ", "note_scope", "note_topic"]

SCOPES = frozenset({"scope", "compare", "channel", "level", "part", "reset", "number"})
"""Kinds of words that say something of the scope."""

PERIOD = {1: 1, 12: 31}
"""The days of the statistical period that name a month: 1 January and 31 December."""


@attrs.define
class Said:
    """The state of one reading; ``topic`` is None while something unknown is spoken of.

    >>> Said(topic=("request",)).claims
    []
    """

    topic: tuple[str, ...] | None = ()
    claims: list[Claim] = attrs.field(factory=list)
    sentence: str = ""
    number: int = 0
    scope: str = ""
    year: int | None = None
    who: str = ""
    part_of: int | None = None
    first: int = 0
    bare: tuple[Subject, ...] = ()
    queue: tuple[Subject, ...] = ()

    def begin(self, sentence: str, number: int) -> None:
        """Forget what holds within a sentence only."""
        self.sentence, self.number, self.first = sentence, number, len(self.claims)
        self.scope, self.year, self.who, self.part_of = "", None, "", None
        self.bare, self.queue = (), ()
        self.topic = self.topic or ()


def note_scope(said: Said, phrase: Phrase, n: int) -> str:
    """Note what a word says of the numbers that follow; return the scope that it gives to this phrase alone."""
    token = phrase.tokens[n]
    if token.kind == "number":
        _date(said, phrase, n)
    elif token.kind in {"compare", "channel"}:
        return "comparison" if token.kind == "compare" else "part"
    elif token.kind == "scope":
        said.scope = "other"
    elif token.kind == "level":
        said.scope = said.scope or "part"
    elif token.kind == "part":
        said.part_of = len(said.claims) - 1 if len(said.claims) > said.first else None
    elif token.kind == "reset":
        _reset(said, token)
    return ""


def _reset(said: Said, token: Token) -> None:
    if token.key == "this_year":
        said.scope, said.year = "", None
    elif token.key == "region":
        said.who = said.sentence[token.start : token.end]


def _date(said: Said, phrase: Phrase, n: int) -> None:
    """Note a year; a month is another scope, but for the first and the last day of the period."""
    token = phrase.tokens[n]
    if token.key == "year" and 1990 < token.value < 2100:
        span = not token.plain and said.year not in {None, token.value}
        said.scope = "other" if span else said.scope
        said.year = int(token.value)
    elif token.key == "month":
        days = [t.value for t in phrase.tokens[n + 1 : n + 2] if t.key == "day" and t.start == token.end]
        if PERIOD.get(int(token.value)) != (days or [31])[0]:
            said.scope = "other"


def note_topic(said: Said, tokens: Iterable[Token]) -> None:
    """Let the nouns among ``tokens`` be what is spoken of from here on."""
    nouns = dict.fromkeys(t.key for t in tokens if t.kind == "noun" and t.key not in {"weak", "foreign"})
    said.topic = tuple(nouns) or said.topic


def note_organ(said: Said, phrase: Phrase, n: int) -> None:
    """Note an organ or a place named right before a token, if it is not what the reporter calls itself."""
    text = said.sentence[phrase.tokens[n - 1].end if n else phrase.start : phrase.tokens[n].start]
    if text and text.endswith(_endings()):
        ours = text.startswith(tuple(words("prose")["self"])) and len(text) <= 5
        said.who = said.who if ours else text


@cache
def _endings() -> tuple[str, ...]:
    return (*words("paper")["organ_endings"], *words("prose")["places"])


def claim(
    said: Said,
    subjects: tuple[Subject, ...],
    token: Token,
    scope: str,
    *,
    item: str = "",
    whole: bool = False,
) -> Claim:
    """Return the claim of a number in the sentence at hand."""
    return Claim(
        subjects,
        token.value,
        token.step,
        token.key or "case",
        said.sentence,
        (token.start, token.end),
        said.number,
        token.vague,
        token.plain,
        scope,
        said.year,
        said.who,
        item,
        whole,
        part_of=said.part_of,
    )

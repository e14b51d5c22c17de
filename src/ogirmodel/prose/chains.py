"""The words of a phrase that stand next to a number or to a denial.

The reader of claims calls it; it knows where words stand, not what they amount to.
"""

from collections.abc import Sequence
from typing import NamedTuple

from ogirmodel.prose.claims import Subject
from ogirmodel.prose.tokens import Phrase, Token

__all__ = ["SUBJECTS", "Chain", "after", "before", "denied", "from_start", "subjects"]

SUBJECTS = frozenset({"noun", "flow", "kind", "outcome", "result"})
BREAKS = frozenset({"number", "other", "negation", "share"})


class Chain(NamedTuple):
    """Words next to a number with nothing unknown between: where they begin, and how they end.

    ``open``: the chain ends at a stop or at a number, not in unknown words.

    >>> Chain((), 0, True).foreign
    False
    """

    tokens: Sequence[Token]
    first: int
    open: bool
    foreign: bool = False

    def grouped(self) -> dict[str, list[str]]:
        """Return the keys of the words by kind, each once, as they stand."""
        found: dict[str, list[str]] = {}
        for token in self.tokens:
            keys = found.setdefault(token.kind, [])
            if token.key not in keys:
                keys.append(token.key)
        return found

    @property
    def speaks(self) -> bool:
        """Whether it names anything that can be counted."""
        return any(token.kind in SUBJECTS for token in self.tokens)


def before(phrase: Phrase, place: int) -> Chain:
    """Return the words that lead up to the token at ``place``."""
    tokens = phrase.tokens
    first, edge = place, tokens[place].start
    while first and tokens[first - 1].end == edge:
        token = tokens[first - 1]
        if token.kind in BREAKS:
            return Chain(tokens[first:place], first, token.kind == "number")
        if token.kind == "noun" and token.key == "foreign":
            return Chain(tokens[first:place], first, open=False, foreign=True)
        first, edge = first - 1, token.start
    return Chain(tokens[first:place], first, first == 0 and edge == phrase.start)


def after(phrase: Phrase, place: int) -> Chain:
    """Return the words that follow the token at ``place``, up to words such as "each"."""
    tokens = phrase.tokens
    last, edge = place + 1, tokens[place].end
    while last < len(tokens) and tokens[last].start == edge:
        token = tokens[last]
        if token.kind in BREAKS or token.kind == "each":
            return Chain(tokens[place + 1 : last], place + 1, token.kind in {"number", "each"})
        if token.kind == "noun" and token.key == "foreign":
            return Chain((), place + 1, open=False, foreign=True)
        last, edge = last + 1, token.end
    return Chain(tokens[place + 1 : last], place + 1, last == len(tokens) and edge == phrase.end)


def denied(found: list[Phrase], number: int) -> tuple[Chain, ...]:
    """Return what the negation in a phrase denies: its words and those of the phrases listed with it, or nothing.

    A word that the lexicon lacks, a number, or a second negation leaves it open what is denied.
    """
    phrase = found[number]
    place = next(n for n, token in enumerate(phrase.tokens) if token.kind == "negation")
    chains = [after(phrase, place)]
    for following in found[number + 1 :]:
        if not chains[-1].open:
            return ()
        if following.stop != "item":
            break
        chains.append(from_start(following))
    return tuple(chains) if chains[-1].open else ()


def from_start(phrase: Phrase) -> Chain:
    """Return the words of a phrase that holds nothing else."""
    edge = phrase.start
    for token in phrase.tokens:
        if token.start != edge or token.kind in BREAKS or token.key == "foreign":
            return Chain((), 0, open=False)
        edge = token.end
    return Chain(phrase.tokens, 0, edge == phrase.end)


def subjects(chain: Chain, topic: tuple[str, ...] | None) -> tuple[Subject, ...]:
    """Return what a chain counts; ``topic`` is what was spoken of before, None where that is something unknown.

    Outcomes, kinds and nouns that stand side by side are counted together; two flows (received and answered) leave
    it open which is meant.
    """
    said = chain.grouped()
    nouns = [noun for noun in said.get("noun", ()) if noun != "weak"]
    outcomes, kinds, results = said.get("outcome", ()), said.get("kind", ()), said.get("result", ())
    flows = [flow for flow in said.get("flow", ()) if flow != "decided"]
    if flows[-2:] in (["received", "new"], ["new", "received"]):
        flows = ["new"]
    if len(flows) > 1:
        return ()
    flow = flows[0] if flows else ""
    if topic is None and not nouns:
        return ()
    if outcomes:
        if nouns not in ([], ["request"]):
            return ()
        inner = [one for one in outcomes if not any(other.startswith(f"{one}.") for other in outcomes)]
        return tuple(Subject("request", flow, kinds[0] if kinds else "", one) for one in inner)
    about = tuple(nouns) or topic or ()
    if not about and ("weak" in said.get("noun", ()) or flow in {"new", "carried_in", "carried_out"}):
        about = ("request",)
    if kinds:
        return tuple(Subject("request", flow, kind) for kind in kinds) if about == ("request",) else ()
    if not (nouns or flow or results):
        return ()
    return tuple(Subject(noun, flow, result=results[0] if results else "") for noun in about)

"""The reader of claims: one pass over the phrases of a paragraph, with what was said before in mind."""

from collections.abc import Iterator

from ogirmodel.lexicon import words
from ogirmodel.prose.chains import SUBJECTS, Chain, after, before, denied, subjects
from ogirmodel.prose.claims import Claim, Subject
from ogirmodel.prose.hints import may_claim, worth_reading
from ogirmodel.prose.said import SCOPES, Said, claim, note_organ, note_scope, note_topic
from ogirmodel.prose.tokens import Phrase, fold, phrases, sentences

__all__ = ["about", "read"]

COUNTED = frozenset({"case", "item", "money"})
CASES = frozenset({"reconsideration", "litigation"})
DECISIONS = frozenset({"administrative_licensing", "administrative_penalties", "administrative_compulsion"})
NEAR = 20
"""Characters between a figure and its share of the whole."""

LISTED = 12
"""Things that one number may count together; the tables have no list that is longer."""


def read(paragraph: str, topic: tuple[str, ...] = ()) -> Iterator[Claim]:
    """Return the claims of a paragraph in their order; ``topic`` is what the heading above it is about.

    >>> [(claim.subjects[0].flow, claim.value) for claim in read("全年办结政府信息公开申请32件，结转下年度3件。")]
    [('answered', 32), ('carried_out', 3)]
    """
    said = Said(topic)
    told = sentences(fold(paragraph))
    while told and not may_claim(told[-1]):
        told.pop()
    for number, sentence in enumerate(told):
        if worth_reading(sentence) or (sentence and not number and len(sentence) <= words("prose")["heading_length"]):
            said.begin(sentence, number)
            _sentence(said, phrases(sentence))
    return iter(said.claims)


def about(heading: str) -> tuple[str, ...]:
    """Return what a heading is about, for the paragraph below it.

    >>> about("（二）依申请公开情况")
    ('request',)
    """
    tokens = (token for phrase in phrases(fold(heading)) for token in phrase.tokens)
    nouns = dict.fromkeys(token.key for token in tokens if token.kind == "noun" and token.key != "weak")
    return () if "foreign" in nouns else tuple(nouns)


def _sentence(said: Said, found: list[Phrase]) -> None:
    following = 0
    for place, phrase in enumerate(found):
        if phrase.stop == "clause":
            said.part_of, said.bare, said.queue = None, (), ()
            said.scope = "" if said.scope == "part" else said.scope
        elif phrase.stop != "item" and not (phrase.tokens and phrase.tokens[0].kind in {"each", "whole"}):
            said.bare = ()
        if place < following or not phrase.tokens:
            continue
        if "number" in phrase.kinds:
            _figures(said, found, place)
            continue
        if phrase.kinds & SCOPES:
            for n in range(len(phrase.tokens)):
                note_scope(said, phrase, n)
        if "negation" in phrase.kinds:
            chains = denied(found, place)
            following = place + len(chains)
            _nothing(said, phrase, chains)
        else:
            _named(said, phrase)


def _named(said: Said, phrase: Phrase) -> None:
    """Keep what a phrase without a number names: a list may follow, and what it is about."""
    last = phrase.tokens[-1]
    if last.end != phrase.end:
        said.bare = ()
    elif phrase.kinds & SUBJECTS:
        chain = before(phrase, len(phrase.tokens) - 1)
        if chain.foreign:
            said.bare = ()
        elif last.key != "foreign":
            named = subjects(chain._replace(tokens=(*chain.tokens, last)), said.topic)
            said.bare = (*said.bare, *named)[:LISTED]
    if "noun" in phrase.kinds:
        note_topic(said, phrase.tokens)


def _nothing(said: Said, phrase: Phrase, chains: tuple[Chain, ...]) -> None:
    """Record that nothing was received, made or brought: zero of every subject that the negation reaches."""
    topic = said.topic
    n, denial = next((n, token) for n, token in enumerate(phrase.tokens) if token.kind == "negation")
    note_organ(said, phrase, n)
    channel = any(token.kind == "channel" for token in phrase.tokens)
    for chain in chains:
        note_topic(said, chain.tokens)
        for subject in subjects(chain, topic):
            made = claim(said, (subject,), denial, said.scope or ("part" if channel else ""))
            said.claims.append(made._replace(counter="case", span=(phrase.start, phrase.end), nothing=True))


def _figures(said: Said, found: list[Phrase], place: int) -> None:
    phrase = found[place]
    local = item = ""
    for n, token in enumerate(phrase.tokens):
        kind, key = token.kind, token.key
        if kind in SCOPES:
            local = note_scope(said, phrase, n) or local
        if kind in {"channel", "level"}:
            item = key
        elif key == "et_cetera" and local == "part":
            local = item = ""
        elif kind == "number":
            if key == "percent":
                _share(said, phrase, n, local)
            elif key in COUNTED or (not key and _ends(phrase, n)):
                _figure(said, found, place, n, local, item)
            elif key == "vague" and token.vague:
                said.claims.append(claim(said, (), token, "other"))


def _ends(phrase: Phrase, n: int) -> bool:
    """Tell whether a number without a counter is a count: "were all 0" at the end of a phrase."""
    token = phrase.tokens[n]
    last = phrase.tokens[n - 1] if n else token
    return token.end == phrase.end and last.end == token.start and last.kind in {"each", "filler"}


def _share(said: Said, phrase: Phrase, n: int, local: str) -> None:
    """Give a percentage to the claim just before it, if it says that it is a share."""
    token = phrase.tokens[n]
    kinds = [t.kind for t in phrase.tokens[max(n - NEAR, 0) : n]]
    stated = "share" in kinds or (phrase.stop == "open" and len(phrase.tokens) == 1)
    if not stated or "each" in kinds or local == "comparison" or len(said.claims) <= said.first:
        return
    last = said.claims[-1]
    if last.share is None and last.known and token.start - last.span[1] <= NEAR:
        said.claims[-1] = last._replace(share=token.value, share_step=token.step * (10 if token.vague else 1))


def _figure(said: Said, found: list[Phrase], place: int, n: int, local: str, item: str) -> None:
    """Make the claims of one number of a phrase."""
    phrase = found[place]
    token = phrase.tokens[n]
    chain = before(phrase, n)
    note_organ(said, phrase, chain.first)
    groups = chain.grouped()
    each, whole = groups.get("each", ()), "whole" in groups
    own = _counted(said, phrase, n, chain, known=bool(item or whole))
    scope = said.scope or local
    if local == "part" and "flow" in groups and not whole:
        said.scope = scope
    if "respectively" in each:
        listed, said.bare = (*said.bare, *own), ()
        said.queue = listed if len(listed) == _run(found, place) else ()
        own = ()
    listed = (*said.bare, *own)
    if said.queue:
        counted, said.queue = [said.queue[:1]], said.queue[1:]
    elif "each" in each:
        counted = [(subject,) for subject in listed]
    else:
        counted = [listed if _of_a_kind(listed) else ()]
    said.claims += [claim(said, subjects, token, scope, item=item, whole=whole) for subjects in counted]
    said.bare = ()


def _counted(said: Said, phrase: Phrase, n: int, chain: Chain, *, known: bool) -> tuple[Subject, ...]:
    """Return what the number counts: by the words before it, or else by those after it.

    What follows at once and is unknown is what is counted ("2 papers"): then, and where neither side is known, the
    number is of something else, and so is what comes after it (unless ``known`` or listed).
    """
    token = phrase.tokens[n]
    if (phrase.tokens[n + 1].start if n + 1 < len(phrase.tokens) else phrase.end) != token.end:
        return ()
    if chain.speaks:
        if not any(t.kind == "noun" and t.key != "weak" for t in chain.tokens):
            following = after(phrase, n)
            nouns = [t for t in following.tokens if t.kind == "noun" and t.key != "weak"] if following.open else []
            chain = chain._replace(tokens=(*chain.tokens, *nouns)) if nouns else chain
    else:
        following = after(phrase, n)
        if chain.foreign or not following.speaks or not following.open:
            lost = token.key != "money" and not (said.queue or said.bare or known)
            said.topic = None if lost or chain.foreign or following.foreign else said.topic
            return ()
        chain = following
    own = subjects(chain, said.topic)
    note_topic(said, chain.tokens)
    if own and not said.topic and own[0].noun == "request":
        said.topic = ("request",)
    return own


def _of_a_kind(listed: tuple[Subject, ...]) -> bool:
    """Tell whether things can be counted together: outcomes, applicants, decisions, or cases, not a mixture."""
    if len(listed) < 2:
        return True
    shapes = {(s.flow, bool(s.kind), bool(s.outcome), s.result) for s in listed}
    nouns = {subject.noun for subject in listed}
    return len(shapes) == 1 and (len(nouns) == 1 or nouns <= CASES or nouns <= DECISIONS)


def _run(found: list[Phrase], place: int) -> int:
    """Return how many numbers follow one another from a phrase on, with no words of their own."""
    count = 1
    for phrase in found[place + 1 :]:
        if phrase.stop not in {"item", "phrase"} or [token.kind for token in phrase.tokens] != ["number"]:
            break
        count += 1
    return count

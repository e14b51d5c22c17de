"""What the prose says against itself: shares that are not those of its figures (N05), parts that are not the sum (N08).

Called by the prose rule with the claims of one paragraph; figures that the tables have already faulted are left alone.
"""

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import NamedTuple

from ogirmodel.checks.readings import Figures, totals
from ogirmodel.lexicon import words
from ogirmodel.prose import Claim

__all__ = ["Fault", "shares", "sums"]

BEFORE = 30
"""Claims before another among which its whole, or the items of its list, are looked for."""


class Fault(NamedTuple):
    """A claim of the paragraph that does not agree with others, and what was tried.

    >>> Fault("N08", 0, "sum", "23", "15 + 9 = 24").code
    'N08'
    """

    code: str
    claim: int
    variant: str
    stated: str
    expected: str


def shares(tables: Figures, claims: tuple[Claim, ...], faulty: Collection[int]) -> Iterator[Fault]:
    """Yield every percentage that is the share of its figure in no whole that it may mean."""
    for index, claim in enumerate(claims):
        if claim.share is None or index in faulty:
            continue
        said = claims[max(index - BEFORE, 0) : index]
        wholes = {other.value for other in said if other.subjects and other.value and other.counter == "case"}
        wholes |= totals(tables, claim.subjects[0])
        if not wholes or any(_fits(claim, whole) for whole in wholes):
            continue
        printed = [
            (whole, (Decimal(claim.value) * 100 / whole).quantize(Decimal(claim.share_step)))
            for whole in sorted(wholes)
            if whole >= claim.value
        ]
        nearest = sorted(printed, key=lambda pair: abs(pair[1] - Decimal(claim.share or 0)))[:2]
        expected = " / ".join(f"{claim.value}/{whole} = {share}%" for whole, share in nearest)
        if expected:
            yield Fault("N05", index, "", f"{claim.share}%", expected)


def _fits(claim: Claim, whole: int | Decimal) -> bool:
    """Tell whether the share is right at the printed precision, rounded or cut off."""
    exact = Decimal(claim.value) * 100 / Decimal(whole)
    difference = exact - Decimal(claim.share or 0)
    step = Decimal(claim.share_step)
    return -step / 2 <= difference < step


def sums(claims: tuple[Claim, ...], faulty: Collection[int]) -> Iterator[Fault]:
    """Yield every whole that its parts exceed, or do not reach though they leave nothing out."""
    parts_of: dict[int, list[tuple[int, Claim]]] = {}
    for place, claim in enumerate(claims):
        if claim.part_of is not None:
            parts_of.setdefault(claim.part_of, []).append((place, claim))
    for index, whole in enumerate(claims):
        if index in faulty or not whole.plain or whole.vague or whole.nothing or whole.scope in {"comparison", "other"}:
            continue
        parts = parts_of.get(index, [])
        if not parts and whole.whole and not whole.subjects:
            parts = _listed_before(claims, index)
        if parts:
            yield from _against(index, claims, parts, faulty)


def _listed_before(claims: tuple[Claim, ...], index: int) -> list[tuple[int, Claim]]:
    """Return the items of one kind that stand right before a total in its sentence."""
    listed: list[tuple[int, Claim]] = []
    for place in range(index - 1, max(index - BEFORE, 0) - 1, -1):
        claim = claims[place]
        if claim.number != claims[index].number or claim.part_of is not None or not _family(claim)[0]:
            break
        if listed and _family(claim)[0] != _family(listed[0][1])[0]:
            break
        listed.insert(0, (place, claim))
    return listed if len(listed) > 1 else []


def _family(claim: Claim) -> tuple[str, str]:
    """Return the way a whole is divided of which ``claim`` is one part, and which part it is."""
    if claim.item:
        families = words("prose")["words"]
        return next(name for name in ("channel", "level") if claim.item in families[name]), claim.item
    if len(claim.subjects) != 1:
        return "", ""
    (subject,) = claim.subjects
    for family in ("result", "outcome", "kind"):
        if key := getattr(subject, family):
            group = key.count(".") if family == "outcome" else ""
            return f"{family}{group}", key
    return (
        ("case", subject.noun) if subject.noun in {"reconsideration", "litigation"} and not subject.flow else ("", "")
    )


def _against(
    index: int, claims: tuple[Claim, ...], parts: list[tuple[int, Claim]], faulty: Collection[int]
) -> Iterator[Fault]:
    whole = claims[index]
    families: dict[str, list[tuple[str, Claim]]] = {}
    for place, claim in parts:
        family = _family(claim)
        counted = claim.counter == whole.counter and claim.number == whole.number
        sound = claim.plain and not claim.vague and not claim.nothing and claim.scope not in {"comparison", "other"}
        if not family[0] or not counted or not sound or place in faulty:
            continue
        families.setdefault(family[0], []).append((family[1], claim))
    wholes = _wholes(index, claims)
    for name, members in families.items():
        keys = [key for key, _ in members]
        if len(members) < 2 or len(set(keys)) < len(keys) or not _divides(name, whole):
            continue
        total = sum((claim.value for _, claim in members), start=0)
        complete = any(set(pair) <= set(keys) for pair in words("prose")["complements"])
        if total not in wholes and (total > max(wholes) or complete or members[-1][1].part_of is None):
            addends = " + ".join(str(claim.value) for _, claim in members)
            yield Fault("N08", index, "", whole.sentence[slice(*whole.span)], f"{addends} = {total}")


def _wholes(index: int, claims: tuple[Claim, ...]) -> set[int | Decimal]:
    """Return what parts may be parts of: the claim before them, one before that, or several together."""
    wholes: set[int | Decimal] = {claims[index].value}
    together = claims[index].value
    for claim in reversed(claims[max(index - BEFORE, 0) : index]):
        if claim.number != claims[index].number or claims[index].part_of is not None or not claims[index].subjects:
            break
        together += claim.value
        wholes |= {claim.value, together}
    return wholes


def _divides(family: str, whole: Claim) -> bool:
    """Tell whether a whole can have these parts: not parts of its own kind, and outcomes only of what was answered."""
    own = _family(whole)
    if own[0][:4] == family[:4]:
        return False
    flows = {subject.flow for subject in whole.subjects}
    if family.startswith("outcome"):
        return flows == {"answered"}
    return not flows & {"carried_in", "carried_out", "carried"}

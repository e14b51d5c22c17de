"""The prose against the tables: N01 to N07 and N10, and what the prose says against itself (N05, N08, N09).

One pass: the claims of every paragraph are read once, each is held against the tables in every honest reading, and the
sums and shares are judged of what is left.
"""

from collections.abc import Iterator
from decimal import Decimal

from ogirmodel.checks.frame import Context, rule
from ogirmodel.checks.prose_sums import shares, sums
from ogirmodel.checks.readings import Figures, Reading, code_of, figures, readings
from ogirmodel.findings import Finding, Location
from ogirmodel.lexicon import words
from ogirmodel.messages import Verbatim
from ogirmodel.model import Report
from ogirmodel.prose import Claim, about, may_be_vague, read, sentences

__all__ = ["prose_figures"]

SHOWN = 78
"""Characters of a sentence that a message quotes; a longer one is cut around its figure."""

READINGS_SHOWN = 3
PARTS = frozenset({"received", "answered", "handled"})
"""Flows that after "of these" count a part that no table has: of those received, answered so far."""


@rule("N01", "N02", "N03", "N04", "N05", "N06", "N07", "N08", "N09", "N10")
def prose_figures(context: Context) -> Iterator[Finding]:
    """Hold the figures of the prose against the tables and against each other."""
    report = context.filled
    lexicon = words("prose")
    tables, quiet = figures(report), lexicon["quiet_sections"]
    for section, paragraphs in report.sections.items():
        topic: tuple[str, ...] = tuple(lexicon["section_topics"].get(section, ()))
        for number, text in enumerate(paragraphs, 1):
            if section in quiet and not may_be_vague(text):
                continue
            claims = tuple(read(text, topic))
            if not claims:
                topic = about(text) if len(text) <= lexicon["heading_length"] else topic
                continue
            place = context.at(section=section, paragraph=number)
            quotes = sentences(text)
            yield from _vague(claims, place, quotes)
            if section not in quiet:
                yield from _paragraph(report, tables, claims, place, quotes)


def _paragraph(
    report: Report, tables: Figures, claims: tuple[Claim, ...], place: Location, quotes: list[str]
) -> Iterator[Finding]:
    faulty: set[int] = set()
    amended = {
        (claim.number, subject.noun) for claim in claims for subject in claim.subjects if subject.flow == "amended"
    }
    for index, claim in enumerate(claims):
        if not _ours(claim, report) or any((claim.number, subject.noun) in amended for subject in claim.subjects):
            continue
        found = readings(tables, claim.subjects)
        if not found or any(_agrees(claim, reading) for reading in found):
            continue
        faulty.add(index)
        code, variant = code_of(claim.subjects[0]), ""
        if claim.nothing or (code != "N02" and not any(reading.value for reading in found)):
            code, variant = "N10", "nothing" if claim.nothing else "something"
        yield Finding.of(
            code,
            place,
            variant,
            quote=quoted(claim, quotes),
            stated=stated(claim),
            expected=_words(found),
        )
    for fault in (*shares(tables, claims, faulty), *sums(claims, faulty)):
        claim = claims[fault.claim]
        yield Finding.of(
            fault.code,
            place,
            fault.variant,
            quote=quoted(claim, quotes),
            stated=fault.stated,
            expected=fault.expected,
        )


def _agrees(claim: Claim, reading: Reading) -> bool:
    """Tell whether a figure is the reading's at the precision in which it is printed (1.2万 is exact to a thousand)."""
    if claim.step == 1:
        return reading.value == claim.value
    return bool(abs(Decimal(reading.value) - Decimal(claim.value)) < Decimal(claim.step))


def _ours(claim: Claim, report: Report) -> bool:
    """Tell whether a claim is plainly one on this organ and this year, which the tables could hold."""
    if not claim.known or claim.year not in {None, report.year}:
        return False
    if claim.part_of is not None and claim.subjects[0].flow in PARTS:
        return False
    names = (report.organ.name, report.signed_by or "")
    if claim.who in words("prose")["words"]["reset"]["region"]:
        return report.organ.name.endswith(tuple(words("prose")["governments"]))
    return not claim.who or any(claim.who in name or (name and name in claim.who) for name in names)


def _vague(claims: tuple[Claim, ...], place: Location, quotes: list[str]) -> Iterator[Finding]:
    for claim in claims:
        if claim.vague:
            yield Finding.of("N09", place, quote=quoted(claim, quotes), stated=stated(claim))


def stated(claim: Claim) -> str:
    """Return the number as it was printed, with its counter."""
    return claim.sentence[slice(*claim.span)] if not claim.nothing else "0"


def quoted(claim: Claim, quotes: list[str]) -> str:
    """Return the sentence of a claim as the source has it, cut around the number where it is long."""
    sentence = quotes[claim.number].strip()
    if len(sentence) <= SHOWN:
        return sentence
    start, end = claim.span
    opened = max(0, min(start - SHOWN // 2, len(claim.sentence) - SHOWN + 2))
    cut = claim.sentence[opened : max(end, opened + SHOWN - 2)]
    return f"{'…' if opened else ''}{cut}{'…' if opened + len(cut) < len(claim.sentence) else ''}"


def _words(found: list[Reading]) -> Verbatim:
    shown = [f"{reading.cells} {reading.value}" for reading in found]
    return Verbatim(" / ".join(shown[:READINGS_SHOWN]))

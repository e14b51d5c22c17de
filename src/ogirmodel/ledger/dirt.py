"""What is wrong with rows that cannot be counted: each is in exactly one finding, with how many share it.

``judge`` and ``tally`` gather faults here. A fault is a matter of the row alone and of its id, never of the year that
is counted.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from ogirmodel.findings import Finding, Location
from ogirmodel.ledger.group import Groups
from ogirmodel.problems import Phrase

__all__ = ["FAULTS", "Dirt", "Fault"]

CODES_NAMED = 20
"""So many unknown codes of one field are named one by one, those of most rows first; the rest are summed up."""


@attrs.frozen
class Fault:
    """What is wrong with a row: the code of the finding, the field it is about, another field, and what it says."""

    code: str
    field: str = ""
    other: str = ""
    quote: str = ""


def _of_dates(first: str, others: tuple[str, ...], ends: tuple[str, ...]) -> tuple[Fault, ...]:
    return (
        Fault("C02", first),
        *(Fault("C03", field) for field in (first, *others)),
        *(Fault("C04", field, first) if field in ends else Fault("C03", field) for field in others),
    )


FAULTS: Mapping[str, tuple[Fault, ...]] = {
    "cases": _of_dates("received", ("concluded",), ("concluded",)),
    "proceedings": _of_dates("filed", ("concluded",), ("concluded",)),
    "documents": _of_dates("made", ("published", "repealed", "expires"), ("repealed", "expires")),
}
"""The faults of the dates of a row: a key that begins with -n names the n-th."""


class Dirt:
    """Gathers the faults of one register, with how many rows have each and the smallest id among them."""

    def __init__(self, place: Location) -> None:
        self._place = place
        self._found: dict[Fault, tuple[int, str]] = {}

    def add(self, fault: Fault, count: int, example: str) -> None:
        """Note ``count`` rows with ``fault``."""
        before, smallest = self._found.get(fault, (0, example))
        self._found[fault] = before + count, min(smallest, example)

    def of_ids(self, groups: Groups) -> Iterator[Finding]:
        """Yield what is wrong with ids: those that stand more than once, and rows that have none."""
        ids, rows = groups.repeated
        if ids:
            yield Finding.of("C07", self._place, count=rows, ids=ids, id=groups.repeated_id)
        if groups.nameless:
            yield Finding.of("C08", self._place, count=groups.nameless)

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each fault, in an order that the order of rows does not change."""
        unknown: dict[str, list[tuple[int, str, Fault]]] = {}
        for fault, (count, example) in sorted(self._found.items(), key=lambda item: attrs.astuple(item[0])):
            if fault.code == "C01" and fault.quote:
                unknown.setdefault(fault.field, []).append((count, example, fault))
            else:
                yield self._finding(fault, count, example)
        for field, codes in unknown.items():
            codes.sort(key=lambda one: (-one[0], one[2].quote))
            for count, example, fault in codes[:CODES_NAMED]:
                yield self._finding(fault, count, example)
            if rest := codes[CODES_NAMED:]:
                rows, smallest = sum(count for count, _, _ in rest), min(example for _, example, _ in rest)
                named = Phrase(f"register.{field}")
                yield Finding.of("C01", self._place, "rest", field=named, codes=len(rest), count=rows, id=smallest)

    def _finding(self, fault: Fault, count: int, example: str) -> Finding:
        facts: dict[str, Any] = {"count": count, "id": example}
        if fault.field:
            facts["field"] = Phrase(f"register.{fault.field}")
        if fault.other:
            facts["other"] = Phrase(f"register.{fault.other}")
        if fault.quote:
            facts["quote"] = fault.quote
        return Finding.of(fault.code, self._place, "" if fault.quote or fault.code != "C01" else "blank", **facts)

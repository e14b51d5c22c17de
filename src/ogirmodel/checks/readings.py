"""What the tables say of a thing that the prose counts: every honest reading, with its cells as printed.

The prose rules call ``readings``. No reading means that the tables cannot tell: a blank, another form, or a subject
that no table has. Which cells a reading takes is worked out once for each form.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import product
from math import prod
from typing import NamedTuple

from ogirmodel.findings import column_label, row_label
from ogirmodel.forms import TableForm
from ogirmodel.lexicon import words
from ogirmodel.model import CellValue, Money, Report
from ogirmodel.model.cells import add
from ogirmodel.prose import Subject

__all__ = ["Figures", "Reading", "code_of", "figures", "readings", "totals"]

DOCUMENTS = {
    "made": ("made", "newly_made", "newly_published"),
    "repealed": ("repealed",),
    "in_force": ("in_force", "public_total"),
    "published": ("newly_published", "public_total", "newly_made"),
    "in_public": ("public_total", "newly_published"),
}
"""Columns that a verb may mean, of either edition."""

CASES = frozenset({"reconsideration", "litigation", "litigation_direct", "litigation_after_reconsideration"})
CARRIED = frozenset({"carried_in", "carried_out", "carried"})
HANDLED = frozenset({"answered", "handled"})

WAYS = 100
"""Ways to read a list of things; one that has more says nothing plainly."""

Figures = Mapping[str, tuple[TableForm, tuple[CellValue, ...]]]


class Reading(NamedTuple):
    """One figure that the words may mean, and the cells that give it.

    >>> Reading("行政复议", 3).value
    3
    """

    cells: str
    value: int | Decimal


class Plan(NamedTuple):
    """The cells of one reading: those added, those taken off, and their labels.

    >>> Plan((0, 1), (), "行政复议").plus
    (0, 1)
    """

    plus: tuple[int, ...]
    minus: tuple[int, ...]
    label: str


def code_of(subject: Subject) -> str:
    """Return the code of the finding where the prose is wrong about ``subject``.

    >>> code_of(Subject("request", "carried_in"))
    'N02'
    """
    if subject.noun in CASES:
        return "N06"
    if subject.noun != "request":
        return "N07"
    if subject.outcome or subject.flow in HANDLED:
        return "N04"
    if subject.flow in CARRIED:
        return "N02"
    return "N03" if subject.kind else "N01"


def figures(report: Report) -> Figures:
    """Return the figures of a filled report by the kind of their table, as ``readings`` takes them."""
    return {table.form.kind: (table.form, table.values) for table in report.tables.values()}


def readings(tables: Figures, subjects: tuple[Subject, ...]) -> list[Reading]:
    """Return every figure that ``subjects`` may mean; of several, their sums."""
    parts = [_of(tables, subject) for subject in subjects]
    if len(parts) == 1:
        return parts[0]
    if not all(parts) or prod(map(len, parts)) > WAYS:
        return []
    return [
        Reading(" + ".join(part.cells for part in each), sum((part.value for part in each), start=0))
        for each in product(*parts)
    ]


def totals(tables: Figures, subject: Subject) -> set[int | Decimal]:
    """Return the wholes of which ``subject`` may be a share."""
    if subject.noun in CASES:
        wholes = [readings(tables, (Subject("reconsideration"), Subject("litigation")))]
        wholes += [_of(tables, Subject(noun)) for noun in CASES]
    else:
        groups = ("disclosed", "partially_disclosed", "withheld", "unavailable", "not_processed", "other_outcomes")
        wholes = [_of(tables, Subject("request", flow)) for flow in ("handled", "received", "carried")]
        wholes += [_of(tables, Subject("request", outcome=f"outcomes.{group}")) for group in groups]
    return {reading.value for whole in wholes for reading in whole if reading.value}


def _of(tables: Figures, subject: Subject) -> list[Reading]:
    kind = (
        "applications" if subject.noun == "request" else "review_litigation" if subject.noun in CASES else "disclosure"
    )
    if kind not in tables:
        return []
    form, values = tables[kind]
    found: list[Reading] = []
    for plan in _plans(form, subject):
        total = add([values[place] for place in plan.plus], [values[place] for place in plan.minus])
        if isinstance(total, int):
            found.append(Reading(plan.label, total))
        elif isinstance(total, Money) and total.unit:
            found.append(Reading(plan.label, total.value * words("marks")["money"][total.unit]))
    return found


@lru_cache(maxsize=1024)
def _plans(table: TableForm, subject: Subject) -> tuple[Plan, ...]:
    kinds = {"applications": _requests, "review_litigation": _cases, "disclosure": _disclosed}
    return tuple({plan[:2]: plan for plan in kinds[table.kind](table, subject)}.values())


def _requests(table: TableForm, subject: Subject) -> Iterator[Plan]:
    new, carried_in, answered, carried_out = (
        table.rows_with(role) for role in ("received", "carried_in", "outcome_total", "carried_out")
    )
    groups: list[tuple[str, ...]] = []
    less: list[tuple[str, ...]] = []
    if subject.outcome:
        groups = [_below(table, subject.outcome)]
    elif subject.flow in CARRIED:
        both = (("carried_in", carried_in), ("carried_out", carried_out))
        groups = [rows for flow, rows in both if flow.startswith(subject.flow)]
    elif subject.flow in HANDLED or (not subject.flow and subject.kind):
        withdrawn = _below(table, "outcomes.other_outcomes")
        less = [carried_in, withdrawn[-1:], withdrawn, (*withdrawn, *_below(table, "outcomes.not_processed"))]
        groups = [answered] if subject.flow == "answered" else [answered, new, (*new, *carried_in)]
    elif subject.flow in {"received", "new"}:
        groups = [new, (*new, *carried_in)]
    for columns in _columns(table, subject.kind):
        for rows in groups:
            yield from _plan(table, rows, columns)
        for rows in less:
            yield from _plan(table, answered, columns, rows)


def _below(table: TableForm, path: str) -> tuple[str, ...]:
    return tuple(row for row in table.row_of if row == path or row.startswith(f"{path}."))


def _columns(table: TableForm, kind: str) -> list[tuple[str, ...]]:
    """Return the columns of a kind of applicant, as many ways as it may be meant."""
    person, total = table.columns_with("natural_person"), table.columns_with("total")
    organizations = tuple(column for column in table.column_of if column not in {*person, *total})
    if kind == "natural_person":
        return [person]
    if kind == "organizations":
        return [organizations]
    if kind == "legal_persons":
        return [organizations, organizations[:-1], organizations[:1]]
    return [(kind,)] if kind in organizations else [] if kind else [total]


def _cases(table: TableForm, subject: Subject) -> Iterator[Plan]:
    suits = (*table.rows_with("litigation"), *table.rows_with("litigation_after"))
    rows = suits if subject.noun == "litigation" else _below(table, subject.noun)
    if subject.flow not in {"", "received", *HANDLED}:
        return
    total, pending = table.columns_with("total"), table.columns_with("not_concluded")
    yield from _plan(table, rows, (subject.result,) if subject.result else total)
    if not subject.result and subject.flow:
        yield from _plan(table, rows, total, rows, pending)


def _disclosed(table: TableForm, subject: Subject) -> Iterator[Plan]:
    columns: Iterable[str] = ()
    if (subject.noun, "decisions") in table.index:
        columns = ("decisions",) if subject.flow in {"", *HANDLED} else ()
    elif (subject.noun, "amount") in table.index:
        columns = ("amount",) if subject.flow in {"", "charged"} else ()
    else:
        columns = DOCUMENTS.get(subject.flow, ())
    for column in columns:
        yield from _plan(table, (subject.noun,), (column,))


def _plan(
    table: TableForm,
    rows: tuple[str, ...],
    columns: tuple[str, ...],
    less: tuple[str, ...] = (),
    less_columns: tuple[str, ...] = (),
) -> Iterator[Plan]:
    """Yield the sum of cells, less others, if the form has all of them."""
    plus = [table.index.get((row, column)) for row in rows for column in columns]
    minus = [table.index.get((row, column)) for row in less for column in less_columns or columns]
    added = tuple(place for place in plus if place is not None)
    taken = tuple(place for place in minus if place is not None)
    if plus and len(added) == len(plus) and len(taken) == len(minus):
        yield Plan(added, taken, _label(table, rows, columns, less))


def _label(table: TableForm, rows: tuple[str, ...], columns: tuple[str, ...], less: tuple[str, ...]) -> str:
    """Return the cells of a sum by their labels as printed; rows of one group go by its name."""
    chains = [table.row_of[row].chain for row in rows]
    together = len(rows) > 1 and len({chain[:-1] for chain in chains}) == 1 and len(chains[0]) > 1
    label = chains[0][-2].label if together else " + ".join(row_label(table, row) for row in rows)
    if less and less != rows:
        label += "".join(f" - {row_label(table, row)}" for row in less)
    if columns == table.columns_with("total"):
        return label
    group = next(column for column in table.columns if column.key == columns[0]).chain[-2:]
    return f"{label} {column_label(table, columns[0]) if len(columns) == 1 else group[0].label}"

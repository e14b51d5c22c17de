"""What was found about a report: values with a code, a place and the facts, never exceptions.

The words live in the message catalogue; a place carries keys, and looks up the labels of the form when it is
printed, as a reader of the paper would say it.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Generic, Self, TypeVar

import attrs

from ogirmodel import messages
from ogirmodel.errors import OgirError
from ogirmodel.forms import Basis, Cell, Severity, TableForm, form
from ogirmodel.forms.equation import Term
from ogirmodel.lexicon import words
from ogirmodel.messages import Language, Verbatim
from ogirmodel.model import Money, Report
from ogirmodel.model.cells import CellValue
from ogirmodel.problems import Phrase, to_words

__all__ = ["Addend", "Basis", "Finding", "Location", "Reading", "Severity", "Side", "as_data", "default_severity"]

R = TypeVar("R", bound=Report)

ROWS_SHOWN = 3
"""So many rows are named as examples."""

STEPS = {"table": "source_table"}
"""Steps of an origin that the catalogue knows by another name."""


@attrs.frozen
class Location:
    """Where something was found: keys of the form, and the place in the source (``origin``) where there is one.

    ``paragraph`` counts from 1 within its section; ``origin`` is a path of steps, ``line:14 row:7``. All fields may
    be None: the report as a whole.
    """

    edition: str | None = None
    section: str | None = None
    table: str | None = None
    row: str | None = None
    column: str | None = None
    paragraph: int | None = None
    origin: str | None = None

    def text(self, language: Language = "zh") -> str:
        """Return the place in words, with the labels as printed.

        >>> Location("2021", table="applications", row="outcomes.total", column="natural_person").text()
        '第三部分表格“（七）总计”行“自然人”列'
        """
        named = [part for part in (self._in_form(language), self._in_source(language)) if part]
        return "".join(named) or messages.text("location.report", language)

    def _in_source(self, language: Language) -> str:
        if not self.origin:
            return ""
        steps = (step.partition(":") for step in self.origin.split(" "))
        words = [messages.text(f"location.{STEPS.get(step, step)}", language, number=n) for step, _, n in steps]
        origin = messages.text("problems.comma", language).join(words)
        return messages.text("location.origin", language, origin=Verbatim(origin))

    def _in_form(self, language: Language) -> str:
        if self.edition is None:
            return ""
        statute = form(self.edition)
        if self.table is not None and self.table in statute.tables:
            number, _ = statute.section_of(self.table)
            table = statute.tables[self.table]
            key = "_".join(["table", *(name for name in ("row", "column") if getattr(self, name))])
            if not table.panels[0].rows and self.row and self.column:
                key = "table_group_column"
            return messages.text(
                f"location.{key}",
                language,
                number=_numeral(number, language),
                row=Verbatim(row_label(table, self.row)),
                column=Verbatim(column_label(table, self.column)),
            )
        if self.section is None:
            return ""
        number = next((n for n, s in enumerate(statute.sections, 1) if s.id == self.section), 0)
        key = "section_paragraph" if self.paragraph else "section"
        return messages.text(f"location.{key}", language, number=_numeral(number, language), paragraph=self.paragraph)


def row_label(table: TableForm, row: str | None) -> str:
    """Return the label of a row as printed; the key where the form has no such row."""
    found = table.row_of.get(row or "")
    return found.node.label if found else row or ""


def row_examples(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Return the labels of the first few rows that ``cells`` stand in."""
    return tuple(dict.fromkeys(cell.row.node.label for cell in cells))[:ROWS_SHOWN]


def column_label(table: TableForm, column: str | None) -> str:
    """Return the label of a column as printed; the key where the form has no such column."""
    chains = (cell.column.chain for cell in table.cells)
    return next((node.label for chain in chains for node in chain if node.key == column), column or "")


def _numeral(number: int, language: Language) -> str:
    return messages.text("location.numerals", language).split(" ")[number] if number <= 10 else str(number)


@attrs.frozen
class Addend:
    """One figure of a side of an identity: its sign, its cell, and what the cell holds."""

    term: Term
    value: CellValue


@attrs.frozen
class Side:
    """One side of an identity with all its figures; ``sum`` is None where a figure is blank."""

    addends: tuple[Addend, ...]
    sum: int | Decimal | None

    def text(self, language: Language, location: Location) -> str:
        """Return the figures in words; zeros among many are summed up."""
        table = form(location.edition or "").table(location.table or "")
        shown = [a for a in self.addends if a.value != 0 and a.value != Money("0")] or list(self.addends[:1])
        parts: list[str] = []
        for addend in shown if len(self.addends) > 4 else self.addends:
            of_row = location.row is None
            label = row_label(table, addend.term.row) if of_row else column_label(table, addend.term.column)
            value = messages.text("terms.blank", language) if addend.value is None else _plain(addend.value)
            key = "last" if addend.term.last else "this"
            words = messages.text(f"terms.{key}", language, label=Verbatim(label), value=value)
            sign = "－" if addend.term.sign < 0 else "＋" if parts else ""
            parts.append(sign + words)
        if len(self.addends) > 4 and len(shown) < len(self.addends):
            parts.append(messages.text("terms.rest_zero", language))
        return "".join(parts)


@attrs.frozen
class Finding:
    """One finding: a catalogue ``code`` (``T01``), how grave, on whose word, where, and the facts that fill the text.

    Codes of third parties carry a prefix (``gansu.T90``), and their words stand in the param ``says``. ``variant``
    chooses among the sentences of a code.

    >>> finding = Finding("gansu.T90", Severity.WARNING, Basis.CUSTOMARY, params={"says": "没有写明网站数量"})
    >>> finding.text()
    '报告：没有写明网站数量（gansu.T90）。'
    """

    code: str
    severity: Severity
    basis: Basis
    location: Location = Location()
    params: Mapping[str, Any] = attrs.field(factory=dict, hash=False)
    variant: str = ""

    @classmethod
    def of(
        cls,
        code: str,
        location: Location | None = None,
        variant: str = "",
        *,
        severity: Severity | None = None,
        basis: Basis | None = None,
        **params: Any,
    ) -> Self:
        """Build a finding of a built-in ``code``; severity and basis are the catalogue's unless they are given."""
        usual_severity, usual_basis = _usual(code)
        return cls(code, severity or usual_severity, basis or usual_basis, location or Location(), params, variant)

    def text(self, language: Language = "zh") -> str:
        """Return the finding as one sentence, its place first."""
        candidates = (f"findings.{self.code}_{self.variant}", f"findings.{self.variant}", f"findings.{self.code}")
        others = "findings.told" if "says" in self.params else "findings.other"
        key = next((key for key in candidates if messages.find(key, language)), others)
        params = {name: self._words(value, language) for name, value in self.params.items()}
        where = Verbatim(self.location.text(language))
        return messages.text(key, language, where=where, code=self.code, **params)

    def _words(self, value: object, language: Language) -> object:
        if isinstance(value, Side):
            return Verbatim(value.text(language, self.location))
        if isinstance(value, OgirError | Phrase | tuple):
            return to_words(value, language)
        return _plain(value) if isinstance(value, Money | Decimal) else value


@attrs.frozen
class Reading(Generic[R]):
    """A report together with what was found while it was read or counted.

    >>> Reading(Report("某局", 2025)).findings
    ()
    """

    report: R
    findings: tuple[Finding, ...] = ()


@lru_cache(maxsize=256)
def _usual(code: str) -> tuple[Severity, Basis]:
    known = words("codes").get(code, {})
    return Severity(known.get("severity", "warning")), Basis(known.get("basis", "customary"))


def default_severity(code: str, basis: Basis) -> Severity:
    """Return the catalogue's severity of ``code``; for a code that it lacks, what the basis suggests."""
    if code in words("codes"):
        return _usual(code)[0]
    return Severity.WARNING if basis == Basis.CUSTOMARY else Severity.ERROR


def as_data(finding: Finding, language: Language = "zh") -> dict[str, Any]:
    """Return ``finding`` as plain data for JSON: the keys, the facts, both sides of an identity, and the words."""
    location = {name: value for name, value in attrs.asdict(finding.location).items() if value is not None}
    return {
        "code": finding.code,
        "variant": finding.variant,
        "severity": finding.severity.value,
        "basis": finding.basis.value,
        "location": location | {"text": finding.location.text(language)},
        "params": {name: _data(value) for name, value in finding.params.items()},
        "text": finding.text(language),
    }


def _data(value: object) -> Any:
    if isinstance(value, Side):
        addends = [{**attrs.asdict(a.term), "value": _data(a.value)} for a in value.addends]
        return {"sum": _data(value.sum), "addends": addends}
    if isinstance(value, tuple):
        return [_data(item) for item in value]
    if isinstance(value, Phrase):
        return value.key.rpartition(".")[2]
    return value if value is None or isinstance(value, int | str) else _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Money):
        return f"{value}{value.unit or ''}"
    return str(getattr(value, "value", value))

"""The promises of a form as tests: whoever ships one subclasses ``FormContract``."""

from collections.abc import Iterator
from functools import cache
from typing import ClassVar

import pytest

from ogirmodel import forms
from ogirmodel.api import check, dump, load, read, recognise, render
from ogirmodel.document import compose
from ogirmodel.errors import OgirError
from ogirmodel.findings import Severity
from ogirmodel.forms import Form, Number, TableForm, form, load_form
from ogirmodel.forms.audit import audit
from ogirmodel.forms.equation import Derivation, Relation, Term
from ogirmodel.model import Money, Report, blank
from ogirmodel.model.cells import CellValue
from ogirmodel.renderers import RENDERERS
from ogirmodel.testing.differences import differences
from ogirmodel.testing.plugin_contract import demand
from ogirmodel.testing.samples import KINDS, sample, words

__all__ = ["FormContract"]

STATUTORY = ("2019", "2021")


@cache
def _formats() -> tuple[str, ...]:
    """Return the built-in formats that a report survives, each class once."""
    kinds = {RENDERERS.get(e.name): e.name for e in reversed(RENDERERS.entries()) if e.builtin}
    return tuple(sorted(name for kind, name in kinds.items() if kind.info.round_trips))


class FormContract:
    """Subclass it with ``edition``, the name of an installed form, or with ``source``, the TOML of one.

    ``examples`` is how many reports are made up to be laid out and recognised.
    """

    edition: ClassVar[str] = ""
    source: ClassVar[str | bytes] = b""
    examples: ClassVar[int] = 25

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Try every kind of sample, and every built-in format that reads back what it wrote."""
        if "kind" in metafunc.fixturenames:
            metafunc.parametrize("kind", KINDS)
        if "format" in metafunc.fixturenames:
            metafunc.parametrize("format", _formats())

    @pytest.fixture(autouse=True)
    def statute(self) -> Iterator[Form]:
        """Make the form known for as long as a test lasts."""
        if not self.source:
            demand(self.edition, "say edition = NAME of an installed form, or source = the TOML of one")
            try:
                found = form(self.edition)
            except OgirError as error:
                pytest.fail(f"the form cannot be had: {error.text('en')}", pytrace=False)
            yield found
            return
        try:
            made = load_form(self.source)
        except OgirError as error:
            pytest.fail(error.text("en"), pytrace=False)
        forms.register(made)
        try:
            yield made
        finally:
            forms.unregister(made.edition)

    def test_it_holds_what_a_form_promises(self, statute: Form) -> None:
        """Keys are unique, panels tile, equations resolve, a table has the roles that its kind needs."""
        faults = [fault.text("en") for fault in audit(statute)]
        demand(not faults, f"the form has faults: {faults[:3]}")

    def test_statutory_reports_are_left_alone(self, statute: Form) -> None:
        """A paper of a statutory form is still read by that form where this one is installed as well."""
        for edition in STATUTORY:
            reading = recognise(compose(sample(edition)))
            told = [finding.text("en") for finding in reading.findings]
            demand(
                reading.report.edition == edition and not told,
                f"beside {statute.edition} a report of {edition} is read by {reading.report.edition} {told}: give the "
                "form headings or labels of its own",
            )

    def test_json_holds_every_sample(self, statute: Form, kind: str) -> None:
        """A report that is saved and loaded is the same."""
        report = sample(statute.edition, kind)
        demand(load(dump(report)) == report, "a report is another one after dump and load")

    def test_every_format_holds_every_sample(self, statute: Form, kind: str, format: str) -> None:
        """A report is rendered and read back in each built-in format, and nothing is found wrong with the paper."""
        report = sample(statute.edition, kind)
        reading = read(render(report, format), format=format, edition=statute.edition)
        told = [f.text("en") for f in reading.findings if f.severity in {Severity.ERROR, Severity.WARNING}]
        remedy = "see that labels and headings differ when folded (without blanks, punctuation and numbering)"
        demand(not told, f"{format} is read with findings: {told[:3]}: {remedy}")
        if reading.report != report.filled:
            where = differences(reading.report, report.filled)
            pytest.fail(f"{format} gives back another report: {where}: {remedy}", pytrace=False)

    def test_its_paper_is_known_by_its_labels(self, statute: Form) -> None:
        """A paper of the form is read by the form without being told which it is."""
        found = recognise(compose(sample(statute.edition))).report
        demand(
            found.edition == statute.edition,
            f"its paper is taken for one of {found.edition}: give the form labels or headings of its own",
        )

    def test_whatever_a_report_says_is_recognised(self, statute: Form) -> None:
        """Laid out on paper and recognised, any report of the form is the same."""
        from ogirmodel.testing.made_up import for_any_report  # noqa: PLC0415 - only this test needs hypothesis

        def holds(report: Report) -> None:
            found = recognise(compose(report), edition=statute.edition).report
            if found != report.filled:
                told = differences(found, report.filled)
                pytest.fail(f"a report is recognised as another one: {told}", pytrace=False)

        for_any_report(statute.edition, self.examples, holds)

    def test_totals_are_derived(self, statute: Form) -> None:
        """A total is what its figures add up to, follows them, and is blank while one of them is."""
        filled, empty = (
            sample(statute.edition).filled,
            blank(words()["organ"], statute.years.first, statute.edition).filled,
        )
        for name, table in statute.tables.items():
            values = filled.tables[name].values
            for each in table.derivations:
                place = table.cells[each.target].path
                demand(values[each.target] == _sum(values, each, table), f"{name}.{place} is not the sum it should be")
                demand(empty.tables[name].values[each.target] is None, f"{name}.{place} is stated though all is blank")

    def test_every_equation_can_hold_and_break(self, statute: Form) -> None:
        """A report that keeps an equation has no finding of its code, one that breaks it has."""
        nil = sample(statute.edition, "zero")
        for name, table in statute.tables.items():
            for relation in table.relations:
                code = relation.identity.code
                what = f"{relation.identity.equation!r} ({code}, {name}, at {relation.at})"
                term = _breaking(relation)
                this, last = _with(nil, name, table, term), nil.replace(year=nil.year - 1)
                if term.last:
                    this, last = nil, _with(last, name, table, term)
                demand(code not in _codes(nil, nil.replace(year=nil.year - 1)), f"{what} is broken by zeros alone")
                demand(code in _codes(this, last), f"{what} holds though one side is 1 and the other 0")


def _codes(report: Report, previous: Report) -> set[str]:
    return {f.code for f in check(report, previous=previous) if f.severity != Severity.UNJUDGED}


def _breaking(relation: Relation) -> Term:
    """Return a figure which, stated as 1 among zeros, breaks the relation."""
    sides = ((1, relation.left), (-1, relation.right))
    terms = [(side * term.sign, term) for side, all_of in sides for term in all_of]
    return next(term for sign, term in terms if sign > 0 or not relation.at_most)


def _with(report: Report, name: str, table: TableForm, term: Term) -> Report:
    cell = table.cells[table.place(term.row, term.column)]
    one: CellValue = Money("1", cell.unit) if cell.number == Number.MONEY else 1
    return report.replace(tables={**report.tables, name: report.tables[name].replace({cell.key: one})})


def _sum(values: tuple[CellValue, ...], each: Derivation, table: TableForm) -> CellValue:
    signed = [(1, index) for index in each.plus] + [(-1, index) for index in each.minus]
    cell = table.cells[each.target]
    if cell.number == Number.MONEY:
        amounts = ((sign, values[index]) for sign, index in signed)
        return Money(sum(sign * held.value for sign, held in amounts if isinstance(held, Money)), cell.unit)
    return sum(sign * held for sign, index in signed if isinstance(held := values[index], int))

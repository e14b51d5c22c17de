"""The laws of the register: what holds for any rows, any year, and any order of rows."""

import datetime
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogirmodel import Finding, Reading, Report, Severity, check
from ogirmodel.forms import form, form_of_year
from ogirmodel.ledger import Case, NormativeDocument, Proceeding, tally
from ogirmodel.vocabulary import Applicant, Disclosure, Outcome, Result
from ogirmodel.vocabulary import Proceeding as Channel

BALANCE = {"T01", "T02", "T03", "T04", "Y01"}
YEARS = st.integers(2019, 2026)
DAYS = st.dates(datetime.date(2017, 11, 1), datetime.date(2027, 2, 28))
EDGES = st.builds(datetime.date, st.integers(2018, 2026), st.sampled_from([1, 12]), st.sampled_from([1, 31]))
MOMENTS = st.datetimes(datetime.datetime(2017, 11, 1), datetime.datetime(2027, 2, 28))  # noqa: DTZ001 - as a database
WRITTEN = st.one_of(DAYS, EDGES, DAYS.map(str), EDGES.map(str), MOMENTS)
NOTHING = st.sampled_from([None, "", " ", float("nan")])
GARBAGE = st.sampled_from(["2025-02-30", "2025/3/1", "20250301", 20250301, "2025-03-01T08:00", "—", [2025, 3]])


@st.composite
def mostly(draw: st.DrawFn, usual: st.SearchStrategy[Any], rare: st.SearchStrategy[Any]) -> Any:
    """Make what is usual, and now and then what is rare: nearly all rows of a register are sound."""
    return draw(usual if draw(st.integers(0, 11)) else rare)


IDS = mostly(st.integers(1, 10**6), st.integers(1, 4) | st.sampled_from(["1", "甲-1", "", None]) | st.text(max_size=2))


def some(*keys: str, odd: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    """Codes of a field: mostly keys of the form, now and then what is none."""
    return mostly(st.sampled_from(keys), st.sampled_from(odd) | st.text(max_size=3))


OUTCOMES = some(
    *map(str, Outcome), odd=("（一）予以公开", "其他处理", "其他", "结转下年度继续办理", "办理中", 7, ["x"])
)
APPLICANTS = some(*map(str, Applicant), odd=("自然人", "商业企业", "个体户", None, ""))
CHANNELS = some(*map(str, Channel), odd=("行政复议", "行政诉讼", None))
RESULTS = some(*map(str, Result), odd=("结果维持", "尚未审结", "撤诉", 3))
KINDS = some(Disclosure.RULES, Disclosure.NORMATIVE_DOCUMENTS, odd=("规章", "规范性文件", "通知", None))


@st.composite
def endings(draw: st.DrawFn, codes: st.SearchStrategy[Any]) -> tuple[Any, Any, Any]:
    """Make a first date, a last date and how it ended: mostly sound, sometimes not."""
    opened, closed = draw(DAYS | EDGES), draw(DAYS | EDGES)
    match draw(st.integers(0, 9)):
        case 0:
            return draw(WRITTEN | NOTHING | GARBAGE), draw(WRITTEN | NOTHING | GARBAGE), draw(codes | NOTHING)
        case 1 | 2:
            return opened, draw(NOTHING), draw(NOTHING)
        case _:
            return str(min(opened, closed)), max(opened, closed), draw(codes)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Make a request that may be dirt."""
    received, concluded, outcome = draw(endings(OUTCOMES))
    return Case(draw(IDS), received, draw(APPLICANTS), outcome, concluded)


@st.composite
def proceedings(draw: st.DrawFn) -> Proceeding:
    """Make a reconsideration or a lawsuit that may be dirt."""
    filed, concluded, result = draw(endings(RESULTS))
    return Proceeding(draw(IDS), draw(CHANNELS), filed, result, concluded)


DATES = st.one_of(WRITTEN, WRITTEN, NOTHING, GARBAGE)
DOCUMENTS = st.builds(NormativeDocument, IDS, KINDS, DATES, DATES, DATES, DATES)
LISTS = st.lists(cases(), max_size=3) | st.lists(cases(), min_size=15, max_size=25)


def left_out(reading: Reading[Report]) -> int:
    return sum(finding.params["count"] for finding in reading.findings)


def figure(report: Report, row: str, column: str) -> int:
    value = report.applications.filled[row, column]
    assert isinstance(value, int)
    return value


# -- the naive way: one row at a time, every definition written out --


def day(raw: Any) -> datetime.date | str | None:
    """Return the date of a row, None for none, a word for garbage."""
    if raw is None or raw != raw or (isinstance(raw, str) and not raw.strip(" ")):  # noqa: PLR0124
        return None
    if isinstance(raw, datetime.datetime):
        return raw.date()
    if isinstance(raw, datetime.date):
        return raw
    try:
        found = datetime.date.fromisoformat(raw) if len(raw) == 10 else "garbage"
    except (TypeError, ValueError):
        return "garbage"
    return found


def outcome_row(case: Case, closed: datetime.date) -> str | None:
    """Return the row of an outcome by the form of its own time; only what the strategies can make."""
    edition = "2019" if closed.year <= 2020 else "2021"
    said = {
        "（一）予以公开": "outcomes.disclosed",
        "其他": {"2019": "outcomes.other_outcomes", "2021": "outcomes.other_outcomes.other"}[edition],
    }
    code = said.get(case.outcome, case.outcome) if isinstance(case.outcome, str) else ""
    code = "outcomes.other_outcomes" if code == "其他处理" else code
    rows = form(edition).tables["applications"].row_of
    if edition == "2019" and code.startswith("outcomes.other_outcomes."):
        code = "outcomes.other_outcomes"
    return code if code in rows and code.startswith("outcomes.") and code != "outcomes.total" else None


def naive(rows: list[Case], year: int) -> tuple[Counter[tuple[str, str]], int]:
    """Count ``rows`` as the definitions say; return the cells and how many rows are dirty."""
    ids = Counter(str(case.id) for case in rows if case.id not in {None, ""})
    kinds = {"自然人": "natural_person", "商业企业": "commercial_enterprise"} | {
        str(k): str(k) for k in Applicant if k != "total"
    }
    cells: Counter[tuple[str, str]] = Counter()
    dirty = 0
    for case in rows:
        received, closed = day(case.received), day(case.concluded)
        kind = kinds.get(case.applicant) if isinstance(case.applicant, str) else None
        blank = day(case.outcome) is None or case.outcome == "结转下年度继续办理" or not str(case.outcome).strip()
        sound = bool(str(case.id or "").strip(" ")) and ids[str(case.id)] == 1 and kind is not None
        if not sound or not isinstance(received, datetime.date) or isinstance(closed, str):
            dirty += 1
            continue
        if closed is None and not blank:
            dirty += 1
            continue
        row = None
        if closed is not None:
            row = outcome_row(case, closed)
            if closed < received or row is None:
                dirty += 1
                continue
        assert kind is not None
        if received.year > year or (closed is not None and closed.year < year):
            continue
        cells["new_received" if received.year == year else "carried_in", kind] += 1
        if closed is not None and closed.year == year:
            cells[str(row), kind] += 1
        else:
            cells["carried_out", kind] += 1
    return cells, dirty


# -- the laws --


@given(LISTS, YEARS)
def test_the_figures_are_those_of_the_definitions(rows: list[Case], year: int) -> None:
    """A report would count what the law does not, in some corner that no example has."""
    reading = tally(rows, year=year, organ="某局")
    cells, dirty = naive(rows, year)
    table = reading.report.applications
    assert {key: value for key, value in table.items() if value} == dict(cells)
    assert left_out(reading) == dirty


@given(LISTS, YEARS, st.lists(proceedings(), max_size=10), st.sampled_from(["concluded", "filed"]))
def test_a_tally_balances(rows: list[Case], year: int, suits: list[Proceeding], by: Any) -> None:
    """An office would be asked by an inspector why its own figures do not add up."""
    reading = tally(rows, year=year, organ="某局", proceedings=suits, proceedings_by=by)
    table = reading.report.applications.filled
    for column in table.form.columns:
        came, went = (("new_received", "carried_in"), ("outcomes.total", "carried_out"))
        assert sum(figure(reading.report, row, column.key) for row in came) == sum(
            figure(reading.report, row, column.key) for row in went
        )
    assert [f.text() for f in check(reading.report) if f.code in BALANCE and f.severity == Severity.ERROR] == []


@given(LISTS, YEARS, st.sampled_from([None, "2019", "2021"]))
def test_what_is_carried_out_is_carried_in(rows: list[Case], year: int, edition: str | None) -> None:
    """Two years' reports of one register would contradict each other, also where the form changed between them."""
    this = tally(rows, year=year, organ="某局", edition=edition)
    following = tally(rows, year=year + 1, organ="某局", edition=edition)
    assert this.report.applications.column("natural_person")["carried_out"] == figure(
        following.report, "carried_in", "natural_person"
    )
    out, into = (
        this.report.applications.filled.row("carried_out"),
        following.report.applications.filled.row("carried_in"),
    )
    assert out == into
    assert [facts(f) for f in this.findings] == [facts(f) for f in following.findings]


def facts(finding: Finding) -> tuple[str, str, dict[str, Any]]:
    return finding.code, finding.variant, dict(finding.params)


@given(LISTS, YEARS)
def test_every_row_is_somewhere_once(rows: list[Case], year: int) -> None:
    """A request would be counted twice, or vanish without a word."""
    reading = tally(rows, year=year, organ="某局")
    report = reading.report
    each = [tally([case], year=year, organ="某局") for case in rows]
    ids = Counter(str(case.id) for case in rows)
    counted = 0
    for case, alone in zip(rows, each, strict=True):
        came = figure(alone.report, "new_received", "total") + figure(alone.report, "carried_in", "total")
        went = figure(alone.report, "outcomes.total", "total") + figure(alone.report, "carried_out", "total")
        assert came == went <= 1
        assert came + left_out(alone) <= 1
        counted += came if ids[str(case.id)] == 1 else 0
    came = figure(report, "new_received", "total") + figure(report, "carried_in", "total")
    assert came == counted
    assert came + left_out(reading) <= len(rows)


@given(
    LISTS,
    YEARS,
    st.randoms(use_true_random=False),
    st.lists(DOCUMENTS, max_size=8),
    st.lists(proceedings(), max_size=8),
)
def test_the_order_of_rows_does_not_matter(
    rows: list[Case], year: int, chance: Any, papers: list[NormativeDocument], suits: list[Proceeding]
) -> None:
    """The same register, sorted otherwise, would make another report or name other rows."""
    before = tally(rows, year=year, organ="某局", documents=papers, proceedings=suits)
    for each in (rows, papers, suits):
        chance.shuffle(each)
    assert tally(iter(rows), year=year, organ="某局", documents=iter(papers), proceedings=iter(suits)) == before


@given(LISTS, YEARS)
def test_rows_with_a_repeated_id_leave_no_trace(rows: list[Case], year: int) -> None:
    """The first of two rows with one id would stay in the figures."""
    twice = [*rows, *rows]
    reading = tally(twice, year=year, organ="某局")
    assert set(reading.report.applications.values) <= {0, None}
    assert left_out(reading) == len(twice)


@given(st.lists(proceedings(), max_size=20), YEARS)
def test_every_proceeding_is_somewhere_once(rows: list[Proceeding], year: int) -> None:
    """A lawsuit would be counted in two years at once as concluded, or in none."""
    ids = Counter(str(row.id) for row in rows)
    alone = [row for row in rows if ids[str(row.id)] == 1]
    clean = [row for row in alone if not tally(None, year=year, organ="某局", proceedings=[row]).findings]
    reading = tally(None, year=year, organ="某局", proceedings=rows)
    table = reading.report.review_litigation
    concluded = sum(1 for row in clean if isinstance(at := day(row.concluded), datetime.date) and at.year == year)
    still_open = 0
    for row in clean:
        filed, ended = day(row.filed), day(row.concluded)
        assert isinstance(filed, datetime.date)
        still_open += filed.year <= year and (ended is None or (isinstance(ended, datetime.date) and ended.year > year))
    sums = Counter[str]()
    for (_, column), value in table.items():
        sums[column] += value if isinstance(value, int) else 0
    assert sums.pop("not_concluded") == still_open
    assert sum(sums.values()) == concluded
    assert left_out(reading) == len(rows) - len(clean)


@given(st.lists(DOCUMENTS, max_size=20), YEARS)
def test_documents_are_counted_by_their_dates(rows: list[NormativeDocument], year: int) -> None:
    """A document that is repealed or expired would be told to be in force."""
    end = datetime.date(year, 12, 31)
    table = tally(None, year=year, organ="某局", documents=rows).report.disclosure
    ids = Counter(str(row.id) for row in rows)
    held = [r for r in rows if ids[str(r.id)] == 1 and not tally(None, year=year, organ="某局", documents=[r]).findings]
    made = [(day(row.made), row) for row in held]
    assert all(isinstance(at, datetime.date) for at, _ in made)

    def by(raw: Any) -> bool:
        at = day(raw)
        return isinstance(at, datetime.date) and at <= end

    def within(raw: Any) -> bool:
        at = day(raw)
        return isinstance(at, datetime.date) and at.year == year

    def lapsed(raw: Any) -> bool:
        at = day(raw)
        return isinstance(at, datetime.date) and at < end

    expected = {
        "made": sum(within(row.made) for row in held),
        "newly_made": sum(within(row.made) for row in held),
        "newly_published": sum(within(row.published) for row in held),
        "public_total": sum(by(row.published) for row in held),
        "repealed": sum(within(row.repealed) for row in held),
        "in_force": sum(by(r.made) and not by(r.repealed) and not lapsed(r.expires) for r in held),
    }
    sums = Counter[str]()
    for (_, column), value in table.items():
        sums[column] += value if isinstance(value, int) else 0
    known = [column.key for column in form_of_year(year).tables["disclosure"].columns]
    assert {c: sums[c] for c in expected if c in known} == {c: n for c, n in expected.items() if c in known}


@pytest.mark.parametrize("year", [2018, 1999])
def test_a_year_without_a_form_is_refused(year: int) -> None:
    """A report would be made on a form that did not exist yet."""
    from ogirmodel import UnknownName

    with pytest.raises(UnknownName):
        tally([], year=year, organ="某局")

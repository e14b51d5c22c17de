"""The laws: what holds for every report that paper can carry, and for every input whatever.

``OGIRMODEL_HYPOTHESIS_PROFILE=deep`` tries 5000 of each.
"""

import contextlib
import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from multiprocessing.reduction import ForkingPickler

import pytest
from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st

from conftest import NothingLost, Tabbed
from ogirmodel import (
    NOT_APPLICABLE,
    OgirError,
    Reading,
    Report,
    Table,
    check,
    compose,
    dump,
    load,
    read,
    recognise,
    render,
)
from ogirmodel.document.values import trim
from ogirmodel.findings import Severity
from ogirmodel.forms import Number, form
from ogirmodel.model.cells import BOUND, CellValue
from ogirmodel.readers.drawing import is_drawn
from ogirmodel.testing import KINDS, sample
from ogirmodel.testing.strategies import reports

EXPLAINED = {"U07"}
"""Findings above info that our own paper may raise: a report that holds only tables that both editions have alike
fits both, and the reader says that the year decided."""

Key = tuple[str, str, str]

fewer = settings(max_examples=settings().max_examples // 3, suppress_health_check=[HealthCheck.differing_executors])
"""For laws that take long; the profile still decides."""


def cells(report: Report) -> Mapping[Key, CellValue]:
    return {(table.id, *key): value for table in report.tables.values() for key, value in table.items()}


def alarms(reading: Reading[Report]) -> list[str]:
    grave = (Severity.ERROR, Severity.WARNING)
    return [f.text() for f in reading.findings if f.severity in grave and f.code not in EXPLAINED]


# -- there and back --


@given(reports())
def test_recognise_is_the_inverse_of_compose(report: Report) -> None:
    """What is laid out and made out again is the same report, with its totals stated, and raises no alarm."""
    reading = recognise(compose(report))
    assert reading.report == report.filled
    assert alarms(reading) == []


@fewer
@given(reports())
def test_text_is_read_back(report: Report) -> None:
    """What is printed as text and read again is the same report, by its suffix, by its name or by its content."""
    data = render(report, "text")
    reading = read(data, format="text")
    assert reading.report == report.filled
    assert alarms(reading) == []
    assert read(data).report == reading.report


@fewer
@given(reports())
def test_what_is_read_is_read_back(report: Report) -> None:
    """Reading adds nothing: a report that came from paper prints the same paper."""
    data = render(report, "text")
    assert render(read(data, format="text").report, "text") == data


@fewer
@given(report=reports())
def test_flattened_text_is_read_back(report: Report, tabbed: Tabbed, nothing_lost: NothingLost) -> None:
    """The same through the layout of web pages."""
    report = report.replace(title=None)
    text = tabbed(report)
    reading = read(text.encode(), format="text")
    nothing_lost(text, reading)
    assert reading.report == report.filled
    assert alarms(reading) == []


@fewer
@given(reports())
def test_json_is_read_back(report: Report) -> None:
    """JSON keeps exactly what was stated, totals or none, and the same bytes for equal reports."""
    data = dump(report)
    assert load(data) == report
    assert dump(load(data)) == data
    assert load(dump(report.filled)) == report.filled


@fewer
@given(reports())
def test_reports_can_be_pickled_and_hashed(report: Report) -> None:
    """Batches send reports to other processes and keep them in sets."""
    again = ForkingPickler.loads(ForkingPickler.dumps(report))
    assert again == report
    assert hash(again) == hash(report)
    assert again.filled == report.filled


# -- filled --


@given(reports())
def test_filled_states_blank_derivable_cells_alone(report: Report) -> None:
    """Filling may complete a total; it may never change what somebody stated, nor make up what nobody did."""
    filled = report.filled
    assert filled.filled == filled
    assert filled.replace(tables=report.tables) == report
    for table in report.tables.values():
        for cell, stated, value in zip(table.form.cells, table.values, filled.tables[table.id].values, strict=True):
            assert stated == value or (stated is None and cell.index in table.form.derived)
        for target in table.form.derived:
            if table.values[target] is None:
                assert filled.tables[table.id].values[target] in sums(filled.tables[table.id], target)


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_filling_goes_on_until_nothing_more_follows(edition: str) -> None:
    """A total that follows only from another total must not depend on how often a report was filled."""
    table = sample(edition, "zero").applications
    marked = {("outcomes.disclosed", "natural_person"): NOT_APPLICABLE, ("outcomes.disclosed", "total"): 4}
    table = table.replace(marked)
    assert table.filled["outcomes.total", "total"] == 4
    assert table.filled.filled == table.filled


def sums(table: Table, target: int) -> set[CellValue]:
    """Return what the cell ``target`` may be: a sum of other cells; blank only where none can be worked out."""
    found: set[CellValue] = set()
    for derivation in table.form.derivations:
        addends = [table.values[index] for index in derivation.plus]
        counts = [addend for addend in addends if isinstance(addend, int)]
        if derivation.target == target and len(counts) == len(addends) and sum(counts) < BOUND:
            found.add(sum(counts))
    return found or {None}


# -- the same every time --


@fewer
@given(reports())
def test_rendering_is_the_same_every_time_and_changes_nothing(report: Report) -> None:
    """An input that changes under a program's hands, or a byte that changes by itself, breaks archives and diffs."""
    before = deepcopy(report)
    findings = check(report)
    document = compose(report, findings)
    once = render(report, "text")
    assert render(report, "text") == once == render(compose(before), "text") == render(document, "text")
    assert compose(report) == compose(before)
    assert check(report) == findings
    assert report == before
    assert dump(report) == dump(before)


# -- checks --


@fewer
@given(reports(), reports())
def test_check_always_answers(report: Report, previous: Report) -> None:
    """Whatever is wrong with a report, checking it ends in findings, each with words in both languages."""
    for findings in (check(report), check(report, previous=previous), check(recognise(compose(report)))):
        for finding in findings:
            assert finding.text("zh")
            assert finding.text("en")
            assert "findings." not in finding.text("zh")
    with contextlib.suppress(OgirError):
        check(report, strict=True)


TOTALS = [
    (edition, table.id, derivation.target)
    for edition in ("2019", "2021")
    for table in form(edition).tables.values()
    for derivation in table.derivations
]


@pytest.mark.parametrize("edition", ["2019", "2021"])
@given(data=st.data())
def test_one_wrong_total_is_found_where_it_stands(edition: str, data: st.DataObject) -> None:
    """A total that does not add up must be named in its own row or column, or nobody finds it."""
    report = sample(edition, data.draw(st.sampled_from(["typical", "zero", "max"]))).filled
    assert [f for f in check(report) if f.severity == Severity.ERROR] == []
    table_id, target = data.draw(st.sampled_from([(t, i) for e, t, i in TOTALS if e == edition]))
    table = report.tables[table_id]
    cell = table.form.cells[target]
    right = table.values[target]
    wrong = data.draw(st.integers(0, 10**15 - 1).filter(lambda figure: figure != right))
    changed = report.replace(tables={**report.tables, table_id: table.replace({cell.key: wrong})})
    places = [f.location for f in check(changed) if f.severity == Severity.ERROR]
    assert any(p.table == table_id and (p.row == cell.row.path or p.column == cell.column.key) for p in places)


# -- any input --

FRAGMENTS = [
    "云溪县教育局2025年政府信息公开工作年度报告",
    "云溪县教育局",
    "2025年1月19日",
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "信息内容\t本年制发件数\t本年废止件数\t现行有效件数",
    "规章",
    "行政许可",
    "其他",
    "总计",
    "（七）总计",
    "第二十条第（一）项",
    "结果维持",
    "│",
    "─",
    "┌──┬──┐",
    "├──┼──┤",
    "└──┴──┘",
    "│规章│1│2│3│",
    "{",
    '"format": "ogirmodel/1"',
    "12",
    "-3",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\u2028",
    "\u3000",
    "\ufeff",
    "\x00",
    "\x07",
    "\ud7ff",
]

ANY_TEXT = st.text() | st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=30).map("".join)


def one_sentence(error: OgirError) -> None:
    for said in (error.text("zh"), error.text("en")):
        assert said
        assert "\n" not in said


def answers(data: bytes) -> None:
    """Assert that reading ``data`` in every way gives a report or one of our errors, in one sentence."""
    ways: tuple[Callable[[], Reading[Report]], ...] = (
        lambda: read(data),
        lambda: read(data, format="text"),
        lambda: read(data, format="text", organ="云溪县教育局", year=2025),
    )
    for way in ways:
        try:
            reading = way()
        except OgirError as error:
            one_sentence(error)
        else:
            assert isinstance(reading.report, Report)
            assert all(finding.text("zh") and finding.text("en") for finding in reading.findings)
            assert load(dump(reading.report)) == reading.report


@given(st.binary())
@example(b"\xff\xfe")
@example(b"\xfe\xff\xd8\x00")
def test_any_bytes_are_answered(data: bytes) -> None:
    """No file, however broken, may end in a traceback."""
    answers(data)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(ANY_TEXT, st.sampled_from(["utf-8", "utf-16", "gb18030"]))
def test_any_text_is_answered(text: str, encoding: str) -> None:
    """No text, however odd, may end in a traceback."""
    answers(text.encode(encoding, "replace"))


JSON_TEXT = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["2021", "ogirmodel/1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["total", "name", "a.b", ""]), inner),
    max_leaves=8,
)


@given(st.binary() | ANY_TEXT.map(lambda text: text.encode("utf-8", "replace")))
@example(b"[" * 100_000)
@example(b'{"format": "ogirmodel/1", "edition": [], "organ": {}, "year": 1e400}')
@example(b"NaN")
@example(b"1" * 5000)
def test_any_bytes_at_load_are_answered(data: bytes) -> None:
    """The same for what claims to be JSON."""
    with contextlib.suppress(OgirError):
        assert isinstance(load(data), Report)


@given(st.sampled_from(["2019", "2021"]), st.data())
def test_any_value_in_json_is_answered(edition: str, data: st.DataObject) -> None:
    """A value of any kind at any place of a report in JSON: taken, or refused with its path."""
    import json

    whole = json.loads(dump(sample(edition)))
    place, key = whole, data.draw(st.sampled_from(sorted(whole)))
    while isinstance(place[key], dict) and place[key] and data.draw(st.booleans()):
        place, key = place[key], data.draw(st.sampled_from(sorted(place[key])))
    place[key] = data.draw(JSON_TEXT)
    try:
        report = load(json.dumps(whole, ensure_ascii=data.draw(st.booleans())).encode("utf-8", "replace"))
    except OgirError as error:
        one_sentence(error)
    else:
        assert load(dump(report)) == report


# -- never a silently wrong figure --

JUNK = (
    st.text(max_size=8)
    | st.lists(
        st.sampled_from([*"0123456789０５，,.．-－+＋/／ \u3000\u00a0\u200b约余近多件项元万（）()%①②十五│─┼", "其中"]),
        max_size=7,
    ).map("".join)
    | st.from_regex(r"[0-9]{1,4}", fullmatch=True)
)
NOT_IN_A_CELL = st.characters(categories=["Zl", "Zp", "Cc", "Cs"])


def with_junk(text: str, marked: str, junk: str) -> str:
    assert text.count(marked) == 1
    return text.replace(marked, junk)


@fewer
@pytest.mark.parametrize("drawn", [False, True])
@given(edition=st.sampled_from(["2019", "2021"]), junk=JUNK, data=st.data())
def test_junk_for_one_figure_is_never_a_wrong_figure(
    *,
    drawn: bool,
    edition: str,
    junk: str,
    data: st.DataObject,
    tabbed: Tabbed,
    nothing_lost: NothingLost,
) -> None:
    """Whatever stands in the place of a figure: it is that figure plainly, or a finding quotes it; no other changes."""
    junk = "".join(junk.splitlines()).replace("\t", " ")
    junk = "".join(c for c in junk if c.isprintable() or c in "\u3000\u00a0\u200b")
    report = sample(edition).filled
    table = report.tables[data.draw(st.sampled_from(sorted(report.tables)))]
    cell = data.draw(st.sampled_from([c for c in table.form.cells if c.number != Number.MONEY]))
    marked = report.replace(tables={**report.tables, table.id: table.replace({cell.key: 987654321})})
    text = with_junk(render(marked, "text").decode() if drawn else tabbed(marked), "987654321", junk)
    reading = read(text.encode(), format="text")
    nothing_lost(text, reading)
    target = (table.id, *cell.key)
    found, right = cells(reading.report), cells(report)
    for key, value in found.items():
        if key != target and value != right[key]:
            assert value is None, f"{key}: {value} for {right[key]}"
    value = found[target]
    quoted = [str(f.params["quote"]) for f in reading.findings if "quote" in f.params]
    bare = trim(junk)
    if isinstance(value, int) and not any(bare in quote for quote in quoted):
        assert bare.removeprefix("+") == str(value)
    elif value is None and bare:
        event("left blank")
        parts = [trim(part) for part in re.split(r"[\u2500-\u257f\s]+", bare) if trim(part)]
        assert [part for part in parts if not any(part in quote for quote in quoted)] == []


@fewer
@given(edition=st.sampled_from(["2019", "2021"]), data=st.data())
def test_lines_that_go_missing_cost_no_figure_in_silence(
    edition: str, data: st.DataObject, tabbed: Tabbed, nothing_lost: NothingLost
) -> None:
    """Drop, double or move any line of a paper: no figure ends up in another's place, none vanishes."""
    report = sample(edition, data.draw(st.sampled_from(["typical", "max"]))).filled
    drawn = data.draw(st.booleans())
    lines = (render(report, "text").decode() if drawn else tabbed(report)).splitlines()
    at = data.draw(st.integers(2, len(lines) - 1))
    event("drawn" if is_drawn(lines[at]) else "tabbed" if lines[at].startswith("\t") else "prose")
    match data.draw(st.sampled_from(["drop", "double", "move"])):
        case "drop":
            del lines[at]
        case "double":
            lines.insert(at, lines[at])
        case _:
            lines.insert(data.draw(st.integers(2, len(lines) - 1)), lines.pop(at))
    text = "\n".join(lines)
    try:
        reading = read(text.encode(), format="text")
    except OgirError:
        return
    nothing_lost(text, reading)


def test_the_kinds_of_samples_are_complete() -> None:
    """The laws above lean on the samples: each kind must fill every cell that is not derived, or none."""
    for edition in ("2019", "2021"):
        for kind in KINDS:
            values = [
                table.values[cell.index]
                for table in sample(edition, kind).tables.values()
                for cell in table.form.cells
                if cell.index not in table.form.derived
            ]
            assert (None in values) == (kind == "blank")

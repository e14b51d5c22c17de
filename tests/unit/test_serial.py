"""JSON: what is dumped is loaded again, and what is not understood is refused with its place, never guessed at."""

import copy
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ogirmodel import (
    NOT_APPLICABLE,
    LimitExceeded,
    Limits,
    Money,
    OgirError,
    ReadError,
    Report,
    StructureError,
    UnknownName,
    blank,
    dump,
    limits,
    load,
)
from ogirmodel.forms import form
from ogirmodel.messages import LANGUAGES
from ogirmodel.serial import FORMAT, converter, from_data, to_data
from ogirmodel.testing import KINDS, sample
from ogirmodel.testing.strategies import reports

EDITIONS = ["2019", "2021"]
CELL = "tables.applications.new_received.natural_person"
FEE = "tables.disclosure.administrative_fees.amount"
CHANGE = "tables.disclosure.administrative_licensing.items_change"
DEEP = "tables.applications.outcomes.withheld.state_secret.total"
FORBIDDEN = ["\x00", "\x01", "\x1b", "\ud800", "\udfff", "\ufffe", "\uffff"]


def proper(error: OgirError) -> None:
    """Hold an error to what every error promises: one short clean sentence in each language."""
    for language in LANGUAGES:
        text = error.text(language)
        assert text.isprintable(), ascii(text)
        assert 0 < len(text) < 1500, len(text)
        assert not re.search(r"\{[a-z_]+\}", text), text
        assert text.endswith(("。", ".")), text
    assert str(error) == error.text("zh")


def refused(data: bytes | str) -> OgirError:
    """Return the error that loading ``data`` as content ends in."""
    with pytest.raises(OgirError) as caught:
        load(data.encode() if isinstance(data, str) else data)
    proper(caught.value)
    return caught.value


def problems(data: bytes | str | Mapping[str, Any]) -> dict[str, str]:
    """Return the problems of a refused report, path to key."""
    error = refused(json.dumps(data) if isinstance(data, Mapping) else data)
    assert isinstance(error, StructureError), repr(error)
    assert len({problem.path for problem in error.problems}) == len(error.problems) > 0
    return {problem.path: problem.key for problem in error.problems}


def plain(edition: str = "2021", /, **changes: Any) -> dict[str, Any]:
    """Return the least that can be loaded, and ``changes``."""
    year = form(edition).years.first
    return {"format": FORMAT, "edition": edition, "organ": {"name": "甲局"}, "year": year, **changes}


def at(path: str, raw: str) -> str:
    """Return the JSON text of a report that holds the JSON text ``raw`` at ``path``."""
    nested: Any = "@@"
    for key in reversed(path.split(".")):
        nested = {key: nested}
    edition = "2019" if path == CHANGE else "2021"
    return json.dumps(plain(edition) | nested).replace('"@@"', raw)


# ---------------------------------------------------------------- there and back


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", list(KINDS))
def test_what_is_dumped_is_loaded(edition: str, kind: str) -> None:
    """A report saved today is the same report tomorrow, with what was stated and nothing else."""
    report = sample(edition, kind)
    assert load(dump(report)) == report
    assert load(dump(report.filled)) == report.filled
    assert dump(load(dump(report))) == dump(report)


@given(reports())
def test_any_report_comes_back(report: Report) -> None:
    """No figure, mark, unit, paragraph or date is lost or altered in JSON."""
    data = dump(report)
    again = load(data)
    assert again == report
    assert dump(again) == data


def test_facts_that_only_json_holds_come_back() -> None:
    """What no paper carries - the organ's place, the date of publication - is kept."""
    organ = {"name": "甲局", "kind": "department", "level": "county", "code": "001", "parent": "某县人民政府"}
    report = Report(organ, 2025, title="别的\u2028标题", published_on="2026-01-31", signed_by="乙")
    again = load(dump(report))
    assert again == report
    assert attrs.asdict(again.organ) == organ


def test_the_same_report_gives_the_same_bytes_everywhere(tmp_path: Path) -> None:
    """Hash seed, time zone, locale and working directory leave no trace: files can be compared and versioned."""
    code = "import sys; from ogirmodel import dump; from ogirmodel.testing import sample;"
    code += "sys.stdout.buffer.write(dump(sample('2019').filled))"
    expected = dump(sample("2019").filled)
    for seed, zone, locale in (("1", "Asia/Shanghai", "C"), ("2", "America/New_York", "tr_TR.UTF-8")):
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONUTF8": "0"},
            capture_output=True,
            check=True,
        )
        assert done.stdout == expected


def test_the_layout_is_made_for_people() -> None:
    """A clerk can read the file, and a diff shows one row of a table as one line."""
    lines = dump(sample("2021")).decode().split("\n")
    assert lines[0] == "{"
    assert lines[1] == '  "format": "ogirmodel/1",'
    assert lines[-2:] == ["}", ""]
    assert '      "normative_documents": {"made": 3, "repealed": 4, "in_force": 5},' in lines
    rows = [line for line in lines if '"natural_person"' in line]
    assert len(rows) == 25
    assert all(row.count('": {"natural_person"') == row.count("}") == 1 for row in rows)
    assert "云溪县清河镇人民政府" in lines[3]
    assert all(line == line.rstrip() for line in lines)
    table = sample("2021").applications
    changed = sample("2021").replace(
        tables={**sample("2021").tables, "applications": table.replace({("carried_in", "natural_person"): 99})}
    )
    other = dump(changed).decode().split("\n")
    assert sum(one != two for one, two in zip(lines, other, strict=True)) == 1


def test_what_is_dumped_is_plain_json() -> None:
    """Any JSON parser reads it: the title in words, blank as null, a mark as "/", amounts as text."""
    table = blank("甲局", 2025).applications.replace(
        {("new_received", "natural_person"): 0, ("carried_in", "natural_person"): NOT_APPLICABLE}
    )
    fees = blank("甲局", 2025).disclosure.replace({("administrative_fees", "amount"): "1.50"})
    data = json.loads(dump(Report("甲局", 2025, tables={"applications": table, "disclosure": fees})))
    assert data["title"] == "甲局2025年政府信息公开工作年度报告"
    assert data["organ"] == {"name": "甲局"}
    assert data["tables"]["applications"]["new_received"]["natural_person"] == 0
    assert data["tables"]["applications"]["new_received"]["total"] is None
    assert data["tables"]["applications"]["carried_in"]["natural_person"] == "/"
    assert data["tables"]["applications"]["outcomes"]["withheld"]["state_secret"]["total"] is None
    assert data["tables"]["disclosure"]["administrative_fees"]["amount"] == "1.5"
    assert "review_litigation" not in data["tables"]
    assert data["signed_on"] is None


def test_an_amount_keeps_a_unit_that_the_form_does_not_print() -> None:
    """Under the label of 2019, which has no unit, the unit travels with the amount."""
    place = ("centralized_procurement", "amount")
    for money in (Money("0.37"), Money("0.37", "元"), Money("0.37", "万元")):
        report = Report("甲局", 2020, tables={"disclosure": {place: money}})
        written = json.loads(dump(report))["tables"]["disclosure"]["centralized_procurement"]["amount"]
        assert written == ("0.37" if money.unit is None else {"value": "0.37", "unit": money.unit})
        assert load(dump(report)).disclosure[place] == money


def test_plain_data_goes_both_ways_and_is_left_alone() -> None:
    """``to_data`` and ``from_data`` are the same without the bytes, and change nothing they are given."""
    report = sample("2021")
    data = to_data(report)
    before = copy.deepcopy(data)
    assert from_data(data) == report
    assert data == before
    data["tables"].clear()
    assert dump(report) == dump(sample("2021"))


@attrs.frozen
class Filed:
    """A class of a user who keeps reports in structures of their own."""

    number: str
    report: Report


def test_cattrs_users_have_the_same() -> None:
    """A report within somebody's own class is structured and unstructured as strictly as by ``load``."""
    filed = Filed("A-1", sample("2019"))
    data = json.loads(json.dumps(converter().unstructure(filed)))
    assert data["report"]["format"] == FORMAT
    assert converter().structure(data, Filed) == filed
    data["report"]["tables"]["applications"]["new_received"]["natural_person"] = True
    with pytest.raises(StructureError):
        converter().structure(data["report"], Report)


# ---------------------------------------------------------------- what is understood


def test_the_least_report_loads() -> None:
    """Four keys are a report: no part is invented for it."""
    report = load(json.dumps(plain()).encode())
    assert report == Report("甲局", 2021)
    assert (dict(report.sections), dict(report.tables)) == ({}, {})


@pytest.mark.parametrize(
    "key", ["title", "preface", "sections", "tables", "notes", "signed_by", "signed_on", "published_on"]
)
def test_null_is_the_same_as_not_said(key: str) -> None:
    """A program that writes every key, null where it knows nothing, is understood."""
    assert load(json.dumps(plain(**{key: None})).encode()) == Report("甲局", 2021)


def test_absent_and_null_cells_are_blank_and_an_absent_table_is_missing() -> None:
    """Neither is read as zero, and a table that nobody wrote does not appear."""
    cells = {"new_received": {"natural_person": None, "total": 0}, "outcomes": {}}
    report = load(json.dumps(plain(tables={"applications": cells, "disclosure": {}})).encode())
    assert report.applications["new_received", "natural_person"] is None
    assert report.applications["new_received", "total"] == 0
    assert report.applications["carried_in", "total"] is None
    assert set(report.disclosure.values) == {None}
    assert "review_litigation" not in report.tables
    assert set(report.sections) == {"applications", "disclosure"}


@pytest.mark.parametrize(
    ("path", "raw", "value"),
    [
        (CELL, "0", 0),
        (CELL, "-0", 0),
        (CELL, "999999999999999", 999999999999999),
        (CELL, '"/"', NOT_APPLICABLE),
        (CELL, '"\\u002f"', NOT_APPLICABLE),
        (CELL, "null", None),
        (CHANGE, "-3", -3),
        (CHANGE, '"/"', NOT_APPLICABLE),
        (FEE, '"0.37"', Money("0.37", "万元")),
        (FEE, '"0.370"', Money("0.37", "万元")),
        (FEE, '{"value": "0.37", "unit": "万元"}', Money("0.37", "万元")),
        (FEE, '{"unit": null, "value": "0.37"}', Money("0.37", "万元")),
        (FEE, '"/"', NOT_APPLICABLE),
        (FEE, "null", None),
    ],
)
def test_a_cell_takes_what_the_format_says(path: str, raw: str, value: object) -> None:
    """The values of the format are read for what they are."""
    _, table, row, column = path.split(".")
    assert load(at(path, raw).encode()).tables[table][row, column] == value


NINES = "9" * 5000
NO_COUNTS = ["true", "false", "1.0", "1e2", "3.5", "1e400", "-1e400", '"3"', '""', '"//"', '" /"', "-1", "-" + NINES]
NO_COUNTS += ["1000000000000000", "9" * 39, "9" * 40, NINES, "1." + NINES, "1e" + NINES, "[]", "[1]", "{}", '{"a": 1}']
NO_COUNTS += [
    '{"value": "1", "unit": "元"}',
    r'"\ud800"',
    r'"\u0000"',
    r'"\u001b[31m\n\u202e"',
    '"' + "x" * 100_000 + '"',
]
NO_CHANGES = ["true", "-3.0", '"-3"', '"+3"', "1000000000000000", "-1000000000000000", "-" + NINES]
NO_AMOUNTS = [
    "0.37",
    "1",
    "0",
    "true",
    "1e400",
    NINES,
    "[]",
    "{}",
    '""',
    '"1e3"',
    '"-1"',
    '"NaN"',
    '"1,000"',
    '" 1"',
    '"１"',
]
NO_AMOUNTS += ['"1.0000001"', f'"{NINES}"', '"0.37万元"', '"Infinity"', '{"value": "1"}', '{"unit": "万元"}']
NO_AMOUNTS += ['{"value": 1, "unit": "万元"}', '{"value": null, "unit": null}', '{"value": "1", "unit": "元"}']
NO_AMOUNTS += ['{"value": "1", "unit": "亿"}', '{"value": "1", "unit": {"a": 1}}', '{"value": "/", "unit": "万元"}']
NO_AMOUNTS += ['{"value": "1", "unit": "万元", "x": 1}']


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        *((CELL, raw) for raw in NO_COUNTS),
        *((CHANGE, raw) for raw in NO_CHANGES),
        *((FEE, raw) for raw in NO_AMOUNTS),
    ],
    ids=lambda value: ascii(value)[:40] + str(len(value)),
)
def test_a_cell_takes_nothing_else(path: str, raw: str) -> None:
    """No bool, float or text is a count, no number is an amount: each is refused at its path."""
    assert list(problems(at(path, raw))) == [path]


@pytest.mark.parametrize("raw", ["9" * 40, "9" * 5000, "-" + "9" * 5000], ids=len)
def test_a_long_number_is_refused_in_words_of_the_user(raw: str) -> None:
    """What is said of a number too long is that it is too large, not the name of a class of ours."""
    error = refused(at(CELL, raw))
    for language in LANGUAGES:
        assert "_" not in error.text(language).replace("new_received", "").replace("natural_person", "")
    assert problems(at(CELL, raw)) == {CELL: "count_out_of_range"}


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("path", [CELL, FEE, "year", "title", "organ.name", "nonsense"])
def test_no_number_that_json_does_not_have(path: str, constant: str) -> None:
    """Python's own extension of JSON is refused, wherever it stands."""
    assert "no_number" in problems(at(path, constant)).values()


def test_the_place_of_nan_is_named() -> None:
    """In a file of 700 lines, "NaN is no JSON number" is of no use without its path."""
    assert problems(at(DEEP, "NaN")) == {DEEP: "no_number"}


# ---------------------------------------------------------------- duplicate, unknown, missing keys


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('{"format": "ogirmodel/1", "format": "ogirmodel/1"}', "format"),
        (json.dumps(plain()).replace('"year"', '"year": 2021, "\\u0079ear"'), "year"),
        (at("organ", '{"name": "甲", "name": "乙"}'), "organ.name"),
        (at("sections", '{"overview": [], "overview": ["甲"]}'), "sections.overview"),
        (at("tables", '{"applications": {}, "applications": {}}'), "tables.applications"),
        (at(CELL, '1, "natural_person": 1'), CELL),
        (at(DEEP, '1, "total": 2'), DEEP),
        (at(FEE, '{"value": "1", "value": "2", "unit": null}'), FEE + ".value"),
        (at("notes", '{"applications": [], "x": {"y": 1, "y": 1}}'), "notes.x.y"),
    ],
)
def test_a_key_that_stands_twice_is_refused_at_its_path(text: str, path: str) -> None:
    """Of two figures for one cell, none is dropped in silence, and the person is told which cell it is."""
    found = problems(text)
    assert "key_twice" in found.values()
    assert [place for place, key in found.items() if key == "key_twice"] == [path]


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ("nonsense", "1"),
        ("nonsense", "null"),
        ("", "1"),
        ("sections.overvew", '["甲"]'),
        ("sections.overvew", "[]"),
        ("tables.application", "{}"),
        ("tables.", "{}"),
        ("notes.nonsense", "[]"),
        ("notes.overview", '["甲"]'),
        ("tables.applications.nonsense", "{}"),
        ("tables.applications.nonsense", "null"),
        ("tables.applications.nonsense", '{"natural_person": null}'),
        ("tables.applications.nonsense", '{"deeper": {"still": {}}}'),
        ("tables.applications.outcomes.wittheld", "{}"),
        ("tables.applications.outcomes.withheld.state_secret.totl", "1"),
        ("tables.applications.new_received.", "1"),
        ("tables.applications.", '{"new_received": {"natural_person": 1}}'),
        ("tables.applications.", "{}"),
        ("tables.disclosure.rules.decisions", "1"),
        ("tables.review_litigation.litigation", '{"litigation_direct": {"total": 1}}'),
    ],
)
def test_an_unknown_key_is_refused_at_any_depth_whatever_is_in_it(path: str, raw: str) -> None:
    """A mistyped key is an error at once, even while there is nothing in it: nothing given is dropped in silence."""
    found = problems(at(path, raw))
    assert all(place.startswith(path.rstrip(".")) for place in found)
    assert set(found.values()) <= {"unknown_key", "unknown_cell"}


@pytest.mark.parametrize("text", [at("organ", '{"name": "甲", "nmae": "乙"}'), at("organ", '{"name": "甲", "": 1}')])
def test_an_unknown_fact_of_the_organ_is_refused(text: str) -> None:
    """The organ's facts are five, and no other is dropped in silence."""
    assert all(path.startswith("organ") for path in problems(text))


def test_an_unknown_key_with_unfit_content_is_called_unknown() -> None:
    """Nobody is asked to mend the content of a key that does not exist."""
    for part, given_value in (("sections", 5), ("notes", "甲"), ("sections", None)):
        assert problems(plain(**{part: {"nonsense": given_value}})) == {f"{part}.nonsense": "unknown_key"}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (at("tables.applications", '{"new_received.natural_person": 1}'), CELL),
        (at("tables.applications", '{"outcomes.withheld": {"state_secret": {"total": 1}}}'), None),
        (at("tables.applications.outcomes", '{"withheld.state_secret": {"total": 1}}'), None),
        (at("tables", '{"applications.new_received": {"natural_person": 1}}'), None),
        (json.dumps(plain())[:-1] + ', "organ.kind": "department"}', None),
    ],
)
def test_dotted_keys_are_for_python_only(text: str, path: str | None) -> None:
    """Each cell has exactly one place in JSON, so that files can be compared key by key."""
    found = problems(text)
    assert set(found.values()) <= {"dotted_key", "unknown_key"}
    assert path is None or found == {path: "dotted_key"}


@pytest.mark.parametrize("key", ["format", "edition", "organ", "year"])
def test_required_keys_are_named_when_missing(key: str) -> None:
    """The error says which key is missing."""
    data = plain()
    del data[key]
    assert problems(data) == {key: "missing_key"}


@pytest.mark.parametrize("key", ["format", "edition", "organ", "year"])
def test_required_keys_cannot_be_null(key: str) -> None:
    """A null where something is required is a named problem, not a TypeError from the constructor."""
    assert [path.split(".")[0] for path in problems(plain(**{key: None}))] == [key]


def test_all_missing_keys_are_named_at_once() -> None:
    """An empty object is told all that it needs."""
    assert problems("{}") == dict.fromkeys(("format", "edition", "organ", "year"), "missing_key")


# ---------------------------------------------------------------- the envelope


@pytest.mark.parametrize("newer", ["ogirmodel/2", "ogirmodel/10", "ogirmodel/1.1"])
def test_a_newer_envelope_is_refused_by_name(newer: str) -> None:
    """A file of a later version is told apart from a broken one, with what to do."""
    assert problems(plain(format=newer)) == {"format": "newer_format"}
    error = refused(json.dumps(plain(format=newer)))
    assert newer in error.text("en")
    assert "upgrade" in error.text("en")
    assert newer in error.text("zh")


@pytest.mark.parametrize(
    "other", ["other/1", "", "x", "OGIRMODEL/1", 1, True, [], {}, ["ogirmodel/1"], "ogirmodel", "ogirmodel/"]
)
def test_another_format_is_refused(other: Any) -> None:
    """JSON of some other program is not half understood, nor called a newer version of ours."""
    assert problems(plain(format=other)) == {"format": "other_format"}


@pytest.mark.parametrize("edition", ["1999", "", "2021 ", "\x1b[31m", "x" * 10_000, "\ud800", "２０２１"])
def test_an_unknown_edition_is_said_in_words(edition: str) -> None:
    """Text that names no edition is an UnknownName that quotes it short and clean."""
    error = refused(json.dumps(plain() | {"edition": edition}))
    assert isinstance(error, UnknownName)
    assert not isinstance(error, StructureError)


@pytest.mark.parametrize("edition", [2021, 2021.0, True, [], ["2021"], {}])
def test_an_edition_is_text(edition: Any) -> None:
    """2021 for "2021" is named as a slip of type."""
    assert problems(plain() | {"edition": edition}) == {"edition": "no_text"}


WRONG: list[Any] = [[], {}, "x", "", 5, 0, 1.5, True, [1], {"x": 1}, [[]], "\ud800", "\x00", [None]]
NOTHING: dict[str, Any] = {"preface": [], "sections": {}, "tables": {}, "notes": {}}
PARTS = ["organ", "year", "preface", "sections", "tables", "notes", "signed_on", "published_on"]


@pytest.mark.parametrize("value", WRONG, ids=ascii)
@pytest.mark.parametrize("key", PARTS)
def test_a_part_of_a_wrong_kind_is_named(key: str, value: Any) -> None:
    """Whatever stands in the place of a part, the answer is a problem with that path."""
    data = plain(**{key: value})
    if value == NOTHING.get(key, ...):
        assert load(json.dumps(data).encode()) == Report("甲局", 2021)
    else:
        assert {path.split(".")[0] for path in problems(data)} == {key}


@pytest.mark.parametrize("value", [5, True, [], {}, ["x"], 1.5], ids=ascii)
@pytest.mark.parametrize(
    "path", ["title", "signed_by", "organ.name", "organ.code", "organ.parent", "organ.kind", "organ.level"]
)
def test_text_is_text(path: str, value: Any) -> None:
    """Numbers and lists are not turned into text."""
    key, _, field = path.partition(".")
    data = plain(organ={"name": "甲局", field: value}) if field else plain(**{key: value})
    assert list(problems(data)) == [path]


@pytest.mark.parametrize("organ", ["甲局", ["甲局"], 5, True, [], ""])
def test_an_organ_is_an_object(organ: Any) -> None:
    """A bare name, which Python may pass, is not JSON of ours: there is one way to write an organ."""
    assert problems(plain(organ=organ)) == {"organ": "no_object"}


@pytest.mark.parametrize("prose", ["甲", "", 5, True, {}, {"a": "b"}, [1], ["甲", None], [["甲"]]], ids=ascii)
def test_prose_is_a_list_of_text(prose: Any) -> None:
    """A bare string, which Python may pass, is not JSON of ours."""
    assert problems(plain(preface=prose)) == {"preface": "no_paragraphs"}
    assert problems(plain(sections={"overview": prose})) == {"sections.overview": "no_paragraphs"}
    assert problems(plain(tables={"applications": {}}, notes={"applications": prose})) == {
        "notes.applications": "no_paragraphs"
    }


@pytest.mark.parametrize(
    "day", ["20260119", "2026-1-9", "2026-W03-1", "2026-02-30", "", "2026-01-19T00:00:00", "2026年1月19日"]
)
def test_a_day_is_iso_text(day: str) -> None:
    """Other forms of a date are refused rather than understood by luck."""
    assert problems(plain(signed_on=day)) == {"signed_on": "no_date"}
    assert problems(plain(published_on=day)) == {"published_on": "no_date"}


@pytest.mark.parametrize("character", FORBIDDEN, ids=ascii)
@pytest.mark.parametrize("place", ["title", "signed_by", "organ.name", "preface", "sections.overview"])
def test_characters_that_no_document_can_hold_are_refused(place: str, character: str) -> None:
    r"""Escapes such as \u0000 and lone surrogates do not get past JSON into a file that cannot be opened."""
    text = f"甲{character}"
    key, _, inner = place.partition(".")
    value: Any = text if place in {"title", "signed_by", "organ.name"} else [text]
    data = plain(**{key: {inner: value} if inner else value})
    assert problems(data) == {place: "no_xml"}


def test_a_pair_of_surrogate_escapes_is_one_character() -> None:
    """JSON written as ASCII holds rare characters of names."""
    text = json.dumps(plain(organ={"name": "𠮷县教育局"}))
    assert "\\ud842\\udfb7" in text
    assert load(text.encode()).organ.name == "𠮷县教育局"


# ---------------------------------------------------------------- everything at once


def test_everything_that_is_wrong_is_named_at_once_with_its_path() -> None:
    """One round of mending is enough, whatever the kinds of faults."""
    data = plain(
        title="\x00",
        preface="甲",
        sections={"overvew": [], "problems": [5]},
        tables={
            "applications": {
                "new_received": {"natural_person": -1, "total": True, "totl": 1},
                "outcomes": {"withheld": {"state_secret": {"total": 1.5}}, "total": {"total": "3"}},
                "carried_in": {"natural_person": "/", "total": None},
            },
            "disclosure": {"administrative_fees": {"amount": 0.37}, "rules": {"made": 10**15}},
            "review_litigation": [],
        },
        notes={"nonsense": []},
        signed_on="2026-1-9",
    )
    assert problems(data) == {
        "title": "no_xml",
        "preface": "no_paragraphs",
        "sections.overvew": "unknown_key",
        "sections.problems": "no_paragraphs",
        "tables.applications.new_received.natural_person": "negative",
        "tables.applications.new_received.total": "no_count",
        "tables.applications.new_received.totl": "unknown_cell",
        "tables.applications.outcomes.withheld.state_secret.total": "no_count",
        "tables.applications.outcomes.total.total": "no_count",
        "tables.disclosure.administrative_fees.amount": "no_amount",
        "tables.disclosure.rules.made": "count_out_of_range",
        "tables.review_litigation": "no_table_data",
        "notes.nonsense": "unknown_key",
        "signed_on": "no_date",
    }


def test_a_fault_of_the_envelope_does_not_hide_those_of_the_content() -> None:
    """A mistyped top-level key, a bad year and a bad figure are named together."""
    cells = {"new_received": {"natural_person": -1}}
    found = problems(plain(year="2021", signedby="甲", tables={"applications": cells}))
    assert found == {"year": "no_year", "signedby": "unknown_key", CELL: "negative"}


def test_many_problems_make_one_short_sentence() -> None:
    """Two thousand problems are all data, and a handful of them words."""
    cells = {f"key{number}": number for number in range(2000)}
    error = refused(json.dumps(plain(tables={"applications": cells})))
    assert isinstance(error, StructureError)
    assert len(error.problems) == 2000
    assert "2000" in error.text("en")
    assert "2000" in error.text("zh")


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_sentence_shows_the_whole_path_of_any_cell(edition: str) -> None:
    """The longest path of the form is not cut off before the column, where it would lead nowhere."""
    for table_id, table in form(edition).tables.items():
        for cell in table.cells:
            path = f"tables.{table_id}.{cell.path}"
            nested: Any = True
            for key in reversed(path.split(".")):
                nested = {key: nested}
            error = refused(json.dumps(plain(edition) | nested))
            assert path in error.text("en")
            assert path in error.text("zh")


@pytest.mark.parametrize("key", ["\x1b[31m", "a\nb", "\u202e", "x" * 100_000, "\ud800", "{x}", "{0}", "%s", "甲" * 500])
@pytest.mark.parametrize(
    "place", ["", "organ", "sections", "tables", "notes", "tables.applications", "tables.applications.x"]
)
def test_hostile_keys_are_quoted_short_and_clean(place: str, key: str) -> None:
    """Escape codes for the terminal, line breaks and very long keys do not get into a message, wherever they stand."""
    data: Any = plain(tables={"applications": {"x": {}}}, sections={}, notes={})
    inner = data
    for step in filter(None, place.split(".")):
        inner = inner[step]
    inner[key] = 1
    with pytest.raises(OgirError) as caught:
        load(json.dumps(data).encode())
    for language in LANGUAGES:
        text = caught.value.text(language)
        assert text.isprintable()
        assert len(text) < 600


# ---------------------------------------------------------------- no JSON, too much JSON


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " \n",
            "{",
            "[",
            '{"a"',
            '{"a":}',
            "{'a': 1}",
            '{"a": 1,}',
            "// x\n{}",
            "nul",
            "tru",
            "01",
            "1.",
            ".5",
            "+1",
        ),
        *('"', '"\\x"', '"\\u12"', '"a\nb"', '"\t"', "{} {}", "{}x", "]", "\ufeff\ufeff{}", '{"a": undefined}', "0x1"),
        *("<html></html>", "甲局", json.dumps(plain())[:-1], json.dumps(plain())[:40], json.dumps(plain()) + "\x1a"),
    ],
    ids=ascii,
)
def test_what_is_no_json_is_told_its_line_and_column(text: str) -> None:
    """A truncated or mistyped file is one sentence with the place."""
    error = refused(text)
    assert isinstance(error, ReadError)
    assert error.key == "no_json"
    assert error.data["line"]
    assert error.data["column"]


@pytest.mark.parametrize(
    "text", ["[]", "null", "1", '"x"', "true", "1e400", "9" * 5000, "[{}]", "-" + "9" * 100_000], ids=len
)
def test_json_that_is_no_object_is_refused(text: str) -> None:
    """Valid JSON of another shape is told that an object is expected."""
    assert problems(text) == {"": "no_object"}


@pytest.mark.parametrize("levels", [101, 200, 980, 990, 1100, 5000, 100_000])
@pytest.mark.parametrize(
    ("before", "opening", "core", "closing", "after"),
    [
        ("", "[", "", "]", ""),
        ("", '{"a":', "1", "}", ""),
        (at("tables.applications", "@").split("@", maxsplit=1)[0], '{"a":', "1", "}", "}}"),
        (at("tables.applications", "@").split("@", maxsplit=1)[0], '{"outcomes":', "1", "}", "}}"),
        (
            at("tables.applications", "@").split("@", maxsplit=1)[0],
            '{"":',
            '{"new_received": {"natural_person": 1}}',
            "}",
            "}}",
        ),
        (at("sections.overview", "@").split("@", maxsplit=1)[0], "[", '"甲"', "]", "}}"),
        (at("organ", "@").split("@", maxsplit=1)[0], '{"name":', '"甲"', "}", "}"),
    ],
    ids=["lists", "objects", "cells", "groups", "nameless", "prose", "organ"],
)
def test_deep_nesting_ends_at_the_limit(
    levels: int, before: str, opening: str, core: str, closing: str, after: str
) -> None:
    """Hostile nesting ends in the sentence about the limit, never in a RecursionError, on any Python."""
    error = refused(before + opening * levels + core + closing * levels + after)
    assert isinstance(error, LimitExceeded)
    assert error.limit == "json_depth"
    assert "json_depth" in error.text("en")


def test_nesting_that_almost_reaches_the_recursion_limit_ends_well_too() -> None:
    """Between what the parser can nest and what our own code can there is no gap."""
    for levels in range(900, 1010):
        for opening in ('{"a":', '{"outcomes":', '{"":'):
            refused(at("tables.applications", opening * levels + "1" + "}" * levels))


@pytest.mark.parametrize("key", ["a", "outcomes", ""])
def test_plain_data_may_be_nested_as_deep_as_it_likes(key: str) -> None:
    """Data from another parser (orjson, YAML, Python 3.12's own json) has no depth limit before it comes to us."""
    cells: dict[str, Any] = {"natural_person": 1}
    for _ in range(50_000):
        cells = {key: cells}
    try:
        with pytest.raises(OgirError) as caught:
            from_data(plain(tables={"applications": cells}))
        proper(caught.value)
    finally:
        while cells:  # taken apart level by level: Python's own clean-up is recursive
            cells = cells.pop(key, {})


@pytest.mark.parametrize("levels", [1, 50, 90])
def test_nesting_below_the_limit_is_refused_for_what_it_is(levels: int) -> None:
    """Below the limit, the answer is the fault itself, with its path."""
    found = problems(at("tables.applications", '{"a":' * levels + "1" + "}" * levels))
    assert all(path.startswith("tables.applications.a") for path in found)


def test_the_depth_limit_is_kept_as_it_is_set() -> None:
    """Whoever lowers the limit has it kept, by an otherwise good report too; whoever raises it is let through."""
    data = dump(sample("2021"))
    with limits.using(Limits(json_depth=4)):
        error = refused(data)
        assert isinstance(error, LimitExceeded)
        assert error.data["bound"] == 4
    with limits.using(Limits(json_depth=300)):
        assert problems("[" * 250 + "]" * 250) == {"": "no_object"}


def test_the_size_limit_is_kept_for_bytes_and_files(tmp_path: Path) -> None:
    """A source over the limit is refused, whether it is content or a path; at the limit it is read."""
    data = dump(sample("2021"))
    path = tmp_path / "report.json"
    path.write_bytes(data)
    sources: list[bytes | Path] = [data, path]
    for source in sources:
        with limits.using(Limits(input_bytes=len(data))):
            assert load(source) == sample("2021")
        with limits.using(Limits(input_bytes=len(data) - 1)), pytest.raises(LimitExceeded) as caught:
            load(source)
        assert caught.value.limit == "input_bytes"
        proper(caught.value)
    assert load(data) == sample("2021")


def million(make: Callable[[int], str], sizes: tuple[int, ...] = (2000, 200_000)) -> str:
    """Return what ``make`` makes of the number of items that gives about a million characters."""
    few = len(make(sizes[0]))
    return make(sizes[0] * 1_000_000 // few)


def keys(count: int) -> str:
    return ",".join(f'"k{number}":1' for number in range(count))


HOSTILE: dict[str, Callable[[int], str]] = {
    "unknown keys": lambda count: json.dumps(plain())[:-1] + "," + keys(count) + "}",
    "unknown cells": lambda count: at("tables.applications", "{" + keys(count) + "}"),
    "near cells": lambda count: at(
        "tables.applications", "{" + ",".join(f'"new_received{number}.total":1' for number in range(count)) + "}"
    ),
    "unknown sections": lambda count: at("sections", "{" + keys(count) + "}"),
    "one key twice among many": lambda count: "{" + keys(count) + ',"k0":1}',
    "every key twice": lambda count: "{" + keys(count) + "," + keys(count) + "}",
    "one key many times": lambda count: "{" + ",".join(['"k":1'] * count) + "}",
    "empty lists": lambda count: "[" + ",".join(["[]"] * count) + "]",
    "wrong paragraphs": lambda count: at("sections.overview", "[" + ",".join(["1"] * count) + "]"),
    "long key": lambda count: at("tables.applications", '{"' + "new_received" * count + '": 1}'),
    "long edition": lambda count: json.dumps(plain() | {"edition": "2021" * count}),
    "unknown facts": lambda count: at("organ", '{"name": "甲",' + keys(count) + "}"),
    "digits": lambda count: at(CELL, "1" * count),
}


@pytest.mark.parametrize("make", list(HOSTILE.values()), ids=list(HOSTILE))
def test_a_megabyte_of_faults_is_refused(make: Callable[[int], str]) -> None:
    """A megabyte that is nothing but faults ends in a sentence; in quadratic time this test would take hours."""
    refused(million(make))


# ---------------------------------------------------------------- encodings and sources


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_json_in_the_encodings_of_windows_is_read(encoding: str) -> None:
    """Notepad's choices all work: UTF-8 with or without mark, UTF-16 with mark, GB18030."""
    text = dump(sample("2021")).decode()
    assert load(text.encode(encoding)) == sample("2021")
    assert load(text.replace("\n", "\r\n").encode(encoding)) == sample("2021")


@pytest.mark.parametrize(
    "data",
    [
        dump(sample("2021")).decode().encode("utf-16-le"),
        dump(sample("2021")).decode().encode("utf-16-be"),
        dump(sample("2021")).decode().encode("utf-32"),
        b"\xff\xfe\x7b",
        b"\xff\xfe\x00\xd8",
        b"\x00" * 100,
        b"\xff" * 100,
        bytes(range(256)),
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"PK\x03\x04" + b"\x00" * 40,
        dump(sample("2021")).replace("云".encode(), b"\xe4\xba", 1),
        dump(sample("2021")).replace(b'"name"', b'"na\x00me"', 1),
    ],
    ids=[
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "odd",
        "surrogate",
        "nul",
        "ff",
        "all",
        "png",
        "zip",
        "damaged",
        "nul inside",
    ],
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    """Binary files and damaged text are one sentence, not mojibake and not a UnicodeDecodeError."""
    error = refused(data)
    assert isinstance(error, ReadError)
    assert error.key in {"damaged_text", "unknown_encoding"}


def test_text_is_a_path_and_bytes_are_content(tmp_path: Path) -> None:
    """``str`` and ``Path`` name a file; ``bytes`` are the JSON itself."""
    path = tmp_path / "报告 一.json"
    path.write_bytes(dump(sample("2021")))
    assert load(path) == load(str(path)) == load(dump(sample("2021")))


@pytest.mark.parametrize(
    "name", ["missing.json", "no/such/folder.json", "甲" * 300, "nul\x00byte", "", "\ud800", "a\nb\x1b[31m"]
)
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, name: str) -> None:
    """Missing files, folders and impossible names end in a ReadError."""
    for path in (f"{tmp_path}/{name}", tmp_path / name):
        with pytest.raises(ReadError) as caught:
            load(path)
        proper(caught.value)


def test_a_fault_in_a_file_names_the_file(tmp_path: Path) -> None:
    """Among forty files of a batch, the sentence says which one is meant, whatever is wrong with it."""
    for data in (
        b"{",
        b"\xff\xfe\x7b",
        b"\xff" * 9,
        b"[]",
        json.dumps(plain(year=1)).encode(),
        b"[" * 200 + b"]" * 200,
    ):
        path = tmp_path / "清河镇.json"
        path.write_bytes(data)
        with pytest.raises(OgirError) as caught:
            load(path)
        proper(caught.value)
        assert "清河镇.json" in caught.value.text("zh")
        assert "清河镇.json" in caught.value.text("en")


def test_json_given_as_text_is_not_echoed() -> None:
    """Whoever passes the JSON text itself as ``str`` is told so shortly: it is taken for a path."""
    with pytest.raises(ReadError) as caught:
        load(dump(sample("2021")).decode())
    proper(caught.value)
    assert len(caught.value.text("zh")) < 400


# ---------------------------------------------------------------- mutations


class Members(list[tuple[str, Any]]):
    """A JSON object as its members, so that keys can stand twice."""


def written(node: Any) -> str:
    """Return the JSON text of a tree with :class:`Members` in it."""
    if isinstance(node, Members):
        return "{" + ",".join(f"{json.dumps(key)}:{written(child)}" for key, child in node) + "}"
    if isinstance(node, list):
        return "[" + ",".join(map(written, node)) + "]"
    return json.dumps(node)


WORDS = st.sampled_from(
    ["/", "", "0.37", "-1", "2021", "ogirmodel/2", "natural_person", "total", "2026-01-19", "甲", "a.b"]
)
CHARACTERS = st.text(st.characters(exclude_categories=()), max_size=6)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | WORDS | CHARACTERS
KEYS = WORDS | CHARACTERS
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.lists(st.tuples(KEYS, inner), max_size=3).map(Members),
    max_leaves=5,
)


def below(node: Any) -> Iterator[int]:
    """Yield the indexes of the children of ``node``."""
    return iter(range(len(node)) if isinstance(node, list) else ())


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Draw the JSON of a sample in which up to three places were replaced, deleted, doubled or renamed."""
    edition, kind = draw(st.sampled_from(EDITIONS)), draw(st.sampled_from(["typical", "blank"]))
    tree: Any = json.loads(dump(sample(edition, kind)), object_pairs_hook=Members)
    for _ in range(draw(st.integers(1, 3))):
        node = tree
        index = draw(st.sampled_from(list(below(node)) or [0]))
        while node and draw(st.integers(0, 3)):
            child = node[index][1] if isinstance(node, Members) else node[index]
            if not isinstance(child, list) or not child:
                break
            node, index = child, draw(st.integers(0, len(child) - 1))
        if not node:
            continue
        act = draw(st.sampled_from(["replace", "delete", "double", "rename"]))
        item = node[index]
        if act == "delete":
            del node[index]
        elif act == "double":
            node.append(item)
        elif not isinstance(node, Members):
            node[index] = draw(JSON)
        elif act == "rename":
            node[index] = (draw(KEYS), item[1])
        else:
            node[index] = (item[0], draw(JSON))
    return written(tree)


def held_to_the_promise(data: bytes) -> None:
    """Load ``data``: a report that dumps and loads again, or one clean error of ours."""
    try:
        report = load(data)
    except OgirError as error:
        proper(error)
    else:
        assert load(dump(report)) == report


@given(mutated())
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_change_of_the_tree_ends_in_a_report_or_in_an_error_of_ours(text: str) -> None:
    """Whatever a person or a program does to a file, there is no traceback."""
    held_to_the_promise(text.encode())


@given(st.data())
def test_any_change_of_the_bytes_ends_in_a_report_or_in_an_error_of_ours(data: st.DataObject) -> None:
    """Nor does damage on the disk or in transit lead to one."""
    whole = dump(sample("2021", "blank"))
    ends = sorted(data.draw(st.lists(st.integers(0, len(whole)), min_size=2, max_size=4)))
    pieces = [whole[start:end] for start, end in pairwise([0, *ends, len(whole)])]
    held_to_the_promise(data.draw(st.binary(max_size=4)).join(pieces[:2] + pieces[-1:]))


@given(JSON)
def test_any_json_ends_in_an_error_of_ours(tree: Any) -> None:
    """Arbitrary JSON is no report, and is told so."""
    refused(written(tree))

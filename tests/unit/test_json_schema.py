"""The JSON Schema says of every report what ``load`` says of it: writers in other languages depend on nothing else."""

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from typer.testing import CliRunner

from ogirmodel import NOT_APPLICABLE, Money, OgirError, Report, UnknownName, dump, load, schema
from ogirmodel.cli.app import app
from ogirmodel.forms import load_form, register, unregister
from ogirmodel.serial import to_data
from ogirmodel.testing import KINDS, sample
from ogirmodel.testing.strategies import reports

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
MINI = (ROOT / "tests" / "data" / "mini.toml").read_text(encoding="utf-8")
EDITIONS = ["2019", "2021", "mini-reading-room"]
BUILT_IN = EDITIONS[:2]
ABSENT = object()
WRONG: list[Any] = [
    ABSENT, None, True, False, 0, 1, -1, 2025, 0.5, 1e300, 10**15 - 1, 10**15, 1 - 10**15, -(10**15), 10**30,
    "", " ", "\u3000", "甲", "/", "//", "0", "-1", "0.37", "00.370000000", "0.1234567", "1e3", ".5", "5.", "１", "NaN",
    "9" * 15, "9" * 16, "department", "county", "2026-01-19", "2026-1-19", "2026-13-01", "2026-02-30", "20260119",
    [], [""], ["甲"], ["甲", 1], [None], [[]], {}, {"name": "甲"}, {"natural_person": 1}, {"overview": ["甲"]},
    {"value": "1", "unit": "万元"}, {"value": "1", "unit": "元"}, {"value": "1", "unit": None}, {"value": "1"},
    {"value": 1, "unit": "元"}, {"value": "1", "unit": "美元"}, {"value": "1", "unit": "元", "more": 1},
]  # fmt: skip
"""What somebody may put in the place of anything."""


@pytest.fixture(scope="module", autouse=True)
def _mini() -> Iterator[None]:
    """Make the invented form known."""
    register(load_form(MINI))
    yield
    unregister("mini-reading-room")


def validator(edition: str) -> Draft202012Validator:
    return Draft202012Validator(schema(edition), format_checker=FormatChecker(["date"]))


def is_loaded(data: Any) -> bool:
    try:
        load(json.dumps(data).encode())
    except OgirError:
        return False
    return True


def least(edition: str) -> dict[str, Any]:
    """Return a report with everything in it once: each table with one row of each depth, each kind of figure."""
    report = sample(edition).replace(
        organ={"name": "甲局", "kind": "department", "level": "county", "code": "1", "parent": "甲县人民政府"},
        title="甲局报告",
        published_on="2026-01-20",
    )
    data = to_data(report)
    for name, rows in data["tables"].items():
        data["tables"][name] = thinned(rows)
    return data


def thinned(node: Any) -> Any:
    """Keep the first and the last of the keys at every depth: a total is last."""
    if not isinstance(node, dict):
        return node
    keys = list(node)
    return {key: thinned(node[key]) for key in dict.fromkeys((keys[0], keys[-1]))}


def paths(node: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield where everything in ``node`` stands."""
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        yield (*above, key)
        yield from paths(child, (*above, key))


def changed(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Return a copy with something else at ``path``, or nothing."""
    made = copy.deepcopy(data)
    place = made
    for key in path[:-1]:
        place = place[key]
    if value is ABSENT:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return made


@pytest.mark.parametrize("edition", EDITIONS)
def test_it_is_a_schema_of_the_standard(edition: str) -> None:
    """A validator in another language would refuse it, or overlook what it does not know."""
    made = schema(edition)
    Draft202012Validator.check_schema(made)
    plain = {
        "$schema", "$id", "$ref", "$defs", "title", "description", "type", "const", "enum", "pattern", "format",
        "minimum", "maximum", "properties", "required", "additionalProperties", "items", "contains",
        "anyOf", "allOf", "if", "then",
    }  # fmt: skip
    assert set(keywords(made)) <= plain
    assert json.loads(json.dumps(made)) == made


def keywords(part: Any) -> Iterator[str]:
    """Yield every keyword of a schema."""
    for key, value in part.items() if isinstance(part, dict) else ():
        yield key
        named = key in {"properties", "$defs"}
        for child in value.values() if named else value if isinstance(value, list) else [value]:
            yield from keywords(child)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_it_accepts_what_dump_writes(edition: str, kind: str) -> None:
    """A system that checks what it is sent would turn our own reports away."""
    for report in (sample(edition, kind), sample(edition, kind).filled):
        assert [error.message for error in validator(edition).iter_errors(json.loads(dump(report)))] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_it_says_of_every_change_what_load_says(edition: str) -> None:
    """A report that passes the schema would be refused by load, or the other way about."""
    held, data = validator(edition), least(edition)
    assert held.is_valid(data)
    assert is_loaded(data)
    for path in paths(data):
        for value in WRONG:
            mutant = changed(data, path, value)
            assert held.is_valid(mutant) == is_loaded(mutant), (path, value)
        if isinstance(path[-1], str):
            for name in ("", "unknown", f"{path[-1]}.x", "outcomes.total", path[-1].upper()):
                mutant = changed(data, (*path[:-1], name), None)
                assert held.is_valid(mutant) == is_loaded(mutant), (path, name)


@given(data=st.data(), edition=st.sampled_from(BUILT_IN))
def test_it_says_of_any_report_what_load_says(data: st.DataObject, edition: str) -> None:
    """Somewhere in a whole report the schema of a row would say less than its neighbours'."""
    report = to_data(data.draw(reports(edition)))
    held = HELD[edition]
    assert held.is_valid(report)
    places = list(paths(report))
    for path in data.draw(st.lists(st.sampled_from(places), min_size=3, max_size=6)):
        mutant = changed(report, path, data.draw(st.sampled_from(WRONG)))
        assert held.is_valid(mutant) == is_loaded(mutant), path


HELD = {edition: validator(edition) for edition in BUILT_IN}


def test_every_place_of_the_form_has_its_title() -> None:
    """A programmer who does not know the keys would have to guess what an English word means in the form."""
    places = schema("2021")["properties"]["tables"]["properties"]
    assert places["applications"]["properties"]["outcomes"]["properties"]["withheld"]["title"] == "（三）不予公开"
    direct = places["review_litigation"]["properties"]["litigation_direct"]
    assert direct["title"] == "未经复议直接起诉"
    assert direct["properties"]["total"]["title"] == "总计"
    charged = places["disclosure"]["properties"]["administrative_fees"]["$ref"].rpartition("/")[2]
    assert "万元" in schema("2021")["$defs"][charged]["properties"]["amount"]["description"]


def test_the_command_writes_that_of_the_edition_in_force(tmp_path: Path) -> None:
    """Who asks for no edition writes reports now."""
    shown = CliRunner().invoke(app, ["schema"])
    assert json.loads(shown.output) == schema() == schema("2021")
    assert CliRunner().invoke(app, ["schema", "2019", "-o", str(tmp_path / "s.json")]).exit_code == 0
    assert json.loads((tmp_path / "s.json").read_bytes()) == schema("2019")
    with pytest.raises(UnknownName):
        schema("2012")


# -- what no schema can say, and the page that lists it --

UNSAID = {
    "whole numbers written with a decimal point": ('"year": 2025', '"year": 2025.0'),
    "duplicate keys": ('"year": 2025', '"year": 2024, "year": 2025'),
    "`NaN` and `Infinity`": ('"sections": {}', '"sections": NaN'),
    "characters that no document can hold": ("甲局", "甲\\u0001局"),
}
"""What the page lists, and a report that ``load`` refuses for it though the schema does not, or never sees it."""


@pytest.mark.parametrize("case", UNSAID)
def test_what_no_schema_can_say_is_in_the_docs(case: str) -> None:
    """A writer that passes the schema and is refused all the same looks for the fault in the wrong place."""
    assert case in DOCS
    text = json.dumps(to_data(Report("甲局", 2025)), ensure_ascii=False)
    assert load(text.encode()) == Report("甲局", 2025)
    before, after = UNSAID[case]
    assert before in text
    with pytest.raises(OgirError):
        load(text.replace(before, after).encode())
    if "NaN" not in after:
        assert HELD["2021"].is_valid(json.loads(text.replace(before, after)))


def test_a_schema_is_for_its_own_edition() -> None:
    """A report of 2019 would be held to the tables of 2021."""
    assert "an edition that this schema is not for" in DOCS
    data = to_data(Report("甲局", 2020))
    assert is_loaded(data)
    assert HELD["2019"].is_valid(data)
    assert not HELD["2021"].is_valid(data)


def test_the_example_of_the_docs_is_a_report() -> None:
    """A programmer who copies it begins with a refusal."""
    (full, *_) = re.findall(r"```json\n(.*?)```", DOCS, re.DOTALL)
    report = load(full.encode())
    assert HELD["2021"].is_valid(json.loads(full))
    assert json.loads(full).keys() == to_data(report).keys()
    assert report.applications["new_received", "natural_person"] == 8
    assert report.disclosure["rules", "made"] is NOT_APPLICABLE
    assert report.disclosure["administrative_fees", "amount"] == Money("0.37", "万元")


def test_the_code_of_the_docs_runs() -> None:
    """Code on a page that does not run costs more than none."""
    for code in re.findall(r"```python\n(.*?)```", DOCS, re.DOTALL):
        exec(compile(code, "docs/json.md", "exec"), {})  # noqa: S102 - our own page


def test_the_docs_have_every_key() -> None:
    """A key that the page does not know is one that nobody uses."""
    keys = {*to_data(Report("甲局", 2025)), *schema()["properties"]["organ"]["properties"]}
    assert [key for key in keys if f"`{key}`" not in DOCS] == []

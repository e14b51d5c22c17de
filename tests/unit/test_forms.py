"""The built-in forms against the facts of the two notices, and what a form file must keep to."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from ogirmodel.errors import FormError, Problem, UnknownName
from ogirmodel.forms import Form, TableForm, editions, form, form_of_year, load_form
from ogirmodel.forms.audit import audit
from ogirmodel.forms.equation import Term
from ogirmodel.forms.load import FORMS

DATA = Path(__file__).parents[1] / "data"
EDITIONS: dict[str, Any] = json.loads((DATA / "layouts.json").read_text(encoding="utf-8"))["editions"]
MINI = (DATA / "mini.toml").read_text(encoding="utf-8")

TABLES = [(edition, table) for edition, facts in EDITIONS.items() for table in facts["tables"]]
six_tables = pytest.mark.parametrize(("edition", "table"), TABLES)
both_editions = pytest.mark.parametrize("edition", EDITIONS)

Side = frozenset[tuple[int, str, str, bool]]


# ---------------------------------------------------------------- the built-in forms


@both_editions
def test_built_in_forms_are_sound(edition: str) -> None:
    """Everything above relies on the promises of a form; a report could not be made at all."""
    assert audit(form(edition)) == ()
    assert editions()[edition] is form(edition)


def test_built_in_forms_come_first() -> None:
    """Between equals the statutory form must win."""
    assert list(editions())[:2] == ["2019", "2021"]


@both_editions
def test_sections_are_those_of_the_notice(edition: str) -> None:
    """A heading that differs from the notice is a fault that inspectors look for."""
    found = [[section.id, section.heading, section.table] for section in form(edition).sections]
    assert found == EDITIONS[edition]["sections"]
    assert list(form(edition).tables) == list(EDITIONS[edition]["tables"])


@both_editions
def test_tables_know_their_section(edition: str) -> None:
    """Findings would name the wrong part of the report."""
    for number, (section, _, table) in enumerate(EDITIONS[edition]["sections"], 1):
        if table:
            assert form(edition).section_of(table) == (number, form(edition).section(section))


@pytest.mark.parametrize(
    ("year", "edition"), [(2019, "2019"), (2020, "2019"), *((y, "2021") for y in range(2021, 2031))]
)
def test_form_of_a_year(year: int, edition: str) -> None:
    """A report would be laid out in the form of another year."""
    assert form_of_year(year) is form(edition)


@pytest.mark.parametrize("year", [2018, 0, -2021])
def test_there_is_no_form_before_2019(year: int) -> None:
    """A report on 2018 would pass for one that has a statutory form."""
    with pytest.raises(UnknownName) as caught:
        form_of_year(year)
    assert caught.value.name == str(year)


@six_tables
def test_every_figure_is_of_its_kind(edition: str, table: str) -> None:
    """A fee could not be stated in 万元, a change could not be negative, or half a request could be counted."""
    facts = EDITIONS[edition]["tables"][table]
    others = {(row, column): (number, unit) for row, column, number, unit in facts["not_counts"]}
    cells = form(edition).table(table).cells
    assert len(cells) == facts["value_cells"]
    assert {cell.key: (cell.number, cell.unit) for cell in cells} == {
        cell.key: others.get(cell.key, ("count", None)) for cell in cells
    }
    assert set(others) <= {cell.key for cell in cells}


@pytest.mark.parametrize(
    ("edition", "expected"),
    [
        # Y03: five rows of items that had a number last year, two rows of documents made public
        ("2019", {"T01": 7, "T02": 7, "T03": 23, "Y01": 7, "T04": 3, "Y03": 5 + 2, "Y04": 3}),
        ("2021", {"T01": 7, "T02": 7, "T03": 25, "Y01": 7, "T04": 3, "Y02": 2, "T12": 2, "Y04": 3}),
    ],
)
def test_relations_hold_as_often_as_the_notice_has_them(edition: str, expected: dict[str, int]) -> None:
    """A row or column whose figures do not add up would pass."""
    found = Counter(r.identity.code for table in form(edition).tables.values() for r in table.relations)
    assert found == expected


@six_tables
def test_relations_have_the_addends_of_the_notice(edition: str, table: str) -> None:
    """A right report would be called wrong, or a wrong one right."""
    statute = form(edition).table(table)
    expected = Counter(
        found
        for code, per, left, sign, right in EDITIONS[edition]["tables"][table]["relations"]
        for at in (statute.column_of if per == "column" else statute.row_of)
        if (found := written_out(statute, (code, sign), left, right, per, at))
    )
    assert Counter(
        relation(r.identity.code, "<=" if r.at_most else "=", terms(r.left), terms(r.right)) for r in statute.relations
    ) == Counter(relation(code, sign, left, right) for code, sign, left, right in expected)


def relation(code: str, sign: str, left: Side, right: Side) -> tuple[str, str, object]:
    """Give a relation for comparison: the sides of an equation may change places."""
    return code, sign, frozenset([left, right]) if sign == "=" else (left, right)


def written_out(
    table: TableForm, named: tuple[str, str], left: list[str], right: list[str], per: str, at: str
) -> tuple[str, str, Side, Side] | None:
    """Give a relation of the facts in one row or column; None where the table has not all of its cells."""
    sides = [frozenset(addend(name, per, at) for name in side) for side in (left, right)]
    known = all((row, column) in table.index for side in sides for _, row, column, _ in side)
    return (*named, sides[0], sides[1]) if known else None


def addend(name: str, per: str, at: str) -> tuple[int, str, str, bool]:
    sign = -1 if name.startswith("-") else 1
    name = name.removeprefix("-")
    key = name.removeprefix("last.")
    row, column = (key, at) if per == "column" else (at, key)
    return sign, row, column, key != name


def terms(side: Iterable[Term]) -> Side:
    found = [(term.sign, term.row, term.column, term.last) for term in side]
    assert len(set(found)) == len(found)
    return frozenset(found)


@six_tables
def test_derived_cells_are_the_totals(edition: str, table: str) -> None:
    """A clerk would have to type a total, or a figure that the form asks for would be overwritten by a sum."""
    statute = form(edition).table(table)
    labelled = {
        cell.index for cell in statute.cells if {"总计", "（七）总计"} & {cell.row.node.label, cell.column.node.label}
    }
    assert statute.derived == labelled


# ---------------------------------------------------------------- what became of the edition before


def leaves(statute: Form) -> set[str]:
    return {f"{table_id}.{cell.path}" for table_id, table in statute.tables.items() for cell in table.cells}


def below(path: str, name: str) -> bool:
    return path == name or path.startswith(f"{name}.")


def test_every_cell_of_2019_has_a_fate_in_2021() -> None:
    """A figure of 2020 would silently be missing from a comparison with 2021, or be compared with two cells."""
    succession = form("2021").succeeds
    assert succession is not None
    assert succession.edition == "2019"
    after = leaves(form("2021"))
    for path in leaves(form("2019")):
        named = [n for n in (*succession.dropped, *succession.renamed, *succession.split) if below(path, n)]
        assert len(named) <= 1, path
        if not named:
            assert path in after, path
        for target in (succession.renamed.get(named[0], ()), *succession.split.get(named[0], ())) if named else ():
            assert not target or f"{target}{path.removeprefix(named[0])}" in after, path


def test_the_succession_names_nothing_that_does_not_exist() -> None:
    """A slip of the pen in the table of succession would go unnoticed until figures are compared."""
    succession = form("2021").succeeds
    assert succession is not None
    before, after = leaves(form("2019")), leaves(form("2021"))
    for name in (*succession.dropped, *succession.renamed, *succession.split):
        assert any(below(path, name) for path in before), name
    targets = [*succession.renamed.values(), *(part for parts in succession.split.values() for part in parts)]
    for name in targets:
        assert any(below(path, name) for path in after), name
    assert len(set(targets)) == len(targets)
    assert form("2019").succeeds is None


# ---------------------------------------------------------------- form files


def problems(text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(FormError) as caught:
        load_form(text)
    assert caught.value.problems
    assert all(problem.text("zh") and problem.text("en") for problem in caught.value.problems)
    return caught.value.problems


def mini(old: str, new: str) -> str:
    """Return the invented form with one change."""
    assert old in MINI
    return MINI.replace(old, new, 1)


def with_table(panels: str, identities: str = "") -> str:
    """Return the invented form with another table in place of its own."""
    head = MINI[: MINI.index("[[tables.room.panels]]")]
    return f"{head}\n{panels}\n{identities}"


def test_a_form_loads_from_text_and_from_bytes() -> None:
    """A form could not be loaded from a file opened either way."""
    first, second = load_form(MINI), load_form(MINI.encode())
    assert first.edition == second.edition == "mini-reading-room"
    assert [cell.path for cell in first.table("room").cells] == [cell.path for cell in second.table("room").cells]
    assert first.table("room").id == "room"


SOUND = "[[tables.room.panels]]\ncolumns = [{ key = 'c', label = 'Ccc' }]\nrows = [{ key = 'a', label = 'Aaa' }]\n"

FAULTS = {
    "duplicate section": (mini('id = "story"', 'id = "counts"'), "sections", "twice"),
    "table of two sections": (mini('seen = ["Our story"]', 'table = "room"'), "sections.table", "twice"),
    "duplicate row": (mini('key = "evening"', 'key = "morning"'), "tables.room.cells", "twice"),
    "duplicate column": (mini('key = "child"', 'key = "adult"'), "tables.room.cells", "twice"),
    "leaf without key": (mini('key = "evening", ', ""), "tables.room.panels.0.rows", "no_key"),
    "key that is no name": (mini('key = "books"', 'key = "the books"'), "tables.room.panels.1.rows", "bad_key"),
    "key that is not ASCII": (mini('key = "adult"', 'key = "成人"'), "tables.room.panels.0.columns", "bad_key"),
    "unit of no money": (mini('number = "money", ', ""), "tables.room.panels.1.columns", "unit_without_money"),
    "no rows, no groups": (with_table(SOUND[: SOUND.index("rows")]), "tables.room.panels.0", "no_rows"),
    "equation syntax": (
        mini("visits.whole = visits.*", "visits.whole = = visits.*"),
        "tables.room.identities.X01.equation",
        "equation",
    ),
    "equation that holds nowhere": (
        mini("complaints <= visits", "complaint <= visits"),
        "tables.room.identities.X02.equation",
        "holds_nowhere",
    ),
    "equation per the other axis": (
        mini('"everyone = readers.*"', '"complaints = visits.*"'),
        "tables.room.identities.X01.equation",
        "holds_nowhere",
    ),
    "derives what is no side": (
        mini('derives = "visits.whole"', 'derives = "visits.morning"'),
        "tables.room.identities.X01.derives",
        "derives",
    ),
    "derives by <=": (
        mini('morning + visits.evening"', 'morning + visits.evening"\nderives = "complaints"'),
        "tables.room.identities.X02.derives",
        "derives",
    ),
    "derives from last year": (
        mini('equation = "carried = last.left"', 'equation = "carried = last.left"\nderives = "carried"'),
        "tables.room.identities.X03.derives",
        "derives",
    ),
    "derives with a minus": (
        mini('"visits.whole = visits.*"', '"- visits.whole = visits.*"'),
        "tables.room.identities.X01.derives",
        "derives",
    ),
    "table that no section names": (mini('table = "room"', ""), "tables.room", "no_section"),
    "section with a table that is not there": (
        mini('seen = ["Our story"]', 'table = "hall"'),
        "sections.story",
        "no_table",
    ),
    "too few widths": (
        mini('kind = "reading_room"', 'kind = "reading_room"\nwidths = [78, 78]'),
        "tables.room.widths",
        "widths",
    ),
    "too many widths": (
        mini('kind = "reading_room"', f'kind = "reading_room"\nwidths = {[156 / 9] * 9}'),
        "tables.room.widths",
        "widths",
    ),
    "years in reverse": (mini("from = 2015", "from = 2090"), "years", "years_reversed"),
    "row that means last year": (mini('key = "evening"', 'key = "last"'), "tables.room.panels.0.rows", "bad_key"),
    "section whose id is no name": (mini('id = "story"', 'id = "the story"'), "sections", "bad_key"),
    "width of nothing": (
        mini('kind = "reading_room"', 'kind = "reading_room"\ntype_size = 0'),
        "tables.room.widths",
        "no_measure",
    ),
    "cells of before that are nowhere": (
        MINI + '\n[succeeds]\nedition = "x"\nrenamed = { "room.a" = "room.nowhere" }\n',
        "succeeds",
        "no_such_cell",
    ),
    "title without organ": (mini("（{organ}）", ""), "title", "title_field"),
    "title without year": (mini('"{year}年 Reading', '"Reading'), "title", "title_field"),
    "alias without year": (mini("return for {year}", "return"), "title", "title_field"),
}


@pytest.mark.parametrize(("text", "path", "key"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_form_is_refused_by_place(text: str, path: str, key: str) -> None:
    """The author of a form would search for the fault, or find it only when a report goes wrong."""
    assert (path, key) in {(problem.path, problem.key) for problem in problems(text)}


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        ("applications", {"received", "carried_in", "outcome_total", "carried_out", "natural_person", "total"}),
        ("review_litigation", {"reconsideration", "litigation", "total"}),
        ("disclosure", {"licensing", "penalties", "compulsion", "fees", "decisions"}),
    ],
)
def test_a_kind_needs_its_roles(kind: str, roles: set[str]) -> None:
    """``report.applications.received`` would fail long after the form was accepted."""
    found = problems(mini('kind = "reading_room"', f'kind = "{kind}"'))
    assert {(p.path, p.key) for p in found} == {("tables.room.kind", "no_role")}
    assert {p.data["role"] for p in found} == roles


def test_every_fault_is_named_at_once() -> None:
    """An author would mend one fault, load, find the next, and so on."""
    text = (
        mini("（{organ}）", "").replace("visits.whole = visits.*", "visits.whole =", 1).replace('table = "room"', "", 1)
    )
    assert {"title", "tables.room", "tables.room.identities.X01.equation"} <= {p.path for p in problems(text)}


def test_broken_toml_is_refused_with_its_line() -> None:
    """A slip in the TOML would end in a traceback of the parser."""
    (problem,) = problems('edition = "x"\nname = = 3\n')
    assert problem.key == "toml"
    assert "line 2" in problem.text("en")


def test_bytes_that_are_no_text_are_refused() -> None:
    """A form saved in another encoding would end in a traceback."""
    assert problems(MINI.encode("gbk"))


UNKNOWN = {
    "of the form": (f'colour = "red"\n{MINI}', "", "colour"),
    "of a section": (mini('id = "story"', 'id = "story"\ncolour = "red"'), "sections", "colour"),
    "of a table": (mini('kind = "reading_room"', 'kind = "reading_room"\ncolour = "red"'), "tables.room", "colour"),
    "of the id of a table": (mini('kind = "reading_room"', 'kind = "reading_room"\nid = "hall"'), "tables.room", "id"),
    "of a node": (mini('key = "evening"', 'key = "evening", colour = "red"'), "tables.room", "colour"),
    "of an identity": (mini('code = "X02"', 'code = "X02"\ncolour = "red"'), "tables.room", "colour"),
    "of the years": (mini("to = 2040", "until = 2040"), "years", "until"),
    "missing": (mini('code = "X02"', ""), "tables.room", "code"),
    "of another type": (mini('basis = "customary"', 'basis = "hearsay"'), "tables.room", "basis"),
}


@pytest.mark.parametrize(("text", "path", "word"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_key_is_refused_by_place(text: str, path: str, word: str) -> None:
    """A misspelt key would be ignored, or its author not be told where it stands."""
    found = problems(text)
    assert [problem for problem in found if problem.path.startswith(path)], [problem.path for problem in found]
    assert word in " ".join(problem.text("en") for problem in found)


TYPES = {
    "number as text": mini('authority = "Reading Room Rules, No. 7"', "authority = 7"),
    "list as text": mini('name = "Yearly return of reading rooms 阅览室年报"', "name = []"),
    "number as label": mini('label = "Morning 上午"', "label = 1"),
    "text as list": mini('aliases = ["Mornings"]', 'aliases = "Mornings"'),
    "text as year": mini("from = 2015", 'from = "2015"'),
    "half a year": mini("from = 2015", "from = 2015.5"),
    "text as size": mini('kind = "reading_room"', 'kind = "reading_room"\ntype_size = "10"'),
}


@pytest.mark.parametrize("text", TYPES.values(), ids=TYPES)
def test_a_value_of_another_type_is_refused(text: str) -> None:
    """A slip would be printed as it is (``[]`` for a name) or become another wording (one for each letter)."""
    assert problems(text)


GROUP = "{ key = 'g', label = 'Group', children = [{ key = 'a', label = 'Aaa' }, { key = 'b', label = 'Bbb' }] }"
ROWLESS = f"[[tables.room.panels]]\ncolumns = [{GROUP}]\n"
IDENTITY = "[[tables.room.identities]]\ncode = 'X09'\nname = 'sum'\nbasis = 'implied'\n"

UNSOUND = {
    "no section": (f"{MINI[: MINI.index('[[sections]]')]}sections = []\n[tables]\n", "sections"),
    "two sections of one heading": (mini("二、Counts 统计", "What happened 概述"), "sections"),
    "no panel": (with_table("panels = []"), "tables.room"),
    "no column": (with_table(SOUND.replace("{ key = 'c', label = 'Ccc' }", "")), "tables.room"),
    "row without label": (with_table(SOUND.replace(", label = 'Aaa'", "")), "tables.room"),
    "panel without rows beside another": (with_table(SOUND + ROWLESS), "tables.room"),
    "two panels without rows": (with_table(ROWLESS + ROWLESS.replace("'g'", "'h'")), "tables.room"),
    "group as row without key": (with_table(ROWLESS.replace("key = 'g', ", "")), "tables.room"),
    "cell inside a cell": (
        with_table(
            SOUND.replace("rows = [", "rows = [{ key = 'a', label = 'G', children = [{ key = 'c', label = 'C' }] }, ")
        ),
        "tables.room",
    ),
    "unit that no money has": (mini('unit = "元"', 'unit = "dollar"'), "tables.room"),
    "kind of figure of a row": (mini('label = "Books 图书"', 'label = "Books 图书", number = "money"'), "tables.room"),
    "starred name that is no group": (
        mini('"visits.whole = visits.*"', '"visits.whole = visits.* + visit.*"'),
        "tables.room",
    ),
    "money derived from counts": (
        with_table(
            SOUND.replace("'Ccc' }", "'Ccc' }, { key = 'm', label = 'Mmm', number = 'money' }"),
            f"{IDENTITY}per = 'row'\nequation = 'm = c'\nderives = 'm'",
        ),
        "tables.room",
    ),
}


@pytest.mark.parametrize(("text", "path"), UNSOUND.values(), ids=UNSOUND)
def test_a_form_that_cannot_work_is_refused(text: str, path: str) -> None:
    """It would be accepted, and then crash when a report is made, or print a table that cannot be read back."""
    assert any(problem.path.startswith(path) for problem in problems(text))


ONE_LINE = {"sections.1.heading": "二、Counts 统计", "tables.room.panels.1.rows.0.label": "Books 图书"}


@pytest.mark.parametrize("path", ONE_LINE)
@pytest.mark.parametrize("broken", [r"\n", r"\t", r"\r", r"\u2028", r"\u0007"])
def test_a_text_of_more_than_a_line_is_refused_by_place(path: str, broken: str) -> None:
    """A label with a line break is printed as two, and never found again."""
    text = ONE_LINE[path]
    (problem,) = problems(mini(text, text.replace(" ", broken)))
    assert (problem.path, problem.key) == (path, "no_line")


@pytest.mark.parametrize(
    ("place", "times"),
    [('key = "visits"', 1), ('label = "3. Loans 借阅"', 1), ('key = "adult"', 1), ('key = "evening"', 2)],
    ids=["group", "label", "column", "two rows"],
)
def test_a_role_is_played_by_one_row(place: str, times: int) -> None:
    """``report.applications.received`` would end in a traceback about unpacking."""
    text = mini('kind = "reading_room"', 'kind = "applications"')
    for key, role in [
        ("morning", "received"),
        ("carried", "carried_in"),
        ("whole", "outcome_total"),
        ("left", "carried_out"),
        ("child", "natural_person"),
        ("everyone", "total"),
    ]:
        text = text.replace(f'key = "{key}"', f'key = "{key}", role = "{role}"', 1)
    assert load_form(text).table("room").rows_with("received") == ("visits.morning",)
    moved = text if times > 1 else text.replace(', role = "received"', "", 1)
    faulty = moved.replace(place, f'{place}, role = "received"', 1)
    assert any(problem.path.startswith("tables.room") for problem in problems(faulty))


def test_a_form_answers_to_its_own_edition_only() -> None:
    """A package that names its form otherwise than the form does would make reports that no one can load again."""
    with pytest.raises(FormError) as caught:
        FORMS.register("mini-other-name", load_form(MINI))
    assert [problem.path for problem in caught.value.problems] == ["edition"]
    assert "mini-other-name" not in FORMS.names()

"""Folding: variants of a label are one label, two labels of a table are two."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ogirmodel.forms import Node, TableForm, form
from ogirmodel.labels import display_width, fold, numbering, split_numbering, tight

EDITIONS = ("2019", "2021")
TABLES = [(edition, table) for edition in EDITIONS for table in form(edition).tables]

SAME = {
    "numbering": [
        "1.属于国家秘密",
        "1、属于国家秘密",
        "1．属于国家秘密",
        "1. 属于国家秘密",
        "（1）属于国家秘密",
        "属于国家秘密",
    ],
    "numerals": [
        "一、本年新收政府信息公开申请数量",
        "一. 本年新收政府信息公开申请数量",
        "1、本年新收政府信息公开申请数量",
    ],
    "brackets": [
        "（三）不予公开",
        "(三)不予公开",
        "（三） 不予公开",
        "(三）不予公开",
        "（ 三 ）不予公开",
        "〔三〕不予公开",
    ],
    "quotes": [
        "3.危及“三安全一稳定”",
        '3.危及"三安全一稳定"',
        "3、危及三安全一稳定",
        "3.危及「三安全一稳定」",
        "3.危及＂三安全一稳定＂",
    ],
    "commas": [
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "1.申请人无正当理由逾期不补正,行政机关不再处理其政府信息公开申请",
        "1.申请人无正当理由逾期不补正，行政机关\n不再处理其政府信息公开申请",
    ],
    "blanks": [
        "规章",
        "规 章",
        "规\u3000章",
        "\u00a0规章\u00a0",
        "规\u200b章",
        "\ufeff规章",
        "规\n章",
        "规\r\n章",
        "规\t章",
    ],
    "one a line": ["总计", "总\n计", "总\n\n计"],
    "widths": ["N/A", "Ｎ／Ａ", "n/a"],
    "slashes": ["本年增/减", "本年增／减", "本年增 / 减"],
    "unit": ["本年收费金额（单位：万元）", "本年收费金额(单位:万元)", "本年收费金额（ 单位：万元 ）"],
    "corner": [
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
        "(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)",
    ],
    "parts": [
        "一、总体情况",
        "第一部分 总体情况",
        "第一部分、总体情况",
        "第1部分：总体情况",
        "第一章 总体情况",
        "总体情况",
    ],
}

DIFFERENT = [
    ("三公经费", "公经费"),
    ("一般公共预算", "般公共预算"),
    ("二十条", "条"),
    ("第二十条第（一）项", "第二十条第（五）项"),
    ("（六）其他处理", "3.其他"),
    ("2019年", "2020年"),
    ("10", "1"),
    ("本年增", "本年减"),
    ("结果维持", "结果纠正"),
]


@pytest.mark.parametrize("variants", SAME.values(), ids=SAME)
def test_variants_fold_to_one_label(variants: list[str]) -> None:
    """A row whose label is spaced, numbered or punctuated otherwise would not be read."""
    assert len({fold(variant) for variant in variants}) == 1


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_only_looks_like_numbering_is_kept(one: str, other: str) -> None:
    """Two rows that fold alike would take each other's figures."""
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("（三） 不予　公开", "(三)不予公开"),
        ("\ufeff规\u200b章\u00a0", "规章"),
        ("本年增／减", "本年增/减"),
        ("１．属于国家秘密", "1.属于国家秘密"),
        ("危及“三安全一稳定”", "危及“三安全一稳定”"),
        ("采购\r\n总金额", "采购总金额"),
        ("", ""),
        ("\u3000\u00a0\t", ""),
    ],
)
def test_tight_forgets_blanks_and_width_alone(label: str, expected: str) -> None:
    """Wording is judged on tight labels: one that forgot more would let a wrong label pass as printed right."""
    assert tight(label) == expected


@pytest.mark.parametrize(
    ("text", "mark", "rest"),
    [
        ("一、总体情况", "一、", "总体情况"),
        ("4、政府信息", "4、", "政府信息"),
        ("1.属于国家秘密", "1.", "属于国家秘密"),
        ("1．属于国家秘密", "1．", "属于国家秘密"),
        ("12)甲", "12)", "甲"),
        ("十二、甲", "十二、", "甲"),
        ("(一)主动公开", "(一)", "主动公开"),
        ("（十一）甲", "（十一）", "甲"),
        ("第一部分总体情况", "第一部分", "总体情况"),
        ("第一部分:总体情况", "第一部分:", "总体情况"),
        ("第十章甲", "第十章", "甲"),
        ("第部分甲", "", "第部分甲"),
        ("第二十条", "", "第二十条"),
        ("三公经费", "", "三公经费"),
        ("2019年总体情况", "", "2019年总体情况"),
        ("(本列数据)", "", "(本列数据)"),
        ("()甲", "", "()甲"),
        ("(一甲", "", "(一甲"),
        ("一", "", "一"),
        ("、甲", "", "、甲"),
        ("", "", ""),
    ],
)
def test_numbering_is_split_off(text: str, mark: str, rest: str) -> None:
    """A numeral that is taken for a word hides a heading; a word taken for a numeral cuts a label."""
    assert split_numbering(text) == (mark, rest)


def test_numbering_of_text_as_printed() -> None:
    """Paragraphs are set by their numbering: full-width brackets and blanks in it must not hide it."""
    assert [numbering(text) for text in ("（ 一 ）甲", "１．甲", "\u30001. 甲", "甲")] == ["(一)", "1.", "1.", ""]


@given(st.text())
def test_splitting_loses_nothing(text: str) -> None:
    """The wording of a heading is judged by what is left after its numeral; a lost character would be a lost word."""
    mark, rest = split_numbering(text)
    assert mark + rest == text


LABELS = st.lists(
    st.sampled_from(
        [
            *'一二十0１19〇第部分章条、.．，:：)）(（〔〕“”" \u3000\u00a0\u200b\n总体情况其他/／-ＡaÅ',
            "部分",
            "㈠",
            "①",
            "㎡",
        ]
    ),
    max_size=10,
).map("".join)


@given(LABELS)
@example("“第一部分”总体情况")
def test_folding_twice_is_folding_once(label: str) -> None:
    """If folding again changed a label, whether two labels match would depend on how often each was folded."""
    assert fold(fold(label)) == fold(label)
    assert tight(tight(label)) == tight(label)


@given(st.text(max_size=12))
@example("İ")
@example("e\u200d\u0301")
def test_folding_any_text_twice_is_folding_once(label: str) -> None:
    """The same for whatever characters a damaged file holds."""
    assert tight(tight(label)) == tight(label)
    assert fold(fold(label)) == fold(label)


@given(LABELS)
def test_fold_sees_what_tight_sees(label: str) -> None:
    """Labels that are equal in print must be the same label."""
    assert fold(tight(label)) == fold(label)


# -- the labels of the forms --


def nodes(of: tuple[Node, ...]) -> Iterator[Node]:
    for node in of:
        yield node
        yield from nodes(node.children)


def wordings(node: Node) -> tuple[str, ...]:
    return (node.label, *node.aliases, *node.seen)


def table_of(edition: str, table: str) -> TableForm:
    return form(edition).table(table)


@pytest.mark.parametrize(("edition", "table"), TABLES)
def test_rows_fold_apart(edition: str, table: str) -> None:
    """Two rows that fold alike, by any wording the form knows, would take each other's figures."""
    seen: dict[str, str] = {}
    for panel in table_of(edition, table).panels:
        for node in nodes(panel.rows):
            for folded in {fold(wording) for wording in wordings(node)}:
                assert folded
                assert folded not in seen, f"{node.label} and {seen[folded]}"
                seen[folded] = node.label


@pytest.mark.parametrize(("edition", "table"), TABLES)
def test_columns_fold_apart(edition: str, table: str) -> None:
    """Two columns of a group that fold alike could be swapped and nobody would see it."""
    for panel in table_of(edition, table).panels:
        for siblings in (panel.columns, *(node.children for node in nodes(panel.columns))):
            folded = [w for node in siblings for w in dict.fromkeys(map(fold, wordings(node)))]
            assert len(folded) == len(set(folded))


@pytest.mark.parametrize(("edition", "table"), TABLES)
def test_no_label_is_a_figure_or_nothing(edition: str, table: str) -> None:
    """A label that folds to digits or to nothing would swallow a figure, or every empty cell."""
    for panel in table_of(edition, table).panels:
        for node in nodes((*panel.rows, *panel.columns)):
            for wording in wordings(node):
                assert fold(wording)
                assert not fold(wording).isnumeric()


@pytest.mark.parametrize(("edition", "table"), TABLES)
def test_blanks_widths_and_breaks_change_no_label(edition: str, table: str) -> None:
    """Whatever a word processor does to a label in a narrow cell, the row must still be found."""
    for panel in table_of(edition, table).panels:
        for node in nodes((*panel.rows, *panel.columns)):
            broken = "\n".join(node.label)
            spaced = "\u3000".join(node.label) + "\u00a0"
            narrow = node.label.replace("（", "(").replace("）", ")").replace("，", ",").replace("：", ":")
            assert {fold(broken), fold(spaced), fold(narrow)} == {fold(node.label)}
            assert {tight(broken), tight(spaced), tight(narrow)} == {tight(node.label)}


# -- width on a terminal --


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("12", 2),
        ("总计", 4),
        ("总计 12", 7),
        ("，。（）", 8),
        ("\u3000", 2),
        ("\u00a0", 1),
        ("０", 2),
        ("│", 1),
        ("\u200b", 0),
        ("e\u0301", 1),
        ("é", 1),
        ("\u200f", 0),
        ("😀", 2),
        ("𠮷", 2),
        ("カ\u3099", 2),
    ],
)
def test_display_width(text: str, width: int) -> None:
    """A drawing whose cells are measured wrong has crooked lines and cannot be read back."""
    assert display_width(text) == width


@given(st.text(), st.text())
@example("总", "\t")
def test_widths_add_up(one: str, other: str) -> None:
    """Columns are set by adding up widths; if they did not add up, borders would not meet."""
    assert display_width(one + other) == display_width(one) + display_width(other)

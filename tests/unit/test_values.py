"""What the text of one cell is read as, for every kind of figure: a table of texts, and the promise over any text."""

import decimal
import re
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ogirmodel.document.values import CellText, read_value, trim
from ogirmodel.findings import Finding, Location, Severity
from ogirmodel.forms import Cell, Number, form
from ogirmodel.lexicon import words
from ogirmodel.model import NOT_APPLICABLE, CellValue, Money
from ogirmodel.model.cells import BOUND

COUNT = form("2021").table("applications").by_path["new_received.natural_person"]
SIGNED = form("2019").table("disclosure").by_path["administrative_licensing.items_change"]
TEN_THOUSANDS = form("2021").table("disclosure").by_path["administrative_fees.amount"]
BARE_MONEY = form("2019").table("disclosure").by_path["centralized_procurement.amount"]
KINDS = {"count": COUNT, "signed": SIGNED, "in 万元": TEN_THOUSANDS, "money": BARE_MONEY}

Table = dict[str, tuple[CellValue, str]]


def cases(table: Table) -> pytest.MarkDecorator:
    """Make the parameters of a test: the text, what it is read as, and the code of the finding, empty for none."""
    rows = [pytest.param(text, value, code, id=repr(text[:24])) for text, (value, code) in table.items()]
    return pytest.mark.parametrize(("text", "value", "code"), rows)


def holds(text: str, cell: Cell, value: CellValue, code: str) -> CellText:
    """Assert value and code, and that a finding quotes the whole text but its outer blanks."""
    read = read_value(text, cell)
    assert (read.value, read.code) == (value, code)
    assert type(read.value) is type(value)
    if code:
        assert read.facts["quote"] == trim(text)
        assert trim(text).strip() in text
    else:
        assert read.facts == {}
    return read


NOTHING: Table = dict.fromkeys(
    ("", " ", "\xa0", "\u3000", "\u3000\xa0 ", "\u200b", "\ufeff", "\t", "\u2003\u2060", "\u200e\u200f"), (None, "")
)

MARKS: Table = dict.fromkeys(
    ("/", "／", "-", "--", "—", "——", "－", "无", "不涉及", "不适用", "N/A", "n/a", " /\u3000", "\\", "*"),
    (NOT_APPLICABLE, "U01"),
)

WORDS: Table = dict.fromkeys(
    (
        "本单位未制作规章",
        "没有",
        "见附件。",
        "NaN",
        "Infinity",
        "None",
        "？",
        "N／A",
        "元",
        "件",
        "（无）",
        "=SUM(A)",
        "+",
        "数据由上级机关统计，本机关不掌握",
    ),
    (NOT_APPLICABLE, "U01"),
)

NO_FIGURE: Table = dict.fromkeys(
    (
        "1_000",
        "²",
        "①",
        "Ⅳ",
        "١٠",
        "०",
        "½",
        "㈠",
        "五",
        "十二件",
        "〇",
        "零",
        "一",
        "三十五",
        "约60",
        "60余",
        "101余",
        "１０多",
        "1 2",
        "1\xa02",
        "1\u200b2",
        "1\u30002",
        "1\n2",
        "1/2",
        "1-2",
        "1—2",
        "1~2",
        "50%",
        "50％",
        "5‰",
        "=1+1",
        "=5",
        "1+1",
        "1e5",
        "1E5",
        "0x10",
        "0b1",
        "1,29",
        "12,345,6",
        "1,2345",
        "1234,567",
        "1,,295",
        ",295",
        "1,295,",
        "1.2.3",
        "5.",
        ".5",
        "10;",
        "10、",
        "10。",
        "(5)",
        "（5）",
        "'5",
        '"5"',
        "5?",
        "≥5",
        "<5",
        "5件（其中3件（结转））",
        "5件3",
        "5件件",
        "第5",
        "2025年",
        "3千",
        "1百",
        "5\u0338",
        "5\u20e3",
        "五5",
        "5五",
        "O5",
        "#5",
        "1234567890123456",
        "9" * 40,
        "9" * 5000,
        "1," * 3000 + "1",
        "9" * 5000 + "件",
        "1 234",
        "1'234",
        "1，23",
        "１，２９",
    ),
    (None, "T05"),
)


@pytest.mark.parametrize("kind", KINDS)
@cases(NOTHING | MARKS | WORDS | NO_FIGURE)
def test_what_is_no_figure_anywhere(kind: str, text: str, value: CellValue, code: str) -> None:
    """A blank, a mark, words or a doubtful figure that became a number would be published as somebody's count."""
    holds(text, KINDS[kind], value, code)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["近百", "数十件", "约五件", "近百件", "若干", "上千", "一百余件"])
def test_vague_words_are_no_figure_and_are_quoted(kind: str, text: str) -> None:
    """A number said vaguely must reach the person who can look it up, as a warning at least."""
    read = read_value(text, KINDS[kind])
    assert read.value in (None, NOT_APPLICABLE)
    assert read.code == "T05" or (read.code, read.severity) == ("U01", Severity.WARNING)
    assert read.facts["quote"] == text


COUNTS: Table = {
    "0": (0, ""),
    "5": (5, ""),
    "10": (10, ""),
    " 7 ": (7, ""),
    "\u00a07\u00a0": (7, ""),
    "\u3000\u30000": (0, ""),
    "\u200b12\u200b": (12, ""),
    "\ufeff12": (12, ""),
    "\u200e12\u2060": (12, ""),
    "\t12\n": (12, ""),
    "99999999": (99_999_999, ""),
    "999999999999999": (BOUND - 1, ""),
    "１２": (12, "U03"),
    "０": (0, "U03"),
    "\u3000１２９５\u3000": (1295, "U03"),
    "1,295": (1295, "U03"),
    "１，２９５": (1295, "U03"),
    "1，295": (1295, "U03"),
    "12,345,678": (12_345_678, "U03"),
    "007": (7, "U03"),
    "00": (0, "U03"),
    "10件": (10, "U03"),
    "6项": (6, "U03"),
    "201 件": (201, "U03"),
    "１０件": (10, "U03"),
    "3人次": (3, "U03"),
    "1,295件": (1295, "U03"),
    "22（其中修订16件）": (22, "U03"),
    "22(其中修订16件)": (22, "U03"),
    "22件 （其中修订16件）": (22, "U03"),
}

NO_COUNT: Table = dict.fromkeys(
    ("-1", "－1", "−1", "+3", "＋3", "增3", "减2", "10.5", "12.0", "１２．５", "0.37万元", "1万", "3元", "1,295.5"),
    (None, "T05"),
)


@cases(COUNTS | NO_COUNT)
def test_counts(text: str, value: CellValue, code: str) -> None:
    """A count is taken as it stands; anything added to it or odd about it is quoted, what is none is left blank."""
    holds(text, COUNT, value, code)


CHANGES: Table = {
    "0": (0, ""),
    "+3": (3, ""),
    "-2": (-2, ""),
    "3": (3, ""),
    " -417 ": (-417, ""),
    "+0": (0, ""),
    "＋０": (0, "U03"),
    "－2": (-2, "U03"),
    "−2": (-2, "U03"),
    "增3": (3, "U03"),
    "减2": (-2, "U03"),
    "增加3": (3, "U03"),
    "减少3": (-3, "U03"),
    "增1558": (1558, "U03"),
    "增 3": (3, "U03"),
    "减０": (0, "U03"),
    "+1,295": (1295, "U03"),
    "-3项": (-3, "U03"),
    "减3（合并）": (-3, "U03"),
    "-999999999999999": (1 - BOUND, ""),
}

NO_CHANGE: Table = dict.fromkeys(
    ("+3 -2", "增3减2", "--3", "+-3", "-+3", "增-3", "减-3", "减少-8", "3-", "-3.5", "+1.0", "-1,29", "不增3"),
    (None, "T05"),
)


@cases(CHANGES | NO_CHANGE)
def test_changes(text: str, value: CellValue, code: str) -> None:
    """A sign that is lost or doubled turns an increase into a decrease."""
    holds(text, SIGNED, value, code)


@pytest.mark.parametrize("text", ["- 3", "-\u30003", "-\n3", "+\u00a03"])
def test_a_sign_parted_from_its_figure_is_named(text: str) -> None:
    """A dash that says "nothing" and a figure beside it would become a decrease in silence."""
    read = read_value(text, SIGNED)
    assert read.code in {"U03", "T05"}
    assert read.facts["quote"] == text


def wan(amount: str) -> Money:
    return Money(amount, "万元")


AMOUNTS_IN_TEN_THOUSANDS: Table = {
    "0": (wan("0"), ""),
    "0.37": (wan("0.37"), ""),
    "0.370": (wan("0.37"), ""),
    "8040": (wan("8040"), ""),
    "190.457379": (wan("190.457379"), ""),
    "\u30002601.953875\u00a0": (wan("2601.953875"), ""),
    "999999999999999.999999": (wan("999999999999999.999999"), ""),
    "0.3700000": (wan("0.37"), ""),
    "0.37万元": (wan("0.37"), "U03"),
    "0.37 万元": (wan("0.37"), "U03"),
    "０．３７": (wan("0.37"), "U03"),
    "1,295.50": (wan("1295.5"), "U03"),
    "１，２９５": (wan("1295"), "U03"),
    "152790元": (wan("15.279"), "U04"),
    "152790 元": (wan("15.279"), "U04"),
    "152,790.00元": (wan("15.279"), "U04"),
    "0.01元": (wan("0.000001"), "U04"),
    "1亿元": (wan("10000"), "U04"),
    "1.5亿元": (wan("15000"), "U04"),
    "2601.953875万": (wan("2601.953875"), "U04"),
    "999999999999999元": (wan("99999999999.9999"), "U04"),
}

NO_AMOUNT: Table = dict.fromkeys(
    (
        "-1",
        "+3",
        "0.1234567",
        "1.2345678元",
        "0.001元",
        "1000000000000000",
        "999999999999999亿元",
        "0.37美元",
        "$0.37",
        "￥0.37",
        "0.37万元元",
        "0.37万亿",
        "10件",
        "1万2千",
        "1.2万5",
        "0.37.1",
        "1.295,5",
        "0." + "0" * 31,
        "0." + "9" * 5000,
    ),
    (None, "T05"),
)


@cases(AMOUNTS_IN_TEN_THOUSANDS | NO_AMOUNT)
def test_amounts_where_the_label_has_a_unit(text: str, value: CellValue, code: str) -> None:
    """A fee of 152790元 read as 152790万元 is wrong by ten thousand; the conversion must be exact and named."""
    holds(text, TEN_THOUSANDS, value, code)


AMOUNTS: Table = {
    "0": (Money("0"), ""),
    "8040": (Money("8040"), ""),
    "190.457379": (Money("190.457379"), ""),
    "0.37万元": (Money("0.37", "万元"), ""),
    "152790元": (Money("152790", "元"), ""),
    "152790.5元": (Money("152790.5", "元"), ""),
    "2601.953875万": (Money("2601.953875", "万元"), "U04"),
    "1亿元": (Money("10000", "万元"), "U04"),
    "1,295元": (Money("1295", "元"), "U03"),
}


@cases(AMOUNTS | {text: case for text, case in NO_AMOUNT.items() if text not in {"1.2345678元", "0.001元"}})
def test_amounts_where_the_label_has_no_unit(text: str, value: CellValue, code: str) -> None:
    """A unit that stands in the cell is part of the amount, one that does not stand there must not be made up."""
    holds(text, BARE_MONEY, value, code)


@pytest.mark.parametrize("text", ["007", "00.37", "０１", "000"])
def test_zeros_in_front_of_an_amount_are_named_as_in_a_count(text: str) -> None:
    """A figure that is not plainly one passes in silence in a money column, while a count column names it."""
    for cell in (TEN_THOUSANDS, BARE_MONEY):
        read = read_value(text, cell)
        assert read.code in {"U03", "T05"}
        assert read.facts["quote"] == text


@pytest.mark.parametrize("text", ["0,295", "００，２９５", "012,345", "000,001"])
def test_a_comma_after_a_zero_groups_no_thousands(text: str) -> None:
    """0,295 is a decimal with a comma or a slip; reading it as 295 is wrong by a thousand."""
    for cell in KINDS.values():
        assert read_value(text, cell).value is None
        assert read_value(text, cell).code == "T05"


@pytest.mark.parametrize("text", ["152790（元）", "152790(元)", "152790（单位：元）"])
def test_a_unit_in_brackets_is_a_unit(text: str) -> None:
    """152790（元） in a column of 万元 is 15.279; as a mere remark it would be read ten thousand times too large."""
    read = read_value(text, TEN_THOUSANDS)
    assert (read.value, read.code) in [(wan("15.279"), "U04"), (None, "T05")]
    assert read.facts["quote"] == text


@pytest.mark.parametrize("text", ["5（万件）", "5（千）", "5（约）", "5（估计数）"])
def test_a_remark_is_a_warning_that_quotes(text: str) -> None:
    """A remark may change what the figure means, so it may not pass as a mere hint."""
    read = read_value(text, COUNT)
    assert read.code in {"U03", "T05"}
    assert read.severity in {None, Severity.WARNING}
    assert read.facts["quote"] == text


@pytest.mark.parametrize("precision", [1, 4, 9])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("190.457379", wan("190.457379")),
        ("152790元", wan("15.279")),
        ("2601.953875万", wan("2601.953875")),
        ("999999999999999.999999", wan("999999999999999.999999")),
    ],
)
def test_amounts_do_not_depend_on_the_decimal_context(precision: int, text: str, expected: Money) -> None:
    """A program that works with few decimals elsewhere must not get rounded amounts from us, nor an exception."""
    with decimal.localcontext(decimal.Context(prec=precision)):
        assert read_value(text, TEN_THOUSANDS).value == expected
    with decimal.localcontext(decimal.Context(prec=precision, traps=[decimal.Inexact, decimal.Rounded])):
        assert read_value(text, TEN_THOUSANDS).value == expected


def test_a_conversion_that_is_not_exact_is_refused() -> None:
    """More digits than are kept must not be rounded away on the way from 元 to 万元."""
    for text in ("100000000000000.000000000000001元", "0.0000000000000000000000000001元"):
        assert holds(text, TEN_THOUSANDS, None, "T05").facts["quote"] == text


# -- over any text --

DIGITS = "0123456789０１２３４５６７８９"
PIECES = [
    *DIGITS,
    *",，.．+＋-－−/ \u00a0\u3000\u200b\ufeff()（）件项元万亿增减约余五十①²١½Ⅳ%_=eExN\n\t",
    "万元",
    "亿元",
    "增加",
]
TEXTS = st.text() | st.lists(st.sampled_from(PIECES), max_size=9).map("".join) | st.from_regex(r"[+-]?[0-9]{1,18}")
PLAIN = {
    Number.COUNT: re.compile(r"0|[1-9][0-9]*"),
    Number.SIGNED: re.compile(r"(?:[+-]\s*)?(?:0|[1-9][0-9]*)"),
    Number.MONEY: re.compile(r"[0-9]+(?:\.[0-9]+)?(?:\s*(?:万元|元))?"),
}


def ascii_digits(text: str) -> str:
    return "".join(str(DIGITS.index(c) % 10) if c in DIGITS else c for c in text).replace("，", ",").replace("．", ".")


def amounts_of(text: str, cell: Cell) -> set[Decimal]:
    """Return what the first figure of ``text`` may mean: itself, or itself times a unit that stands in the text."""
    found = re.search(r"[0-9][0-9,]*(?:\.[0-9]+)?", ascii_digits(text))
    assert found, "a figure that is not in the text"
    stated = Decimal(found[0].replace(",", ""))
    yuan: dict[str, int] = words("marks")["money"]
    wanted = yuan[cell.unit or "万元"]
    return {stated, *(stated * factor / wanted for unit, factor in yuan.items() if unit in text)}


@given(st.sampled_from(list(KINDS)), TEXTS)
@example("signed", "增")
@example("count", "1\u0301")
@example("in 万元", "0" * 20 + "1")
def test_any_text_gives_a_value_or_a_finding_that_quotes_it(kind: str, text: str) -> None:
    """Whatever stands in a cell, no figure comes from nowhere and none goes without a word."""
    cell = KINDS[kind]
    read = read_value(text, cell)
    bare = trim(text)
    if read.code:
        assert read.facts["quote"] == bare
        assert read.code in words("codes")
    else:
        assert bare == "" or PLAIN[cell.number].fullmatch(bare)
    match read.value:
        case None:
            assert read.code == "T05" or bare == ""
        case Money(value=amount, unit=unit):
            assert cell.number == Number.MONEY
            assert unit == (cell.unit or unit)
            assert amount in amounts_of(text, cell)
        case int(count):
            assert cell.number != Number.MONEY
            assert abs(count) in amounts_of(text, cell)
            assert count >= 0 or (cell.number == Number.SIGNED and re.search("[-－−﹣–减]", text))
            assert -BOUND < count < BOUND
        case mark:
            assert mark is NOT_APPLICABLE
            assert read.code == "U01"
            assert not any(unicodedata.category(c)[0] == "N" for c in bare)


@given(st.integers(0, BOUND - 1), st.sampled_from(["", " ", "\u00a0", "\u3000", "\u200b", "\ufeff"]))
def test_every_plain_figure_is_read_as_it_stands(figure: int, blanks: str) -> None:
    """What the renderers print must come back, in every kind of cell, without a finding."""
    for cell in (COUNT, SIGNED):
        assert read_value(f"{blanks}{figure}{blanks}", cell) == CellText(figure)
    assert read_value(f"{blanks}{figure}{blanks}", BARE_MONEY) == CellText(Money(figure))
    assert read_value(f"{blanks}{-figure:+d}{blanks}", SIGNED) == CellText(-figure)


@given(st.text(st.sampled_from(" \u00a0\u3000\u200b\ufeff\u2060\t\n1/五"), max_size=12))
def test_trim_takes_outer_blanks_only(text: str) -> None:
    """A quoted cell must be found again in the source, so nothing inside it may be changed."""
    bare = trim(text)
    assert bare in text
    assert bare == "" or (bare[0] in "1/五" and bare[-1] in "1/五")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["/", "无可奉告", "约60", "10件", "1,295", "22（其中修订16件）", "152790元", "减3"])
def test_the_sentence_shows_what_stands_in_the_cell(kind: str, text: str) -> None:
    """A finding that does not show the text sends a clerk looking through 200 cells."""
    cell = KINDS[kind]
    read = read_value(text, cell)
    if read.code:
        place = Location("2021" if cell is not SIGNED and cell is not BARE_MONEY else "2019")
        finding = Finding.of(read.code, place, read.variant, severity=read.severity, **read.facts)
        assert text in finding.text("zh")
        assert text in finding.text("en")

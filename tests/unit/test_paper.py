"""What is said outside the tables: titles, headings, dates, and the names that sign."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogirmodel.document.compose import date_text
from ogirmodel.document.paper import looks_like_organ, match_heading, match_title, read_date
from ogirmodel.forms import Form, form
from ogirmodel.model import Organ
from ogirmodel.model.report import standard_title

FORMS = (form("2019"), form("2021"))
ORGAN = "云溪县清河镇人民政府"
each_form = pytest.mark.parametrize("statute", FORMS, ids=lambda statute: statute.edition)


def titled(*lines: str) -> tuple[str | None, int] | None:
    found = match_title(lines, FORMS)
    return (found.organ, found.year) if found else None


# -- titles --


@each_form
def test_the_standard_title_is_found(statute: Form) -> None:
    """The title that the form prescribes must name organ and year, or every report needs --organ and --year."""
    assert titled(standard_title(statute, Organ(ORGAN), 2025)) == (ORGAN, 2025)


@pytest.mark.parametrize("template", sorted({t for f in FORMS for t in f.title_aliases}))
def test_other_wordings_name_the_same_organ_and_year(template: str) -> None:
    """A wording that takes a word of the title into the organ's name signs the report with a wrong name."""
    assert titled(template.replace("{organ}", ORGAN).replace("{year}", "2025")) == (ORGAN, 2025)


@pytest.mark.parametrize(
    "lines",
    [
        (ORGAN, "2025年政府信息公开工作年度报告"),
        (f"{ORGAN}2025年政府信息公开工作", "年度报告"),
        (ORGAN, "2025年政府信息公开", "工作年度报告"),
        ("云溪县", "清河镇人民政府", "2025年政府信息公开工作年度报告"),
        (f"{ORGAN}20", "25年政府信息公开工作年度报告"),
        (f"  {ORGAN}\u3000", "\u00a02025年政府信息公开工作年度报告\u3000"),
        (f"{ORGAN} 2025 年政府信息公开工作年度报告",),
        (f"{ORGAN}\u30002025\u3000年 政府信息公开 工作年度报告",),
        (f"{ORGAN}2 0 2 5年政府信息公开工作年度报告",),
        (f"{ORGAN}２０２５年政府信息公开工作年度报告",),
        (f"{ORGAN}2025年度政府信息公开工作年度报告",),
        (f"2025年{ORGAN}政府信息公开工作年度报告",),
        ("2025年度", ORGAN, "政府信息公开工作年度报告"),
        (f"{ORGAN}关于2025年度政府信息公开情况的报告",),
    ],
)
def test_a_title_is_found_however_it_is_set(lines: tuple[str, ...]) -> None:
    """Line breaks, blanks around the year and full-width digits cost neither organ nor year."""
    assert titled(*lines) == (ORGAN, 2025)


@pytest.mark.parametrize(
    "title",
    [
        "2025年政府信息公开工作年度报告",
        "2025年度政府信息公开工作年度报告",
        "２０２５年度政府信息公开工作年度报告",
        " 2025 年 度 政府信息公开工作年度报告",
        "关于2025年度政府信息公开情况的报告",
        "2025年度政府信息公开年度工作报告",
        "二〇二五年政府信息公开工作年度报告",
    ],
)
def test_a_title_without_an_organ_still_names_the_year(title: str) -> None:
    """A page that leaves the organ to its head says the year, and the organ is asked for."""
    assert titled(title) == (None, 2025)


@pytest.mark.parametrize(
    "title",
    [
        f"关于{ORGAN}2025年度政府信息公开工作情况的报告",
        f"2025年度{ORGAN}政府信息公开工作年度报告",
        f"{ORGAN}二〇二五年政府信息公开工作年度报告",
        f"首页>政务公开>{ORGAN}2025年政府信息公开年报",
        f"{ORGAN}2025年政务公开工作情况报告",
    ],
)
def test_a_title_in_words_of_its_own(title: str) -> None:
    """Offices word the title in many ways; organ and year are found in them all."""
    assert titled(title) == (ORGAN, 2025)


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("",),
        (f"{ORGAN}政府信息公开工作年度报告",),
        (f"{ORGAN}25年政府信息公开工作年度报告",),
        (f"{ORGAN}2025年政府信息公开工作年度报告编制说明",),
        (f"《{ORGAN}2025年政府信息公开工作年度报告》已经公布。",),
        (f"{ORGAN}2025年工作总结",),
        (ORGAN,),
        ("甲" * 190 + "2025年政府信息公开工作年度报告",),
    ],
)
def test_what_is_no_title(lines: tuple[str, ...]) -> None:
    """A sentence taken for the title is lost from the prose, and its words become the organ's name."""
    assert titled(*lines) is None


@pytest.mark.parametrize(
    "title",
    [
        f"2025年度{ORGAN}2025年政府信息公开工作年度报告",
        f"{ORGAN}2025年度2025年政府信息公开工作年度报告",
        f"2025年{ORGAN}2025年度政府信息公开工作年度报告",
    ],
)
def test_a_year_said_twice_is_no_part_of_the_name(title: str) -> None:
    """A name with a year in it is nobody's name: the report must name the organ, or ask for it."""
    found = titled(title)
    assert found in (None, (ORGAN, 2025))


def test_the_text_of_a_title_is_kept() -> None:
    """A title of its own wording must be printed again as it was."""
    found = match_title([f"{ORGAN} ", " 2025年度政府信息公开工作报告"], FORMS)
    assert found is not None
    assert found.text == f"{ORGAN}2025年度政府信息公开工作报告"


@given(st.lists(st.text(max_size=40), max_size=4))
def test_no_lines_make_a_title_fail(lines: list[str]) -> None:
    """Whatever a file begins with, looking for a title ends without an exception."""
    found = match_title(lines, FORMS)
    assert found is None or (1000 > found.year >= 0 or 1000 <= found.year <= 9999)


@pytest.mark.parametrize("line", ["1" * 199, "甲" + " " * 197 + "乙", "1 " * 99 + "1", "2025年" * 40, "年度" * 99])
def test_a_line_that_is_no_title_is_soon_seen_to_be_none(line: str) -> None:
    """A file of a megabyte has thousands of lines; a pattern that goes back and forth takes minutes for them."""
    for number in range(50):
        assert match_title([line[number % 3 :], str(number)], FORMS) is None


# -- headings --


@each_form
def test_every_heading_of_the_form_is_right(statute: Form) -> None:
    """A heading printed as the form has it must raise nothing."""
    for section in statute.sections:
        found = match_heading(section.heading, statute)
        assert found is not None
        assert (found.section.id, found.numbered_right, found.worded_right) == (section.id, True, True)


@each_form
def test_aliases_are_silent_and_seen_wordings_named(statute: Form) -> None:
    """The form decides which wordings may pass; another severity would alarm offices for nothing, or spare them."""
    for number, section in enumerate(statute.sections):
        numeral = "一二三四五六"[number]
        for wording, right in [*((w, True) for w in section.aliases), *((w, False) for w in section.seen)]:
            found = match_heading(f"{numeral}、{wording}", statute)
            assert found is not None
            assert (found.section.id, found.numbered_right, found.worded_right) == (section.id, True, right)


@pytest.mark.parametrize(
    ("text", "numbered_right"),
    [
        ("四、政府信息公开行政复议、行政诉讼情况", True),
        ("四、 政府信息公开行政复议、行政诉讼情况\u3000", True),
        ("四、政府信息公开行政复议,行政诉讼情况：", True),
        ("四 、 政府信息公开行政复议、行政诉讼情况", True),
        ("\ufeff四、政府信息公开行政复议、行政诉讼情况", True),
        ("4、 政府信息公开行政复议、行政诉讼情况", False),
        ("4.政府信息公开行政复议、行政诉讼情况", False),
        ("４．政府信息公开行政复议、行政诉讼情况", False),
        ("五、政府信息公开行政复议、行政诉讼情况", False),
        ("四.政府信息公开行政复议、行政诉讼情况", False),
        ("四．政府信息公开行政复议、行政诉讼情况", False),
        ("第四部分 政府信息公开行政复议、行政诉讼情况", False),
        ("第四部分：政府信息公开行政复议、行政诉讼情况", False),
        ("政府信息公开行政复议、行政诉讼情况", False),
    ],
)
def test_a_heading_is_found_by_its_words_and_judged_by_its_numeral(text: str, *, numbered_right: bool) -> None:
    """A wrong numeral must not hide the section, nor pass in silence."""
    found = match_heading(text, form("2021"))
    assert found is not None
    assert (found.section.id, found.numbered_right, found.worded_right) == ("review_litigation", numbered_right, True)
    assert found.text == text


@each_form
@pytest.mark.parametrize("mark", ["（一）", "(一)", "（1）", "（四）", "〔一〕", "（ 一 ）", "\u3000（一） "])
def test_a_sub_heading_is_no_heading(statute: Form, mark: str) -> None:
    """（二）主动公开政府信息情况 inside section one would open section two and take the prose with it."""
    for section in statute.sections:
        assert match_heading(mark + section.heading[2:], statute) is None


@each_form
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "一、",
        "四",
        "一、总体情况良好。",
        "一、总体情况见下。",
        "总体情况如下",
        "主动公开",
        "二、主动公开政府信息情况第二十条",
        "（一）",
        "1、建立组织推进机制。",
        "一、总体情况\u3000" * 20,
        "申请人情况",
    ],
)
def test_what_is_no_heading(statute: Form, text: str) -> None:
    """A sentence taken for a heading is lost from the prose."""
    assert match_heading(text, statute) is None


@given(st.text(max_size=70))
def test_no_line_makes_a_heading_fail(text: str) -> None:
    """Every line of every file is asked whether it is a heading."""
    found = match_heading(text, FORMS[1])
    assert found is None or found.text == text


# -- dates --


@pytest.mark.parametrize(
    ("text", "date", "well_formed"),
    [
        ("2026年1月9日", (2026, 1, 9), True),
        ("\u3000 2026年1月19日 ", (2026, 1, 19), True),
        ("2026 年 1 月 19 日", (2026, 1, 19), True),
        ("2026年12月31日", (2026, 12, 31), True),
        ("2024年2月29日", (2024, 2, 29), True),
        ("２０２６年１月１９日", (2026, 1, 19), True),
        ("2026年01月09日", (2026, 1, 9), False),
        ("2026年1月09日", (2026, 1, 9), False),
        ("二〇二六年一月九日", (2026, 1, 9), False),
        ("二○二六年一月十日", (2026, 1, 10), False),
        ("二零二六年十月十一日", (2026, 10, 11), False),
        ("二〇二六年十一月二十日", (2026, 11, 20), False),
        ("二〇二六年十二月三十一日", (2026, 12, 31), False),
        ("二〇二六年一月二十九日", (2026, 1, 29), False),
        ("2026年一月19日", (2026, 1, 19), False),
    ],
)
def test_dates(text: str, date: tuple[int, int, int], *, well_formed: bool) -> None:
    """A date read wrong says that a report was signed in another year, and a form that is off must be named."""
    found = read_date(text)
    assert found is not None
    assert (found.date, found.well_formed) == (datetime.date(*date), well_formed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "日",
        "年月日",
        "2026年",
        "2026年1月",
        "1月19日",
        "26年1月19日",
        "02026年1月19日",
        "2026年0月1日",
        "2026年1月0日",
        "2026年13月1日",
        "2026年2月29日",
        "2026年1月32日",
        "0000年1月1日",
        "2026年1月19日前",
        "截至2026年1月19日",
        "2026年1月19日2026年1月19日",
        "2026年-1月19日",
        "2026年1.5月19日",
        "2026年1月XX日",
        "2026年十十月1日",
        "2026年百月1日",
        "二〇二六年一月三十二日",
        "2026-01-19",
        "2026.1.19",
        "本报告统计期限为2026年1月1日至12月31日",
        "2026年" + "0" * 5000 + "1月1日",
    ],
)
def test_what_is_no_date(text: str) -> None:
    """A sentence or an impossible day taken for the date of signature is a made-up date."""
    assert read_date(text) is None


@given(st.dates(datetime.date(1000, 1, 1)))
def test_every_date_that_is_printed_is_read(date: datetime.date) -> None:
    """What compose prints, recognise must read, without calling it ill-formed."""
    found = read_date(date_text(date))
    assert found is not None
    assert (found.date, found.well_formed) == (date, True)


@given(st.dates(datetime.date(1000, 1, 1)))
def test_every_date_in_chinese_numerals_is_read(date: datetime.date) -> None:
    """Many offices sign in Chinese numerals; each day of the year must be the right one."""

    def spelt(number: int) -> str:
        ten, one = divmod(number, 10)
        tens = "" if not ten else "十" if ten == 1 else "〇一二三四五六七八九"[ten] + "十"
        return tens + ("〇一二三四五六七八九"[one] if one else "")

    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(date.year))
    found = read_date(f"{year}年{spelt(date.month)}月{spelt(date.day)}日")
    assert found is not None
    assert found.date == date
    assert not found.well_formed


@given(
    st.text(st.sampled_from("0123456789０１²①Ⅳ一二十〇○百千廿年月日 \u3000\u200b-/.至"), max_size=16)
    | st.text(max_size=16)
)
def test_no_text_makes_a_date_fail(text: str) -> None:
    """Every last line of every file is asked whether it is a date."""
    found = read_date(text)
    if found is not None and found.well_formed:
        assert all(str(part) in "".join(map(_narrow, text)) for part in found.date.timetuple()[:3])


def _narrow(character: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFKC", character)


# -- names --


@pytest.mark.parametrize(
    "name",
    [
        ORGAN,
        " 云溪县教育局\u3000",
        "云溪县人民政府办公室",
        "国家税务总局云溪县税务局",
        "云溪县青石街道办事处",
        "云溪县发展和改革委员会",
        "中共云溪县委办公室（云溪县档案局）云溪县档案局",
        "云溪县公安局交通警察大队",
    ],
)
def test_names_that_sign(name: str) -> None:
    """A name that is not taken for one is left in the prose of the last section."""
    assert looks_like_organ(name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "特此报告。",
        "联系人：张三",
        "以上情况，由办公室",
        "本年度没有其他需要报告的事项",
        "2026年1月19日",
        "编制单位：云溪县教育局",
        "云溪县教育局。",
        "如有疑问请联系云溪县教育局；云溪县清河镇人民政府",
        "甲" * 60 + "局",
    ],
)
def test_sentences_that_do_not_sign(text: str) -> None:
    """A sentence taken for the signature is lost from the prose."""
    assert not looks_like_organ(text)

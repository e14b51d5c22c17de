"""No report, however odd, breaks a check: every finding has its sentence in both languages."""

from hypothesis import given
from hypothesis import strategies as st

from ogirmodel import Report, check
from ogirmodel.findings import as_data
from ogirmodel.messages import LANGUAGES
from ogirmodel.testing import sample
from ogirmodel.testing.strategies import organ_names, reports

ODD = """
三 个 两 十 12 3. ①  （一） （ ） 一是 第二， 其三： 方面 问题 的 不足 线索 ： 。 ； ， 、 改进 整改 已 上年 下一步 将
发出收费通知 0 件 通知金额 1,2.3 元 万元 实际收取 总金额 2026年 六 部分 组成 第 报告 无 统计期限 1月1日 𠮷 <b> 100%
"""
WORDS = st.lists(st.sampled_from(["\n", *ODD.split()]), max_size=40).map("".join)
SECTIONS = ("overview", "problems", "other_matters")


def spoken(report: Report, previous: Report | None = None, *components: Report) -> None:
    """Hold every finding to a sentence."""
    for finding in check(report, previous=previous, components=components):
        assert as_data(finding)
        for language in LANGUAGES:
            text = finding.text(language)
            assert text.isprintable()
            assert text.endswith((".", "。"))


@given(reports(), reports(), reports())
def test_odd_figures_break_no_check(report: Report, last: Report, component: Report) -> None:
    """A check that fails on one report in a thousand stops a whole batch."""
    spoken(report)
    spoken(report, last.replace(year=report.year - 1), component.replace(year=report.year), last)


@given(st.tuples(WORDS, WORDS, WORDS), WORDS, organ_names(), st.sampled_from(["2019", "2021"]))
def test_odd_words_break_no_check(told: tuple[str, str, str], preface: str, organ: str, edition: str) -> None:
    """Half a list, a number without an end, or a copied line would end in a traceback."""
    report = sample(edition).replace(organ=organ, preface=preface, signed_by=organ[::-1])
    prose = {section: text.split("\n") for section, text in zip(SECTIONS, told, strict=True)}
    odd = report.replace(sections={**report.sections, **prose})
    spoken(odd, odd.replace(year=odd.year - 1), odd)

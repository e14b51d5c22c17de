"""Findings shown in the page that they are about."""

import re

from ogirmodel import check, compose, render
from ogirmodel.renderers.html import HtmlRenderer
from ogirmodel.testing import sample

CELL = ("outcomes.disclosed", "natural_person")


def wrong() -> str:
    """Return the page of a report with one wrong figure, marked with what the check found."""
    report = sample("2021").filled
    count = report.applications[CELL]
    assert isinstance(count, int)
    report = report.replace(tables={**report.tables, "applications": report.applications.replace({CELL: count + 1})})
    return render(compose(report, check(report)), "html").decode()


def test_a_sound_report_has_no_marks() -> None:
    """A page to be published must not speak of checks."""
    assert "<mark" not in render(compose(sample("2021")), "html").decode()
    assert "ogi-findings" not in render(sample("2021"), "html").decode()


def test_a_wrong_figure_is_marked_where_it_stands() -> None:
    """Whoever mends a report looks for the cells of the broken identity, and no others."""
    page = wrong()
    marked = re.findall(r'data-cell="([^"]*)"[^>]*><mark class="error"', page)
    assert "applications." + ".".join(CELL) in marked
    assert "applications.new_received.commercial_enterprise" not in marked
    assert "applications.outcomes.withheld.state_secret.commercial_enterprise" not in marked
    assert page.index("ogi-findings") < page.index('<article class="ogi"')


def test_what_concerns_the_whole_report_stands_at_its_title() -> None:
    """A finding without a place is easily overlooked."""
    report = sample("2021").replace(signed_on="2021-01-01")
    page = render(compose(report, check(report)), "html").decode()
    assert re.search(r"<h1><mark class=\"error\" title=\"[^\"]*2021-01-01", page)


def test_marks_are_escaped() -> None:
    """What a report says may not become markup by way of a finding."""
    report = sample("2021").replace(signed_by="<script>", signed_on="2021-01-01")
    assert "<script>" not in HtmlRenderer().render(compose(report, check(report))).decode()

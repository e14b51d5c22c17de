"""Markdown keeps what renderers promise, and its tables can be read."""

from ogirmodel import render
from ogirmodel.testing import RendererContract, sample
from ogirmodel_markdown import MarkdownRenderer


class TestMarkdownRenderer(RendererContract):
    """The whole battery."""

    renderer = MarkdownRenderer()
    format = "md"


def test_a_row_can_be_read_by_itself() -> None:
    """A figure whose labels stand three rows further up is taken for another."""
    lines = render(sample("2021"), "md").decode().splitlines()
    (row,) = (line for line in lines if "属于国家秘密" in line)
    assert row.startswith("| 三、本年度办理结果 | （三）不予公开 | 1.属于国家秘密 |")
    assert any("申请人情况 / 法人或其他组织 / 商业企业" in line for line in lines)


def test_every_row_of_a_table_has_as_many_cells() -> None:
    """A table with a row too long is no table but text."""
    tables = [part for part in render(sample("2021", "odd-text"), "md").decode().split("\n\n") if part.startswith("|")]
    assert len(tables) == 3
    assert all(len({row.count("|") for row in table.splitlines()}) == 1 for table in tables)

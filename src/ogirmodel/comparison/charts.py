"""The charts of a comparison: what became of the requests of two years, by the roles of the form."""

from collections.abc import Iterable, Iterator

from ogirmodel.document import Chart, Series
from ogirmodel.forms import Node, TableForm
from ogirmodel.labels import split_numbering, tight
from ogirmodel.lexicon import words
from ogirmodel.model import CellValue, Report, Table
from ogirmodel.model.cells import add

__all__ = ["charts"]

FLOW = ("received", "carried_in", "outcome_total", "carried_out")
"""The rows of the first chart, by role."""


def charts(table: TableForm, now: Report, before: Report) -> Iterator[Chart]:
    """Yield the charts of ``table``: none where it does not count requests. Each report speaks in its own form."""
    said = words("comparison")
    rows = [row for role in FLOW for row in table.rows_with(role)]
    outcomes = _outcomes(table)
    if len(rows) != len(FLOW) or outcomes is None or not table.columns_with("total"):
        return
    total = table.rows_with("outcome_total")
    parts = [(_path(outcomes, child), child) for child in outcomes.children]
    parts = [(path, child) for path, child in parts if path not in total]
    labels = [outcomes.label if row in total else table.row_of[row].node.label for row in rows]
    yield _chart(said["requests"], labels, rows, table.id, (before, now))
    yield _chart(
        said["outcomes"], [child.label for _, child in parts], [path for path, _ in parts], table.id, (before, now)
    )


def _outcomes(table: TableForm) -> Node | None:
    """Return the group of rows that says what became of the requests."""
    groups = (node for panel in table.panels for node in panel.rows if node.children)
    return next((node for node in groups if node.role == "outcomes" and node.key), None)


def _path(group: Node, child: Node) -> str:
    return f"{group.key}.{child.key}"


def _chart(
    caption: str, labels: Iterable[str], paths: Iterable[str], table: str, reports: tuple[Report, Report]
) -> Chart:
    said = words("comparison")
    held = tuple(paths)
    series = tuple(
        Series(said["year"].format(year=report.year), tuple(_count(report.filled.tables.get(table), p) for p in held))
        for report in reports
    )
    return Chart(caption, tuple(map(_short, labels)), series, said["unit"])


def _count(table: Table | None, path: str) -> int | None:
    """Return the total of a row, or of all the rows below a group; an edition may have parted one into several."""
    if table is None:
        return None
    (column,) = table.form.columns_with("total") or ("",)
    rows = [row.path for row in table.form.rows if row.path == path or row.path.startswith(f"{path}.")]
    values: list[CellValue] = [table[row, column] for row in rows if (row, column) in table.form.index]
    found = add(values) if values else None
    return found if isinstance(found, int) else None


def _short(label: str) -> str:
    """Return a label without its numbering and without what it says in brackets."""
    bare = split_numbering(tight(label))[1]
    for opening in words("paper")["openers"]:
        bare = bare.partition(opening)[0] or bare
    return bare

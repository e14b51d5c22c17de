"""A government beside the organs whose reports it adds up: A01, A02 and A03."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ogirmodel.checks.frame import Context, amount, rule
from ogirmodel.findings import Finding, Severity
from ogirmodel.model import CellValue, Money, Report, carried
from ogirmodel.model.cells import add

__all__ = ["other_kind", "sums_of_components", "who_reports"]


@rule("A03")
def other_kind(context: Context) -> Iterator[Finding]:
    """Name a component of another year, or of an edition whose figures cannot be carried over: it is not added up."""
    for component in context.components:
        if _carried(component, context.report) is None:
            yield Finding.of(
                "A03", context.at(), organ=component.organ.name, year=component.year, edition=component.edition
            )


@rule("A02")
def who_reports(context: Context) -> Iterator[Finding]:
    """Name a component that is counted twice, and one that is expected and missing."""
    organs = [component.organ for component in _counted(context)]
    held = Counter(organ.name for organ in organs)
    for name, times in held.items():
        if times > 1:
            yield Finding.of("A02", context.at(), "twice", organ=name, times=times)
    for organ in organs:
        if organ.name == context.report.organ.name:
            yield Finding.of("A02", context.at(), "itself", organ=organ.name)
        elif organ.parent in held:
            yield Finding.of("A02", context.at(), "inside", organ=organ.name, parent=organ.parent)
    for name in context.parameters.components if context.components else ():
        if name not in held:
            yield Finding.of("A02", context.at(), "missing", organ=name)


@rule("A01")
def sums_of_components(context: Context) -> Iterator[Finding]:
    """Hold every cell against the sum of the components, and name the component that explains a difference."""
    components = _counted(context)
    if not components:
        return
    for table in context.filled.tables.values():
        others = [component.filled.tables.get(table.id) for component in components]
        unknown = 0
        for cell in table.form.cells:
            parts = [None if other is None else other.values[cell.index] for other in others]
            total = add(parts)
            difference = add([table.values[cell.index]], [total]) if not isinstance(total, Decimal) else None
            if difference is None:
                unknown += 1
                continue
            if amount(difference) == 0:
                continue
            place = context.at(table=table.id, row=cell.row.path, column=cell.column.key)
            organ = _explains(difference, parts, components)
            yield Finding.of(
                "A01",
                place,
                "component" if organ else "",
                value=table.values[cell.index],
                total=total,
                difference=abs(amount(difference)),
                organ=organ,
            )
        if unknown:
            place = context.at(table=table.id)
            yield Finding.of("A01", place, "unjudged", severity=Severity.UNJUDGED, count=unknown)


def _counted(context: Context) -> list[Report]:
    """Return the components that are added up, each with its figures in the edition of the report."""
    carried_over = (_carried(component, context.report) for component in context.components)
    return [component for component in carried_over if component is not None]


def _carried(component: Report, report: Report) -> Report | None:
    return carried(component, report.edition) if component.year == report.year else None


def _explains(difference: int | Decimal | Money, parts: Sequence[CellValue], components: Sequence[Report]) -> str:
    """Return the one organ whose own figure is the difference: it was left out, or counted twice."""
    wanted = abs(amount(difference))
    held = zip(components, parts, strict=True)
    named = [one.organ.name for one, part in held if part is not None and amount(part) == wanted]
    return named[0] if len(named) == 1 else ""

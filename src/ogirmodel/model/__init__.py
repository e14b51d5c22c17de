"""The hub of meaning: a report as immutable values.

A report that is structurally wrong cannot exist; one whose figures do not add up can, because it must be
representable to be reported on. Nothing here knows how a report looks or is stored.
"""

from ogirmodel.model.carry import carried
from ogirmodel.model.cells import NOT_APPLICABLE, CellValue, Money, NotApplicable
from ogirmodel.model.organ import Organ
from ogirmodel.model.report import Report, blank
from ogirmodel.model.table import Table
from ogirmodel.model.tables import ApplicationMatrix, DisclosureTable, ReviewLitigation, make_table

__all__ = [
    "NOT_APPLICABLE",
    "ApplicationMatrix",
    "CellValue",
    "DisclosureTable",
    "Money",
    "NotApplicable",
    "Organ",
    "Report",
    "ReviewLitigation",
    "Table",
    "blank",
    "carried",
    "make_table",
]

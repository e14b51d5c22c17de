"""The case register: from the rows that an office keeps to its annual report.

``Case``, ``Proceeding`` and ``NormativeDocument`` are the rows, ``tally`` counts them, a ``RegisterMap`` explains a
register in words and columns of its own, ``read_register`` reads one from a file. A report and findings come out; how
they look is not known here.
"""

from ogirmodel.ledger.case import Case, Decisions, NormativeDocument, Proceeding, ProcessingFee
from ogirmodel.ledger.map import RegisterMap, RowMap
from ogirmodel.ledger.mapfile import load_map
from ogirmodel.ledger.tallies import tally, tally_all

__all__ = [
    "Case",
    "Decisions",
    "NormativeDocument",
    "Proceeding",
    "ProcessingFee",
    "RegisterMap",
    "RowMap",
    "load_map",
    "tally",
    "tally_all",
]

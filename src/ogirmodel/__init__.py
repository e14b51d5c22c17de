"""Model, check, read and render China's statutory annual report on open government information.

The report is the 政府信息公开工作年度报告 of Art. 49 and 50 of the Regulations on Open Government
Information. Importing this package loads attrs and cattrs and nothing heavier.

>>> import ogirmodel
>>> report = ogirmodel.blank("某镇人民政府", 2025).blanks_as_zero()
>>> report.applications.received
0
"""

from importlib import import_module
from typing import TYPE_CHECKING

from ogirmodel.api import (
    Format,
    blank,
    check,
    compare,
    compose,
    diagnose,
    dump,
    editions,
    explain,
    formats,
    load,
    read,
    recognise,
    render,
    schema,
    total,
    write,
)
from ogirmodel.checks import Parameters, Policy
from ogirmodel.checks.diagnosis import Diagnosis
from ogirmodel.document import Document
from ogirmodel.errors import (
    CheckFailed,
    FormError,
    LimitExceeded,
    OgirError,
    PluginConflict,
    PluginUnavailable,
    ReadError,
    StructureError,
    UnknownName,
    WriteError,
)
from ogirmodel.findings import Basis, Finding, Location, Reading, Severity
from ogirmodel.limits import Limits
from ogirmodel.model import (
    NOT_APPLICABLE,
    ApplicationMatrix,
    DisclosureTable,
    Money,
    Organ,
    Report,
    ReviewLitigation,
    Table,
)
from ogirmodel.vocabulary import Applicant, Disclosure, DisclosureColumn, Flow, Outcome, Proceeding, Result

__all__ = [
    "NOT_APPLICABLE",
    "Applicant",
    "ApplicationMatrix",
    "Basis",
    "CheckFailed",
    "Diagnosis",
    "Disclosure",
    "DisclosureColumn",
    "DisclosureTable",
    "Document",
    "Finding",
    "Flow",
    "FormError",
    "Format",
    "LimitExceeded",
    "Limits",
    "Location",
    "Money",
    "OgirError",
    "Organ",
    "Outcome",
    "Parameters",
    "PluginConflict",
    "PluginUnavailable",
    "Policy",
    "Proceeding",
    "ReadError",
    "Reading",
    "Register",
    "Report",
    "Result",
    "ReviewLitigation",
    "Severity",
    "StructureError",
    "Table",
    "UnknownName",
    "WriteError",
    "blank",
    "check",
    "compare",
    "compose",
    "diagnose",
    "dump",
    "editions",
    "explain",
    "formats",
    "load",
    "read",
    "read_register",
    "recognise",
    "render",
    "schema",
    "tally",
    "tally_all",
    "tidy",
    "total",
    "trace",
    "write",
]

if TYPE_CHECKING:
    from ogirmodel.columnar import tidy
    from ogirmodel.ledger import tally, tally_all
    from ogirmodel.ledger.sql import Register, trace
    from ogirmodel.registers import read_register
else:
    _LATER = {
        "Register": "ogirmodel.ledger.sql",
        "read_register": "ogirmodel.registers",
        "tally": "ogirmodel.ledger",
        "tally_all": "ogirmodel.ledger",
        "tidy": "ogirmodel.columnar",
        "trace": "ogirmodel.ledger.sql",
    }

    def __getattr__(name: str) -> object:
        """Load what counts registers and cells when it is first asked for: who shows reports does not pay for it."""
        if name not in _LATER:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_LATER[name]), name)

    def __dir__() -> list[str]:
        """Name also what is loaded later."""
        return sorted({*globals(), *_LATER})


__version__ = "0.1.0"

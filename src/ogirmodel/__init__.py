"""Model, check, read and render China's statutory annual report on open government information.

The report is the 政府信息公开工作年度报告 of Art. 49 and 50 of the Regulations on Open Government
Information. Importing this package loads next to nothing: each name comes with its room when it is first used, so a
program pays for what it does. No name but those that count registers loads more than attrs and cattrs.

>>> import ogirmodel
>>> report = ogirmodel.blank("某镇人民政府", 2025).blanks_as_zero()
>>> report.applications.received
0
"""

from typing import TYPE_CHECKING

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
    from ogirmodel.api import Format, check, compare, formats, read, render, total, write
    from ogirmodel.checks import Parameters, Policy
    from ogirmodel.checks.diagnosis import Diagnosis
    from ogirmodel.checks.diagnosis.diagnose import diagnose
    from ogirmodel.checks.explain import explain
    from ogirmodel.columnar import tidy
    from ogirmodel.document import Document
    from ogirmodel.document.compose import compose
    from ogirmodel.document.recognise import recognise
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
    from ogirmodel.forms import editions
    from ogirmodel.json_schema import schema
    from ogirmodel.ledger import tally, tally_all
    from ogirmodel.ledger.sql import Register, trace
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
        blank,
    )
    from ogirmodel.registers import read_register
    from ogirmodel.serial import dump, load
    from ogirmodel.vocabulary import Applicant, Disclosure, DisclosureColumn, Flow, Outcome, Proceeding, Result
else:
    _ROOMS = {
        "api": "Format check compare formats read render total write",
        "checks": "Parameters Policy",
        "checks.diagnosis": "Diagnosis",
        "checks.diagnosis.diagnose": "diagnose",
        "checks.explain": "explain",
        "columnar": "tidy",
        "document": "Document",
        "document.compose": "compose",
        "document.recognise": "recognise",
        "errors": "CheckFailed FormError LimitExceeded OgirError PluginConflict PluginUnavailable ReadError "
        "StructureError UnknownName WriteError",
        "findings": "Basis Finding Location Reading Severity",
        "forms": "editions",
        "json_schema": "schema",
        "ledger": "tally tally_all",
        "ledger.sql": "Register trace",
        "limits": "Limits",
        "model": "NOT_APPLICABLE ApplicationMatrix DisclosureTable Money Organ Report ReviewLitigation Table blank",
        "registers": "read_register",
        "serial": "dump load",
        "vocabulary": "Applicant Disclosure DisclosureColumn Flow Outcome Proceeding Result",
    }
    _ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names.split()}

    def __getattr__(name: str) -> object:
        """Return a public name, or a room, loading what it takes when it is first asked for."""
        from importlib import import_module  # noqa: PLC0415 - only with a room to load

        if name in _ROOMS:
            return import_module(f"{__name__}.{name}")
        if name not in _ROOM_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(f"{__name__}.{_ROOM_OF[name]}"), name)
        return value

    def __dir__() -> list[str]:
        """Name also what is not loaded yet."""
        return sorted({*globals(), *__all__})


__version__ = "0.1.0"

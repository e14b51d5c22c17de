"""The statutory forms: the only place that knows the statute.

``form(edition)`` and ``form_of_year(year)`` give one; ``load_form`` reads one from TOML; ``register`` makes one of
your own known. Everything above reads forms and names no row, column or section of them.
"""

from ogirmodel.forms.axes import Cell, Column, Node, Number, Panel, Row
from ogirmodel.forms.load import editions, form, form_of_year, load_form, register, unregister
from ogirmodel.forms.spec import Form, Section, Succession, Years
from ogirmodel.forms.table import Basis, Identity, Per, Severity, TableForm

__all__ = [
    "Basis",
    "Cell",
    "Column",
    "Form",
    "Identity",
    "Node",
    "Number",
    "Panel",
    "Per",
    "Row",
    "Section",
    "Severity",
    "Succession",
    "TableForm",
    "Years",
    "editions",
    "form",
    "form_of_year",
    "load_form",
    "register",
    "unregister",
]

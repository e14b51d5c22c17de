"""Diagnosis: which few cells could be wrong where identities are broken, and what they would then hold.

``diagnose`` is called by the API, ``joined_digits`` by the rule of T09. One file for the equations, one for the
search, one for the sum that each set of cells leads to, one for the names of human errors, one for the answer.
"""

from ogirmodel.checks.diagnosis.answer import Change, Diagnosis, Repair
from ogirmodel.checks.diagnosis.diagnose import diagnose
from ogirmodel.checks.diagnosis.joined import Joined, joined_digits
from ogirmodel.checks.diagnosis.patterns import Pattern

__all__ = ["Change", "Diagnosis", "Joined", "Pattern", "Repair", "diagnose", "joined_digits"]

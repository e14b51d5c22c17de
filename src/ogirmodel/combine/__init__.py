"""The roll-up: the reports of many organs added up into that of the government above them.

``api`` offers it as ``total``. It knows figures and forms, and nothing of how a report looks or is stored.
"""

from ogirmodel.combine.components import Components
from ogirmodel.combine.roll_up import Total, total

__all__ = ["Components", "Total", "total"]

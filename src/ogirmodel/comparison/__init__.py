"""Two years side by side: every cell with its change, what does not follow on, and a document that shows both.

``api`` offers it as ``compare``. It asks the forms which cells are the same and the checks what must go on from year
to year; it knows no format.
"""

from ogirmodel.comparison.changes import Change
from ogirmodel.comparison.side_by_side import Comparison, compare

__all__ = ["Change", "Comparison", "compare"]

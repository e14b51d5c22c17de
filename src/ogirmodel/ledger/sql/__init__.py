"""Registers in databases: the counting runs there, grouped, and only counts come back.

``Register`` says what to count from; ``tally`` and ``tally_all`` take it in place of rows, ``trace`` tells the rows
behind a figure. Importing this loads no SQLAlchemy: only who counts pays for it. What a code means and what a sort of
rows counts as is known one room further up, so a database and an iterator of rows give the same report.
"""

from ogirmodel.ledger.sql.register import Register, Trace, trace

__all__ = ["Register", "Trace", "trace"]

"""Reports as columns: a row for every cell, for whoever asks about many reports at once.

``ogirmodel.tidy`` are the rows; ``write_parquet`` needs the extra ``arrow``. It knows figures and forms, and
nothing of how a report looks.
"""

from ogirmodel.columnar.parquet import record_batches, write_parquet
from ogirmodel.columnar.rows import CellRow, tidy

__all__ = ["CellRow", "record_batches", "tidy", "write_parquet"]

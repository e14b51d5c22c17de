"""Batches: thousands of reports read, checked and written, over the processes of a machine or of many.

``jobs`` finds the reports in files, folders, zips and JSON lines; ``run`` does them over any executor of
``concurrent.futures``; ``map_partition`` is for engines that hand a function their partitions.
"""

from ogirmodel.batch.jobs import Job, jobs
from ogirmodel.batch.outcome import Outcome
from ogirmodel.batch.run import run
from ogirmodel.batch.stream import WorkerLost
from ogirmodel.batch.work import map_partition, read

__all__ = ["Job", "Outcome", "WorkerLost", "jobs", "map_partition", "read", "run"]

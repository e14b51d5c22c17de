"""The journal of a batch: one line of JSON for each outcome, in the folder of its files, so that it can be resumed.

A worker has forced its files to the disk before it answers, and only then is there a line; so a line never tells of a
file that is not there. A line that a kill left half written is taken back. ``run`` writes and asks it.
"""

import json
import os
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from ogirmodel.batch.names import key_of
from ogirmodel.batch.outcome import Outcome

__all__ = ["JOURNAL", "Journal"]

JOURNAL = ".ogirmodel-batch.jsonl"


class Journal(AbstractContextManager["Journal"]):
    """What was done in a folder so far; with ``resume`` what earlier runs did counts as well."""

    def __init__(self, folder: Path, *, resume: bool) -> None:
        self._folder = folder
        self._keys, self._places = array("Q"), array("Q")
        self._file = (folder / JOURNAL).open("r+b" if resume and (folder / JOURNAL).exists() else "w+b")
        if resume:
            self._index()

    def _index(self) -> None:
        """Find the whole lines, by the keys of their names, and take back what follows the last."""
        keys, places = array("Q"), array("Q")
        end = 0
        for line in self._file:
            if line.endswith(b"\n"):
                with suppress(ValueError, KeyError, TypeError):
                    keys.append(key_of(json.loads(line)["name"]))
                    places.append(end)
                end += len(line)
        self._file.truncate(end)
        order = array("Q", sorted(range(len(keys)), key=keys.__getitem__))
        self._keys, self._places = (array("Q", map(held.__getitem__, order)) for held in (keys, places))

    def find(self, name: str, digest: str) -> Outcome | None:
        """Return the outcome called ``name`` of the same source and recipe, if it is done and its files are there."""
        key = key_of(name)
        last = bisect_right(self._keys, key) - 1
        if last < 0 or self._keys[last] != key:
            return None
        self._file.seek(self._places[last])
        try:
            outcome = Outcome.from_data(json.loads(self._file.readline()))
            known = (outcome.name, outcome.digest) == (name, digest)
            sound = outcome.ok and known and all(map(self._is_there, outcome.files.items()))
        except (ValueError, TypeError, KeyError, AttributeError):
            return None
        return outcome if sound else None

    def _is_there(self, file: tuple[str, int]) -> bool:
        name, size = file
        with suppress(OSError):
            return (self._folder / name).stat().st_size == size
        return False

    def add(self, outcomes: Iterable[Outcome]) -> None:
        """Write down what was done; it survives the death of this process."""
        self._file.seek(0, os.SEEK_END)
        self._file.writelines(_line(outcome) for outcome in outcomes)
        self._file.flush()

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _line(outcome: Outcome) -> bytes:
    return (json.dumps(outcome.as_data(), ensure_ascii=False, separators=(",", ":")) + "\n").encode()

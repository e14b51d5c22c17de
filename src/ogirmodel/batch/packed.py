"""A zip that takes the documents of a batch as they come: all of them or no zip at all."""

import os
import zipfile
from contextlib import AbstractContextManager, ExitStack
from types import TracebackType
from typing import Self

import attrs

from ogirmodel.batch.outcome import Outcome
from ogirmodel.sources import replacing

__all__ = ["Packed"]

PACKAGE = b"PK\x03\x04"


class Packed(AbstractContextManager["Packed"]):
    """The zip ``path``; the earlier file stays until the block ends well."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = path
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            file = stack.enter_context(replacing(self._path))
            self._zip = stack.enter_context(zipfile.ZipFile(file, "w"))
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        return self._stack.__exit__(kind, error, trace)

    def take(self, outcome: Outcome) -> Outcome:
        """Put the documents of ``outcome`` into the zip, and return it without them.

        Packages are stored as they are, all else is deflated; the same documents give the same zip.
        """
        for name, document in outcome.documents.items():
            member = zipfile.ZipInfo(name)
            member.create_system = 3  # on every system the same
            member.external_attr = 0o644 << 16
            packed = document.startswith(PACKAGE)
            member.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            self._zip.writestr(member, document)
        sizes = {name: len(document) for name, document in outcome.documents.items()}
        return attrs.evolve(outcome, files=sizes, documents={})

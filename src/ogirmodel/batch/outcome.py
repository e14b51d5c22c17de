"""What became of a job, as plain values: they can be sent between processes, compared, and written as JSON.

``work`` makes them, the journal keeps them, whoever runs a batch reads them.
"""

from collections.abc import Mapping
from typing import Any, Self

import attrs

from ogirmodel.batch.jobs import Job
from ogirmodel.errors import OgirError
from ogirmodel.messages import Language

__all__ = ["Outcome"]


@attrs.frozen
class Outcome:
    """What became of one job; ``error`` is None where all of it was done.

    ``files`` maps the names of the files written to their sizes; where nothing is written, ``documents`` has the
    bytes by the same names. ``findings`` are as ``ogirmodel check --format json`` has them, ``error`` has its
    ``kind`` and its ``text``. ``digest`` stands for the source and for what was to be made of it.
    """

    name: str
    place: str = ""
    organ: str | None = None
    year: int | None = None
    edition: str | None = None
    files: Mapping[str, int] = attrs.field(factory=dict, hash=False)
    findings: tuple[Mapping[str, Any], ...] = attrs.field(default=(), hash=False)
    error: Mapping[str, str] | None = attrs.field(default=None, hash=False)
    digest: str = ""
    documents: Mapping[str, bytes] = attrs.field(factory=dict, hash=False, repr=False)

    @classmethod
    def failed(cls, job: Job, error: BaseException, language: Language, **known: Any) -> Self:
        """Return the outcome of a job that could not be done; ``known`` is what was found out nevertheless."""
        if not isinstance(error, OgirError):
            error = OgirError("job_broken", kind=type(error).__name__, reason=str(error))
            kind = error.data["kind"]
        else:
            kind = type(error).__name__
        return cls(job.name, job.place, error={"kind": str(kind), "text": error.text(language)}, **known)

    @property
    def ok(self) -> bool:
        """Whether everything was done that was asked for."""
        return self.error is None

    def as_data(self) -> dict[str, Any]:
        """Return the outcome as plain data for JSON, without the documents."""
        data = {field.name: getattr(self, field.name) for field in attrs.fields(type(self))}
        del data["documents"]
        return data | {"findings": list(self.findings)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Return the outcome that ``as_data`` described; raises TypeError for data that is none."""
        return cls(**{**data, "findings": tuple(data["findings"])})

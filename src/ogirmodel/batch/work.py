"""What a worker does with a job: read, check, render, write; and the recipe that says which of these.

``run`` sends ``work`` to its executor; engines that bring their own call ``map_partition``. A job that goes wrong is
an outcome like any other, whatever went wrong. Nothing here knows of other jobs or of the order of things.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import attrs

from ogirmodel import api, limits
from ogirmodel.batch.jobs import Job
from ogirmodel.batch.names import safe_name
from ogirmodel.batch.outcome import Outcome
from ogirmodel.checks import Policy
from ogirmodel.errors import CheckFailed
from ogirmodel.findings import Finding, Reading, Severity, as_data
from ogirmodel.limits import Limits
from ogirmodel.messages import Language
from ogirmodel.model import Report
from ogirmodel.renderers import RENDERERS, Renderer
from ogirmodel.sources import BLANK, fetch, settle, write

__all__ = ["Recipe", "map_partition", "read", "work"]

JSON = "json"
"""The one format that is no plugin's."""

Formats = Iterable[str] | Mapping[str, Renderer]


@attrs.frozen
class Recipe:
    """What is made of every report: the formats, what is checked, and where the files go (None: nowhere)."""

    renderers: Mapping[str, str | Renderer] = attrs.field(factory=dict, hash=False)
    folder: str | None = None
    checked: bool = False
    strict: bool = False
    policy: Policy | None = None
    source_format: str | None = None
    year: int | None = None
    language: Language = "zh"
    limits: Limits = attrs.field(factory=limits.current)
    makers: tuple[str, ...] = ()
    """The distributions, with their versions, of the plugins that are asked for by name."""

    @classmethod
    def of(cls, to: Formats = (), **options: Any) -> "Recipe":
        """Return the recipe for ``to``: names of formats, or renderers by the suffixes of their files.

        Raises UnknownName and PluginUnavailable before anything is begun.
        """
        chosen: dict[str, str | Renderer] = dict(to) if isinstance(to, Mapping) else {name: name for name in to}
        named = [name for name in chosen.values() if isinstance(name, str) and name != JSON]
        for name in named:
            RENDERERS.get(name)
        makers = [RENDERERS.version_of(name) for name in named]
        renderers = {safe_name(suffix.replace(":", ".")): chosen[suffix] for suffix in chosen}
        return cls(renderers, makers=tuple(makers), **options)

    def digest(self, job: Job, data: bytes) -> str:
        """Return what stands for a source and everything that is to be made of it, by these versions."""
        asked = (self.renderers, self.makers, self.checked, self.strict, self.policy, self.year, self.language)
        context = repr((version(), asked, self.source_format, job.suffix)).encode("utf-8", "replace")
        return blake2b(context + data, digest_size=16).hexdigest()


def version() -> str:
    """Return the version of this library."""
    from ogirmodel import __version__  # noqa: PLC0415 - it is loaded, but perhaps not to its end

    return __version__


def map_partition(
    jobs: Iterable[Job],
    *,
    to: Formats = (),
    check: bool = False,
    strict: bool = False,
    policy: Policy | None = None,
    language: Language = "zh",
) -> Iterator[Outcome]:
    """Yield the outcome of each job, its ``documents`` with it: for engines that hand a function their partitions.

    ``functools.partial(map_partition, to=["docx"])`` is picklable: Spark's ``mapPartitions`` and dask's
    ``map_partitions`` take it. The options are those of ``run``.

    >>> from ogirmodel import blank, dump
    >>> [outcome] = map_partition([Job("a", dump(blank("某局", 2025)), "json")], to=["text"])
    >>> outcome.ok, list(outcome.documents)
    (True, ['a.text'])
    """
    recipe = Recipe.of(to, checked=check or strict, strict=strict, policy=policy, language=language)
    return (_done(recipe, job) for job in jobs)


def work(recipe: Recipe, jobs: Sequence[Job], _call: str = "") -> list[Outcome]:
    """Return the outcomes of ``jobs``, in their order; what was written is on the disk when this returns.

    ``_call`` makes calls differ: an engine may remember what equal calls returned, and not call again.
    """
    outcomes = [_done(recipe, job) for job in jobs]
    if recipe.folder is not None:
        settle(recipe.folder)
    return outcomes


def _done(recipe: Recipe, job: Job) -> Outcome:
    """Do one job; anything that goes wrong is its outcome."""
    known: dict[str, Any] = {}
    try:
        with limits.using(recipe.limits):
            return _do(recipe, job, known)
    except Exception as error:  # noqa: BLE001 - whatever a report or a plugin does, the others go on
        return Outcome.failed(job, error, recipe.language, **known)


def _do(recipe: Recipe, job: Job, known: dict[str, Any]) -> Outcome:
    """Do one job; ``known`` is filled on the way."""
    data = _content(job)
    known["digest"] = recipe.digest(job, data)
    reading = _read(job, data, recipe.source_format, recipe.year)
    report = reading.report
    known |= {"organ": report.organ.name, "year": report.year, "edition": report.edition}
    findings = api.check(reading, policy=recipe.policy) if recipe.checked else reading.findings
    known["findings"] = tuple(as_data(finding, recipe.language) for finding in findings)
    if recipe.strict:
        _refuse(findings)
    documents = {f"{job.name}.{suffix}": api.render(report, how) for suffix, how in recipe.renderers.items()}
    if recipe.folder is None:
        return Outcome(job.name, job.place, documents=documents, **known)
    for name, document in documents.items():
        write(Path(recipe.folder, name), document, settled=False)
    return Outcome(job.name, job.place, files={name: len(document) for name, document in documents.items()}, **known)


def read(job: Job, *, format: str | None = None, year: int | None = None) -> Reading[Report]:
    """Read the report of a job: JSON by ``load``, anything else by its reader; raises what these raise.

    >>> from ogirmodel import blank, dump
    >>> read(Job("a", dump(blank("某局", 2025)))).report.organ.name
    '某局'
    """
    return _read(job, _content(job), format, year)


def _content(job: Job) -> bytes:
    if job.fault is not None:
        raise job.fault
    return fetch(job.source)


def _read(job: Job, data: bytes, format: str | None, year: int | None) -> Reading[Report]:
    if format == JSON or (not format and (job.suffix == JSON or _is_json(job, data))):
        return Reading(api.load(data))
    return api.read(data, format=format, name=f"{job.name}.{job.suffix}", year=year)


def _is_json(job: Job, data: bytes) -> bool:
    return not job.suffix and data.lstrip(BLANK).startswith(b"{")


def _refuse(findings: Sequence[Finding]) -> None:
    """Raise CheckFailed for a report with errors."""
    errors = [finding for finding in findings if finding.severity == Severity.ERROR]
    if errors:
        raise CheckFailed("check_failed", findings=tuple(findings), count=len(errors), first=errors[0])

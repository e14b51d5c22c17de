"""Jobs: where a report comes from, as plain values that any process can be sent; and the jobs of files and folders.

``jobs`` streams them: a file of JSON lines is read line by line, a zip member by member. What a report says is known
to nobody here.
"""

import mmap
import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

import attrs

from ogirmodel import limits
from ogirmodel.archive import Archive, open_archive
from ogirmodel.errors import OgirError
from ogirmodel.sources import name_of, shown_path, suffix_of, unreadable

__all__ = ["Job", "jobs"]

LINES = ("jsonl", "ndjson")
PACKED = "zip"
LITTER = (".", "~$", "__MACOSX")
"""How the names begin of what systems and office programs leave beside a report."""
SYSTEM_FILES = {"thumbs.db", "desktop.ini"}


@attrs.frozen
class Job:
    """One report to be made: the ``name`` of its files, without suffix, and its ``source``: bytes, or a path.

    ``suffix`` says what the source is (``json``, ``docx``), by default that of the path; content that is of another
    kind is recognised. ``place`` says in messages where the report comes from. ``fault`` is what kept the source from
    being opened: such a job fails with it.
    """

    name: str
    source: bytes | str = attrs.field(repr=False)
    suffix: str = attrs.field()
    place: str = ""
    fault: OgirError | None = None

    @suffix.default
    def _of_path(self) -> str:
        return suffix_of(self.source)


def jobs(
    inputs: Iterable[str | os.PathLike[str]], *, apart_from: str | os.PathLike[str] | None = None
) -> Iterator[Job]:
    """Yield a job for every report of ``inputs``: files, JSON lines (``.jsonl``), zips, and folders of all these.

    In the order of ``inputs``, of the lines, and of names in a folder; hidden files are passed over, and so is the
    folder ``apart_from``, where the results go. What cannot be opened is a job that fails, not an error here.

    >>> list(jobs([]))
    []
    """
    excluded = os.path.realpath(apart_from) if apart_from is not None else None
    for given in inputs:
        path = os.fspath(given)
        if Path(path).is_dir():
            for found in _files(path, excluded):
                yield from _of_file(found, os.path.relpath(found, path))
        else:
            yield from _of_file(path, name_of(path))


def _files(folder: str, excluded: str | None) -> Iterator[str]:
    """Yield the files below ``folder``, by name; symbolic links to folders are not followed."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder  # a job that fails, and says why
        return
    for entry in entries:
        if entry.name.startswith(LITTER) or entry.name.lower() in SYSTEM_FILES:
            continue
        if entry.is_dir(follow_symlinks=False):
            if excluded is None or os.path.realpath(entry.path) != excluded:
                yield from _files(entry.path, excluded)
        else:
            yield entry.path


def _of_file(path: str, name: str) -> Iterator[Job]:
    """Yield the jobs of one file, called ``name`` from where the user looks."""
    place = str(shown_path(path))
    stem = _stem(name)
    suffix = suffix_of(path)
    if suffix not in {*LINES, PACKED}:
        yield Job(stem, path, place=place)
        return
    opened = _of_lines if suffix in LINES else _of_zip
    try:
        yield from opened(path, stem, place)
    except OgirError as error:
        yield Job(stem, b"", place=place, fault=error.named(shown_path(path)))
    except (OSError, ValueError) as error:
        yield Job(stem, b"", place=place, fault=unreadable(path, error))


def _stem(name: str) -> str:
    """Return a name, with its folders, without its suffix."""
    return name.removesuffix(PurePath(name).suffix)


def _of_lines(path: str, stem: str, place: str) -> Iterator[Job]:
    bound = limits.current().input_bytes
    with Path(path).open("rb") as file:
        number = 0
        while line := file.readline(bound + 1):
            number += 1
            if line.strip() or len(line) > bound:
                yield Job(f"{stem}-{number:07}", line, "json", f"{place}:{number}")
            while len(line) > bound and not line.endswith(b"\n"):  # too long to be a report: to the end of it
                line = file.readline(bound + 1)


def _of_zip(path: str, stem: str, place: str) -> Iterator[Job]:
    """Yield the members of a zip, which is looked at where it lies and not loaded."""
    with Path(path).open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        archive = open_archive(data)
        for member in archive.names:
            steps = member.replace("\\", "/").split("/")
            if steps[-1] and not any(step.startswith(LITTER) for step in steps):
                yield from _of_member(archive, member, f"{stem}/{_stem(member)}", f"{place}#{member}")


def _of_member(archive: Archive, member: str, name: str, place: str) -> Iterator[Job]:
    try:
        content = archive.read(member)
    except OgirError as error:
        yield Job(name, b"", place=place, fault=error)
        return
    suffix = suffix_of(member)
    if suffix in LINES:
        for number, line in enumerate(content.splitlines(), 1):
            if line.strip():
                yield Job(f"{name}-{number:07}", line, "json", f"{place}:{number}")
    else:
        yield Job(name, content, suffix, place)

"""Bytes in and out: what a source is, and how a file is written all or nothing.

Readers, ``load`` and the command line come here; nothing here knows what the bytes mean.
"""

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ogirmodel import limits, messages
from ogirmodel.encodings import decode
from ogirmodel.errors import LimitExceeded, OgirError, Phrase, ReadError, WriteError
from ogirmodel.messages import Verbatim

__all__ = [
    "BLANK",
    "Source",
    "fetch",
    "is_foreign",
    "name_of",
    "path_of",
    "read_text",
    "refusal",
    "refuse_foreign",
    "replacing",
    "settle",
    "shown_path",
    "suffix_of",
    "sweep",
    "unreadable",
    "unwritable",
    "write",
]

DRAFT = re.compile(r"\..{1,40}\.[0-9]+-[0-9a-f]{8}\.tmp", re.DOTALL)
"""How files are called that are not complete yet."""

BLANK = b"\xef\xbb\xbf \t\r\n"
HEAD = 1024
FOREIGN = {
    "foreign_ole": (b"\xd0\xcf\x11\xe0",),
    "foreign_pdf": (b"%PDF",),
    "foreign_rtf": (b"{\\rtf",),
    "foreign_packed": (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ"),
    "foreign_picture": (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"),
}
"""How files begin that people have their reports in, and that are not read, by the sentence that says what to do."""

Source = bytes | str | os.PathLike[str]
"""Bytes are content; ``str`` and ``PathLike`` are paths."""


def fetch(source: Source) -> bytes:
    """Return the content of ``source``, at most ``Limits.input_bytes`` of it.

    Raises ReadError for a path that cannot be read, LimitExceeded for one that holds too much.
    """
    bound = limits.current().input_bytes
    if isinstance(source, bytes):
        data = source
    else:
        path = Path(source)
        try:
            mode = path.stat().st_mode
            if not stat.S_ISREG(mode):
                raise ReadError("no_file", file=shown_path(path))
            with path.open("rb") as file:
                data = file.read(bound + 1)
        except (OSError, ValueError) as error:
            if isinstance(error, ReadError):
                raise
            raise unreadable(path, error) from error
    if len(data) > bound:
        raise LimitExceeded.of("input_bytes", bound)
    return data


def unreadable(path: str | os.PathLike[str], error: OSError | ValueError) -> ReadError:
    """Return the error for a file that the system refuses to give."""
    return ReadError("unreadable", file=shown_path(path), reason=refusal(error))


def name_of(source: Source) -> str:
    """Return the file name of ``source``, empty for bytes."""
    return "" if isinstance(source, bytes) else Path(source).name


def shown_path(path: str | os.PathLike[str]) -> Verbatim:
    """Return ``path`` fit for a message: whole, unless it is absurdly long."""
    return Verbatim(messages.clean(str(path), 300))


def path_of(source: Source) -> Verbatim | None:
    """Return the path of ``source`` fit for a message, None for bytes."""
    return None if isinstance(source, bytes) else shown_path(source)


def suffix_of(source: Source) -> str:
    """Return the suffix of ``source`` in lower case, without its dot."""
    return Path(name_of(source)).suffix[1:].lower()


def read_text(source: Source) -> str:
    """Return ``source`` as text; raises what ``fetch`` and ``decode`` raise."""
    return decode(fetch(source))


def refuse_foreign(data: bytes) -> None:
    """Raise ReadError for formats that no reader can be made for, saying what to turn them into.

    >>> refuse_foreign(b"Rar!")
    Traceback (most recent call last):
    ogirmodel.errors.ReadError: 这是压缩文件，请先解压。
    """
    if kind := is_foreign(data):
        raise ReadError(kind)


def is_foreign(data: bytes) -> str | None:
    """Return the key of the sentence for such a format, by the first bytes of ``data``; None for any other."""
    start = data[:HEAD].lstrip(BLANK)
    return next((kind for kind, signatures in FOREIGN.items() if start.startswith(signatures)), None)


def write(path: str | os.PathLike[str], data: bytes, *, settled: bool = True) -> None:
    """Write ``data`` to ``path`` so that there is the earlier file or the whole new one, at any moment.

    The content goes to a hidden file in the same folder, is forced to the disk, and then takes the name. Who writes
    many files says ``settled=False`` and calls ``settle`` once: until then an outage of power may bring back the
    earlier file, whole. Raises WriteError, and leaves nothing behind, if any of that fails.
    """
    with replacing(path, settled=settled) as file:
        file.write(data)


@contextmanager
def replacing(path: str | os.PathLike[str], *, settled: bool = True) -> Iterator[BinaryIO]:
    """Yield a file that takes the name ``path`` when the block ends, and vanishes when the block fails; as ``write``.

    Raises WriteError for what the system refuses, also inside the block.
    """
    try:
        named = Path(path)
        if named.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if named.exists() and not named.is_file():
            with named.open("wb") as device:  # a device or a pipe: there is no earlier file to keep
                yield device
        else:
            target = Path(os.path.realpath(path))
            with _draft(target) as file:
                yield file
            if settled:
                settle(target.parent)
    except OgirError:
        raise
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from error


def unwritable(path: str | os.PathLike[str], error: OSError | ValueError) -> WriteError:
    """Return the error for a file or folder that the system does not let us write."""
    refused = WriteError("unwritable", file=shown_path(path), reason=refusal(error))
    refused.errno = getattr(error, "errno", None)
    return refused


@contextmanager
def _draft(target: Path) -> Iterator[BinaryIO]:
    draft = target.with_name(f".{target.name[:40]}.{os.getpid()}-{os.urandom(4).hex()}.tmp")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor, not a path
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            draft.chmod(stat.S_IMODE(target.stat().st_mode))
        draft.replace(target)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


def settle(folder: str | os.PathLike[str]) -> None:
    """Force the names in ``folder`` to the disk, so that what was written there stays through an outage of power."""
    with suppress(OSError):  # Windows cannot open a folder; the rename is durable there without it
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sweep(folder: str | os.PathLike[str]) -> None:
    """Remove what killed processes have left half written in ``folder``; nobody must be writing there."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if DRAFT.fullmatch(entry.name):
                with suppress(OSError):
                    Path(entry).unlink()


def refusal(error: OSError | ValueError) -> Phrase | str:
    """Say why the system refused, in the words of the catalogue where it has some.

    >>> refusal(OSError(28, "No space left on device")).text("en")
    'the disk is full'
    """
    code = errno.errorcode.get(getattr(error, "errno", None) or 0, "")
    if messages.find(f"reasons.{code}"):
        return Phrase(f"reasons.{code}")
    return getattr(error, "strerror", None) or str(error)

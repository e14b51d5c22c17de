"""A trial: files, a command, and the class of answer that is right.

The families build trials as data; nothing here runs one.
"""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

import attrs

__all__ = ["Answer", "Content", "Installed", "Trial", "content_of", "reading"]

Content = bytes | Callable[[], bytes]
"""What a file holds; large ones are made when they are needed."""


Installed = tuple[tuple[str, bytes], ...]
"""The files of distributions, by path below the folder that they are installed in."""


class Answer(StrEnum):
    """What a command may rightly answer."""

    REFUSED = "a clear error"
    READ = "it is read"
    EITHER = "a clear error, or it is read"


@attrs.frozen(eq=False)
class Trial:
    """One command over hostile files.

    ``says`` must be said, in any stream or output; ``silent`` must be nowhere. ``prepare`` makes what is no plain file
    in the folder. ``inspect`` yields what is wrong with the outputs.
    """

    family: str
    name: str
    arguments: tuple[str, ...]
    files: Mapping[str, Content] = attrs.field(factory=dict)
    answer: Answer = Answer.EITHER
    says: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    stdin: bytes = b""
    environment: Mapping[str, str] = attrs.field(factory=dict)
    prepare: Callable[[Path], None] | None = None
    inspect: Callable[[Path], Iterator[str]] | None = None
    installed: Installed = ()
    """What is installed beside the library."""
    heavy: bool = False
    """Whether it takes seconds: those are for the recipe, not for every run of the tests."""

    @property
    def title(self) -> str:
        """What it is called in lists."""
        return f"{self.family}: {self.name}"


def content_of(content: Content) -> bytes:
    """Return what a file of a trial holds."""
    return content if isinstance(content, bytes) else content()


def reading(
    family: str,
    name: str,
    file: str,
    content: Content,
    answer: Answer = Answer.EITHER,
    says: tuple[str, ...] = (),
    silent: tuple[str, ...] = (),
    inspect: Callable[[Path], Iterator[str]] | None = None,
    *,
    heavy: bool = False,
) -> Trial:
    """Return the trial that reads ``file`` and writes what it read, for people and for programs."""
    arguments = ("convert", file, "out.json", "out.txt")
    return Trial(
        family, name, arguments, {file: content}, answer, says=says, silent=silent, inspect=inspect, heavy=heavy
    )

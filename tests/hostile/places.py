"""Odd names and odd things in the file system, as input and as output."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from hostile.seeds import seed
from hostile.trial import Answer, Trial

__all__ = ["NAMES", "trials"]

FAMILY = "places"

Prepare = Callable[[Path], None]
NAMES = (
    "a b.json",
    "-x.json",
    "--help.json",
    "年报 （一）.json",
    "a\nb.json",
    "\x1b[31mred.json",
    "\udcff\udc80.json",
    "\u202ecod.json",
    "%s%n.json",
    "$(id).json",
    "`id`.json",
    "a;b|c&d.json",
    "'\".json",
    "*.json",
    "[x].json",
    "~.json",
    "CON.json",
    "x" * 250 + ".json",
    "\U0001f600.json",
    "e\u0301.json",
    " .json",
    "....json",
    "\\x.json",
    "a:b.json",
)


def trials() -> Iterator[Trial]:
    """Yield each oddity; no command hangs, and each ends in a result or a sentence."""
    for name in NAMES:
        content = {name: seed("json")}
        path = f"./{name}"
        yield Trial(FAMILY, f"read {name[:12]!r}", ("convert", path, "out.txt"), content, Answer.READ)
        yield Trial(FAMILY, f"refuse {name[:12]!r}", ("convert", path, "out.txt"), {name: b"{"}, Answer.REFUSED)
        stem = f"out.{name[:200].removesuffix('.json')}.txt"
        yield Trial(
            FAMILY, f"write {name[:12]!r}", ("convert", "in.json", f"./{stem}"), {"in.json": seed("json")}, Answer.READ
        )
        yield Trial(FAMILY, f"check {name[:12]!r}", ("check", path), {name: b"{"}, Answer.REFUSED)
    for name, prepare in _inputs():
        for command in (
            ("convert", "in.json", "out.txt"),
            ("check", "in.json"),
            ("total", "in.json", "--organ", "x", "-o", "out.txt"),
        ):
            yield Trial(FAMILY, f"{command[0]} {name}", command, {}, Answer.REFUSED, prepare=prepare)
    for name, prepare, answer in _outputs():
        yield Trial(
            FAMILY,
            f"write to {name}",
            ("convert", "in.json", "out.txt"),
            {"in.json": seed("json")},
            answer,
            prepare=prepare,
        )
    for path in (
        "/dev/zero",
        "/dev/null",
        "/dev/random",
        "/proc/self/mem",
        "/proc/self/environ",
        "/",
        "",
        ".",
        "..",
        "\0",
        "x\0y",
        "x" * 5000,
        "/" * 5000,
        "a/" * 3000,
        "nul",
        "file:///etc/passwd",
        "http://127.0.0.1/x.json",
        "//",
        "\ud800.json",
        "~",
    ):
        yield Trial(FAMILY, f"read {path[:20]!r}", ("convert", path, "out.txt"), answer=Answer.REFUSED)
        if path.startswith("/proc"):
            continue
        yield Trial(
            FAMILY,
            f"write {path[:20]!r}",
            ("convert", "in.json", path, "--to", "txt"),
            {"in.json": seed("json")},
            Answer.EITHER
            if path in ("/dev/null", "/dev/random", "/dev/zero", "nul", "~", "\ud800.json")
            else Answer.REFUSED,
            prepare=partial(_without, path),
        )


def _without(path: str, folder: Path) -> None:
    """Make room in the folder for what an odd path would be there, so that it counts as an output."""
    if path in ("nul", "~"):
        (folder / path).symlink_to(folder / f"out.{path}")


def _inputs() -> Iterator[tuple[str, Prepare]]:
    yield "a folder", lambda folder: (folder / "in.json").mkdir()
    yield "a pipe that nobody writes to", lambda folder: os.mkfifo(folder / "in.json")
    yield "a link to nothing", lambda folder: (folder / "in.json").symlink_to("none")
    yield "a link to itself", lambda folder: (folder / "in.json").symlink_to("in.json")
    yield "a link to zeros without end", lambda folder: (folder / "in.json").symlink_to("/dev/zero")
    yield "a link to a folder", lambda folder: (folder / "in.json").symlink_to(".")
    yield "nothing", lambda _: None
    yield "a hole of a terabyte", _hole


def _hole(folder: Path) -> None:
    with (folder / "in.json").open("wb") as file:
        for size in (2**40, 2**36, 2**32):
            try:
                file.truncate(size)
            except OSError:  # no file system takes all sizes
                continue
            return


def _outputs() -> Iterator[tuple[str, Prepare, Answer]]:
    refused, read = Answer.REFUSED, Answer.READ
    yield "a folder", lambda folder: (folder / "out.txt").mkdir(), refused
    yield "a link to nothing", lambda folder: (folder / "out.txt").symlink_to("out.target"), read
    yield "a link to itself", lambda folder: (folder / "out.txt").symlink_to("out.txt"), read
    yield "a link to the input", lambda folder: (folder / "out.txt").symlink_to("in.json"), refused
    yield "a link to a folder", lambda folder: (folder / "out.txt").symlink_to("."), refused
    yield "a link out of reach", lambda folder: (folder / "out.txt").symlink_to("none/none"), refused
    yield "another name of the input", lambda folder: os.link(folder / "in.json", folder / "out.txt"), read

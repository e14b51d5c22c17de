"""Command lines that nobody means: chosen ones, and many by chance."""

import random
from collections.abc import Iterator

from hostile.seeds import seed
from hostile.trial import Answer, Trial

__all__ = ["trials"]

FAMILY = "arguments"
COMMANDS = ("convert", "check", "total", "compare", "new", "formats", "editions", "nothing", "")
OPTIONS = (
    "--from",
    "--to",
    "--organ",
    "--year",
    "--strict",
    "--limit",
    "--previous",
    "--component",
    "--policy",
    "--format",
    "--language",
    "--explain",
    "--edition",
    "--expected",
    "-o",
    "--output",
    "--help",
    "-h",
    "--version",
    "--",
    "-",
    "--no",
    "-x",
    "--from=",
    "--limit=cells",
    "---",
)
WORDS = (
    "in.json",
    "in.txt",
    "out.txt",
    "out.docx",
    "json",
    "txt",
    "2025",
    "0",
    "-1",
    "9" * 5000,
    "\x1b[31m",
    "\ud800",
    "\udcff",
    "\0",
    "\n\n",
    "",
    " ",
    "x" * 100_000,
    "cells=0",
    "cells=-1",
    "cells=x",
    "cells=" + "9" * 99,
    "cells=1",
    "lines=1",
    "input_bytes=1",
    "=",
    "T01",
    "T99",
    "gansu.T90",
    "%s%n",
    "{0}",
    "[/]",
    "[red]x[/red]",
    "../..",
    "总计",
    "\u202e",
    "html",
    "zh",
    "text",
    "nan",
    "1e5",
    "٢٠٢٥",
    "２０２５",
)
CHOSEN = (
    ("check", "in.json", "--policy", "in.json"),
    ("check", "in.json", "--policy", "in.txt"),
    ("check", "in.json", "--previous", "in.txt"),
    ("check", "in.json", "--component", "in.json", "--component", "in.json"),
    ("compare", "in.json", "in.json", "out.txt"),
    ("new", "\ud800", "2025"),
    ("new", "x" * 100_000, "2025"),
    ("new", "某局", "2025", "--edition", "\x1b"),
    ("check", "--explain", "\x1b[31m" + "x" * 9000),
    ("total", "in.json", "--organ", "\0", "-o", "out.txt"),
    ("total", *["in.json"] * 300, "--organ", "x", "-o", "out.txt"),
    ("convert", "in.json", *["out.txt"] * 50),
    ("convert", "in.json", "out.txt", "./out.txt"),
    ("convert", "in.json", "out.txt", "--limit", "cells=1", "--limit", "cells=2"),
    ("check", "in.txt", "--organ", "\x1b[31m\n", "--year", "2025"),
    ("convert", "in.txt", "out.json", "--organ", "\ud800"),
    ("convert", "in.txt", "out.json", "--year", "1000"),
    ("convert", "in.txt", "out.json", "--organ", "x" * 100_000),
)
BY_CHANCE = 600


def trials() -> Iterator[Trial]:
    """Yield each command line; whatever it is, it ends in a result or in one sentence."""
    chance = random.Random(20_250_101)
    drawn = [
        (
            chance.choice(COMMANDS),
            *(chance.choice(chance.choice((OPTIONS, WORDS))) for _ in range(chance.randrange(6))),
        )
        for _ in range(BY_CHANCE)
    ]
    for number, arguments in enumerate((*CHOSEN, *drawn)):
        files = {"in.json": seed("json"), "in.txt": seed("txt")}
        yield Trial(FAMILY, f"{number} {[word[:16] for word in arguments]}", arguments, files, Answer.EITHER)

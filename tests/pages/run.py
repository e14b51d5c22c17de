"""Run a page: every block of code on it, in order, as its reader would.

``python run.py PAGE`` does so in the working directory and ends in a traceback that names the line of the page.

- ``python`` is run; the blocks of a page share their names;
- ``sh`` is run by bash, each block on its own, and must succeed;
- ``output`` is what the block before it printed;
- ``toml``, ``json`` and ``html`` must be well-formed;
- a ``{code-block}`` with a caption is a file: it is written there;
- ``console`` needs what only its reader has, a server or files of the office: the commands and options of ours in it
  must exist;
- ``text`` and ``sql`` are only shown. Any other language is a fault of the page.

It needs nothing but markdown-it and lxml, which the library brings along, so it also runs where only the wheel is.
"""

import contextlib
import io
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import html
from markdown_it import MarkdownIt

OPTION = re.compile(r"^:([a-z-]+):\s*(.*)$")
DIRECTIVES = ("code-block", "eval-rst", "literalinclude", "toctree")


@dataclass(frozen=True)
class Block:
    """One block of code: its language, its text, the line it begins at, and the file it is, if it is one."""

    language: str
    text: str
    line: int
    file: str | None = None


def blocks(page: str) -> Iterator[Block]:
    """Yield the blocks of a page that say something in a language; directives of Sphinx that hold no code are none."""
    for token in MarkdownIt("commonmark").parse(page):
        if token.type != "fence":
            continue
        assert token.map
        name, _, argument = token.info.strip().partition(" ")
        lines = token.content.splitlines()
        options = {}
        while name.startswith("{") and lines and (found := OPTION.match(lines[0])):
            options[found[1]] = found[2]
            del lines[0]
        line = token.map[1] - 1 - len(lines)
        if name == "{code-block}":
            yield Block(argument, "\n".join(lines) + "\n", line, options.get("caption", "").strip("`") or None)
        elif not name.startswith("{"):
            yield Block(name, "\n".join(lines) + "\n", line)
        elif name.strip("{}") not in DIRECTIVES:
            raise ValueError(f"line {line}: the directive {name} is not known here")


def run(page: Path) -> None:
    """Run ``page`` in the working directory."""
    names: dict[str, Any] = {"__name__": "__main__"}
    printed = ""
    for block in blocks(page.read_text(encoding="utf-8")):
        if block.language == "output":
            check_output(page, block, printed)
        elif block.file is not None:
            check_form(page, block)
            Path(block.file).parent.mkdir(parents=True, exist_ok=True)
            Path(block.file).write_text(block.text, encoding="utf-8")
        elif block.language == "python":
            printed = run_python(page, block, names)
        elif block.language == "sh":
            printed = run_shell(page, block)
        else:
            check_form(page, block)


def run_python(page: Path, block: Block, names: dict[str, Any]) -> str:
    """Run a block among the names of those before it; a traceback shows the line of the page."""
    code = compile("\n" * block.line + block.text, str(page), "exec")
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(code, names)  # noqa: S102 - that is what it is for
    return out.getvalue()


def run_shell(page: Path, block: Block) -> str:
    """Run the commands of a block; what they say on either stream is what they print."""
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block.text],  # noqa: S607 - the bash of whoever runs the page
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise AssertionError(f"{page}:{block.line + 1}: exit code {done.returncode}\n{done.stdout}")
    return done.stdout


def check_output(page: Path, block: Block, printed: str) -> None:
    """Hold the output that a page shows to what was printed."""
    shown, seen = (strip_ends(text) for text in (block.text, printed))
    if shown != seen:
        raise AssertionError(f"{page}:{block.line + 1}: the page shows\n{shown}\nand the code prints\n{seen}")


def strip_ends(text: str) -> str:
    """Drop blanks at the ends of lines, and empty lines at the end."""
    return "\n".join(line.rstrip() for line in text.splitlines()).rstrip()


def check_form(page: Path, block: Block) -> None:
    """Hold a block of data to its language."""
    match block.language:
        case "toml":
            tomllib.loads(block.text)
        case "json":
            json.loads(block.text)
        case "html":
            html.fragments_fromstring(block.text)
        case "python":
            compile("\n" * block.line + block.text, str(page), "exec")
        case "console":
            check_commands(page, block)
        case "text" | "sql":
            pass
        case _:
            raise AssertionError(f"{page}:{block.line + 1}: nobody knows how to try a block of {block.language!r}")


def check_commands(page: Path, block: Block) -> None:
    """Hold the commands of ours in a block, and their options, to what ``--help`` knows."""
    for line in block.text.replace("\\\n", " ").splitlines():
        program, *words = line.removeprefix("$ ").split() or [""]
        if program == "ogirmodel":
            wide = {**os.environ, "COLUMNS": "200"}
            help_text = subprocess.run([program, words[0], "--help"], env=wide, capture_output=True, check=True).stdout
            unknown = [word for word in words[1:] if word.startswith("--") and word.encode() not in help_text]
            if unknown:
                raise AssertionError(f"{page}:{block.line + 1}: {words[0]} has no {unknown}")


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    run(Path(sys.argv[1]))

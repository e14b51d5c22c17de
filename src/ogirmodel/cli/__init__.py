"""The command line: one file per verb, and here what holds for all of them.

No traceback ever: every failure is one sentence on standard error. Exit codes: 0; 1 for errors found; 2 for what
cannot be used or written; 130 and 143 for Ctrl-C and SIGTERM.
"""

import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import NoReturn, TextIO

from ogirmodel.errors import OgirError
from ogirmodel.messages import Language, clean, text

__all__ = ["language", "main"]


def language() -> Language:
    """Return the language of messages: that of the variable OGIRMODEL_LANGUAGE, else Chinese."""
    return "en" if os.environ.get("OGIRMODEL_LANGUAGE") == "en" else "zh"


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        _never_fail_on_characters(stream)
    with suppress(ValueError):  # signals reach the main thread alone
        signal.signal(signal.SIGTERM, _terminated)
    try:
        from ogirmodel.cli.app import app  # noqa: PLC0415 - an extra, and slow to load
    except ImportError as error:
        if error.name not in {"typer", "rich"}:
            raise
        return _fail(text("errors.no_extra", language()))
    try:
        app(arguments, prog_name="ogirmodel")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OgirError as error:
        return _fail(error.text(language()))
    except Exception as error:  # noqa: BLE001 - the promise is one sentence, whatever happens
        return _fail(text("cli.broken", language(), kind=type(error).__name__, reason=str(error)))
    return 0


def _fail(sentence: str) -> int:
    sys.stderr.write(clean(sentence, 4000) + "\n")
    return 2


def _never_fail_on_characters(stream: TextIO) -> None:
    """Let a stream that lacks a character show a replacement."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _terminated(_: int, __: FrameType | None) -> NoReturn:
    raise SystemExit(143)

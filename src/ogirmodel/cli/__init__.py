"""The command line: one file per verb, and here what holds for all of them.

No traceback ever: every failure is one sentence on standard error. Exit codes: 0; 1 for errors found; 2 for what
cannot be used or written; 130 and 143 for Ctrl-C and SIGTERM.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

from ogirmodel.errors import OgirError
from ogirmodel.messages import Language, Verbatim, clean, text
from ogirmodel.problems import to_words
from ogirmodel.sources import refusal

__all__ = ["language", "main"]

INTERRUPTED, TERMINATED = 130, 143
ARGUMENT_SHOWN = 160
"""Characters of an argument that cannot be used which are shown."""


def language() -> Language:
    """Return the language of messages: that of the variable OGIRMODEL_LANGUAGE, else Chinese."""
    return "en" if os.environ.get("OGIRMODEL_LANGUAGE") == "en" else "zh"


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    stopped: list[int] = []

    def stop(number: int, _: FrameType | None) -> NoReturn:
        stopped.append(number)
        raise _Stopped

    _open_streams()
    with _answering(stop):
        code = _guarded(sys.argv[1:] if arguments is None else arguments, stopped)
    return TERMINATED if signal.SIGTERM in stopped and code == INTERRUPTED else code


class _Stopped(KeyboardInterrupt):
    """A signal; no SystemExit, for that of a plugin which is being loaded is the plugin's fault.

    Nor is it Python's own interruption: if one passed through code that was run from a text, ``python -m`` ends itself
    with SIGINT, whatever code it was to end with.
    """


@contextmanager
def _answering(stop: Callable[[int, FrameType | None], NoReturn]) -> Iterator[None]:
    """Let ``stop`` answer Ctrl-C, unless whoever called us ignores it, and SIGTERM."""
    before = {}
    with suppress(ValueError):  # signals reach the main thread alone
        before[signal.SIGTERM] = signal.signal(signal.SIGTERM, stop)
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
            before[signal.SIGINT] = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _guarded(arguments: list[str], stopped: list[int]) -> int:
    """Run the command line; whatever goes wrong is one sentence, and nothing is wrong where it was ``stopped``."""
    try:
        with _interruptible(stopped):
            code = _run(arguments)
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has seen enough
        _forget_output()
        return 1
    except OgirError as error:
        return _fail(error.text(language()))
    except MemoryError:
        return _fail(text("cli.no_memory", language()))
    except OSError as error:  # of a file it would be an OgirError
        _forget_output()
        return _fail(text("cli.no_output", language(), reason=to_words(refusal(error), language())))
    except Exception as error:  # noqa: BLE001 - the promise is one sentence, whatever happens
        return _fail(_sentence_of(error))
    return code


@contextmanager
def _interruptible(stopped: list[int]) -> Iterator[None]:
    """Let whatever an interruption became be one again: while a class is made, Python before 3.12 wraps it."""
    try:
        yield
    except Exception:
        if stopped:
            raise _Stopped from None
        raise


def _run(arguments: list[str]) -> int:
    try:
        from ogirmodel.cli.app import app  # noqa: PLC0415 - an extra, and slow to load
    except ImportError as error:
        if error.name not in {"typer", "rich"}:
            raise
        return _fail(text("errors.no_extra", language()))
    code = app(arguments or ["--help"], prog_name="ogirmodel", standalone_mode=False)
    return code if isinstance(code, int) else 0


def _sentence_of(error: Exception) -> str:
    """Say what is wrong with the arguments; else own up to a fault of ours."""
    words = getattr(error, "format_message", None)
    if words is None:
        return text("cli.broken", language(), kind=type(error).__name__, reason=str(error))
    from ogirmodel.cli.usage import problem_of  # noqa: PLC0415 - only a mistake pays for it

    said = problem_of(error, language()) or " ".join(words().split()).rstrip(".")
    problem = Verbatim(clean(said, ARGUMENT_SHOWN))
    command = getattr(getattr(error, "ctx", None), "command_path", "ogirmodel")
    return text("cli.usage", language(), problem=problem, command=command)


def _fail(sentence: str) -> int:
    try:
        sys.stderr.write(clean(sentence, 4000) + "\n")
        sys.stderr.flush()
    except OSError:  # nobody can be told
        _forget_output()
    return 2


def _open_streams() -> None:
    """Let a stream that lacks a character show a replacement, and one that was closed by the caller lead nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - as long as we run
        elif mode == "w" and (reconfigure := getattr(stream, "reconfigure", None)):
            reconfigure(errors="replace")


def _forget_output() -> None:
    """Let what was not printed yet lead nowhere, or the interpreter would try once more when it ends."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

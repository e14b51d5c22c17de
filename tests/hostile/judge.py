"""What is wrong with what a command did, whatever it was given."""

from collections.abc import Iterator

from hostile.drive import Outcome
from hostile.trial import Answer, Trial
from ogirmodel import messages

__all__ = ["faults", "faults_of_lines"]

LONGEST = 1600
"""A sentence that names five places and what stands there is not longer."""

SUCCEEDED = (0, 1)
CODES = {Answer.REFUSED: {2}, Answer.READ: {0, 1}, Answer.EITHER: {0, 1, 2}}


def faults(trial: Trial, outcome: Outcome) -> list[str]:
    """Return everything that is wrong, a line each."""
    return list(_faults(trial, outcome))


def _faults(trial: Trial, outcome: Outcome) -> Iterator[str]:
    if outcome.code not in CODES[trial.answer]:
        yield f"ended with {outcome.code}, expected {trial.answer.value}; said {outcome.stderr[-300:]!r}"
    yield from _traces(trial, outcome)
    yield from faults_of_lines(outcome.stderr, single=outcome.code == 2)
    said = outcome.stdout + outcome.stderr
    if outcome.code in SUCCEEDED:
        said += b"".join((outcome.folder / name).read_bytes() for name in sorted(outcome.new))
        yield from trial.inspect(outcome.folder) if trial.inspect else ()
    yield from (f"does not say {words!r}" for words in trial.says if words.encode() not in said)
    yield from (f"says {words!r}" for words in trial.silent if words.encode() in said)


def _traces(trial: Trial, outcome: Outcome) -> Iterator[str]:
    """Yield what a command left, changed or reached that it had no business with."""
    if outcome.code not in SUCCEEDED:
        if outcome.stdout and trial.arguments[:1] != ("check",):
            yield f"printed {outcome.stdout[:80]!r} and failed"
        if outcome.new:
            yield f"left {sorted(outcome.new)} although it failed"
    if outcome.litter:
        yield f"left {sorted(outcome.litter)}"
    if touched := {name for name in outcome.changed if not name.startswith("out.")}:
        yield f"changed {sorted(touched)}"
    if stray := {name for name in outcome.new if not name.startswith("out.")}:
        yield f"left {sorted(stray)} beside the outputs"
    reached = [line for line in outcome.reached.splitlines() if not any(path in line for path in named(trial))]
    if reached:
        yield f"reached out: {reached}"


def named(trial: Trial) -> list[str]:
    """Return the paths of a command line that lead out of the folder: it may go there."""
    return [word for word in trial.arguments if word.startswith(("/dev/", "/proc/"))]


def faults_of_lines(stderr: bytes, *, single: bool) -> Iterator[str]:
    """Return what is wrong with lines meant for people; a failure is a ``single`` sentence."""
    try:
        text = stderr.decode()
    except UnicodeDecodeError:
        yield f"said what is no text: {stderr[:200]!r}"
        return
    lines = text.split("\n")
    if text and lines[-1]:
        yield "the last line does not end"
    if single and len(lines) != 2:
        yield f"said {len(lines) - 1} lines instead of a sentence: {text[:300]!r}"
    for line in lines:
        if not line.isprintable():
            yield f"said control characters: {line[:200]!r}"
        if len(line) > LONGEST:
            yield f"said a line of {len(line)} characters: {line[:200]!r}"
    for word in ("Traceback", "Warning:", "Exception ignored", *_broken()):
        if word in text:
            yield f"said {word}: {text[-600:]!r}"


def _broken() -> Iterator[str]:
    """Yield how the sentence begins that owns up to a fault of the program."""
    for language in messages.LANGUAGES:
        template = messages.find("cli.broken", language)
        assert template
        yield template.partition("{")[0]

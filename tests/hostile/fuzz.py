"""``poe fuzz [--seconds N] [TARGET ...]``: mutants of honest files at each reader and parser, as long as they may take.

What is no OgirError, or takes more than ten seconds, is a find: it is printed with the seed that makes it again
(``--seed``), and belongs into a test.
"""

import argparse
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Never

import ogirmodel
from hostile.drive import SECONDS
from hostile.mutate import mutated, mutated_package, mutated_text
from hostile.repetition import tokens
from hostile.seeds import PACKAGES, SUFFIXES, seed
from ogirmodel import OgirError
from ogirmodel.forms import equation
from ogirmodel.prose import about, read

__all__ = ["TARGETS", "executed", "main"]

PIECES = (
    "12",
    "０",
    "亿",
    "3.5",
    "%",
    "、",
    "，",
    "。",
    "；",
    "：",
    "（",
    "）",
    "“",
    "”",
    " ",
    "约",
    "余",
    "第",
    "-",
    "至",
    "其中",
    "分别",
    "均为",
    "没有",
)


def _reader(suffix: str) -> Callable[[random.Random], None]:
    def target(chance: random.Random) -> None:
        change = mutated if chance.randrange(4) == 0 else mutated_package if suffix in PACKAGES else mutated
        if suffix in ("txt", "html") and chance.randrange(4):
            change = mutated_text
        _checked(ogirmodel.read(change(seed(suffix), chance), format=suffix, organ="某局", year=2021), chance)

    return target


def _checked(reading: ogirmodel.Reading[ogirmodel.Report], chance: random.Random) -> None:
    """Go on with what was read: words for every finding, now and then everything that a report can go through."""
    for finding in reading.findings:
        assert finding.text("en").isprintable()
        assert finding.text("zh").isprintable()
    if chance.randrange(8) == 0:
        for finding in ogirmodel.check(reading):
            assert finding.text().isprintable()
        ogirmodel.diagnose(reading.report)
        assert ogirmodel.load(ogirmodel.dump(reading.report)) == reading.report
        name = chance.choice(("docx", "odt", "html", "text", "xlsx"))
        ogirmodel.render(reading.report, name)


def _load(chance: random.Random) -> None:
    change = mutated_text if chance.randrange(3) else mutated
    report = ogirmodel.load(change(seed("json"), chance))
    assert ogirmodel.load(ogirmodel.dump(report)) == report
    ogirmodel.check(report)


def _recognise(chance: random.Random) -> None:
    """Put lines and cells together by chance from what reports are made of."""
    pool = tokens()
    lines = ["某局2021年政府信息公开工作年度报告"] if chance.randrange(3) else []
    for _ in range(chance.randrange(1, 60)):
        glue = chance.choice(("\t", "|", "", " ", "\n", "│"))
        lines.append(glue.join(_word(pool, chance) for _ in range(chance.randrange(1, 12))))
    _checked(ogirmodel.read("\n".join(lines).encode(), format="txt", organ="某局", year=2021), chance)


def _word(pool: tuple[str, ...], chance: random.Random) -> str:
    return chance.choice(pool) if chance.randrange(2) else chance.choice(PIECES)


def _prose(chance: random.Random) -> None:
    text = "".join(_word(tokens(), chance) for _ in range(chance.randrange(1, 80)))
    list(read(text, about(text[:30])))
    report = ogirmodel.blank("某局", 2021)
    with suppress(OgirError):
        report = report.replace(sections={"overview": [text], "problems": [text], "other_matters": [text]})
    for finding in ogirmodel.check(report):
        assert finding.text().isprintable()


def _equation(chance: random.Random) -> None:
    words = (
        "a",
        "total",
        "outcomes",
        ".",
        "*",
        ".*",
        "last.",
        "+",
        "-",
        "=",
        "<=",
        " ",
        "é",
        "1",
        "_",
        "\n",
        "last",
        "<",
        "new_received",
    )
    text = "".join(chance.choice(words) for _ in range(chance.randrange(20)))
    try:
        parsed = equation.parse(text)
    except ValueError:
        return
    assert parsed.left
    assert parsed.right


TARGETS: Mapping[str, Callable[[random.Random], None]] = {
    **{suffix: _reader(suffix) for suffix in SUFFIXES},
    "load": _load,
    "recognise": _recognise,
    "prose": _prose,
    "equation": _equation,
}


def executed(target: str, seconds: float, first: int = 0, most: int = sys.maxsize) -> tuple[int, float, list[str]]:
    """Run a target for seconds of processor time: how often it ran, the longest run, and the finds, best none."""
    begun, count, longest = time.process_time(), 0, 0.0
    finds: list[str] = []
    while count < most and time.process_time() - begun < seconds and len(finds) < 5:
        chance = random.Random(f"{target} {first + count}")
        start = time.process_time()
        try:
            with _bounded():
                TARGETS[target](chance)
        except OgirError as error:
            if not (error.text().isprintable() and error.text("en").isprintable()):
                finds.append(f"{target} --seed {first + count}: control characters in {error.text()!r}")
        except Exception:  # noqa: BLE001 - this is what is looked for
            finds.append(f"{target} --seed {first + count}:\n{traceback.format_exc()[-1500:]}")
        longest = max(longest, time.process_time() - start)
        count += 1
    return count, longest, finds


@contextmanager
def _bounded() -> Iterator[None]:
    """Raise TimeoutError in what takes longer than anything may."""
    signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _too_long(*_: object) -> Never:
    raise TimeoutError


def main(arguments: list[str]) -> int:
    """Run the targets that are named, each for so many seconds."""
    parser = argparse.ArgumentParser(prog="poe fuzz")
    parser.add_argument("targets", nargs="*", default=[], metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument(
        "--seed", type=int, default=None, help="the first mutant; by default none that was tried before"
    )
    given = parser.parse_args(arguments)
    first = given.seed if given.seed is not None else int(time.time()) * 1000
    found = 0
    for target in given.targets or TARGETS:
        count, longest, finds = executed(target, given.seconds, first, 1 if given.seed is not None else sys.maxsize)
        print(f"{target}: {count} executions, the longest {longest:.2f} s, {len(finds)} finds", flush=True)
        print(*finds, sep="\n", end="\n" if finds else "")
        found += len(finds)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

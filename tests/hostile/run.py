"""``poe hostile [FAMILY ...]``: every trial, what was wrong, and what it cost at worst."""

import sys
import time
from collections import Counter
from collections.abc import Sequence

import attrs

from hostile.corpus import FAMILIES
from hostile.drive import Driver
from hostile.judge import faults

__all__ = ["Tally", "run"]


@attrs.define
class Tally:
    """What came of the trials: counted by family, with the worst that one cost."""

    tried: Counter[str] = attrs.field(factory=Counter)
    answers: Counter[str] = attrs.field(factory=Counter)
    failed: dict[str, list[str]] = attrs.field(factory=dict)
    slowest: tuple[float, str] = (0.0, "")
    largest: tuple[float, str] = (0.0, "")


def run(families: Sequence[str], *, verbose: bool = False) -> Tally:
    """Run the trials of ``families``."""
    tally = Tally()
    with Driver() as driver:
        for family in families:
            for trial in FAMILIES[family]():
                outcome = driver.run(trial)
                wrong = faults(trial, outcome)
                tally.tried[family] += 1
                tally.answers["refused" if outcome.code == 2 else "read"] += 1
                tally.slowest = max(tally.slowest, (outcome.seconds, trial.title))
                tally.largest = max(tally.largest, (outcome.megabytes, trial.title))
                if wrong:
                    tally.failed[trial.title] = wrong
                if verbose and (wrong or outcome.seconds > 3):
                    print(f"{trial.title} ({outcome.seconds:.1f} s, {outcome.megabytes:.0f} MB)", *wrong, sep="\n    ")
    return tally


if __name__ == "__main__":
    begun = time.monotonic()
    tally = run(sys.argv[1:] or tuple(FAMILIES), verbose=True)
    print(*(f"{family}: {count} tried" for family, count in tally.tried.items()), sep="\n")
    print(f"{tally.tried.total()} tried, {len(tally.failed)} failed; {dict(tally.answers)}")
    print(
        f"slowest {tally.slowest[0]:.1f} s ({tally.slowest[1]}), largest {tally.largest[0]:.0f} MB ({tally.largest[1]})"
    )
    print(f"{time.monotonic() - begun:.0f} s in all")
    sys.exit(bool(tally.failed))

"""All trials, by family."""

from collections.abc import Callable, Iterator, Mapping

from hostile import (
    arguments,
    encodings,
    figures,
    jsons,
    markup,
    outputs,
    outside,
    packages,
    places,
    plugins,
    repetition,
)
from hostile.trial import Trial

__all__ = ["FAMILIES", "trials"]

FAMILIES: Mapping[str, Callable[[], Iterator[Trial]]] = {
    "packages": packages.trials,
    "markup": markup.trials,
    "figures": figures.trials,
    "encodings": encodings.trials,
    "JSON": jsons.trials,
    "outside": outside.trials,
    "outputs": outputs.trials,
    "places": places.trials,
    "arguments": arguments.trials,
    "plugins": plugins.trials,
    "repetition": repetition.trials,
}


def trials() -> Iterator[Trial]:
    """Yield every trial of every family."""
    for family in FAMILIES.values():
        yield from family()

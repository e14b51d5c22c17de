"""Where two reports differ, in words for whoever looks for the fault in a reader or a renderer."""

import json
from collections.abc import Iterator
from typing import Any

from ogirmodel.model import Report
from ogirmodel.serial import dump

__all__ = ["differences"]

SHOWN = 5
ABSENT = "nothing"


def differences(found: Report, expected: Report) -> str:
    """Return the first few places at which a report is another than expected, with what stands there.

    >>> differences(Report("甲局", 2025), Report("乙局", 2025)).partition(";")[0]
    "organ.name: '甲局' instead of '乙局'"
    """
    one, other = (dict(_flat(json.loads(dump(report)))) for report in (found, expected))
    places = [place for place in dict.fromkeys((*other, *one)) if one.get(place, ABSENT) != other.get(place, ABSENT)]
    told = (f"{place}: {_shown(one, place)} instead of {_shown(other, place)}" for place in places[:SHOWN])
    more = f"; {len(places) - SHOWN} more" if len(places) > SHOWN else ""
    return "; ".join(told) + more


def _flat(data: Any, path: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data, 1):
            yield from _flat(value, f"{path}.{key}" if path else str(key))
    else:
        yield path, data


def _shown(values: dict[str, object], place: str) -> str:
    return repr(values[place])[:80] if place in values else ABSENT

"""Charts in a web page: bars drawn as inline SVG, each with its figure in words. No script, no font, no file.

``html`` calls it. A chart is one picture to a screen reader, and its label says every figure.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ogirmodel.document import Chart, Series, chart_title, figure_text
from ogirmodel.renderers.stencil import escape

__all__ = ["CHARTED", "draw"]

CHARTED = """\
.ogi figure{margin:1em 0;break-inside:avoid}
.ogi figcaption{text-align:center}
.ogi svg{display:block;width:100%;height:auto}
"""

WIDTH = 640
ROOM = 90
"""Units right of the longest bar, for its figure."""
LINE, BAR, GAP = 20, 16, 12
TYPE = 13
COLOURS = ("#9db8d2", "#1f4e79", "#c98a2b", "#5b7f3a")
"""The last series is the one to look at; light and dark differ in print as well."""

NOTHING = "–"


def draw(chart: Chart) -> str:
    """Return ``chart`` as a figure with its caption: one bar for each figure, below the name of its category."""
    height = LINE + GAP + len(chart.categories) * (LINE + len(chart.series) * BAR + GAP)
    parts = [
        '<figure class="chart">',
        f"<figcaption>{escape(chart_title(chart))}</figcaption>",
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(_said(chart))}" font-size="{TYPE}">',
        *_legend(chart.series),
        *_bars(chart),
        "</svg>",
        "</figure>",
    ]
    return "\n".join(parts)


def _said(chart: Chart) -> str:
    """Return the whole chart in words."""
    rows = zip(chart.categories, *(series.values for series in chart.series), strict=True)
    names = [series.name for series in chart.series]
    lines = [
        f"{category}: " + ", ".join(f"{name} {_shown(value)}" for name, value in zip(names, values, strict=True))
        for category, *values in rows
    ]
    return f"{chart_title(chart)}. {'; '.join(lines)}"


def _legend(series: Sequence[Series]) -> Iterator[str]:
    for number, one in enumerate(series):
        left = number * WIDTH // max(len(series), 4)
        yield f'<rect x="{left}" y="3" width="12" height="12" fill="{_colour(number)}"/>'
        yield f'<text x="{left + 18}" y="14">{escape(one.name)}</text>'


def _bars(chart: Chart) -> Iterator[str]:
    top = LINE + GAP
    largest = max((value for one in chart.series for value in one.values if value is not None), default=0)
    for row, category in enumerate(chart.categories):
        yield f'<text x="0" y="{top + 14}">{escape(category)}</text>'
        top += LINE
        for number, one in enumerate(chart.series):
            value = one.values[row]
            length = _length(value, largest)
            if length:
                yield f'<rect x="0" y="{top + 1}" width="{length}" height="{BAR - 3}" fill="{_colour(number)}"/>'
            yield f'<text x="{length + 6}" y="{top + BAR - 4}">{escape(_shown(value))}</text>'
            top += BAR
        top += GAP


def _length(value: int | Decimal | None, largest: int | Decimal) -> int:
    """Return how long a bar is; no figure above 0 is too small to be seen."""
    return max(1, int((WIDTH - ROOM) * value / largest)) if value is not None and value > 0 else 0


def _colour(number: int) -> str:
    return COLOURS[number % len(COLOURS)]


def _shown(value: int | Decimal | None) -> str:
    return figure_text(value) or NOTHING

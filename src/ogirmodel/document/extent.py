"""Where a report begins and ends among what a file holds, and what around and between is furniture of the page."""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from ogirmodel.document.blocks import Grid
from ogirmodel.document.furniture import is_button, is_label, is_page_number
from ogirmodel.document.items import Item, Line
from ogirmodel.document.paper import TitleMatch, looks_like_organ, match_heading, match_title, read_date, split_sign_off
from ogirmodel.document.wordings import best_table
from ogirmodel.forms import Form
from ogirmodel.labels import tight

__all__ = ["Extent", "extent_of"]

TITLE_WITHIN = 400
"""Lines from the beginning among which a title is looked for."""

TITLE_LINES = 4
"""A title is broken into no more lines than this."""

OWN_LABELS = 3
"""A grid with so many labels of a table is taken for one of the report's."""


@attrs.define
class Extent:
    """The title with its lines, what belongs to the report, and what was left out: furniture, and other words."""

    title: TitleMatch | None = None
    title_lines: tuple[str, ...] = ()
    items: list[Item] = attrs.field(factory=list)
    furniture: list[str] = attrs.field(factory=list)
    before: list[Line] = attrs.field(factory=list)


def extent_of(items: Sequence[Item], forms: Sequence[Form], title_lines: tuple[str, ...] = ()) -> Extent:
    """Find the title, unless ``title_lines`` are known to be it, and part the report from the page around it."""
    anchors = [number for number, item in enumerate(items) if _is_anchor(item, forms)]
    first = anchors[0] if anchors else len(items)
    last = anchors[-1] if anchors else len(items) - 1
    found = Extent(match_title(title_lines, forms) if title_lines else None, title_lines)
    start = 0 if title_lines else _take_title(items, first, forms, found)
    if found.title is not None and found.title.trail:
        found.furniture.append(found.title.trail)
    held = _without_repeats(items[start:first], found)
    preface = [item for item in held if not _is_around(item, found)]
    body = [item for item in items[first : last + 1] if not _is_between(item, found)]
    found.items = [*preface, *body, *_up_to_the_end(items[last + 1 :] if anchors else (), found)]
    return found


def _is_anchor(item: Item, forms: Sequence[Form]) -> bool:
    if isinstance(item, Line):
        return any(match_heading(item.text, statute) for statute in forms)
    return any(best_table(statute, item)[1] >= OWN_LABELS for statute in forms)


# -- the title --


def _take_title(items: Sequence[Item], first: int, forms: Sequence[Form], found: Extent) -> int:
    """Find the title before the first heading or table, and return where what follows it begins."""
    lines = [(number, item) for number, item in enumerate(items[:first]) if isinstance(item, Line)][:TITLE_WITHIN]
    place = _last_title([line for _, line in lines], forms, found)
    if place is None:
        return 0
    after = lines[place][0] + 1
    for item in items[: lines[place - len(found.title_lines) + 1][0]]:
        _leave(item, found)
    return after


def _last_title(lines: Sequence[Line], forms: Sequence[Form], found: Extent) -> int | None:
    """Find the last title, on the fewest lines: what stands before it is not the organ's name."""
    for named in (True, False):
        for length in range(1, TITLE_LINES + 1):
            for end in range(len(lines) - 1, length - 2, -1):
                texts = tuple(line.text for line in lines[end - length + 1 : end + 1])
                match = match_title(texts, forms)
                if match is None or (match.organ is None) is named:
                    continue
                if match.organ is None and end >= length and looks_like_organ(lines[end - length].text):
                    texts = (lines[end - length].text.strip(), *texts)
                    match = attrs.evolve(match, organ=texts[0], text="".join(texts))
                found.title, found.title_lines = match, texts
                return end
    return None


def _without_repeats(items: Sequence[Item], found: Extent) -> list[Item]:
    """Leave out the title where it is printed again below itself."""
    title = tight("".join(found.title_lines))
    kept = [item for item in items if not (title and isinstance(item, Line) and tight(item.text) == title)]
    if len(kept) < len(items):
        found.furniture += [title] * (len(items) - len(kept))
    return kept


# -- furniture --


def _leave(item: Item, found: Extent) -> None:
    """Leave out what stands before the title: sentences are named one by one, the rest is summed up."""
    if isinstance(item, Line) and not _is_furniture(item) and len(item.text) > 1 and not _repeats(item, found):
        found.before.append(item)
    else:
        found.furniture += _texts(item)


def _repeats(item: Line, found: Extent) -> bool:
    return tight(item.text) in tight("".join(found.title_lines))


def _is_around(item: Item, found: Extent) -> bool:
    """Tell whether something between the title and the first heading is no preface."""
    around = item.aside if isinstance(item, Grid) else _is_furniture(item)
    if around:
        found.furniture += _texts(item)
    return around


def _is_between(item: Item, found: Extent) -> bool:
    """Tell whether something among the sections is none of them."""
    if isinstance(item, Grid):
        return False
    between = is_page_number(item.text) or (len(item.text) > 1 and is_button(item.text))  # one alone is of a label
    if between:
        found.furniture.append(item.text)
    return between


def _is_furniture(line: Line) -> bool:
    return line.aside or is_page_number(line.text) or is_button(line.text) or is_label(line.text)


def _up_to_the_end(items: Sequence[Item], found: Extent) -> Iterator[Item]:
    """Yield what follows the last heading or table up to the furniture below the report."""
    ended = False
    for number, item in enumerate(items):
        if isinstance(item, Line) and is_page_number(item.text):
            found.furniture += [] if item.aside else [item.text]
            continue
        ended = ended or (_is_furniture(item) if isinstance(item, Line) else item.aside)
        if ended and not _signs(items[number : number + 2]):
            found.furniture += _texts(item)
        else:
            yield item


def _signs(items: Sequence[Item]) -> bool:
    """Tell whether a sign-off begins here, though the page sets it apart: a date, or a name with a date below."""
    texts = [item.text for item in items if isinstance(item, Line)]
    if not texts:
        return False
    if read_date(texts[0]) or split_sign_off(texts[0]):
        return True
    return len(texts) > 1 and looks_like_organ(texts[0]) and read_date(texts[1]) is not None


def _texts(item: Item) -> Iterable[str]:
    if isinstance(item, Line):
        return [item.text]
    return [cell.text.strip() for row in item.rows() for cell in row if cell.text.strip()]

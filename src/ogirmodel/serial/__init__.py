"""Reports as JSON: the envelope ``ogirmodel/1``, strict on the way in, stable and exact on the way out.

``dump`` writes the same bytes for equal reports, a row of a table on each line. ``load`` takes nothing that it does
not understand: no duplicate or unknown keys, no NaN, no bool, float or text as a count; everything that is wrong is
named at once, with its path. ``converter`` does the same for cattrs users who hold reports in classes of their own.

What is plain, as ``dump`` and most programs write it, is checked and taken as a whole; only what is not is looked at
piece by piece, by the code that can name each fault.
"""

from typing import TYPE_CHECKING, Any

from ogirmodel import limits
from ogirmodel.encodings import decode
from ogirmodel.errors import OgirError, StructureError
from ogirmodel.model import Report
from ogirmodel.serial.envelope import FORMAT
from ogirmodel.serial.plain import DEEPEST, plainly
from ogirmodel.serial.strict import check_lines, from_data
from ogirmodel.serial.written import to_bytes, to_data
from ogirmodel.sources import Source, fetch, path_of
from ogirmodel.strictjson import check_depth, parse

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = ["FORMAT", "converter", "dump", "from_data", "load", "to_data"]


def load(source: Source) -> Report:
    """Return the report that ``source`` holds as JSON: bytes, or the path of a file.

    Raises StructureError (``problems`` with their paths), ReadError for what is no JSON, LimitExceeded, and
    UnknownName for an edition that is not known here.

    >>> from ogirmodel import blank
    >>> load(dump(blank("某镇人民政府", 2025))) == blank("某镇人民政府", 2025)
    True
    """
    file = path_of(source)
    try:
        data = fetch(source)
        return plainly(data) or _strictly(decode(data), file or "JSON")
    except OgirError as error:
        raise error.named(file) from error.__cause__


def _strictly(text: str, file: str) -> Report:
    data = parse(text, file)
    if limits.current().json_depth < DEEPEST:
        check_depth(data)
    check_lines(data)
    try:
        return from_data(data)
    except StructureError:
        check_depth(data)  # what is nested too deep is refused for that, not for its first unknown key
        raise


def dump(report: Report) -> bytes:
    """Return ``report`` as JSON in UTF-8: what was stated, every cell of its tables, blank as null.

    >>> from ogirmodel import Report
    >>> dump(Report("某县教育局", 2025)).decode().splitlines()[1]
    '  "format": "ogirmodel/1",'
    """
    return to_bytes(report)


def converter() -> "Converter":
    """Return a cattrs converter that takes reports to plain data and back, as ``load`` and ``dump`` do."""
    from cattrs import Converter  # noqa: PLC0415 - only who joins us with classes of his own needs it

    def structured(data: Any, _: type) -> Report:
        return from_data(data)

    made = Converter()
    made.register_unstructure_hook(Report, to_data)
    made.register_structure_hook(Report, structured)
    return made

"""The parser and the writer of plain JSON: orjson if it is installed (the extra ``fast``), else the standard library.

Both give the same. What is not plain comes here neither way: see ``strictjson``.
"""

try:
    from ogirmodel.serial.quick import figures, parse, write
except ImportError:  # there is no orjson here
    from ogirmodel.serial.usual import figures, parse, write

__all__ = ["figures", "parse", "write"]

"""Fields: what they show is text, what they would do is not done. Those that reach outside are named."""

from collections.abc import Iterator

from ogirmodel.readers.docx.left_out import leave_out
from ogirmodel.readers.docx.names import Element, w
from ogirmodel.readers.docx.text import T
from ogirmodel.readers.flow import Flow

__all__ = ["FIELDS", "fields"]

CHARACTER, INSTRUCTION, SIMPLE = w("fldChar"), w("instrText"), w("fldSimple")
FIELDS = (CHARACTER, INSTRUCTION, SIMPLE)
KIND, SAID = w("fldCharType"), w("instr")
REACHING_OUT = frozenset(
    {"DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "DATABASE", "RD", "IMPORT", "INCLUDE"}
)
"""Fields that bring in something from outside when they are brought up to date."""


def fields(root: Element, flow: Flow) -> None:
    """Name the fields that reach outside; text inside an instruction is not shown, what a field shows stays."""
    for instruction in _instructions(root):
        if REACHING_OUT.intersection(instruction.upper().split(maxsplit=1)[:1]):
            flow.name("U11", "field", [instruction])
    leave_out(list(_never_shown(root)), flow, "hidden")


def _instructions(root: Element) -> Iterator[str]:
    """Yield the instructions of all fields; Word may cut one into several runs."""
    for element in root.iter(SIMPLE):
        yield element.get(SAID, "")
    fields: list[list[str]] = [[]]
    for piece in root.iter(CHARACTER, INSTRUCTION):
        if piece.tag == INSTRUCTION:
            fields[-1].append(piece.text or "")
        elif piece.get(KIND) == "begin":
            fields.append([])
        else:
            yield "".join(fields[-1])
            fields[-1].clear()
            if piece.get(KIND) == "end" and len(fields) > 1:
                fields.pop()
    yield from map("".join, fields)


def _never_shown(root: Element) -> Iterator[Element]:
    """Yield the text between the beginning of a field and what it shows; of a field without an end nothing."""
    depth, outermost = 0, 0
    unseen: list[Element] = []
    for piece in root.iter(CHARACTER, T):
        if piece.tag == T:
            unseen += [piece] if outermost else []
        elif piece.get(KIND) == "begin":
            depth += 1
            outermost = outermost or depth
        elif depth:
            if outermost == depth:
                yield from unseen
                unseen, outermost = [], 0
            depth -= piece.get(KIND) == "end"

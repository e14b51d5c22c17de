"""What a paragraph claims: a number, what it counts, and in which scope.

``read`` is called by the checks. A number speaks of a subject only if nothing unknown stands between the two; whatever
is in doubt has no subject. Claims are as stated: what the tables hold is no matter here.
"""

from decimal import Decimal
from typing import NamedTuple

__all__ = ["Claim", "Subject"]


class Subject(NamedTuple):
    """What is counted, by the keys of the lexicon; an empty field was not said.

    >>> Subject("request", flow="received").flow
    'received'
    """

    noun: str = ""
    flow: str = ""
    kind: str = ""
    outcome: str = ""
    result: str = ""


class Claim(NamedTuple):
    """A number that a sentence states, and everything said about it.

    ``subjects`` is empty where the grammar does not know what is counted; several are counted together. ``scope`` is
    ``""``, ``"part"`` (one channel or level of the whole), ``"comparison"`` or ``"other"``; ``year`` and ``who`` are a
    year and an organ that the sentence names. ``part_of`` is the place, among the claims of the paragraph, of the one
    that the words for "of these" follow. ``nothing``: zero was said in words. ``span`` counts in ``sentence``.

    >>> from ogirmodel.prose import read
    >>> claim = next(read("全年新收政府信息公开申请33件。"))
    >>> claim.subjects[0].noun, claim.subjects[0].flow, claim.value
    ('request', 'new', 33)
    """

    subjects: tuple[Subject, ...]
    value: int | Decimal
    step: int | Decimal
    counter: str
    sentence: str
    span: tuple[int, int]
    number: int
    vague: bool = False
    plain: bool = True
    scope: str = ""
    year: int | None = None
    who: str = ""
    item: str = ""
    whole: bool = False
    nothing: bool = False
    part_of: int | None = None
    share: Decimal | int | None = None
    share_step: Decimal | int = 1

    @property
    def known(self) -> bool:
        """Whether it states, plainly and for the whole of this organ, how many there are of something known."""
        return bool(self.subjects) and not self.vague and self.plain and not self.scope

"""What the prose of a report says in figures: a small grammar over its sentences.

Pure functions over text, called by the checks: ``read`` gives the claims of paragraphs. The words stand in the lexicon
(``prose.toml``); what the tables hold, and what is right, is no matter here.
"""

from ogirmodel.prose.claims import Claim, Subject
from ogirmodel.prose.hints import may_be_vague
from ogirmodel.prose.numerals import number
from ogirmodel.prose.read import about, read
from ogirmodel.prose.tokens import fold, sentences

__all__ = ["Claim", "Subject", "about", "fold", "may_be_vague", "number", "read", "sentences"]

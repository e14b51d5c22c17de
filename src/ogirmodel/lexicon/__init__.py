"""Words as data: the vocabulary of published reports that no form prescribes.

One TOML file per subject; ``words`` loads one. What a *form* prescribes stands in the form.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["words"]


@cache
def words(subject: str) -> Mapping[str, Any]:
    """Return the word lists of ``subject``, a file of this folder without its suffix.

    >>> "/" in words("marks")["marks"]
    True
    """
    return tomllib.loads(Path(__file__).with_name(f"{subject}.toml").read_text(encoding="utf-8"))

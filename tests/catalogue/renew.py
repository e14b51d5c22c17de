"""Write the catalogue of checks anew: ``poe docs-checks``. Its words are those of the messages, in both languages."""

from collections.abc import Iterator
from pathlib import Path

from ogirmodel import messages
from ogirmodel.lexicon import words

DOCS = Path(__file__).parents[2] / "docs" / "checks.md"

FAMILIES = {
    "T": "Tables",
    "Y": "Across years",
    "N": "Prose against tables",
    "S": "Sections and what they say",
    "D": "Dates and signatures",
    "A": "A government and its organs",
    "U": "Reading",
    "C": "The case register",
}

INTRODUCTION = """\
# The catalogue of checks

Every finding has a code, a severity, and a basis: on whose word it speaks.
What was not read in the law is not cited as law, and what could not be judged, because a figure is blank, is
`unjudged`.
`ogirmodel check --explain T01` prints one of these, and so does `ogirmodel.explain("T01")`.

A policy switches codes off, changes severities and sets parameters, in Python (`ogirmodel.Policy`) or as a file
(`ogirmodel check INPUT --policy policy.toml`):

```toml
off = ["T06"]

[severities]
D02 = "warning"

[parameters]
counting = "nonblank"               # han (the default), nonblank or all: what S05 counts
overview_limit = 1200               # S05; the form's own by default
components = ["云溪县教育局"]       # A02: the organs whose reports a government must add up

[parameters.deadlines]              # D03: month and day, "" for none
department = "01-20"
government = "03-10"
```

Third parties add rules through the entry-point group `ogirmodel.checks`: the name of the entry point is the prefix of
their codes (`gansu` for `gansu.T90`), its value an `ogirmodel.checks.Rule` or a tuple of them.

`ogirmodel check INPUT --format json` prints one object:

| key | holds |
|---|---|
| `format` | `"ogirmodel-findings/1"` |
| `organ`, `year`, `edition` | of the report |
| `summary` | how many findings there are of each severity: `error`, `warning`, `info`, `unjudged` |
| `findings` | a list, in the order of the rules |
| `diagnoses` | for tables whose identities are broken: the smallest changes that would mend them |

| key of a finding | holds |
|---|---|
| `code`, `variant` | the code, and which of its sentences speaks; `""` where it has one alone |
| `severity`, `basis` | as above; the basis is `printed`, `statutory`, `implied` or `customary` |
| `location` | those of `edition`, `section`, `table`, `row`, `column`, `paragraph`, `origin` that are known, by key, \
and `text`, the place in words |
| `params` | the facts of the sentence; for an identity `left` and `right`, each with its `sum` and `addends` |
| `text` | the sentence, in the language that was asked for |

| key of a diagnosis | holds |
|---|---|
| `table` | the table whose identities are broken |
| `repairs` | the likeliest first: `pattern` (`digit`, `swapped` ...), `changes` (`row`, `column`, `before`, `after`) |
| `unique`, `more` | whether there is no other repair as small, and how many are not listed |
| `text` | the sentence, in the language that was asked for |

This file is made from the messages by `poe docs-checks`.
"""


def catalogue() -> str:
    """Return the catalogue as Markdown."""
    return "\n".join((INTRODUCTION, *_families()))


def _families() -> Iterator[str]:
    for letter, title in FAMILIES.items():
        yield f"## {title}\n"
        for code, known in words("codes").items():
            if code.startswith(letter):
                severity = messages.text(f"severity.{known['severity']}", "en")
                basis = messages.text(f"basis.{known['basis']}", "en")
                yield f"### {code}\n\n*{severity}, basis: {basis}*\n"
                for language in ("en", "zh"):
                    yield _explained(code, language)


def _explained(code: str, language: messages.Language) -> str:
    parts = (messages.text(f"explain.{code}_{part}", language) for part in ("rule", "do", "example"))
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    DOCS.write_text(catalogue(), encoding="utf-8", newline="\n")

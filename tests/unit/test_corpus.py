"""Every code has a case that raises it, and one that does not."""

from pathlib import Path

import pytest

from corpus.cases import findings, load, paths
from ogirmodel import Severity, messages
from ogirmodel.lexicon import words

REGISTER = {f"C0{number}" for number in range(1, 10)}
RAISED_ELSEWHERE = {"A04", "A05", "A06", "U08", "U09", "U10", "U11", "Y07"} | REGISTER
"""Codes that no paper can raise: of a form that cannot be loaded, a file, a total, two years, or a register; they
have own tests."""

INFO_OF_A_WARNING = {"U03"}
"""Codes that are only told, as an info, where what was read is beyond doubt."""


def _id(path: Path) -> str:
    return "-".join((path.parts[-3], path.parts[-2], path.stem))


@pytest.mark.parametrize("path", [p for p in paths() if p.stem.startswith("valid")], ids=_id)
def test_a_sound_case_raises_nothing(path: Path) -> None:
    """A false alarm makes an office distrust every other finding."""
    found = findings(path)
    assert [finding.text() for finding in found if finding.severity != Severity.INFO] == []
    assert path.parts[-2] not in {finding.code for finding in found} - INFO_OF_A_WARNING


@pytest.mark.parametrize("path", [p for p in paths() if not p.stem.startswith("valid")], ids=_id)
def test_a_faulty_case_raises_its_code_and_no_other(path: Path) -> None:
    """A fault that is not found is published; one found under another name is not understood."""
    code = path.parts[-2]
    found = findings(path)
    grave = [f for f in found if f.severity not in {Severity.INFO, Severity.UNJUDGED}]
    allowed = {code, *load(path).get("implies", [])}
    assert code in {finding.code for finding in found if finding.severity != Severity.UNJUDGED}
    assert [finding.text() for finding in grave if finding.code not in allowed] == []


def test_every_code_has_cases_and_words() -> None:
    """A code without a case may never be raised; one without words prints a blank."""
    cases: dict[str, set[bool]] = {}
    for path in paths():
        cases.setdefault(path.parts[-2], set()).add(path.stem.startswith("valid"))
    codes = set(words("codes")) - RAISED_ELSEWHERE
    assert {code for code, kinds in cases.items() if kinds == {True, False}} == codes
    for language in messages.LANGUAGES:
        spoken = {key.removeprefix("findings.").split("_")[0] for key in messages.keys(language)}
        assert set(words("codes")) <= spoken


@pytest.mark.parametrize("path", [p for p in paths() if not p.stem.startswith("valid")], ids=_id)
@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_finding_reads_as_one_sentence(path: Path, language: messages.Language) -> None:
    """A message with a placeholder or a line break in it cannot be shown to a clerk."""
    for finding in findings(path):
        sentence = finding.text(language)
        assert "\n" not in sentence
        assert "{" not in sentence
        assert sentence.endswith((".", "。"))

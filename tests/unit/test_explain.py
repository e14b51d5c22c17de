"""Every code is explained, in both languages, in the docs and on the command line, and raised by some case."""

import datetime
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

import ogirmodel
from catalogue.renew import DOCS, FAMILIES, catalogue
from corpus.cases import findings, paths
from ogirmodel import Policy, UnknownName, check, explain, messages
from ogirmodel.findings import as_data
from ogirmodel.lexicon import words
from ogirmodel.testing import sample

CODES = tuple(words("codes"))
RAISED_ELSEWHERE = {
    *(f"C{number:02}" for number in range(1, 10)),
    "A04",
    "A05",
    "A06",
    "U08",
    "U09",
    "U10",
    "U11",
    "Y07",
}
"""Codes of plugins and of files: tests of their own raise them."""


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained(code: str, language: messages.Language) -> None:
    """A clerk who does not understand a finding would have nobody to ask."""
    head, *parts = explain(code, language).split("\n")
    assert head.startswith(code)
    severity, basis = (words("codes")[code][key] for key in ("severity", "basis"))
    assert messages.text(f"severity.{severity}", language) in head
    assert messages.text(f"basis.{basis}", language) in head
    assert len(parts) == 3
    assert all(part.endswith("。" if language == "zh" else ".") for part in parts)
    assert not re.search("[{}]", "".join(parts))


def test_only_the_built_in_codes_are_explained() -> None:
    """A typo would be answered with nothing, or a traceback."""
    with pytest.raises(UnknownName) as caught:
        explain("S4")
    assert "S04" in caught.value.near
    assert "S04" in caught.value.text("en")
    with pytest.raises(UnknownName):
        explain("gansu.T90")
    with pytest.raises(UnknownName):
        explain("head")
    assert ogirmodel.explain is explain


def test_what_is_not_law_is_not_called_law() -> None:
    """An office that looks the law up and does not find the sentence stops believing the others."""
    lawful = {code for code in CODES if words("codes")[code]["basis"] == "statutory"}
    named = {code for code in CODES if "条例" in explain(code)}
    assert named == lawful == {"S04"}


def test_the_docs_are_those_of_the_messages() -> None:
    """Whoever reads the docs would be told of other rules than those that run: ``poe docs-checks`` mends it."""
    assert DOCS.read_text(encoding="utf-8") == catalogue()


def test_the_docs_show_what_works() -> None:
    """An office that copies the policy from the docs would be told that it is wrong."""
    docs = DOCS.read_text(encoding="utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", docs, re.DOTALL)
    policy = Policy.from_toml(shown.encode())
    assert policy.off == {"T06"}
    assert policy.parameters.deadline("department", 2025) == datetime.date(2026, 1, 20)
    (finding,) = check(sample())
    assert [key for key in as_data(finding) if f"`{key}`" not in docs] == []


def test_codes_messages_docs_and_cases_are_the_same_set() -> None:
    """A code without words, docs or a case may never have been seen to work."""
    for language in messages.LANGUAGES:
        explained = {
            key.removeprefix("explain.").partition("_")[0] for key in messages.keys(language) if "_rule" in key
        }
        said = {
            key.removeprefix("findings.").partition("_")[0] for key in messages.keys(language) if "findings." in key
        }
        assert explained == set(CODES)
        assert said - {"identity", "unjudged", "other", "told"} == set(CODES)
    assert re.findall(r"(?m)^### (\w+)$", DOCS.read_text(encoding="utf-8")) == list(CODES)
    assert {code[0] for code in CODES} == set(FAMILIES)
    raised = {finding.code for path in paths() for finding in findings(path)}
    assert raised | RAISED_ELSEWHERE == set(CODES)
    tests = _constants(Path(__file__).parent.glob("test_*.py"), __file__, "test_corpus.py")
    source = _constants(Path(ogirmodel.__file__).parent.rglob("*.py"))
    assert RAISED_ELSEWHERE & source <= tests


def _constants(files: Iterable[Path], *but: str) -> set[str]:
    """Return the codes that stand in files of Python as texts of their own."""
    texts = (path.read_text(encoding="utf-8") for path in files if not str(path).endswith(but))
    return {code for text in texts for code in CODES if f'"{code}"' in text or f'"{code}_' in text}

"""A policy: which findings count, how gravely, and what the rules are told; wrong ones are refused by place."""

from pathlib import Path
from typing import Any

import pytest

from ogirmodel import Policy, ReadError, Severity, StructureError, check
from ogirmodel.checks import Parameters
from ogirmodel.messages import LANGUAGES
from ogirmodel.testing import sample

FULL = """
off = ["T06", "gansu.T90"]

[severities]
D02 = "warning"
S12 = "error"

[parameters]
overview_limit = 1200
counting = "nonblank"
components = ["云溪县教育局"]

[parameters.deadlines]
department = "01-20"
government = ""
"""


def test_a_file_says_what_python_can_say(tmp_path: Path) -> None:
    """A province would have to write Python to set its own dates."""
    path = tmp_path / "policy.toml"
    path.write_text(FULL, encoding="utf-8")
    expected = Policy(
        off={"T06", "gansu.T90"},
        severities={"D02": Severity.WARNING, "S12": "error"},
        parameters=Parameters(
            overview_limit=1200,
            counting="nonblank",
            components="云溪县教育局",
            deadlines={"department": "01-20", "government": None},
        ),
    )
    assert Policy.from_toml(path) == Policy.from_toml(str(path)) == Policy.from_toml(FULL.encode()) == expected
    assert Policy.from_toml(b"") == Policy()


def test_a_policy_switches_off_and_weighs_anew() -> None:
    """An office that has settled a question would be asked it every day."""
    report = sample().replace(preface=(), year=2022, signed_on="2022-12-01")
    assert {finding.code for finding in check(report)} == {"S12", "D02", "U12"}
    policy = Policy.from_toml(b'off = ["U12"]\nseverities = { S12 = "error", D02 = "info" }')
    assert [(f.code, f.severity) for f in check(report, policy=policy)] == [("S12", "error"), ("D02", "info")]


@pytest.mark.parametrize(
    ("text", "path", "near"),
    [
        ('of = ["T06"]', "of", "off"),
        ("[severity]", "severity", "severities"),
        ('off = ["T6"]', "off.T6", "T06"),
        ('off = "T6"', "off.T6", "T06"),
        ("off = [1]", "off", ""),
        ("off = 1", "off", ""),
        ("[off]", "off", ""),
        ('[severities]\nT011 = "error"', "severities.T011", "T01"),
        ('[severities]\nT01 = "grave"', "severities.T01", "error"),
        ('[severities]\nT01 = "unjudged"', "severities.T01", "warning"),
        ("[severities]\nT01 = 1", "severities.T01", "error"),
        ('severities = "T01"', "severities", ""),
        ("parameters = 1", "parameters", ""),
        ("[parameters]\ncountin = 1", "parameters.countin", "counting"),
        ('[parameters]\ncounting = "words"', "counting", "nonblank"),
        ("[parameters]\ncounting = 1", "counting", "nonblank"),
        ("[parameters]\noverview_limit = 0", "overview_limit", ""),
        ("[parameters]\noverview_limit = 1.5", "overview_limit", ""),
        ('[parameters]\noverview_limit = "1000"', "overview_limit", ""),
        ("[parameters]\noverview_limit = true", "overview_limit", ""),
        ("[parameters]\ncomponents = [1]", "components", ""),
        ("[parameters]\ncomponents = 1", "components", ""),
        ("[parameters]\ndeadlines = 1", "deadlines", ""),
        ('[parameters]\ndeadlines = ["01-31"]', "deadlines", ""),
        ('[parameters.deadlines]\ndepartments = "01-31"', "deadlines.departments", "department"),
        ('[parameters.deadlines]\ndepartment = "31-01"', "deadlines.department", ""),
        ('[parameters.deadlines]\ndepartment = "02-29"', "deadlines.department", ""),
        ("[parameters.deadlines]\ndepartment = 131", "deadlines.department", ""),
        ("a = 1\noff = = 2", "", "line 2"),
    ],
)
def test_a_fault_of_a_policy_is_named_by_place(text: str, path: str, near: str) -> None:
    """A misspelt key would be ignored, and the office believe that its dates are set."""
    with pytest.raises(StructureError) as caught:
        Policy.from_toml(text.encode())
    assert path in caught.value.problems[0].path
    for language in LANGUAGES:
        sentence = caught.value.text(language)
        assert near in sentence
        assert sentence.endswith(("。", "."))
        assert sentence.isprintable()


def test_the_same_faults_are_named_in_python() -> None:
    """A typo in a program would end in a traceback of ours."""
    faults: tuple[dict[str, Any], ...] = ({"severities": {"T01": "grave"}}, {"off": 3}, {"severities": 3})
    for fault in faults:
        with pytest.raises(StructureError):
            Policy(**fault)


def test_the_codes_of_every_form_are_known(tmp_path: Path) -> None:
    """The identity of another form could not be switched off."""
    assert Policy.from_toml(b'off = ["Y04", "T12"]').off == {"Y04", "T12"}
    with pytest.raises(ReadError) as caught:
        Policy.from_toml(tmp_path / "none.toml")
    assert "none.toml" in caught.value.text()
    (tmp_path / "bad.toml").write_text("off = 1")
    with pytest.raises(StructureError) as refused:
        Policy.from_toml(tmp_path / "bad.toml")
    assert "bad.toml" in refused.value.text()

"""Rules of third parties: they run after ours, under their own names, and none can break a check."""

import importlib.metadata
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

from ogirmodel import Basis, Finding, PluginConflict, PluginUnavailable, Policy, Severity, check, editions
from ogirmodel.checks import CHECKS, Context, Rule, others, rule
from ogirmodel.registry import Registry
from ogirmodel.testing import sample

MINE = Finding("gansu.T90", Severity.WARNING, Basis.CUSTOMARY)


@rule("gansu.T90")
def always(_: Context) -> Iterator[Finding]:
    """Find the same in every report."""
    yield MINE


@rule("gansu.T91")
def breaks(context: Context) -> Iterator[Finding]:
    """Fail on every report."""
    yield MINE
    raise LookupError(context.report.organ.name)


@rule("gansu.T92")
def stops(_: Context) -> Iterator[Finding]:
    """Leave the program."""
    raise SystemExit(3)


@rule("gansu.T93")
def lies(_: Context) -> Iterator[Finding]:
    """Speak under the code of another."""
    yield Finding.of("T01")


@rule("gansu.T94")
def babbles(_: Context) -> Any:
    """Find what is no finding."""
    return [1]


@attrs.define
class Point:
    """An entry point of an installed distribution, as importlib.metadata gives it."""

    name: str
    plugin: Any
    distribution: str = "gansu-checks"
    value: str = "gansu:rules"

    @property
    def dist(self) -> SimpleNamespace:
        """The distribution that brings it."""
        return SimpleNamespace(name=self.distribution)

    def load(self) -> Any:
        """Import it."""
        if isinstance(self.plugin, BaseException):
            raise self.plugin
        return self.plugin


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return what installs entry points for the length of a test; the forms are those that were there before."""
    editions()

    def installed(*points: Point) -> None:
        monkeypatch.setattr(importlib.metadata, "entry_points", lambda **_: list(points))
        monkeypatch.setattr(others, "CHECKS", Registry("ogirmodel.checks", "rule", CHECKS._build))  # noqa: SLF001

    return installed


def codes() -> list[str]:
    return [finding.code for finding in check(sample().replace(preface=()))]


def broken() -> Finding:
    """Return the one finding about rules that could not be used; ours have all run."""
    findings = check(sample().replace(preface=()))
    assert [finding.code for finding in findings] == ["S12", "U12", "U08"]
    assert (findings[-1].variant, findings[-1].severity) == ("checks", Severity.INFO)
    return findings[-1]


def test_they_run_after_ours(install: Callable[..., None]) -> None:
    """A province that has a rule of its own could not add it."""
    install(Point("gansu", always))
    assert codes() == ["S12", "U12", "gansu.T90"]
    install(Point("gansu", (always, always)), Point("hunan", Rule(("hunan.X",), lambda _: ())))
    assert codes() == ["S12", "U12", "gansu.T90", "gansu.T90"]
    assert [f.code for f in check(sample(), policy=Policy(off={"gansu.T90", "U12"}))] == []
    policy = Policy(severities={"gansu.T90": "error"})
    assert check(sample(), policy=policy)[-1].severity == Severity.ERROR
    assert "gansu.T90" in MINE.text()


def test_they_say_what_they_found() -> None:
    """A clerk would be shown a bare code that no catalogue explains."""
    finding = attrs.evolve(MINE, params={"says": "没有写明网站数量\t"})
    assert finding.text("zh") == "报告：没有写明网站数量\\t（gansu.T90）。"
    assert finding.text("en") == "the report: 没有写明网站数量\\t (gansu.T90)."


@pytest.mark.parametrize(
    ("plugin", "said"),
    [
        (ImportError("no module named gansu"), "no module named gansu"),
        (SystemExit(3), "SystemExit"),
        (breaks, "LookupError"),
        ((always, breaks), "LookupError"),
        (stops, "SystemExit"),
        (lies, "T01"),
        (babbles, "AttributeError"),
        (7, "Rule"),
        ((always, 7), "Rule"),
        (Rule(("T90",), lambda _: ()), "T90"),
        (Rule(("hunan.T90",), lambda _: ()), "hunan.T90"),
    ],
)
def test_rules_that_fail_are_one_finding(install: Callable[..., None], plugin: object, said: str) -> None:
    """A report could not be checked at all because of a plugin that nobody remembers."""
    install(Point("gansu", plugin))
    finding = broken()
    assert finding.params["distribution"] == "gansu-checks"
    for text in (finding.text("zh"), finding.text("en")):
        assert said in text
        assert "gansu-checks" in text
        assert text.endswith(("。", "."))


def test_one_that_fails_does_not_silence_another(install: Callable[..., None]) -> None:
    """Rules of one province would be lost by the fault of another's."""
    install(Point("a", ImportError("no")), Point("gansu", always), Point("gansu", always, "other-checks"))
    assert codes() == ["S12", "U12", "U08", "gansu.T90", "gansu.T90"]


def test_rules_may_be_registered_in_a_program() -> None:
    """A single office would have to build a distribution for one rule."""
    CHECKS.register("gansu", always)
    try:
        assert codes() == ["S12", "U12", "gansu.T90"]
        with pytest.raises(PluginConflict):
            CHECKS.register("gansu", always)
    finally:
        CHECKS.unregister("gansu")
    assert codes() == ["S12", "U12"]
    with pytest.raises(PluginUnavailable):
        CHECKS.register("hunan", always)

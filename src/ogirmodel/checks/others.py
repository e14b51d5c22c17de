"""Rules of third parties: the entry-point group ``ogirmodel.checks``.

The name of an entry point is the prefix of its codes (``gansu`` for ``gansu.T90``), its value a Rule or several.
``api`` runs them after the built-in ones. What cannot be used becomes a finding, and everything else goes on.
"""

from collections.abc import Iterable, Iterator

from ogirmodel.checks.frame import Context, Rule
from ogirmodel.errors import OgirError, PluginUnavailable
from ogirmodel.findings import Finding
from ogirmodel.messages import LANGUAGES
from ogirmodel.registry import Registry, answerable

__all__ = ["CHECKS", "rules_of_others"]


def _build(name: str, loaded: object) -> tuple[Rule, ...]:
    """Return the rules that an entry point loads to; raises TypeError for anything else, or a code of another name."""
    rules = (loaded,) if isinstance(loaded, Rule) else loaded
    if not isinstance(rules, tuple | list) or not all(isinstance(each, Rule) for each in rules):
        raise TypeError(f"a Rule or a tuple of Rules expected, not {type(loaded).__name__}")
    for each in rules:
        _own(name, each.codes)
    return tuple(rules)


def _own(name: str, codes: Iterable[str]) -> None:
    strange = [code for code in codes if not str(code).startswith(f"{name}.")]
    if strange:
        raise TypeError(f"the code {strange[0]} does not begin with {name}.")


CHECKS: Registry[tuple[Rule, ...]] = Registry("ogirmodel.checks", "rule", _build)
"""The rules of third parties by the prefix of their codes."""


def rules_of_others(context: Context) -> Iterator[Finding]:
    """Yield what the rules of third parties find; of rules that fail, one finding that names whose they are.

    >>> from ogirmodel import Report
    >>> [finding.code for finding in rules_of_others(Context(Report("某局", 2025)))]
    []
    """
    for entry in CHECKS.entries():
        try:
            with answerable(entry.name, entry.distribution):
                found = [finding for each in CHECKS.get(entry.listed) for finding in each(context)]
                _sound(entry.name, found)
        except PluginUnavailable as error:
            found = [_unusable(error, entry.distribution)]
        except OgirError as error:
            facts = {"name": entry.name, "distribution": entry.distribution or "-", "reason": error}
            found = [_unusable(PluginUnavailable("plugin_broken", **facts), entry.distribution)]
        yield from found


def _sound(name: str, found: Iterable[Finding]) -> None:
    """Raise for findings under the codes of others, and for those that cannot be put into words."""
    for finding in found:
        _own(name, [finding.code])
        for language in LANGUAGES:
            finding.text(language)


def _unusable(error: OgirError, distribution: str | None) -> Finding:
    return Finding.of("U08", variant="checks", reason=error, distribution=distribution or "-")

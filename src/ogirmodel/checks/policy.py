"""Which findings count, how gravely, and what the rules are told: a policy, in Python or as a TOML file.

``api.check`` applies it. Rules know nothing of it.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Self

import attrs

from ogirmodel.checks.parameters import Parameters, texts, wrong
from ogirmodel.errors import nearest
from ogirmodel.findings import Finding, Severity
from ogirmodel.forms import editions
from ogirmodel.lexicon import words
from ogirmodel.sources import Source, path_of, read_text

__all__ = ["STANDARD", "Policy"]

GRAVE = tuple(severity.value for severity in Severity if severity != Severity.UNJUDGED)


def _codes(codes: Any) -> frozenset[str]:
    return frozenset(texts("off", codes))


def _severities(severities: Mapping[str, Severity | str]) -> dict[str, Severity]:
    if not isinstance(severities, Mapping):
        raise wrong("severities", "no_mapping")
    for code, severity in severities.items():
        if severity not in GRAVE:
            raise wrong(f"severities.{code}", "no_choice", value=str(severity), known=GRAVE)
    return {code: Severity(severity) for code, severity in severities.items()}


@attrs.frozen
class Policy:
    """Which findings count: codes switched off, severities other than the catalogue's, and what the rules are told.

    What cannot be judged stays ``unjudged`` whatever its code's severity. Raises StructureError.

    >>> Policy(off={"T06"}, severities={"D02": "warning"}).severities["D02"]
    <Severity.WARNING: 'warning'>
    """

    off: frozenset[str] = attrs.field(default=frozenset(), converter=_codes)
    severities: Mapping[str, Severity] = attrs.field(factory=dict, converter=_severities, hash=False)
    parameters: Parameters = attrs.field(factory=Parameters)

    @classmethod
    def from_toml(cls, source: Source) -> Self:
        """Return the policy of a TOML file, a path or its bytes: ``off``, ``[severities]`` and ``[parameters]``.

        Raises ReadError for what is no file, and StructureError, with near names, for what the file should not have.

        >>> Policy.from_toml(b'off = ["T06"]').off
        frozenset({'T06'})
        """
        try:
            return cls._of(_parsed(read_text(source)))
        except ValueError as error:
            named = getattr(error, "named", None)
            raise named(path_of(source)) if named else error from error.__cause__

    @classmethod
    def _of(cls, data: Mapping[str, Any]) -> Self:
        _known(data, attrs.fields_dict(cls), "")
        told = data.get("parameters", {})
        if not isinstance(told, Mapping):
            raise wrong("parameters", "no_mapping")
        _known(told, attrs.fields_dict(Parameters), "parameters.")
        policy = cls(**{**data, "parameters": Parameters(**told)})
        codes = _all_codes()
        _known([code for code in policy.off if "." not in code], codes, "off.")
        _known([code for code in policy.severities if "." not in code], codes, "severities.")
        return policy

    def apply(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield the findings that count, as gravely as they do here."""
        for finding in findings:
            if finding.code in self.off:
                continue
            severity = self.severities.get(finding.code, finding.severity)
            unchanged = finding.severity in (severity, Severity.UNJUDGED)
            yield finding if unchanged else attrs.evolve(finding, severity=severity)


STANDARD = Policy()
"""What counts where nobody says otherwise."""


def _parsed(text: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise wrong("", "toml", reason=str(error)) from error


def _known(given: Iterable[str], known: Iterable[str], path: str) -> None:
    names = set(known)
    for name in sorted(given):
        if name not in names:
            raise wrong(f"{path}{name}", "unknown_key", near=nearest(name, names))


def _all_codes() -> frozenset[str]:
    """Return the codes of the catalogue and of the identities of every form; those of third parties have a dot."""
    forms = editions().values()
    own = (identity.code for form in forms for table in form.tables.values() for identity in table.identities)
    return frozenset((*words("codes"), *own))

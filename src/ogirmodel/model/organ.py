"""The organ that reports."""

from collections.abc import Mapping
from typing import Any, Literal, get_args

import attrs

from ogirmodel.errors import PROBLEMS_SHOWN, Problem, StructureError, nearest
from ogirmodel.model.cells import unfit
from ogirmodel.model.prose import one_name

__all__ = ["Organ", "OrganKind", "OrganLevel", "to_organ"]

OrganKind = Literal["government", "department", "subdistrict_office", "vertical", "other"]
OrganLevel = Literal["central", "province", "city", "county", "township"]


@attrs.frozen
class Organ:
    """The administrative organ that reports: its full name, and what is known of its kind and place.

    ``parent`` names the organ above it, ``code`` is its code in whatever register the user keeps. A reader of paper
    sets the name alone. Raises StructureError for an empty name or an unknown kind or level.

    >>> Organ("云溪县教育局", kind="department", level="county", parent="云溪县人民政府").level
    'county'
    """

    name: str = attrs.field(converter=one_name)
    kind: OrganKind | None = attrs.field(default=None)
    level: OrganLevel | None = attrs.field(default=None)
    code: str | None = attrs.field(default=None, converter=attrs.converters.optional(one_name))
    parent: str | None = attrs.field(default=None, converter=attrs.converters.optional(one_name))

    @kind.validator
    @level.validator
    def _known(self, attribute: "attrs.Attribute[str | None]", value: str | None) -> None:
        known = get_args(OrganKind if attribute.name == "kind" else OrganLevel)
        if value is not None and str(value) not in known:
            raise unfit("no_choice", value=str(value), known=known)


def to_organ(value: object) -> Organ:
    """Return an organ given as one, as its name, or as its fields."""
    if isinstance(value, Organ):
        return value
    if isinstance(value, Mapping):
        return _from_fields(value)
    if not isinstance(value, str):
        raise unfit("no_organ")
    return Organ(value)


def _from_fields(fields: Mapping[Any, Any]) -> Organ:
    """Return the organ of ``fields``; raises StructureError with everything wrong, each by its field."""
    known = attrs.fields_dict(Organ)
    problems: list[Problem] = []
    for key in fields:
        if key not in known:
            near = nearest(str(key), known) if len(problems) < PROBLEMS_SHOWN else ()
            problems.append(Problem(str(key), "unknown_key", {"near": near}))
    for name in known:
        try:
            Organ(**{"name": "-", name: fields.get(name, "" if name == "name" else None)})
        except StructureError as error:
            problems += [problem if problem.path == name else problem.below(name) for problem in error.problems]
    if problems:
        raise StructureError.of(problems)
    return Organ(**fields)

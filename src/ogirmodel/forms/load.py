"""From a TOML file to an audited :class:`Form`, and the registry of editions."""

import operator
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache, partial
from types import ModuleType

import attrs
from cattrs import BaseValidationError, Converter, transform_error
from cattrs.gen import make_dict_structure_fn, override

from ogirmodel.errors import FormError, OgirError, Problem, UnknownName
from ogirmodel.forms.audit import audit
from ogirmodel.forms.axes import Number
from ogirmodel.forms.spec import Form, Years
from ogirmodel.forms.table import Basis, Per, Severity, TableForm
from ogirmodel.registry import Registry

__all__ = ["FORMS", "editions", "form", "form_of_year", "load_form", "register", "unregister"]


def load_form(source: str | bytes) -> Form:
    """Read a form from the TOML text of one edition and hold it to its promises.

    Raises FormError, whose ``problems`` name every place that is wrong.

    >>> from importlib import resources
    >>> load_form(resources.files("ogirmodel.forms.data").joinpath("2021.toml").read_bytes()).authority
    '国办公开办函〔2021〕30号'
    """
    try:
        data = tomllib.loads(source.decode("utf-8") if isinstance(source, bytes) else source)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormError.of("?", [Problem("", "toml", {"reason": str(error)})]) from error
    edition = str(data.get("edition", "?"))
    try:
        loaded = _converter().structure(data, Form)
    except BaseValidationError as error:
        raise FormError.of(edition, map(_problem, transform_error(error, path=""))) from error
    loaded = attrs.evolve(loaded, tables={key: attrs.evolve(t, id=key) for key, t in loaded.tables.items()})
    if faults := audit(loaded):
        raise FormError.of(edition, faults)
    return loaded


@lru_cache(maxsize=1)
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    for kind in (str, int, float):
        converter.register_structure_hook(kind, _exactly(kind))
    for choice in (Basis, Number, Per, Severity):
        converter.register_structure_hook(choice, lambda value, kind: kind(value))
    of_lists = converter.get_structure_hook(tuple[str, ...])
    converter.register_structure_hook_func(
        partial(operator.eq, tuple[str, ...]), lambda value, kind: of_lists(_listed(value), kind)
    )
    years = make_dict_structure_fn(
        Years,
        converter,
        first=override(rename="from"),
        last=override(rename="to"),
        _cattrs_forbid_extra_keys=True,
    )
    tables = make_dict_structure_fn(TableForm, converter, id=override(omit=True), _cattrs_forbid_extra_keys=True)
    converter.register_structure_hook(Years, years)
    converter.register_structure_hook(TableForm, tables)
    return converter


def _listed(value: object) -> object:
    if not isinstance(value, list):
        raise TypeError(f"list expected, not {type(value).__name__}")
    return value


def _problem(line: str) -> Problem:
    """Turn ``reason @ .tables['room'].panels[0]`` into a problem at ``tables.room.panels.0``."""
    reason, _, place = line.rpartition(" @ ")
    path = place.replace("['", ".").replace("[", ".").replace("']", "").replace("]", "").strip(".")
    return Problem(path, "toml", {"reason": reason})


def _exactly(kind: type) -> Callable[[object, type], object]:
    """Return a hook that takes a value of ``kind`` as it is, and nothing that could be made into one."""

    def take(value: object, _: type) -> object:
        accepted = (int, float) if kind is float else kind
        if not isinstance(value, accepted) or isinstance(value, bool):
            raise TypeError(f"{kind.__name__} expected, not {type(value).__name__}")
        return value

    return take


def _build(name: str, loaded: object) -> Form:
    if isinstance(loaded, Form):
        found = loaded
        if faults := audit(found):
            raise FormError.of(found.edition, faults)
    elif isinstance(loaded, ModuleType):
        from importlib import resources  # noqa: PLC0415 - only a form that is loaded needs it

        found = load_form(resources.files(loaded).joinpath(f"{name}.toml").read_bytes())
    else:
        raise TypeError(f"a Form or a package that holds {name}.toml expected, not {type(loaded).__name__}")
    if found.edition != name:
        raise FormError.of(found.edition, [Problem("edition", "edition_name", {"name": name})])
    return found


FORMS: Registry[Form] = Registry("ogirmodel.forms", "edition", _build)
"""The editions, by name."""


def form(edition: str) -> Form:
    """Return the form of ``edition``; raises UnknownName.

    >>> form("2021").sections[0].heading
    '一、总体情况'
    """
    return FORMS.get(edition)


def form_of_year(year: int) -> Form:
    """Return the built-in form of the reports on ``year``; raises UnknownName where there is none.

    >>> form_of_year(2020).edition, form_of_year(2025).edition
    ('2019', '2021')
    """
    for entry in FORMS.entries():
        if entry.builtin and year in FORMS.get(entry.name).years:
            return FORMS.get(entry.name)
    raise UnknownName("no_edition_of_year", kind="edition", name=str(year), near=(), known=FORMS.names())


def editions() -> Mapping[str, Form]:
    """Return the forms that can be loaded, by edition, built-ins first; a broken plugin's is passed over.

    >>> list(editions())[:2]
    ['2019', '2021']
    """
    found = {}
    for name in FORMS.names():
        with suppress(OgirError):
            found[name] = FORMS.get(name)
    return found


def register(added: Form) -> None:
    """Make a form known under its edition's name; raises PluginConflict if the name is taken.

    >>> import attrs
    >>> register(attrs.evolve(form("2021"), edition="county-2021"))
    >>> form("county-2021").edition
    'county-2021'
    >>> unregister("county-2021")
    """
    FORMS.register(added.edition, added)


def unregister(edition: str) -> None:
    """Forget a form that was registered in this process.

    >>> unregister("an edition that nobody registered")
    """
    FORMS.unregister(edition)

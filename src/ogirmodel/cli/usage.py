"""What is wrong with a command line, in our own words: the parser speaks English alone.

The door comes here with what the parser raised. Its errors are known by the names of their classes, for some versions
of it are a package and others are a part of another; what it says in its words alone is taken from there.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ogirmodel.errors import nearest
from ogirmodel.messages import Language, Verbatim, text
from ogirmodel.problems import to_words

__all__ = ["problem_of"]

QUOTED = re.compile(r"""(['"])(.*?)\1""", re.DOTALL)
BRACKETED = re.compile(r" \((.*)\)", re.DOTALL)


def problem_of(error: Any, language: Language) -> str | None:
    """Return what is wrong; nothing for what the parser never said before."""
    words = WORDS.get(type(error).__name__)
    return words(error, language) if words else None


def _missing(error: Any, language: Language) -> str | None:
    return text("usage.missing", language, what=_named(error.param, language)) if error.param else None


def _bad_value(error: Any, language: Language) -> str | None:
    """Repeat what the parameter is, as the help says it: the limits of its values stand nowhere in our words."""
    described = str(getattr(error.param, "help", None) or "").rstrip("。.")
    if not described:
        return None
    return text("usage.bad_value", language, what=_named(error.param, language), described=Verbatim(described))


def _no_option(error: Any, language: Language) -> str:
    known = [name for each in error.ctx.command.params for name in each.opts] if error.ctx else ()
    return _unknown("option", error.option_name, known, language)


def _bad_option(error: Any, language: Language) -> str:
    key = "usage.takes_no_value" if "not take" in error.message else "usage.needs_value"
    return text(key, language, name=error.option_name)


def _other(error: Any, language: Language) -> str | None:
    """Tell errors without a class of their own by the command: a group wants a command, a command no more words."""
    command = error.ctx.command if error.ctx else None
    if commands := getattr(command, "commands", None):
        name = QUOTED.search(error.message)
        return _unknown("command", name[2], commands, language) if name else text("usage.no_command", language)
    extra = BRACKETED.search(error.message)
    return text("usage.extra", language, given=extra[1]) if extra else None


def _unknown(kind: str, name: str, known: Iterable[str], language: Language) -> str:
    near = nearest(name, known)
    key = f"usage.no_such_{kind}" + ("_near" if near else "")
    return text(key, language, name=name, near=to_words(near, language))


WORDS: Mapping[str, Callable[[Any, Language], str | None]] = {
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
    "NoSuchOption": _no_option,
    "BadOptionUsage": _bad_option,
    "UsageError": _other,
    "NoSuchCommand": _other,
}


def _named(parameter: Any, language: Language) -> str:
    """Return what the help calls a parameter."""
    kind = parameter.param_type_name
    name = parameter.opts[-1] if kind == "option" else parameter.metavar or parameter.name
    return text(f"usage.{kind}", language, name=name)

"""The words: the same in both languages, none missing, none left over, and clean whatever they quote."""

import ast
import copy
import inspect
import re
import string
from collections.abc import Iterator
from functools import cache
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Any

import pytest

import ogirmodel
from ogirmodel import (
    CheckFailed,
    Finding,
    FormError,
    LimitExceeded,
    Limits,
    Location,
    OgirError,
    PluginConflict,
    PluginUnavailable,
    ReadError,
    StructureError,
    UnknownName,
    WriteError,
    check,
    errors,
    messages,
)
from ogirmodel.errors import BadLimit, Phrase, Problem, nearest
from ogirmodel.findings import as_data
from ogirmodel.forms import Basis, Severity
from ogirmodel.lexicon import words
from ogirmodel.messages import LANGUAGES, Language, Verbatim, clean
from ogirmodel.testing import sample

SOURCE = Path(ogirmodel.__file__).parent
HOSTILE = [
    "\x1b[31m",
    "a\nb\r\tc",
    "\x00\x07\x7f\x9b",
    "\u202e\u2066\u200f\u200b\ufeff",
    "\u2028\u2029",
    "\ud800",
    "x" * 9000,
]


def placeholders(template: str) -> set[str]:
    """Return the names between braces; a template that cannot be parsed fails the test."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@cache
def trees() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py")))


def called(node: ast.Call) -> str:
    """Return the last name of what is called: ``of`` of ``StructureError.of``."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def calls() -> Iterator[ast.Call]:
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield node


def literals(node: ast.expr) -> set[str]:
    """Return the texts that an argument can be, as far as they are written there."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return literals(node.body) | literals(node.orelse)
    return set()


def in_source(names: set[str], position: int) -> set[str]:
    """Return the texts given at ``position`` to the callables ``names`` anywhere in the source."""
    found = set()
    for node in calls():
        if called(node) in names and len(node.args) > position:
            found |= literals(node.args[position])
    return found


ERRORS = {
    name
    for name in errors.__all__
    if inspect.isclass(getattr(errors, name)) and issubclass(getattr(errors, name), OgirError)
}


def whole_texts() -> set[str]:
    """Return every text constant of the source."""
    return {
        node.value
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


# ---------------------------------------------------------------- the two catalogues


def test_both_languages_have_the_same_keys() -> None:
    """Nobody meets a KeyError by choosing English."""
    assert messages.keys("zh") == messages.keys("en")
    assert len(messages.keys("zh")) > 100


@pytest.mark.parametrize("key", sorted(messages.keys("zh")))
def test_both_languages_have_the_same_placeholders(key: str) -> None:
    """A fact that one language tells is not lost in the other, and no sentence fails for want of one."""
    zh, en = (messages.find(key, language) or "" for language in LANGUAGES)
    assert placeholders(zh) == placeholders(en)
    assert all(name.isidentifier() for name in placeholders(zh))
    assert zh
    assert en


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_written_as_sentences(language: Language) -> None:
    """No line breaks, no outer blanks, and the full stop of the language at the end of errors and findings."""
    for key in messages.keys(language):
        text = messages.find(key, language) or ""
        assert text.isprintable(), key
        assert "  " not in text, key
        if key.startswith(("errors.", "findings.")) and not text.endswith("}") and key != "errors.hint_near":
            assert text.endswith("。" if language == "zh" else "."), key
    assert messages.find("no.such.key", language) is None


def test_english_is_english_and_chinese_chinese() -> None:
    """A sentence that was forgotten in translation is seen; only names of the statute's units stay Chinese."""
    for key in messages.keys("en"):
        bare = re.sub(r"万元|元", "", messages.find(key, "en") or "")
        assert not re.search(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uff5e]", bare), key
    for key in messages.keys("zh"):
        text = re.sub(
            r"\{[a-z_]+\}|JSON|UTF-8|UTF-16|GB18030|Word|Verbatim|--?[a-z]+", "", messages.find(key, "zh") or ""
        )
        assert not re.search(r"[a-z]+ [a-z]+ [a-z]+ [a-z]+", text), key


# ---------------------------------------------------------------- catalogue and source agree


def test_every_error_that_is_raised_has_words() -> None:
    """An error whose sentence is missing would be a KeyError while it is printed."""
    used = in_source(ERRORS, 0)
    assert "no_json" in used
    assert "plugin_broken" in used
    assert {key for key in used if f"errors.{key}" not in messages.keys("zh")} == set()


def test_every_problem_that_is_named_has_words() -> None:
    """The same for the parts of a StructureError or FormError."""
    used = in_source({"Problem"}, 1) | in_source({"unfit"}, 0)
    assert {"negative", "unknown_key", "no_xml"} <= used
    assert {key for key in used if f"problems.{key}" not in messages.keys("zh")} == set()


def test_every_kind_of_unknown_name_has_words() -> None:
    """UnknownName and registries name the kind of what is not known by a key of the catalogue."""
    kinds = {
        text
        for node in calls()
        if called(node) == "of"
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "UnknownName"
        for text in literals(node.args[0])
    }
    kinds |= in_source({"Registry"}, 1)
    assert {"cell", "edition", "table"} <= kinds
    assert {kind for kind in kinds if f"kinds.{kind}" not in messages.keys("zh")} == set()


def test_every_limit_has_words() -> None:
    """Each bound that can be exceeded is called by a name that people understand."""
    fields = {attribute.name for attribute in Limits.__attrs_attrs__}
    assert {f"limits.{name}" for name in fields} <= messages.keys("zh")
    used = {
        text
        for node in calls()
        if called(node) == "of"
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "LimitExceeded"
        for text in literals(node.args[0])
    }
    assert used
    assert used <= fields


@pytest.mark.parametrize("group", ["errors", "problems", "kinds", "limits", "reasons", "location", "terms", "cli"])
def test_no_words_are_left_over(group: str) -> None:
    """What nothing in the source can say is not kept, translated and mended for nothing."""
    constants = whole_texts()
    built = {text.rstrip(":{") for text in constants}
    names = {key.partition(".")[2] for key in messages.keys("zh") if key.startswith(f"{group}.")}
    fields = {attribute.name for attribute in Limits.__attrs_attrs__}
    import errno

    known: set[str] = set()
    if group == "reasons":
        known = set(errno.errorcode.values())
    elif group == "limits":
        known = fields
    elif group == "location":
        known = {"table_row", "table_column", "table_row_column"}  # put together from what a place names
    unused = {name for name in names if name not in built | known and f"{group}.{name}" not in built}
    assert unused == set()


@pytest.mark.parametrize("group", [Severity, Basis])
def test_every_member_of_an_enumeration_has_words(group: type[Severity] | type[Basis]) -> None:
    """Severities and bases are printed in words."""
    assert {f"{group.__name__.lower()}.{member}" for member in group} <= messages.keys("zh")


def test_every_code_of_findings_has_words() -> None:
    """A finding is never printed as a bare code: each code has a sentence, its own or that of its variants."""
    shared = {"identity", "unjudged"}
    for code in words("codes"):
        own = {key for key in messages.keys("zh") if re.fullmatch(rf"findings\.{code}(_\w+)?", key)}
        assert own, code
    for key in messages.keys("zh"):
        if key.startswith("findings."):
            code = key.removeprefix("findings.").partition("_")[0]
            assert code in words("codes") or code in shared | {"other", "told"}, key


def test_every_finding_that_is_made_has_its_sentence() -> None:
    """Each code and variant that the source writes down leads to a sentence of the catalogue."""
    made = set()
    for node in calls():
        if (
            called(node) == "of"
            and isinstance(node.func, ast.Attribute)
            and getattr(node.func.value, "id", "") == "Finding"
        ):
            given = [*node.args[2:3], *(keyword.value for keyword in node.keywords if keyword.arg == "variant")]
            variants = {text for argument in given for text in literals(argument)} if given else {""}
            made |= {(code, variant) for code in literals(node.args[0]) for variant in variants}
    assert ("T06", "blank") in made
    assert {code for code, _ in made} <= set(words("codes"))
    for code, variant in made:
        assert {f"findings.{code}_{variant}", f"findings.{code}"} & messages.keys("zh"), (code, variant)


# ---------------------------------------------------------------- what is quoted


@pytest.mark.parametrize("value", HOSTILE, ids=ascii)
def test_quoted_text_is_clean_and_short(value: str) -> None:
    """What an input says cannot colour the terminal, turn the text around, break the line or fill the screen."""
    for text in (value, value * 100, "公开" + value, value + "公开"):
        shown = clean(text)
        assert shown.isprintable()
        assert len(shown) <= 80
        assert not set(shown) & set("\x1b\n\r\t\u202e\u2066\u200f\u200b\u2028\ud800")


def test_plain_text_is_quoted_as_it_is() -> None:
    """Cleaning changes nothing in what needs no cleaning, and marks what it cuts."""
    for text in ("", "公开", "a b", "{x}", "'\"\\", "😀𠮷", "é", "x" * 80):
        assert clean(text) == text
    assert clean("\u3000公\xa0开") == " 公 开"
    assert clean("x" * 81) == "x" * 79 + "…"
    assert clean("公开信息", 3) == "公开…"
    assert len(clean("\x1b" * 80)) <= 80


def test_braces_in_what_is_quoted_are_not_taken_for_placeholders() -> None:
    """A file name or key with braces neither fails nor reveals anything."""
    for text in ("{name}", "{0}", "{", "}", "{kind.__class__}", "%s", "{name!r:>{width}}"):
        assert text in messages.text("errors.unknown_name", "en", name=text, kind="cell", hint="")
        assert text in str(UnknownName.of("cell", text, ()))


def test_what_is_verbatim_is_neither_cleaned_nor_cut() -> None:
    """Sentences put into sentences are whole."""
    inner = "很" * 500
    assert inner in messages.text("problems.at", "zh", path="a", problem=Verbatim(inner))
    assert inner not in messages.text("problems.at", "zh", path="a", problem=inner)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_within_a_sentence_is_whole(language: Language) -> None:
    """A fault of a file is told to its end, "what to do" included, with the file's name before it."""
    inner = ReadError("unknown_encoding", offset=123_456)
    outer = ReadError("in_file", file="报告.txt", problem=inner)
    assert outer.text(language).endswith(inner.text(language))
    assert outer.text(language).startswith("报告.txt")


# ---------------------------------------------------------------- errors

EXAMPLES: list[OgirError] = [
    StructureError.of([Problem("", "no_object"), Problem("tables.x", "unknown_key", {"near": ("y", "z")})]),
    StructureError.of([Problem(f"k{number}", "negative", {"value": -number}) for number in range(1, 90)]),
    FormError.of("2021", [Problem("sections", "twice", {"name": "overview"})]),
    UnknownName.of("cell", "natural_persn", ["natural_person", "total"]),
    UnknownName.of("edition", "1999", []),
    PluginConflict("name_taken", name="text", distribution="ogirmodel"),
    PluginConflict("claimed_twice", name="text", distributions=("a:text", "b:text")),
    PluginUnavailable("plugin_broken", name="x", distribution="y", reason="ImportError: z"),
    PluginUnavailable("no_bytes", name="x", distribution="y", found="str"),
    PluginUnavailable("no_document", name="x", distribution="y", found="str"),
    ReadError("no_json", file="a.json", line=3, column=4),
    ReadError("unreadable", file="a.json", reason=Phrase("reasons.ENOENT")),
    ReadError("in_file", file="a.json", problem=ReadError("unknown_encoding", offset=3)),
    ReadError("no_reader", file="a", formats=("text", "txt"), skipped=()),
    WriteError("unwritable", file="a.json", reason=Phrase("reasons.ENOSPC")),
    LimitExceeded.of("json_depth", 100),
    BadLimit.of("cells", 0, 9),
    BadLimit.of("cells", "x\x1b" * 900, 9),
    CheckFailed("check_failed", findings=(), count=1, first=Finding.of("T06", Location("2021"), "blank")),
]


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: f"{type(error).__name__}-{error.key}")
def test_every_error_is_a_value_with_words(error: OgirError) -> None:
    """Errors cross process borders whole, say themselves in both languages, and belong to the families promised."""
    for language in LANGUAGES:
        text = error.text(language)
        assert text.isprintable()
        assert 0 < len(text) < 1500
        assert not re.search(r"\{[a-z_]+\}", text)
        assert text.endswith(("。", "."))
        for other in (ForkingPickler.loads(ForkingPickler.dumps(error)), copy.copy(error), copy.deepcopy(error)):
            assert type(other) is type(error)
            assert other == error
            assert other.text(language) == text
            assert (other.key, other.data) == (error.key, error.data)
    assert str(error) == error.text("zh")
    assert error.text("zh") != error.text("en")


def test_every_error_class_is_tried_here() -> None:
    """A new kind of error is held to the same rules."""
    assert {type(error).__name__ for error in EXAMPLES} == ERRORS - {"OgirError"}


def test_errors_are_also_what_python_calls_them() -> None:
    """``except KeyError``, ``except ValueError`` and ``except OSError`` of a host program work."""
    for kind in (StructureError, FormError, ReadError, LimitExceeded):
        assert issubclass(kind, ValueError)
    assert issubclass(UnknownName, KeyError)
    assert issubclass(WriteError, OSError)
    assert all(issubclass(getattr(errors, name), OgirError) for name in ERRORS)


def test_equal_errors_have_equal_hashes() -> None:
    """A set of errors gathered from workers holds each once."""
    one, other = ReadError("no_file", file="a"), ReadError("no_file", file="a")
    assert one == other
    assert len({one, other}) == 1
    assert one != ReadError("no_file", file="b")
    assert one != WriteError("no_file", file="a")


@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
@pytest.mark.parametrize(
    "make",
    [
        lambda text: StructureError.of([Problem(text, "unknown_key", {"near": ()})]),
        lambda text: StructureError.of([Problem("a", "no_organ", {"unknown": (text,)})]),
        lambda text: StructureError.of([Problem("a", "no_choice", {"value": text, "known": ("x",)})]),
        lambda text: UnknownName.of("cell", text, ()),
        lambda text: UnknownName("unknown_name", kind="cell", name="x", near=(text,)),
        lambda text: FormError.of(text, [Problem(text, "toml", {"reason": text})]),
        lambda text: PluginConflict("claimed_twice", name=text, distributions=(text, text)),
        lambda text: PluginUnavailable("plugin_broken", name=text, distribution=text, reason=text),
        lambda text: ReadError("unreadable", file=text, reason=text),
        lambda text: ReadError("no_reader", file=text, formats=(text,), skipped=()),
        lambda text: CheckFailed(
            "check_failed", findings=(), count=1, first=Finding.of("T05", Location("2021"), quote=text)
        ),
    ],
    ids=["path", "list", "choice", "name", "near", "form", "conflict", "broken", "file", "formats", "finding"],
)
def test_no_error_lets_hostile_text_through(make: Any, hostile: str) -> None:
    """Whichever fact of an error comes from outside, alone or in a list, the sentence stays clean and short."""
    for language in LANGUAGES:
        text = make(hostile).text(language)
        assert text.isprintable(), ascii(text)
        assert len(text) < 600


@pytest.mark.parametrize("count", [1, 5, 6, 2000])
def test_many_problems_are_counted_and_few_shown(count: int) -> None:
    """The sentence says how many there are, shows some, and says how many more."""
    error = StructureError.of([Problem(f"key{number}", "empty") for number in range(count)])
    for language in LANGUAGES:
        text = error.text(language)
        assert str(count) in text
        assert text.count("key") == min(count, 5)
        assert (str(count - 5) in text) or count <= 5
    assert len(error.problems) == count


@pytest.mark.parametrize(
    "value", [10**5000, -(10**5000), "1" * 5000, 1.5e300], ids=["huge", "negative", "text", "float"]
)
def test_any_fact_can_be_put_into_words(value: Any) -> None:
    """No fact is too long to be said: Python refuses to print integers of 5000 digits, an error must not."""
    for language in LANGUAGES:
        text = StructureError.of([Problem("a", "negative", {"value": value})]).text(language)
        assert len(text) < 600


def test_near_names_are_near() -> None:
    """Suggestions look like what was typed, are at most three, and there may be none."""
    known = [f"{row}.{column}" for row in ("new_received", "carried_in") for column in ("natural_person", "total")]
    assert nearest("new_receved.total", known)[0] == "new_received.total"
    assert nearest("xyz", known) == ()
    assert nearest("", known) == nearest("total", []) == ()
    assert len(nearest("a.total", [f"{row}.total" for row in "bcdefgh"])) == 3


# ---------------------------------------------------------------- findings in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_of_a_faulty_report_is_a_clean_sentence(language: Language) -> None:
    """What ``check`` finds in a blank and in a wrong report is said in words, and as data."""
    wrong = sample("2021").filled
    table = wrong.applications
    for key, value in table.items():
        if isinstance(value, int):
            table = table.replace({key: value * 3 + 1})
    wrong = wrong.replace(tables={**wrong.tables, "applications": table}, signed_on="2021-05-01")
    found = [*check(wrong), *check(sample("2021", "blank")), *check(ogirmodel.Report("甲局", 2025))]
    assert len({finding.code for finding in found}) > 4
    for finding in found:
        text = finding.text(language)
        assert text.isprintable()
        assert not re.search(r"\{[a-z_]+\}", text)
        assert text.endswith("。" if language == "zh" else ".")
        assert as_data(finding, language)["text"] == text


def test_a_finding_of_a_third_party_is_printed_by_its_code() -> None:
    """A code that our catalogue does not have is no KeyError."""
    finding = Finding.of("gansu.T90", Location("2021", table="applications", row="carried_in", column="total"))
    assert "gansu.T90" in finding.text("zh")
    assert "gansu.T90" in finding.text("en")

"""Encodings: those that are promised give the right text, any other the right text or a clear error; never mojibake."""

from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

import ogirmodel
from hostile.seeds import report, seed
from hostile.trial import Answer, Trial, reading

__all__ = ["trials"]

FAMILY = "encodings"

PROMISED = {
    "UTF-8": "utf-8",
    "UTF-8 with its mark": "utf-8-sig",
    "GB18030": "gb18030",
    "GBK": "gbk",
}
OTHERS = (
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-32-le",
    "utf-32-be",
    "utf-7",
    "shift_jis",
    "euc_kr",
    "hz",
    "iso2022_jp_2",
)
LATIN = ("latin-1", "cp1252", "koi8-r", "cp1251", "iso8859-6", "cp037", "cp500", "mac-roman")
TRADITIONAL = (
    "清河鎮人民政府2021年政府信息公開工作年度報告\n一、總體情況\n本機關嚴格執行《條例》，全年主動公開政府信息三百條，"
    "收到申請五件，辦結五件。我們將繼續努力，加強學習。\n五、存在的主要問題及改進情況\n公開的內容還不夠豐富，學習不夠深入。\n"
) * 3
LINE_ENDS = {"CRLF": "\r\n", "CR": "\r", "LF": "\n", "NEL": "\x85", "LS": "\u2028"}


def trials() -> Iterator[Trial]:
    """Yield the report in each encoding, and what is damaged, mixed, or in an encoding that nobody promised."""
    whole = seed("txt").decode()
    yield from _promised(whole)
    either = Answer.EITHER
    for encoding in OTHERS:
        content = whole.encode(encoding, "ignore")
        yield reading(FAMILY, f"text in {encoding}", "in.txt", content, either, inspect=_no_mojibake)
        page = seed("html").decode().encode(encoding, "ignore")
        yield reading(FAMILY, f"page in {encoding}", "in.html", page, either, inspect=_no_mojibake)
    for encoding in ("big5", "big5hkscs", "cp950", "utf-8", "gbk", "gb18030", "euc_jisx0213", "shift_jis", "cp949"):
        content = TRADITIONAL.encode(encoding, "ignore")
        yield _named(f"traditional text in {encoding}", "in.txt", content)
        yield _named(f"traditional page in {encoding}", "in.html", b"<p>" + content.replace(b"\n", b"</p><p>"))
    for encoding in LATIN:
        content = ("Öffentlichkeit é à ü ñ Ж " * 99).encode(encoding, "ignore")
        yield _named(f"no Chinese in {encoding}", "in.txt", content)
    data = whole.encode()
    for share in (0.3, 0.5, 0.9):
        at = next(n for n in range(int(len(data) * share), len(data)) if data[n] > 0xBF) + 1
        yield reading(FAMILY, f"UTF-8 cut within a character at {share}", "in.txt", data[:at], Answer.REFUSED)
        mixed = whole[: int(len(whole) * share)].encode() + whole[int(len(whole) * share) :].encode("gbk")
        yield reading(FAMILY, f"UTF-8, then GBK from {share}", "in.txt", mixed, either, inspect=_no_mojibake)
        mixed = whole[: int(len(whole) * share)].encode("gbk") + whole[int(len(whole) * share) :].encode()
        yield reading(FAMILY, f"GBK, then UTF-8 from {share}", "in.txt", mixed, either, inspect=_no_mojibake)
    for encoding in ("utf-16", "gb18030", "utf-32"):
        yield reading(FAMILY, f"{encoding} cut by a byte", "in.txt", whole.encode(encoding)[:-1], either)
        yield reading(FAMILY, f"{encoding} without its first byte", "in.txt", whole.encode(encoding)[1:], either)
    yield reading(FAMILY, "a NUL in UTF-8", "in.txt", data.replace("。".encode(), b"\0", 1), Answer.REFUSED)
    yield reading(FAMILY, "surrogates in UTF-8", "in.txt", data + b"\xed\xa0\x80\xed\xb0\x80" * 9, Answer.REFUSED)
    yield reading(FAMILY, "overlong UTF-8", "in.txt", data + b"\xc0\x80\xe0\x80\x80", Answer.REFUSED)
    yield reading(FAMILY, "the mark in the middle", "in.txt", data + "\ufeff".encode() + data, either)
    for (
        character
    ) in "\x01\x07\x08\x0b\x0c\x1b\x1c\x7f\x85\x9b\u200b\u202e\u2066\u2028\ufeff\ufffe\uffff\ufdd0\U000e0001\U0010ffff":
        for suffix in ("txt", "html"):
            odd = seed(suffix).decode().replace("。", f"{character}。").encode()
            name = f"{suffix} with U+{ord(character):04X} in every sentence"
            yield reading(FAMILY, name, f"in.{suffix}", odd, either, inspect=_no_mojibake)


def _promised(whole: str) -> Iterator[Trial]:
    for name, encoding in PROMISED.items():
        for end, characters in LINE_ENDS.items():
            if end in ("NEL", "LS") and encoding == "gbk":
                continue
            content = whole.replace("\n", characters).encode(encoding)
            yield reading(FAMILY, f"text in {name} with {end}", "in.txt", content, Answer.READ, inspect=_equal)
        page = seed("html").decode().replace('<meta charset="utf-8">', "").encode(encoding)
        yield reading(FAMILY, f"page in {name}", "in.html", page, Answer.READ, inspect=_equal)
        for said in ("utf-8", "gb2312", "big5", "iso-8859-1", "utf-16", "nothing"):
            page = seed("html").decode().replace('charset="utf-8"', f'charset="{said}"').encode(encoding)
            yield reading(FAMILY, f"page in {name} that says {said}", "in.html", page, Answer.READ, inspect=_equal)
    for order, mark in (("le", b"\xff\xfe"), ("be", b"\xfe\xff")):
        content = mark + whole.encode(f"utf-16-{order}")
        yield reading(FAMILY, f"text in UTF-16 {order}", "in.txt", content, Answer.READ, inspect=_equal)
        yield Trial(
            FAMILY,
            f"JSON in UTF-16 {order}",
            ("convert", "in.json", "out.json"),
            {"in.json": mark + seed("json").decode().encode(f"utf-16-{order}")},
            Answer.EITHER,
            inspect=_equal,
        )


def _named(name: str, file: str, content: bytes) -> Trial:
    """Return a trial that gives organ and year, so that nothing but the characters can be refused."""
    arguments = ("convert", file, "out.json", "--organ", "x", "--year", "2021")
    inspect = partial(_no_mojibake, said=TRADITIONAL) if "traditional" in name else _nothing_chinese
    return Trial(FAMILY, name, arguments, {file: content}, inspect=inspect)


@cache
def _filled() -> ogirmodel.Report:
    return report().filled


def _equal(folder: Path) -> Iterator[str]:
    if ogirmodel.load(folder / "out.json").filled != _filled():
        yield "another report came back"


def _no_mojibake(folder: Path, said: str = "") -> Iterator[str]:
    """Yield characters that neither the source nor our own words have."""
    known = set(said) | set(seed("txt").decode()) | set(seed("json").decode())
    found = (folder / "out.json").read_text(encoding="utf-8")
    if strange := sorted(
        {c for c in found if c > "\u02ff" and c not in known and c.isprintable()} - set("\ufffe\ufdd0")
    ):
        yield f"mojibake: {''.join(strange)[:60]!r}"


def _nothing_chinese(folder: Path) -> Iterator[str]:
    yield from _no_mojibake(folder, "ÖéàüñЖ")

"""The ways in which other people write labels and figures: none of them may cost a figure."""

import random
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

import attrs

from layouts.raster import Raster, Slot
from ogirmodel.document import Role
from ogirmodel.forms import Form, Node, TableForm, form

__all__ = ["FIGURES", "LABELS", "Dress"]

Dress = Callable[[Raster, Form, random.Random], Raster]

LEADING = re.compile(r"^([0-9]+)\.")


def _labels(write: Callable[[str, random.Random], str]) -> Dress:
    """Return the change that writes every label by ``write``."""

    def dress(raster: Raster, _: Form, rng: random.Random) -> Raster:
        written: dict[str, str] = {}

        def change(slot: Slot) -> Slot:
            if slot.role == Role.VALUE or not slot.text:
                return slot
            text = written.setdefault(slot.text, write(slot.text, rng))
            return attrs.evolve(slot, text=text)

        return raster.map(change)

    return dress


def _numbered(text: str, rng: random.Random) -> str:
    mark = rng.choice(["{}、", "{}．", "{}. ", "{}.", "{} ．"])
    return LEADING.sub(lambda found: mark.format(found[1]), text)


def _narrow(text: str, _: random.Random) -> str:
    return text.translate(str.maketrans("（）：，、“”", '():,,""'))


def _wide(text: str, _: random.Random) -> str:
    return text.translate(str.maketrans("().:,0123456789/", "（）．：，０１２３４５６７８９／"))


def _spaced(text: str, rng: random.Random) -> str:
    blanks = (" ", "\u3000", "\u00a0", "\u200b", "", "", "")
    return "".join(c + rng.choice(blanks) for c in text)


def _wrapped(text: str, rng: random.Random) -> str:
    width = rng.randint(1, 6)
    return "\n".join(text[n : n + width] for n in range(0, len(text), width))


SIMPLIFIED = (
    "总计报发废现规处罚许强业费单万项内请数结转关系为应办结开区维纠审诉讼议经复农机构团组织协会务类过执档询举诉"
)
TRADITIONAL = (
    "總計報發廢現規處罰許強業費單萬項內請數結轉關係為應辦結開區維糾審訴訟議經復農機構團組織協會務類過執檔詢舉訴"
)


def _traditional(text: str, _: random.Random) -> str:
    return text.translate(str.maketrans(SIMPLIFIED, TRADITIONAL))


def _seen(raster: Raster, statute: Form, rng: random.Random) -> Raster:
    """Word each label in one of the other ways that the form knows."""
    rows, columns = _wordings(statute.edition, raster.table)
    kept: dict[tuple[Role, str], str] = {}

    def change(slot: Slot) -> Slot:
        known = columns if slot.role == Role.HEAD else rows if slot.role in {Role.LABEL, Role.GROUP} else {}
        others = known.get(slot.text)
        if not others:
            return slot
        return attrs.evolve(slot, text=kept.setdefault((slot.role, slot.text), rng.choice(others)))

    return raster.map(change)


@lru_cache
def _wordings(edition: str, table: str) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    found: TableForm = form(edition).table(table)

    def words(nodes: tuple[Node, ...]) -> Iterator[tuple[str, list[str]]]:
        for node in nodes:
            yield node.label, [*node.aliases, *node.seen]
            yield from words(node.children)

    rows = dict(pair for panel in found.panels for pair in words(panel.rows))
    columns = dict(pair for panel in found.panels for pair in words(panel.columns))
    return rows, columns


LABELS: Mapping[str, Dress] = {
    "labels in every other wording the form knows": _seen,
    "labels numbered `1、` `1．` `1. `": _labels(_numbered),
    "labels in half-width signs": _labels(_narrow),
    "labels in full-width signs": _labels(_wide),
    "labels with blanks inside": _labels(_spaced),
    "labels wrapped over lines": _labels(_wrapped),
    "labels in traditional characters": _labels(_traditional),
}


def _figures(write: Callable[[str, random.Random], str]) -> Dress:
    """Return the change that writes every figure by ``write``; blanks and marks stay as they are."""

    def dress(raster: Raster, _: Form, rng: random.Random) -> Raster:
        written: dict[str, str] = {}

        def change(slot: Slot) -> Slot:
            figure = slot.role == Role.VALUE and any(map(str.isdigit, slot.text)) and "amount" not in slot.key
            return attrs.evolve(slot, text=written.setdefault(slot.key, write(slot.text, rng))) if figure else slot

        return raster.map(change)

    return dress


def _padded(text: str, rng: random.Random) -> str:
    around = ("", " ", "\u3000", "\u00a0", "\u200b", "\ufeff")
    return rng.choice(around) + text + rng.choice(around)


def _full_width(text: str, _: random.Random) -> str:
    return text.translate(str.maketrans("0123456789.+-", "０１２３４５６７８９．＋－"))


def _separated(text: str, rng: random.Random) -> str:
    if not text.isdigit():
        return text
    return f"{int(text):,}".replace(",", rng.choice([",", "，"]))


def _with_unit(text: str, rng: random.Random) -> str:
    return text + rng.choice(["件", " 件", "项", "个", "宗"]) if text.isdigit() else text


def _with_remark(text: str, _: random.Random) -> str:
    return f"{text}（含修订）" if text.isdigit() else text


def _signed(text: str, _: random.Random) -> str:
    return {"+": "增", "-": "减"}.get(text[0], "") + text.lstrip("+-")


def _in_yuan(raster: Raster, _: Form, rng: random.Random) -> Raster:
    """Write amounts kept in 万元 in another unit."""
    written: dict[str, str] = {}

    def change(slot: Slot) -> Slot:
        if (
            slot.role != Role.VALUE
            or not slot.key.endswith("administrative_fees.amount")
            or not slot.text[:1].isdigit()
        ):
            return slot
        yuan = f"{(Decimal(slot.text) * 10000).normalize():f}元"
        text = rng.choice([yuan, f"{slot.text}万元", f"{slot.text} 万"])
        return attrs.evolve(slot, text=written.setdefault(slot.key, text))

    return raster.map(change)


FIGURES: Mapping[str, Dress] = {
    "figures with odd blanks around them": _figures(_padded),
    "figures in full-width digits": _figures(_full_width),
    "figures with separators": _figures(_separated),
    "figures with their unit": _figures(_with_unit),
    "figures with a remark": _figures(_with_remark),
    "changes as 增 and 减": _figures(_signed),
    "money in 元, 万 and 万元": _in_yuan,
}

"""Plain JSON is taken as a whole: it must be what the strict reader would have made of it, with orjson or without."""

import json

import pytest
from hypothesis import given

from ogirmodel import Report, dump, load
from ogirmodel.serial import from_data, plain, quick, usual, written
from ogirmodel.serial.plain import plainly
from ogirmodel.testing import KINDS, sample
from ogirmodel.testing.strategies import reports

PROSE = [
    "控制\t符",
    '引“号”与"引号"',
    "反斜\\杠",
    "第\x7f百二十七",
    "全角　空格",
    "表情😀",
    "行\u2028分隔",
    "</w:t>&amp;",
]


@given(reports())
def test_plain_and_strict_agree(report: Report) -> None:
    """A report that is taken another way because it is plain would depend on how it was typed."""
    data = dump(report)
    assert load(data) == from_data(json.loads(data)) == report


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"odd-text"}))  # escapes need a closer look
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_what_dump_writes_is_plain(edition: str, kind: str) -> None:
    """Everything would still be right, and slow, if nothing were ever taken as a whole."""
    report = sample(edition, kind)
    assert plainly(dump(report)) == report


@given(reports())
def test_the_bytes_are_the_same_without_orjson(report: Report) -> None:
    """A report that is hashed or signed must not change with what else is installed."""
    report = report.replace(preface=PROSE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(written, "write", usual.write)
        without = dump(report)
        patch.setattr(written, "write", quick.write)
        assert dump(report) == without
        patch.setattr(plain, "parse", usual.parse)
        again = plainly(without)
        patch.setattr(plain, "parse", quick.parse)
        assert plainly(without) == again


@pytest.mark.parametrize(
    ("written_as", "instead"),
    [
        ('"year": 2024', '"year": 2024, "year": 2024'),
        ('"natural_person": 1', '"natural_person": 1, "natural_person": 1'),
        ('"natural_person": 1', '"natural_person": 1e0'),
        ('"natural_person": 1', '"natural_person": true'),
        ('"natural_person": 1', '"natural_person": 18446744073709551616'),
        ('"preface": [', '"preface": [null, '),
        ('"title": "', '"title": "\\u0000'),
    ],
)
def test_what_is_not_plain_is_left_to_the_strict(written_as: str, instead: str) -> None:
    """A duplicate key or a figure that is none must not slip through where nobody looks piece by piece."""
    data = dump(Report("某局", 2024, preface=["甲"], tables={"applications": {"carried_in": {"natural_person": 1}}}))
    assert written_as in data.decode()
    assert plainly(data) is not None
    assert plainly(data.decode().replace(written_as, instead, 1).encode()) is None


def test_a_large_text_is_never_given_to_the_quick_parser() -> None:
    """It ends the whole program where memory runs out, and no error can be told."""
    report = sample("2021").replace(preface=["公开" * 1000] * 200)
    data = dump(report)
    assert len(data) > plain.LARGEST
    assert plainly(data) is None
    assert load(data) == report

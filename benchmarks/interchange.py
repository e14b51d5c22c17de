"""JSON: load and dump, beside the parsers alone and beside what others make of the same text."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import orjson
import pydantic
from attrs import define, field, validators
from cattrs.preconf.json import make_converter as json_converter
from cattrs.preconf.orjson import make_converter as orjson_converter

import ogirmodel
from benchmarks.harness import Contender, Row
from benchmarks.work import Work
from ogirmodel import Report

__all__ = ["rows"]

Count = dict[str, Any]
"""Tables are nested dictionaries to the peers; what a cell may hold, and which cells there are, they do not look at."""


class PydanticReport(pydantic.BaseModel):
    """The envelope as pydantic has it."""

    model_config = pydantic.ConfigDict(extra="forbid", strict=True)
    format: str
    edition: str
    organ: dict[str, str]
    year: int
    title: str | None
    preface: list[str]
    sections: dict[str, list[str]]
    tables: dict[str, dict[str, Any]]
    notes: dict[str, list[str]]
    signed_by: str | None
    signed_on: str | None
    published_on: str | None


class StructReport(msgspec.Struct, forbid_unknown_fields=True):
    """The envelope as msgspec has it."""

    format: str
    edition: str
    organ: dict[str, str]
    year: int
    title: str | None
    preface: list[str]
    sections: dict[str, list[str]]
    tables: dict[str, dict[str, Any]]
    notes: dict[str, list[str]]
    signed_by: str | None
    signed_on: str | None
    published_on: str | None


@define
class AttrsReport:
    """The envelope as attrs has it, with validators."""

    format: str = field(validator=validators.instance_of(str))
    edition: str = field(validator=validators.instance_of(str))
    organ: dict[str, str]
    year: int = field(validator=validators.instance_of(int))
    title: str | None
    preface: list[str]
    sections: dict[str, list[str]]
    tables: dict[str, dict[str, Any]]
    notes: dict[str, list[str]]
    signed_by: str | None
    signed_on: str | None
    published_on: str | None


def rows(work: Work) -> Iterator[Row]:
    """Yield a row for each direction."""
    texts = work.json
    plain = [json.loads(text) for text in texts]
    with_json, with_orjson = json_converter(forbid_extra_keys=True), orjson_converter(forbid_extra_keys=True)

    def equal(number: int, report: Report) -> None:
        assert report == work.reports[number]

    def same(number: int, data: bytes | str) -> None:
        assert json.loads(data) == plain[number]

    def taken(number: int, found: Any) -> None:
        assert found.sections["overview"] == plain[number]["sections"]["overview"]
        assert found.tables == plain[number]["tables"]

    def parsed(number: int, found: Any) -> None:
        assert found == plain[number]

    decoder, encoder = msgspec.json.Decoder(StructReport), msgspec.json.Encoder()
    yield Row(
        "load",
        (
            Contender("load(bytes): strict, every cell checked", "ours", ogirmodel.load, texts.__getitem__, equal),
            Contender("pydantic", "peer", PydanticReport.model_validate_json, texts.__getitem__, taken),
            Contender("msgspec", "peer", decoder.decode, texts.__getitem__, taken),
            Contender("cattrs + json", "peer", lambda t: with_json.loads(t, AttrsReport), texts.__getitem__, taken),
            Contender("cattrs + orjson", "peer", lambda t: with_orjson.loads(t, AttrsReport), texts.__getitem__, taken),
            Contender("floor: json.loads", "floor", json.loads, texts.__getitem__, parsed),
            Contender("floor: orjson.loads", "floor", orjson.loads, texts.__getitem__, parsed),
        ),
        "at most 2 x json.loads",
    )
    models = [PydanticReport.model_validate_json(text) for text in texts]
    structs = [decoder.decode(text) for text in texts]
    held = [with_orjson.loads(text, AttrsReport) for text in texts]
    yield Row(
        "dump",
        (
            Contender("dump(report): laid out for reading", "ours", ogirmodel.dump, work.fresh, same),
            Contender("pydantic", "peer", lambda m: m.model_dump_json().encode(), models.__getitem__, same),
            Contender("msgspec", "peer", encoder.encode, structs.__getitem__, same),
            Contender("cattrs + json", "peer", with_json.dumps, held.__getitem__, same),
            Contender("cattrs + orjson", "peer", with_orjson.dumps, held.__getitem__, same),
            Contender("floor: json.dumps", "floor", _json_dumps, plain.__getitem__, same),
            Contender("floor: orjson.dumps", "floor", orjson.dumps, plain.__getitem__, same),
        ),
        "at most 1.5 x orjson.dumps",
    )


def _json_dumps(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()

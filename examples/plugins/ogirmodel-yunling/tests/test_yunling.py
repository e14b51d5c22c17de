"""The form of the province keeps what forms promise."""

import ogirmodel
from ogirmodel.testing import FormContract, broken_kinds, sample


class TestYunling(FormContract):
    """The whole battery, in every format."""

    edition = "yunling-2021"


def test_its_own_row_and_section_are_there() -> None:
    """What the province asks for is counted, added up and checked like the rest."""
    report = sample("yunling-2021").filled
    assert isinstance(report.disclosure["interpretations", "published"], int)
    hotline = report.tables["hotline"]
    parts = [hotline["all", column] for column in ("answered", "referred")]
    assert hotline["all", "total"] == sum(part for part in parts if isinstance(part, int))
    assert {"broken:yunling.T01", "broken:yunling.T02"} <= set(broken_kinds("yunling-2021"))


def test_the_year_still_asks_for_the_statutory_form() -> None:
    """Whoever installs the package goes on reporting to the State Council as before."""
    assert ogirmodel.blank("云岭省青溪市数据局", 2025).edition == "2021"

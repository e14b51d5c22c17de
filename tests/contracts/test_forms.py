"""The statutory forms keep the very contract that third parties are held to; so does an invented one."""

from pathlib import Path

from ogirmodel.testing import FormContract


class Test2019(FormContract):
    """The edition of 2019."""

    edition = "2019"


class Test2021(FormContract):
    """The edition of 2021."""

    edition = "2021"


class TestMini(FormContract):
    """A form of TOML that is not installed."""

    source = (Path(__file__).parents[1] / "data" / "mini.toml").read_bytes()

"""The same report gives the same bytes everywhere."""

import pytest

from hostile.determinism import SETTINGS, digest_of, pythons

ONE = {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "PYTHONUTF8": "0"}


@pytest.fixture(scope="module")
def here() -> str:
    """Return what is rendered where the tests run."""
    return digest_of({})


@pytest.mark.parametrize("setting", SETTINGS)
def test_no_setting_of_a_machine_shows_in_a_file(setting: str, here: str) -> None:
    """Two clerks who write the same report could not tell whether they have the same file."""
    assert digest_of(SETTINGS[setting]) == here


def test_no_version_of_python_shows_in_a_file(here: str) -> None:
    """Files of a server that was upgraded would all seem to have changed."""
    others = list(pythons())
    if not others:
        pytest.skip("no other Python here has the library; name some in OGIRMODEL_PYTHONS")
    for python in others:
        there = digest_of(ONE, python)
        same_zlib = there.split()[-1] == here.rsplit(maxsplit=1)[-1]
        assert there == here if same_zlib else len(there) == len(here)

"""The same report gives the same bytes everywhere."""

import pytest

from hostile.determinism import SETTINGS, Digests, digests
from hostile.environments import made

OTHER = {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "PYTHONUTF8": "0"}


@pytest.fixture(scope="module")
def here() -> Digests:
    """Return what is rendered where the tests run."""
    return digests({})


@pytest.mark.parametrize("setting", SETTINGS)
def test_no_setting_of_a_machine_shows_in_a_file(setting: str, here: Digests) -> None:
    """Two clerks who write the same report could not tell whether they have the same file."""
    assert digests(SETTINGS[setting]) == here


def test_no_version_of_python_shows_in_a_file(here: Digests) -> None:
    """Files of a server that was upgraded would all seem to have changed."""
    others = made()
    if not others:
        pytest.skip("there are no environments of other Pythons; poe robustness determinism makes them")
    for version, python in others.items():
        assert here.unlike(digests(OTHER, python)) == [], version


def test_another_zlib_may_pack_otherwise_what_is_the_same() -> None:
    """A report that differs would pass for one that is only packed otherwise, or the other way round."""
    one = Digests("1.2", {"docx": "a"}, {"docx": "p"})
    assert Digests("1.2", {"docx": "b"}, {"docx": "p"}).unlike(one) == ["docx"]
    assert Digests("1.3", {"docx": "b"}, {"docx": "p"}).unlike(one) == []
    assert Digests("1.3", {"docx": "a"}, {"docx": "q"}).unlike(one) == ["docx"]

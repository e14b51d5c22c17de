"""For each promise there is a plugin that breaks it, and the contract finds it out by the test of that name."""

from pathlib import Path

import pytest

SUITE = Path(__file__).with_name("bad_suite.py")

ELSEWHERE = {"test_it_is_picklable", "test_it_leaves_nothing_behind", "test_it_opens_no_file_and_no_socket"}
EVERYWHERE = {*ELSEWHERE, "test_the_same_bytes_everywhere", "test_it_is_thread_safe"}
SHOWS = {"test_it_shows_every_label_and_number", "test_it_shows_what_no_form_makes", "test_odd_text_survives"}
RENDERS = {"test_it_renders_every_sample", "test_it_renders_what_no_form_makes"}
SAME = {"test_the_same_document_gives_the_same_bytes", "test_the_same_bytes_everywhere"}
READS = {"test_it_reads_what_was_written", "test_it_reads_whatever_a_report_says"}
NONE: set[str] = set()

BAD: dict[str, tuple[str, set[str]]] = {
    # the plugin: the test that names its promise, and others that cannot but fail as well
    "WithoutInfo": ("test_its_info_is_complete", NONE),
    "CrashesOnLargeFigures": (
        "test_it_renders_every_sample",
        EVERYWHERE | SAME | {"test_it_shows_every_label_and_number"},
    ),
    "CrashesOnCharts": ("test_it_renders_what_no_form_makes", EVERYWHERE),
    "ReturnsText": ("test_it_renders_every_sample", RENDERS | SHOWS | SAME | {"test_its_input_is_unchanged"}),
    "ReturnsNothing": ("test_it_renders_every_sample", RENDERS | SHOWS | SAME | {"test_its_input_is_unchanged"}),
    "DropsFigures": ("test_it_shows_every_label_and_number", NONE),
    "DropsLabels": ("test_it_shows_every_label_and_number", SHOWS),
    "DropsCharts": ("test_it_shows_what_no_form_makes", NONE),
    "EscapesNothing": ("test_odd_text_survives", SHOWS),
    "ReadsBackOtherwise": ("test_it_reads_back", {"test_it_reads_back_whatever_a_report_says"}),
    "WritesTheDate": ("test_the_same_bytes_everywhere", NONE),
    "WritesTheTimeOfDay": ("test_the_same_bytes_everywhere", NONE),
    "WritesASet": ("test_the_same_bytes_everywhere", NONE),
    "WritesTheFolder": ("test_the_same_bytes_everywhere", NONE),
    "WritesAnId": ("test_the_same_document_gives_the_same_bytes", SAME | {"test_it_is_thread_safe"}),
    "UsesATemporaryFile": ("test_it_opens_no_file_and_no_socket", NONE),
    "CallsHome": ("test_it_opens_no_file_and_no_socket", NONE),
    "Litters": ("test_it_leaves_nothing_behind", NONE),
    "HoldsAFunction": ("test_it_is_picklable", ELSEWHERE | SAME),
    "SharesABuffer": ("test_it_is_thread_safe", NONE),
    "CanBeChanged": ("test_its_options_are_frozen", NONE),
    "ChangesItsInput": ("test_its_input_is_unchanged", NONE),
    "NeedsAnArgument": ("test_it_is_made_without_arguments", NONE),
    "WrongName": ("test_it_is_found_by_its_name", NONE),
    "ReaderWithoutInfo": ("test_its_info_is_complete", NONE),
    "ReaderCrashesOnDamage": ("test_any_bytes_are_a_document_or_one_error", NONE),
    "ReaderReturnsBlocks": ("test_any_bytes_are_a_document_or_one_error", READS | {"test_nothing_is_lost"}),
    "ReaderSniffsWithAnIndex": ("test_sniff_is_total", NONE),
    "ReaderSniffsNothing": ("test_sniff_is_total", NONE),
    "ReaderClaimsEverything": ("test_sniff_knows_its_own_and_leaves_others_theirs", NONE),
    "ReaderSniffsByReading": ("test_sniff_is_cheap", NONE),
    "ReaderLosesWhatItDoesNotKnow": ("test_nothing_is_lost", READS),
    "ReaderReadsBlanksAsZero": ("test_it_reads_what_was_written", READS),
    "ReaderOpensAFile": ("test_it_opens_no_file_and_no_socket", NONE),
    "ReaderCounts": ("test_the_same_bytes_give_the_same_document", READS | {"test_it_is_thread_safe"}),
    "ReaderSharesALine": ("test_it_is_thread_safe", NONE),
    "FormVacuous": ("test_every_equation_can_hold_and_break", NONE),
    "FormBlank": ("test_every_format_holds_every_sample", NONE),
    "FormImpostor": ("test_its_paper_is_known_by_its_labels", NONE),
}


class Results:
    """Which tests of a run failed, with what they said, and which passed."""

    def __init__(self) -> None:
        self.failed: dict[str, str] = {}
        self.passed: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take a result down, as pytest tells it."""
        name = report.nodeid.rpartition("::")[2].partition("[")[0]
        if report.failed:
            self.failed[name] = str(report.longrepr)
        elif report.passed and report.when == "call":
            self.passed.add(name)


def run(name: str, test: str = "") -> Results:
    """Run the tests of a plugin's author, or one of them, as pytest runs them."""
    results = Results()
    quiet = ["-q", "--no-header", "--no-summary", "--show-capture=no", "-p", "no:cacheprovider", "-p", "no:xdist"]
    own = ["-c", str(SUITE.with_name("bad.ini")), "--rootdir", str(SUITE.parent), "--import-mode=importlib"]
    pytest.main([*quiet, *own, "::".join(filter(None, (str(SUITE), f"Test{name}", test)))], plugins=[results])
    return results


@pytest.mark.parametrize("name", BAD)
def test_the_test_of_that_name_finds_it(name: str) -> None:
    """A promise that no test holds plugins to is broken by the first that comes along."""
    test, _ = BAD[name]
    assert set(run(name, test).failed) == {test}


@pytest.mark.slow
@pytest.mark.parametrize("name", BAD)
def test_few_others_find_it(name: str) -> None:
    """An author who sees everything fail does not know where to begin."""
    test, others = BAD[name]
    failed = run(name).failed
    assert {test} <= set(failed) <= {test, *others}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["Honest", "ReaderHonest", "FormSound"])
def test_what_keeps_every_promise_passes(name: str) -> None:
    """A battery that fails whatever comes says nothing."""
    results = run(name)
    assert results.failed == {}
    assert len(results.passed) >= 8


def test_a_form_with_faults_is_told_them_once_and_in_full() -> None:
    """The author of a form reads what is wrong with it, not a traceback."""
    (said,) = set(run("FormTwice", "test_it_holds_what_a_form_promises").failed.values())
    assert "visits.morning.adult" in said


def test_a_failure_says_what_to_do() -> None:
    """An author reads one sentence with a remedy."""
    (said,) = run("WritesASet", "test_the_same_bytes_everywhere").failed.values()
    assert said == (
        "another process gave other bytes: sort what comes from a set, and use neither the clock, the time zone, the "
        "locale nor the working directory; or claim deterministic=False in info"
    )


def test_a_difference_says_where_and_what() -> None:
    """Whoever wrote a reader sees which cell it misread."""
    (said,) = run("ReaderReadsBlanksAsZero", "test_it_reads_what_was_written").failed.values()
    assert "tables.disclosure.rules.made: 0 instead of None" in said

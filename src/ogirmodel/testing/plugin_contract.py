"""What renderers and readers promise alike: found by name, frozen, picklable, thread-safe, pure, tidy.

The contracts of renderers and readers inherit these tests; a failure says what the author of the plugin can do.
"""

import pickle
import sys
import threading
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, ClassVar

import pytest

from ogirmodel.errors import OgirError
from ogirmodel.registry import Registry
from ogirmodel.testing.elsewhere import Ran, run_elsewhere
from ogirmodel.testing.samples import KINDS

__all__ = ["PluginContract", "demand", "in_threads", "skip_unless"]


def demand(condition: object, remedy: str) -> None:
    """Fail the test with ``remedy`` alone, unless ``condition`` holds."""
    __tracebackhide__ = True
    if not condition:
        pytest.fail(remedy, pytrace=False)


def skip_unless(claimed: bool, claim: str) -> None:  # noqa: FBT001 - a fact, no switch
    """Skip the test of a claim that the plugin does not make."""
    if not claimed:
        pytest.skip(f"info does not claim {claim}")


def in_threads(
    work: Callable[[Any], object], inputs: Sequence[Any], count: int
) -> tuple[list[list[object]], list[BaseException]]:
    """Do ``work`` on every input in ``count`` threads at once; return what each thread got, and what was raised."""
    results: list[list[object]] = [[] for _ in range(count)]
    faults: list[BaseException] = []
    start = threading.Barrier(count)

    def run(number: int) -> None:
        start.wait()
        try:
            for step in range(len(inputs)):
                results[number].append(work(inputs[(number + step) % len(inputs)]))
        except BaseException as error:  # noqa: BLE001 - told to the author of the plugin
            faults.append(error)

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(before)
    turned = [
        [each[(place - number) % len(inputs)] for place in range(len(each))] for number, each in enumerate(results)
    ]
    return turned, faults


@cache
def _ran(contract: Any, seed: int, zone: str) -> Ran:
    """Run the plugin of a contract in another process, once for all the tests that look at what became of it."""
    made = contract()
    return run_elsewhere(made._work(), made._inputs(), seed=seed, zone=zone)  # noqa: SLF001 - of the same house


class PluginContract:
    """The common part; ``RendererContract`` and ``ReaderContract`` say what the plugin is and does."""

    format: ClassVar[str] = ""
    """The name of its entry point, if it has one."""
    editions: ClassVar[tuple[str, ...]] = ("2019", "2021")
    """The editions whose samples it is tried on."""
    kinds: ClassVar[tuple[str, ...]] = KINDS
    """The kinds of samples it is tried on; fewer where a call takes seconds."""
    threads: ClassVar[int] = 8
    """In how many threads it is tried at once."""

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Try every edition, and every kind of sample."""
        if "edition" in metafunc.fixturenames:
            metafunc.parametrize("edition", self.editions)
        if "kind" in metafunc.fixturenames:
            metafunc.parametrize("kind", self.kinds)

    # -- the tests --

    def test_it_is_found_by_its_name(self) -> None:
        """``ogirmodel.render(report, NAME)`` finds the plugin once its distribution is installed."""
        if not self.format:
            pytest.skip("no format = NAME: the plugin is handed over as an object, not found by name")
        kind, registry = type(self._plugin()), self._registry()
        try:
            found: object = registry.get(self.format)
        except OgirError as error:
            found = error.text("en")
        demand(
            found is kind,
            f"the name {self.format!r} gives {found!r} instead of {kind!r}: declare the entry point of that name in "
            "pyproject.toml, install the distribution again, and choose a name that no other has",
        )

    def test_it_is_made_without_arguments(self) -> None:
        """What is asked for by name is made without arguments: every option has a default."""
        kind = type(self._plugin())
        try:
            made = kind()
        except Exception as error:  # noqa: BLE001 - told to the author
            pytest.fail(f"{kind.__name__}() raises {error!r}: give every option a default", pytrace=False)
        demand(isinstance(made, kind), f"{kind.__name__}() gives {made!r}")

    def test_its_options_are_frozen(self) -> None:
        """An instance that changes cannot be shared by the threads of a server."""
        plugin = self._plugin()
        names = [*getattr(plugin, "__dict__", {}), *getattr(type(plugin), "__slots__", ()), "info", "any_other"]
        for name in names:
            if name.startswith("__"):
                continue
            try:
                setattr(plugin, name, getattr(plugin, name, None))
            except (AttributeError, TypeError):
                continue
            pytest.fail(f"{name} of an instance can be set: make the class @attrs.frozen", pytrace=False)

    def test_it_is_picklable(self) -> None:
        """A batch in many processes sends the plugin to each of them."""
        plugin = self._plugin()
        try:
            again = pickle.loads(pickle.dumps(plugin))  # noqa: S301 - written a moment ago
        except Exception as error:  # noqa: BLE001 - told to the author
            pytest.fail(
                f"pickling fails with {error!r}: define the class at the top of a module and keep only plain values "
                "(no open file, lock, function or library object) in its fields",
                pytrace=False,
            )
        demand(again == plugin, "a copy made by pickle is not equal to the instance: compare by fields, as attrs does")
        ran = self._elsewhere()
        demand(not ran.fault, f"it does not work in another process: {ran.fault}")

    def test_it_is_thread_safe(self) -> None:
        """A server uses one instance in many threads at once."""
        work, inputs = self._work(), self._inputs()
        alone = [work(each) for each in inputs]
        together, faults = in_threads(work, inputs, self.threads)
        demand(
            not faults,
            f"in {self.threads} threads at once it raises {faults[:1]!r}: keep what a call works on in local variables",
        )
        if self._settled():
            demand(
                all(each == alone for each in together),
                f"in {self.threads} threads at once results are mixed up: keep what a call works on in local "
                "variables, not in the instance, the class or the module",
            )

    def test_it_opens_no_file_and_no_socket(self) -> None:
        """A pure plugin works in a sandbox, and tells nobody what it was given."""
        skip_unless(self._pure(), "pure")
        ran = self._elsewhere()
        demand(not ran.fault, f"it fails in another process: {ran.fault}")
        demand(
            not ran.opened,
            f"it reaches out of its process: {'; '.join(ran.opened[:3])}: work on bytes in memory (io.BytesIO), load "
            "resources once, or claim pure=False in info",
        )

    def test_it_leaves_nothing_behind(self) -> None:
        """Nothing is left in the working directory, the home or the folder for temporary files."""
        ran = self._elsewhere()
        demand(not ran.fault, f"it fails in another process: {ran.fault}")
        demand(
            not ran.left,
            f"it leaves files behind: {', '.join(ran.left[:5])}: write them to a tempfile.TemporaryDirectory(), and "
            "let the programs that it starts have their home there",
        )

    def _elsewhere(self, seed: int = 1, zone: str = "UTC") -> Ran:
        contract: Any = type(self)
        return _ran(contract, seed, zone)

    # -- what the contracts of renderers and readers say --

    _plugin: Callable[..., Any]
    _registry: Callable[..., Registry[Any]]
    _work: Callable[..., Callable[[Any], Any]]
    _inputs: Callable[..., Sequence[Any]]
    _pure: Callable[..., bool]
    _settled: Callable[..., bool]

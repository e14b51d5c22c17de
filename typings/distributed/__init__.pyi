# The part of dask.distributed that the tests use; its own annotations are not complete.
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from typing import Any, Generic, TypeVar

_A = TypeVar("_A")
_R = TypeVar("_R")

class Future(Generic[_R]): ...

class LocalCluster(AbstractContextManager[LocalCluster]):
    def __init__(
        self,
        *,
        n_workers: int,
        threads_per_worker: int,
        processes: bool,
        dashboard_address: str | None,
        host: str,
        silence_logs: int,
    ) -> None: ...
    def __exit__(self, *exception: object) -> None: ...

class Client(AbstractContextManager[Client]):
    def __init__(self, address: LocalCluster | str) -> None: ...
    def get_executor(self) -> Executor: ...
    def map(self, function: Callable[[_A], _R], values: Iterable[_A], *, pure: bool) -> list[Future[_R]]: ...
    def gather(self, futures: Sequence[Future[_R]]) -> list[_R]: ...
    def run(self, function: Callable[[], Any]) -> Mapping[str, Any]: ...
    def __exit__(self, *exception: object) -> None: ...

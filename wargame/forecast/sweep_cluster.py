"""The parts of a large study played on a Dask cluster; lost workers have their parts played again.

Dask is an extra and imported only here, when a scheduler is named.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from typing import Any

from wargame.forecast.sweep import Cells, Found, Play, SweepFailed

CONNECT = 15  # seconds to wait for a scheduler
NO_DASK = 'a Dask cluster needs Dask: pip install "wargame[cluster]"'
Digest = Callable[[], str]  # of the model that a machine holds


def play_on_cluster(
    play: Play, job: Any, wanted: Sequence[int], address: str, digest: Digest
) -> Found:
    """The parts, finished by the workers of the scheduler at `address`.

    digest : what a worker must answer alike, so that every part is played by one model.
    Raises SweepFailed in a sentence: no Dask, no scheduler, another model, parts that kill workers.
    """
    dask = _dask()
    try:
        client = dask.Client(address, timeout=CONNECT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise SweepFailed(f"no Dask scheduler answers at {address}: {_short(error)}") from None
    futures: dict[Any, int] = {}
    try:
        _check_workers(client, address, digest)
        packed = pickle.dumps(job)
        # a task of its own, not scattered data: it is made again where the worker holding it dies
        unpacked = client.submit(pickle.loads, packed, pure=False)
        for part in wanted:
            futures[client.submit(_play_part, play, unpacked, part, pure=False)] = part
        for future in dask.as_completed(list(futures), loop=client.loop):
            yield futures[future], _result(future, futures[future])
            future.release()
    finally:
        client.cancel(list(futures))
        client.close(timeout=CONNECT)


def _dask() -> Any:
    try:
        import distributed  # noqa: PLC0415  an extra
    except ImportError:
        raise SweepFailed(NO_DASK) from None
    return distributed


def _play_part(play: Play, job: Any, part: int) -> Cells:
    return play(job, part)


def _check_workers(client: Any, address: str, digest: Digest) -> None:
    """Every worker holds the same model as this machine."""
    try:
        client.wait_for_workers(1, timeout=CONNECT)
    except TimeoutError:
        raise SweepFailed(f"the scheduler at {address} has no worker") from None
    mine = digest()
    answers = client.run(digest, on_error="return")
    for worker, theirs in answers.items():
        if isinstance(theirs, Exception):
            raise SweepFailed(f"worker {worker} cannot run wargame: {_short(theirs)}")
        if theirs != mine:
            words = "has other rules or parameters than this machine; install the same version"
            raise SweepFailed(f"worker {worker} {words}")


def _result(future: Any, part: int) -> Cells:
    try:
        found: Cells = future.result()
    except Exception as error:
        if type(error).__name__ in ("KilledWorker", "CancelledError", "FutureCancelledError"):
            raise SweepFailed(f"the cluster gave up part {part}: {_short(error)}") from error
        raise
    return found


def _short(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:200]

"""The threads beside the window: begun here, so that nothing they speak to goes before they end.

A signal emitted while its object is being deleted in another thread is a crash, not an error.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from weakref import WeakSet

_begun: WeakSet[threading.Thread] = WeakSet()


def begin(name: str, work: Callable[..., None], *given: object) -> threading.Thread:
    """`work(*given)` runs in a thread of its own, which does not keep the program alive."""
    thread = threading.Thread(target=work, args=given, name=name, daemon=True)
    thread.start()
    _begun.add(thread)
    return thread


def all_ended(within: float) -> bool:
    """Whether no such thread runs any more, after waiting for at most `within` seconds."""
    last = time.monotonic() + within
    for thread in tuple(_begun):
        thread.join(max(0.0, last - time.monotonic()))
    return not any(thread.is_alive() for thread in _begun)

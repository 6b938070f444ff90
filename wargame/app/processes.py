"""Whether comparisons and forecasts are played in other processes: the window's choice, made once.

What plays forecasts is imported only when it is used: the first window does not wait for it.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from wargame.forecast.parallel import Workers, cores

if TYPE_CHECKING:
    from wargame.app.aside import Aside

_chosen: list[Workers] = []
_beside: list[Aside] = []


def use() -> None:
    """Comparisons from now on are shared, and forecasts played beside the window.

    Nothing changes where there is a single processor.
    """
    if cores() > 1 and not _chosen:
        _chosen.append(Workers(gentle=True))
        threading.Thread(target=_begin_beside, name="aside", daemon=True).start()


def _begin_beside() -> None:
    from wargame.app.aside import Aside  # noqa: PLC0415  see above

    made = Aside()
    if _chosen:
        _beside.append(made)
    else:
        made.close()  # the window has gone meanwhile


def aside() -> Aside | None:
    """The process that plays forecasts; None before it is ready, and where there is none."""
    return next((made for made in _beside if made.ready), None)


def end() -> None:
    """The processes end, and everything is played by this process again."""
    for workers in _chosen:
        workers.close()
    _chosen.clear()
    for made in _beside:
        made.close()
    _beside.clear()


def workers() -> Workers | None:
    """Whoever shares the work; None: this process alone."""
    return _chosen[0] if _chosen else None

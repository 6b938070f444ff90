"""Whether large comparisons are shared among processes: the window's choice, made once."""

from __future__ import annotations

from wargame.forecast.parallel import Workers, cores

_chosen: list[Workers] = []


def use() -> None:
    """Comparisons from now on are shared, where there is more than one processor to share them."""
    if cores() > 1 and not _chosen:
        _chosen.append(Workers(gentle=True))


def end() -> None:
    """The processes end, and comparisons are played by this process again."""
    for workers in _chosen:
        workers.close()
    _chosen.clear()


def workers() -> Workers | None:
    """Whoever shares the work; None: this process alone."""
    return _chosen[0] if _chosen else None

"""What forecasts have found, kept so that after an edit only what it changed is played again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar

from wargame.app.records import Effect
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game

GAMES_KEPT = 24
LINES_KEPT = 24  # of 10,000 playthroughs over 12 turns each: about 35 MB together

Measures = dict[str, FloatArray]
T = TypeVar("T")


class Memory:
    """Games by what they are made of, and what was played along lines; safe from two threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._games: OrderedDict[Hashable, Game] = OrderedDict()
        self._found: OrderedDict[Hashable, Measures] = OrderedDict()
        self._effects: Mapping[str, Effect] = {}
        self._tradeoff: Mapping[str, tuple[float, float]] = {}

    def game(self, key: Hashable, make: Callable[[], Game]) -> Game:
        """The game of that key, the same object as long as it is kept."""
        return self._kept(self._games, key, GAMES_KEPT) or self._put(self._games, key, make())

    def found(self, key: Hashable) -> Measures:
        """What was played along that line; nothing when it is new."""
        return self._kept(self._found, key, LINES_KEPT) or {}

    def remember(self, key: Hashable, found: Measures) -> None:
        """More has been played along a line."""
        self._put(self._found, key, found)

    @property
    def last(self) -> tuple[Mapping[str, Effect], Mapping[str, tuple[float, float]]]:
        """Each option's effect and trade-off as they were last shown."""
        with self._lock:
            return self._effects, self._tradeoff

    def show(
        self, effects: Mapping[str, Effect], tradeoff: Mapping[str, tuple[float, float]]
    ) -> None:
        """These are on screen from now on."""
        with self._lock:
            self._effects, self._tradeoff = effects, tradeoff

    def _kept(self, kept: OrderedDict[Hashable, T], key: Hashable, most: int) -> T | None:
        with self._lock:
            found = kept.get(key)
            if found is not None:
                kept.move_to_end(key)
            while len(kept) > most:
                kept.popitem(last=False)
            return found

    def _put(self, kept: OrderedDict[Hashable, T], key: Hashable, value: T) -> T:
        with self._lock:
            kept[key] = value
            kept.move_to_end(key)
            return value

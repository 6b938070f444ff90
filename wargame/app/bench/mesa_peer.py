"""What Mesa needs for the same: a plain model with the state's fields, one agent a sector.

The model is kinder to Mesa than the rulebook: every field moves once a turn by one line of
arithmetic, and each sector and the whole draw about as many numbers as the rules do. The rules do
more to each field.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterator
from typing import Any

from wargame.app.bench.ensembles import WHEN_ASKED, lane, seconds
from wargame.app.bench.record import TURNS, Bench, Figure, PeerAbsent, Size, figure
from wargame.forecast.ensemble import CHUNK
from wargame.rules.fields import FIELDS

DRAWN_OVERALL, DRAWN_SECTOR = 31, 4  # numbers that the rules draw a turn
PACE, NOISE, NEUTRAL = 0.1, 0.02, 0.5
ABSENT = 'Mesa is not installed, so it is not measured: pip install "mesa>=3" adds it.'


def _names(axes: str) -> list[str]:
    return [name for name, spec in FIELDS.items() if spec.axes == axes]


def _mesa() -> Any:
    """The library; raises PeerAbsent without it."""
    try:
        return importlib.import_module("mesa")
    except ImportError:
        raise PeerAbsent(ABSENT) from None


def _model() -> Callable[[int, int], Any]:
    """A function of seed and number of sectors that makes one playthrough."""
    mesa = _mesa()
    own, overall = _names("S"), [*_names(""), *_names("R"), *_names("Z")]

    class Sector(mesa.Agent):  # type: ignore[misc, name-defined]
        def __init__(self, model: Any) -> None:
            super().__init__(model)
            self.values = dict.fromkeys(own, NEUTRAL)

        def step(self) -> None:
            values, pull = self.values, self.model.pull
            for name in own:
                values[name] += PACE * (pull - values[name])
            for name in own[:DRAWN_SECTOR]:
                values[name] += self.random.gauss(0.0, NOISE)

    class Game(mesa.Model):  # type: ignore[misc, name-defined]
        def __init__(self, seed: int, sectors: int) -> None:
            super().__init__(seed=seed)
            self.values = dict.fromkeys(overall, NEUTRAL)
            self.pull = NEUTRAL
            for _ in range(sectors):
                Sector(self)

        def step(self) -> None:
            values = self.values
            for name in overall:
                values[name] += PACE * (self.pull - values[name])
            for name in overall[:DRAWN_OVERALL]:
                values[name] += self.random.gauss(0.0, NOISE)
            self.agents.do("step")
            self.pull = sum(a.values[own[0]] for a in self.agents) / len(self.agents)

    return Game


def mesa_ensemble(size: Size) -> Iterator[Figure]:
    """Playthroughs a second of Mesa and the ratio of ours to it, measured one after the other."""
    make, one = _model(), lane()
    sectors, runs = len(one.scenario.sectors), max(40, size.runs // 200)
    theirs, ratios = [], []
    seconds(one, CHUNK, WHEN_ASKED)
    for _ in range(size.repeats):
        began = time.process_time()
        for seed in range(runs):
            game = make(seed, sectors)
            for _turn in range(TURNS):
                game.step()
        theirs.append(runs / (time.process_time() - began))
        ratios.append(size.runs / seconds(one, size.runs, WHEN_ASKED) / theirs[-1])
    note = "same state fields, one agent a sector, simpler rules"
    yield figure("Mesa, an ensemble", "playthroughs/s", "a peer", theirs, note)
    yield figure("ensemble against Mesa's", "times", "printed", ratios, "one core each")


BENCHES = (Bench("Mesa", mesa_ensemble, peer=True),)

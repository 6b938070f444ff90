"""What playthroughs are computed with: NumPy, or the same rules compiled by JAX for large studies.

For whoever plays many: take a backend once, then call it as the functions of `ensemble`.

    backend, sentence = chosen("jax")      # NumPy, and a sentence why, where JAX is not installed
    found = backend.play_runs(opening, game, turns, draws, outcomes, asked=(EARLY_TURN,))
    record = backend.play_chunk(opening, game, turns, draws, players, asked)

Both take the arguments of `ensemble.play_runs` and `ensemble.play_chunk` and give the same kind of
result, float64 arrays by playthrough. Parameters may differ between playthroughs. Seats that
doctrines play are played by NumPy whatever the backend: decisions are no part of a compiled turn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Literal

from wargame.engine.draws import Draws
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game
from wargame.forecast import ensemble
from wargame.forecast.ensemble import Opening, Record
from wargame.forecast.measures import EARLY_TURN, outcomes

Name = Literal["numpy", "jax"]
NAMES: tuple[Name, ...] = ("numpy", "jax")
ABSENT = (
    'JAX is not installed, so NumPy plays: the same figures, slower. pip install "wargame[jax]" '
    "adds it."
)


@dataclass(frozen=True, slots=True)
class Backend:
    """The two ways to play many, as `ensemble` has them, computed with one library."""

    name: Name
    play_runs: Callable[..., dict[str, FloatArray]]
    play_chunk: Callable[..., Record]
    compile_seconds: Callable[[], float]  # spent compiling so far in this process
    device: Callable[[], str]  # what it runs on


def _nothing() -> float:
    return 0.0


def _processor() -> str:
    return "the processor"


NUMPY = Backend("numpy", ensemble.play_runs, ensemble.play_chunk, _nothing, _processor)


def installed() -> bool:
    """Whether JAX can be imported here."""
    return find_spec("jax") is not None


def chosen(name: Name) -> tuple[Backend, str]:
    """The backend of that name and nothing, or NumPy's and a sentence where JAX is absent."""
    if name == "numpy":
        return NUMPY, ""
    if not installed():
        return NUMPY, ABSENT
    from wargame.forecast import compiled  # noqa: PLC0415  JAX is an extra, and slow to import

    own = (compiled.play_runs, compiled.play_chunk, compiled.compile_seconds, compiled.device)
    return Backend("jax", *own), ""


def measures_of(
    opening: Opening, game: Game, turns: int, draws: Draws, backend: Name = "numpy"
) -> dict[str, FloatArray]:
    """Every measure of the playthroughs that `draws` names, (runs,) each; nan where there is none.

    The index is computed after turn 4 and after the last turn, which is what measures read. NumPy
    plays where JAX is absent; ask `chosen` for the sentence that says so.
    """
    found, _ = chosen(backend)
    return found.play_runs(opening, game, turns, draws, outcomes, asked=(EARLY_TURN,))

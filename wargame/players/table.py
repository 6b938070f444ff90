"""The seats that nobody sits at: their doctrines decide, all in the same moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wargame.engine.decisions import Decision
from wargame.engine.draws import Draws
from wargame.engine.rule import Game
from wargame.engine.state import State

Players = Callable[[State, Draws], Sequence[Decision]]


def seats_played(game: Game, doctrines: Sequence[tuple[str, str]]) -> Players:
    """What all seats given to doctrines decide, as a function of the state and the turn's dice."""

    def players(state: State, draws: Draws) -> Sequence[Decision]:
        return automatic_decisions(state, game, doctrines, draws)

    return players


def automatic_decisions(
    state: State, game: Game, doctrines: Sequence[tuple[str, str]], draws: Draws
) -> tuple[Decision, ...]:
    """What the seats given to doctrines decide this turn, playthrough by playthrough.

    doctrines : pairs of seat and doctrine id; draws : the dice of the turn to be played.
    """
    return ()

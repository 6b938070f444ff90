"""An action of the exercise as a step: undone, branched and kept in a file as any other."""

from __future__ import annotations

from dataclasses import replace

from pydantic import JsonValue

from wargame.app.desk import Desk
from wargame.app.exercise_effects import check_effects
from wargame.app.position import Position
from wargame.app.step import Step
from wargame.exercise import amended, said  # noqa: F401  all actions are known by now
from wargame.exercise.actions import Action, Publish
from wargame.exercise.state import ExerciseState
from wargame.journal.chain import text_of

NOTHING = ExerciseState()


class Exercise(Step):
    """The exercise changes, the game does not: its digest stays."""

    kind = "exercise"
    action: str
    args: dict[str, JsonValue]

    @classmethod
    def taking(cls, action: Action) -> Exercise:
        """The step that takes an action."""
        return cls.of(action=action.name, args=action.plain())

    @property
    def read_action(self) -> Action:
        """The action; IllegalDecision when it is none."""
        return Action.read(self.action, text_of(self.args))

    @property
    def seat(self) -> str:
        """Who acts."""
        return self.read_action.seat

    def applied(self, desk: Desk, here: Position) -> Position:
        """The same game with the exercise after the action."""
        action, state = self.read_action, here.exercise or NOTHING
        if isinstance(action, Publish):
            check_effects(state.inject(action.number), here)
        made = action.applied(state, here.turn, lambda: here.now.digest)
        return here if made == state else replace(here, exercise=made, cause="")

    def words(self, here: Position, there: Position) -> str:
        """The action in a few words."""
        return self.read_action.words().rstrip(".")

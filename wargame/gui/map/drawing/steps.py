"""The steps of a drawing in progress, each of which can be taken back."""

from __future__ import annotations

from typing import Generic, TypeVar

State = TypeVar("State")


class Steps(Generic[State]):
    """A state with the states before it and those taken back; states are never changed."""

    def __init__(self, start: State) -> None:
        """Nothing can be taken back yet."""
        self._done: list[State] = [start]
        self._undone: list[State] = []

    @property
    def now(self) -> State:
        """Return the state as it stands."""
        return self._done[-1]

    @property
    def can_undo(self) -> bool:
        """Say whether there is a step to take back."""
        return len(self._done) > 1

    @property
    def can_redo(self) -> bool:
        """Say whether there is a step to do again."""
        return bool(self._undone)

    def take(self, state: State) -> None:
        """Stand at a new state; what was taken back before is gone."""
        self._done.append(state)
        self._undone.clear()

    def undo(self) -> bool:
        """Take back the last step; say whether there was one."""
        if not self.can_undo:
            return False
        self._undone.append(self._done.pop())
        return True

    def redo(self) -> bool:
        """Do again the step taken back last; say whether there was one."""
        if not self._undone:
            return False
        self._done.append(self._undone.pop())
        return True

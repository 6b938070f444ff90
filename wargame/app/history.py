"""The history of a session: steps taken, taken back and taken otherwise; nothing is ever dropped.

Every step makes a child of where the session stands. Going back and deciding otherwise makes a
branch, and both stay. Each step is written before it is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from wargame.app import branches, rulings
from wargame.app.chronicle import Chronicle, Draft, Start
from wargame.app.desk import Desk
from wargame.app.position import Played, Position
from wargame.app.session_records import (
    BranchComparison,
    BranchView,
    LogLine,
    Rulable,
    RulingView,
    Shadow,
)
from wargame.app.setting import Setting
from wargame.app.step import Step
from wargame.app.steps import Note
from wargame.app.tree import ROOT, Node, Tree
from wargame.engine.errors import IllegalDecision
from wargame.engine.rule import Named

VISIT, NAME_BRANCH = "visit", "name_branch"  # events that are no steps
LONGEST_NAME = 80
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time by the machine's clock."""
    return datetime.now(UTC)


class History:
    """A tree of positions with one of them present."""

    def __init__(
        self, desk: Desk, seed: int, setting: Setting | None = None, clock: Clock = utc_now
    ) -> None:
        self._desk = desk
        self._clock = clock
        start = Start(seed, setting or Setting(), self._time())
        self._tree = Tree(desk, desk.first(seed, setting), start.created)
        self.chronicle = Chronicle(desk, start)
        self._open_cause = ""  # steps of this cause go on with the present one

    def _time(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="milliseconds")

    @property
    def position(self) -> Position:
        """Where the session stands."""
        return self._tree.position(self._tree.present)

    @property
    def played(self) -> tuple[Played, ...]:
        """Every turn of the present line, turn 0 first."""
        return self.position.played

    @property
    def tree(self) -> Tree:
        """Every step taken, and where the session stands among them."""
        return self._tree

    @property
    def parameters(self) -> Named:
        """The parameters the session is played with."""
        return self._desk.parameters

    def digest(self) -> str:
        """The digest of the state shown."""
        return self.position.now.digest

    # ------------------------------------------------------------------------------ going forward

    def take(self, step: Step) -> None:
        """The step is taken, written down, and shown; one that changes nothing is not taken.

        A step that was taken here before leads back to where it led then.
        """
        here = self.position
        there = step.applied(self._desk, here)
        if there is here:
            return
        again = self._tree.same_child(step)
        if again is not None:
            self._visit(again, step.kind)
        elif there.cause and there.cause == self._open_cause:
            self._amend(step)
        else:
            self._add(step, here, there)
        self._open_cause = there.cause

    def _add(self, step: Step, here: Position, there: Position) -> None:
        words, seat = step.words(here, there), step.seat
        seq, parent, at = self.chronicle.last + 1, self._tree.present.seq, self._time()
        made = Node(seq, parent, step, there.turn, seat, words, at, there.now.digest, ROOT)
        made.position = there
        self._write(made, {"parent": parent})
        self._tree.add(made)

    def _amend(self, step: Step) -> None:
        """The present step goes on: a slider still under the hand. It stays one step to undo."""
        node = self._tree.present
        here = self._tree.position(self._tree.nodes[node.parent or ROOT])
        there = step.applied(self._desk, here)
        words, at = step.words(here, there), self._time()
        made = Node(node.seq, node.parent, step, there.turn, step.seat, words, at, "", node.branch)
        made.position, made.digest = there, there.now.digest
        self._write(made, {"parent": node.parent, "amends": node.seq}, self.chronicle.last + 1)
        self._tree.amend(made)

    def _write(self, node: Node, told: dict[str, Any], seq: int | None = None) -> None:
        """A step is written down, with everything needed to take it again."""
        step = node.step
        if step is None:
            raise ValueError("the opening is no step")
        body = told | {"step": step.model_dump(mode="json"), "words": node.words, "at": node.at}
        draft = Draft(
            seq or node.seq, step.kind, node.turn, node.seat, body, node.digest, node.position
        )
        self.chronicle.add(draft)

    def note(self, text: str, by: str = "Facilitator") -> None:
        """Somebody's words stand in the log, here."""
        self.take(Note.of(text=text, by=by))

    # ----------------------------------------------------------------------- going back and across

    def _visit(self, node: Node, how: str) -> None:
        """The session stands at a node; going there is written down too."""
        if node.seq == self._tree.present.seq:
            return
        body = {"to": node.seq, "how": how, "at": self._time()}
        draft = Draft(self.chronicle.last + 1, VISIT, node.turn, "", body, node.digest)
        self.chronicle.add(draft)
        self._tree.visit(node.seq)
        self._open_cause = ""

    def undo(self) -> None:
        """The last step is taken back; nothing happens at the opening."""
        parent = self._tree.present.parent
        if parent is not None:
            self._visit(self._tree.nodes[parent], "undo")

    def redo(self) -> None:
        """The step last taken back is taken again; nothing happens where there is none."""
        child = self._tree.present.preferred
        if child is not None:
            self._visit(self._tree.nodes[child], "redo")

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._tree.present.parent is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to take again."""
        return self._tree.present.preferred is not None

    def _node(self, seq: int) -> Node:
        try:
            return self._tree.nodes[seq]
        except KeyError:
            raise IllegalDecision("going back", f"the log has no step {seq}") from None

    def go_to(self, seq: int) -> None:
        """The session stands right after that step of the log; what came later stays a branch."""
        self._visit(self._node(seq), "go to")

    def visit(self, branch: int) -> None:
        """The session stands at the end of that branch."""
        self._visit(self._tree.nodes[branches.branch(self._tree, branch).tip], "branch")

    def replace_branch_name(self, branch: int, name: str) -> None:
        """The branch is called so."""
        own, tidy = branches.branch(self._tree, branch), " ".join(name.split())[:LONGEST_NAME]
        if tidy == own.name:
            return
        body = {"branch": branch, "name": tidy, "at": self._time()}
        turn, seq = self._tree.present.turn, self.chronicle.last + 1
        self.chronicle.add(Draft(seq, NAME_BRANCH, turn, "", body, self._tree.present.digest))
        own.name = tidy

    # ------------------------------------------------------------------------------- being told of

    def log(self) -> tuple[LogLine, ...]:
        """Every step in the order it was taken, the opening first, whatever its branch."""
        return branches.log(self._tree)

    def branches(self, *, every: bool = False) -> tuple[BranchView, ...]:
        """The branches for the turn track; with `every`, also those that changed a table only."""
        return branches.views(self._tree, every=every)

    def compare_branches(self, left: int, right: int) -> BranchComparison:
        """The figures of two branches turn by turn."""
        return branches.compared(self._tree, left, right)

    def position_at(self, seq: int) -> Position:
        """Where the session stood right after that step; looking is not an event."""
        return self._tree.position(self._node(seq))

    def turns(self) -> dict[int, int]:
        """For each turn of the present line the step at which it stands, rulings included."""
        found = branches.turns_of(self._tree, self._tree.present)
        return {turn: found[turn].seq for turn in sorted(found)}

    # --------------------------------------------------------------------------------- control

    def rule(
        self,
        field: str,
        element: int | None,
        value: float,
        reason: str,
        by: str,
        argued: str = "",
    ) -> None:
        """Control overrules the last turn: it is played again with the same dice and this ruling.

        Raises IllegalDecision where adjudication is rigid, where the field, row or value makes no
        sense, or where a reason is missing; open adjudication asks who argued as well.
        """
        step = rulings.Rule.of(
            field=field, element=element, value=value, reason=reason, by=by, at=self._time(),
            argued=argued,
        )  # fmt: skip
        self.take(step)

    @property
    def adjudication(self) -> str:
        """The mode of the exercise; empty where none is set up."""
        return rulings.mode_of(self.position)

    def rulable(self) -> tuple[Rulable, ...]:
        """Every field control may rule on in the last turn; none before the first."""
        return rulings.rulable(self._desk.scenario, self.position)

    def rulings(self) -> tuple[RulingView, ...]:
        """The rulings of the present line."""
        return rulings.ruling_views(self._desk.scenario, self.position)

    def without_rulings(self) -> Shadow:
        """What the rules alone would have said, with the same people's steps and the same dice."""
        return rulings.shadow(self._desk, self.position)

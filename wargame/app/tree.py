"""The tree of positions: every step has a parent, nothing that was done is ever dropped."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from wargame.app.desk import Desk
from wargame.app.position import Kept, Played, Position
from wargame.app.step import Step

ROOT = 0
TURN, RULE, RESTART = "play_turn", "rule", "restart"
LEDGERS_KEPT = 12  # turns; a ledger with the states its phases opened with is about 1 MB


@dataclass(slots=True)
class Node:
    """One step taken, and where it led."""

    seq: int
    parent: int | None
    step: Step | None  # None for the opening
    turn: int
    seat: str
    words: str
    at: str
    digest: str
    branch: int
    kept: Callable[[], Kept | None] | None = None  # what a file kept of the turn it played
    position: Position | None = None  # worked out when first asked for
    children: list[int] = field(default_factory=list)
    preferred: int | None = None  # the child last visited: where redo leads

    @property
    def kind(self) -> str:
        """The name of the step."""
        return self.step.kind if self.step else "open"


@dataclass(slots=True)
class Branch:
    """A line of play from where it left another one."""

    id: int
    parent: int | None
    fork: int  # the node it left from
    tip: int
    name: str = ""


class Tree:
    """Nodes by number, branches by number, and where the session stands."""

    def __init__(self, desk: Desk, opening: Position, at: str = "") -> None:
        self._desk = desk
        first = Node(ROOT, None, None, 0, "", "The game opens", at, "", ROOT, position=opening)
        self.nodes: dict[int, Node] = {ROOT: first}
        self.branches: dict[int, Branch] = {ROOT: Branch(ROOT, None, ROOT, ROOT)}
        self.present = first
        self._full: deque[Played] = deque()  # turns whose ledgers are in memory

    def position(self, node: Node) -> Position:
        """Where the step of the node led; worked out from the nearest known place before it."""
        way = [node]
        while way[-1].position is None:
            way.append(self.nodes[way[-1].parent or ROOT])
        here = way.pop().position
        for each in reversed(way):
            if here is None or each.step is None:
                raise ValueError(f"node {each.seq} has no step")
            here = each.step.applied(self._desk, here)
            kept = each.kept() if each.kept is not None else None
            if kept is not None:
                here.now.keep(kept)
            each.position = here
        if here is None:
            raise ValueError(f"node {node.seq} has no position")
        return here

    def add(self, node: Node) -> None:
        """One more step from the parent it names; the session stands at it."""
        parent = self.nodes[node.parent or ROOT]
        if parent.seq >= node.seq or node.seq in self.nodes:
            raise ValueError(f"step {node.seq} cannot follow step {parent.seq}")
        node.branch = self._branch_for(node, parent)
        self.nodes[node.seq] = node
        parent.children.append(node.seq)
        self.branches[node.branch].tip = node.seq
        self.visit(node.seq)
        if node.kind in (TURN, RULE) and node.position is not None:
            self.hold(node.position.now)

    def hold(self, played: Played) -> None:
        """The turn's ledger stays in memory until enough others have been asked for."""
        if played in self._full:
            self._full.remove(played)
        self._full.append(played)
        while len(self._full) > LEDGERS_KEPT:
            self._full.popleft().forget()

    def amend(self, node: Node) -> None:
        """The present step is another one now, in the same place of the tree."""
        old = self.nodes[node.seq]
        if old is not self.present or old.children or old.parent != node.parent:
            raise ValueError(f"step {node.seq} cannot go on: another one followed it")
        node.branch, node.children, node.preferred = old.branch, old.children, old.preferred
        self.nodes[node.seq] = node
        self.present = node

    def _branch_for(self, node: Node, parent: Node) -> int:
        """The parent's branch when this step goes on from its end; otherwise one of its own."""
        goes_on = self.branches[parent.branch].tip == parent.seq
        if goes_on and node.kind != RESTART:
            return parent.branch
        self.branches[node.seq] = Branch(node.seq, parent.branch, parent.seq, node.seq)
        return node.seq

    def visit(self, seq: int) -> None:
        """The session stands at that node; redo leads back along the way taken."""
        self.present = self.nodes[seq]
        node = self.present
        while node.parent is not None:
            parent = self.nodes[node.parent]
            parent.preferred = node.seq
            node = parent

    def line(self, node: Node) -> Iterator[Node]:
        """The node and all before it, backwards to the opening."""
        while True:
            yield node
            if node.parent is None:
                return
            node = self.nodes[node.parent]

    def same_child(self, step: Step) -> Node | None:
        """The child of the present node that took the very same step, where there is one."""
        children = (self.nodes[seq] for seq in self.present.children)
        return next((child for child in children if child.step == step), None)

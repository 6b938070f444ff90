"""The branches of a session: what the turn track shows, and two of them side by side."""

from __future__ import annotations

from wargame.app.position import Position
from wargame.app.session_records import BranchComparison, BranchView, ComparedTurn, LogLine
from wargame.app.tree import ROOT, TURN, Branch, Node, Tree
from wargame.engine.errors import IllegalDecision

TOLD = ("play_turn", "rule", "note", "restart")  # steps for which a short branch is shown
LABEL_LENGTH = 48


def branch(tree: Tree, number: int) -> Branch:
    """The branch of that number; IllegalDecision when there is none."""
    try:
        return tree.branches[number]
    except KeyError:
        raise IllegalDecision("branch", f"there is no branch {number}") from None


def view(tree: Tree, own: Branch) -> BranchView:
    """One branch as a record."""
    tip, fork = tree.nodes[own.tip], tree.nodes[own.fork]
    return BranchView(
        id=own.id,
        parent=own.parent,
        fork_seq=own.fork,
        fork_turn=fork.turn,
        length=tip.turn,
        tip=own.tip,
        label=own.name or _label(tree, own),
        seed=tree.position(tip).seed,
        current=tree.present.branch == own.id,
    )


def _label(tree: Tree, own: Branch) -> str:
    """The name of a branch nobody named: the step it begins with."""
    if own.id == ROOT:
        return "Main line"
    words = tree.nodes[own.id].words
    return words if len(words) <= LABEL_LENGTH else f"{words[: LABEL_LENGTH - 1]}…"


def views(tree: Tree, *, every: bool = False) -> tuple[BranchView, ...]:
    """The branches in the order they were made.

    Without `every`, those on which nothing but the table was changed are left out, unless the
    session stands on one or another branch left it.
    """
    shown = {tree.present.branch, ROOT}
    shown |= {node.branch for node in tree.nodes.values() if node.kind in TOLD}
    for number in sorted(shown, reverse=True):
        parent = tree.branches[number].parent
        while parent is not None:
            shown.add(parent)
            parent = tree.branches[parent].parent
    return tuple(view(tree, b) for b in tree.branches.values() if every or b.id in shown)


def log(tree: Tree) -> tuple[LogLine, ...]:
    """Every step in the order it was taken, on whatever branch."""
    line = {node.seq for node in tree.line(tree.present)}
    return tuple(_line(node, node.seq in line, tree) for node in tree.nodes.values())


def _line(node: Node, on_line: bool, tree: Tree) -> LogLine:
    return LogLine(
        seq=node.seq,
        kind=node.kind,
        turn=node.turn,
        seat=node.seat,
        words=node.words,
        at=node.at,
        digest=node.digest,
        branch=node.branch,
        on_line=on_line,
        present=node.seq == tree.present.seq,
        action=str(getattr(node.step, "action", "")),
    )


def compared(tree: Tree, left: int, right: int) -> BranchComparison:
    """The figures of two branches turn by turn."""
    one, other = (view(tree, branch(tree, number)) for number in (left, right))
    first, second = (tree.position(tree.nodes[b.tip]) for b in (one, other))
    turns = tuple(
        _compared(turn, first, second) for turn in range(max(first.turn, second.turn) + 1)
    )
    fork, same = _fork(tree, one.tip, other.tip), first.seed == second.seed
    dice = "the same dice" if same else "other dice, so that luck is part of the difference"
    words = f"{one.label} and {other.label}: one line up to turn {fork}, then apart; {dice}"
    return BranchComparison(one, other, same, fork, turns, words)


def _compared(turn: int, first: Position, second: Position) -> ComparedTurn:
    left, right = (
        here.played[turn].figures if turn < len(here.played) else None for here in (first, second)
    )
    known = left or right
    return ComparedTurn(turn, known.label if known else "", left, right)


def _fork(tree: Tree, one: int, other: int) -> int:
    """The last turn that two nodes have in common."""
    before = {node.seq for node in tree.line(tree.nodes[one])}
    return next(node.turn for node in tree.line(tree.nodes[other]) if node.seq in before)


def turns_of(tree: Tree, node: Node) -> dict[int, Node]:
    """The node at which each turn of a line ends, rulings on it included."""
    found: dict[int, Node] = {}
    for each in tree.line(node):
        if each.kind in (TURN, "rule", "open", "restart"):
            found.setdefault(each.turn, each)
        if each.kind == "restart":
            break
    return found

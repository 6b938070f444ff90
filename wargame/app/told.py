"""What a recorded session tells a window beside its view: log, branches, rulings, files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wargame.app import branches
from wargame.app.codec import read_json
from wargame.app.session import Session
from wargame.app.session_records import BranchView, LogLine, RulingView, Saved
from wargame.app.tree import Node, Tree
from wargame.engine.errors import WargameError
from wargame.journal import hostile


@dataclass(frozen=True, slots=True)
class BranchLine:
    """A branch as the turn track draws it, from the opening to its end."""

    view: BranchView
    stability: tuple[float, ...]  # one a turn, turn 0 first
    moments: tuple[int, ...]  # the step after which each of those turns stands


@dataclass(frozen=True, slots=True)
class Told:
    """All that is told of a session as it stands."""

    title: str
    log: tuple[LogLine, ...]
    lines: tuple[BranchLine, ...]
    rulings: tuple[RulingView, ...]
    saved: Saved
    moments: tuple[int, ...]  # the steps of the present line, then those that redo leads to
    turns: tuple[int, ...]  # the step at which each turn of `moments` stands
    present: int
    note: str  # what is to be known of the file, in a sentence; mostly empty


@dataclass(frozen=True, slots=True)
class Listed:
    """A session in a list of files."""

    path: Path
    title: str
    turn: int
    at: str  # when its last step was taken, ISO 8601 in UTC
    steps: int


def told(session: Session, saved: Saved, note: str = "") -> Told:
    """The session as it stands."""
    tree = session.tree
    ahead = _ahead(tree)
    end = ahead[-1] if ahead else tree.present
    line = [node.seq for node in tree.line(tree.present)][::-1]
    return Told(
        title=session.scenario.title,
        log=session.log(),
        lines=tuple(_line(tree, view) for view in session.branches()),
        rulings=session.rulings(),
        saved=saved,
        moments=(*line, *(node.seq for node in ahead)),
        turns=_turns(tree, end),
        present=tree.present.seq,
        note=note,
    )


def _ahead(tree: Tree) -> list[Node]:
    """The steps that redo leads to, in order."""
    found, node = [], tree.present
    while node.preferred is not None:
        node = tree.nodes[node.preferred]
        found.append(node)
    return found


def _turns(tree: Tree, end: Node) -> tuple[int, ...]:
    found = branches.turns_of(tree, end)
    return tuple(found[turn].seq for turn in sorted(found))


def _line(tree: Tree, view: BranchView) -> BranchLine:
    tip = tree.nodes[view.tip]
    played = tree.position(tip).played
    stability = tuple(turn.figures.stability for turn in played)
    return BranchLine(view, stability, _turns(tree, tip))


def listed(path: Path) -> Listed | None:
    """A session file as a line of a list; None when it is no session that can be read."""
    try:
        contents = hostile.read(path, forgiving=True)
        title = str(read_json(contents.opening.body)["scenario"]["title"])
    except (WargameError, OSError, KeyError, TypeError, ValueError):
        return None
    last = contents.events[-1] if contents.events else None
    at = contents.opening.created
    if last is not None:
        at = str(read_json(last.body).get("at", at))
    return Listed(path, title, last.turn if last else 0, at, len(contents.events))


def newest(paths: Sequence[Path], most: int) -> tuple[Listed, ...]:
    """The sessions among those files, the one last written first."""
    there = [path for path in paths if path.is_file()]
    by_age = sorted(there, key=lambda path: path.stat().st_mtime, reverse=True)
    found = (listed(path) for path in by_age[:most])
    return tuple(line for line in found if line is not None)

"""What a session tells of itself: its log, its branches, its rulings, and whether it is saved."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.app.records import TurnFigures


@dataclass(frozen=True, slots=True)
class LogLine:
    """One step of the session, on the present line or on another branch."""

    seq: int  # `Session.go_to(seq)` leads back to right after it
    kind: str  # "play_turn", "choose", "rule", "note" ...
    turn: int  # turns played after it
    seat: str
    words: str
    at: str  # when it was taken, ISO 8601 in UTC
    digest: str  # of the state after it
    branch: int
    on_line: bool  # it leads to where the session stands
    present: bool  # the session stands right after it
    action: str = ""  # of a step of the exercise: "publish", "decide" ...


@dataclass(frozen=True, slots=True)
class BranchView:
    """A line of play: from where it left another one to its last step."""

    id: int
    parent: int | None  # the branch it left; None for the first
    fork_seq: int  # the step it left from; 0 is the opening
    fork_turn: int  # turns played where it left
    length: int  # turns played at its end
    tip: int  # its last step
    label: str
    seed: int
    current: bool  # the session stands on it


@dataclass(frozen=True, slots=True)
class RulingView:
    """An outcome that control overruled on the present line."""

    turn: int
    field: str
    meaning: str
    element: int | None
    element_name: str  # "Pokrovsk"; empty for a global field, "all" for all rows
    rule_result: tuple[float, ...]  # what the rules said, one number a row concerned
    ruled_result: float
    unit: str
    reason: str
    by: str
    at: str
    argued: str = ""  # who argued for what, where adjudication was open
    mode: str = ""  # of adjudication when it was made; empty where no exercise was set up
    rule_words: str = ""  # what the rules said as people read it: "0.62", "2 to 5", "hostile"
    ruled_words: str = ""


@dataclass(frozen=True, slots=True)
class Rulable:
    """A field that control may rule on."""

    field: str
    meaning: str
    unit: str
    kind: str  # number | flag | category
    low: float
    high: float
    choices: tuple[str, ...]  # words of a category, in the order of its values 0, 1, 2 ...
    elements: tuple[str, ...]  # names of its rows; empty for a global field
    values: tuple[float, ...]  # what it holds now, one number a row


@dataclass(frozen=True, slots=True)
class ShadowTurn:
    """A turn under rules and rulings, and as the rules alone would have had it."""

    turn: int
    label: str
    ruled: TurnFigures
    shadow: TurnFigures
    stability: float  # ruled minus shadow


@dataclass(frozen=True, slots=True)
class Shadow:
    """The present line without its rulings: the same people's steps, the same dice."""

    digest: str  # of the state the rules alone lead to
    ruled_digest: str
    turns: tuple[ShadowTurn, ...]  # turn 0 first
    words: str  # the difference in a sentence


@dataclass(frozen=True, slots=True)
class ComparedTurn:
    """One turn of two branches; None where a branch has not come so far."""

    turn: int
    label: str
    left: TurnFigures | None
    right: TurnFigures | None


@dataclass(frozen=True, slots=True)
class BranchComparison:
    """Two branches turn by turn."""

    left: BranchView
    right: BranchView
    same_dice: bool
    fork_turn: int  # the last turn they share
    turns: tuple[ComparedTurn, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Saved:
    """Whether what is on screen is safe on disk."""

    path: str  # empty when the session has no file
    at: str  # when the last step was written, ISO 8601 in UTC; empty when none was
    steps: int  # how many events are written
    waiting: int  # how many are held in memory because they could not be written
    read_only: bool
    words: str  # "saved 14:03:22", or what is wrong and what to do

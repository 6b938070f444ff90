"""Control overrules an outcome: what may be ruled, the ruled turn, and what the rules alone say."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from wargame.app.desk import Desk
from wargame.app.position import Played, Position, Ruled
from wargame.app.session_records import Rulable, RulingView, Shadow, ShadowTurn
from wargame.app.step import CONTROL, Step
from wargame.app.table import check_card
from wargame.engine.decisions import Ruling
from wargame.engine.errors import IllegalDecision
from wargame.engine.sequence import check_ruling
from wargame.engine.state import State
from wargame.rules.fields import FIELDS, POSTURES, US_POSTURES
from wargame.scenario.schema import Scenario

RUNGS = tuple(str(rung) for rung in range(8))
CHOICES = {
    "posture": POSTURES, "us_posture": US_POSTURES, "us_posture_next": US_POSTURES,
    "rung": RUNGS, "rung_max": RUNGS,
}  # fmt: skip
SIGNED = ("lost", "pressure", "displacement", "integration", "draft_quality", "reconstruction")
MEASURES = ("quarters", "turns", "km", "km2", "thousand", "bn USD")  # units that are words
RIGID = "adjudication is rigid: the rules decide; change it in Set-up"
OPEN = "adjudication is open: say who argued for what"


class Rule(Step):
    """Control gives a field of the last turn another value than the rules gave it."""

    kind = "rule"
    field: str
    element: int | None
    value: float
    reason: str
    by: str
    at: str
    argued: str = ""  # who argued for what, where adjudication is open

    @property
    def seat(self) -> str:
        """Control, whoever sits there."""
        return CONTROL

    def applied(self, desk: Desk, here: Position) -> Position:
        """The last turn, played again with the same dice and this ruling.

        Cards laid for the next turn that the ruled state no longer allows are taken back.
        """
        check_mode(here, self.argued)
        if here.now.before is None:
            raise IllegalDecision("ruling", "no turn has been played that could be ruled on")
        made = Ruling(
            here.turn, self.field, self.element, self.value, self.reason, self.by, self.at
        )
        check(made, here.now.state)
        earlier = [r for r in here.now.rulings if _target(r) == (self.field, self.element)]
        said = earlier[0].said if earlier else rows(here.now.state, self.field, self.element)
        others = tuple(r for r in here.now.rulings if r not in earlier)
        own = Ruled(made, said, mode_of(here), self.argued)
        ruled = replace(here.with_last(here.now.ruled((*others, own))), cause="")
        return _with_legal_cards(ruled)

    def words(self, here: Position, there: Position) -> str:
        """What was ruled, and why."""
        before = _range(rows(here.now.state, self.field, self.element))
        what = f"{FIELDS[self.field].meaning}{self._where(here)}"
        ruled = _range((self.value,))
        said = f"the rules advised {before}" if mode_of(here) == "free" else f"not {before}"
        argued = f" (argued: {self.argued})" if self.argued else ""
        return f"Ruling by {self.by}: {what} {ruled}, {said}: {self.reason}{argued}"

    def _where(self, here: Position) -> str:
        """The row it concerns, by the sector's id where it is one."""
        if self.element is None:
            return ""
        if FIELDS[self.field].axes == "S":
            return f" ({here.now.game.constants.sector_ids[self.element]})"
        return f" ({self.element + 1})"


def mode_of(here: Position) -> str:
    """How outcomes are adjudicated; empty where no exercise is set up."""
    return here.exercise.adjudication if here.exercise is not None else ""


def check_mode(here: Position, argued: str = "x") -> None:
    """Nothing happens when control may rule at all; otherwise IllegalDecision says why not."""
    mode = mode_of(here)
    if mode == "rigid":
        raise IllegalDecision("ruling", RIGID)
    if mode == "open" and not argued.strip():
        raise IllegalDecision("ruling", OPEN)


def _target(ruled: Ruled) -> tuple[str, int | None]:
    return ruled.ruling.field, ruled.ruling.element


def _with_legal_cards(here: Position) -> Position:
    """The position without the cards that may no longer be laid."""
    bare = replace(here, laid=(), exercise=None)  # cards that were revealed are judged as well
    for wish in here.laid:
        try:
            check_card(wish, bare)
        except IllegalDecision:
            continue
        bare = replace(bare, laid=(*bare.laid, wish))
    return replace(here, laid=bare.laid)


def check(ruling: Ruling, state: State) -> None:
    """Nothing happens when control may rule so; otherwise IllegalDecision says why not."""
    check_ruling(ruling, state)
    spec, name = FIELDS[ruling.field], ruling.field
    if spec.fleeting:
        words = f"{spec.meaning} is worked out anew every turn; rule on what it follows from"
        raise IllegalDecision("ruling", words)
    choices = CHOICES.get(name, ())
    if choices and ruling.value >= len(choices):
        raise IllegalDecision("ruling", f"{name} goes from 0 to {len(choices) - 1}")
    if ruling.value < 0 and spec.low == -inf and name not in SIGNED:
        raise IllegalDecision("ruling", f"{name} is not negative")
    if abs(ruling.value) > 1e6:
        raise IllegalDecision("ruling", f"{name}: {ruling.value:g} is beyond all measure")


def rows(state: State, field: str, element: int | None) -> tuple[float, ...]:
    """What the field holds in playthrough 0, in one row or in all."""
    array = state[field][..., 0].reshape(-1)
    found = array if element is None else array[element : element + 1]
    return tuple(float(value) for value in found)


def _range(values: tuple[float, ...]) -> str:
    low, high = min(values), max(values)
    said = f"{low:.4g}" if low == high else f"{low:.4g} to {high:.4g}"
    return said.replace("-", "\N{MINUS SIGN}")


def element_names(scenario: Scenario, here: Position, field: str) -> tuple[str, ...]:
    """What the rows of a field are called; empty for a global field."""
    axes = FIELDS[field].axes
    if axes == "S":
        return tuple(sector.name for sector in scenario.sectors)
    if axes == "R":
        return tuple(region.name for region in scenario.regions)
    if axes == "Z":
        slots = here.now.state[field].shape[0]
        names = [option.name for option in here.now.options]
        return tuple(names[i] if i < len(names) else f"slot {i + 1}" for i in range(slots))
    return ()


def rulable(scenario: Scenario, here: Position) -> tuple[Rulable, ...]:
    """Every field control may rule on in the last turn, in the order of the state."""
    if here.now.before is None:
        return ()
    return tuple(
        Rulable(
            field=name,
            meaning=spec.meaning,
            unit=spec.unit,
            kind=spec.kind,
            low=spec.low if spec.low > -inf or name in SIGNED else 0.0,
            high=spec.high,
            choices=CHOICES.get(name, ("no", "yes") if spec.kind == "flag" else ()),
            elements=element_names(scenario, here, name),
            values=rows(here.now.state, name, None),
        )
        for name, spec in FIELDS.items()
        if name != "turn" and not spec.fleeting
    )


def ruling_views(scenario: Scenario, here: Position) -> tuple[RulingView, ...]:
    """The rulings of the present line, turn by turn."""
    return tuple(_view(scenario, here, ruled) for played in here.played for ruled in played.rulings)


def _view(scenario: Scenario, here: Position, ruled: Ruled) -> RulingView:
    made = ruled.ruling
    names = element_names(scenario, here, made.field)
    whole = "all" if names else ""
    return RulingView(
        turn=made.turn,
        field=made.field,
        meaning=FIELDS[made.field].meaning,
        element=made.element,
        element_name=whole if made.element is None else names[made.element],
        rule_result=ruled.said,
        ruled_result=made.value,
        unit=FIELDS[made.field].unit,
        reason=made.reason,
        by=made.by,
        at=made.at,
        argued=ruled.argued,
        mode=ruled.mode,
        rule_words=_said(made.field, ruled.said),
        ruled_words=_said(made.field, (made.value,)),
    )


def _said(field: str, values: tuple[float, ...]) -> str:
    """The values as people read them: names of choices, or numbers with their unit."""
    choices = CHOICES.get(field, ("no", "yes") if FIELDS[field].kind == "flag" else ())
    if choices and field not in {"rung", "rung_max"}:
        names = dict.fromkeys(choices[round(value)] for value in (min(values), max(values)))
        return " to ".join(names)
    unit = FIELDS[field].unit
    return _range(values) + (f" {unit}" if unit in MEASURES else "")


def without_rulings(desk: Desk, here: Position) -> Position:
    """The same people's steps with the same dice, as the rules alone would have had it.

    Doctrines decide anew from the states they then see.
    """
    line: tuple[Played, ...] = here.played[:1]
    for played in here.played[1:]:
        if played.before is None:
            raise ValueError("a turn after the first follows another")
        same = played.before.played == line and not played.rulings
        line = (*line, played if same else _alone(desk, played.before, line))
    return replace(here, played=line)


def _alone(desk: Desk, before: Position, line: tuple[Played, ...]) -> Played:
    """The next turn after a line, with the table as it lay and no ruling."""
    return desk.next_turn(replace(before, played=line)).now


def shadow(desk: Desk, here: Position) -> Shadow:
    """What the rulings of the present line changed."""
    alone = without_rulings(desk, here)
    turns = tuple(
        ShadowTurn(
            turn=number,
            label=ruled.figures.label,
            ruled=ruled.figures,
            shadow=plain.figures,
            stability=ruled.figures.stability - plain.figures.stability,
        )
        for number, (ruled, plain) in enumerate(zip(here.played, alone.played, strict=True))
    )
    count = sum(len(played.rulings) for played in here.played)
    return Shadow(alone.now.digest, here.now.digest, turns, _difference(count, turns[-1]))


def _difference(count: int, last: ShadowTurn) -> str:
    if not count:
        return "No rulings: this is what the rules say."
    made = "1 ruling" if count == 1 else f"{count} rulings"
    sign = "+" if last.stability >= 0 else "\N{MINUS SIGN}"
    return (
        f"{made}: after turn {last.turn} stability is {last.ruled.stability:.1f}; the rules alone "
        f"would say {last.shadow.stability:.1f} ({sign}{abs(last.stability):.1f}), in this model"
    )

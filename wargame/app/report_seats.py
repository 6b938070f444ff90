"""What a seat is handed: what everybody knows, what it alone may see, and the cards it holds."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.app.position import Position
from wargame.app.records import SeatView
from wargame.app.rulebook_words import MINUS
from wargame.app.rulings import CHOICES, element_names
from wargame.app.session import Session
from wargame.engine.observe import observe
from wargame.engine.ops import FloatArray
from wargame.exercise.report_records import Grid, SeatSheet
from wargame.rules.fields import FIELDS
from wargame.scenario.schema import Scenario
from wargame.scenario.visibility import PUBLIC, visible

UNTOLD = ("turn",)  # stands in the words at the head
MOST_ROWS = 10  # elements told of one field; there are ten sectors
HEADS = ("What", "How it stands")


def seat_sheets(session: Session) -> tuple[SeatSheet, ...]:
    """A handout for every seat, from what `observe` shows it of the state as it stands."""
    here, scenario = session.position, session.scenario
    return tuple(seat_sheet(seat, scenario, here) for seat in session.view().seats)


def seat_sheet(seat: SeatView, scenario: Scenario, here: Position) -> SeatSheet:
    """The handout of one seat; of `seat` itself only what it holds is told."""
    seen = observe(here.now.state, seat.id, visible()).fields
    public = visible()[PUBLIC]
    facts = [name for name in seen if name in public and name not in UNTOLD]
    own = [name for name in seen if name not in public]
    moment = "at the start" if here.turn == 0 else f"after turn {here.turn}"
    rows = {name: _row(name, seen[name], scenario, here) for name in seen}
    return SeatSheet(
        seat.id,
        seat.name,
        (
            f"{seat.capital} political capital and at most {seat.most_cards} cards a turn. "
            f"Cards stay hidden until all are revealed together. As it stands {moment}, in this "
            "model."
        ),
        Grid(
            f"{seat.id}-public", "What everybody knows", HEADS,
            tuple(rows[name] for name in facts), widths=(48, 52),
        ),
        Grid(
            f"{seat.id}-own", "What your seat knows beside it", HEADS,
            tuple(rows[name] for name in own), widths=(48, 52),
        ),
        _cards(seat),
    )  # fmt: skip


def _cards(seat: SeatView) -> Grid:
    rows = [
        (
            card.title, str(card.cost), card.words,
            "names a sector" if card.targets else "",
            f"{card.seats_needed} seats together" if card.seats_needed > 1 else "",
        )
        for card in seat.cards
    ]  # fmt: skip
    return Grid(
        f"{seat.id}-cards", "Your cards", ("Card", "Cost", "What it does", "Target", "Needs"),
        tuple(rows), widths=(28, 8, 36, 14, 14),
    )  # fmt: skip


def _row(name: str, values: FloatArray, scenario: Scenario, here: Position) -> tuple[str, str]:
    spec = FIELDS[name]
    flat = values[..., 0]
    if flat.ndim == 0:
        return spec.meaning, _value(name, float(flat))
    names = _names(name, scenario, here)
    told = [f"{who} {_value(name, float(value))}" for who, value in zip(names, flat, strict=False)]
    return spec.meaning, " \N{MIDDLE DOT} ".join(told[:MOST_ROWS])


def _names(name: str, scenario: Scenario, here: Position) -> Sequence[str]:
    if FIELDS[name].axes == "S":
        return [sector.id for sector in scenario.sectors]
    if FIELDS[name].axes == "Z":  # empty slots are no zones
        return [option.name for option in here.options]
    return element_names(scenario, here, name)


def _value(name: str, value: float) -> str:
    """A figure as a person reads it: a word for a flag or a category, its unit where it has one."""
    spec = FIELDS[name]
    if name in CHOICES and name not in {"rung", "rung_max"}:
        return CHOICES[name][int(value)]
    if spec.kind == "flag":
        return "yes" if value > 0 else "no"
    bare = ".." in spec.unit or spec.unit in {"", "index", "log", "log-odds"}
    unit = "" if bare else f" {spec.unit}"
    digits = 0 if abs(value) >= 100 or value == int(value) else 1 if abs(value) >= 10 else 2
    return f"{round(value, digits) + 0.0:,.{digits}f}{unit}".replace("-", MINUS)


def roles_grid(session: Session) -> Grid:
    """Who sits at the table, and who plays which seat."""
    people = (
        ("Exercise Director", "answers for the exercise and its objectives"),
        ("Facilitator", "leads the discussion and keeps the time; sees all"),
        ("Controller (White Cell)", "publishes injects, rules where the rules do not fit"),
        ("Evaluator", "observes against the objectives, rates P, S, M or U"),
        ("Observer", "watches; sees what is public"),
    )
    seats = [
        (
            f"Player: {seat.name}",
            f"{seat.capital} political capital, at most {seat.most_cards} cards a turn; played by "
            + (f"the doctrine {seat.player}" if seat.player else "people"),
        )
        for seat in session.view().seats
    ]
    return Grid(
        "roles", "Roles and Responsibilities", ("Role", "What they do"), (*people, *seats),
        widths=(32, 68),
    )  # fmt: skip

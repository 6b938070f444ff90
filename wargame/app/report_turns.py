"""What a report tells of the turns: the timeline, the turns that decided much, their ledgers."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.app import outlook
from wargame.app.position import Played, Position
from wargame.app.records import CardPlayed, Forecast, TurnFigures, Why
from wargame.app.rulebook_words import MINUS
from wargame.app.session import Session
from wargame.app.session_records import LogLine, Shadow
from wargame.app.tasks import TaskControl
from wargame.exercise.report_charts import Fan, Line, Mark, timeline
from wargame.exercise.report_records import Grid, Picture, Refs

MOST_MOMENTS = 3
NOTICED = 0.05  # points of stability; smaller bars are told together
CAUSES = 3  # strongest ledger entries told of a bar
DECIDED = ("choose", "switch", "set_terms", "lay", "draw_zone", "copy_zone", "reshape_zone")


def decisive(session: Session) -> tuple[int, ...]:
    """The turns that decided most, in order: rulings and ceasefires first, then large changes."""
    played = session.played

    def weight(turn: int) -> tuple[bool, float]:
        now, before = played[turn], played[turn - 1].figures
        marked = bool(now.rulings) or now.figures.ceasefire != before.ceasefire
        return marked, abs(now.figures.stability - before.stability)

    strongest = sorted(range(1, len(played)), key=weight, reverse=True)
    return tuple(sorted(strongest[:MOST_MOMENTS]))


def before(played: Played) -> Position:
    """Where the session stood when a turn was played."""
    if played.before is None:
        raise ValueError("the opening follows no position")
    return played.before


def turn_refs(session: Session) -> Mapping[int, Refs]:
    """For each turn of the present line the events at which it was played and ruled on."""
    found: dict[int, tuple[int, ...]] = {}
    for line in session.log():
        if line.on_line and line.kind in {"play_turn", "rule"}:
            found[line.turn] = (*found.get(line.turn, ()), line.seq)
    return found


def turns_grid(session: Session) -> Grid:
    """Every turn of the present line: when, how stable, what happened."""
    refs = turn_refs(session)
    figures = [played.figures for played in session.played]
    return Grid(
        "turns",
        "Timeline of events",
        ("Turn", "Period", "Stability", "What happened in this playthrough"),
        tuple(
            (
                str(now.turn), now.period, f"{now.stability:.1f}",
                " ".join(now.happened) or ("The game opens." if now.turn == 0 else "Nothing new."),
            )
            for now in figures
        ),
        tuple(refs.get(now.turn, ()) for now in figures),
        "One playthrough: its dice are what happened. Another throw of the dice differs.",
        (7, 22, 10, 47),
    )  # fmt: skip


def ledger_grid(turn: int, why: Why | None) -> Grid:
    """The named contributions to a turn's change of stability, with what caused them."""
    bars = [] if why is None else [b for b in why.bars if abs(b.amount) >= NOTICED]
    rows = [
        (bar.label, signed(bar.amount), "; ".join(words for words, _ in bar.causes[:CAUSES]))
        for bar in bars
    ]
    if why is not None:
        rest = why.after - why.before - sum(bar.amount for bar in bars)
        if abs(rest) >= NOTICED:
            rows.append(("All others together", signed(rest), ""))
        rows.append(("Change of stability", signed(why.after - why.before), ""))
    return Grid(
        f"ledger-turn-{turn}",
        f"Ledger of turn {turn}",
        ("Contribution", "Points of stability", "Strongest causes in the ledger"),
        tuple(rows),
        widths=(30, 16, 54),
        note="Contributions of the rules of this model; they sum to the change.",
    )


def moment_words(now: TurnFigures, then: TurnFigures) -> tuple[str, ...]:
    """What happened in a turn, in sentences."""
    moved = (
        f"Stability went from {then.stability:.1f} to {now.stability:.1f} in this playthrough.",
        f"Escalation: {now.rung_words}.",
    )
    return (*moved, *now.happened)


def cards_grid(session: Session) -> Grid | None:
    """The cards revealed turn by turn, with the reasons given; None when none was played."""
    refs, rows = turn_refs(session), list[tuple[str, ...]]()
    cited: list[Refs] = []
    for played in session.played[1:]:
        for card in played.figures.played:
            rows.append(_card(played.figures.turn, card))
            cited.append(refs.get(played.figures.turn, ()))
    if not rows:
        return None
    heads = ("Turn", "Decision owner", "Decision", "Rationale", "What it came to")
    return Grid(
        "decisions", "Decision record", heads, tuple(rows), tuple(cited), widths=(7, 18, 25, 24, 16)
    )


def _card(turn: int, card: CardPlayed) -> tuple[str, ...]:
    where = f" ({card.sector})" if card.sector else ""
    by = f" by the doctrine {card.by}" if card.by else ""
    return (
        str(turn), f"{card.seat_name}{by}", f"{card.title}{where}", "; ".join(card.reasons),
        card.outcome or "took effect",
    )  # fmt: skip


def chart(session: Session, shadow: Shadow | None, control: TaskControl) -> Picture:
    """Stability in this playthrough over what was to be expected from the start."""
    played = session.played
    lines = [Line("this game", tuple(p.figures.stability for p in played))]
    if shadow is not None:
        lines.append(Line("rules alone", tuple(t.shadow.stability for t in shadow.turns), "6 3"))
    expected = _expected(session, control)
    fan, runs = None, ""
    if expected is not None:
        lines.append(Line("no zone, mean", expected.baseline, "2 3"))
        fan = Fan(expected.turns, expected.p10, expected.p25, expected.p75, expected.p90)
        runs = (
            f" Bands: 50 % and 80 % of {expected.runs:,} playthroughs from the start with the "
            "zones then on; dotted: their mean with no zone."
        )
    alone = " Dashed: the same steps and dice under the rules alone." if shadow else ""
    caption = (
        f"Solid: this playthrough.{alone}{runs} \N{WHITE SQUARE} decision, "
        "\N{WHITE DIAMOND} inject, \N{BLACK UP-POINTING TRIANGLE} ruling. In this model; not a "
        "forecast of events."
    )
    marks = [mark for line in session.log() if (mark := _mark(line)) is not None]
    return timeline(lines, fan, tuple(dict.fromkeys(marks)), session.scenario.turns, caption)


def _mark(line: LogLine) -> Mark | None:
    if not line.on_line:
        return None
    kind = {"rule": "ruling", "set_inject": "inject"}.get(line.kind)
    if line.kind == "exercise" and line.words.startswith("Inject ") and "published" in line.words:
        kind = "inject"
    if kind is None and line.kind in DECIDED:
        kind = "decision"
    return None if kind is None else Mark(line.turn, kind)


def _expected(session: Session, control: TaskControl) -> Forecast | None:
    """What was to be expected when the first turn was about to be played; None before it."""
    if len(session.played) < 2:
        return None
    standing = session.standing()
    start = before(session.played[1])
    request = outlook.OutlookRequest.of(
        standing.scenario, standing.shelf, start, session.parameters
    )
    found = next(iter(outlook.sharpen(request, control)), None)
    return None if found is None else found.forecast


def signed(value: float, digits: int = 1) -> str:
    """A figure with its sign and a true minus."""
    return f"{round(value, digits) + 0.0:+.{digits}f}".replace("-", MINUS)

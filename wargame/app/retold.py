"""A session told again for people: who decided what and why, and what happened."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, dataclass
from typing import Any

from wargame.app.records import CardPlayed, TurnFigures
from wargame.app.session import Session
from wargame.app.session_records import LogLine
from wargame.app.tree import TURN

COLUMNS = ("seq", "at", "turn", "seat", "kind", "words", "branch", "on_line", "digest")
RISKY = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would read a formula
BARS = 4  # reasons told of a turn
NOTICED = 0.05  # points of stability


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the log; for a turn that was played also its figures and its reasons."""

    line: LogLine
    figures: TurnFigures | None
    bars: tuple[tuple[str, float], ...]  # what moved stability, points, strongest first
    digest: str  # as played again


def told(session: Session) -> tuple[Told, ...]:
    """Every step of a session with what it led to."""
    return tuple(_told(session, line) for line in session.log())


def _told(session: Session, line: LogLine) -> Told:
    now = session.position_at(line.seq).now
    if line.kind not in (TURN, "rule"):
        return Told(line, None, (), now.digest)
    reason = now.why
    bars = () if reason is None else tuple((bar.label, bar.amount) for bar in reason.bars)
    return Told(line, now.figures, bars, now.digest)


def as_text(session: Session) -> str:
    """The log as a person reads it, branch by branch where they part."""
    lines = [
        f"{session.scenario.title}",
        f"scenario {session.scenario.id}, seed {session.position_at(0).seed}; in this model",
    ]
    branch = 0
    names = {b.id: b for b in session.branches(every=True)}
    for each in told(session):
        if each.line.branch != branch:
            branch = each.line.branch
            own = names[branch]
            left = f", which left branch {own.parent} after turn {own.fork_turn}"
            lines.append(f"\n-- branch {branch}{left if own.parent is not None else ''}")
        lines += _lines(each)
    lines.append(f"\nThe session stands at turn {session.position.turn}; digest {session.digest()}")
    return "\n".join(lines)


def _lines(each: Told) -> list[str]:
    line = each.line
    who = f"{line.seat}: " if line.seat else ""
    found = [f"{line.seq:>5}  turn {line.turn:<2}  {who}{line.words}"]
    if each.figures is not None and line.kind == TURN:
        found += [f"{'':16}{_card(card)}" for card in each.figures.played]
    strong = [(n, p) for n, p in each.bars[:BARS] if abs(p) >= NOTICED]
    if strong:
        moved = ", ".join(
            f"{name} {points:+.1f}".replace("-", "\N{MINUS SIGN}") for name, points in strong
        )
        found.append(f"{'':16}stability moved by {moved}")
    return found


def _card(card: CardPlayed) -> str:
    where = f" ({card.sector})" if card.sector else ""
    why = "; ".join([*([card.outcome] if card.outcome else []), *card.reasons])
    return f"{card.seat_name}: {card.title}{where}" + (f": {why}" if why else "")


def as_data(session: Session) -> dict[str, Any]:
    """The log as plain data for a script."""
    return {
        "scenario": session.scenario.id,
        "seed": session.position_at(0).seed,
        "digest": session.digest(),
        "turn": session.position.turn,
        "branches": [asdict(b) for b in session.branches(every=True)],
        "rulings": [asdict(r) for r in session.rulings()],
        "log": [
            asdict(each.line)
            | {
                "replayed": each.digest,
                "figures": None if each.figures is None else asdict(each.figures),
                "contributions": [{"name": n, "points": p} for n, p in each.bars],
            }
            for each in told(session)
        ],
    }


def as_csv(session: Session) -> str:
    """The log as a table for a spreadsheet; no cell can be read as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in session.log():
        writer.writerow([_cell(getattr(line, name)) for name in COLUMNS])
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str) and value.lstrip().startswith(RISKY):
        return f"'{value}"
    return value

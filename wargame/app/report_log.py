"""The log of a session as the appendix of a report, which every statement may cite."""

from __future__ import annotations

from datetime import datetime

from wargame.app.codec import read_json
from wargame.app.session import Session
from wargame.app.session_records import LogLine
from wargame.exercise.report_records import Grid, Refs
from wargame.journal.chain import Event

DIGEST = 12  # letters of a digest that are told
NO_STEP = {"visit": "Went to event {to} ({how})", "name_branch": "Branch {branch} is called {name}"}


def log_grid(session: Session) -> Grid:
    """Every event in the order written, the opening first; each number stands once."""
    lines = {line.seq: line for line in session.log()}
    rows = [_row(0, lines[0], "The game opens")]
    for event in session.chronicle.settle():
        line = lines.get(event.seq)
        rows.append(_told(event) if line is None else _row(event.seq, line, line.words))
    return Grid(
        "log",
        "Log of events",
        ("Event", "Time", "Turn", "Who", "What", "Branch", "State"),
        tuple(rows),
        note=(
            "Time by the machine's clock. State: the first letters of the digest of the state "
            "after the event; `wargame session verify` plays all of it again."
        ),
        widths=(7, 9, 6, 13, 43, 8, 14),
    )


def _row(seq: int, line: LogLine, words: str) -> tuple[str, ...]:
    branch = "main" if line.branch == 0 else str(line.branch)
    return (
        str(seq), clock(line.at), str(line.turn), line.seat, words, branch, line.digest[:DIGEST],
    )  # fmt: skip


def _told(event: Event) -> tuple[str, ...]:
    """An event that is no step of the game: a visit, a name, a slider still under the hand."""
    body = read_json(event.body)
    words = str(body.get("words", "")) or event.kind.replace("_", " ").capitalize()
    if event.kind in NO_STEP:
        words = NO_STEP[event.kind].format_map({key: str(value) for key, value in body.items()})
    elif "amends" in body:
        words = f"{words} (goes on with event {body['amends']})"
    at = clock(str(body.get("at", "")))
    return (
        str(event.seq), at, str(event.turn), event.seat or "", words, "",
        (event.digest or "")[:DIGEST],
    )  # fmt: skip


def numbers(log: Grid) -> frozenset[int]:
    """The numbers of the events that may be cited."""
    return frozenset(int(row[0]) for row in log.rows)


def clock(at: str) -> str:
    """A moment in UTC on the clock of the room: "14:32:05"; empty for no moment."""
    if not at:
        return ""
    return datetime.fromisoformat(at).astimezone().strftime("%H:%M:%S")


def day(at: str) -> str:
    """A moment in UTC as a date in the room: "3 December 2026"."""
    moment = datetime.fromisoformat(at).astimezone()
    return f"{moment.day} {moment:%B %Y}"


def rulings_grid(session: Session) -> Grid | None:
    """Every ruling of the present line: rule result, ruled result, reason, who, when."""
    made = session.rulings()
    if not made:
        return None
    cited: dict[int, Refs] = {}
    for line in session.log():
        if line.on_line and line.kind == "rule":
            cited[line.turn] = (*cited.get(line.turn, ()), line.seq)
    rows = [
        (
            str(r.turn), f"{r.meaning}{f' ({r.element_name})' if r.element_name else ''}",
            ", ".join(f"{value:,.4g}" for value in dict.fromkeys(r.rule_result)),
            f"{r.ruled_result:,.4g}", r.reason, r.by, clock(r.at),
        )
        for r in made
    ]  # fmt: skip
    return Grid(
        "rulings",
        "Rulings",
        ("Turn", "What", "Rule result", "Ruled result", "Reason", "Who", "When"),
        tuple(rows),
        tuple(cited.get(r.turn, ()) for r in made),
        session.without_rulings().words,
        (6, 20, 11, 11, 24, 10, 9),
    )

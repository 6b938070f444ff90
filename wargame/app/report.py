"""The documents of a session: what happened, what people wrote, and what else might have been.

Records are gathered here; `exercise.report` makes pages of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wargame.app import (
    report_exercise,
    report_options,
    report_turns,
    rulebook,
    rulebook_lists,
)
from wargame.app.atlas import load_atlas
from wargame.app.report_log import log_grid, numbers, rulings_grid
from wargame.app.report_seats import roles_grid, seat_sheets
from wargame.app.session import Session
from wargame.app.tasks import TaskControl
from wargame.exercise.report import KINDS, PAPERS, page
from wargame.exercise.report_records import Grid, Moment, Paperwork, Picture, Report
from wargame.exercise.report_tables import write_csv, write_xlsx

__all__ = [
    "KINDS", "MAP_SIZE", "PAPERS", "Picture", "Report", "gather", "map_turns", "page", "write_csv",
    "write_xlsx",
]  # fmt: skip

SETS = 40  # assumption sets behind what each option would have done
SETS_A_MOMENT = 20
MOST_NAMED = 6  # rules told of one source
MAP_SIZE = (680, 440)  # CSS pixels of a map in a document


def map_turns(session: Session, kind: str) -> tuple[int, ...]:
    """The turns of the present line whose maps a document shows."""
    if kind == "aar":
        return tuple(sorted({*report_turns.decisive(session), session.position.turn}))
    return (0,) if kind in {"sitman", "guide"} else ()


def gather(
    session: Session,
    kind: str,
    control: TaskControl,
    maps: Mapping[int, bytes] | None = None,
    *,
    sets: int = SETS,
) -> Report:
    """All that a document of that kind says of a session.

    maps : turn -> its map as PNG, of twice MAP_SIZE; a turn without one has no map.
    sets : assumption sets behind each comparison; 0 leaves comparisons out.
    """
    written = report_exercise.paperwork(session)
    log = log_grid(session)
    common = {
        "overview": written.overview,
        "about": _about(session),
        "objectives": written.objectives,
        "events": numbers(log),
        "statements": written.statements,
    }
    if kind == "aar":
        return _after_action(session, written, log, common, control, maps or {}, sets)
    if kind == "seat":
        return Report(**common, seats=seat_sheets(session))  # type: ignore[arg-type]
    return _manual(session, written, common, maps or {})


def _about(session: Session) -> tuple[str, ...]:
    opening = session.chronicle.opening
    return (
        f"Scenario {session.scenario.id} \N{MIDDLE DOT} seed {session.position.seed}",
        f"{opening.program.capitalize()} \N{MIDDLE DOT} rulebook {opening.rulebook[:12]}",
        "Figures are those of this model",
    )


def _manual(
    session: Session, written: Paperwork, common: dict[str, object], maps: Mapping[int, bytes]
) -> Report:
    scenario = session.scenario
    return Report(
        **common,  # type: ignore[arg-type]
        situation=" ".join(scenario.description.split()),
        modules=written.modules,
        agenda=written.agenda,
        roles=roles_grid(session),
        injects=written.injects,
        structure=_structure(session),
        map=_map(maps, 0, "The map at the start"),
        assumptions=_assumptions(),
        sources=_sources(),
    )


def _after_action(
    session: Session,
    written: Paperwork,
    log: Grid,
    common: dict[str, object],
    control: TaskControl,
    maps: Mapping[int, bytes],
    sets: int,
) -> Report:
    rulings = rulings_grid(session)
    shadow = session.without_rulings() if rulings else None
    last = session.position.turn
    return Report(
        **common,  # type: ignore[arg-type]
        map=_map(maps, last, f"The map after turn {last}"),
        timeline=report_turns.chart(session, shadow, control) if last else None,
        turns=report_turns.turns_grid(session),
        moments=_moments(session, control, maps, min(sets, SETS_A_MOMENT)),
        options=_options(session, control, sets),
        account=report_options.account_grid(session, control),
        rulings=rulings,
        decisions=written.decisions or report_turns.cards_grid(session),
        estimates=written.estimates,
        calibration=written.calibration,
        observations=written.observations,
        strengths=written.strengths,
        improvements=written.improvements,
        plan=written.plan,
        feedback=written.feedback,
        participants=written.participants,
        injects=written.injects,
        published=written.published,
        assumptions=_assumptions(),
        sources=_sources(),
        log=log,
        foot=_foot(session),
    )


def _foot(session: Session) -> str:
    count = len(session.rulings())
    made = "No rulings" if not count else f"{count} ruling{'s' if count > 1 else ''}"
    beside = "; the result of the rules stands beside each" if count else ""
    return f"{made} in {session.position.turn} turns{beside}. In this model."


def _moments(
    session: Session, control: TaskControl, maps: Mapping[int, bytes], sets: int
) -> tuple[Moment, ...]:
    refs, played = report_turns.turn_refs(session), session.played
    found = []
    for turn in report_turns.decisive(session):
        now, then = played[turn].figures, played[turn - 1].figures
        compared = None
        if sets:
            here = report_turns.before(played[turn])
            compared = report_options.compared(session, here, sets, control)
        options = None
        if compared is not None:
            title = f"What each option would have done from turn {turn} on"
            name = f"options-from-turn-{turn}"
            options = report_options.differences_grid(compared, name, title)
        found.append(
            Moment(
                f"Turn {turn}: {now.period}",
                report_turns.moment_words(now, then),
                refs.get(turn, ()),
                report_turns.ledger_grid(turn, played[turn].why),
                options,
                _map(maps, turn, f"The map after turn {turn}"),
            )
        )
    return tuple(found)


def _options(session: Session, control: TaskControl, sets: int) -> tuple[Grid, ...]:
    """From the first turn on, for all options: what they come to, and against what was on."""
    if session.position.turn < 1 or not sets:
        return ()
    start = report_turns.before(session.played[1])
    found = report_options.compared(session, start, sets, control)
    if found is None:
        return ()
    title = f"From turn {found.turn} to turn {found.last_turn}: against what was on"
    return (
        report_options.figures_grid(found),
        report_options.differences_grid(found, "options-against", title),
    )


def _map(maps: Mapping[int, bytes], turn: int, words: str) -> Picture | None:
    if turn not in maps:
        return None
    atlas = load_atlas()
    caption = (
        f"{words}. The line of contact is that of {atlas.as_of} and is not redrawn: where ground "
        f"changes hands is not known. {atlas.attribution}"
    )
    return Picture(f"map-{turn}", words, caption, *MAP_SIZE, png=maps[turn])


def _structure(session: Session) -> tuple[str, ...]:
    scenario = session.scenario
    return (
        f"{scenario.turns} turns of one quarter each, from {scenario.start:%B %Y} on. In each turn "
        "seats choose their decisions hidden, these are revealed together, and the model, its "
        "injects and, where control rules, the White Cell decide what they come to.",
        "Before each turn participants estimate what may follow; after it Why tells what moved the "
        "figures. The Hot Wash at the end is never squeezed out.",
    )


def _assumptions() -> tuple[str, ...]:
    return tuple(f"{doubt.name}. {doubt.words}" for doubt in rulebook_lists.doubts())


def _few(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    told = ", ".join(names[:MOST_NAMED])
    return f"{told} and {more} more" if more > 0 else told


def _sources() -> Grid:
    """What the rules rest on, and where the map comes from."""
    book = rulebook.build(worked=False)
    rows = [
        (source.text, source.evidence, _few(source.rules))
        for source in book.sources
        if source.rules
    ]
    return Grid(
        "sources",
        "Sources",
        ("Source", "Evidence", "Rules"),
        (*rows, (load_atlas().attribution, "map", "")),
        widths=(56, 14, 30),
        note="The rulebook lists every number with its source: `wargame rulebook`.",
    )

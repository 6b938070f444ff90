"""Readable games: one of the shipped scenario in full, and one for each zone option in brief.

A change of the rules shows here, in words.

After a change that is meant, write the file anew and read the difference before committing it:

    WARGAME_UPDATE_GOLDEN=1 uv run pytest tests/playthroughs tests/test_digest.py
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest

from wargame.app import headless
from wargame.app.headless import PlayReport
from wargame.app.records import TurnFigures
from wargame.scenario.load import load_scenario

HERE = Path(__file__).parent
UPDATE = os.environ.get("WARGAME_UPDATE_GOLDEN") == "1"
GAMES = {"ukraine-2024-12": ("gov", 12, 7)}  # scenario: zone, turns, seed
OPTIONS = [option.id for option in load_scenario("ukraine-2024-12").options]
CONTRIBUTIONS_SHOWN = 3
SMALLEST_SHOWN = 0.05  # points of stability


def told(scenario: str, zone: str, turns: int, seed: int) -> str:
    """The whole game as text, a paragraph a turn."""
    report = headless.play(scenario, zone, turns, seed)
    title = f"{scenario}, zone {zone}, {turns} turns, seed {seed}"
    return "\n\n".join([title, *_paragraphs(report)]) + "\n"


def _paragraphs(report: PlayReport) -> list[str]:
    before: TurnFigures | None = None
    found = []
    for now, bars in zip(report.records, report.contributions, strict=True):
        found.append("\n".join(_lines(before, now, bars)))
        before = now
    return found


def _lines(
    before: TurnFigures | None, now: TurnFigures, bars: tuple[tuple[str, float], ...]
) -> list[str]:
    quarters = f"ceasefire for {now.ceasefire_age} quarters" if now.ceasefire else "war"
    change = "" if before is None else f" ({now.stability - before.stability:+.1f})"
    lines = [
        f"{now.label}  turn {now.turn}, {now.period}",
        f"  stability {now.stability:.1f}{change}, weakest {now.weakest_id} {now.weakest:.1f}",
        f"  {quarters}; rung {now.rung}, {now.rung_words}",
        f"  {now.lost_km2:,.0f} km² lost since the start; norm {now.norm:.1f}; "
        f"zone built up {now.implementation:.0%}",
    ]
    lines += [f"  - {sentence}" for sentence in now.happened]
    return [*lines, *(f"  moved by: {moved}" for moved in _moved(bars))]


def _moved(bars: tuple[tuple[str, float], ...]) -> list[str]:
    """The largest contributions in one line, or no line."""
    shown = [bar for bar in bars[:CONTRIBUTIONS_SHOWN] if abs(bar[1]) >= SMALLEST_SHOWN]
    return [", ".join(f"{label} {points:+.1f}" for label, points in shown)] if shown else []


def told_in_brief(zone: str) -> str:
    """Twelve turns of an option: a line of indices, what happened, what moved stability."""
    report = headless.play("ukraine-2024-12", zone, 12, 7)
    lines = [f"ukraine-2024-12, zone {zone}, 12 turns, seed 7"]
    for now, bars in zip(report.records, report.contributions, strict=True):
        truce = f"ceasefire {now.ceasefire_age}" if now.ceasefire else "war"
        lines += [
            "",
            f"{now.label}  stability {now.stability:.1f}, weakest {now.weakest_id} "
            f"{now.weakest:.1f} | {truce}, rung {now.rung} | {now.lost_km2:,.0f} km² lost | "
            f"norm {now.norm:.0f} | built {now.implementation:.0%}",
        ]
        lines += [f"    {' '.join(now.happened)}"] if now.happened else []
        lines += [f"    {moved}" for moved in _moved(bars)]
    return "\n".join(lines) + "\n"


def assert_told(path: Path, found: str) -> None:
    """The file says what happens now; it is written anew where that is asked for."""
    if UPDATE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    kept = path.read_text(encoding="utf-8")
    difference = "\n".join(difflib.unified_diff(kept.split("\n"), found.split("\n"), "kept", "now"))
    assert found == kept, difference


@pytest.mark.parametrize("scenario", GAMES)
def test_the_game_is_told_as_it_was(scenario: str) -> None:
    assert_told(HERE / f"{scenario}.txt", told(scenario, *GAMES[scenario]))


@pytest.mark.parametrize("zone", OPTIONS)
def test_the_option_is_told_in_brief_as_it_was(zone: str) -> None:
    assert_told(HERE / "options" / f"{zone}.txt", told_in_brief(zone))


def test_no_game_is_kept_of_an_option_that_is_gone() -> None:
    assert {path.stem for path in (HERE / "options").glob("*.txt")} == set(OPTIONS)

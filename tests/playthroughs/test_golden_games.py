"""One readable game of the shipped scenario: a change of the rules shows here, in words.

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

HERE = Path(__file__).parent
UPDATE = os.environ.get("WARGAME_UPDATE_GOLDEN") == "1"
GAMES = {"ukraine-2024-12": ("gov", 12, 7)}  # scenario: zone, turns, seed
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
    shown = [bar for bar in bars[:CONTRIBUTIONS_SHOWN] if abs(bar[1]) >= SMALLEST_SHOWN]
    moved = [f"{label} {points:+.1f}" for label, points in shown]
    return [*lines, *([f"  moved by: {', '.join(moved)}"] if moved else [])]


@pytest.mark.parametrize("scenario", GAMES)
def test_the_game_is_told_as_it_was(scenario: str) -> None:
    path = HERE / f"{scenario}.txt"
    found = told(scenario, *GAMES[scenario])
    if UPDATE:
        path.write_text(found, encoding="utf-8")
    kept = path.read_text(encoding="utf-8")
    difference = "\n".join(difflib.unified_diff(kept.split("\n"), found.split("\n"), "kept", "now"))
    assert found == kept, difference

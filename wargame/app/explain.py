"""Why the stability index moved in a turn: bars by group, with entries and rules behind each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wargame.app.records import Bar, RuleCard, Why
from wargame.engine.ledger import Entry
from wargame.rules.index_ledger import GROUPS, IndexChange, Reading, explain

CAUSES_SHOWN = 8
_SMALL = 1e-12


@dataclass(frozen=True, slots=True)
class Group:
    """How a group of the index ledger is shown: its label, what the map lights, its rules."""

    label: str
    lights: str  # zone | front | border | none
    rules: tuple[str, ...]


SHOWN: Mapping[str, Group] = {
    "ceasefire": Group(
        "Ceasefires begun or lost", "front", ("ceasefire.bargain", "ceasefire.survival")
    ),
    "age": Group("Age of the ceasefire", "front", ("ceasefire.survival",)),
    "guarantee": Group(
        "Guarantee in force",
        "zone",
        ("guarantee.deterrence", "guarantee.credibility", "guarantee.geometry", "exposure.red_line",
         "alliance.build_up"),
    ),
    "us": Group("United States", "none", ("support.us_commitment", "support.us_posture")),
    "alliance": Group(
        "Allies and the EU",
        "border",
        ("alliance.cohesion", "alliance.trust", "support.eu_support", "alliance.cautious"),
    ),
    "moscow": Group(
        "Moscow’s posture and strain",
        "border",
        ("moscow.posture", "moscow.strain", "moscow.dissent", "moscow.resolve"),
    ),
    "forces": Group(
        "Balance of forces", "front", ("support.balance", "front.pressure", "front.movement")
    ),
    "society": Group(
        "Diplomacy and society",
        "front",
        ("diplomacy.channel", "support.exhaustion", "separatists.irregulars",
         "separatists.violations"),
    ),
    "calendar": Group("The calendar", "none", ("support.us_posture", "front.movement")),
    "cards": Group(
        "Decision cards", "front", ("cards.talks", "cards.press", "cards.fortify")
    ),
    "setting": Group("Switches and mode", "none", ("ceasefire.survival", "front.movement")),
}  # fmt: skip


def why(
    before: Reading,
    after: Reading,
    entries: Sequence[Entry],
    cards: Mapping[str, RuleCard],
) -> Why:
    """The waterfall of playthrough 0; its bars sum to the change of the index within 1e-9."""
    change = explain(before, after)
    bars = [_bar(group, change, after, entries, cards) for group in GROUPS]
    bars.sort(key=lambda bar: -abs(bar.amount))
    return Why(
        turn=int(after.end.turn[0]),
        before=float(change.before.overall[0]),
        after=float(change.after.overall[0]),
        bars=tuple(bars),
    )


def _bar(
    group: str,
    change: IndexChange,
    reading: Reading,
    entries: Sequence[Entry],
    cards: Mapping[str, RuleCard],
) -> Bar:
    shown, ids = SHOWN[group], reading.game.constants.sector_ids
    return Bar(
        id=group,
        label=shown.label,
        amount=float(change.overall[group][0]),
        sectors={s: float(change.sectors[group][i, 0]) for i, s in enumerate(ids)},
        lights=shown.lights,
        rules=tuple(cards[name] for name in shown.rules),
        causes=causes(GROUPS[group], entries, reading),
    )


def causes(
    fields: Sequence[str], entries: Sequence[Entry], reading: Reading
) -> tuple[tuple[str, float], ...]:
    """The strongest entries of these fields in the turn: "field: term", amount; largest first.

    Fields with sectors count by the sector where the entry is largest.
    """
    spec = reading.game.fields
    found = []
    for entry in entries:
        if entry.field not in fields or entry.kind == "draw" or entry.field == "turn":
            continue
        amounts = entry.amount[..., 0].ravel()
        amount = float(amounts[np.argmax(np.abs(amounts))])
        if abs(amount) > _SMALL:
            words = f"{spec[entry.field].meaning}: {entry.term}"
            found.append((words, amount))
    found.sort(key=lambda item: -abs(item[1]))
    return tuple(found[:CAUSES_SHOWN])

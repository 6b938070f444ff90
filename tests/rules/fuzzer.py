"""A player who does anything the rules allow: whole games at random, checked turn by turn.

A game is a script, plain data: seed, playthrough, and for every turn the setting, the zones with
their terms, the cards laid and the events set by hand. Whatever fails is written as such a file and
fails again when it is replayed.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from wargame.app import options
from wargame.app.figures import INJECTS
from wargame.app.game import ZONE_SLOTS, game_of, open_game
from wargame.app.setting import Setting
from wargame.app.table import inject_decisions
from wargame.engine.cards import refusals
from wargame.engine.decisions import Decision
from wargame.engine.draws import Draws
from wargame.engine.sequence import play_turn
from wargame.players.table import automatic_decisions, default_doctrines, doctrines_of
from wargame.rules.deck import DECK, costs_of
from wargame.rules.fields import FIELDS, US_POSTURES

Script = dict[str, Any]
Step = dict[str, Any]  # one turn of a script

UNIT = (0.0, 1.0)
HUNDRED = (0.0, 100.0)
# What a field may hold where it has no limits of its own.
RANGES = {
    "norm": HUNDRED, "stability": HUNDRED, "stability_overall": HUNDRED, "weakest": HUNDRED,
    "deescalation": HUNDRED, "principle": HUNDRED, "precedent": (0.0, 110.0),
    "claim": UNIT, "exclusion_accepted": UNIT, "mandate": UNIT, "guarantee": UNIT, "article5": UNIT,
    "membership": UNIT, "forward_share": UNIT, "us_weight": UNIT, "eu_weight": UNIT,
    "credibility": UNIT, "closeness": UNIT, "deterrence": UNIT, "guarantee_seen": UNIT,
    "exposure": (0.0, 2.0), "red_line": UNIT, "onset_chance": UNIT, "flare_chance": UNIT,
    "holds": UNIT, "quiet": UNIT, "draft_quality": UNIT, "quality_bonus": UNIT,
    "violations": (0.0, 1.5), "fortified": (0.0, 4.0), "troops_k": (0.0, 200.0),
    "peacekeepers_k": (0.0, 200.0), "dmz_km": (0.0, 100.0), "ceasefire_age": (0.0, 40.0),
    "rung": (0.0, 7.0), "rung_max": (0.0, 7.0), "posture": (0.0, 3.0), "us_posture": (0.0, 2.0),
    "us_posture_next": (0.0, 2.0), "lost": (-60_000.0, 600_000.0), "casualties": (0.0, 100.0),
    "reconstruction": (-200.0, 1_000.0), "declaration": (-1.0, 1.0), "ready_moscow": (-1.0, 1.0),
    "ready_kyiv": (-1.0, 1.0), "pressure": (-8.0, 12.0), "calm": (0.0, 4.0),
}  # fmt: skip
EDITS = {
    "buffer_km": (0.0, 10.0, 30.0),
    "troops_k": (0.0, 10.0, 60.0),
    "in_force_now": (True, False),
}


class GameFailed(AssertionError):
    """A random game broke a law; the script that replays it lies at `path`."""

    def __init__(self, words: str, script: Script, path: Path | None) -> None:
        super().__init__(f"{words}; replay {path}" if path else words)
        self.words = words
        self.script = script
        self.path = path


@dataclass
class Seen:
    """What the games used so far."""

    games: int = 0
    turns: int = 0
    cards: Counter[str] = field(default_factory=Counter)
    injects: Counter[str] = field(default_factory=Counter)


# ------------------------------------------------------------------------------- laws


def faults_of(before: Any, after: Any, entries: Any) -> list[tuple[str, int]]:
    """Every law that a turn broke, with the first playthrough that shows it."""
    found = []
    sums = {name: np.zeros_like(before[name]) for name in FIELDS}
    for entry in entries:
        if entry.kind != "draw":
            sums[entry.field] = sums[entry.field] + entry.amount
    for name, spec in FIELDS.items():
        value = after[name]
        low, high = RANGES.get(name, UNIT if spec.kind == "flag" else (spec.low, spec.high))
        found += _where(f"{name} is no finite number", ~np.isfinite(value))
        outside = (value < low - 1e-9) | (value > high + 1e-9)
        found += _where(f"{name} lies outside {low:g} to {high:g}", outside)
        if spec.kind != "number":
            found += _where(f"{name} is no whole number", value != np.round(value))
        change = value - before[name]
        unexplained = np.abs(sums[name] - change) > 1e-9 * np.maximum(1.0, np.abs(value))
        found += _where(f"the entries of {name} do not sum to its change", unexplained)
    found += _where("the turn did not advance", after.turn != before.turn + 1)
    return found


def _where(words: str, broken: Any) -> list[tuple[str, int]]:
    if not broken.any():
        return []
    columns = broken.reshape(-1, broken.shape[-1]).any(axis=0)
    return [(words, int(np.argmax(columns)))]


# ------------------------------------------------------------------------------- random choices


def random_setting(rng: np.random.Generator) -> dict[str, Any]:
    """Any mode, switches and players, as a setting writes them."""
    played = [
        (seat, str(rng.choice([d.id for d in doctrines_of(seat)])))
        for seat, _ in default_doctrines()
        if rng.random() < 0.25
    ]
    switches = ("injects", "fragile_truce", "stalemate_drift", "steps_to_war")
    return {
        "mode": str(rng.choice(["adopted", "political"])),
        **{name: bool(rng.random() < 0.3) for name in switches},
        "us_posture": str(rng.choice(["", *US_POSTURES])),
        "doctrines": played,
    }


def random_zones(rng: np.random.Generator, scenario: Any) -> list[dict[str, Any]]:
    """Up to three options, some of them with other terms."""
    ids = [option.id for option in scenario.options if option.id != options.NONE]
    wanted = rng.permutation(ids)[: rng.integers(0, ZONE_SLOTS + 1)]
    found = []
    for name in wanted:
        editable = scenario.option(str(name)).editable
        terms = {
            term: values[rng.integers(len(values))]
            for term, values in EDITS.items()
            if term in editable and rng.random() < 0.3
        }
        found.append({"id": str(name), **terms})
    return found


def random_cards(
    rng: np.random.Generator, state: Any, game: Any, taken: set[str]
) -> list[list[tuple[str, str, str]]]:
    """For each playthrough what every free seat may lay, by the sentences of the referee."""
    may = {card.id: card.playable(state, game) > 0 for card in DECK.cards}
    costs = {card.id: costs_of(card, state, game) for card in DECK.cards}
    sectors = game.constants.sector_ids
    found: list[list[tuple[str, str, str]]] = []
    for k in range(state.playthroughs):
        mine: list[tuple[str, str, str]] = []
        for seat in DECK.seats:
            if seat.id in taken:
                continue
            hand, played, spent = DECK.of(seat.id), [], 0
            wanted = rng.integers(0, seat.cards + 1)
            for index in rng.permutation(len(hand)):
                card = hand[index]
                cost = int(costs[card.id][k])
                if len(played) >= wanted:
                    break
                if refusals(DECK, seat.id, card, played, cost, spent, bool(may[card.id][k])):
                    continue
                played.append(card)
                spent += cost
                sector = str(rng.choice(sectors)) if card.target else ""
                mine.append((seat.id, card.id, sector))
        found.append(mine)
    return found


# ------------------------------------------------------------------------------- playing


def setting_of(written: dict[str, Any]) -> Setting:
    """The setting that a script writes."""
    players = tuple((seat, name) for seat, name in written["doctrines"])
    return Setting(**{**written, "doctrines": players})


def options_of(table: Any, zones: list[dict[str, Any]]) -> list[Any]:
    """The options that a script names, with their terms; "none" when it names no zone."""
    names = zones or [{"id": options.NONE}]
    return [
        options.edited(table.scenario.option(z["id"]), **{k: v for k, v in z.items() if k != "id"})
        for z in names
    ]


class Play:
    """A batch of games on one table: the same zones and settings, cards and events of their own."""

    def __init__(self, table: Any, seed: int, first: int, count: int, start: Step) -> None:
        self.table, self.seed = table, seed
        self.draws = Draws.of(seed, first, count)
        self.setting = setting_of(start["setting"])
        self.on = options_of(table, start["zones"])
        self.game = game_of(table.scenario, self.on, table.shelf, self.setting)
        self.state = open_game(
            table.scenario, self.game, self.on, self.draws, propose=self.setting.proposes
        )
        self.steps: list[list[Step]] = [[] for _ in range(count)]
        self.start = start

    def script(self, k: int) -> Script:
        """The script of one of these games so far."""
        return {
            "scenario": self.table.scenario.id,
            "seed": self.seed,
            "playthrough": int(self.draws.playthroughs[k]),
            "start": self.start,
            "turns": self.steps[k],
        }

    def set_up(self, setting: dict[str, Any], zones: list[dict[str, Any]]) -> list[Decision]:
        """The table is set for the next turn; the decisions that change the zones."""
        self.setting = setting_of(setting)
        wanted = options_of(self.table, zones)
        made = self._zone_decisions(wanted)
        self.on = wanted
        self.game = game_of(self.table.scenario, wanted, self.table.shelf, self.setting)
        return made

    def _zone_decisions(self, wanted: list[Any]) -> list[Decision]:
        """Each game changes its zones for itself: what has been built differs."""
        if wanted == self.on:
            return []
        alone = [
            options.decisions(
                wanted, self.on, self.state.taken(np.array([k])), self.table.shelf,
                propose=self.setting.proposes,
            )
            for k in range(self.state.playthroughs)
        ]  # fmt: skip
        return [_together(same) for same in zip(*alone, strict=True)]

    def turn(self, steps: list[Step], seen: Seen) -> None:
        """One turn of every game; GameFailed where one breaks a law."""
        first = steps[0]
        for mine, step in zip(self.steps, steps, strict=True):
            mine.append(step)
        made = self.set_up(first["setting"], first["zones"])
        made += self._inject_decisions([step["injects"] for step in steps])
        made += self._card_decisions([step["cards"] for step in steps])
        dice = self.draws.at(int(self.state.turn[0]) + 1)
        made += automatic_decisions(self.state, self.game, self.setting.doctrines, dice)
        before = self.state
        try:
            played = play_turn(before, made, self.game, self.draws)
        except Exception as error:
            words = f"turn {int(before.turn[0]) + 1} cannot be played: {error!r}"
            raise GameFailed(words, self.script(0), None) from error
        self.state = played.state
        for words, k in faults_of(before, self.state, played.entries):
            raise GameFailed(f"turn {int(self.state.turn[0])}: {words}", self.script(k), None)
        seen.turns += len(steps)
        for step in steps:
            seen.cards.update(card for _, card, _ in step["cards"])
        for name in INJECTS:
            seen.injects[name] += int((self.state[name] > 0).sum())

    def _inject_decisions(self, injects: list[list[str]]) -> list[Decision]:
        masks = {n: np.array([float(n in mine) for mine in injects]) for n in INJECTS}
        wanted = [name for name, mask in masks.items() if mask.any()]
        return [
            Decision(d.seat, d.card, d.label, {d.card: masks[d.card]})
            for d in inject_decisions(wanted)
        ]

    def _card_decisions(self, cards: list[list[Any]]) -> list[Decision]:
        where: dict[tuple[str, str, str], Any] = {}
        for k, mine in enumerate(cards):
            for laid in mine:
                mask = where.setdefault(tuple(laid), np.zeros(len(cards)))
                mask[k] = 1.0
        sectors = self.game.constants.sector_ids
        return [
            DECK.find(card).play(seat, mask, sectors.index(sector) if sector else None)
            for (seat, card, sector), mask in where.items()
        ]


def _together(same: tuple[Decision, ...]) -> Decision:
    """One decision for the batch out of the same one of each game."""
    one = same[0]
    sets = {name: np.array([d.sets[name] for d in same], dtype=float) for name in one.sets}
    return Decision(one.seat, one.card, one.label, sets, slot=one.slot, inputs=one.inputs)


def play_batch(
    table: Any, rng: np.random.Generator, count: int, turns: int, seen: Seen, folder: Path
) -> Play:
    """So many random games to their end; GameFailed with a file where one breaks a law."""
    seed, first = int(rng.integers(2**62)), int(rng.integers(1000))
    setting, zones = random_setting(rng), random_zones(rng, table.scenario)
    play = Play(table, seed, first, count, {"setting": setting, "zones": zones})
    try:
        for _ in range(turns):
            zones = random_zones(rng, table.scenario) if rng.random() < 0.25 else zones
            setting = random_setting(rng) if rng.random() < 0.1 else setting
            taken = {seat for seat, _ in setting["doctrines"]}
            wanted = options_of(table, zones)
            game = game_of(table.scenario, wanted, table.shelf, setting_of(setting))
            cards = random_cards(rng, play.state, game, taken)
            chance = 0.1 if rng.random() < 0.5 else 0.0
            injects = [[n for n in INJECTS if rng.random() < chance] for _ in range(count)]
            play.turn(
                [
                    {"setting": setting, "zones": zones, "cards": c, "injects": i}
                    for c, i in zip(cards, injects, strict=True)
                ],
                seen,
            )
    except GameFailed as failed:
        raise GameFailed(failed.words, failed.script, write(failed, folder)) from failed
    seen.games += count
    return play


def write(failed: GameFailed, folder: Path) -> Path:
    """The script of a game that failed, in a file that `replay` reads."""
    path = folder / f"failed-{failed.script['seed']}-{failed.script['playthrough']}.json"
    path.write_text(json.dumps({"words": failed.words, **failed.script}, indent=1), "utf-8")
    return path


def replay(table: Any, script: Script | Path) -> Play:
    """A script played again, alone; GameFailed as before where it breaks a law."""
    if isinstance(script, Path):
        script = json.loads(script.read_text("utf-8"))
    play = Play(table, script["seed"], script["playthrough"], 1, script["start"])
    for step in script["turns"]:
        play.turn([step], Seen())
    return play


# ------------------------------------------------------------------------------- through a session


def session_game(rng: np.random.Generator, session: Any, turns: int) -> Script:
    """A random game played as a window plays it; returns its script.

    Everything a seat's card does not refuse is laid; steps are undone and done again on the way.
    """
    start = {"setting": asdict(session.position.setting), "zones": []}
    steps = []
    for _ in range(turns):
        _set_table(rng, session)
        cards = _lay_cards(rng, session)
        injects = [name for name in INJECTS if rng.random() < 0.1]
        for name in injects:
            session.set_inject(name, on=True)
        steps.append(
            {
                "setting": asdict(session.position.setting),
                "zones": _zones_on(session),
                "cards": cards,
                "injects": injects,
            }
        )
        if not session.view().can_play:
            raise GameFailed("no turn can be played before the last one", {}, None)
        session.play_turn()
        if rng.random() < 0.3:
            digest = session.digest()
            session.undo()
            session.redo()
            if session.digest() != digest:
                raise GameFailed("undo and redo changed the state", {}, None)
    if steps:  # before turn 1 the game opens anew with whatever the table holds
        start = {"setting": steps[0]["setting"], "zones": steps[0]["zones"]}
    return {
        "scenario": session.scenario.id,
        "seed": session.position.seed,
        "playthrough": 0,
        "start": start,
        "turns": steps,
    }


def _set_table(rng: np.random.Generator, session: Any) -> None:
    if rng.random() < 0.3:
        session.set_setting(setting_of(random_setting(rng)))
    if rng.random() < 0.4:
        session.choose(options.NONE)
        for zone in random_zones(rng, session.scenario):
            session.switch(zone["id"], on=True)
            terms = {k: v for k, v in zone.items() if k != "id"}
            if terms:
                session.set_terms(zone["id"], **terms)


def _zones_on(session: Any) -> list[dict[str, Any]]:
    """The zones that are on, with every editable term as it stands."""
    found = []
    for option in session.position.options:
        if option.id == options.NONE:
            continue
        held = {
            "buffer_km": option.geometry.buffer_km,
            "troops_k": option.terms.troops_k,
            "in_force_now": option.terms.in_force_now,
        }
        found.append({"id": option.id, **{k: v for k, v in held.items() if k in option.editable}})
    return found


def _lay_cards(rng: np.random.Generator, session: Any) -> list[tuple[str, str, str]]:
    """Cards laid by every seat that a person plays, as the window offers them."""
    for seat in session.view().seats:
        if seat.player:
            continue
        for _ in range(rng.integers(0, seat.most_cards + 1)):
            [now] = [s for s in session.view().seats if s.id == seat.id]
            offered = [card for card in now.cards if not card.refusal and not card.laid]
            if not offered:
                break
            card = offered[rng.integers(len(offered))]
            sector = str(rng.choice(card.targets)) if card.targets else ""
            session.lay(seat.id, card.id, sector)
    return [(laid.seat, laid.card, laid.sector) for laid in session.position.laid]

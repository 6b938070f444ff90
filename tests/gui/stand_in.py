"""A session for the window's own tests: the calls of the real one, arithmetic for rules."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, replace

import numpy as np

from wargame.app.comparison_records import Comparison, OptionOverSets, OverSets
from wargame.app.records import (
    Bar,
    Effect,
    Forecast,
    OptionCard,
    Outlook,
    RuleCard,
    SectorFigure,
    SessionView,
    TurnFigures,
    Why,
    ZoneShape,
)
from wargame.app.tasks import TaskControl

SECTORS = (
    ("SUM", "Sumy border", 500_000.0, 250_000.0),
    ("KHA", "Kharkiv to Vovchansk", 650_000.0, 150_000.0),
    ("POK", "Toretsk to Pokrovsk", 700_000.0, 0.0),
    ("KVN", "Kurakhove to Velyka Novosilka", 650_000.0, -60_000.0),
    ("ZAP", "Zaporizhzhia to Orikhiv", 500_000.0, -100_000.0),
)
GUARANTEES = {
    "none": ("none", "No zone", ""),
    "gov": ("article5", "Gov-held, on ceasefire", "Article 5 on ceasefire, 20,000 troops"),
    "gov-now": ("article5", "Gov-held, in force now", "Article 5 now, 20,000 troops"),
    "dmz": ("un", "DMZ 10 km with UN mission", "UN mission on ceasefire, 20,000"),
    "eu": ("eu", "EU force in the rear", "EU 42(7) now, 25,000 troops"),
}
LAST = 12
GAIN = {"none": 0.0, "gov": 2.5, "gov-now": 18.4, "dmz": 20.5, "eu": -3.2}


class Refused(Exception):
    """A decision the stand-in will not take; its text is a sentence."""


def card(option: str, chosen: str, terms: dict[str, object]) -> OptionCard:
    guarantee, name, summary = GUARANTEES[option]
    shown = made(
        OptionCard,
        id=option,
        name=name,
        summary=summary,
        guarantee=guarantee,
        guarantee_label=guarantee,
        in_force_now=option in ("gov-now", "eu"),
        buffer_km=0.0,
        troops_k=20.0,
        peacekeepers_k=0.0,
        dmz_km=10.0 if option == "dmz" else 0.0,
        chosen=option == chosen,
        editable=() if option == "none" else ("in_force_now", "buffer_km", "troops_k"),
        area_km2=480_000.0,
        population_m=30.0,
    )
    return replace(shown, **terms)


def level(turn: int, option: str) -> float:
    return 32.0 + turn * (0.5 + GAIN[option] / 12)


EMPTY = {"float": 0.0, "int": 0, "bool": False, "str": ""}


def made(record, **known):
    """A record with the fields named; those that these tests do not look at are empty."""
    for field in fields(record):
        if (
            field.name not in known
            and field.default is MISSING
            and field.default_factory is MISSING
        ):
            known[field.name] = EMPTY.get(str(field.type), ())
    return record(**known)


def figures(turn: int, option: str, seed: int) -> TurnFigures:
    return made(
        TurnFigures,
        turn=turn,
        label=f"T{turn}",
        period=f"quarter {turn}",
        stability=level(turn, option) + seed * 0.1,
        weakest_id="KVN",
        weakest=level(turn, option) - 9,
        ceasefire=turn >= 3,
        ceasefire_age=max(0, turn - 3),
        rung=3,
        rung_words="high-intensity war",
        lost_km2=310.0 * turn,
        norm=60.0 - turn,
        frozen=30.0 + turn,
        precedent=40.0,
        principle=55.0,
        deescalation=33.0,
        cohesion=0.7,
        reconstruction=12.0 * turn,
        casualties=0.8,
        implementation=min(1.0, 0.2 * turn) if option != "none" else 0.0,
        option=option,
        happened=() if turn == 0 else (f"Something happened in turn {turn}.",),
    )


def sector(index: int, turn: int, option: str) -> SectorFigure:
    code, name, x, y = SECTORS[index]
    here = min(100.0, max(0.0, level(turn, option) + 6 * (index - 2)))
    return made(
        SectorFigure,
        id=code,
        name=name,
        stability=here,
        change=0.0 if turn == 0 else level(turn, option) - level(turn - 1, option),
        holds=0.6,
        quiet=0.2 + 0.02 * turn,
        deterrence=0.3,
        gap_km=float("inf") if option == "none" else 12.0,
        occupied_share=0.0,
        fighting=turn < 3,
        net_km2=25.0,
        displacement_km=0.4 * turn,
        length_km=175.0,
        measured_km=180.0,
        population_m=1.2,
        salience=0.5,
        irregulars=0.1,
        confidence=0.7,
        basis="assessed",
        x=x,
        y=y,
    )


def rule(identity: str) -> RuleCard:
    return RuleCard(
        id=identity,
        title="Deterrence of the guarantee",
        words="A zone deters where its guarantee is believed, built up, live and close.",
        formula="D = K \u00b7 g \u00b7 IMP \u00b7 a \u00b7 \u03ba(gap) \u00b7 \u03b4(depth)",
        topic="government-held",
        topic_question="Does protecting only what Kyiv holds bring security?",
        parameters=(("lambda_gap", 40.0, "km", "our judgement"), ("long_name_" * 9, 1.0, "", "x")),
        citations=("An Author 2003, A Journal",),
    )


def why(turn: int, option: str, seed: int) -> Why | None:
    if turn == 0:
        return None
    before, after = (level(t, option) + seed * 0.1 for t in (turn - 1, turn))
    total = after - before
    parts = (("guarantee", 0.9), ("ceasefire", 0.4), ("moscow", -0.45), ("rest", 0.15))
    bars = tuple(
        Bar(
            id=name,
            label=name.capitalize() + " in force",
            amount=share * total,
            sectors={"KVN": 7.2 * share, "POK": 3.1 * share},
            lights="zone" if name == "guarantee" else "front",
            rules=(rule(f"family.{name}"),),
            causes=((f"fsi: {name}", share * total),),
        )
        for name, share in parts
    )
    return Why(turn, before, after, bars)


class StandIn:
    """Plays by arithmetic; undo and redo step through whole states, choices included."""

    def __init__(self, seed: int = 1, look_s: float = 0.0) -> None:
        self.seed = seed
        self.look_s = look_s
        self.terms: dict[str, dict[str, object]] = {}
        self.past: list[tuple[int, str]] = []
        self.future: list[tuple[int, str]] = []
        self.state = (0, "none")
        self.calls: list[tuple[str, object]] = []
        self.threads: set[str] = set()

    def _step(self, state: tuple[int, str]) -> None:
        self.past.append(self.state)
        self.future.clear()
        self.state = state

    def _note(self, name: str, value: object = None) -> None:
        self.calls.append((name, value))
        self.threads.add(threading.current_thread().name)

    def choose(self, option: str) -> None:
        self._note("choose", option)
        if option == "eu":
            raise Refused("The EU force cannot be sent before a vote has been taken.")
        self._step((self.state[0], option))

    def set_terms(self, option: str, **terms: object) -> None:
        self._note("set_terms", (option, terms))
        self.terms.setdefault(option, {}).update(terms)

    def play_turn(self) -> None:
        self._note("play_turn")
        self._step((self.state[0] + 1, self.state[1]))

    def undo(self) -> None:
        self._note("undo")
        self.future.append(self.state)
        self.state = self.past.pop()

    def redo(self) -> None:
        self._note("redo")
        self.past.append(self.state)
        self.state = self.future.pop()

    def restart(self, seed: int) -> None:
        self._note("restart", seed)
        self.seed, self.past, self.future, self.state = seed, [], [], (0, "none")

    def view(self) -> SessionView:
        turn, option = self.state
        zone = None
        if option != "none":
            ring = np.array([[-5e5, 3e5], [4e5, 3e5], [6e5, 0.0], [1e5, -2e5], [-5e5, 3e5]])
            zone = ZoneShape(option, GUARANTEES[option][0], option == "gov-now", (ring,))
        return made(
            SessionView,
            scenario_id="stand-in",
            title="A stand-in for tests",
            as_of="1 December 2024",
            seed=self.seed,
            turn=turn,
            last_turn=LAST,
            can_play=turn < LAST,
            can_undo=bool(self.past),
            can_redo=bool(self.future),
            turn_labels=tuple(f"Dec {24 + t}" for t in range(LAST + 1)),
            options=tuple(card(each, option, self.terms.get(each, {})) for each in GUARANTEES),
            chosen=option,
            history=tuple(figures(t, option, self.seed) for t in range(turn + 1)),
            sectors=tuple(sector(index, turn, option) for index in range(len(SECTORS))),
            why=why(turn, option, self.seed),
            zone=zone,
        )

    def outlook(self) -> Callable[[TaskControl], Iterator[Outlook]]:
        (turn, option), look_s = self.state, self.look_s

        def look(control: TaskControl) -> Iterator[Outlook]:
            for step, runs in enumerate((400, 2000)):
                until = time.monotonic() + look_s
                control.report(step / 2, f"Forecast: {runs} playthroughs")
                while time.monotonic() < until:
                    control.check()
                    time.sleep(0.005)
                yield outlook_of(turn, option, runs, final=runs == 2000)
            control.report(1.0, "Forecast done")

        return look

    def comparison(self) -> Callable[[TaskControl], Iterator[Comparison]]:
        (turn, option), look_s = self.state, self.look_s

        def compare(control: TaskControl) -> Iterator[Comparison]:
            for sets in (10, 40, 120) if turn < LAST else ():
                until = time.monotonic() + look_s
                control.report(sets / 120, f"Compare: assumption set {sets} of 120")
                while time.monotonic() < until:
                    control.check()
                    time.sleep(0.005)
                yield comparison_of(turn, option, sets)

        return compare

    def standing(self) -> object:
        return None


def over(middle: float, reach: float) -> OverSets:
    return OverSets(middle, middle, middle - reach, middle + reach)


def comparison_of(turn: int, chosen: str, sets: int) -> Comparison:
    measures = {"deescalation": 25.0, "principle": 50.0, "km2_lost": 9000.0, "norm": 50.0,
                "durability_8q": 0.5, "ceasefire_any": 0.6, "frozen": 40.0}  # fmt: skip
    options = tuple(
        OptionOverSets(
            id=each,
            name=GUARANTEES[each][1],
            guarantee=GUARANTEES[each][0],
            in_force_now=each == "gov-now",
            measures={"stability": over(40.0 + gain, 200 / (sets + 10))}
            | {key: over(value * (1 + gain / 100), 0.1 * value) for key, value in measures.items()},
            clash_words=("very low", "low", "moderate"),
            effect=over(gain, 200 / (sets + 10) if each != "none" else 0.0),
            sectors={code: 40.0 + gain + 3 * i for i, (code, *_rest) in enumerate(SECTORS)},
        )
        for each, gain in GAIN.items()
    )
    better = {row: {c: 5 + (GAIN[row] - GAIN[c]) / 5 for c in GAIN if c != row} for row in GAIN}
    means = {
        option.id: {
            key: np.linspace(over.low, over.high, sets) for key, over in option.measures.items()
        }
        for option in options
    }
    last = (sets == 120, 1.0, means)
    return Comparison(turn, LAST, sets, 120, 100, chosen, options, better, *last)


def outlook_of(turn: int, option: str, runs: int, *, final: bool) -> Outlook:
    turns = tuple(range(turn, LAST + 1))
    mean = tuple(level(t, option) for t in turns)
    rest = tuple(level(turn, option) + 0.5 * (t - turn) for t in turns)

    def band(points: float) -> tuple[float, ...]:
        return tuple(m + points * (t - turn) for m, t in zip(mean, turns, strict=True))

    forecast = made(
        Forecast,
        turns=turns,
        mean=mean,
        p10=band(-1.5),
        p25=band(-0.7),
        p75=band(0.7),
        p90=band(1.5),
        baseline=rest,
        ceasefire=(0.6, 0.68),
        ceasefire_end=(0.51, 0.42),
        clash_words=("elevated", "very low"),
        lost_km2=(4542.0, 12189.0),
        runs=runs,
    )
    effects = {
        each: Effect(gain, gain - 2.0, gain + 2.0, "luck only, 1.96 standard errors", runs)
        for each, gain in GAIN.items()
        if each != "none"
    }
    return Outlook(forecast, effects, turn, final)

"""Each named term of each rule is switched off in turn: it goes, and only what follows from it.

A weight is a parameter that at nothing takes a named term away. Every term of every score and every
named change has one, save those listed with the reason why not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from wargame.app.game import parameter_specs
from wargame.engine.contributions import Change, Contribution, Draw
from wargame.engine.draws import Draws
from wargame.engine.rule import Game
from wargame.engine.sequence import play_turn
from wargame.engine.state import State
from wargame.rules.start import with_indices

COUNT = 24
SPECS = parameter_specs()
Key = tuple[str, ...]  # rule, field or draw, (score,) term
Numbers = dict[Key, np.ndarray]

# Terms that stand on no weight of their own, and on what instead.
WITHOUT_WEIGHT = {
    "integrated command": "a term of the option",
    "local pressure": "a state field, drawn",
    "chance": "the noise of a field",
    "chance per quarter": "a plain chance, as log-odds",
    "the region's own history": "a fact of the scenario",
    "reluctance of the last member": "a state field, as log-odds",
    "norm eroded": "a state field",
    "inertia": "of the posture taken",
    "oil price": "a state field of this turn",
    "fades": "what is left of last turn's",
    "wears off": "what is left of last turn's",
    "value before": "what an assignment replaces",
    "phased in": "the option's own steps",
    "mean of the noise": "keeps the noise's mean at one",
    "fighting near the zone": "the zone's closeness, measured on the map",
    "the Act is suspended": "takes away all of the strain",
    "fortifications wear": "counted in turns",
    "long-run pace": "a fact of the scenario",
    "driven back": "the ground of the salient",
    "ground over length": "the ground of the sector",
    "a quiet front": "a share of the index's definition",
    "a low rung": "a share of the index's definition",
    "few casualties": "a share of the index's definition",
}
# Fighting enters these two fields as it is: they are counted in units of it.
UNSCALED = (("separatists.violations", "violations"), ("support.casualties", "casualties"))
# Terms that take several parameters to be switched off: one for each case they distinguish.
TOGETHER = {
    "Moscow's posture": [
        ("r_restrained", "r_double_down", "r_averse"),
        ("h_restrained", "h_double_down"),
        ("e_restrained", "e_double_down"),
        ("m_restrained", "m_double_down", "m_averse"),
    ],
    "rung already reached": [("e_widened", "e_widened_exposure", "e_clash", "e_theatre")],
}


@pytest.fixture(scope="module")
def places(table) -> list[tuple[State, Game]]:
    """Busy states: three zones at once and none, every order given and every event happening."""
    found = []
    for options in ("buffer+dmz+all", "none", "phased+eu"):
        game = table.game(options, political=True, injects=True)
        state = table.random_state(options, 5, COUNT)
        dice = Draws.of(1, 0, COUNT).keyed("events")
        found.append((with_indices(state.changed(dict(_events(state, dice))), game), game))
    return found


def _events(state: State, dice: Draws) -> Iterator[tuple[str, np.ndarray]]:
    events = ("began", "collapsed", "breach", "mobilisation", "seized")
    for name in state:
        rows = None if state[name].ndim == 1 else state[name].shape[0]
        if name.startswith(("order_", "inject_")) or name in events:
            yield name, np.where(dice.uniform(name, rows) < 0.5, 0.0, 1.0)
    for name in ("ready_moscow", "ready_kyiv", "declaration"):
        yield name, np.where(dice.uniform(name) < 0.5, -1.0, 1.0)
    yield "order_bridge", np.where(dice.uniform("bridge") < 0.5, 0.0, 2.0)
    yield "order_confidence", np.where(dice.uniform("confidence") < 0.5, 0.0, 2.0)
    yield "oil_shock", 0.08 * dice.uniform("oil")
    yield "settled", state.ceasefire * np.where(dice.uniform("settled") < 0.5, 0.0, 1.0)


def terms_of(c: Contribution) -> Iterator[tuple[Key, Any]]:
    """Every named term of a contribution."""
    if isinstance(c, Draw):
        for score_name, score in c.scores.items():
            yield from (((c.name, score_name, term), v) for term, v in score.terms.items())
        return
    score = getattr(c, "score", None)
    terms = c.terms if isinstance(c, Change) else {} if score is None else score.terms
    yield from (((c.field, term), v) for term, v in terms.items())


def all_terms(state: State, game: Game, rules: Iterable[str]) -> Numbers:
    """Every named term of these rules on one state, by rule.

    A rule that draws changes fields by what was drawn: those changes follow from the draw's terms.
    """
    found: Numbers = {}
    for rule in map(game.rulebook.find, rules):
        given = rule(state, game, Draws.of(9, 0, COUNT).at(4))
        drawn = any(isinstance(c, Draw) for c in given)
        for c in given:
            if not (drawn and isinstance(c, Change)):
                found |= {(rule.id, *key): np.asarray(v) for key, v in terms_of(c)}
    return found


class Spy:
    """Parameters that remember which of them were read."""

    def __init__(self, inner: Any) -> None:
        self.inner, self.read = inner, set()

    def __getattr__(self, name: str) -> Any:
        self.read.add(name)
        return getattr(self.inner, name)


def readers(state: State, game: Game) -> dict[str, list[str]]:
    """For each parameter the rules that read it."""
    found: dict[str, list[str]] = {name: [] for name in SPECS}
    for rule in game.rulebook.rules:
        spy = Spy(game.parameters)
        rule(state, replace(game, parameters=spy), Draws.of(9, 0, COUNT).at(4))
        for name in spy.read & set(SPECS):
            found[name].append(rule.id)
    return found


def off(*names: str) -> dict[str, Any]:
    """The parameters at nothing."""
    return {n: tuple(0.0 for _ in SPECS[n].values) if isinstance(SPECS[n].value, tuple) else 0.0
            for n in names}  # fmt: skip


def without(game: Game, *names: str) -> Game:
    return replace(game, parameters=game.parameters.replaced(off(*names)))


def moved(before: Numbers, after: Numbers) -> dict[Key, bool]:
    """The terms that differ: True where they are gone, False where something is left."""
    return {
        key: not np.any(after[key])
        for key, value in before.items()
        if not np.array_equal(*np.broadcast_arrays(value, after[key]))
    }


@pytest.fixture(scope="module")
def switched(places) -> Mapping[str, dict[Key, bool]]:
    """For each parameter the terms that move when it is nothing: True where they go everywhere."""
    found: dict[str, dict[Key, bool]] = {name: {} for name in SPECS}
    with np.errstate(all="ignore"):  # a scale or a distance of nothing
        for state, game in places:
            for name, rules in readers(state, game).items():
                before = all_terms(state, game, rules)
                for key, gone in moved(
                    before, all_terms(state, without(game, name), rules)
                ).items():
                    found[name][key] = found[name].get(key, True) and gone
    return found


def named(key: Key) -> bool:
    """A term that stands for something of its own."""
    follows = key[-1].startswith(("limit", "all of the salient", "ground at "))
    own_scale = key in {(rule, field, "fighting") for rule, field in UNSCALED}
    return not follows and not own_scale and key[-1] not in WITHOUT_WEIGHT


def ids(game: Game) -> list[str]:
    return [rule.id for rule in game.rulebook.rules]


def test_every_named_term_has_a_weight_that_switches_it_off(places, switched) -> None:
    alive = {
        key
        for state, game in places
        for key, value in all_terms(state, game, ids(game)).items()
        if np.any(value) and named(key)
    }
    goes = {key for terms in switched.values() for key, gone in terms.items() if gone}
    for label, groups in TOGETHER.items():
        for group in groups:
            for state, game in places:
                rules = sorted({rule for name in group for rule in readers(state, game)[name]})
                before = all_terms(state, game, rules)
                terms = moved(before, all_terms(state, without(game, *group), rules))
                assert all(gone for key, gone in terms.items() if key[-1] == label)
                goes |= {key for key, gone in terms.items() if gone}
    assert sorted(alive - goes) == []


# Parameters that are at work in two terms, and why.
SHARED = {
    "us_low": "what counts as turning away, for coordination and for sanctions",
    "card_sanctions": "a package adds what relief gives up",
    "card_mobilise": "either side mobilises",
    "card_mobilise_society": "either society pays",
    "card_talks": "either side speaks",
    "r_mediation": "mediation, and a deal pressed for",
    "us_deal": "what the US posture offers, at the table and in the channel",
    "h_irregulars": "irregulars, and an incident they stage",
    "irregular_pressure": "irregulars stirred, at the line and in the hazard",
    "precedent_step": "precedent, and who learns from it",
    "inject_breakthrough": "for either side",
    "v_irregular": "irregulars, and those stirred by the red line",
    "n_claim": "a claim upheld and one given up",
    "n_aid": "US aid and EU aid",
    "b_aid": "US aid and European aid",
    "x_aid": "US aid and European aid",
    "rec_money": "European money, of which parts wait",
    "rec_peace": "what waits for a ceasefire, with the part that does not",
    "rec_trust_floor": "what comes without trust, with the part that needs it",
}
PRODUCT = "front.movement"  # its named parts are shares of one product: all move with each


def test_a_weight_takes_away_its_own_term_and_no_other(switched) -> None:
    weights = 0
    for name, terms in switched.items():
        own = {key: gone for key, gone in terms.items() if named(key) and key[0] != PRODUCT}
        if not any(own.values()) or name in SHARED:
            continue
        weights += 1
        labels = {key[-1] for key in own}
        if len(labels) > 1:
            labels -= {"red-line list"}  # it takes away no more than is there
        assert len(labels) == 1, (name, labels)
    assert weights > 150


def test_no_shared_weight_is_listed_that_is_not_shared(switched) -> None:
    for name in SHARED:
        assert len({key for key in switched[name] if named(key)}) > 1, name


def of_turn(state: State, game: Game) -> dict[Key, np.ndarray]:
    """Every entry of one turn, by phase, rule, field and term; a draw by its chance."""
    entries = play_turn(state, (), game, Draws.of(3, 0, COUNT)).entries
    return {
        (e.phase, e.rule, e.field, e.term): e.amount if e.draw is None else e.draw.probability
        for e in entries
    }


def test_nothing_before_and_nothing_beside_a_weights_own_rule_changes(places, switched) -> None:
    state, game = places[0]
    before = of_turn(state, game)
    order = {phase: i for i, phase in enumerate(("start", *game.rulebook.phases))}
    followed = 0
    for name, terms in switched.items():
        rules = {key[0] for key, gone in terms.items() if gone}
        if not rules:
            continue
        with np.errstate(all="ignore"):  # a scale of nothing
            after = of_turn(state, without(game, name))
        changed = [k for k in before if not np.array_equal(before[k], after[k])]
        if not changed:
            continue  # its event does not happen in this turn
        followed += 1
        first = min(order[key[0]] for key in changed)
        beside = {key[1] for key in changed if order[key[0]] == first} - {"limit"}
        assert beside <= set(readers(state, game)[name]), (name, beside)
    assert followed > 100

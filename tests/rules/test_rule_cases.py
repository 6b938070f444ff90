"""Every rule worked by hand: given this, it does that, and the arithmetic stands beside it.

The tables lie in cases/rules, one file a family. Each case names its rule, what differs from the
base state of base.toml, and what follows: `terms`, the named terms as model.md writes them, before
any link or rate, where a term that is not listed is zero; `entries`, what the ledger then holds;
`chance`, the probability of a draw; `after`, the field once the rule has acted. Sectors are listed
in order. The comment behind a number is its arithmetic; a line "# z = ..." names a step of it.
"""

from __future__ import annotations

import ast
import math
import operator
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wargame.app.game import default_parameters
from wargame.engine.contributions import Assignment, Change, Contribution, Draw, Drift
from wargame.engine.draws import Draws
from wargame.engine.inputs import GAP_QUANTILES, ZoneInputs
from wargame.engine.ledger import Ledger, play_phase
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game, Named, Rule
from wargame.engine.state import State
from wargame.rules.book import RULEBOOK
from wargame.rules.fields import FIELDS
from wargame.rules.formulas import geometry

FOLDER = Path(__file__).parent / "cases" / "rules"
FILES = sorted(path for path in FOLDER.glob("*.toml") if path.stem != "base")
KEYS = {
    "rule", "name", "base", "given", "zone", "world", "parameters", "dice", "mode", "events",
    "terms", "entries", "chance", "after",
}  # fmt: skip
FEWEST_CASES = 2
EXACT = 1e-6  # or one in ten million, for square kilometres by the hundred
NEVER = 0.999  # a die that lets nothing happen unless the case says otherwise


@cache
def base() -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / "base.toml").read_text(encoding="utf-8"))


@cache
def shipped() -> Named:
    return default_parameters()


def cases() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in FILES:
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            rules = case["rule"] if isinstance(case["rule"], list) else [case["rule"]]
            for rule in rules:
                yield rule, case


@dataclass(frozen=True, slots=True)
class Dice(Draws):
    """Dice that lie as the case says: uniforms high, normals and Gumbels zero elsewhere."""

    lie: Mapping[str, Any] = field(default_factory=dict)

    def keyed(self, rule: str) -> Dice:
        return self

    def at(self, turn: int) -> Dice:
        return self

    def uniform(self, name: str, elements: int | None = None) -> FloatArray:
        return self._said(name, elements, NEVER)

    def normal(self, name: str, elements: int | None = None) -> FloatArray:
        return self._said(name, elements, 0.0)

    def _said(self, name: str, elements: int | None, otherwise: float) -> FloatArray:
        said = np.array(self.lie.get(name, otherwise), dtype=float)[..., None]
        return np.array(np.broadcast_to(said, (1,) if elements is None else (elements, 1)))

    def gumbel(self, name: str, elements: int) -> FloatArray:
        return self.normal(name, elements)


def zone_of(given: Mapping[str, Any]) -> ZoneInputs:
    """A zone whose edge lies equally far from every kilometre of a sector."""
    nothing = [0.0, 0.0]
    zone = ZoneInputs.empty(len(nothing))
    gaps = np.repeat(np.array(given["gap_km"], float)[:, None], GAP_QUANTILES, axis=1)
    return replace(
        zone,
        gaps=gaps,
        depth=np.array(given.get("depth_km", nothing), float),
        occupied=np.array(given.get("occupied", nothing), float),
        analogues=np.array(given.get("analogues", [0.0, 0.0, 0.0]), float),
    )


def game_of(case: Mapping[str, Any]) -> Game:
    given = case.get("zone", [])
    zones = [zone_of(z) for z in (given if isinstance(given, list) else [given])]
    facts: dict[str, Any] = dict(base()["world"]) | case.get("world", {})
    plain = ("sector_ids", "winter")
    facts = {k: tuple(v) if k in plain else np.array(v)[:, None] for k, v in facts.items()}
    facts |= {
        "total_length": float(facts["length"].sum()),
        "log_speed": np.log(facts["speed"]),
        "political": case.get("mode") == "political",
        "vetoes": case.get("mode") == "political",
        "injects_drawn": case.get("events", False),
    }
    parameters = shipped().replaced(case.get("parameters", {}))
    inputs = geometry(
        zones or [ZoneInputs.empty(2)], parameters, phased="strip_km" in case.get("given", {})
    )
    return Game(FIELDS, Named("constant", facts), parameters, inputs, RULEBOOK)


def state_of(case: Mapping[str, Any], game: Game) -> State:
    """One playthrough at the base values, with the given fields; an unknown field is refused."""
    values = base()["war"] | (base()["ceasefire"] if case.get("base") == "ceasefire" else {})
    values |= case.get("given", {})
    assert set(values) <= set(FIELDS), set(values) - set(FIELDS)
    sizes = {"S": 2, "R": 3, "Z": len(game.inputs.occupied)}
    arrays = {}
    for name, spec in FIELDS.items():
        value = np.array(values.get(name, 0.0), dtype=float)
        shape = (*(sizes[axis] for axis in spec.axes), 1)
        arrays[name] = np.array(np.broadcast_to(value[..., None], shape))
    return State(FIELDS, arrays)


def named_terms(given: tuple[Contribution, ...]) -> dict[str, Mapping[str, Any]]:
    """The terms of each contribution, by field or draw; of a draw with alternatives by theirs."""
    found: dict[str, Mapping[str, Any]] = {}
    for c in given:
        if isinstance(c, Change):
            found[c.field] = c.terms
        elif isinstance(c, Drift):
            found[c.field] = c.score.terms
        elif isinstance(c, Assignment):
            found[c.field] = {} if c.score is None else c.score.terms
        else:
            many = len(c.scores) > 1
            found |= {f"{c.name}/{k}" if many else c.name: s.terms for k, s in c.scores.items()}
    return found


@dataclass(frozen=True)
class Outcome:
    """What a rule did, under the headings of the tables."""

    terms: Mapping[str, Mapping[str, Any]]
    entries: Mapping[str, Mapping[str, Any]]
    chance: Mapping[str, Any]
    after: State


def outcome(rule: Rule, case: Mapping[str, Any]) -> Outcome:
    game = game_of(case)
    state = state_of(case, game)
    dice = Dice(0, np.zeros(1, dtype=np.uint64), lie=case.get("dice", {}))
    given = rule(state, game, dice)
    ledger = Ledger()
    after = play_phase(state, rule.phase, [rule], game, dice, ledger)
    entries: dict[str, dict[str, Any]] = {}
    for entry in ledger.entries:
        if entry.kind != "draw":
            entries.setdefault(entry.field, {})[entry.term] = entry.amount
    chance = {c.name: c.probability for c in given if isinstance(c, Draw)}
    return Outcome(named_terms(given), entries, chance, after)


def assert_same(found: Any, expected: Any, what: str) -> None:
    values, wanted = np.asarray(found, float).ravel(), np.asarray(expected, float).ravel()
    assert len(wanted) in (1, len(values)), what
    wanted = np.broadcast_to(wanted, values.shape)
    np.testing.assert_allclose(values, wanted, rtol=0.1 * EXACT, atol=EXACT, err_msg=what)


def assert_terms(found: Mapping[str, Any], expected: Mapping[str, Any], what: str) -> None:
    """The named terms have the amounts, every other one is zero."""
    assert set(expected) <= set(found), f"{what}: no {set(expected) - set(found)} in {set(found)}"
    for term, amount in found.items():
        assert_same(amount, expected.get(term, 0.0), f"{what}: {term}")


CASES = [pytest.param(r, c, id=f"{r}: {c['name']}") for r, c in cases()]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_the_rule_does_what_it_does_by_hand(rule: str, case: dict[str, Any]) -> None:
    assert set(case) <= KEYS, set(case) - KEYS
    found = outcome(RULEBOOK.find(rule), case)
    assert {"after", "chance"} & set(case), "a case says what the rule leads to"
    for name, terms in case.get("terms", {}).items():
        assert_terms(found.terms[name], terms, name)
    for name, entries in case.get("entries", {}).items():
        assert_terms(found.entries[name], entries, f"entries of {name}")
    for name, chance in case.get("chance", {}).items():
        assert_same(found.chance[name], chance, f"chance: {name}")
    for name, value in case.get("after", {}).items():
        assert_same(found.after[name], value, f"after: {name}")


@pytest.mark.parametrize("rule", [r.id for r in RULEBOOK.rules])
def test_every_rule_has_cases_and_every_term_of_it_counts_in_one(rule: str) -> None:
    own = [case for name, case in cases() if name == rule]
    assert len(own) >= FEWEST_CASES, f"{rule} has {len(own)} cases"
    assert len({case["name"] for case in own}) == len(own)
    named, counted = set(), set()
    for case in own:
        found = outcome(RULEBOOK.find(rule), case).terms
        for name, terms in found.items():
            named |= {(name, term) for term in terms}
            listed = case.get("terms", {}).get(name, {})
            counted |= {(name, term) for term, amount in listed.items() if np.any(amount)}
    assert named - counted == set(), "terms that no case of the rule works out"


# --- the arithmetic beside each number ----------------------------------------------------------

OPERATORS: dict[type, Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.Pow: operator.pow,
}  # fmt: skip
FUNCTIONS: dict[str, Callable[..., float]] = {
    "exp": math.exp,
    "ln": math.log,
    "tanh": math.tanh,
    "sqrt": math.sqrt,
    "min": min,
    "max": max,
    "sigma": lambda z: 1 / (1 + math.exp(-z)),
    "logit": lambda p: math.log(p / (1 - p)),
    "sat": lambda x, k: 1 - math.exp(-x / k),
    "Phi": lambda z: 0.5 * (1 + math.erf(z / math.sqrt(2))),
}
STEP = re.compile(r"# (\w+) = (.+)")
EXPECTED = re.compile(r"(?P<key>[^#=]+) = (?P<value>\[.*?\]|[-0-9.e]+)(?:\s+# (?P<work>.+))?")


def worked(text: str, steps: Mapping[str, float]) -> Any:
    """The number, or the list of numbers, that the arithmetic gives; words follow a semicolon."""
    return _value(ast.parse(text.partition(";")[0].strip(), mode="eval").body, steps)


def _value(node: ast.expr, steps: Mapping[str, float]) -> Any:
    match node:
        case ast.List(elts=parts):
            return [_value(part, steps) for part in parts]
        case ast.Constant(value=float() | int() as number):
            return float(number)
        case ast.Name(id=name):
            return steps[name]
        case ast.UnaryOp(op=ast.USub(), operand=part):
            return -_value(part, steps)
        case ast.BinOp(left=left, op=op, right=right):
            return OPERATORS[type(op)](_value(left, steps), _value(right, steps))
        case ast.Call(func=ast.Name(id=name), args=parts):
            return FUNCTIONS[name](*(_value(part, steps) for part in parts))
    raise ValueError(f"no arithmetic: {ast.unparse(node)}")


def numbers_with_work(path: Path) -> Iterator[tuple[int, Any, str, dict[str, float]]]:
    """Each expected number of a file with its line, its arithmetic and the steps named so far."""
    steps: dict[str, float] = {}
    expecting = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("["):
            expecting = line.startswith("[case.")
            steps = {} if line == "[[case]]" else steps
        elif step := STEP.fullmatch(line):
            steps[step[1]] = worked(step[2], steps)
        elif expecting and (found := EXPECTED.fullmatch(line)):
            yield number, tomllib.loads(f"x = {found['value']}")["x"], found["work"] or "", steps
        else:
            assert not (expecting and line.strip()), f"{path.name}:{number}: {line}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_arithmetic_beside_each_number_gives_it(path: Path) -> None:
    seen = 0
    for number, value, work, steps in numbers_with_work(path):
        assert work, f"{path.name}:{number}: no arithmetic"
        assert_same(value, worked(work, steps), f"{path.name}:{number}")
        seen += 1
    assert seen

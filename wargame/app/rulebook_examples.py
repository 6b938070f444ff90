"""Worked examples: what a rule did in a turn, told from the contributions it gave the engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.app.calendar import period
from wargame.app.figures import RUNGS
from wargame.app.rulebook_records import Example, Step, Sum
from wargame.app.rulebook_scenes import MODES, Scene, Theatre
from wargame.app.rulebook_words import amount
from wargame.engine.contributions import Assignment, Change, Contribution, Draw, Drift, Score
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Rule
from wargame.engine.state import Field
from wargame.rules.fields import POSTURES, US_POSTURES
from wargame.scenario.schema import Scenario

SMALL = 1e-9
SHOWN = 5e-4  # what is smaller would be written as zero
MOST_DRAWS = 3  # shown when several did not happen
WORDED_RUNG = 4  # from here on the ladder has no decimals: no example is taken there
_CATEGORIES = {"posture": POSTURES, "us_posture": US_POSTURES, "rung": RUNGS, "rung_max": RUNGS}


class Search:
    """Finds for each rule the first scene in which it did something, best with named terms."""

    def __init__(self, rules: Iterable[Rule], scenario: Scenario) -> None:
        self.rules, self.scenario = tuple(rules), scenario
        self.best: dict[str, Example] = {}  # with named terms, or all that the rule can show
        self.plain: dict[str, Example] = {}  # a change without terms, until a better one is found

    def missing(self, rule_id: str) -> bool:
        """Whether the rule has no example at all yet."""
        return rule_id not in self.best and rule_id not in self.plain

    def look(self, scenes: Iterable[Scene], *, until_found: bool) -> None:
        """Scenes are looked through, until nothing is missing if so asked."""
        for scene in scenes:
            if until_found and not any(self.missing(rule.id) for rule in self.rules):
                return
            for rule in self.rules:
                if rule.id not in self.best:
                    self._try(rule, scene)

    def _try(self, rule: Rule, scene: Scene) -> None:
        seen = Seen.of(rule, scene)
        if seen.has_terms:
            column = seen.first(happened=True)
            if column is not None:
                self.best[rule.id] = seen.told(column, self.scenario)
                return
        if rule.id not in self.plain:
            column = seen.first(happened=False)
            if column is not None:
                self.plain[rule.id] = seen.told(column, self.scenario)

    def found(self) -> dict[str, Example]:
        """An example for every rule that did anything in any scene."""
        return self.plain | self.best


def examples(rules: Iterable[Rule], theatre: Theatre) -> dict[str, Example]:
    """A worked example of each rule."""
    search = Search(rules, theatre.scenario)
    search.look(theatre.plain(), until_found=False)
    search.look(theatre.with_cards(lambda card: search.missing(card.rule)), until_found=True)
    search.look(theatre.long(), until_found=True)
    search.look(theatre.with_cards(lambda _: True), until_found=True)
    return search.found()


@dataclass(frozen=True)
class Seen:
    """What a rule gave in a scene, for every playthrough."""

    rule: Rule
    scene: Scene
    given: tuple[Contribution, ...]

    @classmethod
    def of(cls, rule: Rule, scene: Scene) -> Seen:
        """The contributions, with the very dice of that turn."""
        given = rule(scene.opening(rule.phase), scene.game, scene.draws)
        return cls(rule, scene, given)

    @property
    def has_terms(self) -> bool:
        """Whether named terms say why."""
        return any(not isinstance(c, Assignment) or c.score is not None for c in self.given)

    def first(self, *, happened: bool) -> int | None:
        """The first playthrough in which the rule changed something; None where it did in none.

        happened : where it draws, something drawn has happened.
        """
        opening = self.scene.opening(self.rule.phase)
        count = opening.playthroughs
        acted: FloatArray = np.zeros(count)
        for c in self.given:
            if not isinstance(c, Draw):
                acted = np.maximum(acted, _over_rows(np.abs(self.delta(c)), count))
        hits = [_over_rows(c.happened, count) for c in self.given if isinstance(c, Draw)]
        if happened and hits:
            acted = acted * np.max(hits, axis=0)
        if any(not isinstance(c, Draw) and c.field == "rung" for c in self.given):
            acted = acted * (opening.rung < WORDED_RUNG)
        columns = np.flatnonzero(acted > SMALL)
        return int(columns[0]) if columns.size else None

    def delta(self, c: Change | Drift | Assignment) -> FloatArray:
        """What the contribution adds to its field, in the field's shape."""
        opening = self.scene.opening(self.rule.phase)[c.field]
        if isinstance(c, Change):
            grown: Any = Score(c.terms).sum
        elif isinstance(c, Drift):
            grown = c.rate * (c.neutral + c.score.value - opening) + c.noise
        else:
            grown = c.value - opening
        return np.broadcast_to(np.asarray(grown, dtype=np.float64), opening.shape)

    def told(self, column: int, scenario: Scenario) -> Example:
        """The example of one playthrough."""
        teller = _Teller(self, column, scenario)
        scene = self.scene
        option = scenario.option(scene.option)
        parts = [
            option.name,
            MODES[scene.setting.mode],
            *scene.setting.switched_on,
            *([f"card laid: {scene.card}"] if scene.card else []),
            f"turn {scene.turn} ({period(scenario.start, scene.turn)})",
            f"seed {scenario.seed}, playthrough {column}",
        ]
        return Example("; ".join(parts), option.id, scene.turn, column, teller.steps())


class _Teller:
    """Tells one playthrough of what a rule gave."""

    def __init__(self, seen: Seen, column: int, scenario: Scenario) -> None:
        self.seen, self.column, self.scenario = seen, column, scenario
        self.fields = seen.scene.game.fields
        self.opening = seen.scene.opening(seen.rule.phase)
        self.left = seen.scene.after(seen.rule.phase)
        changed = [c for c in seen.given if not isinstance(c, Draw)]
        self.axes = next(
            (self.fields[c.field].axes for c in changed if self.fields[c.field].axes in ("R", "Z")),
            "Z",
        )
        self.sector = self._strongest(changed)

    def _strongest(self, changed: Sequence[Change | Drift | Assignment]) -> int:
        """The sector or region in which the rule did most."""
        for axes in ("S", "R"):
            for c in changed:
                if self.fields[c.field].axes == axes:
                    moved = np.abs(self.seen.delta(c)[:, self.column])
                    if moved.max() > SMALL:
                        return int(np.argmax(moved))
        return 0

    def steps(self) -> tuple[Step, ...]:
        """Draws, then the changes that are not nothing."""
        draws = [self._draw(c) for c in self.seen.given if isinstance(c, Draw)]
        if len(draws) > MOST_DRAWS:
            draws = [d for d in draws if d.after] or draws[:MOST_DRAWS]
        changes = [c for c in self.seen.given if not isinstance(c, Draw)]
        told = [self._change(c) for c in changes]
        return (*draws, *(step for step in told if abs(step.by or 0.0) > SMALL))

    def _row(self, axes: str) -> int:
        return self.sector if axes in ("S", "R") else 0

    def _place(self, axes: str) -> str:
        """The name of the sector, region or zone told about."""
        if axes == "S":
            return self.scenario.sectors[self.sector].name
        if axes == "R":
            return self.scenario.regions[self.sector].name
        return ""

    def _axes_of(self, value: Any) -> str:
        """What the rows of an array stand for."""
        shape = np.shape(value)
        if len(shape) < 2 or shape[0] == 1:
            return ""
        return "S" if shape[0] == len(self.scenario.sectors) else self.axes

    def _at(self, value: Any, axes: str | None = None) -> float:
        """The one number of an array that the example is about."""
        found = np.asarray(value, dtype=np.float64)
        if found.ndim == 0:
            return float(found)
        column = self.column if found.shape[-1] > 1 else 0
        if found.ndim == 1:
            return float(found[column])
        row = self._row(self._axes_of(value) if axes is None else axes)
        return float(found[row if found.shape[0] > 1 else 0, column])

    def _sum(self, name: str, score: Score, neutral: float = 0.0) -> Sum:
        terms = [(label, self._at(term)) for label, term in score.terms.items()]
        return Sum(
            name=name,
            terms=tuple((label, x) for label, x in terms if abs(x) >= SHOWN),
            nothing=tuple(label for label, x in terms if abs(x) < SHOWN),
            total=sum(x for _, x in terms),
            link=score.link,
            value=self._at(score.value) + neutral,
        )

    def _draw(self, c: Draw) -> Step:
        axes = next((a for a in map(self._axes_of, (c.happened, c.probability)) if a), "")
        sums = tuple(
            self._sum(name if len(c.scores) > 1 else "", score) for name, score in c.scores.items()
        )
        chance, number, hit = (self._at(x) for x in (c.probability, c.number, c.happened))
        name = self.fields[c.name].meaning if c.name in self.fields else c.name
        name = name.removeprefix("inject: ")
        if all(s.link == "sum" for s in sums):  # a choice weighted by e to each sum
            said = [f"One of them is drawn; the one drawn had the chance {amount(chance)}."]
        else:
            said = self._whole(c, axes)
            said += [f"Chance {amount(chance)}; number drawn {amount(number)}: {_verdict(hit)}."]
            if hit < 1 and number < chance:
                said.append("The number lies below the chance, but a condition is not met.")
            if hit > 0 and number >= chance:
                said.append("It was set by hand.")
        return Step("draw", name, self._place(axes), "", sums, tuple(said), after=hit)

    def _whole(self, c: Draw, axes: str) -> list[str]:
        """A sentence where the terms are those of one sector and the draw is one for all."""
        by_sector = any(self._axes_of(score.value) == "S" for score in c.scores.values())
        if axes or not by_sector:
            return []
        return [f"The terms are those of {self._place('S')}; the draw is one for all sectors."]

    def _change(self, c: Change | Drift | Assignment) -> Step:
        field = self.fields[c.field]
        before = self._at(self.opening[c.field], field.axes)
        by = self._at(self.seen.delta(c), field.axes)
        after = self._at(self.left[c.field], field.axes)
        kind, sums, said = self._why(c, field)
        if abs(before + by - after) > SMALL:
            said.append("Other rules of this phase, or a limit, act on it too.")
        words = _written(field, before), _written(field, before + by), _written(field, after)
        start = "It becomes" if field.fleeting else f"It goes from {words[0]} to"
        said.append(f"{start} {words[1]}{_ends(words)}.")
        place = self._place(field.axes)
        return Step(
            kind,
            field.meaning.removeprefix("inject: "),
            place,
            c.field,
            sums,
            tuple(said),
            before,
            by,
            after,
        )

    def _why(
        self, c: Change | Drift | Assignment, field: Field
    ) -> tuple[str, tuple[Sum, ...], list[str]]:
        """The kind of step, its sums, and what there is to say before the outcome."""
        if isinstance(c, Change):
            return "change", (self._sum("", Score(c.terms)),), []
        if isinstance(c, Drift):
            neutral = self._at(c.neutral, field.axes)
            target = self._sum("target", c.score, neutral)
            said = [f"It goes {100 * c.rate:.0f} % of the way to the target in this quarter."]
            if abs(neutral) > SMALL:
                said.insert(0, f"The target is {amount(neutral)} and the sum together.")
            noise = self._at(c.noise, field.axes)
            if abs(noise) > SMALL:
                said.append(f"Chance adds {amount(noise)}.")
            return "drift", (target,), said
        if c.score is None:
            return "assignment", (), [f"Reason: {c.because}."]
        return "assignment", (self._sum("", c.score),), []


def _verdict(hit: float) -> str:
    return "it happened" if hit > 0 else "it did not happen"


def _ends(words: tuple[str, str, str]) -> str:
    return "" if words[1] == words[2] else f", and ends the phase at {words[2]}"


def _written(field: Field, value: float) -> str:
    """A value of a field in words where it is one of several, else as a number with its unit."""
    if field.name in _CATEGORIES:
        return _CATEGORIES[field.name][round(value)]
    if field.kind == "flag":
        return "yes" if value > 0 else "no"
    return amount(value)


def _over_rows(value: Any, count: int) -> FloatArray:
    """The largest over rows, (B,)."""
    found = np.asarray(value, dtype=np.float64)
    if found.ndim > 1:
        found = found.max(axis=0)
    return np.broadcast_to(found, (count,))

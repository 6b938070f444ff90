"""R5 and R6: who would be drawn in, and how far Moscow feels its red line touched."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.engine.contributions import Assignment, Contribution
from wargame.engine.draws import Draws
from wargame.engine.rule import Game, Rule, rule
from wargame.engine.state import State
from wargame.rules import citations as c
from wargame.rules import formulas


def _exposure(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Guarantors are exposed where fighting is near the zone, or inside it.

    A quiet line exposes little; occupied land inside the zone exposes much. state.exposure : (B,).
    """
    score = formulas.exposure(state, game)
    yield Assignment("exposure", score.value, "a sum of named terms", score)


def _red_line(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Moscow feels its red line touched by membership, by a zone near the line, and by troops.

    A proposal is felt before it is built. Guarantor troops add even in the rear; neutral
    peacekeepers do not. state.red_line : (B,) 0..1.
    """
    score = formulas.red_line(state, game)
    yield Assignment("red_line", score.value, "tanh of a sum of named terms", score)


def _exposure_rule(name: str, phase: str) -> Rule:
    return rule(
        f"exposure.{name}",
        phase=phase,
        number="R5",
        topic="article-5",
        cites=(c.ARTICLE_5, c.BENSON_2011),
        formula=(
            "X = art5 · IMP · a · (Σ length · κ · heat {+exposure_occupied} Σ length · occupied)"
        ),
    )(_exposure)


def _red_line_rule(name: str, phase: str) -> Rule:
    return rule(
        f"exposure.{name}",
        phase=phase,
        number="R6",
        topic="full-territory",
        cites=(c.PUTIN_TERMS, c.KENWICK_2015),
        formula=(
            "V = tanh(felt · g · ({v_membership} member {+v_near} Σ κ {+v_occupied} Σ occupied) "
            "{+v_troops} felt · troops · ({v_rear} + {v_rear:1-} forward) {+v_founding} FA "
            "[forces]);  felt = max({felt_proposed} PROP, IMP)"
        ),
    )(_red_line)


# Allies look at exposure and red-line pressure before the vote, everybody else after the build-up.
allies_see_exposure = _exposure_rule("allies_see_exposure", "first look")
allies_see_red_line = _red_line_rule("allies_see_red_line", "first look")
exposure = _exposure_rule("exposure", "credibility")
red_line = _red_line_rule("red_line", "credibility")

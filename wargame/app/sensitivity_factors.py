"""The assumptions of a game as factors: parameters with a range, switches of the setting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.app.game import default_parameters, parameter_specs
from wargame.app.setting import MODES, Setting
from wargame.engine.ops import FloatArray
from wargame.forecast.sampling import varied
from wargame.forecast.sensitivity import Factor
from wargame.rules.fields import US_POSTURES
from wargame.scenario.parameters import ParameterSpec

OFF_ON = ("off", "on")
# What changes parameters only, so that playthroughs of one batch can differ in it.
AMONG_PARAMETERS = ("fragile_truce", "stalemate_drift", "steps_to_war")
MEANINGS = {
    "mode": "the decision on zones",
    "injects": "drawing events from outside by their hazards",
    "us_posture": "the incoming US administration",
    "fragile_truce": "fragile truce (ceasefires collapse more easily)",
    "stalemate_drift": "stalemate drift (the line moves ever more slowly)",
    "steps_to_war": "steps to war (a zone proposed and not built weighs more in Moscow)",
}
# What a weight weighs in, by the first letters of its name.
WEIGHS_IN = {
    "r_": "Moscow's acceptance",
    "u_": "Kyiv's acceptance",
    "h_": "the odds of collapse",
    "e_": "the odds of a step up the ladder",
    "v_": "red-line pressure",
    "m_": "the pace of the front",
    "k_": "credibility",
}
OF = {"dmz_fade": "demilitarised zone", "peacekeeper_fade": "peacekeepers"}
MODE_CHOICES = ("as if adopted", "left to the political process")
US_CHOICES = ("as drawn", *US_POSTURES)
SHARE = "0..1"

_specs = cache(parameter_specs)
defaults = cache(default_parameters)  # read once: a study asks for them thousands of times

Values = Mapping[str, FloatArray]  # factor -> (n,)


def parameter_factors(widen: float = 0.0) -> list[Factor]:
    """Every parameter with a range; with `widen` also the others, by that share of their value.

    Numbers of several parts stay as they are, and so does what is 0.
    """
    specs = _specs()
    ranged = varied(specs)
    found = [_of_spec(spec, spec.low[0], spec.high[0]) for spec in ranged.values()]
    if widen <= 0:
        return found
    rest = (spec for name, spec in specs.items() if name not in ranged)
    for spec in rest:
        if isinstance(spec.value, tuple) or spec.value == 0:
            continue
        low, high = sorted((spec.value * (1 - widen), spec.value * (1 + widen)))
        if spec.unit == SHARE:
            low, high = max(0.0, low), min(1.0, high)
        found.append(_of_spec(spec, low, high))
    return found


def _of_spec(spec: ParameterSpec, low: float, high: float) -> Factor:
    return Factor(spec.name, _meaning(spec), spec.unit, spec.values[0], low, high)


def _meaning(spec: ParameterSpec) -> str:
    """What the parameter is, and what it weighs in: two of one meaning can be told apart."""
    if spec.name in OF:
        return f"{spec.meaning} ({OF[spec.name]})"
    where = WEIGHS_IN.get(spec.name[:2])
    plain = where is None or spec.meaning.startswith(("base", "weight"))
    return spec.meaning if plain else f"{spec.meaning} (weight in {where})"


def switch_factors(setting: Setting, *, opening: bool) -> list[Factor]:
    """The switches of a setting; the incoming US administration only before it is in office."""
    found = [
        Factor.switch("mode", MEANINGS["mode"], MODE_CHOICES, MODES.index(setting.mode)),
        Factor.switch("injects", MEANINGS["injects"], OFF_ON, int(setting.injects)),
    ]
    found += [
        Factor.switch(name, MEANINGS[name], OFF_ON, int(getattr(setting, name)))
        for name in AMONG_PARAMETERS
    ]
    if opening:
        now = US_CHOICES.index(setting.us_posture) if setting.us_posture else 0
        found.append(Factor.switch("us_posture", MEANINGS["us_posture"], US_CHOICES, now))
    return found


@dataclass(frozen=True)
class Group:
    """Settings that can be played in one batch: alike in all that is no parameter."""

    setting: Setting
    rows: NDArray[np.intp]  # places among all settings
    parameters: Values  # (rows,) each


def in_groups(values: Values, setting: Setting) -> list[Group]:
    """The settings, by mode, injects and US posture; what is not named is as in `setting`."""
    count = len(next(iter(values.values())))
    off: dict[str, Any] = dict.fromkeys(AMONG_PARAMETERS, False)
    plain = replace(setting, **off)
    apart = [name for name in ("mode", "injects", "us_posture") if name in values]
    codes = np.zeros(count)
    for name in apart:
        codes = 8 * codes + values[name]
    groups = []
    for code in np.unique(codes):
        rows = np.flatnonzero(codes == code)
        chosen = {name: int(values[name][rows[0]]) for name in apart}
        some = {name: column[rows] for name, column in values.items() if name not in apart}
        groups.append(Group(_set(plain, chosen), rows, _switched(some, setting, len(rows))))
    return groups


def _set(setting: Setting, chosen: Mapping[str, int]) -> Setting:
    """The setting with those choices."""
    if "mode" in chosen:
        setting = replace(setting, mode=MODES[chosen["mode"]])
    if "injects" in chosen:
        setting = replace(setting, injects=bool(chosen["injects"]))
    if "us_posture" in chosen:
        posture = US_CHOICES[chosen["us_posture"]] if chosen["us_posture"] else ""
        setting = replace(setting, us_posture=posture)
    return setting


def _switched(values: Values, setting: Setting, count: int) -> Values:
    """The parameters, with what the switches make of them where they are on."""
    default: dict[str, Any] = dict(defaults().items())
    found: dict[str, FloatArray] = {
        name: column for name, column in values.items() if name not in AMONG_PARAMETERS
    }
    for name in AMONG_PARAMETERS:
        on = values.get(name, np.full(count, float(getattr(setting, name))))
        if not on.any():
            continue
        known: dict[str, Any] = default | found
        alone: dict[str, Any] = {name: True}
        for key, value in Setting(**alone).changed(known).items():
            found[key] = np.where(on > 0, value, known[key])
    return found

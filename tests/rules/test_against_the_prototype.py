"""With every die fixed, the rules walk the same path as the numeric prototype, step by step."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from wargame.app.game import build_game, default_parameters, open_game
from wargame.app.setting import Setting
from wargame.engine.draws import Draws
from wargame.engine.inputs import GAP_QUANTILES, ZoneInputs
from wargame.engine.sequence import play_turn
from wargame.scenario.load import load_scenario

REFERENCE = Path(__file__).parents[3] / "shared" / "reference"
SAME_NAME = {
    "us": "us_commitment", "ustype": "us_posture", "hawk": "hawk_resolve",
    "caut": "cautious_resolve", "coh": "cohesion", "eu": "eu_support", "coord": "coordination",
    "trust": "trust", "strain": "strain", "diss": "dissent", "res": "resolve", "bal": "balance",
    "mom": "momentum", "dipl": "diplomacy", "exh": "exhaustion", "sanc": "sanctions",
    "cf": "ceasefire", "age": "ceasefire_age", "Q": "quality", "tau": "terms_fit",
    "unn": "imposed", "esc": "rung", "escmax": "rung_max", "post": "posture", "norm": "norm",
    "frozen": "frozen", "rep": "reputation", "recon": "reconstruction", "cas": "casualties",
    "lost": "lost", "clash": "clash", "kursk": "kursk", "pcf": "onset_chance",
}  # fmt: skip
SAME_SECTOR_NAME = {
    "zlog": "pressure", "disp": "displacement", "hot": "fighting", "sep": "irregulars",
    "viol": "violations", "net": "net",
}  # fmt: skip
TURNS = 14
# Rules that the prototype never ran, put to rest: gap seizure, the Founding Act, settlement.
NEVER_RUN = {"gap_base": -60.0, "v_founding": 0.0, "c_founding": 0.0, "set_base": -60.0}


class FixedDice:
    """A generator whose uniforms are all `u`, whose normals and Gumbels are all zero."""

    def __init__(self, u: float) -> None:
        self.u = u

    def random(self, shape: object = None) -> np.ndarray:
        return np.full(shape, self.u)

    def normal(self, mean: float = 0.0, sd: float = 1.0, size: object = None) -> np.ndarray:
        return np.full(size, mean)

    def gumbel(self, size: object = None) -> np.ndarray:
        return np.zeros(size)

    def choice(self, count: int, size: int, p: list[float]) -> np.ndarray:
        return np.full(size, int(np.searchsorted(np.cumsum(p), self.u, side="right")))


class FixedDraws(Draws):
    """The same fixed dice for the engine."""

    def uniform(self, name: str, elements: int | None = None) -> np.ndarray:
        shape = (len(self.playthroughs),)
        return np.full(shape if elements is None else (elements, *shape), float(self.seed) / 1000)

    def normal(self, name: str, elements: int | None = None) -> np.ndarray:
        return 0 * self.uniform(name, elements)

    def gumbel(self, name: str, elements: int) -> np.ndarray:
        return self.normal(name, elements)


@pytest.fixture(scope="module")
def probe() -> ModuleType:
    if not (REFERENCE / "model_probe.py").is_file():
        pytest.skip("the reference prototype is not at hand")
    sys.path.insert(0, str(REFERENCE))
    try:
        importlib.import_module("model_probe")
        return importlib.import_module("phases")
    finally:
        sys.path.remove(str(REFERENCE))


def nominal(probe: ModuleType, key: str) -> ZoneInputs:
    """The prototype's nominal geometry of an option as measured inputs."""
    geo = probe.geometry(probe.OPTIONS[key])
    gaps = np.repeat(np.where(geo["b"] < 1e5, geo["b"], np.inf)[:, None], GAP_QUANTILES, axis=1)
    zero = np.zeros(len(geo["b"]))
    return ZoneInputs(gaps, geo["depth"], geo["occ"], zero, zero, zero, 0.0, 0.0, 0.0)


@pytest.mark.parametrize("political", [False, True], ids=["as if adopted", "political"])
@pytest.mark.parametrize("option", ["none", "gov", "gov-now", "buffer", "all", "dmz", "eu"])
@pytest.mark.parametrize("per_mille", [4, 57, 180, 400, 700])
def test_the_rules_walk_the_same_path_as_the_prototype(
    probe: ModuleType, option: str, per_mille: int, political: bool
) -> None:
    zone, geo = probe.OPTIONS[option], probe.geometry(probe.OPTIONS[option])
    dice = FixedDice(per_mille / 1000)
    theirs = probe.mp.init(2, zone, dice, proposed=float(zone["g"] > 0))
    scenario = load_scenario("ukraine-2024-12")
    setting = Setting(mode="political" if political else "adopted")
    parameters = default_parameters().replaced(NEVER_RUN)
    game = build_game(scenario, [nominal(probe, option)], parameters, setting)
    draws = FixedDraws(per_mille, np.arange(2, dtype=np.uint64))
    ours = open_game(scenario, game, [scenario.option(option)], draws)
    # model.md 3.3 puts the EU force in force now, the prototype on ceasefire: the text wins
    ours = ours.changed({"in_force_now": np.full_like(ours.in_force_now, zone["imm"])})
    ours = ours.changed({"veto": np.zeros_like(ours.veto)})  # the prototype's vote knows no veto
    for turn in range(1, TURNS + 1):
        theirs = probe.step2(theirs, zone, geo, probe.PAR, dice, political)
        ours = play_turn(ours, (), game, draws).state
        for name, field in SAME_NAME.items():
            np.testing.assert_allclose(
                ours[field], theirs[name], rtol=0, atol=1e-7, err_msg=f"turn {turn}: {field}"
            )
        for name, field in SAME_SECTOR_NAME.items():
            np.testing.assert_allclose(
                ours[field], theirs[name].T, rtol=0, atol=1e-7, err_msg=f"turn {turn}: {field}"
            )
        np.testing.assert_allclose(ours.implemented[0], theirs["impl"], rtol=0, atol=1e-9)
        np.testing.assert_allclose(ours.flare, theirs["flare"].T, rtol=0, atol=0)
        np.testing.assert_allclose(ours.stability, theirs["fsi"]["F"].T, rtol=0, atol=2e-5)
        np.testing.assert_allclose(
            ours.stability_overall, theirs["fsi"]["overall"], rtol=0, atol=2e-5
        )

"""One seed, one game: the same digest on every run, machine, Python and set of CPU features.

The committed values stand in `playthroughs/digests.toml`; after a change of the rules that is
meant, `WARGAME_UPDATE_GOLDEN=1` writes them anew. Needs NumPy, pydantic and shapely; no window.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "tests" / "playthroughs" / "digests.toml"
GAMES = [("ukraine-2024-12", "gov", 12, 7), ("ukraine-2024-12", "dmz", 12, 1)]
UPDATE = os.environ.get("WARGAME_UPDATE_GOLDEN") == "1"

PLAY = """
import json, sys
from wargame.app.headless import play
from numpy._core._multiarray_umath import __cpu_features__ as features
games = json.loads(sys.argv[1])
print(json.dumps({
    "digests": [play(*game).digest for game in games],
    "modules": sorted({name.split(".")[0] for name in sys.modules}),
    "on": [name for name in sys.argv[2].split() if features[name]],
}))
"""


def name_of(game: tuple[str, str, int, int]) -> str:
    scenario, zone, turns, seed = game
    return f"{scenario} {zone} turns {turns} seed {seed}"


def in_another_process(off: str = "") -> dict[str, list[str]]:
    """The digests as a fresh Python finds them, with some CPU features switched off."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if off:
        environment["NPY_DISABLE_CPU_FEATURES"] = off
    command = [sys.executable, "-W", "error", "-c", PLAY, json.dumps(GAMES), off]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def fresh() -> dict[str, list[str]]:
    return in_another_process()


@pytest.fixture(scope="module")
def kept(fresh: dict[str, list[str]]) -> list[str]:
    if UPDATE:
        pairs = zip(GAMES, fresh["digests"], strict=True)
        KEPT.write_text(
            "# SHA-256 of the final state, values rounded to 1e-9; see test_digest.py.\n"
            + "".join(f'"{name_of(game)}" = "{digest}"\n' for game, digest in pairs),
            encoding="utf-8",
        )
    table = tomllib.loads(KEPT.read_text("utf-8"))
    return [table[name_of(game)] for game in GAMES]


def test_the_digests_are_the_committed_ones(kept, fresh) -> None:
    assert fresh["digests"] == kept


def test_they_are_the_same_in_this_process(kept) -> None:
    from wargame.app.headless import play

    assert [play(*game).digest for game in GAMES] == kept


def test_they_are_the_same_on_a_machine_with_less_in_its_cpu(kept) -> None:
    # with these off NumPy's exp and log differ in the last bit on x86
    off = [name for name in __cpu_dispatch__ if __cpu_features__[name]]
    if not off:
        pytest.skip("NumPy dispatches to no feature of this machine")
    found = in_another_process(" ".join(off))
    assert found["on"] == []
    assert found["digests"] == kept


def test_a_game_is_played_without_a_window_and_without_reading_a_layer_file(fresh) -> None:
    loaded = set(fresh["modules"])
    assert {"numpy", "pydantic", "shapely"} <= loaded
    assert loaded.isdisjoint({"PySide6", "pyqtgraph", "geopandas", "pyogrio", "pandas", "click"})


def test_another_seed_is_another_digest(kept) -> None:
    from wargame.app.headless import play

    assert play("ukraine-2024-12", "gov", 12, 8).digest not in kept
    assert len(set(kept)) == len(kept)

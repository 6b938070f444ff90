"""What the first window does without, so that it is there at once."""

from __future__ import annotations

import subprocess
import sys

LATER = ("wargame.app.game", "wargame.scenario.load", "pandas", "geopandas", "jax", "dask", "SALib")


def test_opening_the_window_loads_neither_engine_nor_tables_nor_geopandas() -> None:
    code = (
        "import sys, wargame.gui.start\n"
        f"print(*[name for name in {LATER!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []

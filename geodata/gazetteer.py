"""Every settlement a person may look for: names in English and Ukrainian, older spellings, place.

`python geodata/gazetteer.py --archives DIR` writes places.npz alone; a build writes it too.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from pathlib import Path
from typing import Any

sys.dont_write_bytecode = True  # this folder ships whole; keep it clean
HERE = Path(__file__).resolve().parent
if __name__ == "__main__":
    sys.path[:0] = [str(HERE), str(HERE.parent)]

import archives  # noqa: E402  the two folders above must be on the path first
import numpy as np  # noqa: E402
import settlements  # noqa: E402

from wargame.geo import projection  # noqa: E402
from wargame.geo.arrays import load_npz, pack_json, save_npz, unpack_json  # noqa: E402
from wargame.geo.layers import Layer, read_layers  # noqa: E402

CYRILLIC = re.compile(r"^[\u0400-\u04ff' \u2019\u02bc\u0301().\-]+$")
LATIN = re.compile(r"^[A-Za-z\u00c0-\u024f' \u2019().\-]+$")
CODE = re.compile(r"^[A-Z]{2,4}$")  # of an airport
RUSSIAN_ONLY = re.compile("[\u044b\u044d\u044a\u0451]", re.IGNORECASE)
UKRAINIAN_ONLY = re.compile("[\u0456\u0457\u0454\u0491'\u2019]", re.IGNORECASE)
LIKE = 0.7  # least likeness of a Ukrainian name, romanised, to the English one
SURE = 0.08  # that a letter only Ukrainian has is worth
STEP_M = 4_000.0  # how far off the drawn coast a harbour's oblast is looked for

# National romanisation of 2010 (Cabinet of Ministers, resolution 55); the first letters differ.
LETTERS = dict(
    zip(
        "абвгґдежзиійклмнопрстуфхцчшщьєїюя'",
        "a b v h g d e zh z y i i k l m n o p r s t u f kh ts ch sh shch  ie i iu ia ".split(" "),
        strict=True,
    )
)
FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}


def romanised(name: str) -> str:
    """A Ukrainian name in Latin letters, lower case."""
    words = re.split(r"([ \-])", name.lower().replace("\u2019", "'").replace("\u02bc", "'"))
    made = []
    for word in (word.replace("зг", "zgh") for word in words):
        head = FIRST.get(word[:1])
        rest = word[1:] if head else word
        made.append((head or "") + "".join(LETTERS.get(letter, letter) for letter in rest))
    return "".join(made)


def ukrainian_name(name: str, others: list[str]) -> str:
    """The Ukrainian one of a place's other names: the one that romanises to the English name."""
    best, likest = "", LIKE
    for other in others:
        if not CYRILLIC.match(other) or RUSSIAN_ONLY.search(other):
            continue
        like = difflib.SequenceMatcher(None, romanised(other), name.lower()).ratio()
        like += SURE * bool(UKRAINIAN_ONLY.search(other))
        if like > likest:
            best, likest = other.replace("\u0301", "").replace("\u2019", "'"), like
    return best


def _oblast(layer: Layer, x: float, y: float) -> str:
    """ISO code of the oblast at a point, or of the nearest within a few kilometres."""
    for step in (0.0, 0.5, 1.0):
        for east, north in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)):
            found = layer.records_at(x + east * step * STEP_M, y + north * step * STEP_M)
            if found:
                return str(found[0]["iso"])
    return ""


def rows(places: list[dict[str, Any]], oblasts: Layer) -> tuple[np.ndarray, list[list[Any]]]:
    """(N, 2) map metres of Ukraine's settlements, largest first, and a row for each.

    A row: English name, Ukrainian name, other names, ISO code of the oblast, pre-war inhabitants.
    """
    ours = [dict(place) for place in places if place["countrycode"] == "UA"]
    for place in ours:
        place["population"] = settlements.PRE_WAR.get(place["name"], place["population"])
    ours.sort(key=lambda place: (-place["population"], place["geonameid"]))
    xy = projection.project([(place["longitude"], place["latitude"]) for place in ours])
    made = []
    for (x, y), place in zip(xy, ours, strict=True):
        name = settlements.current_spelling(place["name"].replace("`", "'"))
        uk = settlements.NAMES_UK.get(name) or ukrainian_name(name, place["alternatenames"])
        others = [
            other.replace("\u0301", "")
            for other in (place["name"], *place["alternatenames"])
            if not CODE.match(other) and (LATIN.match(other) or CYRILLIC.match(other))
        ]
        others = [other for other in dict.fromkeys(others) if other not in (name, uk)]
        made.append([name, uk, others, _oblast(oblasts, x, y), int(place["population"])])
    return np.round(xy).astype(np.int32), made


def write(places: list[dict[str, Any]], out: Path) -> None:
    """Writes places.npz beside map.npz, which must be there."""
    arrays = load_npz(out / "map.npz")
    layers = read_layers(arrays, unpack_json(arrays["meta"]))
    xy, made = rows(places, layers["oblasts"])
    save_npz(out / "places.npz", {"xy": xy, "places": pack_json(made)})
    named = sum(bool(row[1]) for row in made)
    print(f"  places.npz: {len(made):,} settlements, {named:,} with a Ukrainian name")


def main() -> None:
    """Writes places.npz; stops with a sentence when an archive is not the expected one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archives", type=Path, default=HERE.parent / ".archives")
    parser.add_argument("--out", type=Path, default=HERE)
    options = parser.parse_args()
    found = archives.obtain(options.archives, download=False)
    write(archives.Sources(found, options.out).settlements(), options.out)


if __name__ == "__main__":
    main()

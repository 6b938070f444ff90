"""The ten sectors of the front: boxes, names, and what is judged rather than measured.

Sector boxes are those of the observed movement table (model.md 1.1). Three sectors have no line on
the ground and are judgement: SUM is the state border in its box, KRS the border between 34.0 and
35.5 E with 20 km added to every gap (the Kursk salient lay across it), CRI a line at sea with 25 km
added to what a zone lies behind the coast. Confidence is judgement throughout.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

SEA_LINE = ((31.2, 46.3), (33.0, 44.4))  # CRI, judgement
KRS_BORDER = (34.0, 35.5)  # degrees east, judgement


@dataclass(frozen=True, slots=True)
class SectorRule:
    """What defines a sector: boxes of longitude and latitude, and what is added to its gaps."""

    id: str
    name: str
    basis: str  # assessed | state border | line at sea
    boxes: tuple[tuple[float, float, float, float], ...]  # west, south, east, north
    added_km: float
    confidence: float  # of the line's position, 0..1, judgement
    indicative: bool  # no line of contact on the ground
    dashed: bool


def _line(
    id_: str, name: str, confidence: float, *boxes: tuple[float, float, float, float]
) -> SectorRule:
    return SectorRule(id_, name, "assessed", boxes, 0.0, confidence, indicative=False, dashed=False)


SUM_BOX = (32.5, 50.3, 35.55, 90.0)
SECTORS = (
    SectorRule("SUM", "Sumy border", "state border", (SUM_BOX,), 0.0, 0.9, True, False),
    _line("KHA", "Kharkiv–Vovchansk", 0.75, (35.55, 49.9, 37.75, 90.0)),
    _line("KUP", "Kupiansk–Lyman", 0.8, (36.9, 48.95, 38.9, 49.95), (37.75, 48.95, 38.9, 50.3)),
    _line("SIV", "Siversk–Chasiv Yar", 0.8, (37.6, 48.5, 38.9, 48.95)),
    _line("POK", "Toretsk–Pokrovsk", 0.75, (36.0, 48.05, 37.6, 48.95), (37.6, 48.05, 38.2, 48.5)),
    _line("KVN", "Kurakhove–Velyka Novosilka", 0.75, (36.2, 47.45, 37.9, 48.05)),
    _line("ZAP", "Zaporizhzhia–Orikhiv", 0.85, (34.75, 46.5, 36.2, 48.05)),
    _line("KHE", "Dnipro–Kherson", 0.9, (-180.0, 45.9, 34.75, 47.9)),
    SectorRule("KRS", "Kursk salient", "state border", (), 20.0, 0.5, True, True),
    SectorRule("CRI", "Black Sea–Crimea", "line at sea", (), 25.0, 0.5, True, True),
)
IDS = tuple(sector.id for sector in SECTORS)
_TEST_ORDER = ("KUP", "KHA", "SIV", "POK", "KVN", "ZAP", "KHE")  # after SUM, as boxes overlap
SUM, KRS, CRI = IDS.index("SUM"), IDS.index("KRS"), IDS.index("CRI")


def sector_of(lonlat: FloatArray) -> IntArray:
    """(N,) sector of points on the line of contact, -1 where no box holds them."""
    lon, lat = lonlat.T
    found = np.full(len(lonlat), -1)
    for id_ in _TEST_ORDER:
        index = IDS.index(id_)
        for west, south, east, north in SECTORS[index].boxes:
            inside = (lon >= west) & (lon < east) & (lat >= south) & (lat < north)
            found[inside & (found < 0)] = index
    west, south, east, north = SUM_BOX
    found[(lon >= west) & (lon < east) & (lat >= south)] = -1  # SUM is the border, not the line
    return found

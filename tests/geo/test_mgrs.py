"""The military grid against GEOTRANS's own numbers and against PROJ."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from wargame.geo import graticule, mgrs
from wargame.geo.projection import unproject

# Computed with the Python package mgrs 1.6.0, which wraps NGA's GEOTRANS.
KNOWN = (
    (30.5234, 50.4501, "36U UA 24182 91607"),
    (37.8028, 48.0159, "37U DP 10722 18760"),
    (30.7233, 46.4825, "36T US 25250 50177"),
    (33.5254, 44.6166, "36T WQ 41684 40495"),
    (24.0297, 49.8397, "35U KR 86436 25040"),
    (43.9686, 42.2276, "38T MM 14886 75561"),
    (5.32, 60.39, "32V KN 97230 00510"),
    (29.6284, 46.84275, "35T QM 00406 91044"),
    (25.0, 71.9, "35W MV 30660 78928"),
    (35.9999, 36.0001, "36S YE 70412 88122"),
    (42.0, 47.999999, "38T KU 76224 20655"),
    (11.9, 55.9999, "32U PH 80838 09863"),
)
LON = st.floats(5.0, 60.0)
LAT = st.floats(34.0, 71.9)


@pytest.mark.parametrize(("lon", "lat", "wanted"), KNOWN)
def test_a_reference_is_that_of_geotrans(lon: float, lat: float, wanted: str) -> None:
    assert mgrs.reference(lon, lat) == wanted


@given(LON, LAT)
def test_utm_is_that_of_proj_within_a_millimetre(lon: float, lat: float) -> None:
    zone = mgrs.zone_of(lon, 50.0)
    proj = Transformer.from_crs("EPSG:4326", f"EPSG:{32600 + zone}", always_xy=True)
    assert np.allclose(mgrs.to_utm(lon, lat, zone), proj.transform(lon, lat), rtol=0, atol=1e-3)


@given(LON, LAT)
def test_there_and_back_is_the_same_place(lon: float, lat: float) -> None:
    zone = mgrs.zone_of(lon, lat)
    again = mgrs.from_utm(*mgrs.to_utm(lon, lat, zone), zone)
    assert np.allclose(again, (lon, lat), rtol=0, atol=1e-8)


@given(LON, LAT)
def test_a_coarser_reference_is_the_finer_one_cut(lon: float, lat: float) -> None:
    fine, coarse = mgrs.reference(lon, lat).split(), mgrs.reference(lon, lat, digits=3).split()
    assert coarse[:2] == fine[:2]
    assert [part[:3] for part in fine[2:]] == coarse[2:]


def test_a_place_outside_the_system_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="No grid reference"):
        mgrs.reference(30.0, 85.0)


def test_the_name_of_a_square_is_that_of_the_references_inside_it() -> None:
    found = graticule.squares()
    assert len(found) > 1000
    names = [square.name for square in found]
    assert len(set(names)) == len(names)
    for square in found[:: len(found) // 60]:
        ((lon, lat),) = unproject([(square.x, square.y)])
        assert mgrs.reference(lon, lat).startswith(square.name) or mgrs.zone_of(lon, lat) == 32


@pytest.mark.parametrize("spacing", [5.0, 1.0])
def test_meridians_and_parallels_keep_their_degree(spacing: float) -> None:
    for line in graticule.meridians_and_parallels(spacing):
        degrees = unproject(line)
        spread = np.ptp(degrees, axis=0)
        fixed = int(np.argmin(spread))
        assert spread[fixed] < 1e-9
        assert degrees[0, fixed] / spacing == pytest.approx(round(degrees[0, fixed] / spacing))


def test_the_lines_of_the_military_grid_end_at_their_zone() -> None:
    for line in graticule.squares_edges()[::7]:
        lon = unproject(line)[:, 0]
        assert np.ptp(np.floor((lon * (1 - 1e-12)) / 6.0)) <= 1
        assert np.ptp(lon) < 6.0 + 1e-6

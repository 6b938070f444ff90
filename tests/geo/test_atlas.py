"""The atlas that a window draws: plain arrays, quickly there, with what must be said."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from wargame.app.atlas import Atlas, load_atlas

DRAWN = {
    "countries",
    "oblasts",
    "breakaway",
    "rivers",
    "water",
    "cities",
    "control",
    "claims",
    "front",
    "sectors",
}


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas()


def test_the_atlas_has_every_layer_at_two_levels_of_detail(atlas):
    assert set(atlas.layers) == set(atlas.coarse) == DRAWN
    for name in ("countries", "water", "control"):
        assert len(atlas.coarse[name].xy) < 0.6 * len(atlas.layers[name].xy)


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_layers_are_well_formed(atlas, name):
    for layer in (atlas.layers[name], atlas.coarse[name]):
        assert np.isfinite(layer.xy).all()
        assert layer.parts[0] == 0
        assert layer.parts[-1] == len(layer.xy)
        assert (np.diff(layer.parts) > 0).all()
        assert len(layer.owner) == len(layer.parts) - 1
        assert set(layer.owner.tolist()) <= set(range(len(layer.records)))
        if layer.kind == "polygon":
            for index in range(len(layer.owner)):
                ring = layer.part(index)
                assert (ring[0] == ring[-1]).all()
                assert len(ring) >= 4


def test_every_control_record_states_status_basis_source_and_date(atlas):
    for record in atlas.layers["control"].records:
        assert record["status"] in {"government-held", "occupied", "frozen-conflict", "contested"}
        assert record["basis"] == "assessed"
        assert record["source"]
        assert record["as_of"] == atlas.as_of == "2024-12-01"
        assert 0 <= record["confidence"] <= 1


@pytest.mark.parametrize(
    ("lon", "lat", "status", "country"),
    [
        (30.52, 50.45, "government-held", "Ukraine"),
        (37.8, 48.0, "occupied", "Ukraine"),
        (34.1, 44.95, "occupied", "Ukraine"),
        (41.02, 43.0, "frozen-conflict", "Georgia"),
        (29.64, 46.84, "frozen-conflict", "Moldova"),
    ],
)
def test_identify_tells_control_and_sovereignty_apart(atlas, lon, lat, status, country):
    found = atlas.identify(*atlas.to_map(lon, lat))
    assert [r["status"] for r in found if r["layer"] == "control"] == [status]
    assert [r["name"] for r in found if r["layer"] == "countries"] == [country]


def test_a_hole_in_a_polygon_is_not_part_of_it(atlas):
    found = atlas.identify(*atlas.to_map(30.52, 50.45))
    assert [r["iso"] for r in found if r["layer"] == "oblasts"] == ["UA-30"]


def test_the_sea_belongs_to_nobody(atlas):
    found = atlas.identify(*atlas.to_map(31.5, 43.5))
    assert {record["layer"] for record in found} == {"water"}


def test_claims_are_marked_as_claims(atlas):
    claims = atlas.layers["claims"].records
    assert len(claims) == 6
    assert {record["basis"] for record in claims} == {"claimed"}


def test_simplified_neighbours_share_their_borders(atlas):
    control = atlas.layers["control"]
    points = [
        {tuple(p) for i in np.flatnonzero(control.owner == record) for p in control.part(i)}
        for record in (0, 1)
    ]
    assert len(points[0] & points[1]) > 50


def test_the_front_has_a_line_a_sector_with_its_certainty(atlas):
    front = atlas.layers["front"]
    assert front.kind == "line"
    assert [record["sector"] for record in front.records][:2] == ["SUM", "KHA"]
    assert set(front.owner.tolist()) == set(range(10))
    dashed = {record["sector"] for record in front.records if record["dashed"]}
    assert dashed == {"KRS", "CRI"}
    assert all(0 < record["confidence"] <= 1 for record in front.records)


def test_home_holds_ukraine_and_the_attribution_names_its_sources(atlas):
    west, south, east, north = atlas.home
    xy = atlas.layers["oblasts"].xy
    assert west < xy[:, 0].min()
    assert xy[:, 0].max() < east
    assert south < xy[:, 1].min()
    assert xy[:, 1].max() < north
    assert "GeoNames, CC BY 4.0" in atlas.attribution
    assert "Natural Earth" in atlas.attribution


def test_the_cursor_gets_its_longitude_and_latitude_back(atlas):
    assert atlas.to_lonlat(*atlas.to_map(34.5, 47.5)) == pytest.approx((34.5, 47.5), abs=1e-9)


def test_the_atlas_needs_numpy_alone():
    heavy = "('shapely', 'pandas', 'geopandas', 'pyproj', 'pyogrio')"
    code = (
        "import sys; from wargame.app.atlas import load_atlas; load_atlas();"
        f"assert not [m for m in {heavy} if m in sys.modules]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_front_is_loaded_without_geopandas_or_pandas():
    code = (
        "import sys; from wargame.geo.store import load_front; from wargame.geo import zones;"
        "f = load_front(); zones.measure(zones.zone_polygon('rear', 40, f.control), f);"
        "assert not [m for m in ('pandas', 'geopandas', 'pyogrio') if m in sys.modules]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

"""What is said about a point of the map: status, basis, source and date of everything there."""

from __future__ import annotations

import numpy as np
import pytest

from wargame.app import measuring
from wargame.app.atlas import load_atlas
from wargame.app.here import findings
from wargame.app.places import load_gazetteer

ATLAS = load_atlas()
GAZETTEER = load_gazetteer(ATLAS)


def here(lon, lat, **more):
    return {f.what: f for f in findings(ATLAS, *ATLAS.to_map(lon, lat), GAZETTEER, **more)}


def test_occupied_land_says_status_basis_source_and_date():
    found = here(33.5, 46.6)
    rows = dict(found["Control"].rows)
    assert rows["Status"] == "occupied"
    assert rows["Basis"] == "assessed"
    assert rows["As of"] == "2024-12-01"
    assert "Natural Earth" in rows["Source"]
    assert "of 1" in rows["Confidence"]
    assert found["Region"].name.startswith("Kherson")
    assert found["Claim"].rows[0] == ("Status", "claimed annexation")
    assert found["Country"].name.startswith("Ukraine")


def test_every_finding_names_its_source():
    for place in ((33.5, 46.6), (41.2, 43.0), (21.0, 52.2), (30.5, 50.45), (31.5, 43.5)):
        for finding in here(*place).values():
            assert dict(finding.rows).get("Source"), finding


def test_a_frozen_conflict_is_recognised_as_part_of_its_state():
    found = here(41.2, 43.0)
    assert found["Frozen conflict"].name.startswith("Abkhazia")
    assert found["Country"].name.startswith("Georgia")


def test_the_nearest_settlement_and_its_distance_are_told():
    nearest = here(30.52, 50.45)["Nearest settlement"]
    assert dict(nearest.rows)["Region"] == "Kyiv (city)"
    assert "km" in dict(nearest.rows)["Distance"]
    assert "Nearest settlement" not in here(31.0, 43.5)


def test_a_zone_on_the_table_is_named_where_it_lies_and_not_in_its_hole():
    ring = measuring.to_map([(33, 49), (35, 49), (35, 50), (33, 50), (33, 49)])
    hole = measuring.to_map([(33.8, 49.3), (34.2, 49.3), (34.2, 49.7), (33.8, 49.3)])
    zones = [("Ours", (ring, hole))]
    assert here(33.2, 49.2, zones=zones)["Zone on the table"].name == "Ours"
    assert "Zone on the table" not in here(34.1, 49.4, zones=zones)
    assert "Zone on the table" not in here(36.0, 49.4, zones=zones)


def test_a_way_is_measured_leg_by_leg_and_encloses_an_area():
    found = measuring.measure(measuring.to_map([(30.5, 50.45), (36.23, 49.99), (30.72, 46.48)]))
    assert found.legs_km[0] == pytest.approx(411, abs=2)  # Kyiv to Kharkiv
    assert found.length_km == pytest.approx(sum(found.legs_km))
    assert found.area_km2 > 50_000
    assert measuring.measure(np.empty((0, 2))).length_km == 0

"""The ten sectors: their samples, lengths and cells."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from wargame.geo import projection
from wargame.geo.areas import area_km2
from wargame.geo.control import DATES
from wargame.geo.front import sector_table
from wargame.geo.sectors import IDS, SECTORS, sector_of
from wargame.geo.store import load_front


def test_there_are_ten_sectors_in_the_order_of_the_rules():
    assert IDS == ("SUM", "KHA", "KUP", "SIV", "POK", "KVN", "ZAP", "KHE", "KRS", "CRI")


def test_samples_stand_two_kilometres_apart_or_less():
    assert load_front().samples.weight.max() <= 2.01


def test_every_stretch_of_the_line_of_2024_12_01_belongs_to_a_sector():
    assert (load_front().samples.sector >= 0).all()


def test_measured_lengths_add_up_to_the_line():
    front = load_front()
    on_ground = [i for i, s in enumerate(SECTORS) if s.basis == "assessed"]
    parts = shapely.get_parts(front.control.line)
    whole = sum(projection.length_km(shapely.get_coordinates(part)) for part in parts)
    assert front.lengths[on_ground].sum() == pytest.approx(whole, rel=1e-9)
    assert whole == pytest.approx(936, rel=0.02)


def test_the_lines_drawn_are_as_long_as_the_samples_say():
    front = load_front()
    for index, line in enumerate(front.lines):
        parts = shapely.get_parts(line)
        length = sum(projection.length_km(shapely.get_coordinates(part)) for part in parts)
        assert length == pytest.approx(front.lengths[index], rel=1e-5)


def test_boxes_are_tested_in_their_order():
    places = [
        (33.5, 51.0),
        (36.5, 50.2),
        (38.0, 50.1),
        (38.0, 48.7),
        (37.0, 48.4),
        (38.1, 48.1),
        (37.0, 47.8),
        (35.5, 47.5),
        (33.0, 46.7),
        (30.0, 49.0),
    ]
    names = [IDS[i] if i >= 0 else "" for i in sector_of(np.array(places))]
    assert names == ["", "KHA", "KUP", "SIV", "POK", "POK", "KVN", "ZAP", "KHE", ""]


def test_where_boxes_overlap_the_earlier_sector_has_the_place():
    assert IDS[int(sector_of(np.array([(37.0, 49.92)]))[0])] == "KUP"


def test_directions_are_of_unit_length_and_lead_into_government_held_land():
    front = load_front()
    samples = front.samples
    assert np.allclose(np.hypot(*samples.direction.T), 1)
    ahead = samples.xy + 10_000 * samples.direction
    line = samples.added_km == 0
    inside = shapely.contains_xy(front.control.government_held, ahead[:, 0], ahead[:, 1])
    assert inside[line].mean() > 0.9


def test_cells_lie_within_sixty_km_and_only_kursk_shares_its_ground():
    front = load_front()
    for index, cell in enumerate(front.cells):
        own = shapely.multipoints(front.samples.xy[front.samples.sector == index])
        far = shapely.distance(shapely.points(shapely.get_coordinates(cell)), own)
        assert far.max() < 63_000
    others = [front.cells[i] for i in range(len(IDS)) if IDS[i] != "KRS"]
    apart = sum(float(area_km2(cell)) for cell in others)
    assert float(area_km2(shapely.union_all(others))) == pytest.approx(apart, rel=1e-6)
    kursk, sumy = front.cells[IDS.index("KRS")], front.cells[IDS.index("SUM")]
    assert area_km2(shapely.difference(kursk, sumy)) < 5


def test_only_the_black_sea_is_measured_from_the_coast():
    samples = load_front().samples
    at_sea = samples.sector == IDS.index("CRI")
    assert (samples.coast_km[at_sea] > 1).all()
    assert not samples.coast_km[~at_sea].any()


@pytest.mark.parametrize("date", DATES)
def test_the_front_of_every_date_can_be_measured_against(date):
    front = load_front(date)
    assert len(front.cells) == len(front.lines) == len(IDS)
    assert front.lengths[IDS.index("POK")] > 50
    assert np.isfinite(front.population).all()


def test_the_table_puts_measured_beside_used():
    table = sector_table(load_front(), {"KUP": (238, 0.60)})
    row = next(line for line in table.splitlines() if line.startswith("KUP"))
    assert row.split() == ["KUP", "238", "192", "0.60", "0.21"]

"""The base map and the control areas have the sizes that the sources give."""

from __future__ import annotations

import csv

import geopandas as gpd
import pytest
import shapely

from wargame import paths
from wargame.geo import projection
from wargame.geo.areas import area_km2
from wargame.geo.control import DATES, Control, ControlArea, faults_of, validate
from wargame.geo.errors import ControlRefused, UnknownDate
from wargame.geo.store import load_control


@pytest.fixture(scope="module")
def held() -> Control:
    return load_control("2024-12-01")


def layer(name: str) -> gpd.GeoDataFrame:
    return gpd.read_file(paths.geodata() / "wargame.gpkg", layer=name)


def ground_km2(frame: gpd.GeoDataFrame) -> float:
    return float(frame.to_crs(projection.EQUAL_AREA).area.sum() / 1e6)


def ground_km(line: object) -> float:
    parts = shapely.get_parts(line)
    return sum(projection.length_km(shapely.get_coordinates(part)) for part in parts)


def test_ukraine_has_its_recognised_area(held):
    assert area_km2(held.recognised) == pytest.approx(599_000, rel=0.005)
    assert ground_km2(layer("oblasts")) == pytest.approx(599_000, rel=0.005)
    countries = layer("countries").set_index("iso")
    assert ground_km2(countries.loc[["UA"]]) == pytest.approx(599_000, rel=0.005)


def test_crimea_and_sevastopol_belong_to_ukraine_and_have_their_areas():
    oblasts = layer("oblasts").set_index("iso")
    assert len(oblasts) == 27
    assert ground_km2(oblasts.loc[["UA-43"]]) == pytest.approx(26_345, rel=0.001)
    assert ground_km2(oblasts.loc[["UA-40"]]) == pytest.approx(750, rel=0.01)
    simferopol = shapely.Point(34.1, 44.95)
    countries = layer("countries")
    assert countries[countries.contains(simferopol)].iso.tolist() == ["UA"]


def test_occupied_land_on_2024_12_01_lies_between_the_public_figures(held):
    assert 108_000 < area_km2(held.occupied) < 112_500


def test_government_held_and_occupied_land_do_not_overlap_and_fill_ukraine(held):
    assert area_km2(shapely.intersection(held.government_held, held.occupied)) < 1
    both = area_km2(held.government_held) + area_km2(held.occupied)
    assert both == pytest.approx(float(area_km2(held.recognised)), abs=1)


def test_boundary_of_occupied_mainland_off_border_and_coast_is_about_1130_km(held):
    mainland = next(a.geometry for a in held.areas if a.name.startswith("Occupied mainland"))
    near = shapely.buffer(shapely.boundary(held.recognised), 4000)
    off_border = shapely.difference(shapely.boundary(mainland), near)
    assert ground_km(off_border) == pytest.approx(1130, rel=0.15)
    # 137 km of it is the administrative line to Crimea; the line of contact alone is 889 km
    contact = shapely.difference(shapely.boundary(held.occupied), near)
    assert ground_km(contact) == pytest.approx(889, rel=0.02)


def test_breakaway_regions_have_the_areas_of_this_map():
    regions = layer("breakaway").set_index("name")
    assert ground_km2(regions.loc[["South Ossetia"]]) == pytest.approx(4_465, rel=0.005)
    assert ground_km2(regions.loc[["Transnistria"]]) == pytest.approx(3_052, rel=0.005)
    assert ground_km2(regions.loc[["Abkhazia"]]) == pytest.approx(8_600, rel=0.02)
    assert "Bender" in regions.loc["Transnistria", "note"]


def test_breakaway_regions_lie_in_their_recognised_countries():
    countries = layer("countries").set_index("iso").geometry
    for region in layer("breakaway").itertuples():
        inside = shapely.intersection(region.geometry, countries[region.iso])
        assert shapely.area(inside) == pytest.approx(shapely.area(region.geometry), rel=1e-3)


@pytest.mark.parametrize(("lon", "lat"), [(34.1, 47.5), (35.0, 47.55)])
def test_kakhovka_reservoir_is_not_water(lon, lat):
    water = layer("water")
    assert not water.contains(shapely.Point(lon, lat)).any()
    assert not water.name.str.contains("Kakhovka").any()


def test_other_reservoirs_and_the_sea_are_water():
    water = layer("water")
    for lon, lat in [(32.6, 49.25), (32.0, 45.0), (36.5, 46.2)]:
        assert water.contains(shapely.Point(lon, lat)).any()


@pytest.mark.parametrize("date", DATES)
def test_every_date_gives_control_that_fills_ukraine(date):
    held = load_control(date)
    assert held.date == date
    assert 40_000 < area_km2(held.occupied) < 160_000
    whole = area_km2(held.government_held) + area_km2(held.occupied)
    assert whole == pytest.approx(float(area_km2(held.recognised)), abs=1)
    assert all(area.as_of == date for area in held.areas)


def test_areas_agree_with_the_table_that_came_with_the_lines():
    # with the Syvash lagoon, 998 km2, that the table leaves out
    with_crimea = {
        "2022-03-31": 153_974,
        "2022-06-30": 122_285,
        "2023-06-01": 106_551,
        "2026-06-01": 114_846,
    }
    for date, expected in with_crimea.items():
        found = area_km2(load_control(date).occupied)
        assert found == pytest.approx(expected + 998, rel=0.001)


def test_places_of_known_control_lie_on_their_side(held):
    for lon, lat in [(37.80, 48.02), (37.54, 47.10), (35.37, 46.85), (32.52, 46.5), (34.1, 44.95)]:
        assert shapely.contains_xy(held.occupied, *projection.to_map(lon, lat))
    for lon, lat in [
        (30.52, 50.45),
        (36.25, 49.98),
        (32.61, 46.64),
        (35.12, 47.85),
        (37.58, 48.73),
    ]:
        assert shapely.contains_xy(held.government_held, *projection.to_map(lon, lat))


def test_the_kinburn_spit_is_on_the_map_and_occupied(held):
    spit = shapely.get_coordinates(held.occupied)
    lon, lat = projection.to_lonlat(*spit.T)
    assert ((lon < 31.75) & (lat > 46.0) & (lat < 46.7)).any()


def test_an_unknown_date_is_refused_with_the_dates_there_are():
    with pytest.raises(UnknownDate, match=r"2024-01-01.*2024-12-01"):
        load_control("2024-01-01")


def area_with(**changes) -> ControlArea:
    fields = {
        "name": "Somewhere",
        "status": "occupied",
        "basis": "assessed",
        "source": "a source",
        "as_of": "2024-12-01",
        "confidence": 0.9,
        "geometry": shapely.box(0, 0, 1, 1),
    }
    return ControlArea(**{**fields, **changes})


def test_a_sound_area_has_no_fault():
    assert faults_of(area_with()) == []


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"source": " "}, "source"),
        ({"as_of": ""}, "date"),
        ({"as_of": "last week"}, "date"),
        ({"status": "liberated"}, "status"),
        ({"basis": "rumoured"}, "basis"),
        ({"confidence": 1.2}, "confidence"),
        ({"confidence": float("nan")}, "confidence"),
        ({"geometry": shapely.Polygon()}, "no area"),
    ],
)
def test_an_area_without_what_it_must_state_is_refused(changes, word):
    with pytest.raises(ControlRefused, match=word):
        validate([area_with(**changes)])


def test_all_faults_are_named_at_once():
    with pytest.raises(ControlRefused) as refused:
        validate([area_with(source="", as_of=""), area_with(status="x")])
    assert len(refused.value.faults) == 3


def test_memberships_are_those_of_december_2024():
    countries = layer("countries").set_index("iso")
    assert countries.loc[["SE", "FI", "TR", "PL"], "nato"].all()
    assert not countries.loc[["UA", "MD", "AT", "RU", "BY", "GE"], "nato"].any()
    assert countries.loc[["SE", "FI", "AT", "CY"], "eu"].all()
    assert not countries.loc[["UA", "TR", "NO", "RS"], "eu"].any()


def test_claims_are_a_layer_apart_from_control_and_sovereignty():
    claimed = layer("oblasts").set_index("iso").claimed
    dates = {iso: date for iso, date in claimed.items() if date}
    assert dates == {
        "UA-40": "2014-03-18",
        "UA-43": "2014-03-18",
        "UA-09": "2022-09-30",
        "UA-14": "2022-09-30",
        "UA-23": "2022-09-30",
        "UA-65": "2022-09-30",
    }


def test_cities_carry_current_spellings_and_no_districts():
    cities = layer("cities")
    ours = cities[cities.country == "UA"].set_index("name")
    assert {"Kyiv", "Odesa", "Mykolaiv", "Zaporizhzhia", "Kryvyi Rih", "Mariupol"} <= set(
        ours.index
    )
    gone = {"Saltivka", "Pravyi Bereh", "Obolon", "Mykolayiv", "Odessa", "Kiev", "Hirnytskyi"}
    assert not gone & set(cities.name)
    assert ours.loc["Kyiv", "rank"] == 1
    assert ours.loc["Kherson", "population"] > 250_000  # pre-war, not wartime
    assert (ours.population_note == "pre-war population").all()


def test_the_dnipro_is_one_river_however_its_spelling_changes():
    rivers = layer("rivers")
    assert sorted(rivers.name) == sorted(
        [
            "Danube",
            "Desna",
            "Dnipro",
            "Dniester",
            "Don",
            "Donets",
            "Pripyat",
            "Prut",
            "Southern Buh",
        ]
    )


def test_oblast_population_covers_every_unit_but_the_two_without_a_count():
    with (paths.geodata() / "oblast_population_2022-01-01.csv").open(encoding="utf-8") as file:
        counted = {row["iso_3166_2"] for row in csv.DictReader(file)}
    assert set(layer("oblasts").iso) - counted == {"UA-40", "UA-43"}

"""Zone files go out and come back; what others wrote is mended or refused, and never obeyed."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.app import zone_files
from wargame.app.drawing import DrawingTable
from wargame.app.session import Session
from wargame.app.zone_files import ZoneRecord, read_zones, record_of, save_zones
from wargame.geo import drawn, zone_reader
from wargame.scenario.faults import FaultsError

KINDS = ("geojson", "kml", "gpkg")
TRIANGLE = ((30.0, 48.0), (32.0, 48.0), (31.0, 49.5), (30.0, 48.0))


@pytest.fixture(scope="module")
def board(table) -> DrawingTable:
    return DrawingTable.of(table.shelf)


@pytest.fixture
def own_process() -> None:
    """The reader runs in its own process, as it does for people."""


@pytest.fixture(autouse=True)
def reader(request, monkeypatch) -> None:
    """Most tests call the reader here: a process for each costs a third of a second."""
    if "own_process" not in request.fixturenames:
        monkeypatch.setattr(zone_files, "_read_apart", zone_reader.read)


def metres_apart(one: ZoneRecord, other: ZoneRecord) -> float:
    """How far apart the two outlines are at most, on the map."""
    shapes = [shapely.boundary(drawn.from_rings(zone.rings)) for zone in (one, other)]
    return float(shapely.hausdorff_distance(*shapes))


def told(zone: ZoneRecord) -> dict[str, object]:
    return zone.properties()


@pytest.mark.usefixtures("own_process")
@pytest.mark.parametrize("kind", KINDS)
def test_every_shipped_zone_and_a_drawn_one_come_back_within_a_metre(
    table, board, tmp_path, kind
) -> None:
    session = Session(table.scenario, 7, table.shelf)
    rings = (*board.circle(36.2, 48.6, 50), *board.circle(36.2, 48.6, 20))
    mine = session.draw_zone(rings, 'Кільце & "ring" <1>', "eu", buffer_km=12, troops_k=3)
    kept = [o for o in session.position.table.values() if o.id != "none"]
    records = [record_of(option, table.shelf) for option in kept]
    file = tmp_path / f"zones.{kind}"
    save_zones(file, records)
    back = read_zones(file)
    assert [told(zone) for zone in back] == [told(zone) for zone in records]
    assert all(metres_apart(*pair) < 1 for pair in zip(records, back, strict=True))
    assert not any(zone.notes for zone in back)
    again = Session(table.scenario, 7, table.shelf)
    added = zone_files.add_to(again, back[-1])
    option = again.position.table[added]
    own = session.position.table[mine]
    assert (option.name, option.terms, option.geometry.buffer_km, option.guarantee_kind) == (
        own.name, own.terms, 12, "eu",
    )  # fmt: skip
    assert again.view().chosen == option.id
    again.undo()
    assert not again.view().can_undo


def test_a_file_converted_round_all_formats_stays_where_it_was(board, tmp_path) -> None:
    first = ZoneRecord("A", board.circle(33, 48, 77), as_of="2024-12-01")
    save_zones(tmp_path / "a.geojson", [first])
    for before, after in (("a.geojson", "b.kml"), ("b.kml", "c.gpkg"), ("c.gpkg", "d.geojson")):
        save_zones(tmp_path / after, read_zones(tmp_path / before))
    (last,) = read_zones(tmp_path / "d.geojson")
    assert metres_apart(first, last) < 1
    (second,) = read_zones(tmp_path / "a.geojson")
    assert sorted(last.rings[0][1:]) == sorted(second.rings[0][1:])


corner = st.tuples(st.floats(22.5, 39.5), st.floats(44.5, 52))
words = st.text(max_size=30).filter(lambda t: all(c.isprintable() for c in t))


@pytest.mark.parametrize("kind", KINDS)
@given(corners=st.lists(corner, min_size=3, max_size=12, unique=True), name=words)
@settings(max_examples=15)
def test_any_zone_comes_back_from_any_format(tmp_path_factory, kind, corners, name) -> None:
    zone = shapely.convex_hull(shapely.multipoints(corners))
    if zone.geom_type != "Polygon" or zone.area < 0.01:
        return
    record = ZoneRecord(name, (tuple(zone.exterior.coords),), "eu", True, 5.0, 20.0)
    file = tmp_path_factory.mktemp("zones") / f"x.{kind}"
    save_zones(file, [record])
    found = zone_reader.read(file)  # the reader itself, here without its process
    assert not found["faults"]
    (row,) = found["zones"]
    assert metres_apart(record, ZoneRecord("", row["rings"])) < 1
    assert " ".join(str(row["properties"].get("name") or "").split()) == " ".join(name.split())


def faults(file: Path) -> str:
    with pytest.raises(FaultsError) as caught:
        read_zones(file)
    assert all(str(file.parent) not in str(fault) for fault in caught.value.faults)
    return str(caught.value)


def polygon(*rings: object) -> str:
    return json.dumps({"type": "Polygon", "coordinates": rings})


VRT = """<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{secret}</SrcDataSource>
</OGRVRTLayer></OGRVRTDataSource>"""
LAUGHS = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;">]>
<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>&b;</name></Placemark></kml>"""
OUTSIDE = """<!DOCTYPE k [<!ENTITY x SYSTEM "file:///etc/hostname">]><kml><name>&x;</name></kml>"""


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("vrt.geojson", VRT, "no GeoJSON"),
        ("vrt.gpkg", VRT, "no GeoPackage, whatever its name says"),
        ("vrt.kml", VRT, "first element is OGRVRTDataSource"),
        ("laughs.kml", LAUGHS, "declares a document type"),
        ("outside.kml", OUTSIDE, "declares a document type"),
        ("nan.geojson", polygon([[30, 48], [float("nan"), 48], [31, 49]]), "no finite number"),
        ("inf.geojson", '{"type":"Polygon","coordinates":[[[1e999,48],[3,4],[5,6]]]}', "finite"),
        ("turned.geojson", polygon([[48, 130], [49, 130], [49, 131]]), "longitude comes first"),
        ("far.geojson", polygon([[-100, 40], [-99, 40], [-99, 41]]), "nothing of it lies"),
        ("two.geojson", polygon([[30, 48], [31, 48], [30, 48]]), "at least 3 different points"),
        ("empty.geojson", "", "empty"),
        ("none.geojson", '{"type":"FeatureCollection","features":[]}', "no zone in it"),
        ("deep.geojson", "[" * 100_000, "too deep"),
        ("long.geojson", '{"type":' + "9" * 5_000 + "}", "no GeoJSON"),
        ("words.geojson", polygon([["a", "b"], [1], None]), "two numbers"),
        ("point.geojson", '{"type":"Point","coordinates":[30,48]}', "not Point"),
        ("line.kml", "<kml><Placemark><name>x</name></Placemark></kml>", "no polygon"),
        ("crs.geojson", '{"type":"Polygon","crs":{"properties":{"name":"EPSG:3857"}},'
         '"coordinates":[[[30,48],[31,48],[31,49]]]}', "not in longitude and latitude"),
        ("zone.shp", "x", "must end in"),
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_in_words(tmp_path, name, text, said) -> None:
    file = tmp_path / name
    secret = tmp_path / "secret.csv"
    secret.write_text("a secret", encoding="utf-8")
    file.write_text(text.replace("{secret}", str(secret)), encoding="utf-8")
    found = faults(file)
    assert said in found
    assert "a secret" not in found
    assert found.startswith(name)


@pytest.mark.usefixtures("own_process")
@pytest.mark.parametrize(("name", "text"), [("vrt.geojson", VRT), ("deep.geojson", "[" * 100_000)])
def test_the_reader_in_its_own_process_says_the_same(tmp_path, name, text) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    found = faults(file).removeprefix(f"{name}: ")
    assert found == ": ".join(part for part in zone_reader.read(file)["faults"][0] if part)


@pytest.mark.usefixtures("own_process")
def test_a_reader_that_dies_or_hangs_is_a_sentence(tmp_path, monkeypatch) -> None:
    file = tmp_path / "a.geojson"
    file.write_text(polygon(TRIANGLE), encoding="utf-8")
    monkeypatch.setattr(zone_files, "LONGEST_S", 0.001)
    assert "took over" in faults(file)
    monkeypatch.setattr(zone_files, "LONGEST_S", 60)
    monkeypatch.setattr(zone_files, "READER", "this")
    assert "gave up" in faults(file)


def test_a_file_that_is_not_there_is_a_sentence(tmp_path) -> None:
    assert "no such file" in faults(tmp_path / "gone.geojson")


def test_every_fault_is_told_at_once_with_its_place(tmp_path) -> None:
    def feature(coordinates: object, **properties: object) -> dict[str, object]:
        geometry = {"type": "Polygon", "coordinates": [coordinates]}
        return {"type": "Feature", "properties": properties, "geometry": geometry}

    good = [[30, 48], [31, 48], [31, 49], [30, 48]]
    rows = [
        feature(good, troops_k="many"),
        feature(good, guarantee="article6", in_force_now="perhaps"),
    ]
    file = tmp_path / "terms.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": rows}), encoding="utf-8")
    found = faults(file)
    for place in ("features[0].properties.troops_k", "features[1].properties.guarantee",
                  "features[1].properties.in_force_now"):  # fmt: skip
        assert f"terms.geojson: {place}: " in found
    rows = [feature([[30, 48], [31, 200], [31, 49]]), feature([[30, 48]]), 7]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": rows}), encoding="utf-8")
    found = faults(file)
    for place in ("features[0].ring[0][1]", "features[1].ring[0]", "features[2]"):
        assert f"terms.geojson: {place}: " in found


def test_a_bow_tie_is_mended_and_said_and_what_lies_off_the_map_is_cut(tmp_path) -> None:
    file = tmp_path / "bow.geojson"
    file.write_text(polygon([[30, 48], [32, 50], [32, 48], [30, 50], [30, 48]]), encoding="utf-8")
    (zone,) = read_zones(file)
    assert "crossed itself" in zone.notes[0]
    assert len(zone.rings) == 2
    file.write_text(polygon([[50, 48], [80, 48], [80, 50], [50, 50]]), encoding="utf-8")
    (zone,) = read_zones(file)
    assert zone.notes == ("what lay off the map was cut off",)
    assert max(lon for lon, _ in zone.rings[0]) == pytest.approx(60)


@pytest.mark.usefixtures("own_process")
def test_more_points_or_rings_than_a_zone_may_have_are_refused(tmp_path) -> None:
    file = tmp_path / "many.geojson"
    ring = [[30 + i / 100_000, 48 + (i % 2) / 10] for i in range(200_001)]
    file.write_text(polygon(ring), encoding="utf-8")
    assert "200,001 points" in faults(file)
    small = [[30, 48], [30.001, 48], [30, 48.001], [30, 48]]
    file.write_text(polygon(*[small] * 2_001), encoding="utf-8")
    assert "2,001 rings" in faults(file)


def test_a_file_too_large_is_refused_unread(tmp_path) -> None:
    file = tmp_path / "large.geojson"
    with file.open("wb") as out:
        out.truncate(40_000_000)  # a sparse file of zeros
    assert "MB are too much" in faults(file)


def test_a_zip_is_never_opened(tmp_path) -> None:
    for name in ("bomb.kml", "bomb.geojson", "bomb.gpkg"):
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as bomb:
            bomb.writestr("doc.kml", b"\0" * 20_000_000)
        assert "it is no" in faults(tmp_path / name)


def good_package(path: Path) -> Path:
    save_zones(path, [ZoneRecord("A", (TRIANGLE,), as_of="2024-12-01")])
    return path


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("drop table gpkg_geometry_columns", "tables that name its layers are missing"),
        ("update gpkg_geometry_columns set table_name = 'sqlite_master; drop'", "no table"),
        ("update gpkg_geometry_columns set column_name = 'nothing'", "no column of geometries"),
        ("update gpkg_spatial_ref_sys set organization = 'NONE'", "no EPSG code"),
        ("update zones set geom = x'4750'", "cannot be read"),
        ("alter table zones rename to z0; create view zones as select * from z0", "no table"),
    ],
)
def test_a_geopackage_that_lies_is_refused(tmp_path, act, said) -> None:
    file = good_package(tmp_path / "a.gpkg")
    with sqlite3.connect(file) as connection:
        for name in [r[0] for r in connection.execute(
            "select name from sqlite_master where type = 'trigger'"
        )]:  # fmt: skip
            connection.execute(f'drop trigger "{name}"')
        connection.execute("pragma legacy_alter_table = on")
        for statement in act.split(";"):
            if statement.strip() and "drop'" not in act:
                connection.execute(statement)
        if "drop'" in act:
            connection.execute(act)
    connection.close()
    assert said in faults(file)


def test_a_geopackage_in_metres_is_turned_into_degrees(tmp_path) -> None:
    geopandas = pytest.importorskip("geopandas")
    file = tmp_path / "metres.gpkg"
    frame = geopandas.GeoDataFrame({"name": ["A"]}, geometry=[shapely.Polygon(TRIANGLE)], crs=4326)
    frame.to_crs(3857).to_file(file, driver="GPKG")
    (zone,) = read_zones(file)
    assert metres_apart(zone, ZoneRecord("A", (TRIANGLE,))) < 1


@given(st.binary(max_size=400))
@settings(max_examples=60)
def test_any_bytes_end_in_faults_never_in_an_error(tmp_path_factory, data) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    for kind, head in (("geojson", b""), ("kml", b"<kml>"), ("gpkg", b"SQLite format 3\0")):
        file = folder / f"x.{kind}"
        file.write_bytes(head + data)
        assert zone_reader.read(file)["faults"]


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.sampled_from(
        ["Polygon", "MultiPolygon", "Feature", "FeatureCollection", "GeometryCollection"]
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["type", "coordinates", "geometry", "features", "properties", "crs"]),
        inner, max_size=5,
    ),
    max_leaves=25,
)  # fmt: skip


@given(json_values)
@settings(max_examples=150)
def test_any_json_ends_in_zones_or_faults(tmp_path_factory, value) -> None:
    file = tmp_path_factory.getbasetemp() / "any.geojson"
    file.write_text(json.dumps(value), encoding="utf-8")
    found = zone_reader.read(file)
    assert found["zones"] or found["faults"]


def test_a_scenario_copy_carries_the_zones_drawn_and_the_terms_edited(
    table, board, tmp_path
) -> None:
    session = Session(table.scenario, 7, table.shelf)
    mine = session.draw_zone(board.circle(36.2, 48.6, 50), 'Дніпро "arc"', buffer_km=20)
    session.set_terms("gov", troops_k=7)
    session.save_scenario(tmp_path / "copy.toml")
    opened = Session.open(tmp_path / "copy.toml")
    assert opened.position.table == session.position.table
    opened.reshape_zone(mine, board.circle(36.2, 48.6, 40))
    with pytest.raises(FaultsError, match=r"must end in \.toml"):
        session.save_scenario(tmp_path / "copy.txt")

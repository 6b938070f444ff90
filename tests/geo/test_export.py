"""A GeoPackage for any GIS: four layers, each area with its source and date."""

from __future__ import annotations

import pyogrio
import pytest
import shapely

from wargame.geo import projection, zones
from wargame.geo.errors import ExportFailed
from wargame.geo.export import export_gpkg
from wargame.geo.store import load_front


def test_an_export_holds_control_front_sectors_and_zones(tmp_path):
    front = load_front()
    shape = zones.zone_polygon("government_held", 20, front.control)
    path = tmp_path / "out.gpkg"
    export_gpkg(path, front, [({"option": "buffer", "guarantee": "article5"}, shape)])
    drawn = [name for name, kind in pyogrio.list_layers(path) if kind]
    assert drawn == ["control", "front", "sectors", "zones"]
    control = pyogrio.read_dataframe(path, layer="control")
    assert set(control.status) == {"government-held", "occupied"}
    assert (control.as_of == "2024-12-01").all()
    assert control.source.str.contains("GeoNames").all()
    assert control.crs == "EPSG:4326"
    zone = pyogrio.read_dataframe(path, layer="zones")
    assert zone.option.tolist() == ["buffer"]
    found = zone.to_crs("EPSG:6933").area.sum() / 1e6
    # corner by corner: on another projection the edges between them run a little otherwise
    corners = shapely.transform(shape, projection.equal_area)
    assert found == pytest.approx(shapely.area(corners) / 1e6, rel=1e-6)
    assert len(pyogrio.read_dataframe(path, layer="sectors")) == 10
    front_rows = pyogrio.read_dataframe(path, layer="front")
    assert front_rows.set_index("sector").loc[["KRS", "CRI"], "dashed"].all()


def test_an_export_without_zones_has_an_empty_layer_of_them(tmp_path):
    path = tmp_path / "out.gpkg"
    export_gpkg(path, load_front())
    assert len(pyogrio.read_dataframe(path, layer="zones")) == 0


def test_an_export_replaces_the_named_file_and_leaves_nothing_else(tmp_path):
    path = tmp_path / "out.gpkg"
    path.write_text("something older")
    export_gpkg(path, load_front("2022-06-30"))
    assert (pyogrio.read_dataframe(path, layer="control").as_of == "2022-06-30").all()
    assert [f.name for f in tmp_path.iterdir()] == ["out.gpkg"]


def test_an_export_to_a_folder_or_into_none_is_refused_in_words(tmp_path):
    with pytest.raises(ExportFailed, match="it is a folder"):
        export_gpkg(tmp_path, load_front())
    with pytest.raises(ExportFailed, match="no folder"):
        export_gpkg(tmp_path / "missing" / "out.gpkg", load_front())


def test_an_export_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "out.gpkg"
    export_gpkg(path, load_front())
    before = path.read_bytes()
    write = pyogrio.write_dataframe

    def fail_at_zones(table, target, layer, **options):
        if layer == "zones":
            raise OSError("no space left on device")
        write(table, target, layer=layer, **options)

    monkeypatch.setattr(pyogrio, "write_dataframe", fail_at_zones)
    with pytest.raises(ExportFailed, match="no space left"):
        export_gpkg(path, load_front())
    assert path.read_bytes() == before
    assert [f.name for f in tmp_path.iterdir()] == ["out.gpkg"]

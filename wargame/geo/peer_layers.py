"""The layers of the map as files that other programs draw, for a comparison of speed."""

from __future__ import annotations

from pathlib import Path

from wargame import paths
from wargame.geo import projection
from wargame.geo.store import DATE

LAYERS = ("countries", "control", "oblasts", "rivers", "water", "contact_line")


def write_peer_layers(folder: Path) -> dict[str, Path]:
    """Each layer in full detail and in map metres as a shapefile in `folder`, name -> path."""
    import geopandas as gpd  # noqa: PLC0415  slow to import, and few ask for this

    found = {}
    for name in LAYERS:
        frame = gpd.read_file(paths.geodata() / "wargame.gpkg", layer=name)
        if name == "contact_line":
            frame = frame[frame["as_of"].astype(str) == DATE]
        keep = [column for column in ("nato", "status") if column in frame]
        path = folder / f"{name}.shp"
        frame[[*keep, "geometry"]].to_crs(projection.CRS).to_file(path)
        found[name] = path
    return found

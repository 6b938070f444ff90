"""The base layers that one build passes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import geopandas as gpd


@dataclass(frozen=True)
class Base:
    """Frames in longitude and latitude (EPSG:4326)."""

    countries: gpd.GeoDataFrame
    oblasts: gpd.GeoDataFrame
    breakaway: gpd.GeoDataFrame
    rivers: gpd.GeoDataFrame
    water: gpd.GeoDataFrame
    cities: gpd.GeoDataFrame
    towns: gpd.GeoDataFrame

    def outline(self, *iso: str) -> Any:
        """The union of the oblasts with these ISO codes; all but Crimea and Sevastopol for none."""
        chosen = self.oblasts.iso.isin(iso) if iso else ~self.oblasts.iso.isin(["UA-43", "UA-40"])
        return self.oblasts[chosen].geometry.union_all()

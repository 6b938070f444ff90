"""Zones as GeoJSON (RFC 7946): longitude and latitude on WGS 84, outer rings counter-clockwise."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wargame.geo.drawn import Ring
from wargame.geo.zone_parts import Faults, Part

_SAME = ("crs84", "4326", "wgs84", "wgs 84")  # ways in which files name longitude and latitude
_DEEPEST = 4  # collections in collections


def read(data: bytes, faults: Faults) -> list[Part]:
    """Every feature with a polygon; what is no GeoJSON, or no polygon, is a fault."""
    try:
        root = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        faults.add("", "it is not text in UTF-8, as GeoJSON must be")
    except json.JSONDecodeError as error:
        faults.add(f"line {error.lineno}", f"it is no GeoJSON: {error.msg.lower()}")
    except (RecursionError, ValueError):
        faults.add("", "it is no GeoJSON: lists in lists too deep, or a number too long")
    else:
        _check_crs(root, faults)
        return list(_features(root, "", faults))
    return []


def _check_crs(root: Any, faults: Faults) -> None:
    crs = root.get("crs") if isinstance(root, Mapping) else None
    if crs is not None and not any(name in json.dumps(crs).lower() for name in _SAME):
        words = "it is not in longitude and latitude (WGS 84, EPSG:4326); save it so"
        faults.add("crs", words)


def _features(found: Any, place: str, faults: Faults) -> Iterator[Part]:
    kind = found.get("type") if isinstance(found, Mapping) else None
    if kind == "FeatureCollection":
        rows = found.get("features")
        if not isinstance(rows, list):
            faults.add("features", "a feature collection needs a list of features")
            return
        for index, row in enumerate(rows):
            if isinstance(row, Mapping) and row.get("type") == "Feature":
                yield from _features(row, f"features[{index}]", faults)
            else:
                faults.add(f"features[{index}]", "it is no feature")
    elif kind == "Feature":
        own = found.get("properties")
        properties = own if isinstance(own, Mapping) else {}
        polygons = list(_polygons(found.get("geometry"), f"{place or 'feature'}.geometry", faults))
        yield Part(place or "feature", properties, polygons)
    elif kind is not None:
        yield Part(place or "geometry", {}, list(_polygons(found, place or "geometry", faults)))
    else:
        faults.add(place, 'it is no GeoJSON object: it needs a "type"')


def _polygons(geometry: Any, place: str, faults: Faults, depth: int = 0) -> Iterator[Any]:
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if kind == "GeometryCollection" and depth < _DEEPEST:
        for index, part in enumerate(_list(geometry.get("geometries"))):
            yield from _polygons(part, f"{place}.geometries[{index}]", faults, depth + 1)
    elif kind == "Polygon":
        yield geometry.get("coordinates")
    elif kind == "MultiPolygon":
        yield from _list(geometry.get("coordinates"))
    elif geometry is None:
        faults.add(place, "there is no geometry")
    else:
        faults.add(place, f"a zone is a Polygon or a MultiPolygon, not {str(kind)[:40]}")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def written(zones: Sequence[tuple[Mapping[str, Any], list[list[Ring]]]]) -> bytes:
    """The zones as a feature collection: properties and polygons of each."""
    features = [
        {
            "type": "Feature",
            "properties": dict(properties),
            "geometry": {"type": "MultiPolygon", "coordinates": polygons}
            if len(polygons) != 1
            else {"type": "Polygon", "coordinates": polygons[0]},
        }
        for properties, polygons in zones
    ]
    found = {"type": "FeatureCollection", "features": features}
    return json.dumps(found, ensure_ascii=False, indent=1).encode()

"""Zones as KML 2.2: placemarks with polygons; no entities, no network links, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from wargame.geo.drawn import Ring
from wargame.geo.zone_parts import Faults, Part

_DECLARED = (b"<!doctype", b"<!entity")
_SPACE = "http://www.opengis.net/kml/2.2"


def read(data: bytes, faults: Faults) -> list[Part]:
    """Every placemark with a polygon; a file with a document type is refused unread."""
    if b"\0" in data:
        faults.add("", "it is no KML: save it as text in UTF-8")
        return []
    if any(word in data.lower() for word in _DECLARED):
        faults.add("", "it declares a document type or entities, which no zone needs")
        return []
    try:
        root = ET.fromstring(data)  # noqa: S314  as above
    except (ET.ParseError, ValueError, LookupError) as error:
        faults.add("", f"it is no KML: {error}")
        return []
    if _name(root) != "kml":
        faults.add("", f"it is no KML: its first element is {_name(root)[:40]}")
        return []
    marks = [element for element in root.iter() if _name(element) == "Placemark"]
    return [_part(mark, index, faults) for index, mark in enumerate(marks)]


def _part(mark: ET.Element, index: int, faults: Faults) -> Part:
    place = f"Placemark[{index}]"
    polygons = [
        _polygon(element, place, faults) for element in mark.iter() if _name(element) == "Polygon"
    ]
    return Part(place, dict(_properties(mark)), polygons)


def _name(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _polygon(element: ET.Element, place: str, faults: Faults) -> list[Any]:
    outer: list[Any] = []
    holes: list[Any] = []
    for side in element:
        found = [_ring(c.text or "") for c in side.iter() if _name(c) == "coordinates"]
        if _name(side) == "outerBoundaryIs":
            outer += found
        elif _name(side) == "innerBoundaryIs":
            holes += found
    if len(outer) != 1:
        faults.add(place, f"a polygon has one outer boundary, not {len(outer)}")
    return outer[:1] + holes


def _ring(text: str) -> list[list[str]]:
    return [point.split(",") for point in text.split()]


def _properties(mark: ET.Element) -> Iterator[tuple[str, str]]:
    for element in mark.iter():
        own = _name(element)
        if own in ("name", "description"):
            yield own, (element.text or "").strip()
        elif own == "SimpleData":
            yield element.get("name", ""), element.text or ""
        elif own == "Data":
            value = next((c.text for c in element if _name(c) == "value"), "")
            yield element.get("name", ""), value or ""


def written(zones: Sequence[tuple[Mapping[str, Any], list[list[Ring]]]]) -> bytes:
    """The zones as placemarks, their properties as extended data."""
    marks = "".join(_mark(properties, polygons) for properties, polygons in zones)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<kml xmlns="{_SPACE}"><Document>{marks}</Document></kml>\n'.encode()


def _mark(properties: Mapping[str, Any], polygons: list[list[Ring]]) -> str:
    data = "".join(
        f"<Data name={quoteattr(_clean(key))}><value>{escape(_clean(value))}</value></Data>"
        for key, value in properties.items()
        if key != "name" and value is not None
    )
    shapes = "".join(_shape(rings) for rings in polygons)
    name = escape(_clean(properties.get("name", "")))
    return (
        f"\n<Placemark><name>{name}</name><ExtendedData>{data}</ExtendedData>"
        f"<MultiGeometry>{shapes}</MultiGeometry></Placemark>"
    )


def _clean(value: Any) -> str:
    """Text without the control characters that XML cannot hold."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return "".join(c for c in text if c.isprintable() or c in "\n\t")


def _shape(rings: Sequence[Ring]) -> str:
    sides = ["outerBoundaryIs"] + ["innerBoundaryIs"] * (len(rings) - 1)
    inner = "".join(
        f"<{side}><LinearRing><coordinates>"
        + " ".join(f"{lon!r},{lat!r}" for lon, lat in ring)
        + f"</coordinates></LinearRing></{side}>"
        for side, ring in zip(sides, rings, strict=True)
    )
    return f"<Polygon>{inner}</Polygon>"

"""QGIS styles inside a GeoPackage: it opens with the colours and patterns of the program.

QGIS reads the table `layer_styles` of a GeoPackage and takes the default style of each layer
(QGIS manual, "Saving and sharing layer properties"); the colours are those of the theme's tokens.
"""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from wargame import paths

_TABLE = """
create table if not exists layer_styles (
  id integer primary key autoincrement not null, f_table_catalog text(256),
  f_table_schema text(256), f_table_name text(256), f_geometry_column text(256),
  styleName text(30), styleQML text, styleSLD text, useAsDefault boolean, description text,
  owner text(30), ui text(30), update_time datetime default current_timestamp)
"""
_GUARANTEES = {"article5": "z_a5", "bilateral": "z_bi", "eu": "z_eu", "un": "z_un"}
_WORDS = {"article5": "Article 5", "bilateral": "Bilateral", "eu": "EU 42(7)", "un": "UN mission"}
_PX = "Pixel"


@dataclass(frozen=True, slots=True)
class Stroke:
    """One layer of a symbol: its QGIS class and its properties."""

    kind: str
    properties: Mapping[str, str]
    inner: tuple[Stroke, ...] = ()  # the line that a pattern repeats


@dataclass(frozen=True, slots=True)
class Category:
    """One value of the styled column: its words in the legend and how it is drawn."""

    value: str
    label: str
    strokes: tuple[Stroke, ...]


@cache
def _tokens() -> dict[str, Any]:
    text = (paths.assets() / "theme" / "tokens.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _rgba(color: str, opacity: float = 1.0) -> str:
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f"{red},{green},{blue},{round(255 * opacity)}"


def _color(name: str, opacity: float = 1.0) -> str:
    return _rgba(_tokens()["map"]["light"][name], opacity)


def _fill(color: str, edge: str, width: float = 0.26) -> Stroke:
    return Stroke(
        "SimpleFill",
        {"color": color, "outline_color": edge, "outline_width": str(width), "style": "solid"},
    )


def _line(color: str, width: float, dash: Sequence[float] = ()) -> Stroke:
    properties = {"line_color": color, "line_width": str(width), "line_width_unit": _PX}
    if dash:
        properties |= {
            "use_custom_dash": "1",
            "customdash": ";".join(f"{part:g}" for part in dash),
            "customdash_unit": _PX,
        }
    return Stroke("SimpleLine", properties)


def _hatch(angle: float, pitch: float, line: Stroke) -> Stroke:
    properties = {"angle": str(angle), "distance": str(pitch), "distance_unit": _PX}
    return Stroke("LinePatternFill", properties, (line,))


def control_categories() -> tuple[Category, ...]:
    """Who holds what: colour and pattern, as on the program's map."""
    pattern, ink = _tokens()["pattern"], _color("ink")
    occupied, frozen = pattern["occupied"], pattern["frozen_conflict"]
    diagonal = _hatch(
        occupied["angle"], occupied["pitch"], _line(_color("occ_ln"), occupied["line"])
    )
    cross = tuple(
        _hatch(angle, frozen["pitch"], _line(_color("frz_ln"), frozen["line"]))
        for angle in (frozen["angle"], frozen["angle"] + 90)
    )
    return (
        Category("government-held", "Government-held", (_fill(_color("gov"), ink),)),
        Category("occupied", "Occupied", (_fill(_color("occ"), ink), diagonal)),
        Category("frozen-conflict", "Frozen-conflict", (_fill(_color("frz"), ink), *cross)),
        Category("contested", "Contested", (_fill(_color("con"), _color("con_ln")),)),
    )


def zone_categories() -> tuple[Category, ...]:
    """Zones by guarantee and time: colour, and dash when they wait for a ceasefire."""
    zone = _tokens()["zone"]
    found = []
    for kind, token in _GUARANTEES.items():
        for now, words, dash in (
            ("1", "in force now", zone["dash_now"]),
            ("0", "on ceasefire", zone["dash_on_ceasefire"]),
        ):
            strokes = (
                _fill(_color(token, zone["fill_opacity"]), _color(token, 0.0)),
                _line(_color(token), zone["outline"], dash),
            )
            found.append(Category(f"{kind} {now}", f"{_WORDS[kind]}, {words}", strokes))
    return tuple(found)


def stability_categories() -> tuple[Category, ...]:
    """The line of contact by the five classes of stability."""
    stability, width = _tokens()["stability"], _tokens()["line"]["front"]
    casing = _line(_color("casing"), width + 2)
    return tuple(
        Category(str(index), f"{low} to {high}", (casing, _line(_rgba(color), width)))
        for index, (color, low, high) in enumerate(
            zip(
                stability["screen"],
                stability["breaks"][:-1],
                stability["breaks"][1:],
                strict=True,
            )
        )
    )


def _symbol(parent: ET.Element, name: str, kind: str, strokes: Sequence[Stroke]) -> None:
    symbol = ET.SubElement(parent, "symbol", name=name, type=kind, alpha="1", clip_to_extent="1")
    for index, stroke in enumerate(strokes):
        layer = ET.SubElement(
            symbol, "layer", {"class": stroke.kind, "enabled": "1", "pass": "0", "locked": "0"}
        )
        options = ET.SubElement(layer, "Option", type="Map")
        for key, value in stroke.properties.items():
            ET.SubElement(options, "Option", name=key, type="QString", value=value)
        if stroke.inner:
            _symbol(layer, f"@{name}@{index}", "line", stroke.inner)


def qml(kind: str, column: str, categories: Sequence[Category], *, timed: bool = False) -> str:
    """A QGIS style: a symbol for each value of a column or expression.

    kind : "fill" or "line". timed : rows last from `begins` to `ends`, for the temporal controller.
    """
    root = ET.Element("qgis", version="3.22", styleCategories="AllStyleCategories")
    if timed:
        temporal = ET.SubElement(
            root, "temporal", enabled="1", mode="2", startField="begins", endField="ends",
            fixedDuration="0", durationUnit="min", accumulate="0", limitMode="1",
        )  # fmt: skip
        fixed = ET.SubElement(temporal, "fixedRange")
        ET.SubElement(fixed, "start")
        ET.SubElement(fixed, "end")
    renderer = ET.SubElement(
        root, "renderer-v2", type="categorizedSymbol", attr=column, symbollevels="0",
        enableorderby="0", forceraster="0",
    )  # fmt: skip
    listed, symbols = ET.SubElement(renderer, "categories"), ET.SubElement(renderer, "symbols")
    for index, category in enumerate(categories):
        ET.SubElement(
            listed, "category", symbol=str(index), value=category.value, label=category.label,
            render="true", type="string",
        )  # fmt: skip
        _symbol(symbols, str(index), kind, category.strokes)
    return ET.tostring(root, encoding="unicode")


def styles() -> dict[str, str]:
    """The style of each layer of an export that has one, by the layer's name."""
    zone_column = "\"guarantee\" || ' ' || if(\"in_force_now\", '1', '0')"
    class_of = 'to_string(min(4, floor("stability" / 20)))'
    outline = Category("", "Sector", (_fill(_color("ink", 0.0), _color("ink", 0.35)),))
    plain = Category("", "Line of contact", (_line(_color("casing"), 4),))
    return {
        "control": qml("fill", "status", control_categories()),
        "front": qml("line", "''", [plain]),
        "sectors": qml("fill", "''", [outline]),
        "zones": qml("fill", zone_column, zone_categories()),
        "front_by_turn": qml("line", class_of, stability_categories(), timed=True),
        "zones_by_turn": qml("fill", zone_column, zone_categories(), timed=True),
    }


def embed(path: Path, layers: Sequence[str]) -> None:
    """The GeoPackage holds a default style for each of its layers; sqlite3.Error if not."""
    known = styles()
    with sqlite3.connect(path) as database:
        database.execute(_TABLE)
        database.execute(
            "insert or ignore into gpkg_contents (table_name, data_type, identifier) "
            "values ('layer_styles', 'attributes', 'layer_styles')"
        )
        database.executemany(
            "insert into layer_styles (f_table_catalog, f_table_schema, f_table_name, "
            "f_geometry_column, styleName, styleQML, useAsDefault, description, owner, "
            "update_time) "
            "values ('', '', ?, 'geom', 'wargame', ?, 1, 'colours and patterns of Wargame', '', "
            "strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))",
            [(layer, known[layer]) for layer in layers if layer in known],
        )
    database.close()

"""Run by the system's Python, which has mapnik: draws layers at views and prints the seconds.

`peer_mapnik.py JOB.json`: size, views as [x, y, metres to a pixel], layers as [name, path].
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path

FILL = "<PolygonSymbolizer fill='{0}' /><LineSymbolizer stroke='#8fa6b8' stroke-width='0.9' />"
LINE = "<LineSymbolizer stroke='{0}' stroke-width='{1}' />"
SYMBOLS = {
    "countries": FILL.format("#f1f1ee"),
    "control": FILL.format("#e1effa"),
    "water": FILL.format("#c6d5e1"),
    "oblasts": LINE.format("#ffffff", 1.0),
    "rivers": LINE.format("#8dafc9", 1.1),
    "contact_line": LINE.format("#37488f", 6.0),
}


def style_sheet(job: dict[str, list[list[str]]]) -> str:
    """The map as mapnik reads it."""
    text = ["<Map background-color='#c6d5e1'>"]
    for name, path in job["layers"]:
        text.append(f"<Style name='{name}'><Rule>{SYMBOLS[name]}</Rule></Style>")
        text.append(
            f"<Layer name='{name}'><StyleName>{name}</StyleName><Datasource>"
            f"<Parameter name='type'>shape</Parameter><Parameter name='file'>{path}</Parameter>"
            "</Datasource></Layer>"
        )
    return "".join([*text, "</Map>"])


def main(path: str) -> None:
    """Each view is drawn into a picture of its own size."""
    job = json.loads(Path(path).read_text(encoding="utf-8"))
    mapnik = importlib.import_module("mapnik")
    wide, high = job["size"]
    world = mapnik.Map(wide, high)
    mapnik.load_map_from_string(world, style_sheet(job))
    picture, seconds = mapnik.Image(wide, high), []
    for x, y, scale in [job["views"][0], *job["views"]]:
        across, up = wide * scale / 2, high * scale / 2
        began = time.perf_counter()
        world.zoom_to_box(mapnik.Box2d(x - across, y - up, x + across, y + up))
        mapnik.render(world, picture)
        seconds.append(time.perf_counter() - began)
    if len(sys.argv) > 2:
        picture.save(sys.argv[2])
    version = mapnik.mapnik_version_string()
    sys.stdout.write(json.dumps({"version": version, "seconds": seconds[1:]}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])

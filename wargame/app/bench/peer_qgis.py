"""Run by the system's Python, which has QGIS: draws layers at views and prints the seconds.

`peer_qgis.py JOB.json`: size, views as [x, y, metres to a pixel], layers as [name, path, kind].
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

FILLS = {"countries": "#f1f1ee", "control": "#e1effa", "water": "#c6d5e1"}
LINES = {"oblasts": ("#ffffff", 1.0), "rivers": ("#8dafc9", 1.1), "contact_line": ("#37488f", 6.0)}


def layers_of(core: Any, job: dict[str, Any]) -> list[Any]:
    """The layers with plain symbols, the last one lowest, as QGIS has them."""
    made: list[Any] = []
    for name, path in job["layers"]:
        file = core.QgsVectorLayer(path, name, "ogr")
        layer = file.materialize(core.QgsFeatureRequest())  # in memory: no file is read in a frame
        layer.dataProvider().createSpatialIndex()
        simpler = layer.simplifyMethod()
        simpler.setSimplifyHints(core.QgsVectorSimplifyMethod.FullSimplification)
        layer.setSimplifyMethod(simpler)
        if name in FILLS:
            symbol = core.QgsFillSymbol.createSimple(
                {"color": FILLS[name], "outline_color": "#8fa6b8", "outline_width": "0.9",
                 "outline_width_unit": "Pixel"})  # fmt: skip
        else:
            color, width = LINES[name]
            kind = core.QgsLineSymbol if layer.geometryType() == 1 else core.QgsFillSymbol
            symbol = kind.createSimple(
                {"color": color if kind is core.QgsLineSymbol else "0,0,0,0",
                 "outline_color": color, "line_color": color, "line_width": str(width),
                 "line_width_unit": "Pixel", "outline_width": str(width),
                 "outline_width_unit": "Pixel"})  # fmt: skip
        layer.setRenderer(core.QgsSingleSymbolRenderer(symbol))
        made.insert(0, layer)
    return made


def main(path: str) -> None:
    """Each view is drawn with the job that the canvas of QGIS itself uses."""
    job = json.loads(Path(path).read_text(encoding="utf-8"))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    core, qt, gui = (
        importlib.import_module(name)
        for name in ("qgis.core", "qgis.PyQt.QtCore", "qgis.PyQt.QtGui")
    )
    app = core.QgsApplication([], False)
    app.initQgis()
    layers = layers_of(core, job)
    seconds, picture = [], None
    wide, high = job["size"]
    for x, y, scale in [job["views"][0], *job["views"]]:
        settings = core.QgsMapSettings()
        settings.setLayers(layers)
        settings.setDestinationCrs(layers[0].crs())
        settings.setOutputSize(qt.QSize(wide, high))
        for flag in ("UseRenderingOptimization", "Antialiasing"):
            settings.setFlag(getattr(core.QgsMapSettings, flag), True)
        settings.setBackgroundColor(gui.QColor("#c6d5e1"))
        across, up = wide * scale / 2, high * scale / 2
        settings.setExtent(core.QgsRectangle(x - across, y - up, x + across, y + up))
        began = time.perf_counter()
        drawing = core.QgsMapRendererParallelJob(settings)
        drawing.start()
        drawing.waitForFinished()
        picture = drawing.renderedImage()
        seconds.append(time.perf_counter() - began)
    if len(sys.argv) > 2 and picture is not None:
        picture.save(sys.argv[2])
    version = core.Qgis.QGIS_VERSION
    sys.stdout.write(json.dumps({"version": version, "seconds": seconds[1:]}) + "\n")
    sys.stdout.flush()
    os._exit(0)  # QGIS may fall over its own threads while it is taken down


if __name__ == "__main__":
    main(sys.argv[1])

"""Run by our own Python where matplotlib is there: redraws layers at views, prints the seconds.

`peer_geopandas.py JOB.json`: size, views as [x, y, metres to a pixel], layers as [name, path].
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path

FILLS = {"countries": "#f1f1ee", "control": "#e1effa", "water": "#c6d5e1"}
LINES = {"oblasts": ("#ffffff", 1.0), "rivers": ("#8dafc9", 1.1), "contact_line": ("#37488f", 6.0)}
DPI = 100


def main(path: str) -> None:
    """The layers are plotted once, then each view is drawn anew."""
    job = json.loads(Path(path).read_text(encoding="utf-8"))
    figures = importlib.import_module("matplotlib.figure")
    agg = importlib.import_module("matplotlib.backends.backend_agg")
    geopandas = importlib.import_module("geopandas")
    wide, high = job["size"]
    figure = figures.Figure((wide / DPI, high / DPI), DPI)
    canvas = agg.FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    for name, file in job["layers"]:
        frame = geopandas.read_file(file)
        if name in FILLS:
            frame.plot(ax=axes, color=FILLS[name], edgecolor="#8fa6b8", linewidth=0.65)
        else:
            color, width = LINES[name]
            frame.boundary.plot(ax=axes, color=color, linewidth=width * 72 / DPI) if (
                name == "oblasts"
            ) else frame.plot(ax=axes, color=color, linewidth=width * 72 / DPI)
    seconds = []
    for x, y, scale in [job["views"][0], *job["views"]]:
        across, up = wide * scale / 2, high * scale / 2
        began = time.perf_counter()
        axes.set_xlim(x - across, x + across)
        axes.set_ylim(y - up, y + up)
        canvas.draw()
        seconds.append(time.perf_counter() - began)
    if len(sys.argv) > 2:
        figure.savefig(sys.argv[2], dpi=DPI)
    version = importlib.import_module("importlib.metadata").version("geopandas")
    sys.stdout.write(json.dumps({"version": version, "seconds": seconds[1:]}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])

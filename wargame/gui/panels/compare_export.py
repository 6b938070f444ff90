"""A comparison written to a file that a person names."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from wargame.app.comparison_page import csv_of, html_of
from wargame.app.comparison_records import Comparison

FILTERS = {"csv": "Tables (*.csv)", "html": "Pages (*.html)"}


def export(parent: QWidget, kind: str, found: Comparison, about: str, baseline: str) -> Path | None:
    """The file written, None when the person thought better of it; OSError when it cannot be."""
    start = f"compare-turn-{found.turn}.{kind}"
    name, _ = QFileDialog.getSaveFileName(parent, "Export the comparison", start, FILTERS[kind])
    if not name:
        return None
    path = Path(name)
    if not path.suffix:
        path = path.with_suffix(f".{kind}")
    text = csv_of(found, baseline) if kind == "csv" else html_of(found, about, baseline)
    path.write_text(text, encoding="utf-8", newline="")
    return path

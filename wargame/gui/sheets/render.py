"""A sheet drawn in one go, for the command line."""

from __future__ import annotations

from pathlib import Path

from wargame.app.atlas import Atlas
from wargame.app.records import SessionView
from wargame.gui.map.render import application
from wargame.gui.sheets.files import write
from wargame.gui.sheets.paper import USUAL_PAPER, Layout
from wargame.gui.sheets.sheet import Sheet
from wargame.gui.theme import Theme

__all__ = ["USUAL_PAPER", "render_sheet"]


def render_sheet(
    view: SessionView, atlas: Atlas, kind: str, paper: str, theme: str, path: Path
) -> None:
    """The file holds the sheet; UnwritableSheet says why it cannot."""
    worn = Theme.load(theme)
    app = application(worn)
    layout = Layout.on(kind, paper)
    sheet = Sheet(view, atlas, worn, layout)
    for _ in write(sheet, layout, path):
        pass
    sheet.close()
    app.processEvents()

"""The window's maps on paper: export, print, and layers for a GIS, while the window lives on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QMarginsF, QObject, QSizeF, QStandardPaths, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtWidgets import QDialog, QFileDialog

from wargame.app.atlas import Atlas
from wargame.app.records import SessionView
from wargame.gui.sheets.dialog import Order, SheetDialog
from wargame.gui.sheets.files import UnwritableSheet, write
from wargame.gui.sheets.paper import Layout
from wargame.gui.sheets.sheet import Sheet
from wargame.gui.theme import Theme
from wargame.gui.workers import PlayedSession

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from wargame.gui.main_window import MainWindow

SLICE_S = 0.012  # of drawing between two looks at what a person does


class Papers(QObject):
    """Draws one sheet at a time; `done(path)` when it is written, `failed(sentence)` when not."""

    done = Signal(str)
    failed = Signal(str)

    def __init__(self, window: MainWindow, atlas: Atlas) -> None:
        super().__init__(window)
        self._window, self._atlas = window, atlas
        self._view: SessionView | None = None
        self._folder = Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        self._sheet: Sheet | None = None
        self._work: Iterator[None] | None = None
        self._name = ""
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._draw_on)
        window.view_shown.connect(self._see)
        for name, slot in (
            ("export_map", self.ask_export),
            ("print", self.ask_print),
            ("export_gis", self.ask_gis),
        ):
            window.acts[name].triggered.connect(slot)
            window.acts[name].setEnabled(False)
        self.done.connect(self._tell_done)
        self.failed.connect(window.status.show_refusal)

    @Slot(object)
    def _see(self, view: SessionView) -> None:
        self._view = view
        self._allow()

    def _allow(self) -> None:
        for name in ("export_map", "print", "export_gis"):
            self._window.acts[name].setEnabled(self._view is not None and self._work is None)

    @Slot()
    def ask_export(self) -> None:
        """A dialog asks for sheet, paper, colours and file."""
        self._ask(printing=False)

    @Slot()
    def ask_print(self) -> None:
        """A dialog asks for sheet and colours, then for a printer."""
        self._ask(printing=True)

    def _ask(self, *, printing: bool) -> None:
        theme = self._window.looks.theme
        dialog = SheetDialog(theme, self._folder, self._window, printing=printing)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.ordered.connect(self.start)
        dialog.open()

    @Slot(object)
    def start(self, order: Order) -> None:
        """The sheet is being drawn; a second one waits for nobody: it is refused."""
        if self._view is None or self._work is not None:
            return
        theme = Theme.load(order.theme)
        if order.path is None:
            self._print(order, theme)
            return
        layout = Layout.on(order.kind, order.paper)
        self._folder = order.path.parent
        sheet = Sheet(self._view, self._atlas, theme, layout)
        self._begin(sheet, write(sheet, layout, order.path), str(order.path))

    def _print(self, order: Order, theme: Theme) -> None:
        from PySide6.QtPrintSupport import (  # noqa: PLC0415  costs the first window nothing
            QPrintDialog,
            QPrinter,
        )

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        if QPrintDialog(printer, self._window).exec() != QDialog.DialogCode.Accepted:
            return
        printer.setPageMargins(QMarginsF(0, 0, 0, 0))
        ratio = printer.resolution() / 96
        page = printer.pageLayout().paintRectPixels(printer.resolution()).size()
        layout = Layout.of(order.kind, QSizeF(page) / ratio)
        sheet = Sheet(self._view, self._atlas, theme, layout)
        self._begin(sheet, _printed(printer, sheet, layout.zoom * ratio), "the printer")

    def _begin(self, sheet: Sheet, work: Iterator[None], name: str) -> None:
        self._sheet, self._work, self._name = sheet, work, name
        self._window.status.show_wait(f"Drawing the sheet for {name} \u2026")
        self._allow()
        self._timer.start()

    @Slot()
    def _draw_on(self) -> None:
        until = time.perf_counter() + SLICE_S
        while self._work is not None and time.perf_counter() < until:
            try:
                next(self._work)
            except StopIteration:
                self._end()
                self.done.emit(self._name)
            except (UnwritableSheet, OSError) as error:
                self._end()
                self.failed.emit(f"The sheet was not written: {error}")

    def _end(self) -> None:
        self._timer.stop()
        self._work = None
        if self._sheet is not None:
            self._sheet.close()
            self._sheet = None
        self._window.status.end_work()
        self._allow()

    @Slot(str)
    def _tell_done(self, name: str) -> None:
        self._window.status.show_wait(f"Written: {name}")

    @Slot()
    def ask_gis(self) -> None:
        """A GeoPackage of the game is written by the session's thread, styled for QGIS."""
        folder = str(self._folder / "game.gpkg")
        name, _ = QFileDialog.getSaveFileName(
            self._window, "Export for a GIS", folder, "GeoPackage (*.gpkg)"
        )
        if name:
            self.export_gis(Path(name).with_suffix(".gpkg"))

    def export_gis(self, path: Path) -> None:
        """The session's thread writes the GeoPackage; a fault is told as any refusal."""

        def command(session: PlayedSession) -> None:
            from wargame.app import gis  # noqa: PLC0415  brings pandas: only an export needs it

            gis.export_game(cast(Any, session), path)
            self.done.emit(str(path))

        self._window.host.ask(command)

    def stop(self) -> None:
        """A sheet in the making is given up."""
        if self._work is not None:
            self._end()


def _printed(printer: QPrinter, sheet: Sheet, ratio: float) -> Iterator[None]:
    painter = QPainter()
    if not painter.begin(printer):
        raise UnwritableSheet("the printer does not answer")
    try:
        yield from sheet.steps(painter, ratio)
    finally:
        painter.end()

"""Sheets as files: PNG, SVG or PDF by the ending of the name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from wargame.app.whole import write_whole
from wargame.gui.sheets.paper import MM, Layout
from wargame.gui.sheets.sheet import Sheet

KINDS = (".png", ".svg", ".pdf")
DPI = 288  # three device pixels to a logical one: sharp in print
MOST_PIXELS = 200_000_000  # of a picture; more would not fit into memory beside all else


class UnwritableSheet(OSError):
    """The sheet cannot be written; the text says why."""


def write(sheet: Sheet, layout: Layout, path: Path, *, dpi: int = DPI) -> Iterator[None]:
    """Write the sheet a little at a time; UnwritableSheet says why it cannot be.

    dpi : device pixels to an inch of the paper, for PNG and for the pictures inside a PDF.
    """
    ending = path.suffix.lower()
    if ending not in KINDS:
        raise UnwritableSheet(f'"{path.name}" must end in .png, .svg or .pdf')
    if not path.parent.is_dir():
        raise UnwritableSheet(f"there is no folder {path.parent}")
    makers = {".png": _png, ".svg": _svg, ".pdf": _pdf}
    yield from makers[ending](sheet, layout, path, dpi / 96)


def _png(sheet: Sheet, layout: Layout, path: Path, ratio: float) -> Iterator[None]:
    wide, high = (round(side * layout.zoom * ratio) for side in layout.size.toTuple())
    if wide * high > MOST_PIXELS:
        raise UnwritableSheet(
            f"{wide:,} by {high:,} pixels are too many; choose a smaller paper, fewer dots, or PDF"
        )
    image = QImage(QSize(wide, high), QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(96 * ratio / 0.0254))
    image.setDotsPerMeterY(round(96 * ratio / 0.0254))
    painter = QPainter(image)
    try:
        yield from sheet.steps(painter, layout.zoom * ratio)
    finally:
        painter.end()
    held = _memory()
    if not QImageWriter(held, b"png").write(image):
        raise UnwritableSheet(f"the picture could not be written to {path}")
    keep(held, path)


def _svg(sheet: Sheet, layout: Layout, path: Path, ratio: float) -> Iterator[None]:
    size = layout.size * layout.zoom * ratio  # names are pictures: as sharp as in print
    device = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # the other one cannot clip
    held = _memory()
    device.setOutputDevice(held)
    device.setResolution(round(96 * ratio))
    device.setSize(size.toSize())
    device.setViewBox(QRectF(0, 0, size.width(), size.height()))
    device.setTitle(sheet.subtitle())
    yield from _on(device, sheet, layout.zoom * ratio, path)
    keep(held, path)


def _pdf(sheet: Sheet, layout: Layout, path: Path, ratio: float) -> Iterator[None]:
    size = layout.size * layout.zoom / MM
    held = _memory()
    device = QPdfWriter(held)
    device.setResolution(round(96 * ratio))
    page = QPageSize(QSizeF(size.height(), size.width()), QPageSize.Unit.Millimeter)
    landscape = QPageLayout.Orientation.Landscape
    device.setPageLayout(QPageLayout(page, landscape, QMarginsF(0, 0, 0, 0)))
    device.setTitle(sheet.subtitle())
    device.setCreator("Wargame")
    yield from _on(device, sheet, layout.zoom * ratio, path)
    keep(held, path)


def _memory() -> QBuffer:
    """Return an open device in memory: Qt's writers do not say when a disk is full."""
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    return held


def keep(held: QBuffer, path: Path) -> None:
    """Write what was drawn into the file, whole or not at all; UnwritableSheet says why not."""
    held.close()
    try:
        write_whole(path, bytes(held.data().data()))
    except OSError as error:
        words = f"{path} could not be written: {(error.strerror or str(error)).lower()}"
        raise UnwritableSheet(words) from None


def _on(
    device: QSvgGenerator | QPdfWriter, sheet: Sheet, ratio: float, path: Path
) -> Iterator[None]:
    painter = QPainter()
    if not painter.begin(device):
        raise UnwritableSheet(f"{path} could not be written")
    try:
        yield from sheet.steps(painter, ratio)
    finally:
        painter.end()

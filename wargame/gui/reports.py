"""Documents on paper: a page of rich text as PDF, and the maps that stand in documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtSvg import QSvgRenderer

from wargame.app.atlas import Atlas
from wargame.app.records import SessionView
from wargame.app.report import PAPERS, Picture
from wargame.gui.map.render import application, picture
from wargame.gui.sheets.files import UnwritableSheet, keep
from wargame.gui.sheets.paper import MM
from wargame.gui.theme import Theme

__all__ = ["UnwritableSheet", "map_png", "write_pdf"]

DPI = 288  # three device pixels to a logical one
SIDE, TOP, FOOT = 15 * MM, 12 * MM, 16 * MM  # margins in logical pixels
FOOT_FONT = 10
MOST_BREAKS = 60  # headings moved to the next page, at most
DRAWN = 1.27  # a map is drawn larger than it is shown, so that its letters suit a page


def map_png(view: SessionView, atlas: Atlas, size: tuple[int, int], theme: str) -> bytes:
    """The map of `view` as PNG, of a document's shape."""
    wide, high = (round(side * DRAWN) for side in size)
    held, buffer = QByteArray(), QBuffer()
    buffer.setBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image = picture(view, atlas, (wide, high), theme).toImage()
    if theme == "print":
        image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    QImageWriter(buffer, b"png").write(image)
    return bytes(held.data())


def write_pdf(
    html: str, pictures: Iterable[Picture], path: Path, paper: str, title: str, foot: str
) -> int:
    """The page lies in a PDF with page numbers; returns how many pages. UnwritableSheet if not.

    paper : of PAPERS. foot : stands at the foot of every page.
    """
    application(Theme.load("light"))
    wide, high = (side * MM for side in PAPERS[paper])
    room = QSizeF(int(wide - 2 * SIDE), int(high - TOP - FOOT))
    document = _document(html, pictures, room)
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    device = QPdfWriter(held)
    device.setResolution(DPI)
    page = QPageSize(QSizeF(*PAPERS[paper]), QPageSize.Unit.Millimeter)
    portrait = QPageLayout.Orientation.Portrait
    device.setPageLayout(QPageLayout(page, portrait, QMarginsF(0, 0, 0, 0)))
    device.setTitle(title)
    device.setCreator("Wargame")
    painter = QPainter()
    if not painter.begin(device):
        raise UnwritableSheet(f"{path} could not be written")
    try:
        painter.scale(DPI / 96, DPI / 96)
        for number in range(document.pageCount()):
            if number:
                device.newPage()
            _page(painter, document, number, room, foot)
    finally:
        painter.end()
    keep(held, path)
    return document.pageCount()


def _document(html: str, pictures: Iterable[Picture], room: QSizeF) -> QTextDocument:
    """The page laid out for a paper, with no heading left alone at a foot.

    A block that is moved leaves others where they were drawn, so that all is laid out anew.
    """
    images = {each.id: _image(each) for each in pictures}
    breaks: set[int] = set()
    document = _laid_out(html, images, room, breaks)
    for _ in range(MOST_BREAKS):
        alone = _alone(document, room.height())
        if alone is None:
            break
        breaks.add(alone.blockNumber())
        document = _laid_out(html, images, room, breaks)
    return document


def _laid_out(
    html: str, images: Mapping[str, QImage], room: QSizeF, breaks: Iterable[int]
) -> QTextDocument:
    """The page with those blocks at the head of a paper."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    font = QFont("Inter")
    font.setPixelSize(12)
    document.setDefaultFont(font)
    document.setUseDesignMetrics(True)
    kind = QTextDocument.ResourceType.ImageResource.value
    for name, image in images.items():
        document.addResource(kind, QUrl(f"picture:{name}"), image)
    document.setHtml(html)
    for number in breaks:
        _break_before(document.findBlockByNumber(number))
    document.setPageSize(room)
    return document


def _image(each: Picture) -> QImage:
    """A map as it is, a chart drawn for print."""
    if each.png:
        return QImage.fromData(each.png)
    ratio = DPI / 96
    image = QImage(
        round(each.width * ratio), round(each.height * ratio), QImage.Format.Format_RGB32
    )
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(each.svg.encode())).render(painter)
    painter.end()
    return image


def _alone(document: QTextDocument, high: float) -> QTextBlock | None:
    """The first heading whose text begins on the page after it."""
    layout = document.documentLayout()
    block = document.begin()
    while block.isValid():
        after = block.next()
        if block.blockFormat().headingLevel() and after.isValid():
            here = layout.blockBoundingRect(block).top()
            there = layout.blockBoundingRect(after)
            first = after.layout().lineAt(0).height() if after.layout().lineCount() else 0.0
            page = int(here // high)
            if int((there.top() + first) // high) > page and here - page * high > 1:
                while block.previous().isValid() and block.previous().blockFormat().headingLevel():
                    block = block.previous()
                broken = block.blockFormat().pageBreakPolicy()
                if not broken & QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore:
                    return block
        block = after
    return None


def _break_before(block: QTextBlock) -> None:
    form = QTextBlockFormat()
    form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    QTextCursor(block).mergeBlockFormat(form)


def _page(painter: QPainter, document: QTextDocument, number: int, room: QSizeF, foot: str) -> None:
    """One page with its foot."""
    painter.save()
    painter.translate(SIDE, TOP - number * room.height())
    document.drawContents(painter, QRectF(0, number * room.height(), room.width(), room.height()))
    painter.restore()
    font = QFont("Inter")
    font.setPixelSize(FOOT_FONT)
    painter.setFont(font)
    painter.setPen(Theme.load("print").color("text2"))
    top = TOP + room.height() + 10
    painter.drawLine(int(SIDE), int(top), int(SIDE + room.width()), int(top))
    box = QRectF(SIDE, top + 4, room.width(), 18)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft), foot)
    words = f"Page {number + 1} of {document.pageCount()}"
    painter.drawText(box, int(Qt.AlignmentFlag.AlignRight), words)

"""How a sheet is laid out: its size, what stands on it, and where."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QFont, QFontInfo

from wargame.gui.theme import Theme

MM = 96 / 25.4  # logical pixels to a millimetre
PAPERS = {"a4": (297.0, 210.0), "a3": (420.0, 297.0), "a0": (1189.0, 841.0)}  # mm, landscape
KINDS = {
    "handout": "Handout: map, legend, sectors, room for notes",
    "poster": "Poster: map and legend, large",
    "blank": "Blank exercise map: control and places only, room for notes",
}
USUAL_PAPER = {"handout": "a4", "poster": "a0", "blank": "a4"}

DRAWN_FOR = 1190.0  # logical pixels of the longer side that letters and lines are designed for
MARGIN = 34.0
HEAD, FOOT, GAP = 52.0, 44.0, 14.0
COLUMN = {"handout": 268.0, "poster": 214.0, "blank": 214.0}
INSETS = 118.0  # height of the row of frozen conflicts


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a sheet stand, in the sheet's own pixels; `zoom` makes them logical."""

    kind: str
    size: QSizeF
    zoom: float

    @classmethod
    def of(cls, kind: str, size: QSizeF) -> Layout:
        """Lay a kind of sheet out on a page of that size in logical pixels."""
        zoom = max(size.width(), size.height()) / DRAWN_FOR
        return cls(kind, size / zoom, zoom)

    @classmethod
    def on(cls, kind: str, paper: str) -> Layout:
        """Lay a kind of sheet out on a paper of PAPERS, on its side."""
        wide, high = PAPERS[paper]
        return cls.of(kind, QSizeF(wide * MM, high * MM))

    @property
    def head(self) -> QRectF:
        """Title and what is shown."""
        return QRectF(MARGIN, MARGIN, self.size.width() - 2 * MARGIN, HEAD)

    @property
    def column(self) -> QRectF:
        """Legend, sectors and notes, to the right of the map."""
        wide = COLUMN[self.kind]
        left = self.size.width() - MARGIN - wide
        return QRectF(left, self.head.bottom(), wide, self._bottom - self.head.bottom())

    @property
    def map(self) -> QRectF:
        """The large map, on whole pixels."""
        right = self.column.left() - GAP
        wide, high = right - MARGIN, self.insets.top() - GAP / 2 - self.head.bottom()
        return QRectF(MARGIN, self.head.bottom(), int(wide), int(high))

    @property
    def insets(self) -> QRectF:
        """The row of frozen conflicts, below the map."""
        wide = self.column.left() - GAP - MARGIN
        return QRectF(MARGIN, self._bottom - INSETS, wide, INSETS)

    @property
    def foot(self) -> QRectF:
        """Sources, date, projection."""
        return QRectF(MARGIN, self._bottom + GAP / 2, self.head.width(), FOOT - GAP / 2)

    @property
    def _bottom(self) -> float:
        return self.size.height() - MARGIN - FOOT


def font_of(theme: Theme, role: str) -> QFont:
    """Return the font of a role in the sheet's own pixels: points would depend on the device."""
    font = theme.font(role)
    font.setPixelSize(QFontInfo(font).pixelSize())
    return font

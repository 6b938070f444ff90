"""Row is more stable than column in x of 10 assumption sets; never a bare ranking."""

from __future__ import annotations

from string import ascii_uppercase

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wargame.app.comparison_records import Comparison
from wargame.gui.panels.compare_table import row_height
from wargame.gui.style import mixed
from wargame.gui.theme import Theme
from wargame.gui.words import plain

ROW, HEAD = 25, 22
FULLEST = 0.48  # of the ink in a cell that says 10 of 10
UNSETTLED = (3.0, 7.0)  # of 10: between them the order is not settled
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
MIDDLE = Qt.AlignmentFlag.AlignCenter


def unsettled(share: float) -> bool:
    """Whether the sets leave open which of two is more stable."""
    return UNSETTLED[0] <= share <= UNSETTLED[1]


def luminance(color: QColor) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [(v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4)
             for v in (color.redF(), color.greenF(), color.blueF())]  # fmt: skip
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable(ground: QColor, theme: Theme) -> QColor:
    """The ink of the theme that stands out more on `ground`."""
    inks = (theme.color("text"), theme.color("panel"))
    return max(inks, key=lambda ink: contrast(ink, ground))


class PairMatrix(QWidget):
    """A square of counts: the fuller a cell, the more sets agree; dashed where unsettled."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._found: Comparison | None = None
        self._stale = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_theme(self, theme: Theme) -> None:
        """From now on the matrix wears `theme`."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_comparison(self, found: Comparison, *, stale: bool) -> None:
        """Rows and columns are the options of `found`."""
        self._found, self._stale = found, stale
        names = {option.id: option.name for option in found.options}
        said = [
            f"{names[row]} is more stable than {names[column]} in {plain(share)} of 10"
            for row, columns in found.better.items()
            for column, share in columns.items()
        ]
        self.setAccessibleName(". ".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A row for each option below the letters."""
        rows = len(self._found.options) if self._found else 0
        return QSize(self._theme.px(420), self._theme.px(HEAD + ROW * rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Letters, names and cells are drawn."""
        found, theme = self._found, self._theme
        if found is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names = self.width() * 0.38
        wide = (self.width() - names) / max(len(found.options), 1)
        tall = row_height(self, len(found.options), HEAD, ROW, theme)
        for index, (letter, option) in enumerate(zip(ascii_uppercase, found.options, strict=False)):
            chosen = option.id == found.chosen
            painter.setFont(theme.font("section" if chosen else "secondary"))
            painter.setPen(theme.color("text_dis" if self._stale else "text"))
            head = QRectF(names + index * wide, 0, wide, theme.px(HEAD))
            painter.drawText(head, MIDDLE, letter)
            top = theme.px(HEAD) + index * tall
            room = names - theme.px(26)
            painter.drawText(QRectF(0, top, theme.px(16), tall), LEFT, letter)
            name = painter.fontMetrics().elidedText(
                option.name, Qt.TextElideMode.ElideRight, int(room)
            )
            painter.drawText(QRectF(theme.px(18), top, room, tall), LEFT, name)
            for number, other in enumerate(found.options):
                cell = QRectF(names + number * wide, top, wide, tall)
                share = found.better[option.id].get(other.id)
                self._paint_cell(painter, cell.adjusted(1.5, 1.5, -1.5, -1.5), share)

    def _paint_cell(self, painter: QPainter, cell: QRectF, share: float | None) -> None:
        theme, radius = self._theme, self._theme.px(3)
        painter.setPen(Qt.PenStyle.NoPen)
        if share is None:
            painter.setBrush(theme.color("sunken"))
            painter.drawRoundedRect(cell, radius, radius)
            return
        strength = 0.0 if self._stale else FULLEST * share / 10
        ground = mixed(theme.color("text2"), theme.color("panel"), strength)
        painter.setBrush(ground)
        pen = QPen(theme.color("border_strong" if unsettled(share) else "border"), 1)
        if unsettled(share):
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(cell, radius, radius)
        painter.setFont(theme.font("caption"))
        painter.setPen(readable(ground, theme))
        painter.drawText(cell, MIDDLE, plain(share))

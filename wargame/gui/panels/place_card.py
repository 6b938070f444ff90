"""Everything known about the point clicked, in a card that stays until it is closed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from wargame.app.here import Finding
from wargame.gui import icons
from wargame.gui.map.hover import written_date
from wargame.gui.map.overlays import SHADOW, Overlay, tint
from wargame.gui.theme import Theme

WIDTH, LABEL, VALUE, TALLEST = 352, 92, 206, 380
OFFSET = 14


class PlaceCard(Overlay):
    """A list of findings, each with status, basis, source and date; `closed()`."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Lie on the map, hidden."""
        super().__init__(parent)
        self._room = parent
        self.title = QLabel(self)
        self.close_button = QToolButton(self)
        self.close_button.setAutoRaise(True)
        self.close_button.setStyleSheet("padding: 0")
        self.close_button.setAccessibleName("Close the list")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(self.closed)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.area.setAccessibleName("What lies here")
        self._body: QWidget | None = None
        self._found: Sequence[Finding] = ()
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SHADOW + 12, SHADOW + 8, SHADOW + 6, SHADOW + 10)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.area)
        self.hide()

    def restyle(self, theme: Theme) -> None:
        """Take colours and fonts from `theme`."""
        super().restyle(theme)
        tint(self.title, theme, "text", "section")
        side = theme.length("size.hit_min")
        self.close_button.setIcon(icons.icon("x", theme, "text2", 15))
        self.close_button.setFixedSize(side, side)
        self.setFixedWidth(theme.px(WIDTH) + 2 * SHADOW)
        self._fill()

    def show_findings(self, title: str, found: Sequence[Finding], at: QPoint) -> None:
        """Show what lies at a point, beside `at` (parent's coordinates)."""
        self.title.setText(title)
        self._found = found
        self._fill()
        self.area.setAccessibleDescription(words_of(found))
        room = self._room.rect().adjusted(4, 4, -4, -4)
        x, y = at.x() + OFFSET, at.y() + OFFSET
        if x + self.width() > room.right():
            x = at.x() - OFFSET - self.width()
        y = min(y, room.bottom() - self.height())
        self.move(max(x, room.left()), max(y, room.top()))
        self.show()
        self.raise_()

    def _fill(self) -> None:
        theme = self._theme
        if theme is None:
            return
        body = QWidget()
        self.area.setWidget(body)  # before its labels: a new parent would take their fonts back
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        row = 0
        for finding in self._found:
            row = _add(grid, row, finding, theme)
        grid.setColumnStretch(1, 1)
        self.area.viewport().setAutoFillBackground(False)
        body.setAutoFillBackground(False)
        self._body = body
        tall = min(body.sizeHint().height() + 2, theme.px(TALLEST), self._room.height() - 80)
        self.area.setFixedHeight(max(tall, 20))
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()
            self.resize(QSize(self.width(), layout.sizeHint().height()))


def _add(grid: QGridLayout, row: int, finding: Finding, theme: Theme) -> int:
    """Add one finding to the grid; return the next free row."""
    top = Qt.AlignmentFlag.AlignTop
    body = grid.parentWidget()
    what, name = QLabel(finding.what, body), QLabel(finding.name, body)
    name.setWordWrap(True)
    rows = [(what, "text3", "caption", name, "section")]
    for label, value in finding.rows:
        text = written_date(value) if label == "As of" else value
        words = QLabel(text, body)
        words.setWordWrap(True)
        rows.append((QLabel(label, body), "text3", "caption", words, "caption"))
    for left, tone, role, right, right_role in rows:
        right.setTextFormat(Qt.TextFormat.PlainText)
        left.ensurePolished()
        right.ensurePolished()
        tint(left, theme, tone, role)
        tint(right, theme, "text", right_role)
        left.setWordWrap(True)
        left.setFixedWidth(theme.px(LABEL))
        left.setFixedHeight(left.heightForWidth(left.width()))
        right.setFixedWidth(theme.px(VALUE))
        right.setFixedHeight(right.heightForWidth(right.width()))
        grid.addWidget(left, row, 0, top)
        grid.addWidget(right, row, 1, top)
        row += 1
    grid.setRowMinimumHeight(row, 6)
    return row + 1


def words_of(found: Sequence[Finding]) -> str:
    """Return all findings as text for a screen reader."""
    return " ".join(
        f"{f.what}: {f.name}. " + " ".join(f"{label} {value}." for label, value in f.rows)
        for f in found
    )

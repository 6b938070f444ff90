"""The page of history: which date, what changed, how good the line is, who held which place."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from wargame.app.past import (
    CONFLICTS,
    DATES,
    KNOWLEDGE,
    Conflict,
    Past,
    accuracy_words,
    change_words,
    written,
)
from wargame.gui.dress import label, put_on, with_role
from wargame.gui.map.history_items import FREED, TAKEN, TONES, change_brush, paint_mark
from wargame.gui.panels.date_slider import DateSlider
from wargame.gui.theme import Theme

WIDTH = 336
UKRAINE = "ukraine"
COLUMNS = ("Place", "Before", "After")
SYVASH = "with Crimea and Sevastopol, the Syvash lagoon counted"


class Key(QWidget):
    """What one pattern or mark on the map means."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        """Explain nothing yet."""
        super().__init__(parent)
        self._theme = theme
        self._kind, self._words = "", ""
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """From now on the key wears `theme`."""
        self._theme = theme
        self.setFixedHeight(theme.px(20))

    def explain(self, kind: str, words: str) -> None:
        """Explain a kind of change or a side; nothing hides the key."""
        self._kind, self._words = kind, words
        self.setVisible(bool(kind))
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign and its words."""
        theme, middle = self._theme, self.height() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._kind in (TAKEN, FREED):
            color = theme.color(TONES[self._kind])
            painter.setPen(QPen(color, 1.2))
            painter.setBrush(change_brush(color, self._kind))
            painter.drawRect(QRectF(1, middle - 6, 20, 12))
        elif self._kind:
            paint_mark(painter, theme, self._kind, QPointF(11, middle), 5.0)
        painter.setFont(theme.font("secondary"))
        painter.setPen(theme.color("text"))
        box = QRectF(30, 0, self.width() - 30, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._words)


class HistoryPanel(QFrame):
    """`since_wanted(iso or empty)`, `subject_wanted(str)`, `place_wanted(row)`, `closed()`."""

    since_wanted = Signal(str)
    subject_wanted = Signal(str)
    place_wanted = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        """Show nothing yet."""
        super().__init__()
        self.setProperty("panel", True)
        self._notes: tuple[str, ...] = ()
        self.banner: QLabel = label("panel", "warn", "History", wrap=True)
        self.figure: QLabel = label("section", wrap=True)
        self.detail: QLabel = label("secondary", "text2", wrap=True)
        self.change: QLabel = label("body", wrap=True)
        self.note: QLabel = label("secondary", wrap=True)
        self.caution: QLabel = label("secondary", "warn", wrap=True)
        self.sources: QLabel = label("caption", "text3", wrap=True)
        self.back = QPushButton("Back to the game")
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.subject, self.since = QComboBox(), QComboBox()
        self.since_words: QLabel = label("secondary", "text2", "Change since")
        self.keys = tuple(Key(self, theme) for _ in range(3))
        self.table = QTableWidget(0, len(COLUMNS))
        self._prepare()
        self._lay_out()
        self.set_theme(theme)
        self.subject.activated.connect(self._subject_picked)
        self.since.activated.connect(self._since_picked)
        self.table.currentCellChanged.connect(self._row_chosen)
        self.back.clicked.connect(self.closed)

    def _prepare(self) -> None:
        self.subject.setAccessibleName("What of the past")
        self.subject.addItem("Ukraine, 2015 to 2026", UKRAINE)
        for name, title in CONFLICTS:
            self.subject.addItem(title, name)
        self.since.setAccessibleName("Show what changed since")
        self.since.addItem("no date", "")
        for iso in DATES:
            self.since.addItem(written(iso), iso)
        for part in (self.subject, self.since, self.back):
            with_role(part, "control")
        table = self.table
        with_role(table, "secondary")
        table.setHorizontalHeaderLabels(COLUMNS)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setWordWrap(True)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setAccessibleName("Places and who held them before and after")
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        choice = QHBoxLayout()
        choice.setSpacing(8)
        choice.addWidget(self.since_words)
        choice.addWidget(self.since, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.banner)
        column.addWidget(self.subject)
        column.addWidget(self.figure)
        column.addWidget(self.detail)
        column.addLayout(choice)
        column.addWidget(self.change)
        for key in self.keys:
            column.addWidget(key)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        column.addStretch(0)
        column.addWidget(self.caution)
        column.addWidget(self.sources)
        column.addWidget(self.back)

    def set_theme(self, theme: Theme) -> None:
        """From now on the panel has the width of `theme`."""
        self.setFixedWidth(theme.px(WIDTH))
        for part in (self.subject, self.since, self.back):
            part.setFixedHeight(theme.length("size.button"))

    def show_past(self, past: Past) -> None:
        """Show one date of Ukraine."""
        control, change = past.control, past.change
        self._is_about(UKRAINE)
        self.since.setCurrentIndex(max(self.since.findData(change.before if change else ""), 0))
        self.banner.setText(f"History, {written(control.date)}")
        self.figure.setText(f"{control.occupied_km2:,.0f} km\u00b2 occupied")
        self.detail.setText(f"{SYVASH}; the mainland alone {control.mainland_km2:,.0f} km\u00b2")
        _say(self.change, change_words(change) if change else "")
        _say(self.caution, change.caution if change else control.caution)
        kinds = ((TAKEN, "came under occupation"), (FREED, "came out of it"))
        self._explain(*(kinds if change else ()))
        self.sources.setText(f"{accuracy_words(control.accuracy)} {control.source}.")

    def show_conflict(self, conflict: Conflict, *, after: bool) -> None:
        """Show an earlier conflict before or after."""
        self._is_about(conflict.id)
        self.banner.setText(f"History, {conflict.title}")
        when = "after" if after else "before"
        day = written(conflict.after if after else conflict.before)
        self.figure.setText(f"Who held what {when} the war, {day}")
        unplaced = sum(at is None for _, at in conflict.places)
        self.detail.setText(
            f"{len(conflict.places)} places; {unplaced} without coordinates stand in the list only"
        )
        for part in (self.change, self.caution):
            _say(part, "")
        sides = (("government", "government"), ("other", "other side"), ("contested", "contested"))
        self._explain(*sides)
        self._fill(conflict)
        self.sources.setText(KNOWLEDGE)

    def _is_about(self, subject: str) -> None:
        ukraine = subject == UKRAINE
        self.subject.setCurrentIndex(self.subject.findData(subject))
        for part in (self.since, self.since_words):
            part.setVisible(ukraine)
        self.table.setVisible(not ukraine)
        _say(self.note, "")

    def _explain(self, *parts: tuple[str, str]) -> None:
        for index, key in enumerate(self.keys):
            key.explain(*(parts[index] if index < len(parts) else ("", "")))

    def _fill(self, conflict: Conflict) -> None:
        rows = [(place.name, place.before, place.after) for place, _ in conflict.places]
        self._notes = tuple(place.note for place, _ in conflict.places)
        known = [self.table.item(row, 0) for row in range(self.table.rowCount())]
        if [item.text() for item in known if item is not None] == [row[0] for row in rows]:
            return
        self.table.setRowCount(len(rows))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(self._notes[row] or text)
                self.table.setItem(row, column, item)
        self.table.resizeRowsToContents()

    @Slot(int, int, int, int)
    def _row_chosen(self, row: int, _column: int, _row: int, _before: int) -> None:
        if 0 <= row < len(self._notes):
            _say(self.note, self._notes[row])
            self.place_wanted.emit(row)

    @Slot(int)
    def _subject_picked(self, index: int) -> None:
        self.subject_wanted.emit(str(self.subject.itemData(index)))

    @Slot(int)
    def _since_picked(self, index: int) -> None:
        self.since_wanted.emit(str(self.since.itemData(index)))


def _say(words: QLabel, text: str) -> None:
    """The label says that, and takes no room for nothing."""
    words.setText(text)
    words.setVisible(bool(text))


class HistoryPage(QWidget):
    """Panel, map and dates of the past, over all of the game."""

    def __init__(self, theme: Theme, world: QWidget, parent: QWidget) -> None:
        """Lie on `parent`, hidden."""
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.panel = HistoryPanel(theme)
        self.slider = DateSlider(self)
        self.strip = QFrame()
        self.strip.setProperty("panel", True)
        row = QHBoxLayout(self.strip)
        row.setContentsMargins(16, 6, 16, 4)
        row.addWidget(self.slider)
        right = QVBoxLayout()
        right.setSpacing(1)
        right.addWidget(world, 1)
        right.addWidget(self.strip)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(1)
        line.addWidget(self.panel)
        line.addLayout(right, 1)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """From now on the page wears `theme`."""
        put_on(self.panel, theme)
        self.panel.set_theme(theme)
        self.slider.restyle(theme)

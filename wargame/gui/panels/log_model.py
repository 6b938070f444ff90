"""The log as a table: one line a step, newest last; those not on the present line are pale."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPixmap

from wargame.app.session_records import LogLine
from wargame.gui.panels.track_marks import kind_of, mark_pixmap
from wargame.gui.theme import Theme

COLUMNS = ("Turn", "Seat", "Step", "Branch", "Time", "")
TURN, SEAT, STEP, BRANCH, TIME, BACK = range(len(COLUMNS))
HERE, UNDO = "here", "Undo to here"
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class LogModel(QAbstractTableModel):
    """Lines of the log; `lines` in the order of the rows."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.lines: tuple[LogLine, ...] = ()
        self._names: dict[int, str] = {}
        self.looked: int | None = None
        self._marks: dict[str, QPixmap] = {}

    def set_theme(self, theme: Theme) -> None:
        """From now on the lines wear `theme`."""
        self._theme, self._marks = theme, {}
        self.layoutChanged.emit()

    def show_log(self, lines: tuple[LogLine, ...], names: dict[int, str]) -> None:
        """The rows are those lines; `names` are the branches'."""
        self.beginResetModel()
        self.lines, self._names = lines, names
        self.endResetModel()

    def row_of(self, seq: int) -> int:
        """The row of a step; -1 when there is none."""
        return next((row for row, line in enumerate(self.lines) if line.seq == seq), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One row a step."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """As many as have headings."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says and how it looks."""
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(line, index.column())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == STEP:
            return self._mark(line)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == STEP:
            return line.words
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.color(self._tone(line, index.column()))
        if role == Qt.ItemDataRole.FontRole and line.present:
            font = self._theme.font("secondary")
            font.setWeight(QFont.Weight.DemiBold)
            return font
        return None

    def _mark(self, line: LogLine) -> QPixmap | None:
        """The mark that the turn track and the timeline have for it; None for none."""
        kind = kind_of(line)
        if kind and kind not in self._marks:
            app = QGuiApplication.instance()
            ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
            self._marks[kind] = mark_pixmap(self._theme, kind, ratio)
        return self._marks.get(kind)

    def _tone(self, line: LogLine, column: int) -> str:
        if column == BACK and not line.present:
            return "accent"
        if not line.on_line:
            return "text3"
        return "bad" if line.kind == "rule" else "text"

    def _words(self, line: LogLine, column: int) -> str:
        if column == TURN:
            return str(line.turn) if line.turn else "start"
        if column == SEAT:
            return line.seat
        if column == STEP:
            return line.words
        if column == BRANCH:
            return self._names.get(line.branch, f"branch at {line.branch}")
        if column == TIME:
            return f"{datetime.fromisoformat(line.at).astimezone():%H:%M:%S}" if line.at else ""
        return HERE if line.present else UNDO

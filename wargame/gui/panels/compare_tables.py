"""The comparison as tables: every measure of every option, to read, to select and to copy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from wargame.app.comparison_page import Grid, grids_of
from wargame.app.comparison_records import Comparison
from wargame.gui.dress import label, with_role
from wargame.gui.panels.compare_words import BASELINE, known_baseline
from wargame.gui.theme import Theme

LEAST_COLUMN = 124  # px: an interval on one line
ROW = 27  # px


class Cells(QTableWidget):
    """A table of words whose selection is copied with the names of its rows and columns."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setWordWrap(True)
        self.setAlternatingRowColors(False)
        heads = self.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        with_role(self, "body")
        for part in (heads, self.verticalHeader()):
            with_role(part, "secondary")
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def set_theme(self, theme: Theme) -> None:
        """From now on the cells wear `theme`."""
        self._theme = theme
        self.horizontalHeader().setMinimumSectionSize(theme.px(LEAST_COLUMN))
        self.horizontalHeader().setFixedHeight(theme.px(44))
        self.verticalHeader().setMinimumSectionSize(theme.px(ROW))

    def show_grid(self, grid: Grid) -> None:
        """The cells are those of `grid`; the first cell of a row is its name."""
        self.setColumnCount(len(grid.heads) - 1)
        self.setRowCount(len(grid.rows))
        self.setHorizontalHeaderLabels(list(grid.heads[1:]))
        self.setVerticalHeaderLabels([row[0] for row in grid.rows])
        names = self.verticalHeader()
        widest = max(names.fontMetrics().horizontalAdvance(row[0]) for row in grid.rows)
        names.setFixedWidth(widest + self._theme.px(18))
        for line, row in enumerate(grid.rows):
            for column, words in enumerate(row[1:]):
                item = QTableWidgetItem(words)
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                item.setToolTip(f"{grid.heads[column + 1]}, {row[0]}: {words}")
                self.setItem(line, column, item)
        self.setAccessibleName(grid.title)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies what is selected, for a spreadsheet."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
        else:
            super().keyPressEvent(event)

    def selected_text(self) -> str:
        """What is selected, or everything, with names: columns by tabs, rows by lines."""
        chosen = self.selectedIndexes()
        rows = sorted({i.row() for i in chosen}) or range(self.rowCount())
        columns = sorted({i.column() for i in chosen}) or range(self.columnCount())
        lines = [["", *(_words(self.horizontalHeaderItem(c)) for c in columns)]]
        for row in rows:
            cells = (_words(self.item(row, column)) for column in columns)
            lines.append([_words(self.verticalHeaderItem(row)), *cells])
        return "\n".join("\t".join(line) for line in lines)


def _words(item: QTableWidgetItem | None) -> str:
    return "" if item is None else item.text()


class CompareTables(QWidget):
    """Three tables of which one is shown: figures, differences, better in x of 10."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grids: Sequence[Grid] = ()
        self._of: tuple[object, str] | None = None  # what the grids were worked out of
        self.cells = Cells(theme)
        self.note: QLabel = label("caption", "text3", wrap=True)
        self.buttons = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(6)
        for index in range(3):
            button = QPushButton()
            button.setCheckable(True)
            button.setChecked(index == 0)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            with_role(button, "control")
            self.buttons.addButton(button, index)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(label("caption", "text3", "Ctrl+C copies what is selected"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 12)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.cells, 1)
        column.addWidget(self.note)
        self.buttons.idClicked.connect(self._show)

    def show_comparison(self, found: Comparison, *, baseline: str = BASELINE) -> None:
        """The tables are those of `found`."""
        baseline = known_baseline(found, baseline)
        if self._of == (found, baseline):
            return
        self._of = (found, baseline)
        self._grids = grids_of(found, baseline)
        for index, grid in enumerate(self._grids):
            self.buttons.button(index).setText(grid.title)
        self._show(self.buttons.checkedId())

    @Slot(int)
    def _show(self, index: int) -> None:
        if self._grids:
            self.cells.show_grid(self._grids[index])
            self.note.setText(self._grids[index].note)

"""The log of the session, its branches and its rulings, in a dock below the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from wargame.app.session_records import Shadow
from wargame.gui.dress import label, put_on, with_role
from wargame.gui.panels import log_model
from wargame.gui.panels.branch_list import BranchList
from wargame.gui.panels.log_model import LogModel
from wargame.gui.theme import Theme

if TYPE_CHECKING:
    from wargame.app.told import Told

TALL, SIDE = 236, 340  # px at 100 %
WIDTHS = {
    log_model.TURN: 48, log_model.SEAT: 90, log_model.BRANCH: 170, log_model.TIME: 74,
    log_model.BACK: 104,
}  # fmt: skip
LONGEST_NOTE = 500


class SessionDock(QDockWidget):
    """`looked(seq)` and `gone_to(seq)` from a line of the log; `noted(words)`; `overruled`."""

    closed = Signal()
    looked = Signal(int)
    gone_to = Signal(int)
    noted = Signal(str)
    overruled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Log", parent)
        self.setObjectName("log")
        self.setAllowedAreas(
            Qt.DockWidgetArea.BottomDockWidgetArea | Qt.DockWidgetArea.TopDockWidgetArea
        )
        self._theme = theme
        self._chosen = 0
        self.model = LogModel(theme)
        self.table = QTableView()
        self.note = QLineEdit()
        self.branches = BranchList()
        self.rulings: QLabel = label("secondary", "text2", wrap=True)
        self.shadow: QLabel = label("caption", "text3", wrap=True)
        self.overrule = self._button("Overrule \u2026", "Control gives an outcome another value")
        self.overrule.clicked.connect(self.overruled)
        self._prepare_table()
        self._prepare_note()
        self._lay_out()
        self.set_theme(theme)

    def _button(self, words: str, tip: str) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        with_role(button, "control")
        return button

    def _prepare_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setAccessibleName("Log of the session")
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setHighlightSections(False)
        table.setCursor(Qt.CursorShape.PointingHandCursor)
        with_role(table, "secondary")
        table.clicked.connect(self._clicked)
        table.activated.connect(self._activated)

    def _prepare_note(self) -> None:
        self.note.setPlaceholderText("Add a note to the log, and press Enter")
        self.note.setAccessibleName("Note for the log")
        self.note.setMaxLength(LONGEST_NOTE)
        with_role(self.note, "control")
        self.note.returnPressed.connect(self._note)

    def _lay_out(self) -> None:
        bar = QFrame()
        bar.setProperty("panel", True)
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 3, 10, 3)
        row.setSpacing(10)
        row.addWidget(label("panel", text="Log"))
        hint = (
            "A click looks at a moment; \u201cUndo to here\u201d goes back to it. Nothing is lost."
        )
        row.addWidget(label("caption", "text2", hint), 1)
        row.addWidget(self.overrule)
        close = self._button("Close", "Close the log (Ctrl+L)")
        close.setProperty("flat", True)
        close.clicked.connect(self.closed)
        row.addWidget(close)
        self.setTitleBarWidget(bar)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(4)
        left.addWidget(self.table, 1)
        under = QHBoxLayout()
        under.setContentsMargins(12, 0, 12, 6)
        under.addWidget(self.note)
        left.addLayout(under)
        self.side = QWidget()
        right = QVBoxLayout(self.side)
        right.setContentsMargins(12, 6, 12, 6)
        right.setSpacing(4)
        right.addWidget(self.branches, 1)
        right.addWidget(self.rulings)
        right.addWidget(self.shadow)
        inside = QFrame()
        inside.setProperty("panel", True)
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addLayout(left, 1)
        columns.addWidget(self.side)
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        """As tall as is good to read, at most a third of the window."""
        tall = min(self._theme.px(TALL), round(self.window().height() * 0.28))
        return QSize(super().sizeHint().width(), tall)

    def set_theme(self, theme: Theme) -> None:
        """From now on the dock wears `theme`."""
        self._theme = theme
        put_on(self, theme)
        title = self.titleBarWidget()
        if title is not None:
            put_on(title, theme)
        self.model.set_theme(theme)
        self.side.setFixedWidth(theme.px(SIDE))
        self.table.verticalHeader().setDefaultSectionSize(theme.px(24))
        head = self.table.horizontalHeader()
        head.setFont(theme.font("caption"))
        head.setMinimumSectionSize(theme.px(40))
        for column, width in WIDTHS.items():
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            head.resizeSection(column, theme.px(width))
        head.setSectionResizeMode(log_model.STEP, QHeaderView.ResizeMode.Stretch)

    # showing

    def show_told(self, told: Told) -> None:
        """Log, branches and rulings are those of the session as it stands."""
        names = {line.view.id: line.view.label for line in told.lines}
        self.model.show_log(told.log, names)
        self.branches.show_lines(told.lines)
        self.choose(told.present)
        said = [
            f"\u25b3 Turn {r.turn}: {r.meaning}{f' ({r.element_name})' if r.element_name else ''} "
            f"{r.ruled_result:.4g}, by {r.by}: {r.reason}"
            for r in told.rulings
        ]
        self.rulings.setText("\n".join(said))
        self.rulings.setVisible(bool(said))
        self.shadow.setVisible(bool(said))

    def show_shadow(self, shadow: Shadow) -> None:
        """What the rules alone would have said stands under the rulings."""
        self.shadow.setText(f"{shadow.words}. Digest without rulings: {shadow.digest[:16]}")
        self.shadow.setToolTip(f"Without rulings {shadow.digest}\nRuled {shadow.ruled_digest}")

    def choose(self, seq: int) -> None:
        """The line of that step is chosen and in view."""
        self._chosen = seq
        row = self.model.row_of(seq)
        if row >= 0:
            self.table.selectRow(row)
            QTimer.singleShot(0, self._scroll)

    @Slot()
    def _scroll(self) -> None:
        """The chosen line is in view, once the table has its height."""
        row = self.model.row_of(self._chosen)
        if row >= 0:
            self.table.scrollTo(self.model.index(row, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The chosen line stays in view."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self._scroll)

    # hands

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        line = self.model.lines[index.row()]
        if index.column() == log_model.BACK and not line.present:
            self.gone_to.emit(line.seq)
        else:
            self.looked.emit(line.seq)

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        line = self.model.lines[index.row()]
        if not line.present:
            self.gone_to.emit(line.seq)

    @Slot()
    def _note(self) -> None:
        words = self.note.text().strip()
        if words:
            self.note.clear()
            self.noted.emit(words)

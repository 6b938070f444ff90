"""The Master Scenario Events List on the console: columns, filter, order, and hands."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QStackedWidget, QVBoxLayout

from wargame.app.exercise_records import ExerciseView, InjectRow
from wargame.gui.dress import label, set_tone
from wargame.gui.exercise.msel_acts import MselActs
from wargame.gui.exercise.msel_columns import column_set
from wargame.gui.exercise.msel_empty import MselEmpty
from wargame.gui.exercise.msel_filter import Filter, counted, shown_rows
from wargame.gui.exercise.msel_filter_bar import MselFilterBar
from wargame.gui.exercise.msel_hands import MselHands
from wargame.gui.exercise.msel_model import MselModel
from wargame.gui.exercise.msel_papers import MselPapers
from wargame.gui.exercise.msel_view import MselView
from wargame.gui.exercise.room import Room
from wargame.gui.theme import Theme

SAID_MS = 8000  # how long a refusal stands below the list
FOLLOWS, STAYS = "Drag a row to reorder; later times follow", "Drag a row to reorder; times stay"


class MselTable(QFrame):
    """The list; a row chosen is the inject that all parts show.

    `actions_` holds what a toolbar may show, by name:

    - "new", "edit", "duplicate", "remove", "publish", "skip": about the chosen inject;
    - "import", "deck" (import a deck, draw cards), "export" (has a menu of six formats);
    - "columns" (has a menu, its text names the set), "filter" (opens the row above the list),
      "retime" (checkable: later times follow when a row is dragged; on at first).

    All have icons, texts, tooltips, and are disabled where they can do nothing. `search(words)`
    filters by text, `edit(number)` opens the editor.
    """

    def __init__(self, room: Room, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._room, self._theme = room, theme
        self._filter = Filter()
        self._sort, self._down = "", False
        self.model = MselModel()
        self.view = MselView(self.model, theme)
        self.bar = MselFilterBar(theme)
        self.acts = MselActs(self, theme)
        self.actions_: dict[str, QAction] = self.acts.actions_
        self.papers = MselPapers(room, self, self.acts)
        self.hands = MselHands(room, self, self.acts)
        self.empty = MselEmpty(self.acts)
        self.stack = QStackedWidget()
        self.count: QLabel = label("caption", "text2")
        self.hint: QLabel = label("caption", "text2")
        self._calm = QTimer(self, singleShot=True, interval=SAID_MS)
        self._calm.timeout.connect(self._show_hint)
        self._lay_out()
        self._connect()
        self.set_theme(theme)

    def _lay_out(self) -> None:
        self.bar.hide()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.count)
        self._foot.addStretch(1)
        self._foot.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        column.addLayout(self._foot)

    def _connect(self) -> None:
        room, view = self._room, self.view
        room.shown.connect(self.show_view)
        room.ticked.connect(self.show_view)
        room.chosen.connect(self.choose)
        self.bar.changed.connect(self._want)
        self.bar.left.connect(self._close_bar)
        self.acts.columns_chosen.connect(self.show_columns)
        self.actions_["filter"].toggled.connect(self.open_bar)
        self.actions_["retime"].toggled.connect(self._show_hint)
        self.model.typed.connect(self.hands.keep)
        view.dropped.connect(self.hands.move)
        view.opened.connect(self.hands.edit)
        view.removed.connect(self.hands.remove)
        view.refused.connect(self.say)
        view.selectionModel().currentRowChanged.connect(self._picked)
        view.horizontalHeader().sectionClicked.connect(self._sorted)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open_menu)

    def set_theme(self, theme: Theme) -> None:
        """From now on the list wears `theme`."""
        self._theme = theme
        self.acts.set_theme(theme)
        self.view.set_theme(theme)
        self.hands.theme = self.papers.theme = theme
        self._foot.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))

    def showEvent(self, event: QShowEvent) -> None:
        """Files may be dropped on the window from now on."""
        super().showEvent(event)
        self.papers.watch(self.window())

    # ----------------------------------------------------------------------------------- showing

    @Slot(object)
    def show_view(self, view: ExerciseView) -> None:
        """The list stands as the exercise does."""
        self.bar.show_view(view)
        self.model.show_columns(column_set(self.acts.columns, view.columns))
        self._show_rows()
        self.stack.setCurrentWidget(self.view if view.injects else self.empty)

    def _show_rows(self) -> None:
        view = self._room.view
        if view is None:
            return
        rows = shown_rows(
            view.injects, self._filter, self._sort, down=self._down, keys=self.model.keys
        )
        other = self.model.show_rows(rows)
        self.count.setText(counted(view.injects, len(rows)))
        if other:
            self.choose(self._room.number)
        self.acts.show_row(self._chosen_row(), view)
        self._show_hint(keep=True)

    def _chosen_row(self) -> InjectRow | None:
        view = self._room.view
        rows = () if view is None else view.injects
        return next((r for r in rows if r.inject.number == self._room.number), None)

    @Slot()
    def _show_hint(self, *, keep: bool = False) -> None:
        """How rows are reordered, or why they are not; a refusal stands until it has been read."""
        if keep and self._calm.isActive():
            return
        self._calm.stop()
        words = FOLLOWS if self.actions_["retime"].isChecked() else STAYS
        self.view.why_not = ""
        if self._sort:
            words = "Sorted by a column; click its heading again for the order of the list"
            self.view.why_not = f"{words}, in which rows can be dragged."
        set_tone(self.hint, "text2")
        self.hint.setText(words)
        self.hint.setVisible(bool(self.model.rows))

    @Slot(str)
    def say(self, words: str) -> None:
        """A sentence stands below the list for some seconds."""
        self.hint.setVisible(True)
        self.hint.setText(words)
        set_tone(self.hint, "warn")
        self._calm.start()

    @Slot(str)
    def show_columns(self, kind: str) -> None:
        """The columns are those of a tool, or all."""
        view = self._room.view
        self._sort = ""
        self.view.horizontalHeader().setSortIndicatorShown(False)
        self.model.show_columns(column_set(kind, () if view is None else view.columns))
        self._show_rows()
        self.choose(self._room.number)

    # ------------------------------------------------------------------------------ filter, order

    @Slot(object)
    def _want(self, wanted: Filter) -> None:
        if wanted != self._filter:
            self._filter = wanted
            self._show_rows()

    @Slot(str)
    def search(self, words: str) -> None:
        """Only injects that have those words are shown."""
        self.bar.text.setText(words)

    @Slot(bool)
    def open_bar(self, on: bool) -> None:
        """The filter is in view, or shows all and is away."""
        self.bar.setVisible(on)
        if on:
            self.bar.text.setFocus()
        else:
            self.bar.show_all()
            self.view.setFocus()

    @Slot()
    def _close_bar(self) -> None:
        self.actions_["filter"].setChecked(False)

    @Slot(int)
    def _sorted(self, section: int) -> None:
        """A heading clicked sorts up, then down, then no more."""
        key, head = self.model.keys[section], self.view.horizontalHeader()
        if key != self._sort:
            self._sort, self._down = key, False
        elif not self._down:
            self._down = True
        else:
            self._sort = ""
        order = Qt.SortOrder.DescendingOrder if self._down else Qt.SortOrder.AscendingOrder
        head.setSortIndicator(section, order)
        head.setSortIndicatorShown(bool(self._sort))
        self._calm.stop()
        self._show_rows()

    # ----------------------------------------------------------------------------------- choosing

    @Slot()
    def _picked(self) -> None:
        row = self.view.currentIndex().row()
        if 0 <= row < len(self.model.rows):
            self._room.choose(self.model.numbers[row])

    @Slot(str)
    def choose(self, number: str) -> None:
        """The row of that inject is the chosen one."""
        row = self.model.row_of(number)
        if row < 0:
            self.view.clearSelection()
        elif row != self.view.currentIndex().row() or not self.view.selectionModel().hasSelection():
            column = max(0, self.view.currentIndex().column())
            self.view.choose(row, column)
        if self._room.view is not None:
            self.acts.show_row(self._chosen_row(), self._room.view)

    @Slot(str)
    def edit(self, number: str) -> None:
        """The editor is open on that inject."""
        self.hands.edit(number)

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        if index.isValid():
            self._room.choose(self.model.numbers[index.row()])
        menu: QMenu = self.acts.menu
        menu.popup(self.view.viewport().mapToGlobal(at))

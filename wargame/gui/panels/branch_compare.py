"""Two branches side by side: figures turn by turn, and two maps that move together."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSlider,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from wargame.app.atlas import Atlas
from wargame.app.records import SessionView
from wargame.app.session_records import BranchComparison
from wargame.gui.dress import label, put_on, with_role
from wargame.gui.map.view import MapView
from wargame.gui.panels.branch_table import TurnModel
from wargame.gui.theme import Theme
from wargame.gui.view_on_map import put_on_map
from wargame.gui.words import plain

SIZE = QSize(1500, 900)
WORDY = (0, 8, 9)  # columns of words


class BranchWindow(QDialog):
    """Not modal. `wanted(turn)`: the two maps are to show that turn; closing it costs nothing."""

    wanted = Signal(int)

    def __init__(self, theme: Theme, atlas: Atlas, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("Two branches")
        self._theme = theme
        self._following = False
        self.found: BranchComparison | None = None
        self.words: QLabel = label("secondary", "text2", wrap=True)
        self.names: tuple[QLabel, QLabel] = (label("section"), label("section"))
        self.maps = (MapView(theme, atlas), MapView(theme, atlas))
        self.turn: QLabel = label("control")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("Turn shown on both maps")
        self.slider.setPageStep(1)
        self.model = TurnModel(theme)
        self.table = QTableView()
        self.table.setModel(self.model)
        self._prepare_table()
        self._lay_out()
        self.slider.valueChanged.connect(self._turn_chosen)
        self.table.clicked.connect(self._row_chosen)
        self.maps[0].canvas.moved.connect(self._left_moved)
        self.maps[1].canvas.moved.connect(self._right_moved)
        self.set_theme(theme)

    def _prepare_table(self) -> None:
        table = self.table
        table.setAccessibleName("Figures of both branches by turn")
        table.verticalHeader().hide()
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column in WORDY:
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setHighlightSections(False)
        with_role(table, "secondary")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label("title", text="Two branches"))
        head.addWidget(self.words, 1)
        worlds = QHBoxLayout()
        worlds.setSpacing(8)
        for name, world in zip(self.names, self.maps, strict=True):
            side = QVBoxLayout()
            side.setSpacing(4)
            side.addWidget(name)
            side.addWidget(world, 1)
            worlds.addLayout(side, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.turn)
        row.addWidget(self.slider, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(worlds, 3)
        column.addLayout(row)
        column.addWidget(self.table, 2)

    def fit_screen(self) -> None:
        """The window is as large as it is good for and the screen allows."""
        room = self.screen().availableSize()
        self.resize((SIZE * self._theme.scale).boundedTo(room))

    def set_theme(self, theme: Theme) -> None:
        """From now on the window wears `theme`."""
        self._theme = theme
        put_on(self, theme)
        self.table.horizontalHeader().setFont(theme.font("caption"))
        self.table.verticalHeader().setDefaultSectionSize(theme.px(24))
        self.turn.setMinimumWidth(theme.px(70))
        self.model.set_theme(theme)

    # showing

    def show_found(self, found: BranchComparison) -> None:
        """The figures are those of two branches; the maps follow by `wanted`."""
        self.found = found
        self.words.setText(f"A is {found.left.label}, B is {found.right.label}. {_apart(found)}")
        sides = zip("AB", self.names, (found.left, found.right), strict=True)
        for letter, name, view in sides:
            name.setText(f"{letter} \u00b7 {view.label}")
        last = len(found.turns) - 1
        self.model.show_found(found)
        self.slider.blockSignals(True)
        self.slider.setRange(0, last)
        self.slider.setValue(last)
        self.slider.blockSignals(False)
        self._turn_chosen(last)

    def show_views(self, turn: int, left: SessionView | None, right: SessionView | None) -> None:
        """The maps show that turn of each branch; a branch that has not come so far, its end."""
        if turn != self.slider.value():
            return
        for world, view in zip(self.maps, (left, right), strict=True):
            if view is None:
                continue
            put_on_map(world, view)
            note = "" if view.turn == turn else "the branch ends here"
            where = "at the start" if view.turn == 0 else f"after turn {view.turn}"
            world.set_title(f"Stability {where}: {plain(view.now.stability)}", note)

    # hands

    @Slot(int)
    def _turn_chosen(self, turn: int) -> None:
        self.turn.setText("Start" if turn == 0 else f"Turn {turn}")
        self.table.selectRow(turn)
        self.wanted.emit(turn)

    @Slot(QModelIndex)
    def _row_chosen(self, index: QModelIndex) -> None:
        self.slider.setValue(index.row())

    @Slot()
    def _left_moved(self) -> None:
        self._follow(0, 1)

    @Slot()
    def _right_moved(self) -> None:
        self._follow(1, 0)

    def _follow(self, leader: int, follower: int) -> None:
        """The other map stands where the first was moved to."""
        if self._following:
            return
        self._following = True
        camera = self.maps[leader].canvas.camera
        area = QRectF(camera.x - 1, camera.y - 1, 2, 2)
        self.maps[follower].canvas.show_area(area, camera.metres_per_pixel)
        self._following = False


def _apart(found: BranchComparison) -> str:
    """Where two branches part, and whether luck is part of the difference."""
    turn = "from the start" if found.fork_turn == 0 else f"after turn {found.fork_turn}"
    dice = "The same dice" if found.same_dice else "Other dice: luck is part of the difference"
    return f"They part {turn}. {dice}."

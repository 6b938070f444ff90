"""The panel of a drawing: what is drawn and how, what it holds, what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from wargame.gui import icons
from wargame.gui.map.drawing.figures import Figures, FiguresView
from wargame.gui.map.drawing.sketch import BELT, CIRCLE, FREEHAND, POLYGON
from wargame.gui.map.overlays import SHADOW, Overlay, tint
from wargame.gui.theme import Theme
from wargame.gui.widgets.tick import Tick

WIDTH = 556
KINDS = ((POLYGON, "Polygon"), (FREEHAND, "Freehand"), (CIRCLE, "Circle"), (BELT, "Belt"))
OPERATIONS = (
    ("union", "Add"),
    ("subtract", "Cut out"),
    ("intersect", "Keep only what lies in"),
)
ON_THE_MAP = ""  # stands for the id of a region that is still to be clicked
FARTHEST_KM = 500.0
PUSH = "padding: 0 8px"  # seven buttons stand in a row


class DrawPanel(Overlay):
    """Buttons and figures of one drawing.

    `kind_chosen(str)`, `numbers_changed()`, `finish_wanted()`, `cancel_wanted()` while sketching;
    `part_wanted(str)` ("union" or "subtract"), `region_wanted(operation, id)`, its
    id ON_THE_MAP where it is to be clicked there,
    `buffer_wanted(km)`, `done_wanted()` while editing; `snapping(bool)` always.
    """

    kind_chosen = Signal(str)
    numbers_changed = Signal()
    finish_wanted = Signal()
    cancel_wanted = Signal()
    part_wanted = Signal(str)
    region_wanted = Signal(str, str)
    buffer_wanted = Signal(float)
    done_wanted = Signal()
    snapping = Signal(bool)

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        """Lie on the map, hidden."""
        super().__init__(parent)
        self.title = QLabel(self)
        self.close_button = QToolButton(self)
        self.kinds = QButtonGroup(self)
        self.hint = QLabel(self)
        self.said = QLabel(self)
        self.figures = FiguresView(self)
        self.snap = Tick("Snap", theme, self)
        self.radius = _number("Radius in km", 50.0, 0.5)
        self.near = _number("Nearest distance from the front in km", 0.0, 0.0)
        self.far = _number("Farthest distance from the front in km", 30.0, 0.0)
        self.wider = _number("Wider by km, narrower below zero", 10.0, -FARTHEST_KM)
        self._rows: dict[str, QWidget] = {}
        self._texts: list[QLabel] = []
        self._buttons: list[QAbstractButton] = []
        self._regions: Mapping[str, str] = {}
        self._lay_out()
        self._connect()
        self.hide()

    # building

    def _lay_out(self) -> None:
        self.close_button.setAutoRaise(True)
        self.close_button.setStyleSheet("padding: 0")
        self.close_button.setAccessibleName("Stop drawing")
        self.close_button.setToolTip("Stop drawing (Esc)")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.snap.setChecked(True)
        self.snap.setAccessibleName("Snap to borders of regions, rivers and the front")
        self.snap.setToolTip("Snap to borders, rivers and the front; hold Ctrl to let go")
        self.said.setWordWrap(True)
        self.said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(SHADOW + 10, SHADOW + 7, SHADOW + 8, SHADOW + 8)
        column.setSpacing(5)
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self._kind_row())
        first.addWidget(self._edit_row())
        first.addWidget(self.snap)
        first.addStretch(1)
        first.addWidget(self._sketch_row())
        first.addWidget(self._done_row())
        first.addWidget(self._picking_row())
        first.addWidget(self.close_button)
        third = QHBoxLayout()
        third.setSpacing(8)
        third.addWidget(self.title)
        third.addWidget(self._row("circle", self._text("Radius"), self.radius))
        third.addWidget(
            self._row("belt", self._text("From"), self.near, self._text("to"), self.far)
        )
        third.addWidget(self.hint, 1)
        column.addLayout(first)
        column.addWidget(self.figures)
        column.addLayout(third)
        column.addWidget(self.said)

    def _text(self, words: str) -> QLabel:
        made = QLabel(words, self)
        self._texts.append(made)
        return made

    def _row(self, name: str, *parts: QWidget, stretch: bool = False) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for part in parts:
            line.addWidget(part)
        if stretch:
            line.addStretch(1)
        self._rows[name] = row
        return row

    def _kind_row(self) -> QWidget:
        buttons = []
        for kind, words in KINDS:
            button = QToolButton(self)
            button.setText(words)
            button.setCheckable(True)
            button.setProperty("kind", kind)
            button.setProperty("outlined", True)
            button.setAccessibleName(f"Draw as {words.lower()}")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.kinds.addButton(button)
            buttons.append(button)
        self._buttons += buttons
        return self._row("kinds", *buttons)

    def _button(self, words: str, tip: str, slot: Callable[..., object]) -> QPushButton:
        button = QPushButton(words, self)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(slot)
        self._buttons.append(button)
        return button

    def _sketch_row(self) -> QWidget:
        self.finish = self._button("Finish", "Close the shape (Enter)", self.finish_wanted.emit)
        self.cancel = self._button("Cancel", "Drop the shape (Esc)", self.cancel_wanted.emit)
        return self._row("sketch", self.finish, self.cancel)

    def _edit_row(self) -> QWidget:
        self.add = self._button("Add part", "Draw a part more", self._add_part)
        self.cut = self._button("Cut hole", "Draw a part to take away", self._cut_part)
        self.region = QToolButton(self)
        self.region.setText("Region")
        self.region.setToolTip("Add, cut out or keep a region of Ukraine")
        self.region.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.region.setProperty("outlined", True)
        self.region.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu = QMenu(self)
        self.region.setMenu(self._menu)
        self._buttons.append(self.region)
        self.apply = self._button("Widen by", "Widen the zone all round", self._apply_buffer)
        parts = (self.add, self.cut, self.region, self.apply, self.wider)
        return self._row("edit", *parts)

    def _done_row(self) -> QWidget:
        self.done = self._button("Done", "Put the handles away (Esc)", self.done_wanted.emit)
        return self._row("done", self.done)

    def _picking_row(self) -> QWidget:
        self.back = self._button("Back", "Pick no region (Esc)", self.cancel_wanted.emit)
        return self._row("picking", self.back)

    def _connect(self) -> None:
        self.close_button.clicked.connect(self._close)
        self.kinds.buttonClicked.connect(self._kind_clicked)
        self.snap.toggled.connect(self.snapping)
        for field in (self.radius, self.near, self.far):
            field.valueChanged.connect(self._numbers)
        self.wider.lineEdit().returnPressed.connect(self._apply_buffer)

    def restyle(self, theme: Theme) -> None:
        """Take colours and fonts from `theme`."""
        super().restyle(theme)
        for part in self.findChildren(QWidget):
            part.ensurePolished()  # a style sheet's first polish would take the font back
        tint(self.title, theme, "text", "section")
        tint(self.hint, theme, "text2", "secondary")
        tint(self.said, theme, "warn", "secondary")
        for words in self._texts:
            tint(words, theme, "text2", "secondary")
        self.figures.restyle(theme)
        self.snap.set_theme(theme)
        side = theme.length("size.hit_min")
        self.close_button.setIcon(icons.icon("x", theme, "text2", 15))
        self.close_button.setFixedSize(side, side)
        for button in self._buttons:
            button.setFont(theme.font("control"))
            button.setFixedHeight(theme.px(28))
            if isinstance(button, QPushButton):
                button.setStyleSheet(PUSH)
        for field in (self.radius, self.near, self.far, self.wider):
            field.setFont(theme.font("control"))
            field.setFixedWidth(theme.px(78))
        self.refit()

    # what is shown

    def show_sketch(self, title: str, kind: str, hint: str) -> None:
        """Show what belongs to a shape being sketched."""
        self.title.setText(title)
        self._show_rows("kinds", "sketch", kind)
        for button in self.kinds.buttons():
            button.setChecked(button.property("kind") == kind)
        self.show_hint(hint)
        self.show_said("")

    def show_edit(self, title: str) -> None:
        """Show what belongs to a zone whose handles are out."""
        self.title.setText(title)
        self._show_rows("edit", "done")
        self.show_hint("Drag a corner or a middle; right click or Delete takes one away.")

    def show_pick(self, hint: str) -> None:
        """Show what belongs to a region being picked on the map."""
        self._show_rows("picking")
        self.show_hint(hint)
        self.show_said("")

    def _show_rows(self, *names: str) -> None:
        for name, row in self._rows.items():
            row.setVisible(name in names)

    def show_hint(self, words: str) -> None:
        """Say what a hand does next."""
        if self.hint.text() != words:
            self.hint.setText(words)
            self.refit()

    def show_said(self, words: str) -> None:
        """Say what was mended or refused, or nothing."""
        if self.said.text() != words:
            self.said.setText(words)
            self.said.setVisible(bool(words))
            self.refit()

    def show_figures(self, found: Figures | None) -> None:
        """Show what the zone under the hand holds."""
        self.figures.show_figures(found)

    def set_regions(self, regions: Sequence[tuple[str, str]]) -> None:
        """Offer these regions, (id, name), to be added, cut out or kept."""
        self._menu.clear()
        for operation, words in OPERATIONS:
            menu = self._menu.addMenu(words)
            for region, name in ((ON_THE_MAP, "Click it on the map"), *regions):
                action = QAction(name, menu)
                action.setData((operation, region))
                action.triggered.connect(self._region_chosen)
                menu.addAction(action)
            menu.insertSeparator(menu.actions()[1])

    def fit(self, room: int) -> None:
        """Be no wider than `room` pixels."""
        theme = self._theme
        if theme is None:
            return
        wide = min(theme.px(WIDTH) + 2 * SHADOW, room)
        if wide != self.width():
            self.setFixedWidth(wide)
            self.refit()

    def refit(self) -> None:
        """Take the height that the parts shown need."""
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()
            self.resize(QSize(self.width(), layout.sizeHint().height()))

    # what is done

    @Slot(QAbstractButton)
    def _kind_clicked(self, button: QAbstractButton) -> None:
        self.kind_chosen.emit(str(button.property("kind")))

    @Slot(float)
    def _numbers(self, _value: float) -> None:
        self.numbers_changed.emit()

    @Slot()
    def _close(self) -> None:
        if self._rows["edit"].isVisible():
            self.done_wanted.emit()
        else:
            self.cancel_wanted.emit()

    @Slot()
    def _add_part(self) -> None:
        self.part_wanted.emit("union")

    @Slot()
    def _cut_part(self) -> None:
        self.part_wanted.emit("subtract")

    @Slot()
    def _apply_buffer(self) -> None:
        self.buffer_wanted.emit(self.wider.value())

    @Slot()
    def _region_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            operation, region = action.data()
            self.region_wanted.emit(operation, region)


def _number(name: str, value: float, least: float) -> QDoubleSpinBox:
    field = QDoubleSpinBox()
    field.setRange(least, FARTHEST_KM)
    field.setDecimals(1)
    field.setSingleStep(5.0)
    field.setValue(value)
    field.setSuffix(" km")
    field.setAccessibleName(name)
    return field

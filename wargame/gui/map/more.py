"""The part of the legend that few need: borders by point of view, memberships, reach, grids."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QToolButton, QVBoxLayout, QWidget

from wargame.gui import icons
from wargame.gui.theme import Theme

# What each point of view shows: the recognised border, the claims. Control is shown in all of them,
# and a claim is never drawn without the word.
VIEWS: Mapping[str, tuple[bool, bool]] = {
    "Borders as recognised": (True, False),
    "Recognised, with claims": (True, True),
    "Claims without the border": (False, True),
}
KEYS = ("recognised", "claims")
SPACING = 3


class MoreLayers(QWidget):
    """A button that unfolds further rows, and the switch between points of view above them."""

    unfolded = Signal()  # or folded again

    def __init__(self, parent: QWidget, boxes: Mapping[str, QCheckBox]) -> None:
        """Start folded; `boxes` are the legend's, by layer, filled in later."""
        super().__init__(parent)
        self._boxes = boxes
        self._theme: Theme | None = None
        self.button = QToolButton(self)
        self.button.setText("More layers")
        self.button.setToolTip("Borders and claims, EU, neighbours, reach, forces, names, grids")
        self.button.setAutoRaise(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.clicked.connect(self.unfold)
        self.page = QWidget(self)
        self.view = QComboBox(self.page)
        self.view.setAccessibleName("Point of view on borders")
        self.view.addItems([*VIEWS, "Own choice"])
        self.view.activated.connect(self._choose)
        self.rows = QVBoxLayout(self.page)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(SPACING)
        self.rows.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addWidget(self.button)
        column.addWidget(self.page)
        self.page.hide()

    def restyle(self, theme: Theme) -> None:
        """Take fonts and colours from `theme`."""
        self._theme = theme
        self.button.setFont(theme.font("secondary"))
        self.view.setFont(theme.font("secondary"))
        self.button.setStyleSheet("padding: 0")
        self._sign()

    def _sign(self) -> None:
        folded = self.page.isHidden()
        self.button.setAccessibleName("More layers" if folded else "Fewer layers")
        self.button.setText("More layers" if folded else "Fewer layers")
        if self._theme is not None:
            name = "chevron-right" if folded else "chevron-down"
            self.button.setIcon(icons.icon(name, self._theme, "text2"))

    def unfold(self) -> None:
        """Show the further rows, or fold them away again."""
        self.page.setVisible(self.page.isHidden())
        self._sign()
        self.unfolded.emit()

    def extra(self) -> int:
        """Return the pixels of height that the unfolded rows take."""
        return 0 if self.page.isHidden() else self.page.sizeHint().height() + SPACING

    def _choose(self, index: int) -> None:
        wanted = VIEWS.get(self.view.itemText(index))
        if wanted is None:
            self.follow()
            return
        for key, on in zip(KEYS, wanted, strict=True):
            self._boxes[key].setChecked(on)

    def follow(self) -> None:
        """Name the point of view that the two switches make."""
        if not all(key in self._boxes for key in KEYS):
            return
        now = tuple(self._boxes[key].isChecked() for key in KEYS)
        index = next((i for i, shown in enumerate(VIEWS.values()) if shown == now), len(VIEWS))
        self.view.setCurrentIndex(index)

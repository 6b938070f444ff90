"""A titled part of a panel that folds under a disclosure arrow."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from wargame.gui import icons
from wargame.gui.dress import label, with_role
from wargame.gui.theme import Theme


class Section(QWidget):
    """A heading with a note at its right and a body below; the arrow shows or folds the body."""

    def __init__(
        self,
        title: str,
        heading: str,
        body: QWidget,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._foldable = True
        self.body = body
        self._titles = (heading, title)
        self.button = QToolButton()
        self.button.setText(title)
        self.button.setCheckable(True)
        self.button.setChecked(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setProperty("section", True)
        with_role(self.button, "section")
        self.note: QLabel = label("caption", "text3")
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.button)
        head.addWidget(self.note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(body)
        self.button.toggled.connect(self.unfold)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """From now on the section wears `theme`."""
        self._theme = theme
        self._show_arrow()

    def set_foldable(self, foldable: bool) -> None:
        """With the arrow the body folds; without it (in a tab) it is open under its own heading."""
        self._foldable = foldable
        if not foldable:
            self.button.setChecked(True)
        self.button.setText(self._titles[foldable])
        self.button.setEnabled(foldable)
        self._show_arrow()

    @Slot(bool)
    def unfold(self, opened: bool) -> None:
        """The body is shown or folded away."""
        self.body.setVisible(opened)
        self._show_arrow()

    def _show_arrow(self) -> None:
        side = self._theme.length("size.icon.inline") if self._foldable else 0
        self.button.setIconSize(QSize(side, side))
        name = "chevron-down" if self.button.isChecked() else "chevron-right"
        self.button.setIcon(icons.icon(name, self._theme, "text2", 15))
        self.button.setToolButtonStyle(
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon
            if self._foldable
            else Qt.ToolButtonStyle.ToolButtonTextOnly
        )

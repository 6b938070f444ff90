"""Asks what a sheet should be: kind, paper, colours, file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from wargame.gui.dress import label, put_on, with_role
from wargame.gui.sheets.paper import KINDS, PAPERS, USUAL_PAPER
from wargame.gui.theme import Theme

COLORS = {"light": "In colour", "print": "Black and white", "dark": "Dark, for a screen"}
FILTER = "PDF (*.pdf);;PNG (*.png);;SVG (*.svg)"


@dataclass(frozen=True, slots=True)
class Order:
    """A sheet that a person wants; without a path it goes to a printer."""

    kind: str
    paper: str
    theme: str
    path: Path | None


class SheetDialog(QDialog):
    """`ordered(Order)` when a person wants the sheet; for a printer it asks for no file."""

    ordered = Signal(object)

    def __init__(self, theme: Theme, folder: Path, parent: QWidget, *, printing: bool) -> None:
        super().__init__(parent)
        self._printing = printing
        self.setWindowTitle("Print the map" if printing else "Export the map")
        self.kind, self.paper, self.colors = QComboBox(), QComboBox(), QComboBox()
        self.path = QLineEdit(str(folder / "map.pdf"))
        self.browse = QPushButton("Browse \u2026")
        self._fill()
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        self.browse.clicked.connect(self._browse)
        put_on(self, theme)

    def _fill(self) -> None:
        for key, words in KINDS.items():
            self.kind.addItem(words, key)
        for key in PAPERS:
            self.paper.addItem(f"{key.upper()}, on its side", key)
        for key, words in COLORS.items():
            self.colors.addItem(words, key)
        names = {self.kind: "Sheet", self.paper: "Paper", self.colors: "Colours"}
        for box, name in names.items():
            box.setAccessibleName(name)
            with_role(box, "control")
        self.path.setAccessibleName("File")

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow("Sheet", self.kind)
        form.addRow("Colours", self.colors)
        if not self._printing:
            form.addRow("Paper", self.paper)
            row = QHBoxLayout()
            row.addWidget(self.path, 1)
            row.addWidget(self.browse)
            form.addRow("File", row)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        words = "Choose a printer \u2026" if self._printing else "Export"
        go = buttons.addButton(words, QDialogButtonBox.ButtonRole.AcceptRole)
        go.setProperty("primary", True)
        buttons.accepted.connect(self._accepted)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label("panel", text=self.windowTitle()))
        words = "The map as it stands, with legend, scale, sources and date."
        if not self._printing:
            words += " The ending of the file decides: .pdf, .png or .svg."
        column.addWidget(label("secondary", "text2", words))
        column.addLayout(form)
        column.addWidget(buttons)
        self.setMinimumWidth(520)

    @Slot()
    def _kind_chosen(self) -> None:
        usual = USUAL_PAPER[str(self.kind.currentData())]
        self.paper.setCurrentIndex(self.paper.findData(usual))

    @Slot()
    def _browse(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.windowTitle(), self.path.text(), FILTER)
        if name:
            self.path.setText(name)

    @Slot()
    def _accepted(self) -> None:
        path = None if self._printing else Path(self.path.text()).expanduser()
        order = Order(
            str(self.kind.currentData()),
            str(self.paper.currentData()),
            str(self.colors.currentData()),
            path,
        )
        self.accept()
        self.ordered.emit(order)

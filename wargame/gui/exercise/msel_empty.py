"""What stands in place of an empty events list: how to get one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from wargame.gui.dress import label, with_role
from wargame.gui.exercise.msel_acts import MselActs

WORDS = (
    "A Master Scenario Events List can be imported from XLSX, CSV or JSON, with the columns of "
    "HSEEP, CMU Blueprint, MITRE, Conducttr, T3SF or CEXF; drop the file anywhere on this window. "
    "A ready exercise is opened under Set-up."
)


class MselEmpty(QFrame):
    """Import, new inject, draw cards: the same actions as elsewhere."""

    def __init__(self, acts: MselActs) -> None:
        super().__init__()
        self.setProperty("panel", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 16, 40, 16)
        column.setSpacing(10)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(label("panel", text="No injects yet"), 0, middle)
        words = label("secondary", "text2", WORDS, wrap=True)
        words.setMaximumWidth(560)
        words.setMinimumWidth(320)
        words.setAlignment(middle)
        column.addWidget(words, 0, middle)
        row = QHBoxLayout()
        row.addStretch(1)
        for name, said in (("import", "Import MSEL \u2026"), ("new", "New inject \u2026"),
                           ("deck", "Cards \u2026")):  # fmt: skip
            button = QPushButton(said)
            with_role(button, "control")
            button.setProperty("primary", name == "import")
            button.clicked.connect(acts.actions_[name].trigger)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

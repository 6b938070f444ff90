"""The paperwork: which documents, in which form, made beside the window, opened from here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from wargame.gui.dress import label, with_role
from wargame.gui.exercise.documents_job import Document, DocumentsJob
from wargame.gui.exercise.documents_words import KINDS, Kind, missing
from wargame.gui.exercise.room import Room
from wargame.gui.theme import Theme

if TYPE_CHECKING:
    from wargame.app.exercise_records import ExerciseView

FORMS = (("html", "HTML page, one file"), ("pdf", "PDF"))
TABLES = (("", "None"), ("csv", "CSV, a file each"), ("xlsx", "XLSX, a sheet each"))
PAPERS = (("a4", "A4"), ("letter", "Letter"))
MAPS = (("print", "Black and white"), ("light", "In colour"), ("none", "No maps"))
SETS = ((40, "40 assumption sets"), (120, "120 assumption sets, slower"), (0, "Leave that out"))
FOLDER = "documents/folder"
PATH_ROLE = Qt.ItemDataRole.UserRole


class _Choice(QWidget):
    """One kind of document with its box, what it is for, and what it still lacks."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind
        self.box = QCheckBox(kind.title)
        self.box.setAccessibleDescription(kind.words)
        with_role(self.box, "control")
        self.words: QLabel = label("secondary", "text2", kind.words, wrap=True)
        self.lacks: QLabel = label("caption", "warn", wrap=True)
        self.lacks.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(2)
        column.addWidget(self.box)
        for line in (self.words, self.lacks):
            line.setIndent(24)
            column.addWidget(line)

    def show_missing(self, found: tuple[str, ...]) -> None:
        """What is missing stands below, or nothing does."""
        self.lacks.setText("\u26a0 Not in it yet: " + "; ".join(found) if found else "")
        self.lacks.setVisible(bool(found))


class DocumentsPage(QFrame):
    """What is chosen here is made from the session's file as it stands."""

    def __init__(self, room: Room, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._room = room
        self.job = DocumentsJob(self)
        self.choices = tuple(_Choice(kind) for kind in KINDS)
        self.form = _box(FORMS, "Form")
        self.tables = _box(TABLES, "Tables")
        self.paper = _box(PAPERS, "Paper")
        self.maps = _box(MAPS, "Maps")
        self.sets = _box(SETS, "What each option would have done")
        self.folder = QLineEdit(str(room.window.settings.value(FOLDER, str(Path.home()))))
        self.browse = _button("Choose \u2026")
        self.make = _button("Make the documents")
        self.make.setProperty("primary", True)
        self.cancel = _button("Cancel")
        self.progress = QProgressBar()
        self.said: QLabel = label("secondary", "text2", wrap=True)
        self.made = QListWidget()
        self.open = _button("Open")
        self._lay_out()
        self._connect()
        self.set_theme(theme)
        self._allow()

    def _lay_out(self) -> None:
        inside = QFrame()
        inside.setProperty("panel", True)
        left = QVBoxLayout(inside)
        left.setContentsMargins(16, 12, 16, 12)
        left.addWidget(label("panel", text="Documents"))
        for choice in self.choices:
            left.addWidget(choice)
        left.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(scroll, 1)
        row.addLayout(self._right(), 1)

    def _right(self) -> QVBoxLayout:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setVerticalSpacing(8)
        named = (self.form, self.paper, self.maps, self.tables, self.sets)
        for box in named:
            form.addRow(label("control", text=box.accessibleName()), box)
        with_role(self.folder, "control")
        self.folder.setAccessibleName("Folder")
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        place.addWidget(self.browse)
        form.addRow(label("control", text="Folder"), place)
        hands = QHBoxLayout()
        hands.addWidget(self.make)
        hands.addWidget(self.cancel)
        hands.addWidget(self.progress, 1)
        self.made.setAccessibleName("Documents made")
        with_role(self.made, "secondary")
        column = QVBoxLayout()
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addWidget(label("panel", text="How, and where"))
        column.addLayout(form)
        column.addLayout(hands)
        column.addWidget(self.said)
        column.addWidget(self.made, 1)
        under = QHBoxLayout()
        words = "The words and the order of a document are templates that you can change:"
        self.templates: QPushButton = _button("Open the templates")
        self.templates.setToolTip(words)
        under.addWidget(label("caption", "text3", words, wrap=True), 1)
        under.addWidget(self.templates)
        under.addWidget(self.open)
        column.addLayout(under)
        return column

    def _connect(self) -> None:
        for choice in self.choices:
            choice.box.toggled.connect(self._allow)
        self.folder.textChanged.connect(self._allow)
        self.browse.clicked.connect(self._browse)
        self.make.clicked.connect(self.start)
        self.cancel.clicked.connect(self.job.stop)
        self.open.clicked.connect(self._open)
        self.templates.clicked.connect(self._open_templates)
        self.made.itemActivated.connect(self._open)
        self.made.currentRowChanged.connect(self._allow)
        self.job.begun.connect(self._begun)
        self.job.made.connect(self._made)
        self.job.failed.connect(self._failed)
        self.job.ended.connect(self._ended)
        self._room.shown.connect(self.show_view)
        self._room.told.connect(self._allow)

    def set_theme(self, theme: Theme) -> None:
        """Lengths follow the size of the text."""
        self.made.setSpacing(theme.px(2))
        self.progress.setMaximumHeight(theme.px(6))

    @Slot(object)
    def show_view(self, view: ExerciseView) -> None:
        """Each kind says what it still lacks."""
        turn = self._room.game.turn if self._room.game is not None else 0
        for choice in self.choices:
            choice.show_missing(missing(choice.kind.id, view, turn))
        self._allow()

    # ------------------------------------------------------------------------------------- making

    @property
    def wanted(self) -> tuple[Kind, ...]:
        """The kinds that are chosen."""
        return tuple(choice.kind for choice in self.choices if choice.box.isChecked())

    def _why_not(self) -> str:
        """Why nothing can be made now; empty when it can."""
        if self._session is None:
            return "This session has no file yet; File, Save a copy gives it one."
        if not self.wanted:
            return "Choose a document."
        if not Path(self.folder.text()).is_dir():
            return "There is no such folder."
        return ""

    @property
    def _session(self) -> Path | None:
        saved = self._room.log.saved if self._room.log is not None else None
        return Path(saved.path) if saved is not None and saved.path else None

    @Slot()
    def _allow(self) -> None:
        running, reason = self.job.running, self._why_not()
        self.make.setEnabled(not running and not reason)
        self.cancel.setEnabled(running)
        self.progress.setVisible(running)
        self.open.setEnabled(self.made.currentItem() is not None)
        if not running:
            self.said.setText(reason)

    @Slot()
    def start(self) -> None:
        """What is chosen is being made; files of the same name are replaced."""
        session, folder = self._session, Path(self.folder.text())
        if session is None:
            return
        self._room.window.settings.setValue(FOLDER, str(folder))
        form = self.form.currentData()
        self.made.clear()
        self.job.start(
            Document(
                kind.id,
                kind.title,
                session,
                folder / f"{session.stem}-{kind.id}.{form}",
                self.paper.currentData(),
                self.maps.currentData(),
                self.sets.currentData(),
                self.tables.currentData(),
            )
            for kind in self.wanted
        )
        self._allow()

    @Slot(object, int, int)
    def _begun(self, document: Document, number: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(number - 1)
        self.said.setText(f"Making {number} of {of}: {document.title} \u2026")

    @Slot(object, str)
    def _made(self, document: Document, words: str) -> None:
        self._line(f"\u2713 {document.out.name}", document.out, words)
        if document.tables:
            self._line(f"\u2713 {document.tables_at.name}, tables", document.tables_at, words)

    @Slot(object, str)
    def _failed(self, document: Document, words: str) -> None:
        self._line(f"\u2717 {document.title}: {words}", None, words)

    def _line(self, words: str, path: Path | None, tip: str) -> None:
        item = QListWidgetItem(words)
        item.setToolTip(tip)
        item.setData(PATH_ROLE, str(path) if path is not None else "")
        self.made.addItem(item)

    @Slot()
    def _ended(self) -> None:
        if self.made.count():
            self.made.setCurrentRow(0)
        self._allow()
        if not self._why_not():
            self.said.setText(f"In {self.folder.text()}")

    # ------------------------------------------------------------------------------------ opening

    @Slot()
    def _browse(self) -> None:
        found = QFileDialog.getExistingDirectory(self, "Folder for documents", self.folder.text())
        if found:
            self.folder.setText(found)

    @Slot()
    def _open(self) -> None:
        item = self.made.currentItem()
        path = item.data(PATH_ROLE) if item is not None else ""
        if path:
            QDesktopServices.openUrl(QUrl.fromLocalFile(path))

    @Slot()
    def _open_templates(self) -> None:
        from wargame import paths  # noqa: PLC0415  only when asked

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.assets() / "templates")))

    def stop(self) -> None:
        """Nothing is being made any more."""
        self.job.stop()


def _button(words: str) -> QPushButton:
    made = QPushButton(words)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    with_role(made, "control")
    return made


def _box(choices: tuple[tuple[object, str], ...], name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    with_role(made, "control")
    for value, words in choices:
        made.addItem(words, value)
    return made

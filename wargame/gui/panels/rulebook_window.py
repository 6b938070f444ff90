"""The rulebook beside the game: search, topics, the list of rules, and the page of one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QSizePolicy,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from wargame.app.rulebook_records import Book, RulePage
from wargame.gui.dress import label, put_on, with_role
from wargame.gui.panels.rulebook_model import PAGE, RuleFilter, RuleModel
from wargame.gui.theme import Theme

SIZE = (1080, 680)  # fits 1280 x 720
LIST_WIDTH = 380
INKS = ("text", "text2", "text3", "sunken", "accent")
WAIT = "Reading the rules \u2026"
PLAYING = "Worked examples follow: the engine is playing them."


class RulebookWindow(QDialog):
    """Not modal: the game goes on beside it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("Rulebook")
        self._theme = theme
        self._book: Book | None = None
        self._wanted = ""
        self.model = RuleModel(self)
        self.filter = RuleFilter(self.model, self)
        self.field = QLineEdit()
        self.topics = QComboBox()
        self.list = QListView()
        self.count: QLabel = label("caption", "text3")
        self.page = QTextBrowser()
        self._lay_out()
        self._connect()
        self.page.setPlainText(WAIT)
        self.set_theme(theme)

    def _lay_out(self) -> None:
        self.field.setPlaceholderText("Search words, parameters, sources")
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName("Search the rules")
        self.topics.setAccessibleName("Topic")
        shrinking = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.topics.setSizeAdjustPolicy(shrinking)
        self.topics.setMinimumContentsLength(10)
        self.topics.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.list.setModel(self.filter)
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTabKeyNavigation(False)
        self.list.setAccessibleName("Rules in the order played")
        self.page.setOpenLinks(False)
        self.page.setTabChangesFocus(True)
        self.page.setAccessibleName("The rule")
        for widget, role in (
            (self.field, "control"),
            (self.topics, "control"),
            (self.list, "body"),
        ):
            with_role(widget, role)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.field, self.topics, self.list, self.count):
            column.addWidget(part)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(left)
        self.split.addWidget(self.page)
        self.split.setStretchFactor(1, 1)
        self.split.setChildrenCollapsible(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.addWidget(self.split)

    def _connect(self) -> None:
        self.field.textChanged.connect(self.look_up)
        self.field.installEventFilter(self)
        self.topics.currentIndexChanged.connect(self.look_up)
        self.list.selectionModel().selectionChanged.connect(self._selected)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._to_field)

    def set_theme(self, theme: Theme) -> None:
        """The window and the page wear `theme`."""
        self._theme = theme
        put_on(self, theme)
        self.page.document().setDefaultFont(theme.font("body"))
        self.page.document().setDocumentMargin(theme.px(16))
        chosen = self.list.palette()
        chosen.setColor(QPalette.ColorRole.Highlight, theme.color("accent_soft"))
        chosen.setColor(QPalette.ColorRole.HighlightedText, theme.color("text"))
        self.list.setPalette(chosen)
        self._show_page()

    def show_book(self, book: Book) -> None:
        """The rules of `book` are listed; the one looked at stays in view."""
        kept = self._wanted or (self.current.id if self.current else "")
        if self._book is None:
            self.topics.addItem("All topics", None)
            for topic in book.topics:
                self.topics.addItem(topic.question, frozenset((*topic.rules, *topic.others)))
        self._book = book
        self.model.show_book(book)
        self.look_up()
        self.open_rule(kept)

    def open_rule(self, rule_id: str) -> None:
        """The rule is in view; without a book it is once there is one. An unknown id: the first."""
        self._wanted = rule_id
        if self._book is None:
            return
        self._wanted = ""
        if rule_id in self._book.rules and self._row(rule_id) is None:
            self.field.clear()
            self.topics.setCurrentIndex(0)
        row = self._row(rule_id)
        index = self.filter.index(row or 0, 0)
        if index.isValid():
            self.list.setCurrentIndex(index)
            QTimer.singleShot(0, self._into_view)  # once the list has its heights

    @Slot()
    def _into_view(self) -> None:
        self.list.scrollTo(self.list.currentIndex(), QListView.ScrollHint.PositionAtCenter)

    def _row(self, rule_id: str) -> int | None:
        """The row in which a rule is listed now."""
        for row in range(self.filter.rowCount()):
            rule = self.filter.index(row, 0).data(PAGE)
            if isinstance(rule, RulePage) and rule.id == rule_id:
                return row
        return None

    @property
    def current(self) -> RulePage | None:
        """The rule in view."""
        rule = self.list.currentIndex().data(PAGE)
        return rule if isinstance(rule, RulePage) else None

    @Slot()
    def look_up(self) -> None:
        """Only the rules searched for are listed, the first of them in view."""
        kept = self.current
        self.filter.search(self.field.text(), self.topics.currentData())
        found = self.filter.rowCount()
        self.count.setText(f"{found} of {self.model.rowCount()} rules")
        row = self._row(kept.id) if kept else None
        self.list.setCurrentIndex(self.filter.index(row or 0, 0) if found else QModelIndex())
        self._show_page()

    @Slot(QItemSelection, QItemSelection)
    def _selected(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self._show_page()

    def _show_page(self) -> None:
        rule = self.current
        if self._book is None:
            return
        if rule is None:
            self.page.setPlainText("No rule holds these words.")
            return
        from wargame.app import rulebook  # noqa: PLC0415  costs the first window nothing

        inks = {name: self._theme.hex(name) for name in INKS}
        mono = self._theme.font("formula").families()[0]
        html = rulebook.entry_html(rule, inks, mono)
        if rule.example is None:
            html += f"<p style='color:{inks['text3']}'>{PLAYING}</p>"
        self.page.setHtml(html)

    @Slot()
    def _to_field(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter lead from the search to the list."""
        if watched is self.field and isinstance(event, QKeyEvent):
            down = event.type() == QEvent.Type.KeyPress and event.key() in (
                Qt.Key.Key_Down,
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
            )
            if down:
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

"""The rules as a list: found by words or by topic."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from wargame.app.rulebook_records import Book, RulePage

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
PAGE = int(Qt.ItemDataRole.UserRole)


class RuleModel(QAbstractListModel):
    """Every rule in the order played: its number and its first sentence."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rules: tuple[RulePage, ...] = ()

    def show_book(self, book: Book) -> None:
        """The rules are those of `book`."""
        self.beginResetModel()
        self.rules = tuple(book.rules.values())
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """One row for each rule."""
        return 0 if parent.isValid() else len(self.rules)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a row, for eyes and for a screen reader."""
        if not index.isValid():
            return None
        rule = self.rules[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{rule.number}  {rule.title}"
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return f"{rule.id}, phase {rule.phase}: {rule.question}"
        return rule if role == PAGE else None


def searched(rule: RulePage) -> str:
    """Everything of a rule that a search looks at, in lower case."""
    parts: list[str] = [
        rule.id, rule.number, rule.phase, rule.title, rule.words, *rule.formula, rule.topic,
        rule.question,
    ]  # fmt: skip
    parts += [f"{figure.name} {figure.meaning} {figure.source}" for figure in rule.parameters]
    parts += [text for _, text, _ in rule.citations]
    parts += [changed.meaning for changed in rule.changes]
    return " ".join(parts).lower()


class RuleFilter(QSortFilterProxyModel):
    """The rules that hold every word searched for and belong to the topic chosen."""

    def __init__(self, source: RuleModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rules = source
        self._words: Sequence[str] = ()
        self._topic: frozenset[str] | None = None
        self.setSourceModel(source)

    def search(self, text: str, topic: frozenset[str] | None) -> None:
        """Only rules with all words of `text` are listed, of those ids; None stands for all."""
        self._words, self._topic = text.lower().split(), topic
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Whether the rule of that row is listed."""
        rule = self._rules.rules[source_row]
        if self._topic is not None and rule.id not in self._topic:
            return False
        text = searched(rule)
        return all(word in text for word in self._words)

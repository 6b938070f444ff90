"""The engine's error tree, split by whose fault it is; each takes fields and makes the sentence."""

from __future__ import annotations


class WargameError(Exception):
    """Something a person or an author of rules can put right; its text is a sentence."""


class RuleFault(WargameError):
    """A rule breaks the engine's contract: the fault of whoever wrote the rule."""

    def __init__(self, rule: str, what: str) -> None:
        super().__init__(f"rule {rule}: {what}")
        self.rule = rule


class UnknownField(WargameError):
    """A rule, decision or view names a state field that no one declared."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f'the state has no field "{name}"; it has {len(known)} fields')
        self.name = name
        self.known = known


class IllegalDecision(WargameError):
    """A decision cannot be carried out as given: the fault of whoever decided."""

    def __init__(self, card: str, reason: str) -> None:
        super().__init__(f'"{card}" cannot be done: {reason}')
        self.card = card
        self.reason = reason

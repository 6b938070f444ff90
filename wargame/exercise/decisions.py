"""What seats decided and why, in seven fields; hidden until it is revealed."""

from __future__ import annotations

from pydantic import Field

from wargame.exercise.records import Record, Text

SEVEN = ("Time", "Inject", "Options", "Decision Owner", "Decision", "Rationale", "Follow-up")


class DecisionRecord(Record):
    """One decision; `seat` holds it, nobody else sees it until it is revealed."""

    time: Text = ""
    inject: Text = ""  # its number
    options: tuple[Text, ...] = ()
    owner: Text
    decision: Text = Field(min_length=1)
    rationale: Text = ""
    follow_up: Text = ""
    seat: Text
    turn: int = Field(default=0, ge=0)
    revealed: bool = False

    @property
    def seven(self) -> tuple[str, ...]:
        """The seven fields as documents print them."""
        options = "; ".join(self.options)
        return (
            self.time, self.inject, options, self.owner, self.decision, self.rationale,
            self.follow_up,
        )  # fmt: skip

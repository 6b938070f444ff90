"""Records that a session file can keep: frozen, strict, plain JSON, text without control marks."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict

LONGEST_TEXT = 32_767  # characters; what a cell of a spreadsheet holds
# What nobody sees and what breaks files: controls, zero-width marks, halves of a character.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ud800-\udfff\ufffe\uffff]"
)
_BREAKS = re.compile("\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")


def clean(text: str) -> str:
    """The text without what nobody sees; lines end in one way, nothing stands around it."""
    return _UNSEEN.sub("", _BREAKS.sub("\n", text)).strip()


def _short(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"a text has at most {LONGEST_TEXT:,} characters, not {len(text):,}")
    return text


Text = Annotated[str, AfterValidator(clean), AfterValidator(_short)]


class Record(BaseModel):
    """One row of paperwork: immutable, strict, the same as JSON and back."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, allow_inf_nan=False, populate_by_name=True
    )

    def plain(self) -> dict[str, Any]:
        """What differs from the defaults, as plain JSON."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)

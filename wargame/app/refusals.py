"""The errors whose text is a sentence for a person; any other is the program's own fault."""

from __future__ import annotations

from wargame.engine.errors import WargameError
from wargame.geo.errors import GeoError

REFUSALS: tuple[type[Exception], ...] = (WargameError, GeoError, OSError)

"""Settings that every test shares: no window on anybody's screen, no clock in property tests."""

from __future__ import annotations

import os

from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before any test imports Qt

settings.register_profile("steady", deadline=None, derandomize=True)  # the same cases everywhere
settings.register_profile("search", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

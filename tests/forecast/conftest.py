"""The shipped scenario on the bench, measured once."""

from __future__ import annotations

import pytest

from wargame.app.validation import ScenarioBench
from wargame.scenario.load import load_scenario


@pytest.fixture(scope="session")
def bench() -> ScenarioBench:
    return ScenarioBench(load_scenario("ukraine-2024-12"))

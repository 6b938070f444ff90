"""A small session file to be opened, damaged and fought over."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from wargame.journal.store import write_whole

sys.path.insert(0, str(Path(__file__).parent))  # test folders are no packages

from journal_of_texts import events, opening, snapshots


@pytest.fixture
def journal(tmp_path):
    path = tmp_path / "small.wargame"
    write_whole(path, opening(), events(12), snapshots(12), replace=False)
    return path

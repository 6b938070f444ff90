"""A real mouse on a virtual screen, in a process of its own; needs Xvfb, xdotool and openbox."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TOOLS = ("Xvfb", "xdotool", "openbox")
pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="needs Xvfb, xdotool and openbox"),
]


@pytest.fixture
def screen() -> Iterator[dict[str, str]]:
    """The environment of a virtual screen with a window manager."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x720x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        display = f":{told.readline().strip()}"
    shown = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    manager = subprocess.Popen(["openbox"], env=shown, stderr=subprocess.DEVNULL)
    yield shown
    for process in (manager, server):
        process.terminate()
        process.wait(10)


def played(script: str, folder: Path, screen: dict[str, str]) -> dict[str, object]:
    command = [sys.executable, str(HERE / "real_mouse.py"), script, str(folder)]
    done = subprocess.run(
        command, env=screen, capture_output=True, text=True, timeout=400, check=False
    )
    assert done.stdout, done.stderr[-2000:]
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    assert "fault" not in told, told["fault"]
    return told


def test_a_zone_is_drawn_edited_undone_redone_saved_and_opened_the_same(tmp_path, screen):
    told = played("steps", tmp_path, screen)
    assert told["steps"] == 4
    assert told["undone_and_redone"]
    assert told["identical"]


@pytest.mark.parametrize(("script", "corners"), [("drag", None), ("many", 2000)])
def test_forecasts_come_while_the_hand_moves(tmp_path, screen, script, corners):
    told = played(script, tmp_path, screen)
    assert told.get("vertices") == corners
    events = [what for what, _ in told["events"]]
    assert "forecast" in events[: events.index("release")]
    assert events[-1] == "final forecast"

"""Before Qt is imported, a machine that cannot open a window is told so, with the line to type."""

from __future__ import annotations

import subprocess
import sys

import pytest

from wargame.cli import preflight


def ask(env: dict[str, str], lacking: set[str] = frozenset(), reaches: bool = True) -> str | None:
    return preflight.problem(
        env, "linux", lambda name: name not in lacking, lambda _platform: reaches
    )


def test_a_machine_with_everything_has_no_problem() -> None:
    assert ask({"DISPLAY": ":0"}) is None
    assert ask({"WAYLAND_DISPLAY": "wayland-0"}) is None


def test_without_a_display_one_sentence_names_what_still_works() -> None:
    words = ask({}) or ""
    assert words.startswith("There is no display here")
    assert "wargame compare ukraine-2024-12" in words
    assert "\n" not in words


def test_a_picture_can_be_drawn_without_a_display() -> None:
    assert ask({"QT_QPA_PLATFORM": "offscreen"}) is None


def test_a_display_that_does_not_answer_is_named() -> None:
    assert "The display :7 does not answer" in (ask({"DISPLAY": ":7"}, reaches=False) or "")
    words = ask({"WAYLAND_DISPLAY": "wayland-9"}, reaches=False) or ""
    assert "The display wayland-9 does not answer" in words


def test_missing_libraries_come_with_the_exact_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight.shutil, "which", lambda _name: "apt-get")
    words = ask({"DISPLAY": ":0"}, {"libGL.so.1", "libxcb-cursor.so.0"}) or ""
    assert "Run:  sudo apt install libgl1 libxcb-cursor0\n" in words
    assert "2 system libraries" in words


def test_a_system_without_apt_is_told_the_names_of_the_libraries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(preflight.shutil, "which", lambda _name: None)
    words = ask({"DISPLAY": ":0"}, {"libGL.so.1"}) or ""
    assert "install the system packages that provide: libGL.so.1" in words
    assert "1 system library" in words


@pytest.mark.parametrize(
    ("env", "library", "asked"),
    [
        ({"DISPLAY": ":0"}, "libxcb-cursor.so.0", True),
        ({"WAYLAND_DISPLAY": "w"}, "libxcb-cursor.so.0", False),
        ({"WAYLAND_DISPLAY": "w"}, "libwayland-client.so.0", True),
        ({"DISPLAY": ":0"}, "libwayland-client.so.0", False),
        ({"QT_QPA_PLATFORM": "offscreen"}, "libxcb-cursor.so.0", False),
        ({"QT_QPA_PLATFORM": "xcb;wayland", "DISPLAY": ":0"}, "libxcb-cursor.so.0", True),
        ({"QT_QPA_PLATFORM": "wayland-egl"}, "libwayland-client.so.0", True),
        ({}, "libGL.so.1", True),
    ],
)
def test_each_platform_needs_its_own_libraries(
    env: dict[str, str], library: str, asked: bool
) -> None:
    assert (library in (ask(env, {library}) or "")) is asked


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_other_systems_bring_what_qt_needs(system: str) -> None:
    assert preflight.problem({}, system, lambda _name: False, lambda _platform: False) is None


def test_a_display_where_nothing_listens_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    if not preflight.loads("libxcb.so.1"):
        pytest.skip("libxcb is not on this machine")
    monkeypatch.setenv("DISPLAY", ":4711")
    assert preflight.answers("xcb") is False


def test_a_library_that_nobody_has_does_not_load() -> None:
    assert preflight.loads("libno-such-thing.so.9") is False


def test_the_check_imports_nothing_but_the_standard_library() -> None:
    code = (
        "import sys; before = set(sys.modules); import wargame.cli.preflight; "
        "roots = {m.split('.')[0] for m in set(sys.modules) - before}; "
        "print(sorted(roots - set(sys.stdlib_module_names) - {'wargame'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""`wargame doctor`: what the window needs here, what is there, what to type for the rest."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from typing import NamedTuple

import click

from wargame import paths
from wargame.cli import preflight
from wargame.cli.refusal import NO_WINDOW

PACKAGES = "PySide6-Essentials pyqtgraph numpy shapely pyproj pyogrio geopandas pydantic".split()
START_QT = (
    "from PySide6.QtGui import QGuiApplication; app = QGuiApplication([]); "
    "print(app.platformName())"
)


class Finding(NamedTuple):
    """One thing looked at: whether it is well, and the words for it."""

    well: bool
    words: str


@click.command(short_help="Say what the window needs here.")
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Say what the window needs here and what is missing, with the line that installs it.

    Exit status 3 when no window can be opened.
    """
    findings = list(examine())
    for finding in findings:
        click.echo(("ok       " if finding.well else "MISSING  ") + finding.words)
    if not all(finding.well for finding in findings):
        ctx.exit(NO_WINDOW)
    click.echo("The window can be opened here.")


def examine() -> Iterator[Finding]:
    """Each finding in the order in which a reader needs them."""
    yield Finding(True, f"Python {platform.python_version()} on {platform.platform(terse=True)}")
    yield from _versions()
    yield _data()
    yield _fonts()
    if not sys.platform.startswith("linux"):
        yield _qt_starts()
        return
    libraries = _libraries()
    display = _display()
    yield from (libraries, display)
    if libraries.well and display.well:
        yield _qt_starts()


def _versions() -> Iterator[Finding]:
    for name in PACKAGES:
        try:
            yield Finding(True, f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            yield Finding(False, f"{name} is not installed; reinstall wargame")
    if sys.version_info < (3, 12) and _is_installed("PySide6-Essentials", "6.12."):
        words = "PySide6 6.12 aborts on Python 3.11; run:  uv pip install 'PySide6-Essentials<6.12'"
        yield Finding(False, words)


def _is_installed(name: str, version: str) -> bool:
    try:
        return metadata.version(name).startswith(version)
    except metadata.PackageNotFoundError:
        return False


def _data() -> Finding:
    try:
        return Finding(True, f"data folders in {paths.data_root()}")
    except FileNotFoundError as error:
        return Finding(False, str(error))


def _fonts() -> Finding:
    try:
        found = sorted((paths.assets() / "fonts").glob("*.[ot]tf"))
    except FileNotFoundError:
        found = []
    if not found:
        return Finding(False, "the shipped fonts; reinstall wargame")
    return Finding(True, f"{len(found)} shipped font files, so no font of the system is needed")


def _libraries() -> Finding:
    used = preflight.platform_of(os.environ) or "xcb"
    lacking = preflight.missing(used)
    if lacking:
        line = preflight.install_line(lacking)
        return Finding(False, f"system libraries: {', '.join(lacking)}\n         Run:  {line}")
    return Finding(True, f"{len(preflight.needed(used))} system libraries that Qt loads")


def _display() -> Finding:
    used = preflight.platform_of(os.environ)
    if used and preflight.answers(used):
        return Finding(True, f"display: {used}")
    reason = preflight.problem(can_load=lambda _: True)
    return Finding(False, reason or "display")


def _qt_starts() -> Finding:
    """Qt started in a child process, for it aborts where it cannot."""
    command = [sys.executable, "-c", START_QT]
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and a fixed line
            command, capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Finding(False, f"Qt did not start: {error}")
    if done.returncode:
        said = done.stderr.strip() or f"it ended with status {done.returncode}"
        return Finding(False, f"Qt did not start: {said}")
    return Finding(True, f"Qt starts on the platform {done.stdout.strip()}")

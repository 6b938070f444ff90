"""What Qt needs of a Linux machine, checked before Qt is imported.

Qt aborts where Python could speak, and no exception can be caught.

Standard library only. The libraries were found on a minimal Debian 12 by adding them one by one.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Mapping

# what to load -> Debian 12+ and Ubuntu 22.04+ package
ALWAYS = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libX11.so.6": "libx11-6",
    "libfreetype.so.6": "libfreetype6",
    "libbrotlidec.so.1": "libbrotli1",
}
ON_X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-shm.so.0": "libxcb-shm0",
}
ON_WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
WITHOUT_A_WINDOW = "a command that needs no window, such as: wargame compare ukraine-2024-12"

Environment = Mapping[str, str]


def loads(library: str) -> bool:
    """Whether the system can load a shared library of that name."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def platform_of(env: Environment) -> str:
    """The Qt platform that will be used: offscreen, xcb, wayland ...; "" without a display."""
    asked = env.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if asked:
        return asked
    if env.get("WAYLAND_DISPLAY"):
        return "wayland"
    return "xcb" if env.get("DISPLAY") else ""


def needed(platform: str) -> dict[str, str]:
    """Each library that a platform needs, with the package that brings it."""
    more = ON_X11 if platform == "xcb" else ON_WAYLAND if platform.startswith("wayland") else {}
    return {**ALWAYS, **more}


def missing(platform: str, can_load: Callable[[str], bool] = loads) -> dict[str, str]:
    """The libraries that are needed and cannot be loaded, with their packages."""
    return {name: package for name, package in needed(platform).items() if not can_load(name)}


def install_line(libraries: Mapping[str, str], has_apt: bool | None = None) -> str:
    """The line to type that installs the libraries; their names where there is no apt."""
    if has_apt is None:
        has_apt = shutil.which("apt-get") is not None
    if has_apt:
        return "sudo apt install " + " ".join(dict.fromkeys(libraries.values()))
    return "install the system packages that provide: " + ", ".join(libraries)


def answers(platform: str) -> bool:
    """Whether the display that the environment names can be reached."""
    if platform == "xcb" and loads("libxcb.so.1"):
        xcb = ctypes.CDLL("libxcb.so.1")
        xcb.xcb_connect.restype = ctypes.c_void_p
        connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
        refused = bool(xcb.xcb_connection_has_error(connection))
        xcb.xcb_disconnect(connection)
        return not refused
    if platform.startswith("wayland") and loads("libwayland-client.so.0"):
        wayland = ctypes.CDLL("libwayland-client.so.0")
        wayland.wl_display_connect.restype = ctypes.c_void_p
        display = wayland.wl_display_connect(None)
        if display:
            wayland.wl_display_disconnect(ctypes.c_void_p(display))
        return bool(display)
    return True


def problem(
    env: Environment | None = None,
    system: str = sys.platform,
    can_load: Callable[[str], bool] = loads,
    can_reach: Callable[[str], bool] = answers,
) -> str | None:
    """Why no window can be opened here and what to do about it, in words; None when one can."""
    if not system.startswith("linux"):
        return None
    env = os.environ if env is None else env
    platform = platform_of(env)
    lacking = missing(platform, can_load)
    if lacking:
        count = "1 system library" if len(lacking) == 1 else f"{len(lacking)} system libraries"
        return (
            f"wargame needs {count} that this machine lacks ({', '.join(lacking)}).\n"
            f"Run:  {install_line(lacking)}\nthen start wargame again."
        )
    if not platform:
        return (
            "There is no display here: neither DISPLAY nor WAYLAND_DISPLAY is set. "
            f"Start wargame from a desktop session or over `ssh -X`, or use {WITHOUT_A_WINDOW}"
        )
    if not can_reach(platform):
        name = env.get("DISPLAY" if platform == "xcb" else "WAYLAND_DISPLAY", "")
        return (
            f"The display {name} does not answer. Start wargame from a desktop session or over "
            f"`ssh -X`, or use {WITHOUT_A_WINDOW}"
        )
    return None

"""Whether a session file lies where something else than this computer writes too.

A database that is being written can be torn where a synchronising program copies it in mid-step,
or where a file server's locks do not hold: https://sqlite.org/howtocorrupt.html, sections 1.2 and
2.1. A closed session is one whole file and may lie anywhere.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PureWindowsPath

_NAMES = {
    "Dropbox": r"dropbox",
    "OneDrive": r"onedrive",
    "Google Drive": r"google ?drive",
    "iCloud": r"icloud ?drive|com~apple~clouddocs",
    "Nextcloud": r"nextcloud",
    "ownCloud": r"owncloud",
}
_BEHIND = r"(?: ?\(.*\)| ?- ?.*)?"  # "Dropbox (Office)", "OneDrive - Office", "GoogleDrive-a@b.c"
SYNCED = {
    name: re.compile(f"(?:{words}){_BEHIND}", re.IGNORECASE) for name, words in _NAMES.items()
}
SERVED = frozenset(
    "nfs nfs4 cifs smb3 smbfs afs ceph glusterfs ncpfs davfs fuse.sshfs fuse.davfs2 fuse.rclone "
    "fuse.gvfsd-fuse fuse.glusterfs fuse.cephfs fuse.smbnetfs".split()
)
MOUNTS = Path("/proc/self/mounts")  # Linux only; elsewhere only names tell


def shared_by(path: Path, mounts: Path = MOUNTS) -> str:
    """What else writes where `path` lies: "Dropbox", "a network share"; empty when nothing known.

    Told by the names of folders and by the kind of the file system; nothing is opened.
    """
    whole = Path(os.path.realpath(path))
    for part in (*path.parts, *whole.parts):
        for name, words in SYNCED.items():
            if words.fullmatch(part):
                return name
    if PureWindowsPath(path).drive.startswith("\\\\") or _kind(whole, mounts) in SERVED:
        return "a network share"
    return ""


def warning(path: Path, mounts: Path = MOUNTS) -> str:
    """A sentence for people about a session that is written at `path`; empty when all is well."""
    by = shared_by(path, mounts)
    if not by:
        return ""
    where = f"on {by}" if by == "a network share" else f"in a folder that {by} synchronises"
    return (
        f"{path.name} is written {where}, where a file can be damaged while it is open: play in a "
        "folder of this computer and put a copy there afterwards"
    )


def _kind(path: Path, mounts: Path) -> str:
    """The file system on which a path lies, by the deepest mount above it; empty when not known."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    found, depth = "", -1
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        at = Path(fields[1].replace("\\040", " "))  # spaces are written in octal
        if len(at.parts) >= depth and path.is_relative_to(at):
            found, depth = fields[2], len(at.parts)
    return found

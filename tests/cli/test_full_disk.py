"""A disk that fills up while a file is written: a sentence, and what stood there before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from wargame.app.whole import write_whole

resource = pytest.importorskip("resource")
ROOM = 1024  # bytes that any file may have


def on_a_full_disk(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in a process none of whose files can grow beyond ROOM."""
    return subprocess.run(
        [sys.executable, "-B", "-m", "wargame", *arguments],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM)),
    )


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("book.html", ("rulebook",)),
        ("map.png", ("map", "ukraine-2024-12", "--size", "640x400")),
        ("map.pdf", ("map", "ukraine-2024-12", "--sheet", "blank")),
        pytest.param(
            "map.svg", ("map", "ukraine-2024-12", "--sheet", "blank"), marks=pytest.mark.soak
        ),
        pytest.param(
            "map.gpkg", ("export", "ukraine-2024-12", "--turns", "1"), marks=pytest.mark.soak
        ),
    ],
)
def test_a_full_disk_is_said_and_leaves_what_stood_there(
    tmp_path: Path, name: str, arguments: tuple[str, ...]
) -> None:
    (tmp_path / name).write_bytes(b"before")
    done = on_a_full_disk(tmp_path, *arguments, "--out", name)
    assert done.returncode == 2, done.stdout
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / name).read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_is_written_whole_with_the_permissions_it_had(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, b"one")
    path.chmod(0o640)
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o640
    with pytest.raises(OSError, match=r"a\.txt"):
        write_whole(tmp_path / "nowhere" / "a.txt", b"three")

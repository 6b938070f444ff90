"""Sessions written by earlier versions open in this one, and say what they said then."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.app import replay, retold
from wargame.app.codec import version
from wargame.app.recording import Recording
from wargame.journal import hostile

FILES = sorted((Path(__file__).parent / "sessions").glob("*.wargame"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_session_of_an_earlier_version_opens_and_tells_what_it_told(path: Path) -> None:
    before = path.read_bytes()
    contents = hostile.read(path)
    session = replay.restored(contents)
    session.view()
    told = path.with_suffix(".txt").read_text("utf-8")
    lines = [line.words for line in session.log() if line.seq]
    assert [words for words in lines if words not in told] == []
    if contents.opening.rulebook == version()[1]:
        faults = replay.verified(contents).faults
        assert [f for f in faults if "measures differently" not in f] == []  # maps may improve
        assert retold.as_text(session) + "\n" == told
    assert path.read_bytes() == before


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_goes_on_in_a_copy(path: Path, tmp_path: Path) -> None:
    recording = Recording.imported(path, tmp_path)
    turn = recording.session.position.turn
    recording.session.play_turn()
    recording.close()
    again = Recording.open(Path(recording.saved().path))
    assert again.session.position.turn == turn + 1
    again.close()


def test_there_is_one_of_every_version() -> None:
    assert [path.stem for path in FILES] == ["first"]

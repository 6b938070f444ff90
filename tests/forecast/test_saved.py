"""Counts that a file keeps are gone on from, by the same question only."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.app import counted, headless
from wargame.app.setting import Setting
from wargame.app.tasks import TaskControl
from wargame.forecast import saved
from wargame.forecast.saved import UnusableFile

SCENARIO = "ukraine-2024-12"


class Stop(Exception):
    pass


def compare(path: Path | None, runs: int = 60, seed: int = 3, *, stop_at: float = 2.0) -> dict:
    def heard(done: float, words: str) -> None:
        if done >= stop_at:
            raise Stop

    return headless.compare(
        SCENARIO, ["none", "eu"], 4, runs, seed, TaskControl(heard), by_turn=True, kept_in=path
    )


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counted, "PART", 20)
    monkeypatch.setattr(saved, "EVERY_S", 0.0)


def test_a_stopped_comparison_goes_on_from_its_file(tmp_path, monkeypatch) -> None:
    path = tmp_path / "counts.json"
    with pytest.raises(Stop):
        compare(path, stop_at=0.6)
    first = saved._read(path)
    assert first["done"] == 40
    played = []
    real = saved.Ensemble.grow

    def watched(self, runs, *rest):
        played.append((self.done, runs))
        real(self, runs, *rest)

    monkeypatch.setattr(saved.Ensemble, "grow", watched)
    assert compare(path) == compare(None)
    assert played == [(40, 60), (0, 60)]
    assert saved._read(path)["done"] == 60
    assert list(tmp_path.iterdir()) == [path]  # nothing half written is left


def test_more_playthroughs_can_be_asked_for_later(tmp_path) -> None:
    path = tmp_path / "counts.json"
    compare(path, 40)
    assert compare(path, 60) == compare(None, 60)
    with pytest.raises(UnusableFile, match="holds 60 playthroughs already"):
        compare(path, 50)


def test_another_question_is_refused(tmp_path) -> None:
    path = tmp_path / "counts.json"
    compare(path, 20)
    before = path.read_bytes()
    with pytest.raises(UnusableFile, match="other options, turns, seed"):
        compare(path, 20, seed=4)
    assert path.read_bytes() == before


@pytest.mark.parametrize("text", ["", "{}", "[1]", "nonsense", '{"format": 99}'])
def test_a_file_of_something_else_is_a_sentence(tmp_path, text: str) -> None:
    path = tmp_path / "notes.json"
    path.write_text(text, "utf-8")
    with pytest.raises(UnusableFile, match="no file of counted playthroughs"):
        compare(path, 20)
    assert path.read_text("utf-8") == text


def test_the_key_changes_with_everything_that_changes_a_playthrough() -> None:
    scenario = headless.opened(SCENARIO)
    plain = counted.Asked(scenario, ["none", "eu"], 4, 10, 1, Setting())
    others = [
        counted.Asked(scenario, ["none", "gov"], 4, 10, 1, Setting()),
        counted.Asked(scenario, ["none", "eu"], 5, 10, 1, Setting()),
        counted.Asked(scenario, ["none", "eu"], 4, 10, 2, Setting()),
        counted.Asked(scenario, ["none", "eu"], 4, 10, 1, Setting("political")),
        counted.Asked(scenario, ["none", "eu"], 4, 10, 1, Setting(), sample=True),
    ]
    keys = {asked.key for asked in [plain, *others]}
    assert len(keys) == 6
    assert counted.Asked(scenario, ["none", "eu"], 4, 99, 1, Setting()).key == plain.key

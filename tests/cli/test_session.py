"""`wargame session` and `wargame play --session`: recorded, proven, told again, forked."""

from __future__ import annotations

import csv
import dataclasses
import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wargame.app import headless
from wargame.cli.main import main


def wargame(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], prog_name="wargame")


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("sessions") / "a.wargame"
    done = wargame(
        "play", "ukraine-2024-12", "--zone", "gov", "--turns", 10, "--mode", "political",
        "--session", path,
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    return path


def test_playing_with_a_session_is_playing(file: Path) -> None:
    told = ("play", "ukraine-2024-12", "--zone", "gov", "--turns", 10, "--mode", "political")
    plain = wargame(*told)
    recorded = wargame(*told, "--session", file.with_name("b.wargame"))
    assert recorded.output == plain.output


def test_a_session_recorded_in_a_synchronised_folder_is_said_so_once(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - College"
    folder.mkdir()
    played = ("play", "ukraine-2024-12", "--turns", 1, "--format", "json", "--session")
    done = wargame(*played, folder / "a.wargame")
    assert done.stderr.count("in a folder that OneDrive synchronises") == 1
    assert json.loads(done.stdout)["digest"]
    assert wargame(*played, tmp_path / "a.wargame").stderr == ""
    forked = ("session", "fork", folder / "a.wargame", "--turn", 0, "--out")
    assert "OneDrive" in wargame(*forked, folder / "b.wargame").stderr


def test_a_sound_file_is_proven_and_stays_as_it_is(file: Path) -> None:
    before = file.read_bytes()
    done = wargame("session", "verify", file)
    assert done.exit_code == 0
    assert "sound: 11 events" in done.output
    assert "10 turns played again to the same digests" in done.output
    assert file.read_bytes() == before


def test_one_flipped_byte_is_found_and_the_event_named(file: Path, tmp_path: Path) -> None:
    data = bytearray(file.read_bytes())
    at = data.index(b"Turn 7 played")
    data[at + 5] ^= 1
    other = tmp_path / "flipped.wargame"
    other.write_bytes(data)
    done = wargame("session", "verify", other)
    assert done.exit_code == 2
    assert "event 8 is not as it was written" in done.stderr


def test_a_forged_digest_with_a_forged_chain_is_found_by_playing_again(file, tmp_path) -> None:
    from wargame.app.replay import restored
    from wargame.journal.hostile import read
    from wargame.journal.store import write_whole

    found = restored(read(file))
    forged = []
    for event in found.chronicle.settle():
        import dataclasses

        changed = dataclasses.replace(
            event, previous=forged[-1].link() if forged else event.previous
        )
        if event.seq == 6:
            changed = dataclasses.replace(changed, digest="0" * 64)
        forged.append(changed)
    other = tmp_path / "forged.wargame"
    write_whole(other, found.chronicle.opening, forged, {}, replace=False)
    done = wargame("session", "verify", other)
    assert done.exit_code == 2
    assert "event 6 (play_turn) leads to another state" in done.stderr
    assert done.stderr.count("leads to another state") == 1, "what follows from it is not blamed"


def test_a_zone_that_measures_differently_is_found(file, tmp_path, monkeypatch) -> None:
    from wargame.app import zones

    real = zones.zones.measure

    def other(polygon, front):
        found = real(polygon, front)
        return dataclasses.replace(found, depth=found.depth + 1e-3)

    monkeypatch.setattr(zones.zones, "measure", other)
    done = wargame("session", "verify", file)
    assert done.exit_code == 2
    assert "measures differently: depth" in done.stderr
    assert "leads to another state" not in done.stderr, "a replay uses what was recorded"


def test_a_session_is_told_again_for_people_and_for_scripts(file: Path) -> None:
    text = wargame("session", "replay", file)
    assert text.exit_code == 0
    assert "turn 10  Facilitator: Turn 10 played" in text.output
    assert "stability moved by" in text.output
    data = json.loads(wargame("session", "replay", file, "--format", "json").output)
    assert [line["turn"] for line in data["log"]] == [0, 0, *range(1, 11)]
    assert all(line["digest"] == line["replayed"] for line in data["log"][1:])
    report = headless.play("ukraine-2024-12", "gov", 10, 1, _political())
    assert data["digest"] == report.digest
    assert data["log"][-1]["figures"]["stability"] == report.records[-1].stability


def _political():
    from wargame.app.setting import Setting

    return Setting("political")


def test_the_log_is_a_table_without_formulas(file: Path, tmp_path: Path) -> None:
    from wargame.app.recording import Recording

    copy = tmp_path / "a.wargame"
    copy.write_bytes(file.read_bytes())
    recording = Recording.open(copy)
    recording.session.note("said", by="=cmd|'/C calc'!A0")
    recording.session.note("x", by="  @SUM(A1)")
    recording.close()
    out = tmp_path / "log.csv"
    done = wargame("session", "export", copy, "--out", out)
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    assert len(rows) == 14
    assert [row["seat"] for row in rows[-2:]] == ["'=cmd|'/C calc'!A0", "'  @SUM(A1)"]


def test_a_fork_goes_on_with_the_same_dice_and_leaves_the_file_as_it_was(file, tmp_path) -> None:
    before, out = file.read_bytes(), tmp_path / "fork.wargame"
    same = wargame("session", "fork", file, "--turn", 3, "--out", out, "--play", 7)
    assert same.exit_code == 0, same.output
    digest = json.loads(wargame("session", "replay", file, "--format", "json").output)["digest"]
    assert digest in same.output
    other = tmp_path / "other.wargame"
    done = wargame(
        "session", "fork", file, "--turn", 3, "--out", other, "--zone", "dmz", "--play", 7
    )
    assert done.exit_code == 0, done.output
    assert digest not in done.output
    for each in (out, other):
        assert wargame("session", "verify", each).exit_code == 0
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["verify", "nowhere.wargame"], "no such file"),
        (["verify", "text.wargame"], "no session of wargame"),
        (["replay", "text.wargame"], "no session of wargame"),
        (["export", "FILE", "--out", "log.txt"], "must end in .csv"),
        (["fork", "FILE", "--turn", "12", "--out", "b.wargame"], "turns 0 to 10, not 12"),
        (["fork", "FILE", "--turn", "2", "--out", "FILE"], "of that name"),
        (["fork", "FILE", "--turn", "2", "--out", "b.txt"], "must end in .wargame"),
        (["fork", "FILE", "--turn", "2", "--out", "c.wargame", "--zone", "x"], 'no zone "x"'),
    ],
)
def test_a_mistake_is_a_sentence_and_status_2(
    file, tmp_path, monkeypatch, arguments, words
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.wargame").write_text("hello " * 100)
    done = wargame("session", *[file if a == "FILE" else a for a in arguments])
    assert done.exit_code == 2
    assert words in done.stderr
    assert not (tmp_path / "b.wargame").exists()


def test_a_session_file_is_never_played_over(file: Path) -> None:
    before = file.read_bytes()
    done = wargame("play", "ukraine-2024-12", "--turns", 1, "--session", file)
    assert done.exit_code == 2
    assert "of that name" in done.stderr
    assert file.read_bytes() == before


def test_a_planted_trigger_is_refused_by_name(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "evil.wargame"
    other.write_bytes(file.read_bytes())
    db = sqlite3.connect(other)
    db.execute("create trigger evil after insert on event begin select fts5(null); end")
    db.close()
    done = wargame("session", "verify", other)
    assert done.exit_code == 2
    assert "trigger evil" in done.stderr


def test_a_session_is_accounted_for_as_the_same_game_played_anew(file: Path) -> None:
    from_file = wargame("attribute", file, "--format", "json")
    assert from_file.exit_code == 0, from_file.output
    found = json.loads(from_file.stdout)
    played = ("attribute", "ukraine-2024-12", "--zone", "gov", "--turns", 10)
    anew = json.loads(wargame(*played, "--mode", "political", "--format", "json").stdout)
    assert found.pop("session") == file.name
    assert found == {key: value for key, value in anew.items() if key in found}


def test_a_comparison_starts_from_where_the_session_stands(file: Path) -> None:
    before = file.read_bytes()
    done = wargame("compare", file, "--sets", 2, "--processes", 1, "--format", "json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert (found["from_turn"], found["to_turn"], found["sets"], found["on"]) == (10, 12, 2, "gov")
    assert {"none", "gov"} <= {option["id"] for option in found["options"]}
    for form, head in (("csv", "option,measure"), ("html", "<!"), ("table", f"{file.name}:")):
        told = wargame("compare", file, "--sets", 1, "--processes", 1, "--format", form)
        assert told.stdout.lower().startswith(head)
    assert file.read_bytes() == before


def test_a_study_of_sensitivity_starts_from_where_the_session_stands(file: Path) -> None:
    asked = ("--measure", "weakest", "--option", "gov", "--method", "none", "--runs", 2)
    done = wargame("sensitivity", file, *asked, "--processes", 1, "--format", "json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["scenario"] == f"{file.name}, ukraine-2024-12"
    assert (found["from_turn"], found["to_turn"]) == (10, 12)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("attribute", "--zone", "gov"), "is a session and brings its own; leave out --zone"),
        (("compare", "--runs", 5), "is a session and brings its own; leave out --runs"),
        (
            ("sensitivity", "--measure", "clash", "--option", "goo"),
            'no option "goo" lies on its table; did you mean "gov"?',
        ),
        (
            ("sensitivity", "--measure", "clash", "--option", "gov", "--seed", 3),
            "leave out --seed",
        ),
    ],
)
def test_what_a_session_brings_itself_is_refused_in_words(file: Path, asked, words: str) -> None:
    command, *rest = asked
    done = wargame(command, file, *rest)
    assert done.exit_code == 2
    assert words in done.stderr


def test_a_session_without_a_turn_or_with_its_last_is_refused_in_words(tmp_path: Path) -> None:
    path, last = tmp_path / "new.wargame", tmp_path / "last.wargame"
    wargame("play", "ukraine-2024-12", "--turns", 12, "--session", last)
    wargame("session", "fork", last, "--turn", 0, "--out", path)
    assert "has played no turn yet" in wargame("attribute", path).stderr
    assert "has played its last turn" in wargame("compare", last).stderr
    asked = ("--measure", "clash", "--option", "gov")
    assert "has played its last turn" in wargame("sensitivity", last, *asked).stderr
    assert "no such file" in wargame("attribute", tmp_path / "none.wargame").stderr

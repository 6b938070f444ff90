"""`wargame zone convert` and `wargame validate` on zone files."""

from __future__ import annotations

from click.testing import CliRunner

from wargame.cli.main import main

BOW = '{"type":"Polygon","coordinates":[[[30,48],[32,50],[32,48],[30,50],[30,48]]]}'
BAD = '{"type":"Polygon","coordinates":[[[30,48],[32,500],[32,48]]]}'


def test_a_zone_goes_from_one_format_to_another_and_says_what_was_mended(tmp_path) -> None:
    file = tmp_path / "bow.geojson"
    file.write_text(BOW, encoding="utf-8")
    done = CliRunner().invoke(main, ["zone", "convert", str(file), str(tmp_path / "bow.kml")])
    assert done.exit_code == 0, done.output
    assert "1 zone" in done.stdout
    assert "crossed itself" in done.stderr
    checked = CliRunner().invoke(main, ["validate", str(tmp_path / "bow.kml")])
    assert checked.exit_code == 0
    assert "valid zone file" in checked.stdout


def test_a_faulty_zone_ends_with_status_2_and_a_sentence(tmp_path) -> None:
    file = tmp_path / "bad.geojson"
    file.write_text(BAD, encoding="utf-8")
    for command in (
        ["zone", "convert", str(file), str(tmp_path / "o.kml")],
        ["validate", str(file)],
    ):
        done = CliRunner().invoke(main, command)
        assert done.exit_code == 2
        assert "no place on Earth" in done.stderr
    assert not (tmp_path / "o.kml").exists()


def test_an_unknown_ending_is_refused(tmp_path) -> None:
    done = CliRunner().invoke(main, ["zone", "convert", "a.geojson", str(tmp_path / "o.shp")])
    assert done.exit_code == 2
    assert "must end in" in done.stderr

"""The shipped scenario loads, and a file with faults is refused with all of them, in sentences."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from wargame.paths import assets
from wargame.scenario.faults import FaultsError
from wargame.scenario.load import (
    find_scenario,
    load_scenario,
    load_zone,
    scenario_from,
    shipped_scenarios,
)
from wargame.scenario.schema import CONTACT_LINES, SECTOR_IDS
from wargame.scenario.toml import read_toml

SHIPPED = assets() / "scenarios" / "ukraine-2024-12" / "scenario.toml"

SQUARE = "[[[30.0, 48.0], [31.0, 48.0], [31.0, 49.0], [30.0, 48.0]]]"


def faults_of(text: str, folder: Path) -> list[str]:
    file = folder / "scenario.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FaultsError) as caught:
        load_scenario(file)
    return [str(fault).removeprefix(str(file)).lstrip(": ") for fault in caught.value.faults]


def changed(*pairs: tuple[str, str]) -> str:
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def zone_text(geometry: str, name: str = "east") -> str:
    data = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    terms = next(option for option in data["option"] if option["id"] == "gov")["terms"]
    lines = [f"{key} = {str(value).lower()}" for key, value in terms.items()]
    head = [f'id = "{name}"', 'name = "East"', 'summary = "s"', 'guarantee_kind = "eu"']
    tail = ['evidence = "judgement"', 'source = "drawn in a test"', f"geometry = {geometry}"]
    return "\n".join(["[zone]", *head, *tail, "[zone.terms]", *lines])


def test_the_shipped_scenario_is_complete() -> None:
    scenario = load_scenario("ukraine-2024-12")
    assert tuple(sector.id for sector in scenario.sectors) == SECTOR_IDS
    assert [option.id for option in scenario.options] == [
        "none", "gov", "gov-now", "buffer", "all", "dmz", "eu", "phased", "moldova", "georgia",
    ]  # fmt: skip
    assert len(scenario.regions) == 3
    assert scenario.start == date(2024, 12, 1) == scenario.contact_line
    assert sum(sector.length_km.value for sector in scenario.sectors) == pytest.approx(1466)
    assert scenario.option("eu").terms.numbers()["integration"] == -0.6
    assert scenario.initial.us_posture_next.chances() == (0.20, 0.55, 0.25)


def test_a_scenario_cannot_be_changed_once_loaded() -> None:
    scenario = load_scenario("ukraine-2024-12")
    with pytest.raises(ValueError, match="frozen"):
        scenario.seed = 2  # type: ignore[misc]


def test_five_faults_are_five_sentences(tmp_path: Path) -> None:
    text = changed(
        ('id = "POK"', 'id = "POX"'),
        ("salience = { value = 0.35, low = 0.20", "salience = { value = 7, low = 0.20"),
        ('kind = "recognised"', 'kind = "recognized"'),
        ("contact_line = 2024-12-01", "contact_line = 2024-12-02"),
        ("turns = 12 ", "turns = 0 "),
    )
    assert faults_of(text, tmp_path) == [
        "contact_line: no line of contact of 2024-12-02; the nearest of the twelve is 2024-12-01",
        "turns: must be at least 1, not 0",
        "sector[0] (SUM).salience: value 7 lies outside low 0.2 to high 0.5",
        'sector[4].id: no sector "POX"; did you mean "POK"?',
        'option[4] (all).geometry.kind: no zone kind "recognized"; did you mean "recognised"?',
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("turns = 12 ", "turns = 0 ", "turns: must be at least 1, not 0"),
        ("turns = 12 ", "turns = 41 ", "turns: must be at most 40, not 41"),
        ("turns = 12 ", "turns = 1.5 ", "turns: must be a whole number, not 1.5"),
        ("seed = 1", 'seed = "one"', 'seed: must be a whole number, not "one"'),
        ("seed = 1", "seed = -1", "seed: must be at least 0, not -1"),
        (
            "start = 2024-12-01",
            'start = "2024-12-01"',
            'start: must be a date such as 2024-12-01, without quotation marks, not "2024-12-01"',
        ),
        (
            "value = 120,",
            "value = nan,",
            "sector[0] (SUM).length_km.value: must be a finite number, not nan",
        ),
        (
            "value = 120,",
            "value = -120,",
            "sector[0] (SUM).length_km: -120 lies outside 1 to 2000",
        ),
        ('id = "KHA"', 'id = "SUM"', 'sector[1].id: "SUM" stands already at sector[0]; ids differ'),
        (
            'id = "gov-now"',
            'id = "gov"',
            'option[2].id: "gov" stands already at option[1]; ids differ',
        ),
        (
            'id = "none"',
            'id = "nothing"',
            'option: there is no option "none", with which all others are compared',
        ),
        (
            "supportive = 0.20",
            "supportive = 0.40",
            "initial.us_posture_next: the three chances add up to 1.2, not to 1",
        ),
        (
            "low = 50, mode = 60, high = 70",
            "low = 50, mode = 60, high = 170",
            "initial.norm: 170 lies outside 0 to 100",
        ),
        (
            "low = 0.45, mode = 0.62",
            "low = 0.65, mode = 0.62",
            "initial.cohesion: mode 0.62 lies outside low 0.65 to high 0.75",
        ),
        (
            'kind = "recognised"',
            'kind = "recognised", buffer_km = 3',
            'option[4] (all).geometry: buffer_km belongs to a zone of kind "government_held", '
            '"polygon" or "file" only',
        ),
        (
            "claim = 0.50",
            "claim = 0.50\nquality = 1",
            'option[0] (none).terms.quality: no such key; did you mean "quality_bonus"?',
        ),
        (
            'source = "the reference"',
            'sauce = "the reference"',
            "region[1] (abkhazia).offset.source: the source is missing; "
            "every figure says where it comes from",
        ),
        (
            'source = "the reference"',
            'sauce = "the reference"',
            'region[1] (abkhazia).offset.sauce: no such key; did you mean "source"?',
        ),
        (
            'id = "abkhazia"',
            'id = "abkazia"',
            'region[1].id: no region "abkazia"; did you mean "abkhazia"?',
        ),
    ],
)
def test_each_fault_says_where_and_what_would_be_right(
    old: str, new: str, fault: str, tmp_path: Path
) -> None:
    assert fault in faults_of(changed((old, new)), tmp_path)


def test_broken_toml_names_line_and_column(tmp_path: Path) -> None:
    [fault] = faults_of('id = "x"\ntitle = = 3\n', tmp_path)
    assert fault == "this is not TOML: invalid value (at line 2, column 9)"


def test_a_key_written_twice_is_refused(tmp_path: Path) -> None:
    [fault] = faults_of("seed = 1\nseed = 2\n", tmp_path)
    assert "line 2" in fault


def test_nesting_without_end_is_a_sentence(tmp_path: Path) -> None:
    [fault] = faults_of("x = " + "[" * 100_000, tmp_path)
    assert "nested too deeply" in fault


def test_a_number_of_ten_thousand_digits_is_a_sentence(tmp_path: Path) -> None:
    [fault] = faults_of("seed = " + "9" * 10_000, tmp_path)
    assert "this is not TOML" in fault


def test_a_missing_sector_is_named(tmp_path: Path) -> None:
    text = changed()
    start, end = text.index('[[sector]]\nid = "KRS"'), text.index('[[sector]]\nid = "CRI"')
    assert faults_of(text[:start] + text[end:], tmp_path) == [
        "sector: the rules read all ten sectors of the front; missing: KRS"
    ]


def test_a_missing_frozen_conflict_is_named(tmp_path: Path) -> None:
    text = changed()
    start, end = (
        text.index(f'[[region]]\nid = "{name}"') for name in ("abkhazia", "south-ossetia")
    )
    assert faults_of(text[:start] + text[end:], tmp_path) == [
        "region: the rules read all three frozen conflicts; missing: abkhazia"
    ]


def test_frozen_conflicts_left_empty_are_a_sentence() -> None:
    whole = read_toml(SHIPPED, "s.toml") | {"region": ()}
    with pytest.raises(FaultsError) as refused:
        scenario_from(whole, SHIPPED.parent, "s.toml")
    [fault] = refused.value.faults
    assert str(fault).endswith("missing: transnistria, abkhazia, south-ossetia")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("length_km = { value = 155", "length_km = { value = 0", "0 lies outside 1 to 2000"),
        (
            "speed_km_per_quarter = { value = 2.03",
            "speed_km_per_quarter = { value = 0",
            "0 lies outside 0.001 to 100",
        ),
        ("sd = 0.5,", "sd = 1e300,", "sd 1e+300 is wider than the whole of -10 to 10"),
    ],
)
def test_a_figure_with_which_no_game_can_be_played_is_a_sentence(
    old: str, new: str, fault: str, tmp_path: Path
) -> None:
    [found] = faults_of(changed((old, new)), tmp_path)
    assert found.endswith(fault)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("ukrane-2024-12", 'no such scenario or file; did you mean "ukraine-2024-12"?'),
        ("missing.toml", "missing.toml: there is no such file"),
        ("\0", "no such scenario or file"),
        ("x" * 5000, "no such scenario or file"),
    ],
)
def test_a_name_that_leads_nowhere_is_a_sentence(
    name: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FaultsError) as caught:
        load_scenario(name)
    assert fault in str(caught.value)


def test_a_file_is_called_as_it_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FaultsError) as caught:
        load_scenario("./missing.toml")
    assert str(caught.value) == "./missing.toml: there is no such file"


def test_a_folder_is_refused_with_the_file_in_it() -> None:
    with pytest.raises(FaultsError, match=r'did you mean ".*scenario.toml"'):
        load_scenario(str(SHIPPED.parent))


def test_text_that_is_not_utf8_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_bytes(b'id = "\xff"')
    with pytest.raises(FaultsError, match="not UTF-8 text: byte 6"):
        load_scenario(tmp_path / "s.toml")


def test_a_shipped_id_wins_over_a_file_of_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ukraine-2024-12").write_text("")
    monkeypatch.chdir(tmp_path)
    assert find_scenario("ukraine-2024-12") == SHIPPED
    assert shipped_scenarios() == ("ukraine-2024-12",)


def test_there_are_twelve_lines_of_contact_in_order() -> None:
    assert len(CONTACT_LINES) == 12
    assert list(CONTACT_LINES) == sorted(CONTACT_LINES)


def test_an_option_takes_its_polygon_from_a_zone_file(tmp_path: Path) -> None:
    geometry = f'{{ kind = "polygon", polygon = {SQUARE} }}'
    (tmp_path / "east.toml").write_text(zone_text(geometry))
    text = changed(('kind = "recognised"', 'kind = "file", file = "east.toml"'))
    (tmp_path / "scenario.toml").write_text(text)
    option = load_scenario(tmp_path / "scenario.toml").option("all")
    assert option.geometry.polygon == load_zone(tmp_path / "east.toml").geometry.polygon
    assert option.geometry.polygon[0][0] == (30.0, 48.0)
    assert option.terms.claim == 1.0  # the terms stay the scenario's


@pytest.mark.parametrize("name", ["../east.toml", "/etc/passwd", "a/b.toml", "..", "a\\\\b.toml"])
def test_no_zone_file_leads_out_of_the_folder(name: str, tmp_path: Path) -> None:
    text = changed(('kind = "recognised"', f'kind = "file", file = "{name}"'))
    [fault] = faults_of(text, tmp_path)
    assert "leads out of the scenario's folder" in fault


def test_the_faults_of_a_zone_file_are_told_with_the_scenarios(tmp_path: Path) -> None:
    (tmp_path / "east.toml").write_text(zone_text('{ kind = "polygone" }'))
    text = changed(
        ('kind = "recognised"', 'kind = "file", file = "east.toml"'),
        ("turns = 12 ", "turns = 0 "),
    )
    assert faults_of(text, tmp_path) == [
        "turns: must be at least 1, not 0",
        'east.toml: zone.geometry.kind: no zone kind "polygone"; did you mean "polygon"?',
    ]


@pytest.mark.parametrize(
    ("geometry", "fault"),
    [
        ('{ kind = "polygon" }', "needs polygon = [[[lon, lat], ...]]"),
        ('{ kind = "file", file = "x.toml" }', "cannot point to another file"),
        (f'{{ kind = "none", polygon = {SQUARE} }}', 'belongs to a zone of kind "polygon" only'),
        ('{ kind = "none" }', "so its guarantee must be 0"),
        ('{ kind = "polygon", polygon = [[[30.0, 48.0], [31.0, 48.0]]] }', "3 different points"),
        (
            '{ kind = "polygon", polygon = [[[30.0, 48.0], [31.0, 48.0], [31.0, 49.0]]] }',
            "not closed",
        ),
        (
            '{ kind = "polygon", polygon = '
            "[[[48.0, 30.0], [48.0, 31.0], [49.0, 31.0], [48.0, 30.0]]] }",
            "lies off the map",
        ),
        (
            '{ kind = "polygon", polygon = '
            "[[[30.0, 48.0], [nan, 48.0], [31.0, 49.0], [30.0, 48.0]]] }",
            "must be a finite number",
        ),
        (
            '{ kind = "polygon", polygon = '
            "[[[30.0, 48.0], [31.0, 48.0], [32.0, 48.0], [30.0, 48.0]]] }",
            "encloses no area",
        ),
    ],
)
def test_a_zone_that_cannot_be_measured_is_refused(
    geometry: str, fault: str, tmp_path: Path
) -> None:
    (tmp_path / "zone.toml").write_text(zone_text(geometry))
    with pytest.raises(FaultsError) as caught:
        load_zone(tmp_path / "zone.toml")
    assert fault in str(caught.value)


def test_a_polygon_of_too_many_points_is_refused(tmp_path: Path) -> None:
    ring = [[30.0 + index / 1e6, 48.0 + (index % 2)] for index in range(200_001)]
    rings = str([[*ring, ring[0]]])
    (tmp_path / "zone.toml").write_text(zone_text(f'{{ kind = "polygon", polygon = {rings} }}'))
    with pytest.raises(FaultsError, match="points in 1 rings are too many"):
        load_zone(tmp_path / "zone.toml")

"""Any place is found by its English or Ukrainian name, however it is typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.app.atlas import load_atlas
from wargame.app.places import Gazetteer, folded, load_gazetteer

ATLAS = load_atlas()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(ATLAS)


@pytest.mark.parametrize(
    ("typed", "name", "kind"),
    [
        ("kyiv", "Kyiv", "region"),
        ("\u041a\u0438\u0457\u0432", "Kyiv", "settlement"),
        ("slovyansk", "Sloviansk", "settlement"),
        ("\u0421\u043b\u043e\u0432\u044f\u043d\u0441\u044c\u043a", "Sloviansk", "settlement"),
        (
            "\u0441\u043b\u043e\u0432\u2019\u044f\u043d\u0441\u044c\u043a",
            "Sloviansk",
            "settlement",
        ),
        ("\u0417\u0410\u041f\u041e\u0420\u0406\u0416\u0416\u042f", "Zaporizhzhia", "settlement"),
        ("artemivsk", "Bakhmut", "settlement"),
        ("\u041c\u0438\u043a\u043e\u043b\u0430\u0456\u0432", "Mykolaiv", "settlement"),
        ("chi\u0219inau", "Chisinau", "settlement"),
        ("ivano frankivsk", "Ivano-Frankivsk", "region"),
        ("POK", "Toretsk\u2013Pokrovsk", "sector"),
        ("abkhazia", "Abkhazia", "frozen conflict"),
        ("transnistria", "Transnistria", "frozen conflict"),
        ("moldova", "Moldova", "country"),
        ("\u0427\u0430\u0441\u0456\u0432 \u042f\u0440", "Chasiv Yar", "settlement"),
        ("warsaw", "Warsaw", "settlement"),
    ],
)
def test_a_place_is_found_by_this_name(gazetteer, typed, name, kind):
    found = gazetteer.find(typed)
    assert any((place.name, place.kind) == (name, kind) for place in found[:4]), found[:4]


def test_all_settlements_of_ukraine_are_there(gazetteer):
    inside = [e.place for e in gazetteer._entries if e.place.source.startswith("GeoNames")]
    assert sum("pre-war" in p.note or "not known" in p.note for p in inside) == 5488
    assert sum(bool(p.where) for p in inside) >= len(inside) - 1


def test_the_larger_namesake_comes_first_and_each_says_where_it_lies(gazetteer):
    found = [p for p in gazetteer.find("Pokrovsk") if p.kind == "settlement"]
    assert found[0].where == "Donetsk"
    assert [p.size for p in found if p.name == "Pokrovsk"] == sorted(
        (p.size for p in found if p.name == "Pokrovsk"), reverse=True
    )


def test_an_older_name_says_by_which_name_the_place_was_found(gazetteer):
    place = next(p for p in gazetteer.find("Dnipropetrovsk") if p.kind == "settlement")
    assert place.name == "Dnipro"
    assert folded(place.other) == "dnipropetrovsk"


def test_nothing_is_found_for_nothing_and_for_nonsense(gazetteer):
    assert gazetteer.find("  ") == []
    assert gazetteer.find("qqqxzw") == []


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_settlement_is_found_by_both_its_names(gazetteer, data):
    entry = data.draw(st.sampled_from(gazetteer._entries))
    for name in (entry.place.name, entry.place.name_uk):
        if name:
            assert entry.place in gazetteer.find(name, most=len(gazetteer))


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)


def test_a_place_lies_in_what_is_shown_of_it_and_on_the_map(gazetteer):
    for entry in gazetteer._entries:
        west, south, east, north = entry.place.extent
        assert west <= entry.place.x <= east
        assert south <= entry.place.y <= north

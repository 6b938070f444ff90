"""Cities and towns: city districts dropped, current spellings, pre-war population in Ukraine."""

from __future__ import annotations

import re
from typing import Any

import geopandas as gpd
import numpy as np
from archives import AREA

from wargame.geo import projection

# A place this close (km) to a larger one (inhabitants) is its district, unless listed below.
DISTRICT_KM = (
    (1_000_000, 14),
    (650_000, 11),
    (400_000, 10),
    (200_000, 8),
    (80_000, 5.5),
    (30_000, 3.5),
)
SEPARATE = frozenset(
    "Makiyivka|Vyshneve|Perevalsk|Pisochyn|Vynnyky|Slobozhanske|Zymna Voda|Lymanka|Vysokyi|"
    "Dubliany|Sofiivska Borschahivka|Pokotylivka|Sokilnyky|Inkerman|Usatove|Nerubayske|Yasnohirka|"
    "Pidhorodnye|Velyka Berezovytsya|Kvasyliv|Stryzhavka|Rozsoshentsi|Mala Danylivka".split("|")
)
DISTRICTS = frozenset(
    "Pravyi Bereh|Hirnytskyi|Chumakivskyi|Voznesenskyi|Khanzhonkivskyi|Inhulets|Terny|Arshyntseve|"
    "Bahacheve|Abakumova|Trudivskyi|Avdotyine|Bortnychi|Taromske|Balaklava|Molodizhne".split("|")
)
# GeoNames mixes years: wartime figures replaced by the State Statistics Service's estimates of
# 2022-01-01.
PRE_WAR = {"Kherson": 279_131, "Mariupol": 425_681, "Bakhmut": 71_094}
NAMES = {
    "Yevpatoriya": "Yevpatoria",
    "Feodosiya": "Feodosia",
    "Bilhorod-Dnistrovskyi": "Bilhorod-Dnistrovskyi",
    "Volodymyr-Volynskyi": "Volodymyr",
    "Kal'mius'ke": "Kalmiuske",
    "Siverskodonetsk": "Siverskodonetsk",
    "Pivdennoukrainsk": "Pivdennoukrainsk",
    "Yany Kapu": "Krasnoperekopsk",
    "Nova Odesa": "Nova Odesa",
}
NAMES_UK = dict(
    pair.split("=")
    for pair in (
        "Kyiv=Київ|Kharkiv=Харків|Odesa=Одеса|Dnipro=Дніпро|Donetsk=Донецьк|Lviv=Львів|"
        "Zaporizhzhia=Запоріжжя|Kryvyi Rih=Кривий Ріг|Sevastopol=Севастополь|Mykolaiv=Миколаїв|"
        "Vinnytsia=Вінниця|Luhansk=Луганськ|Mariupol=Маріуполь|Makiivka=Макіївка|"
        "Simferopol=Сімферополь|Chernihiv=Чернігів|Poltava=Полтава|Khmelnytskyi=Хмельницький|"
        "Cherkasy=Черкаси|Chernivtsi=Чернівці|Zhytomyr=Житомир|Sumy=Суми|Rivne=Рівне|"
        "Horlivka=Горлівка|Ivano-Frankivsk=Івано-Франківськ|Kamianske=Кам'янське|Ternopil=Тернопіль|"
        "Kremenchuk=Кременчук|Kropyvnytskyi=Кропивницький|Lutsk=Луцьк|Kherson=Херсон|"
        "Melitopol=Мелітополь|Kramatorsk=Краматорськ|Uzhhorod=Ужгород|Berdiansk=Бердянськ|"
        "Nikopol=Нікополь|Sloviansk=Слов'янськ|Kerch=Керч|Pokrovsk=Покровськ|Bakhmut=Бахмут|"
        "Kupiansk=Куп'янськ|Izium=Ізюм|Kostiantynivka=Костянтинівка|Avdiivka=Авдіївка|"
        "Enerhodar=Енергодар|Siverskodonetsk=Сіверськодонецьк|Lysychansk=Лисичанськ|"
        "Vovchansk=Вовчанськ|Yalta=Ялта|Kurakhove=Курахове|Toretsk=Торецьк|Chasiv Yar=Часів Яр"
    ).split("|")
)
CAPITALS = frozenset(
    "Kyiv|Moscow|Minsk|Warsaw|Chisinau|Chişinău|Bucharest|Budapest|Bratislava|Vilnius|Riga|Tallinn|"
    "Helsinki|Stockholm|Oslo|Copenhagen|Berlin|Prague|Vienna|Sofia|Ankara|Tbilisi|Yerevan|Baku|"
    "Belgrade|Zagreb|Ljubljana|Athens|Rome|Bern|Sarajevo|Skopje|Tirana|Podgorica|Pristina|"
    "Luxembourg|Brussels|Amsterdam".split("|")
)
CAPITAL_NAMES = {"Chişinău": "Chisinau"}
# Where a breakaway region is run from: shown in its inset, however small. GeoNames number to name.
SEATS = {611847: "Sukhumi", 617239: "Tiraspol", 611403: "Tskhinvali"}


def current_spelling(name: str) -> str:
    """A Ukrainian place name in the national romanisation of 2010: Mykolaiv, not Mykolayiv."""
    if name in NAMES:
        return NAMES[name]
    name = re.sub(r"[’']", "", name)
    name = re.sub(r"yy\b", "yi", name)
    name = re.sub(r"(?<=[aeiou])yi", "i", name)
    name = re.sub(r"(?<=[a-z])y(?=[aeu])", "i", name)
    return re.sub(r"(?<=[aeou])y(?![aeiouy])", "i", name)


def _km(a: dict[str, Any], b: dict[str, Any]) -> float:
    east = (a["longitude"] - b["longitude"]) * 111.3 * np.cos(np.radians(a["latitude"]))
    return float(np.hypot(east, (a["latitude"] - b["latitude"]) * 111.2))


def _district_km(population: int) -> float:
    return next((km for least, km in DISTRICT_KM if population >= least), 0.0)


def _is_district(place: dict[str, Any], larger: list[dict[str, Any]]) -> bool:
    if place["name"] in SEPARATE:
        return False
    return place["name"] in DISTRICTS or any(
        _km(place, city) < _district_km(city["population"])
        for city in larger
        if city["population"] >= DISTRICT_KM[-1][0]
    )


def _ukrainian(places: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Settlements of Ukraine, largest first, with pre-war population and without districts."""
    ours = [dict(p) for p in places if p["countrycode"] == "UA"]
    for place in ours:
        place["population"] = max(PRE_WAR.get(place["name"], 0), place["population"])
        if place["name"] == "Bakhmut":
            place["population"] = PRE_WAR["Bakhmut"]
    ours.sort(key=lambda p: (-p["population"], p["geonameid"]))
    kept: list[dict[str, Any]] = []
    for place in ours:
        if not _is_district(place, kept):
            kept.append(place)
    return kept


def _rank(capital: bool, country: str, population: int) -> int:
    """1 to 5, the priority of a label; places outside Ukraine stand one or two steps back."""
    steps = (700_000, 250_000, 100_000, 40_000) if country == "UA" else (9e9, 4e6, 1e6, 4e5)
    if capital:
        return 1 if country == "UA" else 2
    return 1 + sum(population < step for step in steps)


def _frame(rows: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    points = gpd.points_from_xy([r.pop("lon") for r in rows], [r.pop("lat") for r in rows])
    return gpd.GeoDataFrame(rows, geometry=points, crs=projection.GEOGRAPHIC)


def towns(places: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    """All settlements of Ukraine from 500 inhabitants, pre-war: what a zone is measured with."""
    return _frame(
        [
            {
                "name": current_spelling(p["name"]),
                "population": int(p["population"]),
                "lon": p["longitude"],
                "lat": p["latitude"],
            }
            for p in _ukrainian(places)
        ]
    )


def cities(places: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    """The cities a map labels: Ukraine's from 10,000 inhabitants, others from 200,000."""
    west, south, east, north = AREA
    rows = []
    abroad = [
        p
        for p in places
        if p["countrycode"] != "UA"
        and west < p["longitude"] < east
        and south < p["latitude"] < north
        and (p["population"] >= 200_000 or p["name"] in CAPITALS or p["geonameid"] in SEATS)
    ]
    large: list[dict[str, Any]] = []
    for place in sorted(abroad, key=lambda p: (-p["population"], p["geonameid"])):
        if all(_km(place, city) > 15 for city in large if city["population"] > 500_000):
            large.append(place)
    for place in [p for p in _ukrainian(places) if p["population"] >= 10_000] + large:
        ours = place["countrycode"] == "UA"
        seat = place["geonameid"] in SEATS
        name = current_spelling(place["name"]) if ours else place["name"]
        name = SEATS.get(place["geonameid"], name)
        capital = name in CAPITALS and place["population"] > 80_000
        rows.append(
            {
                "name": CAPITAL_NAMES.get(name, name),
                "name_uk": NAMES_UK.get(name, "") if ours else "",
                "country": place["countrycode"],
                "population": int(place["population"]),
                "population_note": "pre-war population" if ours else "population",
                "capital": capital,
                "seat": seat,
                "rank": _rank(capital, place["countrycode"], place["population"]),
                "source": "GeoNames, CC BY 4.0",
                "lon": place["longitude"],
                "lat": place["latitude"],
            }
        )
    rows.sort(key=lambda r: (r["rank"], r["country"] != "UA", -r["population"]))
    return _frame(rows)

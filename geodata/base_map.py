"""Countries, oblasts, breakaway regions, rivers and water, cleaned, in longitude and latitude."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from archives import AREA, Sources

from wargame.geo import projection

# Members on 2024-12-01, from the membership lists of the two organisations.
NATO = frozenset(
    "AL BE BG CA CZ DE DK EE ES FI FR GB GR HR HU IS IT LT LU LV ME MK NL NO PL PT RO SE SI SK TR"
    " US".split()
)
EU = frozenset(
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split()
)
# Annexation claimed by Russia: law of 2014-03-21, laws of 2022-10-04 (treaties of 2014-03-18 and
# 2022-09-30). General Assembly resolutions 68/262 and ES-11/4 call both invalid.
CLAIMED = {
    "UA-43": "2014-03-18",
    "UA-40": "2014-03-18",
    "UA-14": "2022-09-30",
    "UA-09": "2022-09-30",
    "UA-23": "2022-09-30",
    "UA-65": "2022-09-30",
}
OBLAST_NAMES = {
    "UA-30": ("Kyiv (city)", "Київ"),
    "UA-32": ("Kyiv", "Київська область"),
    "UA-43": ("Crimea", "Автономна Республіка Крим"),
    "UA-40": ("Sevastopol", "Севастополь"),
    "UA-51": ("Odesa", "Одеська область"),
}
COUNTRY_NAMES = {"Turkey": "Türkiye", "Republic of Serbia": "Serbia"}
RIVERS = {
    "Dnipro (Dnieper)": "Dnipro",
    "Dnepre": "Dnipro",
    "Donets": "Donets",
    "Dniester": "Dniester",
    "Pivd. Buh": "Southern Buh",
    "Danube": "Danube",
    "Donau (Danube)": "Danube",
    "Bratul Chillia": "Danube",
    "Desna": "Desna",
    "Pripyat": "Pripyat",
    "Don": "Don",
    "Prut": "Prut",
}
_SNAP = 0.0006  # degrees: the two admin vintages differ by rounding, at most this much
_PROLONG = 0.02  # degrees: without it the disputed lines miss the outline and the cut fails


def in_area(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The frame clipped to the area of interest, its new edges densified so that they curve."""
    west, south, east, north = AREA
    box = shapely.segmentize(shapely.box(west, south, east, north), 0.25)
    clipped = frame.copy()
    clipped["geometry"] = shapely.intersection(frame.geometry.values, box)
    return clipped[~clipped.geometry.is_empty].reset_index(drop=True)


def oblasts(sources: Sources) -> gpd.GeoDataFrame:
    """The 27 first-level units of Ukraine; Crimea and Sevastopol counted by their ISO codes.

    The source codes both to Russia; ISO 3166-2 says UA-43 and UA-40.
    """
    admin1 = sources.admin1()
    admin1["geometry"] = admin1.geometry.make_valid()
    ours = admin1[admin1.iso_3166_2.str.startswith("UA-", na=False)].sort_values("iso_3166_2")
    iso = ours.iso_3166_2.tolist()
    if len(iso) != 27:
        raise SystemExit(f"admin-1: expected 27 units of Ukraine, found {len(iso)}")
    pairs = zip(iso, ours.name_en, ours.name_uk, strict=True)
    names = [OBLAST_NAMES.get(code, (name, uk)) for code, name, uk in pairs]
    return gpd.GeoDataFrame(
        {
            "name": [name for name, _ in names],
            "name_uk": [name for _, name in names],
            "iso": iso,
            "claimed": [CLAIMED.get(code, "") for code in iso],
            "source": "Natural Earth 1:10m admin-1; sovereignty by ISO 3166-2",
        },
        geometry=ours.geometry.values,
        crs=projection.GEOGRAPHIC,
    )


def abkhazia(sources: Sources) -> Any:
    """The outline of Abkhazia, ISO GE-AB."""
    admin1 = sources.admin1()
    return admin1[admin1.iso_3166_2 == "GE-AB"].geometry.make_valid().union_all()


def _snap_to(frame: gpd.GeoDataFrame, anchor: Any) -> gpd.GeoDataFrame:
    """Vertices of the frame within rounding of a vertex of anchor moved onto it."""
    points = shapely.get_coordinates(anchor)
    tree = shapely.STRtree(shapely.points(points))

    def snap(coordinates: np.ndarray) -> np.ndarray:
        own = shapely.points(coordinates)
        mine, theirs = tree.query_nearest(own, max_distance=_SNAP, all_matches=False)
        coordinates[mine] = points[theirs]
        return coordinates

    near = shapely.dwithin(frame.geometry.array, anchor, 0.01)
    frame.loc[near, "geometry"] = shapely.make_valid(
        shapely.transform(frame.geometry[near].array, snap)
    )
    return frame


def countries(sources: Sources, ukraine: Any) -> gpd.GeoDataFrame:
    """Recognised sovereignty: the countries of the area, with NATO and EU membership flags."""
    frame = sources.countries()
    frame["geometry"] = frame.geometry.make_valid()
    frame.loc[frame.ADM0_A3 == "ALD", ["ADM0_A3", "ADMIN"]] = ["FIN", "Finland"]
    frame = frame[~frame.ADM0_A3.isin(["ESB", "WSB"])]  # bases, too small for this map
    lead = frame.sort_values("scalerank").drop_duplicates("ADM0_A3").set_index("ADM0_A3")
    lead.loc["FIN", ["ISO_A2_EH", "NAME_UK"]] = ["FI", "Фінляндія"]
    shapes = frame.dissolve("ADM0_A3").geometry
    table = gpd.GeoDataFrame(
        {
            "name": lead.ADMIN.replace(COUNTRY_NAMES),
            "name_uk": lead.NAME_UK,
            "iso": lead.ISO_A2_EH,
            "nato": lead.ISO_A2_EH.isin(NATO),
            "eu": lead.ISO_A2_EH.isin(EU),
            "label_lon": lead.LABEL_X,
            "label_lat": lead.LABEL_Y,
            "source": "Natural Earth 1:10m admin-0; memberships as of 2024-12-01",
        },
        geometry=shapes.reindex(lead.index),
        crs=projection.GEOGRAPHIC,
    ).sort_values("iso")
    table.loc["UKR", "geometry"] = ukraine
    others = table.index != "UKR"
    table[others] = _snap_to(table[others].copy(), ukraine)
    return in_area(table.reset_index(drop=True))


def _prolonged(line: Any) -> Any:
    """The line made longer at both ends, so that it surely crosses the outline it divides."""
    points = shapely.get_coordinates(line)
    ends = []
    for end, inner in ((points[0], points[1]), (points[-1], points[-2])):
        step = end - inner
        ends.append(end + step / np.hypot(*step) * _PROLONG)
    return shapely.linestrings(np.vstack((ends[0], points, ends[1])))


def _cut_out(outline: Any, lines: list[Any], inside: tuple[float, float]) -> Any:
    """The piece of the outline, cut by the lines, that holds a point."""
    edges = [shapely.boundary(outline), *(_prolonged(line) for line in lines)]
    pieces = shapely.get_parts(shapely.polygonize([shapely.node(shapely.union_all(edges))]))
    chosen = pieces[shapely.contains(pieces, shapely.points(*inside))]
    return shapely.intersection(shapely.union_all(chosen), outline)


def area_km2(geometry: Any) -> float:
    """Area of a longitude-latitude geometry on the equal-area grid."""
    series = gpd.GeoSeries([geometry], crs=projection.GEOGRAPHIC).to_crs(projection.EQUAL_AREA)
    return float(series.area.iloc[0] / 1e6)


def breakaway(sources: Sources, states: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Abkhazia, South Ossetia and Transnistria; the areas are checked, since a cut fails silently.

    Transnistria's left bank only: Bender and other land right of the Dniester are missing (about
    1,100 of 4,163 km2 by its own count), because the source's line follows the river.
    """
    lines = sources.disputed()
    outline = states.set_index("iso").geometry
    georgian = lines[lines.name == "Georgian claim"].geometry
    moldovan = lines[lines.name == "Moldovan claim"].geometry
    ossetia = _cut_out(outline["GE"], list(georgian.explode()), (43.97, 42.225))
    transnistria = _cut_out(outline["MD"], list(moldovan.explode()), (29.64, 46.84))
    shapes = {
        "Abkhazia": (shapely.intersection(abkhazia(sources), outline["GE"]), 8_600, "GE"),
        "South Ossetia": (ossetia, 4_465, "GE"),
        "Transnistria": (transnistria, 3_052, "MD"),
    }
    for name, (shape, expected, _) in shapes.items():
        found = area_km2(shape)
        print(f"  {name}: {found:,.0f} km2")
        if abs(found / expected - 1) > 0.02:
            raise SystemExit(f"{name}: {found:,.0f} km2, expected {expected:,}: the cut failed")
    return gpd.GeoDataFrame(
        {
            "name": list(shapes),
            "name_uk": ["Абхазія", "Південна Осетія", "Придністров'я"],
            "iso": [iso for _, _, iso in shapes.values()],
            "status": "frozen-conflict",
            "basis": "assessed",
            "source": "Natural Earth admin-1 and disputed lines; control: contact_lines/"
            "frozen_conflicts_control.csv",
            "as_of": "2024-12-01",
            "confidence": [0.9, 0.85, 0.75],
            "note": ["", "", "Bender and other right-bank land are not in the source and missing"],
        },
        geometry=[shape for shape, _, _ in shapes.values()],
        crs=projection.GEOGRAPHIC,
    )


def rivers(sources: Sources) -> gpd.GeoDataFrame:
    """The nine rivers of the map, each one line however often its spelling changes."""
    frame = sources.shapes("ne_10m_rivers_lake_centerlines")
    frame = frame[frame.name.isin(RIVERS)]
    names = frame.name.map(RIVERS)
    merged = frame.dissolve(names).geometry.apply(shapely.line_merge)
    table = gpd.GeoDataFrame(
        {"name": merged.index, "source": "Natural Earth 1:10m rivers and lake centre lines"},
        geometry=merged.values,
        crs=projection.GEOGRAPHIC,
    )
    return in_area(table)


def _water_name(row: pd.Series) -> str:
    name = str(row["name"]) if isinstance(row["name"], str) else ""
    fixed = {"Kiyevskoye": "Kyiv Reservoir", "": ""}
    if row["dam_name"] == "Dniprodzershynsk":
        return "Kamianske Reservoir"
    return fixed.get(name, name)


def water(sources: Sources) -> gpd.GeoDataFrame:
    """Sea, lakes and reservoirs; not the Kakhovka Reservoir, which drained in June 2023."""
    frame = in_area(sources.shapes("ne_10m_ocean"))
    frame["geometry"] = frame.geometry.make_valid()
    frame = frame[frame["name"].fillna("") != "Kakhovka Reservoir"].reset_index(drop=True)
    kind = frame["featurecla"].where(frame["featurecla"] == "Ocean", frame["featurec_2"])
    return gpd.GeoDataFrame(
        {
            "name": frame.apply(_water_name, axis=1),
            "kind": kind.fillna("Lake").str.lower(),
            "source": "Natural Earth 1:10m ocean and lakes",
        },
        geometry=frame.geometry.values,
        crs=projection.GEOGRAPHIC,
    )

"""The GDELT 2.0 event table (Leetaru and Schrodt; codebook V2.0 of 2015): 61 columns, no header.

Not filled on the way out, because our records do not hold it: tone, ethnic, religious and group codes, the
places of the actors, and FIPS codes.
"""

from collections.abc import Mapping
from datetime import date

from verbale.analysis.formats.dyadic import Dyadic, code, number, parsed, typed
from verbale.record.rows import Row

HEADER = False
ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
GEO = ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in ACTOR), *(f"Actor2{name}" for name in ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{side}Geo_{name}" for side in ("Actor1", "Actor2", "Action") for name in GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
KINDS = {"country": 1, "region": 5, "city": 4}  # of places: country, state of the world, city of the world


def side(actor: Row) -> list[object]:
    country = actor["country"] if actor["country"] not in ("UNO", "EUR", "IGO") else None
    types = [*actor["sector"], None, None, None][:3]
    return [code(actor) or None, actor["name"] or actor["text"] or None, country, *[None] * 4, *types]


def fraction(day: date) -> float:
    """The year and the share of it that has passed, as GDELT counts: months of 30 days, to a year of 365."""
    return round(day.year + ((day.month - 1) * 30 + day.day) / 365, 4)


def line(event: Dyadic) -> list[object]:
    row, day, place = event.row, event.day, event.place
    cameo = row["cameo"] or ""
    days = [f"{day:%Y%m%d}", f"{day:%Y%m}", day.year, fraction(day)] if day else [None] * 4
    kind = KINDS.get(place.get("precision") or "", 0)
    where = [kind, place["name"], None, None, None, place["lat"], place["lon"], place["geonames"]]
    added = (row["reported"] or "").replace("-", "")
    return [
        event.id, *days, *side(event.source), *side(event.target), 1, cameo, cameo[:3], cameo[:2], event.quad,
        row["goldstein"], 1, 1, 1, None, *[0, *[None] * 7] * 2, *where, f"{added}000000" if added else None,
        row["report"],
    ]  # fmt: skip


def event(cells: Mapping[str, str]) -> Row:
    (source, role), (target, other) = parsed(cells["Actor1Code"]), parsed(cells["Actor2Code"])
    day = cells["SQLDATE"]
    return {
        "id": cells["GLOBALEVENTID"], "day": f"{day[:4]}-{day[4:6]}-{day[6:8]}", "cameo": cells["EventCode"],
        "type": typed(cells["EventRootCode"] or cells["EventCode"]), "goldstein": number(cells["GoldsteinScale"]),
        "source_country": source, "source_sector": role, "target_country": target, "target_sector": other,
        "place": cells["ActionGeo_Fullname"] or None, "lat": number(cells["ActionGeo_Lat"]),
        "lon": number(cells["ActionGeo_Long"]), "text": cells["SOURCEURL"],
    }  # fmt: skip

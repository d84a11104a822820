"""The Phoenix event data (Open Event Data Alliance): 26 columns, no header."""

from collections.abc import Mapping

from verbale.analysis.formats.dyadic import ROLES, Dyadic, code, number, parsed, typed
from verbale.record.rows import Row

HEADER = False
ACTOR = ("ActorFull", "ActorEntity", "ActorRole", "ActorAttribute")
COLUMNS = (
    "EventID", "Date", "Year", "Month", "Day", *(f"Source{name}" for name in ACTOR),
    *(f"Target{name}" for name in ACTOR),
    "EventCode", "EventRootCode", "PentaClass", "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName", "StateName",
    "CountryCode", "SentenceID", "URLs", "NewsSources",
)  # fmt: skip


def side(actor: Row) -> list[object]:
    roles = [ROLES.get(sector, sector) for sector in actor["sector"]]
    return [code(actor), actor["country"], next(iter(roles), None), ";".join(roles[1:]) or None]


def line(event: Dyadic) -> list[object]:
    row, day, place = event.row, event.day, event.place
    days = [f"{day:%Y%m%d}", day.year, day.month, day.day] if day else [None] * 4
    cameo = row["cameo"] or ""
    # The penta class has 0 for mere statements, which PLOVER does not code.
    return [
        event.id, *days, *side(event.source), *side(event.target), cameo, cameo[:2], event.quad, row["goldstein"],
        ";".join(row["context"]), place["lat"], place["lon"], place["name"], None, place["country"], None,
        row["report"],
        None,
    ]  # fmt: skip


def event(cells: Mapping[str, str]) -> Row:
    (source, role), (target, other) = parsed(cells["SourceActorFull"]), parsed(cells["TargetActorFull"])
    day = cells["Date"]
    return {
        "id": cells["EventID"], "day": f"{day[:4]}-{day[4:6]}-{day[6:8]}", "cameo": cells["EventCode"],
        "type": typed(cells["EventRootCode"].zfill(2)), "goldstein": number(cells["GoldsteinScore"]),
        "source_country": source, "source_sector": role, "target_country": target, "target_sector": other,
        "place": cells["LocationName"] or None, "country": cells["CountryCode"] or None, "lat": number(cells["Lat"]),
        "lon": number(cells["Lon"]), "text": cells["URLs"],
    }  # fmt: skip

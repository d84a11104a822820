"""POLECAT's weekly tables (Halterman et al., 2023): PLOVER types, an actor and a recipient a row, with a header."""

from collections.abc import Mapping

from verbale.analysis.formats.dyadic import Dyadic, number
from verbale.record.rows import Row

HEADER = True
COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source",
    "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip


def side(actor: Row) -> list[object]:
    first = next(iter(actor["sector"]), None)
    return [
        actor["name"], actor["country"], None, first, ";".join(actor["sector"]), actor["role"], actor["text"], None
    ]  # fmt: skip


def line(event: Dyadic) -> list[object]:
    row, place = event.row, event.place
    return [
        event.id, event.day, row["event"], row["mode"], row["score"], row["quad"].upper(), ";".join(row["context"]),
        *side(event.source), *side(event.target), place["name"], place["name"], None, None, place["country"],
        place["lat"], place["lon"], place["geonames"], place["name"], None, row["report"], row["reported"], None, None,
        None, row.get("lang"), None,
    ]  # fmt: skip


def event(cells: Mapping[str, str]) -> Row:
    return {
        "id": cells["Event ID"], "day": cells["Event Date"], "type": cells["Event Type"].upper(),
        "mode": cells["Event Mode"] or None, "score": number(cells["Intensity"]),
        "source_country": cells["Actor Country"] or None, "source_sector": cells["Primary Actor Sector"] or None,
        "target_country": cells["Recipient Country"] or None,
        "target_sector": cells["Primary Recipient Sector"] or None, "place": cells["Placename"] or None,
        "country": cells["Country"] or None, "lat": number(cells["Latitude"]), "lon": number(cells["Longitude"]),
    }  # fmt: skip

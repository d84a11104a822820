"""ICEWS' coded event data (Boschee et al., 2015): CAMEO codes, names of states in English, with a header."""

from collections.abc import Mapping
from functools import cache

from verbale.analysis.formats.dyadic import Dyadic, number, typed
from verbale.languages.states import names
from verbale.record.rows import Row

HEADER = True
COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity",
    "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District",
    "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
SECTORS = {
    "GOV": "Government", "MIL": "Military", "COP": "Police", "JUD": "Judicial", "LEG": "Legislative / Parliamentary",
    "OPP": "Opposition", "PTY": "Parties", "REB": "Rebel", "SPY": "Intelligence",
    "CVL": "General Population / Civilian",
    "BUS": "Business", "CRM": "Criminals / Gangs", "EDU": "Education", "JRN": "News", "LAB": "Labor",
    "MED": "Medical / Health", "REL": "Religious", "REF": "Refugees / Displaced", "ELI": "Elite", "AGR": "Agricultural",
    "UAF": "Unidentified Forces", "PRM": "Paramilitary", "SOC": "Social",
}  # fmt: skip
# Names that ICEWS has and CLDR writes otherwise.
OTHERS = {
    "Russian Federation": "RUS", "Occupied Palestinian Territory": "PSE", "Democratic Republic of Congo": "COD",
    "Congo": "COG", "Cote d'Ivoire": "CIV", "Ivory Coast": "CIV", "Burma": "MMR", "Myanmar": "MMR", "Turkey": "TUR",
    "Czech Republic": "CZE", "Macedonia": "MKD", "Swaziland": "SWZ", "Hong Kong": "HKG",
    "Bosnia and Herzegovina": "BIH",
    "Trinidad and Tobago": "TTO", "Cape Verde": "CPV", "East Timor": "TLS",
}  # fmt: skip


def name(code: str | None) -> str | None:
    """A state's English name; the code itself of what is no state."""
    return None if code is None else names("en").get(code, code)


@cache
def by_name() -> dict[str, str]:
    return {name: code for code, name in names("en").items()} | OTHERS


@cache
def by_sector() -> dict[str, str]:
    return {word.casefold(): sector for sector, word in SECTORS.items()}


def line(event: Dyadic) -> list[object]:
    row, place = event.row, event.place
    return [
        event.id, event.day, event.source["name"] or name(event.source["country"]),
        ",".join(SECTORS.get(s, s) for s in event.source["sector"]), name(event.source["country"]),
        " / ".join(filter(None, (row["event"].title(), row["mode"]))), row["cameo"], row["goldstein"],
        event.target["name"] or name(event.target["country"]),
        ",".join(SECTORS.get(s, s) for s in event.target["sector"]), name(event.target["country"]), row["report"], None,
        None, place["name"], None, None, name(place["country"]), place["lat"], place["lon"],
    ]  # fmt: skip


def event(cells: Mapping[str, str]) -> Row:
    return {
        "id": cells["Event ID"], "day": cells["Event Date"], "cameo": cells["CAMEO Code"],
        "type": typed(cells["CAMEO Code"].zfill(2)), "goldstein": number(cells["Intensity"]),
        "text": cells["Event Text"],
        "source_country": by_name().get(cells["Source Country"]), "source_sector": sector(cells["Source Sectors"]),
        "target_country": by_name().get(cells["Target Country"]), "target_sector": sector(cells["Target Sectors"]),
        "place": cells["City"] or cells["Province"] or None, "country": by_name().get(cells["Country"]),
        "lat": number(cells["Latitude"]), "lon": number(cells["Longitude"]),
    }  # fmt: skip


def sector(words: str) -> str | None:
    """The first of ICEWS' sectors that PLOVER has."""
    return next(filter(None, (by_sector().get(word.strip().casefold()) for word in words.split(","))), None)

"""Events as the field's formats have them: one source, one target, a row each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import permutations, product
from typing import Any

from verbale.record.rows import Row

NOBODY: Row = {"country": None, "sector": [], "name": None, "role": None, "text": ""}
# PLOVER's sectors as CAMEO writes roles, where the letters differ (CAMEO manual 1.1b3, chapter 3).
ROLES = {"MED": "HLH", "JRN": "MED", "SOC": "CVL", "UNK": ""}
SECTORS = {"HLH": "MED", "MED": "JRN", "INS": "REB", "SEP": "REB", "RAD": "REB", "DEV": "BUS"}
# The type that a CAMEO root code stands for; 01, a mere statement, is none (PLOVER manual 0.8, appendix).
TYPES = {
    "02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "08": "CONCEDE",
    "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST",
    "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip
ROOTS = tuple(f"{n:02}" for n in range(1, 21))
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


@dataclass(frozen=True, slots=True)
class Dyadic:
    """A record between one source and one target; `number` tells the rows of one record apart."""

    row: Row
    source: Row
    target: Row
    number: int

    @property
    def id(self) -> str:
        return f"{self.row['id']}-{self.number}"

    @property
    def day(self) -> date | None:
        """The first day of the event's date, or else its report's."""
        told = (self.row["date"] or {}).get("start") or self.row["reported"]
        return date.fromisoformat(told) if told else None

    @property
    def place(self) -> Row:
        return self.row["place"] or {"name": None, "country": None, "geonames": None, "lat": None, "lon": None}

    @property
    def quad(self) -> int:
        """The quad class by its number: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
        return QUADS.index(self.row["quad"]) + 1


def dyadic(rows: Iterable[Row]) -> Iterator[Dyadic]:
    """Each record once for each pair of its actors; a mutual one both ways, as the field's coders do."""
    for row in rows:
        if row["target"]:
            pairs = list(product(row["source"] or [NOBODY], row["target"]))
        elif len(row["source"]) > 1:
            pairs = list(permutations(row["source"], 2))
        else:
            pairs = [(source, NOBODY) for source in row["source"] or [NOBODY]]
        for number, (source, target) in enumerate(pairs, 1):
            yield Dyadic(row, source, target, number)


def code(actor: Row) -> str:
    """An actor as CAMEO writes it: country and roles in one word.

    >>> code({"country": "MLI", "sector": ["GOV", "MIL"]}), code({"country": "UNO", "sector": []})
    ('MLIGOVMIL', 'IGOUNO')
    """
    country = {"UNO": "IGOUNO", "EUR": "IGOEUREEC"}.get(actor["country"] or "", actor["country"] or "")
    return country + "".join(ROLES.get(sector, sector) for sector in actor["sector"])


def parsed(word: str) -> tuple[str | None, str | None]:
    """Country and first sector of an actor's CAMEO code.

    >>> parsed("MLIGOVMIL"), parsed("IGOUNO"), parsed("GOV"), parsed("")
    (('MLI', 'GOV'), ('UNO', None), (None, 'GOV'), (None, None))
    """
    from verbale.record import ontology

    parts = [word[i : i + 3] for i in range(0, len(word), 3)]
    if parts[:2] in (["IGO", "UNO"], ["IGO", "EUR"]):
        return parts[1], None
    known = bool(parts) and ontology.is_country(parts[0]) and parts[0] not in ontology.SECTORS | SECTORS.keys()
    country = parts[0] if known else None
    role = (parts[1] if len(parts) > 1 else None) if country else (parts[0] if parts else None)
    sector = SECTORS.get(role or "", role)
    return country, sector if sector in ontology.SECTORS else None


def typed(cameo: str) -> str | None:
    """The PLOVER type of a CAMEO code."""
    return TYPES.get(cameo[:2])


def number(value: Any) -> float | None:
    """A cell's number; None where it is empty. Raises ValueError where it is none."""
    return float(value) if value not in (None, "") else None


def cell(value: Any) -> str:
    """A cell of a table parted by tabs: nothing in it breaks the table."""
    return "" if value is None else str(value).replace("\t", " ").replace("\n", " ").replace("\r", " ")

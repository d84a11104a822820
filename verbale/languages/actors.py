"""`actors.tsv`: the words for actors."""

from dataclasses import dataclass
from pathlib import Path

from verbale.languages.rows import rows
from verbale.languages.tables import Faults
from verbale.record import ontology

COLUMNS = ("phrase", "kind", "country", "sector", "role")
NAMES = frozenset({"state", "seat", "city", "region", "org"})
WORDS = frozenset({"demonym", "office", "group", "body", "title", "side"})
KINDS = NAMES | WORDS | {"none"}


@dataclass(frozen=True, slots=True)
class ActorRow:
    """A row of actors.tsv. A name's `phrase` is as written; a word's is lemmas in lower case."""

    phrase: str
    kind: str
    country: str | None
    sector: tuple[str, ...]
    role: str | None
    where: str

    @property
    def is_name(self) -> bool:
        return self.kind in NAMES or (self.kind == "none" and not self.phrase.islower())


def load_actors(folder: Path, faults: Faults) -> tuple[ActorRow, ...]:
    found = []
    path = folder / "actors.tsv"
    for row in rows(path, COLUMNS, faults):
        kind = row["kind"]
        country = next(iter(row.alternatives("country")), None)  # the likelier first
        if kind not in KINDS:
            faults.add(path, row.line, f"no kind {kind!r}")
            continue
        if country and not ontology.is_country(country):
            faults.add(path, row.line, f"no country code {country!r}")
        for sector in row.list("sector"):
            if sector not in ontology.SECTORS:
                faults.add(path, row.line, f"no sector {sector!r}")
        for phrase in row.alternatives("phrase"):
            found.append(
                ActorRow(phrase.replace("’", "'"), kind, country, row.list("sector"),
                         row["role"] or None, f"{path.name}:{row.line}")
            )  # fmt: skip
    return tuple(found)

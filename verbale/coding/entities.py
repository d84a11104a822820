"""Whom a report speaks of: entities, and the mentions that stand for them."""

from dataclasses import dataclass

from verbale.coding.mention import Mention
from verbale.reading.reading import Sentence
from verbale.record.event import Actor

PERSONAL = frozenset({"office", "person", "counterpart"})
BLOCS = frozenset({"UNO", "EUR", "IGO", "NGO", "IMG", "ISM", "MNC"})
UNIONS = frozenset({"UNO", "EUR", "IGO"})
NATIONAL = frozenset({"office", "group", "body", "people", "demonym", "counterpart"})


@dataclass(eq=False, slots=True)
class Entity:
    """Somebody or something that a report speaks of; filled in as the report goes on."""

    kind: str
    countries: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    role: str | None = None
    name: str | None = None
    lemma: str = ""
    inferred: bool = False
    gender: str | None = None

    @property
    def country(self) -> str | None:
        return self.countries[0] if self.countries else None

    @property
    def is_agency(self) -> bool:
        """A paper or an agency by name ("(AFP) –"): who tells, no side of what is told."""
        return self.kind == "org" and "JRN" in self.sector

    @property
    def key(self) -> str:
        """Stable within a version: country, then name, role or sectors."""
        what = self.name if self.kind not in ("state", "seat", "city", "region") else None
        rest = what or self.role or "-".join(self.sector) or ""
        return "/".join(filter(None, (self.country or "?", rest.casefold().replace(" ", "-"))))


@dataclass(frozen=True, slots=True)
class Referent:
    """The entities that a mention stands for, and by which rule."""

    sentence: Sentence
    mention: Mention
    entities: tuple[Entity, ...]
    how: str
    subject: bool = False
    group: int = -1  # the first token of the co-ordination that it stands in
    quoted: bool = False  # inside quotation marks


def surname(name: str) -> str:
    return name.split()[-1].casefold()


def same_person(known: str, name: str) -> bool:
    """Do two names fit one person: equal, or the shorter is part of the longer?"""
    left, right = known.casefold().split(), name.casefold().split()
    short, long = sorted((left, right), key=len)
    return all(word in long for word in short) and (short[-1] in long[-1:] or len(short) == 1)


def actor(entity: Entity, referent: Referent, text: str) -> Actor:
    span = referent.mention.span(referent.sentence)
    return Actor(
        span.of(text), span, entity.name, entity.country, entity.sector, entity.role, entity.key
    )

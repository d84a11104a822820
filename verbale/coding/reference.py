"""Who is meant: mentions of a report joined to entities, read as a whole.

An entity may be named after it is first mentioned ("le président malien … Assimi Goïta"); actors are
therefore built from entities only when the report has been read to its end.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from verbale.coding.lexicon import Person, persons
from verbale.coding.mentions import Mention
from verbale.reading.reading import Sentence
from verbale.record.event import Actor

PERSONAL = frozenset({"office", "person", "counterpart"})
BLOCS = frozenset({"UNO", "EUR", "IGO", "NGO", "IMG", "ISM", "MNC"})
UNIONS = frozenset({"UNO", "EUR", "IGO"})
NATIONAL = frozenset({"office", "group", "body", "people", "demonym", "counterpart"})
PARTIES = "PTY"
ELDER = "ELI"
# Roles of `side` words: those that take up persons, and those that need no number beside them.
LEADER, PARTY, PERSON = "leader", "party", "person"
GENERIC = frozenset({"leader", "official"})  # offices that say nothing of which
BLOC, COUNTRY = "bloc", "country"
MEMORY = 3  # sentences back that a pronoun reaches


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


def compatible(role: str | None, other: str | None) -> bool:
    """Is one role the other or its general form ("minister", "defence minister")?"""
    if role is None or other is None:
        return False
    return role == other or role.split()[-1] == other or other.split()[-1] == role


def actor(entity: Entity, referent: Referent, text: str) -> Actor:
    span = referent.mention.span(referent.sentence)
    return Actor(
        span.of(text), span, entity.name, entity.country, entity.sector, entity.role, entity.key
    )


@dataclass
class Referents:
    """What a report has spoken of so far; `resolve` is called on mentions in reading order."""

    date: datetime.date | None = None
    focus: str | None = None
    entities: list[Entity] = field(default_factory=list)
    recent: list[Entity] = field(default_factory=list)
    history: list[list[Referent]] = field(default_factory=list)

    def resolve(
        self,
        sentence: Sentence,
        mention: Mention,
        local: Sequence[Referent],
        *,
        subject: bool,
        group: int,
        quoted: bool,
    ) -> Referent:
        """`local` are the referents of the sentence's earlier mentions; `group` is the first token
        of the co-ordination that the mention stands in."""
        entities, how = self._resolve(mention, local)
        for entity in entities:
            self._touch(entity)
        return Referent(sentence, mention, entities, how, subject, group, quoted)

    def close(self, local: list[Referent]) -> None:
        """A sentence has been read to its end."""
        self.history.append([r for r in local if r.entities])

    def _touch(self, entity: Entity) -> None:
        if entity in self.recent:
            self.recent.remove(entity)
        self.recent.append(entity)

    def _resolve(
        self, mention: Mention, local: Sequence[Referent]
    ) -> tuple[tuple[Entity, ...], str]:
        match mention.kind:
            case "state" | "org" | "seat" | "city" | "region" | "people":
                return (self._named(mention),), "name"
            case "demonym":
                return tuple(self._state(c) for c in mention.countries), "nationality"
            case "group" | "body":
                return self._grouped(mention, local)
            case "person":
                return self._person(mention, local)
            case "office":
                return self._office(mention, local)
            case "counterpart":
                return self._counterpart(mention, local)
            case "side":
                return self._side(mention, local)
            case "pronoun":
                return self._pronoun(mention, local)
            case "possessive":
                return self._possessive(mention, local)
            case "speaker":
                return self._speaker(local)
        return (), "none"

    def _add(self, entity: Entity) -> Entity:
        self.entities.append(entity)
        return entity

    def _named(self, mention: Mention) -> Entity:
        mention = self._at_home(mention)
        sector = mention.sector or (("GOV",) if mention.kind == "seat" else ())
        for known in self.entities:
            if known.kind == mention.kind and known.countries == mention.countries and (
                known.name == mention.name or mention.kind in ("state", "people")
            ):
                return known
        return self._add(
            Entity(mention.kind, mention.countries, sector, mention.role, mention.name, mention.lemma)
        )

    def _at_home(self, mention: Mention) -> Mention:
        """A party of a common name ("les Verts") is the report's own, not another country's."""
        if mention.kind != "org" or PARTIES not in mention.sector or not self.focus:
            return mention
        if any(mention.countries == e.countries for e in self.entities):
            return mention
        return replace(mention, countries=(self.focus,))

    def _place_of(self, mention: Mention, local: Sequence[Referent]) -> tuple[str, ...]:
        """The state of a domestic actor with no nationality in its words."""
        if mention.foreign:
            return ()
        owner = next((r for r in local if r.mention.kind == "possessive" and r.mention.last == mention.first - 1), None)
        if owner and owner.entities and owner.entities[0].countries:
            return owner.entities[0].countries[:1]
        beside = [
            r.mention.countries for r in local
            if r.mention.countries and r.mention.kind in NATIONAL and r.mention.countries[0] not in BLOCS
        ]  # fmt: skip
        if beside:
            return beside[-1][:1]
        for known in reversed(self.recent):
            same = known.lemma == mention.lemma and known.kind == mention.kind
            if same and known.countries and not known.inferred:
                return known.countries
        places = [
            r.mention.countries for r in local
            if r.mention.kind in ("city", "region") and r.mention.countries
        ]  # fmt: skip
        if places:
            return places[-1]
        return (self.focus,) if self.focus else ()

    def _grouped(
        self, mention: Mention, local: Sequence[Referent]
    ) -> tuple[tuple[Entity, ...], str]:
        if mention.countries:
            return tuple(self._group(mention, (c,), False) for c in mention.countries), "nationality"
        countries = self._place_of(mention, local)
        return (self._group(mention, countries, True),), "place"

    def _group(self, mention: Mention, countries: tuple[str, ...], inferred: bool) -> Entity:
        for known in self.entities:
            if (known.kind, known.lemma, known.countries) == (mention.kind, mention.lemma, countries):
                return known
        return self._add(
            Entity(mention.kind, countries, mention.sector, mention.role, None, mention.lemma, inferred)
        )

    def _holder(self, name: str) -> Person | None:
        """The office holder of that full name on the report's date, if the world facts know one."""
        day = self.date.isoformat() if self.date else None
        held = persons().get(name.casefold(), ())
        fits = [p for p in held if day and p.start <= day and (not p.end or day < p.end)]
        if fits:
            return fits[-1]
        if held and len({p.country for p in held}) == 1:
            last = held[-1]
            if day and last.end and day >= last.end:
                return Person(last.names, last.country, (ELDER,), last.role, last.end, "")
            return last if not day else None
        return None

    def _person(
        self, mention: Mention, local: Sequence[Referent]
    ) -> tuple[tuple[Entity, ...], str]:
        name = mention.name or ""
        for known in reversed(self.recent):
            if known.kind == "office" and known.name and same_person(known.name, name):
                if len(name) > len(known.name):
                    known.name = name
                return (known,), "name again"
        held = self._holder(name)
        if held:
            return (
                self._add(Entity("office", (held.country,), held.sector, held.role, held.names[0])),
            ), "office holder"
        for known in reversed(self.recent):
            if known.kind == "person" and known.name and same_person(known.name, name):
                return (known,), "name again"
        waiting = self._unnamed(local)
        if waiting:
            waiting.name = name
            return (waiting,), "named in turn"
        return (self._add(Entity("person", (), (), None, name)),), "unknown name"

    def _unnamed(self, local: Sequence[Referent]) -> Entity | None:
        """The next without a name of "les ministres du Mali et du Niger, A et B"."""
        for referent in reversed(local):
            if referent.mention.kind == "office" and len(referent.entities) > 1:
                return next((e for e in referent.entities if e.name is None), None)
            if referent.mention.kind not in ("person", "state"):
                return None
        return None

    def _office(
        self, mention: Mention, local: Sequence[Referent]
    ) -> tuple[tuple[Entity, ...], str]:
        if mention.name:
            return (self._named_office(mention, local),), "office and name"
        if mention.plural:
            return self._offices(mention, local)
        for known in reversed(self.recent):
            if known.kind == "office" and compatible(mention.role, known.role):
                if mention.former != (ELDER in known.sector):
                    continue
                if not mention.countries or known.countries[:1] == mention.countries[:1]:
                    return (known,), "office again"
        countries = mention.countries or self._place_of(mention, local)
        return (self._office_entity(mention, countries[:1]),), "office"

    def _office_entity(self, mention: Mention, countries: tuple[str, ...]) -> Entity:
        sector = (ELDER,) if mention.former else mention.sector
        return self._add(
            Entity(
                "office", countries, sector, mention.role, mention.name, mention.lemma,
                not mention.countries, mention.gender,
            )
        )  # fmt: skip

    def _named_office(self, mention: Mention, local: Sequence[Referent]) -> Entity:
        name = mention.name or ""
        for known in reversed(self.recent):
            if known.kind not in PERSONAL:
                continue
            if known.name and same_person(known.name, name):
                return self._enrich(known, mention)
            unnamed = known.name is None and compatible(mention.role, known.role)
            if unnamed and mention.countries and known.countries == mention.countries[:1]:
                return self._enrich(known, mention)
        held = self._holder(name)
        if held and not mention.former and not mention.countries:
            sector = tuple(dict.fromkeys((*mention.sector, *held.sector)))
            return self._add(Entity("office", (held.country,), sector, mention.role or held.role, name))
        countries = mention.countries or self._place_of(mention, local)
        return self._office_entity(mention, countries[:1])

    def _enrich(self, known: Entity, mention: Mention) -> Entity:
        name = mention.name or ""
        known.kind = "office"
        if len(name) > len(known.name or ""):
            known.name = name
        if mention.countries and (not known.countries or known.inferred):
            known.countries, known.inferred = mention.countries[:1], False
        known.sector = tuple(dict.fromkeys((*known.sector, *mention.sector)))
        known.role = known.role or mention.role
        known.gender = known.gender or mention.gender
        return known

    def _offices(
        self, mention: Mention, local: Sequence[Referent]
    ) -> tuple[tuple[Entity, ...], str]:
        if len(mention.countries) > 1:
            return tuple(self._one_office(mention, c) for c in mention.countries), "offices"
        wanted = mention.count or 2
        known = [
            e for e in reversed(self.recent)
            if e.kind == "office" and compatible(mention.role, e.role)
            and (not mention.countries or e.countries == mention.countries)
        ]  # fmt: skip
        distinct = list({e.country: e for e in reversed(known) if e.country}.values())[-wanted:]
        if not mention.countries and len(distinct) == wanted > 1:
            return tuple(distinct), "offices again"
        if not mention.countries and mention.role in GENERIC and not mention.count:
            pair = self._persons(2)
            if len(pair) == 2:
                return pair, "the persons"
        if mention.count and not mention.countries:
            persons = self._persons(mention.count)
            if len(persons) == mention.count:
                return persons, "the persons"
        countries = mention.countries or self._place_of(mention, local)
        return (self._group(mention, countries, not mention.countries),), "offices"

    def _persons(self, count: int) -> tuple[Entity, ...]:
        """The last so many persons of different states."""
        known = [e for e in reversed(self.recent) if e.kind == "office" and e.country]
        return tuple(list({e.country: e for e in reversed(known)}.values())[-count:])

    def _one_office(self, mention: Mention, country: str) -> Entity:
        for known in reversed(self.recent):
            if known.kind == "office" and known.country == country and compatible(
                mention.role, known.role
            ):
                return known
        return self._add(
            Entity("office", (country,), mention.sector, mention.role, None, mention.lemma)
        )

    def _counterpart(
        self, mention: Mention, local: Sequence[Referent]
    ) -> tuple[tuple[Entity, ...], str]:
        here = [e for r in local for e in r.entities if e.kind == "office"]
        first = next(iter(here), None) or next(
            (e for e in reversed(self.recent) if e.kind == "office"), None
        )
        if first is None:
            return (), "no antecedent"
        if mention.name or mention.countries:
            role = mention.role if compatible(mention.role, first.role) else first.role
            twin = Mention(
                mention.head, mention.first, mention.last, "office", mention.countries,
                tuple(dict.fromkeys((*first.sector, *mention.sector))), role, mention.name,
                lemma=first.lemma,
            )  # fmt: skip
            found, _ = self._office(twin, local)
            return found, "counterpart"
        for known in reversed(self.recent):
            if known is not first and known.kind == "office" and known.countries != first.countries:
                if compatible(known.role, first.role):
                    return (known,), "counterpart again"
        return (), "counterpart unknown"

    def _states(self, local: Sequence[Referent]) -> list[Entity]:
        """States in play, the latest first: those of the sentence, then those before."""
        order = [e for r in reversed(local) for e in reversed(r.entities)] + self.recent[::-1]
        found: dict[str, Entity] = {}
        for entity in order:
            if entity.kind in ("city", "region") or not entity.country or entity.country in BLOCS:
                continue
            found.setdefault(entity.country, entity)
        return [self._state(code) for code in found]

    def _state(self, code: str) -> Entity:
        for known in self.entities:
            if known.kind == "state" and known.countries == (code,):
                return known
        return self._add(Entity("state", (code,)))

    def _side(self, mention: Mention, local: Sequence[Referent]) -> tuple[tuple[Entity, ...], str]:
        if mention.countries and not mention.plural:
            return tuple(Entity("side", (c,), ()) for c in mention.countries), "nationality"
        if not mention.plural:
            return self._one_side(mention, local)
        wanted = mention.count or 2
        if mention.count is None and mention.role not in (PARTY, PERSON):
            return (), "sides of no number"
        if mention.role in (LEADER, PERSON):
            persons = self._persons(wanted)
            if len(persons) == wanted:
                return persons, "the persons"
        states = self._states(local)[:wanted]
        return (tuple(reversed(states)), "the two sides") if len(states) == wanted else ((), "sides")

    def _one_side(
        self, mention: Mention, local: Sequence[Referent]
    ) -> tuple[tuple[Entity, ...], str]:
        """"The organisation" is the one named last; "his country" is its owner's."""
        if mention.role == BLOC:
            known = (e for e in reversed(self.recent) if e.kind == "org" and e.country in UNIONS)
            found = next(known, None)
            return ((found,) if found else ()), "the organisation"
        if mention.role == COUNTRY:
            for referent in local:
                owner = referent.mention.kind == "possessive" and mention.first - referent.mention.last == 1
                if owner and referent.entities and referent.entities[0].country:
                    return (self._state(referent.entities[0].country),), "the owner's country"
        return (), "one side"

    def _before(self, local: Sequence[Referent]) -> Iterator[Referent]:
        """Referents that a pronoun may take up, likeliest first: sentence by sentence backward,
        in each the subjects first, then the rest, the latest first."""
        for referents in [list(local), *reversed(self.history[-MEMORY:])]:
            joined = list(together(referents))
            yield from (r for r in joined if r.subject)
            yield from (r for r in reversed(joined) if not r.subject)

    def _pronoun(
        self, mention: Mention, local: Sequence[Referent]
    ) -> tuple[tuple[Entity, ...], str]:
        for referent in self._before(local):
            if mention.plural and is_several(referent):
                return referent.entities, "those before"
            if not mention.plural and not is_several(referent):
                entity = referent.entities[0]
                if mention.gender and entity.gender and mention.gender != entity.gender:
                    continue
                if entity.kind in PERSONAL and (entity.country or entity.sector):
                    return referent.entities, "person before"
        return (), "pronoun"

    def _speaker(self, local: Sequence[Referent]) -> tuple[tuple[Entity, ...], str]:
        """Who says "we" in a quotation: the subject of the sentence around it, or of the last."""
        for referents in [list(local), *reversed(self.history[-1:])]:
            for referent in referents:
                if referent.subject and referent.entities and not referent.quoted:
                    return referent.entities, "speaker"
        return (), "speaker"

    def _possessive(
        self, mention: Mention, local: Sequence[Referent]
    ) -> tuple[tuple[Entity, ...], str]:
        if mention.plural:
            for referent in self._before(local):
                if is_several(referent):
                    return referent.entities, "those before"
            states = self._states(local)[:2]
            return (tuple(reversed(states)) if len(states) == 2 else ()), "the two sides"
        for referent in self._before(local):
            if referent.subject and not is_several(referent):
                return referent.entities, "subject before"
        return (), "possessive"


def together(referents: Sequence[Referent]) -> Iterator[Referent]:
    """Each referent that may be taken up, and each co-ordination of several as one."""
    named = [r for r in referents if r.entities and r.mention.kind not in ("possessive", "demonym")]
    groups: dict[int, list[Referent]] = {}
    for referent in named:
        groups.setdefault(referent.group, []).append(referent)
    for members in groups.values():
        if len(members) > 1:
            entities = tuple(dict.fromkeys(e for r in members for e in r.entities))
            yield replace(members[0], entities=entities)
    yield from named


def is_several(referent: Referent) -> bool:
    plural = referent.mention.plural and referent.entities[0].kind in ("group", "people", "office")
    return len(referent.entities) > 1 or plural


def focus_country(mentions: Iterable[Mention], dateline: str | None) -> str | None:
    """Where a report plays: its dateline's state, else the one that its first mentions name most."""
    if dateline:
        return dateline
    counts = Counter(c for m in mentions for c in m.countries if c not in BLOCS)
    return counts.most_common(1)[0][0] if counts else None

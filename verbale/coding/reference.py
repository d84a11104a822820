"""Who is meant: mentions of a report joined to entities, read as a whole.

An entity may be named after it is first mentioned ("le président malien … Assimi Goïta"); actors are
therefore built from entities only when the report has been read to its end.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from verbale.coding import anaphora, antecedents, homes
from verbale.coding.anaphora import Found, Past, is_several
from verbale.coding.choice import Evidence, likeliest
from verbale.coding.entities import BLOCS, PERSONAL, Entity, Referent, same_person
from verbale.coding.homes import Setting
from verbale.coding.matching import WORLD_ROWS
from verbale.coding.mention import Mention
from verbale.coding.world.actors import Known, Term, compatible, one_of, world
from verbale.languages.discourse import Discourse
from verbale.reading.reading import Sentence
from verbale.record.span import Span

PARTIES = "PTY"
ELDER = "ELI"
ORGANISED = frozenset({"body", "org", "group"})
GENERIC = frozenset({"leader", "official"})  # offices that say nothing of which
SPOKEN_OF = 0.3  # of the mentions of the state named most
OF_ITS = ("nmod", "compound", "nmod:poss")
SHORT_FORM = 3  # tokens of "(CNE)"


@dataclass(frozen=True, slots=True)
class Holder:
    """A person of the world, and what they are on the report's day."""

    known: Known
    term: Term

    def entity(self, sector: tuple[str, ...] = (), role: str | None = None) -> Entity:
        """Somebody of that name; what the report says of their office comes first."""
        left = self.term.sector == (ELDER,)
        if left and role and not compatible(self.term.role, role):  # an office that the tables do not know
            return Entity("office", (self.term.country,), sector, role, self.known.name)
        sectors = self.term.sector if left else tuple(dict.fromkeys((*sector, *self.term.sector)))
        return Entity("office", (self.term.country,), sectors, role or self.term.role or None, self.known.name)

    def former(self) -> Entity:
        """Somebody whom the report calls a former holder, whatever the tables say."""
        return Entity("office", (self.term.country,), (ELDER,), self.term.role or None, self.known.name)


@dataclass
class Referents(Past):
    """What a report has spoken of so far; `resolve` is called on mentions in reading order."""

    aliases: dict[str, Entity] = field(default_factory=dict)
    date: datetime.date | None = None
    setting: Setting = field(default_factory=Setting)
    discourse: Discourse = field(default_factory=Discourse)
    told: frozenset[str] = frozenset()  # countries of which is spoken around the text
    scene: str | None = None  # where the sentence before took place, as the gazetteer tells
    sentence: Sentence = field(init=False)
    mentions: Sequence[Mention] = ()  # of the sentence
    homes: list[tuple[Span, Evidence]] = field(default_factory=list)  # of actors that name no state
    antecedents: list[tuple[Span, Evidence]] = field(default_factory=list)  # of pronouns and possessives

    def open(self, sentence: Sentence, mentions: Sequence[Mention]) -> None:
        """A sentence is begun."""
        self.sentence, self.mentions = sentence, mentions

    def resolve(
        self,
        mention: Mention,
        local: Sequence[Referent],
        *,
        subject: bool,
        group: int,
        quoted: bool,
    ) -> Referent:
        """`local` are the referents of the sentence's earlier mentions; `group` is the first token
        of the co-ordination that the mention stands in."""
        entities, how = self._resolve(mention, local, subject=subject, quoted=quoted)
        for entity in entities:
            self.touch(entity)
        return Referent(self.sentence, mention, entities, how, subject, group, quoted)

    def close(self, local: list[Referent]) -> None:
        """A sentence has been read to its end; "le Conseil national électoral (CNE)" names a short form."""
        for referent in local:
            mention, tokens = referent.mention, referent.sentence.tokens
            after = [t.form for t in tokens[mention.last + 1 : mention.last + 4]]
            if len(after) == SHORT_FORM and after[0] == "(" and after[2] == ")" and after[1].isupper():
                if len(referent.entities) == 1 and mention.kind in ORGANISED:
                    self.aliases[after[1]] = referent.entities[0]
        self.scene = homes.site(self, [r.mention for r in local if not r.subject], self.sentence)
        homes.rehome([e for r in local for e in r.entities], self, self.setting, self.scene)
        self.history.append([r for r in local if r.entities])

    def _resolve(self, mention: Mention, local: Sequence[Referent], *, subject: bool, quoted: bool) -> Found:
        if mention.name in self.aliases:
            return (self.aliases[mention.name],), "short name"
        match mention.kind:
            case "state" | "org" | "seat" | "city" | "region" | "people":
                return (self._named(mention),), "name"
            case "demonym":
                return tuple(self.state(c) for c in mention.countries), "nationality"
            case "group" | "body":
                return self._grouped(mention, local)
            case "person":
                return self._person(mention, local)
            case "office":
                return self._office(mention, local)
            case "counterpart":
                return self._counterpart(mention, local)
            case "side":
                return anaphora.side(self, mention, local, subject=subject)
            case "pronoun":
                ruled = anaphora.pronoun(self, mention, local, subject=subject, quoted=quoted)
                return self._taken_up(mention, local, ruled, subject=subject, quoted=quoted)
            case "possessive":
                ruled = anaphora.possessive(self, mention, local, quoted=quoted)
                return self._taken_up(mention, local, ruled, subject=subject, quoted=quoted)
            case "speaker":
                return anaphora.speaker(self, local)
        return (), "none"

    def _taken_up(
        self, mention: Mention, local: Sequence[Referent], ruled: Found, *, subject: bool, quoted: bool
    ) -> Found:
        """Whom a pronoun or a possessive means: those of the likeliest state, the first of them in order."""
        entities, _ = ruled
        states = {e.country for e in entities}
        if len(states) > 1:
            return ruled
        told = antecedents.evidence(self, mention, local, self.sentence, entities, subject=subject, quoted=quoted)
        self.antecedents.append((mention.span(self.sentence), told))
        state = likeliest(told, "antecedents")
        if state is None or state in states:
            return ruled
        before = anaphora.before(self, local, quoted=quoted)
        fitting = [r for r in before if r.entities and r.entities[0].country == state]
        fitting = [r for r in fitting if is_several(r) == mention.plural] or fitting
        return (fitting[0].entities, "taken up") if fitting else ruled

    def _named(self, mention: Mention) -> Entity:
        mention = self._at_home(self._known(mention))
        if mention.kind == "org" and " " not in (mention.name or " "):
            for known in reversed(self.recent):  # "l'Union", once the Union africaine has been named
                if known.kind == "org" and (known.name or "").startswith(f"{mention.name} "):
                    return known
        sector = mention.sector or (("GOV",) if mention.kind == "seat" else ())
        for known in self.entities:
            if known.kind == mention.kind and known.countries == mention.countries and (
                known.name == mention.name or mention.kind in ("state", "people")
            ):
                return known
        return self.add(
            Entity(
                mention.kind, mention.countries, sector, mention.role, mention.name, mention.lemma,
                gender=mention.gender,
            )
        )  # fmt: skip

    def _known(self, mention: Mention) -> Mention:
        """A body of the world as it is on the report's day; of several of one name, the report's own."""
        if mention.rows != (WORLD_ROWS,) or not mention.name:
            return mention
        day = self.date.isoformat() if self.date else None
        known = one_of(world().named(mention.name), day, self._spoken_of())
        if known is None:
            return mention
        term = known.on(day)
        return replace(mention, countries=(term.country,), sector=term.sector, name=known.name)

    def _at_home(self, mention: Mention) -> Mention:
        """A party of a common name ("les Verts") is the report's own, not another country's."""
        if mention.kind != "org" or PARTIES not in mention.sector or not self.setting.focus:
            return mention
        if any(mention.countries == e.countries for e in self.entities):
            return mention
        return replace(mention, countries=(self.setting.focus,))

    def _place_of(self, mention: Mention, local: Sequence[Referent]) -> tuple[str, ...]:
        """The state of a domestic actor with no nationality in its words."""
        if mention.foreign:
            return ()
        found = homes.evidence(
            self, self.setting, mention, local, self.mentions, self.sentence, self.scene, self.discourse
        )
        self.homes.append((mention.span(self.sentence), found))
        state = homes.home(found)
        return (state,) if state else ()

    def _grouped(
        self, mention: Mention, local: Sequence[Referent]
    ) -> Found:
        if mention.countries:
            return tuple(self._group(mention, (c,), False) for c in mention.countries), "nationality"
        if both := self._of_both(mention, local):
            return tuple(self._group(mention, (c,), False) for c in both), "the two sides"
        countries = self._place_of(mention, local)
        return (self._group(mention, countries, True),), "place"

    def _of_both(self, mention: Mention, local: Sequence[Referent]) -> tuple[str, ...]:
        """The states of "the ministers of the two countries", of "both armies", "the three governments"."""
        if not mention.plural:
            return ()
        for other in self.mentions:
            above = self.sentence[other.head]
            within = mention.first <= above.head <= mention.last and above.deprel in OF_ITS
            if other.kind == "side" and other.plural and within:
                found, _ = anaphora.side(self, other, local, subject=False)
                return tuple(dict.fromkeys(e.country for e in found if e.country))
        if mention.kind == "body" and mention.definite and (mention.count or 0) >= anaphora.TWICE:
            found = anaphora.several(self, local, frozenset(), mention.count or 0)
            return tuple(e.country for e in found if e.country)
        return ()

    def _group(self, mention: Mention, countries: tuple[str, ...], inferred: bool) -> Entity:
        for known in self.entities:
            if (known.kind, known.lemma, known.countries) == (mention.kind, mention.lemma, countries):
                return known
        return self.add(
            Entity(
                mention.kind, countries, mention.sector, mention.role, None, mention.lemma, inferred,
                mention.gender,
            )
        )  # fmt: skip

    def _holder(
        self, name: str, role: str | None = None, countries: Sequence[str] = (), *, former: bool = False
    ) -> Holder | None:
        """The person of the world whom a full name, or a surname beside what the report tells, means."""
        day, near = self.date.isoformat() if self.date else None, countries or self._spoken_of()
        if " " in name:
            known = one_of(world().named(name) or world().similar(name), day, near, role or "")
            known = known or self._longer(name, day, set(near), role)
        else:
            known = self._surnamed(name, day, set(near), role, former)
        return Holder(known, known.on(day)) if known else None

    def _surnamed(self, name: str, day: str | None, near: set[str], role: str | None, former: bool) -> Known | None:
        """Somebody called by surname: of the states that the report speaks of, or of that office."""
        called = world().called(name)
        present = [a for a in called if a.in_office(day) != former]
        for fitting in (
            [a for a in present if a.countries & near],
            [a for a in present if role and (former or compatible(a.on(day).role, role))],
            world().named(name),
        ):
            if fitting:
                return one_of(fitting, day, near, role or "")
        return None

    def _longer(self, name: str, day: str | None, near: set[str], role: str | None) -> Known | None:
        """Somebody known by less of the name ("Hugo Chávez Frías"), where the state or the office fits as well."""
        known = one_of(world().named(name.rpartition(" ")[0]), day, near, role or "")
        fits = known and (known.countries & near or compatible(known.on(day).role, role))
        return known if known and fits and " " in known.name else None

    def _spoken_of(self) -> set[str]:
        own = {self.setting.focus} if self.setting.focus else set()
        return {c for e in self.entities for c in e.countries} | self.told | own

    def _person(
        self, mention: Mention, local: Sequence[Referent]
    ) -> Found:
        name = mention.name or ""
        for known in reversed(self.recent):
            if known.kind == "office" and known.name and same_person(known.name, name):
                if len(name) > len(known.name):
                    known.name = name
                return (known,), "name again"
        held = self._holder(name)
        if held:
            for entity in (e for r in local if len(r.entities) > 1 for e in r.entities):
                if entity.kind == "office" and entity.name is None and entity.countries == (held.term.country,):
                    entity.name = name
                    return (entity,), "office holder"
            return (self.add(held.entity()),), "office holder"
        for known in reversed(self.recent):
            if known.kind == "person" and known.name and same_person(known.name, name):
                return (known,), "name again"
        waiting = self._unnamed(local)
        if waiting:
            waiting.name = name
            return (waiting,), "named in turn"
        return (self.add(Entity("person", (), (), None, name)),), "unknown name"

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
    ) -> Found:
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
        return (self._office_entity(mention, countries[:1], led_by(mention, local)),), "office"

    def _office_entity(
        self, mention: Mention, countries: tuple[str, ...], led: tuple[str, ...] = ()
    ) -> Entity:
        sector = (ELDER,) if mention.former else mention.sector
        if led and not mention.former:
            sector = tuple(dict.fromkeys((*sector, *led)))
        return self.add(
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
        held = self._holder(name, mention.role, mention.countries, former=mention.former or ELDER in mention.sector)
        if held and not mention.countries:
            return self.add(held.former() if mention.former else held.entity(mention.sector, mention.role))
        countries = mention.countries or self._place_of(mention, local)
        return self._office_entity(mention, countries[:1], led_by(mention, local))

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
    ) -> Found:
        if len(mention.countries) > 1:
            return tuple(self._one_office(mention, c) for c in mention.countries), "offices"
        if both := self._of_both(mention, local):
            return tuple(self._one_office(mention, c) for c in both), "the two sides"
        wanted = mention.count or 2
        known = [
            e for e in reversed(self.recent)
            if e.kind == "office" and compatible(mention.role, e.role)
            and (not mention.countries or e.countries == mention.countries)
        ]  # fmt: skip
        distinct = list({e.country: e for e in reversed(known) if e.country}.values())[-wanted:]
        if not mention.countries and mention.definite and len(distinct) == wanted > 1:
            return tuple(distinct), "offices again"
        if not mention.countries and mention.role in GENERIC and not mention.count:
            pair = self.persons(2)
            if len(pair) == 2:
                return pair, "the persons"
        if mention.count and not mention.countries:
            persons = self.persons(mention.count)
            if len(persons) == mention.count:
                return persons, "the persons"
        countries = mention.countries or self._place_of(mention, local)
        return (self._group(mention, countries, not mention.countries),), "offices"

    def _one_office(self, mention: Mention, country: str) -> Entity:
        for known in reversed(self.recent):
            if known.kind == "office" and known.country == country and compatible(
                mention.role, known.role
            ):
                return known
        return self.add(
            Entity("office", (country,), mention.sector, mention.role, None, mention.lemma)
        )

    def _counterpart(
        self, mention: Mention, local: Sequence[Referent]
    ) -> Found:
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


def led_by(mention: Mention, local: Sequence[Referent]) -> tuple[str, ...]:
    """The sectors of the body whose leader an office is: "le parti … Son chef"."""
    for referent in local:
        owner = referent.mention.kind == "possessive" and mention.first - referent.mention.last == 1
        if owner and referent.entities and referent.entities[0].kind in ORGANISED:
            return referent.entities[0].sector
    return ()


def focus_country(mentions: Iterable[Mention], *told: str | None) -> str | None:
    """Where a report plays: the first state that its title or dateline tells, if the report goes on to
    speak of it (one on Haiti may be sent from New York); else the one that it names most."""
    counts = Counter(c for m in mentions for c in m.countries if c not in BLOCS)
    most = counts.most_common(1)
    for country in filter(None, told):
        if not most or counts[country] >= SPOKEN_OF * most[0][1]:
            return country
    return most[0][0] if most else next(filter(None, told), None)

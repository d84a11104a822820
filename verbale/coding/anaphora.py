"""What stands for somebody named before: "les deux pays", "son voisin", pronouns, possessives, "nous"."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from verbale.coding.entities import BLOCS, PERSONAL, UNIONS, Entity, Referent
from verbale.coding.mention import Mention
from verbale.reading.reading import Sentence

# Roles of `side` words: those that take up persons, and those that need no number beside them.
LEADER, PARTY, PERSON = "leader", "party", "person"
BLOC, COUNTRY, NEIGHBOUR, HOST = "bloc", "country", "neighbour", "host"
ACTING = frozenset({"office", "body", "group", "org"})
CAMPS = frozenset({"GOV", "OPP", "PTY", "LAB", "MIL", "AGR", "EDU"})
REBELS = frozenset({"REB", "PRM"})
COLLECTIVE = frozenset({"state", "seat", "org", "body"})  # kinds that "il" and "elle" take up as subjects
SEVERAL = frozenset({"group", "people", "office", "state", "body"})  # kinds whose plural "they" takes up
UNDER = frozenset({"ccomp", "parataxis", "advcl", "xcomp", "acl", "acl:relcl"})  # relations of a clause to its verb
MEMORY = 3  # sentences back that a pronoun reaches
DEEPER = 1.5  # what is no subject counts as so many sentences further back
PAIRS = 2  # sentences back that a pair named together stays the pair meant
TWICE = 2


@dataclass
class Past:
    """What a report has spoken of so far."""

    entities: list[Entity] = field(default_factory=list)
    recent: list[Entity] = field(default_factory=list)
    history: list[list[Referent]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, entity: Entity) -> Entity:
        self.entities.append(entity)
        return entity

    def touch(self, entity: Entity) -> None:
        if entity in self.recent:
            self.recent.remove(entity)
        self.recent.append(entity)
        if entity.country and not entity.is_agency:
            self.counts[entity.country] += 1

    def state(self, code: str) -> Entity:
        for known in self.entities:
            if known.kind == "state" and known.countries == (code,):
                return known
        return self.add(Entity("state", (code,)))

    def persons(self, count: int) -> tuple[Entity, ...]:
        """The last so many persons of different states."""
        known = [e for e in reversed(self.recent) if e.kind == "office" and e.country]
        return tuple(list({e.country: e for e in reversed(known)}.values())[-count:])


Found = tuple[tuple[Entity, ...], str]


def states(past: Past, local: Sequence[Referent]) -> list[str]:
    """States in play, the latest first: those of the sentence, then those before."""
    order = [e for r in reversed(local) for e in reversed(r.entities)] + past.recent[::-1]
    found: dict[str, None] = {}
    for entity in order:
        placed = entity.kind in ("city", "region") or entity.is_agency
        if not placed and entity.country and entity.country not in BLOCS:
            found.setdefault(entity.country)
    return list(found)


def several(
    past: Past, local: Sequence[Referent], without: frozenset[str], count: int = TWICE
) -> tuple[Entity, ...]:
    """The states meant by "les deux pays", "the three capitals": those last named together, else of two those named
    most, of more the latest."""
    for referents in [list(local), *reversed(past.history[-PAIRS:])]:
        for joined in together(referents):
            found = tuple(dict.fromkeys(e.country for e in joined.entities if e.country))
            if len(found) == count and not without & set(found) and not BLOCS & set(found):
                return tuple(past.state(code) for code in found)
    latest = [code for code in states(past, local) if code not in without]
    most = (sorted(latest, key=lambda code: -past.counts[code]) if count == TWICE else latest)[:count]
    return tuple(past.state(code) for code in reversed(latest) if code in most) if len(most) == count else ()


def camps(past: Past, latest: Sequence[str]) -> tuple[Entity, ...]:
    """Where a report is on one state: it and those in arms against it, else the two camps named last."""
    if not latest:
        return ()
    most = max(latest, key=lambda code: past.counts[code])
    rival = max((past.counts[code] for code in latest if code != most), default=0)
    if rival * TWICE > past.counts[most]:
        return ()
    own = [e for e in reversed(past.recent) if e.country == most]
    rebels = next((e for e in own if REBELS & set(e.sector)), None)
    if rebels is not None:
        return (past.state(most), rebels)
    acting = [e for e in own if e.kind in ACTING and set(e.sector) & CAMPS]
    other = next((e for e in acting if not set(e.sector) & set(acting[0].sector)), None)
    return (other, acting[0]) if other else ()


def side(past: Past, mention: Mention, local: Sequence[Referent], *, subject: bool) -> Found:
    """"Les deux pays", "les deux parties", "son voisin"."""
    if mention.countries and not mention.plural:
        return tuple(Entity("side", (c,), ()) for c in mention.countries), "nationality"
    if not mention.plural or mention.role == HOST:
        return one_side(past, mention, local)
    wanted = mention.count or TWICE
    if mention.count is None and mention.role not in (PARTY, PERSON):
        return (), "sides of no number"
    if mention.role in (LEADER, PERSON):
        persons = past.persons(wanted)
        if len(persons) == wanted:
            return persons, "the persons"
    speaking = frozenset[str]()
    if not subject:
        speaking = frozenset(e.country for r in local if r.subject for e in r.entities if e.country)
    latest = [code for code in states(past, local) if code not in speaking]
    if wanted != TWICE:
        found = several(past, local, speaking, wanted)
        return found, "the sides" if found else "sides"
    both = (camps(past, latest) if mention.role == PARTY and mention.count else ()) or several(past, local, speaking)
    return both, "the two sides"


def one_side(past: Past, mention: Mention, local: Sequence[Referent]) -> Found:
    """"The organisation" is the one named last; "his country" is its owner's, "his neighbour" the
    other state that the report is about."""
    if mention.role == BLOC:
        known = (e for e in reversed(past.recent) if e.kind == "org" and e.country in UNIONS)
        found = next(known, None)
        return ((found,) if found else ()), "the organisation"
    owner = next(
        (r for r in local if r.mention.kind == "possessive" and mention.first - r.mention.last == 1), None
    )
    if owner is None or not owner.entities or not owner.entities[0].country:
        return (), "one side"
    own = {e.country for e in owner.entities}
    if mention.role == COUNTRY:
        return (past.state(owner.entities[0].country),), "the owner's country"
    if mention.role in (NEIGHBOUR, HOST, PARTY):
        others = [code for code in states(past, local) if code not in own]
        if others:
            return (past.state(max(others, key=lambda code: past.counts[code])),), "the owner's partner"
    return (), "one side"


def before(past: Past, local: Sequence[Referent], *, quoted: bool = False) -> Iterator[Referent]:
    """Referents that a pronoun may take up, likeliest first: subjects of its sentence, of the one
    before, then the rest, the latest first. What is said inside a quotation stays inside."""
    found: list[tuple[float, int, Referent]] = []
    for back, referents in enumerate([list(local), *reversed(past.history[-MEMORY:])]):
        for order, referent in enumerate(together(referents)):
            far = back + (0 if referent.subject else DEEPER) + (DEEPER if referent.quoted and not quoted else 0)
            found.append((far, order if referent.subject else -order, referent))
    yield from (referent for _, _, referent in sorted(found, key=lambda f: f[:2]))


def clause_of(sentence: Sentence, i: int) -> int:
    """The verb that a word hangs on, or the word that stands for it."""
    token = sentence[i]
    while token.head >= 0 and token.upos not in ("VERB", "AUX"):
        token = sentence[token.head]
    return token.i


def governs(sentence: Sentence, told: Mention, mention: Mention) -> bool:
    """Is it the nearest subject of a verb above the clause of the pronoun ("Japan said it …")?"""
    token = sentence[clause_of(sentence, mention.head)]
    while token.head >= 0:
        if token.deprel in UNDER and (subjects := sentence.children(sentence[token.head], "nsubj", "nsubj:pass")):
            return told.head == subjects[0].i
        token = sentence[token.head]
    return False


def pronoun(
    past: Past, mention: Mention, local: Sequence[Referent], *, subject: bool, quoted: bool
) -> Found:
    acting = {id(e) for r in local if r.subject and not subject for e in r.entities}
    if mention.count == TWICE:
        others = frozenset(e.country for r in local if r.subject and not subject for e in r.entities if e.country)
        if both := several(past, local, others):
            return both, "the two sides"
    above = [r for r in local if r.entities and governs(r.sentence, r.mention, mention)]
    for referent in (*above, *before(past, local, quoted=quoted)):
        if mention.plural != is_several(referent) or any(id(e) in acting for e in referent.entities):
            continue
        if mention.plural:
            return referent.entities, "those before"
        entity = referent.entities[0]
        if mention.gender and entity.gender and mention.gender != entity.gender:
            continue
        if entity.kind in PERSONAL and (entity.country or entity.sector):
            return referent.entities, "person before"
        if subject and referent.subject and entity.kind in COLLECTIVE:
            return referent.entities, "subject before"
    return (), "pronoun"


def speaker(past: Past, local: Sequence[Referent]) -> Found:
    """Who says "we" in a quotation: the subject of the sentence around it, or of the last."""
    for referents in [list(local), *reversed(past.history[-1:])]:
        for referent in referents:
            if referent.subject and referent.entities and not referent.quoted:
                return referent.entities, "speaker"
    return (), "speaker"


def possessive(past: Past, mention: Mention, local: Sequence[Referent], *, quoted: bool) -> Found:
    if mention.plural:
        for referent in before(past, local, quoted=quoted):
            if is_several(referent):
                return referent.entities, "those before"
        return several(past, local, frozenset()), "the two sides"
    here = [r for r in reversed(local) if r.subject and r.entities and r.mention.kind not in ("possessive", "demonym")]
    for referent in (*here, *before(past, local, quoted=quoted)):
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
    plural = referent.mention.plural and referent.entities[0].kind in SEVERAL
    return len(referent.entities) > 1 or plural

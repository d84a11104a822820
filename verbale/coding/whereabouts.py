"""Where an event happened: the places of a sentence, as the gazetteer, the folder or its grammar alone knows them."""

from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import replace

from verbale.coding.attachment import attached, top
from verbale.coding.drafts import Draft
from verbale.coding.entities import Referent
from verbale.coding.lexicon import Lexicon, fold
from verbale.coding.mention import PLACES, marker
from verbale.coding.places import Located, find_places, place_of_site
from verbale.coding.sides import Scene
from verbale.coding.world.gazetteer import Site, gazetteer
from verbale.record.event import Event, Place
from verbale.record.span import Span

VISIT = "visit"
NAMED = frozenset({"person", "office", "counterpart", "org"})


def places_of(scene: Scene, countries: Collection[str], times: Sequence[Span], home: str | None) -> list[Located]:
    """The places that a sentence names, outside of its dates `times`. `countries` are those that the report speaks
    of, `home` is where it plays."""
    names = [
        r.mention.span(scene.sentence) for r in scene.referents
        if r.mention.name and r.mention.kind in NAMED and not is_site(scene, r)
    ]  # fmt: skip
    found = find_places(scene.sentence, countries=countries, skip=[*names, *times], states=scene.lexicon.states)
    for located in (*only_named(scene, times), *capitals(scene, home)):
        if all(located.last < other.first or other.last < located.first for other in found):
            found.append(located)
    return sorted(found, key=lambda p: p.first)


def only_named(scene: Scene, times: Sequence[Span]) -> Iterator[Located]:
    """Places that no gazetteer has: towns of the folder's own, and unknown names under a preposition of place."""
    for referent in scene.referents:
        mention, span = referent.mention, referent.mention.span(scene.sentence)
        known = mention.kind in PLACES and mention.countries
        if any(span.start < t.end and t.start < span.end for t in times):
            continue
        if known or (is_site(scene, referent) and scene.is_where(scene.sentence[mention.head])):
            country = mention.countries[0] if known else None
            precision = "region" if mention.kind == "region" else "city"
            name = mention.name or " ".join(t.form for t in scene.sentence.tokens[mention.first : mention.last + 1])
            yield Located(Place(name, country, None, None, None, precision, span), mention.first, mention.last)


def capitals(scene: Scene, home: str | None) -> Iterator[Located]:
    """The capital that a word for one means: of the state beside it ("the Kyrgyz capital"), or of the report's own."""
    for token in scene.sentence:
        if token.upos != "NOUN" or fold(token.lemma) not in scene.lexicon.pack.discourse.capital:
            continue
        if not scene.is_where(token):
            continue
        below = {t.i for t in scene.sentence.subtree(token)}
        owners = [c for r in scene.referents if r.mention.head in below for c in r.mention.countries[:1]]
        site = gazetteer().capital(owners[0] if owners else home or "")
        if site is not None:
            name = name_of(site, scene.lexicon)
            yield Located(place_of_site(site, name, Span(token.start, token.end)), token.i, token.i)


def name_of(site: Site, lexicon: Lexicon) -> str:
    """How the folder's language calls a capital."""
    seats = (r for rows in lexicon.names.values() for r in rows if r.kind == "seat" and r.country == site.country)
    return next((r.phrase for r in seats if site in (replace(s, mark=site.mark) for s in gazetteer().named(r.phrase))),
                site.name)  # fmt: skip


def is_site(scene: Scene, referent: Referent) -> bool:
    """A name that nothing is known of, under a preposition ("a défilé à Talas"): a town may be meant."""
    mention = referent.mention
    unknown = mention.kind == "person" and not any(e.countries or e.sector for e in referent.entities)
    return unknown and bool(marker(scene.sentence, scene.sentence[mention.head]))


def place_of(draft: Draft, places: Sequence[Located], drafts: Sequence[Draft]) -> Place | None:
    """The nearest place in the trigger's clause that is no side of the event; a visit's host is."""
    named: dict[bool, set[int]] = {True: set(), False: set()}
    for r in draft.scene.referents:
        place = is_place(draft, r) or is_site(draft.scene, r)
        named[place].update(range(r.mention.first, r.mention.last + 1))
    taken = named[False] - named[True]  # "homes in Ahmedabad" are somebody's, and Ahmedabad is where
    fitting = [
        p for p in places if p.first not in taken and attached(draft, p.first, p.last, drafts)
    ]
    cities = [p for p in fitting if p.place.precision == "city"] or fitting
    if not cities and draft.mode == VISIT:
        hosts = {s.referent.mention.first for s in draft.target}
        cities = [p for p in places if p.first in hosts]
    cities = cities or around(draft, places, taken)
    if not cities:
        return None
    return min(cities, key=lambda p: abs(p.first - draft.hit.head)).place


def around(draft: Draft, places: Sequence[Located], taken: Container[int]) -> list[Located]:
    """Places that a preposition says in the clause around: "stormed the consulate in X, killing the ambassador"."""
    scene = draft.scene
    local = [
        p for p in places
        if p.first not in taken and scene.is_where(top(scene, p.first, p.last))
    ]  # fmt: skip
    for above in (draft.token, *scene.sentence.ancestors(draft.token)):
        below = {t.i for t in scene.sentence.subtree(above)}
        if inside := [p for p in local if p.first in below]:
            return inside if len(inside) == 1 else []
        if above.deprel in ("acl:relcl", "ccomp"):
            return []
    return []


def is_place(draft: Draft, referent: Referent) -> bool:
    """May the mention's words say where: a town or region, or a state or capital in a prepositional
    phrase that is no side."""
    mention = referent.mention
    if mention.kind in PLACES:
        return True
    if mention.kind == "side" and draft.scene.is_where(draft.scene.sentence[mention.head]):  # "dans la capitale"
        return True
    if mention.kind not in ("state", "seat"):
        return False
    token = draft.scene.sentence[mention.head]
    if token.deprel in ("nsubj", "obj", "nsubj:pass", "obl:agent", "appos"):
        return False
    sides = {id(s.referent) for s in (*draft.source, *draft.target, *draft.attribution)}
    if draft.mode == VISIT:
        return id(referent) in {id(s.referent) for s in draft.target} or id(referent) not in sides
    if draft.scene.is_where(token) and mention.kind == "seat":
        return True
    case = marker(draft.scene.sentence, token)
    where = bool(case) and case not in draft.scene.lexicon.pack.discourse.of
    return where and id(referent) not in sides


def told_before(events: Sequence[Event]) -> list[Event]:
    """Give a happening told again the place of its first telling: same type, same sides."""
    first: dict[tuple[object, ...], Event] = {}
    done = []
    for event in events:
        sides = frozenset(a.entity for a in (*event.source, *event.target))
        known = first.setdefault((event.event, sides, event.status), event)
        if known is not event and len(sides) > 1:
            event = replace(event, place=event.place or known.place)
        done.append(event)
    return done

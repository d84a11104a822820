"""Where an event happened: the places of a sentence, as the gazetteer, the folder or its grammar alone knows them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from verbale.coding.drafts import Draft
from verbale.coding.entities import Referent
from verbale.coding.lexicon import Lexicon, fold
from verbale.coding.mention import PLACES, marker
from verbale.coding.places import Located, find_places, join_tokens, place_of_site
from verbale.coding.sides import Scene
from verbale.coding.world.gazetteer import Site, gazetteer
from verbale.reading.reading import Token
from verbale.record.event import Event, Place
from verbale.record.span import Span

VISIT = "visit"
NAMED = frozenset({"person", "office", "counterpart", "org"})
BY_NOUN = frozenset({"compound", "nmod", "appos", "flat", "amod"})


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
        token = scene.sentence[mention.head]
        noun = site_noun(scene, token)
        if known or (is_site(scene, referent) and (noun is not token or scene.is_where(token))):
            country = mention.countries[0] if known else None
            precision = "region" if mention.kind == "region" else "city"
            first, last = mention.first, mention.last
            if noun is not token and fold(noun.lemma) in scene.lexicon.pack.discourse.site_part:
                first, last = min(first, noun.i), max(last, noun.i)
            name = mention.name if (first, last) == (mention.first, mention.last) else None
            name = name or join_tokens(scene.sentence.tokens[first : last + 1])
            span = Span(scene.sentence[first].start, scene.sentence[last].end)
            yield Located(Place(name, country, None, None, None, precision, span), first, last)


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
    """A name that nothing is known of, under a preposition ("a défilé à Talas") or by a noun for places: a town may be
    meant."""
    mention, token = referent.mention, scene.sentence[referent.mention.head]
    unknown = mention.kind == "person" and not any(e.countries or e.sector for e in referent.entities)
    return unknown and (bool(marker(scene.sentence, token)) or site_noun(scene, token) is not token)


def site_noun(scene: Scene, token: Token) -> Token:
    """The noun that a place's name stands by ("the town of Dolow", "Unchiprang camp"), or the name itself."""
    noun = scene.sentence[token.head] if token.deprel in BY_NOUN and token.head >= 0 else token
    discourse = scene.lexicon.pack.discourse
    return noun if fold(noun.lemma) in discourse.site | discourse.site_part else token


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

"""From drafts to records: actors, evidence, date, place, quantities and ids written out."""

import datetime
import hashlib
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from verbale.coding.commitments import commitment
from verbale.coding.confidence import EVIDENCE, confidence, evidence
from verbale.coding.dates import Dated, find_dates
from verbale.coding.drafts import Draft, predicate
from verbale.coding.entities import Entity, Referent, actor
from verbale.coding.lexicon import fold
from verbale.coding.mention import PLACES, marker
from verbale.coding.places import Located, find_places
from verbale.coding.quantities import Quantified, find_quantities
from verbale.coding.relevance import OPEN_TO_ALL
from verbale.coding.sides import Scene, Side, is_where
from verbale.coding.status import finite
from verbale.reading.reading import Sentence, Token
from verbale.record import ontology
from verbale.record.event import Actor, Commitment, Event, Place, Trigger, When
from verbale.record.report import Report
from verbale.record.span import Span

EDGES = frozenset({"acl:relcl", "advcl", "acl", "ccomp", "parataxis"})
FRESH = 7  # days before the report that are still its own story
BACKGROUND = "background"
PROMISED = frozenset({"AGREE", "THREATEN", "REQUEST", "CONCEDE"})
VISIT = "visit"
CARRIED = frozenset({"obj", "nsubj", "nsubj:pass", "conj", "root"})  # relations of a noun that its verb only carries
ASIDE = frozenset({"parataxis", "acl:relcl", "discourse"})


@dataclass(frozen=True)
class Details:
    """What a sentence says of when, where and how much; `coming` are the dates as read of what is to
    come, where "mercredi" is the next one."""

    dates: tuple[Dated, ...]
    coming: tuple[Dated, ...]
    places: tuple[Located, ...]
    quantities: tuple[Quantified, ...]


def details(
    scene: Scene, text: str, anchor: datetime.date | None, countries: Iterable[str], *told: When | None
) -> Details:
    """`told` are the times told last before the sentence in its paragraph, and in the report."""
    pack = scene.lexicon.pack
    persons = [
        r.mention.span(scene.sentence) for r in scene.referents
        if r.mention.name and r.mention.kind in ("person", "office", "counterpart", "org") and not is_site(scene, r)
    ]  # fmt: skip
    find = partial(find_dates, scene.sentence, pack.calendar, pack.numbers, anchor=anchor, text=text)
    find = partial(find, **dict(zip(("here", "before"), told, strict=False)))
    dates = find(future=False)
    later = {d.first: d for d in find(future=True)} if dates else {}
    coming = [later.get(d.first, d) for d in dates]  # "le 30 février" may be none in the next year
    dated = {i for d in dates for i in range(d.first, d.last + 1)}
    states = scene.lexicon.states
    times = [Span(scene.sentence[d.first].start, scene.sentence[d.last].end) for d in dates]
    return Details(
        tuple(dates),
        tuple(coming),
        tuple(find_places(scene.sentence, countries=frozenset(countries), skip=[*persons, *times], states=states)),
        tuple(find_quantities(scene.sentence, pack.numbers, skip=dated, text=text)),
    )


def is_site(scene: Scene, referent: Referent) -> bool:
    """A name that nothing is known of, under a preposition ("a défilé à Talas"): a town may be meant."""
    mention = referent.mention
    unknown = mention.kind == "person" and not any(e.countries or e.sector for e in referent.entities)
    return unknown and bool(marker(scene.sentence, scene.sentence[mention.head]))


def quote(draft: Draft) -> Span:
    """The clause of the trigger: its subtree without asides and co-ordinated clauses."""
    sentence = draft.scene.sentence
    kept = [draft.token]
    stack = [draft.token]
    while stack:
        node = stack.pop()
        for child in sentence.children(node):
            clause = child.deprel == "conj" and child.upos in ("VERB", "AUX")
            if clause or child.deprel in ASIDE or (child.deprel == "punct" and node is draft.token):
                continue
            kept.append(child)
            stack.append(child)
    return Span(min(t.start for t in kept), max(t.end for t in kept))


def trigger(draft: Draft, text: str) -> Trigger:
    words = [draft.scene.sentence[i] for i in draft.hit.tokens]
    span = Span(min(t.start for t in words), max(t.end for t in words))
    return Trigger(span.of(text), span, draft.hit.row.lemma)


def owner_of(draft: Draft, token: Token, drafts: Sequence[Draft]) -> tuple[Draft | None, bool]:
    """Which of a sentence's drafts a phrase belongs to: the nearest trigger above it in its clause;
    and whether it stands in no clause of its own."""
    heads: dict[int, Draft] = {}
    for other in drafts:
        heads.setdefault(other.hit.head, other)
        if other.outer is not None:
            heads.setdefault(other.outer.head, other)
    for node in (token, *draft.scene.sentence.ancestors(token)):
        if node.i in heads:
            return heads[node.i], True
        if node.deprel in EDGES:
            return None, False
    return None, True


def top(scene: Scene, first: int, last: int) -> Token:
    """The token of a stretch that the tree hangs it by."""
    for i in range(first, last + 1):
        if not first <= scene.sentence[i].head <= last:
            return scene.sentence[i]
    return scene.sentence[first]


def attached(draft: Draft, first: int, last: int, drafts: Sequence[Draft]) -> bool:
    owner, free = owner_of(draft, top(draft.scene, first, last), drafts)
    return owner is draft or (owner is None and free and len(drafts) == 1)


def date_of(draft: Draft, found: Details, drafts: Sequence[Draft]) -> When | None:
    fitting = [
        (now, ahead) for now, ahead in zip(found.dates, found.coming, strict=True)
        if is_time_of(draft, now) and attached(draft, now.first, now.last, drafts)
    ]  # fmt: skip
    if not fitting:
        return shared_date(draft, found, drafts)
    return nearest_when(draft, fitting)


def is_time_of(draft: Draft, dated: Dated) -> bool:
    """A deadline is none, nor is since when ("pour la sixième fois depuis l'été") where a past tense tells what was
    done once."""
    if dated.kind != "since":
        return dated.kind != "by"
    word = finite(draft.scene.sentence, predicate(draft))
    done = word.feats.get("VerbForm") == "Fin" and word.feats.get("Tense") == "Past"
    return draft.status == "ongoing" or (word is predicate(draft) and not done)


def nearest_when(draft: Draft, fitting: Sequence[tuple[Dated, Dated]], verb: Token | None = None) -> When:
    """`verb` tells the date, the draft's own predicate where it is left out."""
    now, ahead = min(fitting, key=lambda d: abs(d[0].first - draft.hit.head))
    return ahead.when if is_ahead(draft, now, verb or predicate(draft)) else now.when


def is_ahead(draft: Draft, dated: Dated, verb: Token) -> bool:
    """Does the date tell of what is to come: in a plan or a future, or inside what is promised?"""
    if draft.status in ("intended", "called-for") or {"future", "@must", "@will"} & set(draft.rules):
        return True
    sentence = draft.scene.sentence
    if dated.kind == "for" or (draft.status != "ongoing" and dated.kind != "since" and is_to_come(sentence, verb)):
        return True
    below = [*(sentence[h.head] for h in draft.content), *sentence.children(draft.token, "xcomp", "ccomp")]
    inside = any(dated.first in {t.i for t in sentence.subtree(token)} for token in below)
    return inside and draft.event in PROMISED


def is_to_come(sentence: Sentence, token: Token) -> bool:
    """A future, or a present that a day is told with: "flies on Saturday", "est attendue mercredi", "prévoient de
    défiler samedi". A perfect has a present auxiliary as well."""
    while token.feats.get("VerbForm") == "Inf" and token.deprel in ("xcomp", "ccomp") and token.head >= 0:
        token = sentence[token.head]
    word = finite(sentence, token)
    if word.feats.get("Tense") == "Fut":
        return True
    return word.feats.get("Tense") == "Pres" and word.feats.get("VerbForm") == "Fin" and word.deprel != "aux"


def shared_date(draft: Draft, found: Details, drafts: Sequence[Draft]) -> When | None:
    """The date of the clause that what is told is part of, or is said in: "Mardi, des hommes ont pillé … et tué …";
    "shells crashed on Sunday, wounding a farmer"; "held talks on Monday". What a relative clause or a pluperfect adds
    was at another time."""
    if draft.status != "occurred" or is_background(draft):
        return None
    sentence = draft.scene.sentence
    if draft.token.upos == "NOUN" and draft.token.deprel not in CARRIED:  # "met on Monday during the visit"
        return None
    for above in sentence.ancestors(draft.token):
        fitting = [
            (now, ahead) for now, ahead in zip(found.dates, found.coming, strict=True)
            if is_time_of(draft, now) and now.kind != "for" and top(draft.scene, now.first, now.last).head == above.i
        ]  # fmt: skip
        if fitting:
            return nearest_when(draft, fitting, above)
        if above.deprel in ("acl:relcl", "acl"):
            return None
    return None


def place_of(draft: Draft, found: Details, drafts: Sequence[Draft]) -> Place | None:
    """The nearest place in the trigger's clause that is no side of the event; a visit's host is."""
    named: dict[bool, set[int]] = {True: set(), False: set()}
    for r in draft.scene.referents:
        place = is_place(draft, r) or is_site(draft.scene, r)
        named[place].update(range(r.mention.first, r.mention.last + 1))
    taken = named[False] - named[True]  # "homes in Ahmedabad" are somebody's, and Ahmedabad is where
    fitting = [
        p for p in found.places if p.first not in taken and attached(draft, p.first, p.last, drafts)
    ]
    cities = [p for p in fitting if p.place.precision == "city"] or fitting
    if not cities and draft.mode == VISIT:
        hosts = {s.referent.mention.first for s in draft.target}
        cities = [p for p in found.places if p.first in hosts]
    cities = cities or around(draft, found, taken)
    if not cities:
        return None
    return min(cities, key=lambda p: abs(p.first - draft.hit.head)).place


def around(draft: Draft, found: Details, taken: Container[int]) -> list[Located]:
    """Places that a preposition says in the clause around: "stormed the consulate in X, killing the ambassador"."""
    scene = draft.scene
    local = [
        p for p in found.places
        if p.first not in taken and is_where(scene, top(scene, p.first, p.last))
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
    if mention.kind not in ("state", "seat"):
        return False
    token = draft.scene.sentence[mention.head]
    if token.deprel in ("nsubj", "obj", "nsubj:pass", "obl:agent", "appos"):
        return False
    sides = {id(s.referent) for s in (*draft.source, *draft.target, *draft.attribution)}
    if draft.mode == VISIT:
        return id(referent) in {id(s.referent) for s in draft.target} or id(referent) not in sides
    if is_where(draft.scene, token) and mention.kind == "seat":
        return True
    case = marker(draft.scene.sentence, token)
    where = bool(case) and case not in draft.scene.lexicon.pack.discourse.of
    return where and id(referent) not in sides


def contexts(draft: Draft) -> tuple[str, ...]:
    """PLOVER contexts of the row, of what stands inside it, and of its topic's words."""
    table = draft.scene.lexicon.pack.contexts
    found = list(draft.context)
    found += [c for hit in draft.content for c in hit.row.context]
    for token in topic(draft):
        found += table.get((fold(token.lemma), token.upos), ())
    return tuple(sorted(set(found) & ontology.CONTEXTS))


def topic(draft: Draft) -> list[Token]:
    """The words below the trigger that are neither sides nor adverbials of time and place."""
    sentence = draft.scene.sentence
    actors = {
        i for r in draft.scene.referents
        for i in range(r.mention.first, r.mention.last + 1)
        if r.mention.kind not in ("demonym", "side")
    }  # fmt: skip
    words: list[Token] = []
    for child in sentence.children(draft.token):
        if child.deprel.split(":")[0] in ("nsubj", "advcl", "parataxis", "conj", "punct"):
            continue
        words += [t for t in sentence.subtree(child) if t.i not in actors]
    return words


TRAVELLED = frozenset({"CONSULT", "ASSAULT", "MOBILIZE", "RETREAT", "PROTEST"})


def actors_of(draft: Draft, sides: Sequence[Side], text: str) -> tuple[Actor, ...]:
    """One actor an entity; the fuller of a state and its official stays."""
    found: dict[str, Actor] = {}
    for side in sides:
        entity = side.entity
        if side.referent.mention.kind == "seat" and "preposition" in side.rule and draft.event in TRAVELLED:
            entity = replace_sector(entity)
        if draft.event == "PROTEST" and entity.kind == "people" and not entity.sector and side in draft.source:
            entity = replace(entity, sector=("CVL",))
        built = actor(entity, side.referent, text)
        found.setdefault(built.entity or built.text, built)
    return tuple(found.values())


def replace_sector(entity: Entity) -> Entity:
    """A capital that somebody travels to is a place, not a government."""
    return Entity("state", entity.countries, (), None, entity.name)


def bound(
    draft: Draft, quantities: Sequence[Quantified], deadlines: Sequence[Dated], text: str
) -> Commitment | None:
    numbers = draft.scene.lexicon.pack.numbers
    return commitment(draft.scene.sentence, quantities, deadlines, numbers, text=text)


def is_background(draft: Draft) -> bool:
    """A pluperfect, or a clause that only says more of an actor, tells what was before."""
    token = predicate(draft)
    word = finite(draft.scene.sentence, token)
    earlier = word is not token and word.feats.get("Tense") == "Imp"
    return earlier or token.deprel in ("acl:relcl", "acl", "amod")


def event_id(report: Report, draft: Draft, span: Span) -> str:
    names = ",".join(sorted(s.entity.key for s in (*draft.source, *draft.target)))
    key = f"{report.id}|{report.content_id()}|{span.start}|{span.end}|{draft.event}|{names}"
    return hashlib.blake2b(key.encode(), digest_size=8).hexdigest()


def write(report: Report, draft: Draft, found: Details, drafts: Sequence[Draft]) -> Event:
    """One draft as a record; `drafts` are all of its sentence."""
    named = trigger(draft, report.text)
    quantities = [q for q in found.quantities if attached(draft, q.first, q.last, drafts)]
    deadlines = [d for d in found.dates if d.kind == "by" and attached(draft, d.first, d.last, drafts)]
    binds = draft.event in ("AGREE", "CONCEDE")
    return Event(
        id=event_id(report, draft, named.span),
        report=report.id,
        event=draft.event,
        mode=draft.mode,
        context=contexts(draft),
        cameo=draft.hit.row.cameo or ontology.cameo(draft.event, draft.mode),
        quad=ontology.quad(draft.event),
        score=ontology.score(draft.event, draft.mode),
        goldstein=ontology.goldstein(draft.hit.row.cameo or ontology.cameo(draft.event, draft.mode)),
        source=actors_of(draft, draft.source, report.text),
        target=actors_of(draft, draft.target, report.text),
        trigger=named,
        quote=quote(draft),
        status=draft.status,
        attribution=actors_of(draft, draft.attribution, report.text),
        date=date_of(draft, found, drafts),
        place=place_of(draft, found, drafts),
        quantities=tuple(q.quantity for q in quantities),
        commitment=bound(draft, quantities, deadlines, report.text) if binds else None,
        confidence=confidence(draft),
        rests_on=(
            *draft.rules,
            *((BACKGROUND,) if is_background(draft) else ()),
            *(f"{s.entity.key}: {s.rule}" for s in (*draft.source, *draft.target)),
            *(f"{EVIDENCE}{name}" for name in evidence(draft)),
        ),
    )  # fmt: skip


def time_told(events: Sequence[Event], begin: int, day: datetime.date | None) -> When | None:
    """The time, up to the report's day, of the last event told from a place of the text on; of what was before only
    where nothing else was."""
    last = day.isoformat() if day else ""
    here = [e for e in events if e.date and e.trigger.span.start >= begin and e.date.start <= last]
    new = [e for e in here if BACKGROUND not in e.rests_on] or here
    return new[-1].date if new else None


def carried_on(events: Sequence[Event], text: str, day: datetime.date | None) -> list[Event]:
    """What happened goes on, within its paragraph, at the day told last, as long as it is one of the
    report's own; protest and force go on beyond it. What was before goes on, within its paragraph, at the
    time told last of what was before."""
    done: list[Event] = []
    now: tuple[int, When] | None = None
    before: tuple[int, When] | None = None
    for event in events:
        paragraph = text.count("\n", 0, event.trigger.span.start)
        background = BACKGROUND in event.rests_on
        if event.date and day and is_fresh(event.date, day) and not background:
            now = (paragraph, event.date)
        elif event.date and background and day and event.date.end <= day.isoformat():
            before = (paragraph, event.date)
        elif event.date is None and event.status == "occurred":
            if not background and now and (now[0] == paragraph or event.event in OPEN_TO_ALL):
                event = replace(event, date=now[1])
            elif background and before and before[0] == paragraph:
                event = replace(event, date=before[1])
        done.append(event)
    return done


def is_fresh(when: When, day: datetime.date) -> bool:
    if when.precision != "day":
        return False
    return 0 <= (day - datetime.date.fromisoformat(when.start)).days <= FRESH


def told_before(events: Sequence[Event]) -> list[Event]:
    """Give a happening told again the date and place of its first telling: same type, same sides."""
    first: dict[tuple[object, ...], Event] = {}
    done = []
    for event in events:
        sides = frozenset(a.entity for a in (*event.source, *event.target))
        known = first.setdefault((event.event, sides, event.status), event)
        if known is not event and len(sides) > 1:
            event = replace(event, date=event.date or known.date, place=event.place or known.place)
        done.append(event)
    return done

"""From drafts to records: actors, evidence, date, place, quantities and ids written out."""

import datetime
import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial

from verbale.coding.attachment import attached
from verbale.coding.commitments import commitment
from verbale.coding.confidence import EVIDENCE, confidence, evidence
from verbale.coding.dates import Dated, find_dates
from verbale.coding.drafts import Draft
from verbale.coding.entities import Entity, actor
from verbale.coding.lexicon import fold
from verbale.coding.places import Located
from verbale.coding.prospect import BACKGROUND, is_background
from verbale.coding.quantities import Quantified, find_quantities
from verbale.coding.sides import Scene, Side
from verbale.coding.siting import ELSEWHERE, Told, place_of
from verbale.coding.times import Times
from verbale.coding.timing import date_of
from verbale.coding.whereabouts import places_of
from verbale.reading.reading import Token
from verbale.record import ontology
from verbale.record.event import Actor, Commitment, Event, Trigger, When
from verbale.record.report import Report
from verbale.record.span import Span

ASIDE = frozenset({"parataxis", "acl:relcl", "discourse"})


@dataclass(frozen=True)
class Details:
    """What a sentence says of when, where and how much."""

    times: Times
    places: tuple[Located, ...]
    quantities: tuple[Quantified, ...]
    told: Told


def details(
    scene: Scene, text: str, anchor: datetime.date | None, countries: Collection[str], home: str | None,
    here: When | None, before: When | None, opening: int, told: Told,
) -> Details:  # fmt: skip
    """`countries` are those that the report speaks of, `home` is where it plays, `here` and `before` the times told
    last before the sentence, in its paragraph and in the report; it begins after the dateline at `opening`; `told` is
    what it has told of places before the sentence."""
    pack = scene.lexicon.pack
    find = partial(
        find_dates, scene.sentence, pack.calendar, pack.numbers, anchor=anchor, here=here, before=before, text=text
    )
    now = find()
    dated = {i for d in now for i in range(d.first, d.last + 1)}
    spans = [Span(scene.sentence[d.first].start, scene.sentence[d.last].end) for d in now]
    own = tuple(d for d in now if d.when.span is None or d.when.span.start >= opening)
    return Details(
        Times(own, anchor, here or before, find),
        tuple(places_of(scene, countries, spans, home)),
        tuple(find_quantities(scene.sentence, pack.numbers, skip=dated, text=text)),
        told,
    )


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


def event_id(report: Report, draft: Draft, span: Span) -> str:
    names = ",".join(sorted(s.entity.key for s in (*draft.source, *draft.target)))
    key = f"{report.id}|{report.content_id()}|{span.start}|{span.end}|{draft.event}|{names}"
    return hashlib.blake2b(key.encode(), digest_size=8).hexdigest()


def write(report: Report, draft: Draft, found: Details, drafts: Sequence[Draft]) -> Event:
    """One draft as a record; `drafts` are all of its sentence."""
    named = trigger(draft, report.text)
    quantities = [q for q in found.quantities if attached(draft, q.first, q.last, drafts)]
    deadlines = [d for d in found.times.now if d.kind == "by" and attached(draft, d.first, d.last, drafts)]
    binds = draft.event in ("AGREE", "CONCEDE")
    place = place_of(draft, found.places, drafts, found.told)
    carried = place is not None and all(place is not p.place for p in found.places)
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
        date=date_of(draft, found.times, drafts),
        place=place,
        quantities=tuple(q.quantity for q in quantities),
        commitment=bound(draft, quantities, deadlines, report.text) if binds else None,
        confidence=confidence(draft),
        rests_on=(
            *draft.rules,
            *((BACKGROUND,) if is_background(draft) else ()),
            *((ELSEWHERE,) if carried else ()),
            *(f"{s.entity.key}: {s.rule}" for s in (*draft.source, *draft.target)),
            *(f"{EVIDENCE}{name}" for name in evidence(draft)),
        ),
    )  # fmt: skip

"""At which place an event happened: one that its sentence names, one that another event was at, the dateline's, or
nobody says.

What speaks for each, and for none, is weighed (sites.toml).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from verbale.coding.attachment import owner_of, top
from verbale.coding.choice import NONE, Evidence, gathered, likeliest_of_some
from verbale.coding.continuing import kind, where
from verbale.coding.drafts import Draft, predicate
from verbale.coding.places import Located
from verbale.coding.prospect import is_background
from verbale.coding.relevance import OPEN_TO_ALL
from verbale.coding.whereabouts import VISIT, is_place, is_site, site_noun
from verbale.reading.reading import Token
from verbale.record.event import Event, Place
from verbale.record.span import Span

STEPS, FAR = (0, 1, 2, 3), (3, 8, 15, 30)  # clauses above the trigger; tokens from it
APART = frozenset({"acl:relcl", "ccomp", "parataxis", "advcl"})
OPENING = 6  # tokens
BEFORE = 2  # events before whose places are looked at
ELSEWHERE = "at a place told elsewhere"  # what a record rests on whose sentence does not name its place


@dataclass(frozen=True)
class Told:
    """What is known of where a report plays before a sentence: the dateline's place, the events told so far, the
    report's text."""

    dateline: Place | None
    earlier: Sequence[Event]
    text: str


def place_of(draft: Draft, places: Sequence[Located], drafts: Sequence[Draft], told: Told) -> Place | None:
    """The likeliest place, where one is likelier than none. Keeps what spoke for each with the draft."""
    known: dict[str, Place] = {}
    earlier = (e.place for e in reversed(told.earlier) if e.place)
    for place in chain((p.place for p in nearest_first(draft, places)), earlier, filter(None, (told.dateline,))):
        known.setdefault(place.name, place)
    draft.sites = evidence(draft, places, drafts, told)
    return known.get(likeliest_of_some(draft.sites, "sites") or "")


def nearest_first(draft: Draft, places: Sequence[Located]) -> list[Located]:
    return sorted(places, key=lambda p: abs(p.first - draft.hit.head))


def evidence(draft: Draft, places: Sequence[Located], drafts: Sequence[Draft], told: Told) -> Evidence:
    """What speaks for each place, by its name."""
    found = (
        *of_none(draft, places), *of_sentence(draft, places, drafts), *of_report(draft, places, told),
    )  # fmt: skip
    return {name: frozenset(names) for name, names in gathered(found).items()}


def of_none(draft: Draft, places: Sequence[Located]) -> Iterator[tuple[str, str]]:
    yield NONE, "nobody says"
    yield NONE, f"nobody says: {draft.event}"
    if draft.status != "occurred":
        yield NONE, f"nobody says: {draft.status}"
    if is_background(draft):
        yield NONE, "nobody says of what was before"
    if draft.hit.row.pos == "NOUN":
        yield NONE, "nobody says of what a noun tells"
    if draft.attribution:
        yield NONE, "nobody says: told by another"
    if not places:
        yield NONE, "no place in the sentence"


def of_sentence(
    draft: Draft, places: Sequence[Located], drafts: Sequence[Draft]
) -> Iterator[tuple[str, str]]:
    sentence, manner = draft.scene.sentence, kind(draft.event)
    sides = words_of_sides(draft)
    exact = [p for p in places if p.place.precision == "city"]
    for place in places:
        name, own = place.place.name, top(draft.scene, place.first, place.last)
        token = site_noun(draft.scene, own)
        fine = place.place.precision
        yield name, f"a {fine} in the sentence"
        yield name, f"a {fine}, for {manner}"
        where_told = draft.scene.is_where(token)
        manner_told = "where" if where_told else "else"
        yield name, f"as {'where' if where_told else token.deprel.split(':')[0]}"
        yield name, f"{steps(draft, place)}, as {manner_told}"
        yield name, f"of {owner(draft, token, drafts)}"
        if place.first in sides:
            yield name, f"in the words of a side, as {manner_told}"
        if token is not own:
            yield name, "by a noun for places"
        if place.place.geonames is None:
            yield name, "known by its preposition alone"
        if draft.mode == VISIT and place.first in {s.referent.mention.first for s in draft.target}:
            yield name, "the host"
        if len(places) == 1:
            yield name, "the only one in the sentence"
        if exact == [place]:
            yield name, "the only town in the sentence"
        if token.i < OPENING and where_told:
            yield name, "opens the sentence"
        far = abs(token.i - draft.hit.head)
        yield name, f"within {next((str(n) for n in FAR if far <= n), 'more')} words"
        yield name, "behind the trigger" if token.i > draft.hit.head else "before the trigger"
        between = sentence.tokens[min(token.i, draft.hit.head) + 1 : max(token.i, draft.hit.head)]
        if any(t.upos == "VERB" for t in between):
            yield name, "a verb between"
    if places:
        yield nearest_first(draft, places)[0].place.name, "nearest in the sentence"
    if exact:
        yield nearest_first(draft, exact)[0].place.name, "nearest town in the sentence"


def words_of_sides(draft: Draft) -> set[int]:
    """The words of mentions that are no places."""
    named: dict[bool, set[int]] = {True: set(), False: set()}
    for r in draft.scene.referents:
        place = is_place(draft, r) or is_site(draft.scene, r)
        named[place].update(range(r.mention.first, r.mention.last + 1))
    return named[False] - named[True]  # "homes in Ahmedabad" are somebody's, and Ahmedabad is where


def steps(draft: Draft, place: Located) -> str:
    """How far up from the trigger the clause is that the place stands in, and whether it is another's."""
    scene, apart = draft.scene, ""
    start = predicate(draft)
    for step, above in zip(STEPS, (start, *scene.sentence.ancestors(start)), strict=False):
        below = {t.i for t in scene.sentence.subtree(above)}
        if place.first in below:
            return f"{step} above{apart}"
        if above.deprel in APART:
            apart = f" {above.deprel}"
    return f"far above{apart}"


def owner(draft: Draft, token: Token, drafts: Sequence[Draft]) -> str:
    whose, free = owner_of(draft, token, drafts)
    if whose is None:
        return "the clause" if free else "a clause below"
    return "the event" if whose.hit.head == draft.hit.head else "another event"


def of_report(draft: Draft, places: Sequence[Located], told: Told) -> Iterator[tuple[str, str]]:
    """The places of the events before, and the dateline's."""
    span = Span(draft.token.start, draft.token.end)
    manner, here = kind(draft.event), "with another in the sentence" if places else "with none in the sentence"
    for place, event in enumerate(reversed(told.earlier[-BEFORE:])):
        if event.place is None:
            continue
        rank = "the event before" if place == 0 else "the event before that"
        yield event.place.name, f"at {rank}, {where(span, event.trigger.span, told.text)}, {here}"
        yield event.place.name, f"at {rank}, {kind(event.event)} to {manner}"
        yield event.place.name, f"a {event.place.precision} before"
        if event.date is None:
            yield event.place.name, f"at {rank}, at no time"
    sides = {s.entity.key for s in (*draft.source, *draft.target)}
    for event in told.earlier:
        if event.place and event.event == draft.event and sides & {a.entity for a in (*event.source, *event.target)}:
            yield event.place.name, "same type, a side in common"
    if told.dateline is not None:
        first = "\n" not in told.text[: span.start].strip()
        yield told.dateline.name, f"dateline, {'first paragraph' if first else 'later'}, {here}"
        yield told.dateline.name, f"dateline, {manner}"
        if draft.event in OPEN_TO_ALL:
            yield told.dateline.name, f"dateline, {draft.event}"

"""When an event happened whose own clause tells no day: at the time of another event of the report, or nobody says.

A scene goes on ("Les assaillants ont ensuite …"), a meeting is told again, what is promised at it is promised then.
What speaks for each time that the report tells, and for none, is weighed (continuing.toml).
"""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from verbale.coding.choice import NONE, Evidence, gathered, likeliest_of_some
from verbale.coding.prospect import BACKGROUND
from verbale.coding.times import Times
from verbale.record.event import Event, When
from verbale.record.span import Span

CONTINUED = "at the time of another event"
SINCE = "since then"  # what is told of all the time since, at which no story goes on
FRESH = 7  # days before the report that are still its own story
FORCE, MEETING = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT"}), frozenset({"CONSULT", "COOPERATE", "AID"})
ENDS = (". ", "? ", "! ", ".\n", "?\n", "!\n", "。", "।", "؟ ", "۔ ")


def time_told(events: Sequence[Event], begin: int, day: datetime.date | None, *, exact: bool = False) -> When | None:
    """The time, up to the report's day, of the last event told from a place of the text on; of what was before only
    where nothing else was. `exact`: the last that is a day."""
    last = day.isoformat() if day else ""
    here = [e for e in events if is_telling(e) and e.date and e.trigger.span.start >= begin and e.date.start <= last]
    fine = [e for e in here if not exact or (e.date and e.date.precision == "day")]
    new = [e for e in fine if BACKGROUND not in e.rests_on] or fine
    return new[-1].date if new else None


def with_since(events: Sequence[Event], times: Times) -> list[Event]:
    """Marks those whose time goes on since then."""
    spans = {d.when.span for d in times.now if d.kind in ("since", "lasting")}
    return [
        replace(e, rests_on=(*e.rests_on, SINCE)) if e.date and e.date.span in spans else e for e in events
    ]  # fmt: skip


def carried_on(events: Sequence[Event], text: str, day: datetime.date | None) -> list[Event]:
    """The events in their order, those without a time given the one that the report goes on at."""
    done: list[Event] = []
    for place, event in enumerate(events):
        if event.date is None:
            found = evidence(event, done, events[place + 1 :], text, day)
            start = likeliest_of_some(found, "continuing")
            when = next((e.date for e in (*reversed(done), *events) if e.date and e.date.start == start), None)
            if when is not None:
                event = replace(event, date=when, rests_on=(*event.rests_on, CONTINUED))
        done.append(event)
    return done


def evidence(
    event: Event, before: Sequence[Event], behind: Sequence[Event], text: str, day: datetime.date | None
) -> Evidence:
    """What speaks for each time, by its first day; `before` have their times already, `behind` only their own."""
    told = (
        *of_none(event, before, text), *of_order(event, before, behind, text), *of_all(event, (*before, *behind), day),
    )  # fmt: skip
    return {start: frozenset(names) for start, names in gathered(told).items()}


def of_none(event: Event, before: Sequence[Event], text: str) -> Iterator[tuple[str, str]]:
    yield NONE, "nobody says"
    yield NONE, f"nobody says: {event.event}"
    if BACKGROUND in event.rests_on:
        yield NONE, "nobody says of what was before"
    if event.status != "occurred":
        yield NONE, f"nobody says: {event.status}"
    if event.attribution:
        yield NONE, "nobody says: told by another"
    if before and before[-1].date is None:
        yield NONE, f"nor of the event before, {where(event.trigger.span, before[-1].trigger.span, text)}"


def of_order(
    event: Event, before: Sequence[Event], behind: Sequence[Event], text: str
) -> Iterator[tuple[str, str]]:
    last = next((e for e in reversed(before) if own(e) and BACKGROUND not in e.rests_on), None)
    if last is not None and last.date:
        yield last.date.start, f"told last, {where(event.trigger.span, last.trigger.span, text)}"
        yield last.date.start, f"told last, for {kind(event.event)}"
    same = next((e for e in reversed(before) if is_telling(e) and doers(e) & doers(event)), None)
    if same is not None and same.date:
        yield same.date.start, f"the same doer, {where(event.trigger.span, same.trigger.span, text)}"
    if before and is_telling(before[-1]) and (when := before[-1].date):
        yield when.start, f"just before, {where(event.trigger.span, before[-1].trigger.span, text)}"
        yield when.start, f"just before, {kind(before[-1].event)} to {kind(event.event)}"
        if CONTINUED in before[-1].rests_on:
            yield when.start, "just before, continued"
    first = next((e.date for e in before if own(e) and e.date), None)
    if first:
        yield first.start, "told first"
    following = next((e for e in behind if is_telling(e)), None)
    if following is not None and following.date:
        yield following.date.start, f"told next, {where(event.trigger.span, following.trigger.span, text)}"


def of_all(event: Event, others: Sequence[Event], day: datetime.date | None) -> Iterator[tuple[str, str]]:
    sides, counts = states(event), Counter(e.date.start for e in others if e.date and own(e))
    for start, _ in counts.most_common(1):
        yield start, "told most"
    for other in others:
        if not other.date or not own(other):
            continue
        start, same = other.date.start, "same type" if other.event == event.event else "another type"
        if sides and states(other) == sides:
            yield start, f"{same}, same sides"
        elif sides & states(other):
            yield start, f"{same}, a side in common"
        elif other.event == event.event:
            yield start, "same type"
        if BACKGROUND in event.rests_on:
            yield start, "both before" if BACKGROUND in other.rests_on else "what was before, at another's time"
        elif BACKGROUND in other.rests_on:
            yield start, "at the time of what was before"
        yield start, age(other.date, day)
        if other.status != "occurred":
            yield start, f"at the time of what is {other.status}"


def own(event: Event) -> bool:
    return CONTINUED not in event.rests_on and is_telling(event)


def is_telling(event: Event) -> bool:
    """Does an event tell a time at which others may be?"""
    return event.date is not None and SINCE not in event.rests_on


def doers(event: Event) -> set[str]:
    return {a.entity for a in event.source if a.entity}


def kind(event: str) -> str:
    """What a type is of."""
    if event in FORCE:
        return "force"
    if event in MEETING:
        return "meeting"
    return "protest" if event == "PROTEST" else "words"


def states(event: Event) -> frozenset[str]:
    return frozenset(a.country or a.entity or a.text for a in (*event.source, *event.target))


def where(here: Span, other: Span, text: str) -> str:
    """Does the other trigger stand in the same sentence, the same paragraph, or farther away?"""
    one, two = sorted((here, other), key=lambda span: span.start)
    between = text[one.end : two.start]
    if "\n" in between:
        return "the paragraph before" if between.count("\n\n") <= 1 else "farther"
    return "the same paragraph" if any(end in between for end in ENDS) else "the same sentence"


def age(when: When, day: datetime.date | None) -> str:
    if when.precision != "day":
        return f"a {when.precision}"
    days = (day - datetime.date.fromisoformat(when.start)).days if day else 0
    return "the report's day" if days == 0 else "ahead" if days < 0 else "fresh" if days <= FRESH else "long ago"

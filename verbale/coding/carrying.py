"""The time and the place that a report goes on at, from one event to the next."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import replace

from verbale.coding.prospect import BACKGROUND
from verbale.coding.relevance import OPEN_TO_ALL
from verbale.record.event import Event, When


def time_told(events: Sequence[Event], begin: int, day: datetime.date | None, *, exact: bool = False) -> When | None:
    """The time, up to the report's day, of the last event told from a place of the text on; of what was before only
    where nothing else was. `exact`: the last that is a day."""
    last = day.isoformat() if day else ""
    here = [e for e in events if e.date and e.trigger.span.start >= begin and e.date.start <= last]
    fine = [e for e in here if not exact or (e.date and e.date.precision == "day")]
    new = [e for e in fine if BACKGROUND not in e.rests_on] or fine
    return new[-1].date if new else None


def carried_on(events: Sequence[Event], text: str, day: datetime.date | None, since: Collection[str]) -> list[Event]:
    """Give what goes on without a time of its own the time of what it goes on from: what the same actor does next in
    the paragraph, what comes next in a scene of force or protest, what else the paragraph tells of what was before.
    Not from those, by their ids, that are told of all the time `since`."""
    done: list[Event] = []
    for event in events:
        alike = (e for e in reversed(done) if is_background(e) == is_background(event))
        last = next((e for e in alike if e.date and e.id not in since), None)
        if event.date is None and event.status == "occurred" and last is not None and is_past(last.date, day):
            if goes_on(last, event, text[last.trigger.span.start : event.trigger.span.start]):
                event = replace(event, date=last.date)
        done.append(event)
    return done


def is_background(event: Event) -> bool:
    return BACKGROUND in event.rests_on


def goes_on(last: Event, event: Event, between: str) -> bool:
    """Is the second event plainly of the time of the first?"""
    scene = {last.event, event.event} <= OPEN_TO_ALL
    if "\n" in between:  # what a crowd does, and is done to it, fills more than one paragraph
        return scene and last.event == "PROTEST" and not is_background(event)
    return is_background(event) or scene or bool({a.entity for a in last.source} & {a.entity for a in event.source})


def is_past(when: When | None, day: datetime.date | None) -> bool:
    """Is a time up to the report's day?"""
    return when is not None and day is not None and when.end <= day.isoformat()


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

"""What sides bind themselves to, and what becomes of it: made, restated, raised, lowered, kept or broken.

A commitment is known again by its pair, measure and unit; what is done later by one of its sides and speaks of the
same thing in the same words is progress where it is cooperation, and a breach where it is conflict.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from verbale.ledger.index import pairs, words
from verbale.ledger.store import Line, Store, next_key
from verbale.record.rows import Row

BINDING = ("occurred", "ongoing", "intended")
YEARS = timedelta(days=5 * 366)  # after which the same promise is a new one
VAGUE = frozenset({"other"})  # measures that say too little to know a commitment again
ALIKE = 0.02  # of the value: what is nearer is the same figure
SHARED = 2  # words of weight that a later record has in common with the commitment's
WEIGHTY = 5  # letters of a word that says of what one speaks
KEPT, BROKEN = (
    frozenset({"AID", "COOPERATE", "CONCEDE", "RETREAT"}),
    frozenset({"REJECT", "ACCUSE", "SANCTION", "COERCE"}),
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A record that speaks of a commitment. `kind`: made, restated, raised, lowered, progress, breach."""

    event: int
    kind: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Commitment:
    """What one side owes the other, as it stands after its last mention. `state`: the kind of that mention, or
    overdue where the deadline has passed without one."""

    key: int
    one: str
    other: str
    measure: str
    value: float | None
    unit: str | None
    deadline: date | None
    day: date | None
    text: str
    mentions: tuple[Mention, ...]
    state: str


def track(store: Store, keys: Sequence[int]) -> None:
    """Note what newly added events commit to, and what they tell of earlier commitments."""
    if not keys:
        return
    listed, made = ", ".join(map(str, keys)), next_key(store, "commitments")
    for key, record, day in store.run(
        f"select key, coalesce(settled, record), day from events where key in ({listed}) order by day nulls first, key"
    ):
        row = json.loads(record)
        if row["commitment"] and row["status"] in BINDING:
            note(store, made, key, row, day)
        elif row["event"] in KEPT | BROKEN and row["status"] in ("occurred", "ongoing"):
            follow(store, key, row, day)


def note(store: Store, made: Iterator[int], key: int, row: Row, day: date | None) -> None:
    """A promise: of an earlier one another mention, or a new one."""
    said = row["commitment"]
    for one, other in sides(row):
        found = earlier(store, one, other, said, day)
        if found is None:
            number, kind = next(made), "made"
            values = {name: said[name] for name in ("measure", "value", "unit", "deadline")}
            store.append("commitments", [{"key": number, "one": one, "other": other, "day": day, **values}])
        else:
            number, value = found
            kind = compared(value, said["value"])
            store.run(
                "update commitments set value = coalesce(?, value), deadline = coalesce(cast(? as date), deadline) "
                "where key = ?", [said["value"], said["deadline"], number],
            )  # fmt: skip
        store.append("mentions", [{"commitment": number, "event": key, "kind": kind, "day": day}])


def sides(row: Row) -> list[tuple[str, str]]:
    """Whom a promise binds: its pairs of countries, or a state and itself."""
    found = [(one, other) for one, other, _ in pairs(row) if one != other]
    alone = sorted({a["country"] for a in row["source"] if a["country"]})
    return found or [(country, country) for country in alone[:1]]


def earlier(store: Store, one: str, other: str, said: Row, day: date | None) -> tuple[int, float | None] | None:
    """The last commitment of a pair that a promise speaks of: the same measure and unit."""
    if said["measure"] in VAGUE or day is None:
        return None
    found = store.run(
        "select key, value from commitments where one = ? and other = ? and measure = ? "
        "and unit is not distinct from ? and day between ? and ? order by day desc, key desc limit 1",
        [one, other, said["measure"], said["unit"], day - YEARS, day],
    )
    return (found[0][0], found[0][1]) if found else None


def compared(before: float | None, now: float | None) -> str:
    """
    >>> compared(10.0, 12.0), compared(10.0, 8.0), compared(10.0, 10.1), compared(None, 3.0)
    ('raised', 'lowered', 'restated', 'restated')
    """
    if before is None or now is None or abs(now - before) <= ALIKE * abs(before):
        return "restated"
    return "raised" if now > before else "lowered"


def follow(store: Store, key: int, row: Row, day: date | None) -> None:
    """What a later deed tells of the commitments of its pair."""
    if day is None:
        return
    told = weighty(quote_of(store, key))
    for one, other in sides(row):
        for number, quote in store.run(
            "select c.key, e.quote from commitments c join mentions m on m.commitment = c.key and m.kind = 'made' "
            "join events e on e.key = m.event where c.one = ? and c.other = ? and c.day between ? and ?",
            [one, other, day - YEARS, day],
        ):
            if len(told & weighty(quote)) >= SHARED:
                kind = "progress" if row["event"] in KEPT else "breach"
                store.append("mentions", [{"commitment": number, "event": key, "kind": kind, "day": day}])


def quote_of(store: Store, key: int) -> str:
    [(quote,)] = store.run("select quote from events where key = ?", [key])
    return str(quote)


def weighty(text: str) -> set[str]:
    """The words of a text that say of what it speaks."""
    return {word for word in words(text) if len(word) >= WEIGHTY}


def commitments(store: Store, between: Sequence[str] = (), *, today: date | None = None) -> list[Commitment]:
    """The commitments of a pair, or of all, by the day on which they were made; `today`: what makes one overdue."""
    where, values = "", list[Any]()
    if len(between) == 2:
        where, values = " where c.one = ? and c.other = ?", sorted(between)
    elif between:
        where, values = " where c.one = ? or c.other = ?", [between[0], between[0]]
    lines = store.run(
        "select c.key, c.one, c.other, c.measure, c.value, c.unit, c.deadline, c.day from commitments c"
        f"{where} order by c.day nulls first, c.key",
        values,
    )
    found = (written(store, line, today) for line in lines)
    return [one for one in found if one is not None]


def written(store: Store, line: Line, today: date | None) -> Commitment | None:
    """None where an analyst has rejected all that speaks of it."""
    told = store.run(
        "select m.event, m.kind, m.day, e.record from mentions m join events e on e.key = m.event "
        "where m.commitment = ? and not e.retired and e.verdict is distinct from 'rejected' order by m.day, m.event",
        [line[0]],
    )
    if not told:
        return None
    first = json.loads(told[0][3])["commitment"] or {"text": ""}
    key, one, other, measure, value, unit, deadline, day = line
    open_ = told[-1][1] not in ("progress", "breach")
    state = "overdue" if open_ and deadline and today and deadline < today else str(told[-1][1])
    mentions = tuple(Mention(event, kind, when) for event, kind, when, _ in told)
    return Commitment(key, one, other, measure, value, unit, deadline, day, first["text"], mentions, state)

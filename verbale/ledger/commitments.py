"""What sides bind themselves to, and what becomes of it: made, restated, raised, lowered, kept or broken.

A commitment is known again by its pair, measure and unit; what is done later by one of its sides and speaks of the
same thing in the same words is progress where it is cooperation, and a breach where it is conflict.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from verbale.ledger.index import pairs, words
from verbale.ledger.store import Line, Store, among, next_key
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
    listed = among(keys)
    told: list[Deed] = []
    for key, record, day, quote in store.run(
        "select key, coalesce(settled, record), day, quote from events "
        f"where key in {listed} order by day nulls first, key"
    ):
        row = json.loads(record)
        binds = bool(row["commitment"]) and row["status"] in BINDING
        if binds or (day and row["event"] in KEPT | BROKEN and row["status"] in ("occurred", "ongoing")):
            told.append(Deed(key, row, day, quote, binds))
    if told:
        Book(store, told).write()


@dataclass(frozen=True, slots=True)
class Deed:
    """A record that commits its sides, or may tell of what became of a commitment."""

    key: int
    row: Row
    day: date | None
    quote: str
    binds: bool

    @property
    def sides(self) -> list[tuple[str, str]]:
        """Whom a promise binds: its pairs of countries, or a state and itself."""
        found = [(one, other) for one, other, _ in pairs(self.row) if one != other]
        alone = sorted({a["country"] for a in self.row["source"] if a["country"]})
        return found or [(country, country) for country in alone[:1]]


@dataclass(slots=True)
class Open:
    """A commitment as the book has it; `event` is the record that made it."""

    key: int
    measure: str
    unit: str | None
    value: float | None
    deadline: str | None
    day: date | None
    event: int


class Book:
    """The commitments of the pairs that some records speak of, kept up record by record and written at the end."""

    def __init__(self, store: Store, told: Sequence[Deed]) -> None:
        self.store = store
        self.keys = next_key(store, "commitments")
        self.open: dict[tuple[str, str], list[Open]] = defaultdict(list)
        self.made: list[Row] = []
        self.mentions: list[Row] = []
        self.changed: dict[int, Open] = {}
        self._load({side for deed in told for side in deed.sides})
        self._weighty = {deed.key: weighty(deed.quote) for deed in told}
        self._read({o.event for deed in told if not deed.binds for side in deed.sides for o in self.open[side]})
        for deed in told:
            if deed.binds:
                self.note(deed)
            else:
                self.follow(deed)

    def _load(self, sides: set[tuple[str, str]]) -> None:
        marks = ", ".join("(cast(? as varchar), cast(? as varchar))" for _ in sides)
        for one, other, *line in self.store.run(
            "select c.one, c.other, c.key, c.measure, c.unit, c.value, c.deadline, c.day, m.event from commitments c "
            f"join (values {marks}) as v(one, other) on v.one = c.one and v.other = c.other "
            "join mentions m on m.commitment = c.key and m.kind = 'made' order by c.day, c.key",
            [country for side in sorted(sides) for country in side],
        ):
            self.open[one, other].append(Open(*line))

    def _read(self, events: set[int]) -> None:
        """The words in which the commitments were made."""
        listed = among(events - self._weighty.keys())
        for key, quote in self.store.run(f"select key, quote from events where key in {listed}"):
            self._weighty[key] = weighty(quote)

    def note(self, deed: Deed) -> None:
        """A promise: of an earlier one another mention, or a new one."""
        said = deed.row["commitment"]
        for side in deed.sides:
            found = self.earlier(side, said, deed.day)
            if found is None:
                found = Open(
                    next(self.keys), said["measure"], said["unit"], said["value"], said["deadline"], deed.day, deed.key
                )
                self.open[side].append(found)
                self.made.append({"one": side[0], "other": side[1], **asdict(found)})
                kind = "made"
            else:
                kind = compared(found.value, said["value"])
                found.value = said["value"] if said["value"] is not None else found.value
                found.deadline = said["deadline"] or found.deadline
                self.changed[found.key] = found
            self.mention(found, deed, kind)

    def earlier(self, side: tuple[str, str], said: Row, day: date | None) -> Open | None:
        """The last commitment of a pair that a promise speaks of: the same measure and unit."""
        if said["measure"] in VAGUE or day is None:
            return None
        known = [
            o for o in self.open[side]
            if o.measure == said["measure"] and o.unit == said["unit"] and o.day and day - YEARS <= o.day <= day
        ]  # fmt: skip
        return max(known, key=lambda o: (o.day, o.key), default=None)

    def follow(self, deed: Deed) -> None:
        """What a later deed tells of the commitments of its pair."""
        day = deed.day
        for side in deed.sides:
            for found in self.open[side]:
                if not (day and found.day and day - YEARS <= found.day <= day):
                    continue
                if len(self._weighty[deed.key] & self._weighty[found.event]) >= SHARED:
                    self.mention(found, deed, "progress" if deed.row["event"] in KEPT else "breach")

    def mention(self, found: Open, deed: Deed, kind: str) -> None:
        self.mentions.append({"commitment": found.key, "event": deed.key, "kind": kind, "day": deed.day})

    def write(self) -> None:
        new = {row["key"] for row in self.made}
        for key, found in self.changed.items():
            if key not in new:
                self.store.run(
                    "update commitments set value = ?, deadline = cast(? as date) where key = ?",
                    [found.value, found.deadline, key],
                )
        latest = [row | {"value": self.changed[row["key"]].value, "deadline": self.changed[row["key"]].deadline}
                  if row["key"] in self.changed else row for row in self.made]  # fmt: skip
        self.store.append("commitments", latest)
        self.store.append("mentions", self.mentions)


def compared(before: float | None, now: float | None) -> str:
    """
    >>> compared(10.0, 12.0), compared(10.0, 8.0), compared(10.0, 10.1), compared(None, 3.0)
    ('raised', 'lowered', 'restated', 'restated')
    """
    if before is None or now is None or abs(now - before) <= ALIKE * abs(before):
        return "restated"
    return "raised" if now > before else "lowered"


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

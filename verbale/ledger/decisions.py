"""What analysts decide: append-only, beside the machine's records, undone only by a further decision."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from verbale.ledger.episodes import refresh, settle_pair
from verbale.ledger.settling import FIELDS, VERDICTS, settle
from verbale.ledger.store import Line, Store, next_key
from verbale.record.errors import InputError
from verbale.record.rows import Row

PAIRED = ("merge", "split")
KINDS = (*VERDICTS, "correct", *PAIRED, "note", "undo")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `event`, `other`: keys of events; `undoes`: the decision that this one takes back."""

    key: int
    moment: datetime
    who: str
    kind: str
    event: int | None
    other: int | None
    field: str | None
    value: Any
    note: str | None
    undoes: int | None


def event_key(store: Store, named: str | int) -> int:
    """The key of an event by its key or its id. Raises InputError where there is none, or more than one."""
    if isinstance(named, int) or named.isdigit():
        found = store.run("select key from events where key = ?", [int(named)])
    else:
        found = store.run("select key from events where id = ? and not retired", [named])
    if len(found) != 1:
        what = "no such event" if not found else f"{len(found)} events of that id"
        raise InputError(what, where=str(named), hint="give the key or the id that `verbale events` shows")
    return int(found[0][0])


def decide(
    store: Store, kind: str, event: str | int, *, who: str, other: str | int | None = None, field: str | None = None,
    value: Any = None, note: str | None = None,
) -> Decision:  # fmt: skip
    """Keep a decision on an event, and let it hold from now on.

    `kind`: accept, reject, correct (`field`, `value` as in a record), merge or split (`other`), note. Raises InputError
    where it says nothing that can be done; nothing is kept then.
    """
    check(kind, other, field, note)
    with store.transaction():
        key = event_key(store, event)
        twin = event_key(store, other) if other is not None else None
        if twin == key:
            raise InputError("an event and itself", where=str(event), hint="give two events")
        made = written(store, who, kind, event=key, other=twin, field=field, value=value, note=note)
        carry_out(store, made)
    return made


def check(kind: str, other: str | int | None, field: str | None, note: str | None) -> None:
    if kind not in KINDS or kind == "undo":
        raise InputError(f"no decision {kind!r}", hint="one of " + ", ".join(k for k in KINDS if k != "undo"))
    if (kind in PAIRED) != (other is not None):
        raise InputError(f"{kind}: two events are wanted for merge and split, one for all else")
    if kind == "correct" and field not in FIELDS:
        raise InputError(f"no field {field!r} to correct", hint="one of " + ", ".join(FIELDS))
    if kind == "note" and not note:
        raise InputError("a note without words")


def undo(store: Store, decision: int, *, who: str, note: str | None = None) -> Decision:
    """Take a decision back by a further one. Raises InputError where it is unknown or undone already."""
    with store.transaction():
        found = {made.key: made for made in decisions(store)}
        taken = found.get(decision)
        if taken is None or taken.kind == "undo":
            raise InputError("no such decision", where=str(decision), hint="`verbale decisions` lists them")
        if any(made.undoes == decision for made in found.values()):
            raise InputError("undone already", where=str(decision))
        made = written(store, who, "undo", event=taken.event, other=taken.other, undoes=decision, note=note)
        carry_out(store, taken)
    return made


def written(store: Store, who: str, kind: str, **values: Any) -> Decision:
    if not who.strip():
        raise InputError("a decision needs a name", hint="--who NAME")
    made = Decision(
        next(next_key(store, "decisions")), datetime.now(UTC).replace(tzinfo=None), who.strip(), kind,
        *(values.get(name) for name in ("event", "other", "field", "value", "note", "undoes")),
    )  # fmt: skip
    row: Row = {name: getattr(made, name) for name in Decision.__slots__}
    row["value"] = json.dumps(made.value, ensure_ascii=False) if made.kind == "correct" else None
    store.append("decisions", [row])
    return made


def carry_out(store: Store, made: Decision) -> None:
    """Bring the ledger in step with a decision that has been made, or undone."""
    if made.kind in (*VERDICTS, "correct") and made.event is not None:
        settle(store, made.event)
        refresh(store, made.event)
    if made.kind in PAIRED and made.event is not None and made.other is not None:
        settle_pair(store, made.event, made.other)


def decisions(store: Store, event: int | None = None) -> Iterator[Decision]:
    """All decisions in their order, or those on one event."""
    where = "" if event is None else f" where event = {int(event)} or other = {int(event)}"
    names = ", ".join(Decision.__slots__)
    for line in store.run(f"select {names} from decisions{where} order by key"):
        yield from_line(line)


def from_line(line: Line) -> Decision:
    values = list(line)
    values[7] = json.loads(values[7]) if values[7] is not None else None
    return Decision(*values)

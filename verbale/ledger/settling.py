"""The record that holds: the machine's, with what an analyst has decided laid over it.

The machine's own stays as it was coded. Whatever is asked of an event is asked of the record that holds, so its
columns and parts follow each decision and each newer coding.
"""

import json
from collections.abc import Mapping
from typing import Any

from verbale.ledger.index import PARTS, Lines, columns, put_parts
from verbale.ledger.store import Line, Store
from verbale.record import ontology
from verbale.record.errors import InputError
from verbale.record.rows import Row, from_row, to_row

VERDICTS = {"accept": "accepted", "reject": "rejected"}
# What an analyst may say better; spans stay those that the coder read.
FIELDS = (
    "event", "mode", "context", "source", "target", "attribution", "status", "date", "place", "quantities",
    "commitment",
)  # fmt: skip


def standing(store: Store, key: int) -> list[Line]:
    """The decisions on an event that nobody has undone: kind, field, value, in their order."""
    return store.run(
        "select d.kind, d.field, d.value from decisions d where d.event = ? "
        "and d.kind in ('accept', 'reject', 'correct') "
        "and not exists (select 1 from decisions u where u.undoes = d.key) order by d.key",
        [key],
    )


def settle(store: Store, key: int) -> None:
    """Bring an event's verdict, columns and parts in step with its record and its decisions."""
    [(record, body, day)] = store.run(
        "select e.record, r.body, r.day from events e join reports r on r.key = e.report where e.key = ?", [key]
    )
    verdict, changes = None, {}
    for kind, field, value in standing(store, key):
        if kind == "correct":
            changes[field] = json.loads(value)
        verdict = VERDICTS.get(kind, verdict)
    row = corrected(json.loads(record), changes)
    settled = json.dumps(row, ensure_ascii=False) if changes else None
    found = columns(row, body, day) | {"verdict": verdict, "settled": settled}
    store.run(f"update events set {', '.join(f'{name} = ?' for name in found)} where key = ?", [*found.values(), key])
    for table in PARTS:
        store.run(f"delete from {table} where event = ?", [key])
    lines = Lines()
    put_parts(lines, key, row, found["quote"])
    for table, rows in lines.tables.items():
        store.append(table, rows)


def corrected(row: Row, changes: Mapping[str, Any]) -> Row:
    """A record with some fields said better; codes and scores follow its type and mode.

    Raises InputError where the result is no record.
    """
    if not changes:
        return row
    found = row | {name: completed(name, value) for name, value in changes.items()}
    if {"event", "mode"} & changes.keys():
        if found["event"] not in ontology.EVENTS:
            raise InputError(f"no event type {found['event']!r}", hint="one of " + ", ".join(sorted(ontology.EVENTS)))
        if found["mode"] not in ontology.modes(found["event"]):
            found["mode"] = None if "mode" not in changes else refused_mode(found)
        found["cameo"] = ontology.cameo(found["event"], found["mode"])
        found |= {
            "quad": ontology.quad(found["event"]), "score": ontology.score(found["event"], found["mode"]),
            "goldstein": ontology.goldstein(found["cameo"]),
        }  # fmt: skip
    if found["status"] not in ontology.STATUSES:
        raise InputError(f"no status {found['status']!r}", hint="one of " + ", ".join(ontology.STATUSES))
    check_actors(found)
    try:
        return dict(to_row(from_row(found)))
    except (TypeError, KeyError, ValueError) as error:
        raise InputError(f"no record: {error}", hint="see docs/record.md for the fields") from error


def refused_mode(row: Row) -> str | None:
    if row["mode"] is None:
        return None
    known = ", ".join(sorted(ontology.modes(row["event"]))) or "it has none"
    raise InputError(f"no mode {row['mode']!r} of {row['event']}", hint=known)


ACTOR: Row = {"text": "", "span": None, "name": None, "country": None, "sector": [], "role": None, "entity": None}
DATE: Row = {"end": None, "precision": "day", "text": None, "span": None}
PLACE: Row = {"country": None, "geonames": None, "lat": None, "lon": None, "precision": "city", "span": None}


def completed(name: str, value: Any) -> Any:
    """What an analyst leaves out of an actor, date or place, as unknown."""
    if name in ("source", "target", "attribution") and isinstance(value, list):
        return [ACTOR | {"text": actor.get("name") or actor.get("country") or ""} | actor for actor in value]
    if name == "date" and isinstance(value, dict) and "start" in value:
        return DATE | {"end": value["start"]} | value
    return PLACE | value if name == "place" and isinstance(value, dict) else value


def check_actors(row: Row) -> None:
    for actor in (*row["source"], *row["target"], *row["attribution"]):
        if actor["country"] and not ontology.is_country(actor["country"]):
            raise InputError(f"no country code {actor['country']!r}", hint="ISO 3166-1 alpha-3, such as MLI")
        if wrong := [s for s in actor["sector"] if s not in ontology.SECTORS]:
            raise InputError(f"no sector {wrong[0]!r}", hint="one of " + ", ".join(sorted(ontology.SECTORS)))

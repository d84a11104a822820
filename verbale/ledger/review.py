"""A random sample for an analyst, and what share of the records is right by it."""

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass

from verbale.ledger.filters import Filter
from verbale.ledger.store import Store, among
from verbale.record.rows import Row

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Precision:
    """Of `judged` records drawn at random, `right` were accepted: the share, with its 95 % interval."""

    judged: int
    right: int
    share: float
    low: float
    high: float


def sample(store: Store, size: int, *, seed: str = "", wanted: Filter | None = None) -> list[int]:
    """Keys of events drawn at random, the same ones for the same seed as long as the ledger stays as it is."""
    condition, values = (wanted or Filter()).sql(store.schema)
    keys = [key for (key,) in store.run(f"select e.key from verbale.events e where {condition} order by e.key", values)]
    number = int.from_bytes(hashlib.blake2b(seed.encode(), digest_size=8).digest(), "big")
    return sorted(random.Random(number).sample(keys, min(size, len(keys))))


def precision(store: Store, keys: list[int]) -> Precision | None:
    """What was decided on these events; None while none of them has been judged.

    A record that had to be corrected counts as wrong. Wilson's interval (1927), by scipy.
    """
    from scipy.stats import binomtest

    listed = among(keys)
    found = store.run(f"select verdict, settled from events where key in {listed} and verdict is not null")
    right = sum(verdict == "accepted" and settled is None for verdict, settled in found)
    if not found:
        return None
    interval = binomtest(right, len(found)).proportion_ci(CONFIDENCE, method="wilson")
    return Precision(len(found), right, right / len(found), interval.low, interval.high)


def gold(store: Store) -> Iterator[Row]:
    """Reports of which every record has been judged, as rows that `verbale evaluate` takes: the accepted records,
    in the form that holds."""
    judged = store.run(
        "select r.key, r.id, r.lang, r.day, r.title, r.body from reports r where exists (select 1 from events e where "
        "e.report = r.key and not e.retired) and not exists (select 1 from events e where e.report = r.key "
        "and not e.retired and e.verdict is null) order by r.key"
    )
    for key, name, lang, day, title, body in judged:
        kept = store.run(
            "select coalesce(settled, record) from events where report = ? and not retired and verdict = 'accepted' "
            "order by ordinal, key", [key],
        )  # fmt: skip
        yield {
            "id": name, "lang": lang, "date": day.isoformat() if day else None, "title": title, "text": body,
            "events": [as_gold(json.loads(record)) for (record,) in kept],
        }  # fmt: skip


def as_gold(record: Row) -> Row:
    """A record as gold: what is compared, and where it stands."""
    row = {name: record[name] for name in ("event", "mode", "context", "source", "target", "status", "place")}
    if record["date"]:
        row["date"] = record["date"]["start"]
    return row | {"trigger": record["trigger"]["span"]}

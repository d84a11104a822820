"""What of a record can be asked for: the lines that the ledger's tables hold of it."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any

from verbale.record.rows import Row

WORD = re.compile(r"[^\W_]+")
# Scripts that write no spaces: each of their characters is a word of its own.
UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


@dataclass
class Lines:
    """Rows to append, by table."""

    tables: dict[str, list[Row]] = field(default_factory=dict)

    def put(self, table: str, **values: Any) -> None:
        self.tables.setdefault(table, []).append(values)


def words(text: str) -> list[str]:
    """The words of a text as they are looked for: without case and accents.

    >>> words("L'Élysée a condamné…"), words("北京")
    (['l', 'elysee', 'a', 'condamne'], ['北', '京'])
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return WORD.findall(UNSPACED.sub(lambda found: f" {found[0]} ", plain))


def term(word: str) -> int:
    """A word as a number of 64 bits, signed."""
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big", signed=True)


def terms(text: str) -> set[int]:
    return {term(word) for word in words(text)}


def pairs(row: Row) -> Iterator[tuple[str, str, int]]:
    """The pairs of countries that a record sets in relation, each once, and which way.

    >>> actor = lambda code: {"country": code}
    >>> list(pairs({"source": [actor("PAK")], "target": [actor("IRN")]}))
    [('IRN', 'PAK', -1)]
    >>> list(pairs({"source": [actor("PAK"), actor("IRN")], "target": []}))
    [('IRN', 'PAK', 0)]
    """
    source = sorted({a["country"] for a in row["source"] if a["country"]})
    target = sorted({a["country"] for a in row["target"] if a["country"]})
    if not row["target"]:
        yield from ((one, other, 0) for one, other in combinations(source, 2))
        return
    for s in source:
        for t in target:
            yield (s, t, 1) if s <= t else (t, s, -1)


def day_of(row: Row, reported: date | None) -> str | None:
    """The day under which a record stands: the first of its date, or its report's."""
    if row["date"]:
        return str(row["date"]["start"])
    return reported.isoformat() if reported else None


def columns(row: Row, body: str, reported: date | None) -> Row:
    """The columns of `events` that repeat what a record says."""
    when, where = row["date"] or {}, row["place"] or {}
    start, end = row["quote"]
    return {
        "id": row["id"], "type": row["event"],
        **{name: row[name] for name in ("mode", "quad", "score", "goldstein", "cameo", "status", "confidence")},
        "day": day_of(row, reported), "first_day": when.get("start"), "last_day": when.get("end"),
        "precision": when.get("precision"), "dated": bool(when.get("span")), "place": where.get("name"),
        "country": where.get("country"),
        "geonames": where.get("geonames"), "lat": where.get("lat"), "lon": where.get("lon"),
        "lemma": row["trigger"]["lemma"], "quote": body[start:end],
    }  # fmt: skip


def put_parts(lines: Lines, key: int, row: Row, quote: str) -> None:
    """The lines of the tables that hang on an event."""
    for part in ("source", "target", "attribution"):
        for ordinal, actor in enumerate(row[part]):
            lines.put("sides", event=key, part=part, ordinal=ordinal, country=actor["country"],
                      sector=" ".join(actor["sector"]) or None, name=actor["name"], role=actor["role"],
                      entity=actor["entity"], words=actor["text"])  # fmt: skip
    for one, other, way in pairs(row):
        lines.put("pairs", event=key, one=one, other=other, way=way)
    for context in row["context"]:
        lines.put("contexts", event=key, context=context)
    for q in row["quantities"]:
        lines.put("quantities", event=key, **{n: q[n] for n in ("measure", "value", "unit", "qualifier")})
    for number in terms(quote):
        lines.put("terms", event=key, term=number)


PARTS: Sequence[str] = ("sides", "pairs", "contexts", "quantities", "terms")

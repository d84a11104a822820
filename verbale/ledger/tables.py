"""What a ledger is made of: its tables, column by column, and the views that users may query.

One definition serves DuckDB and PostgreSQL. Keys are numbers given by the one who writes; what an
analyst decides is kept in tables of its own, beside the machine's records.
"""

VERSION = 2
BIGINT, TEXT, DATE, NUMBER, FLAG, MOMENT = "BIGINT", "VARCHAR", "DATE", "FLOAT8", "BOOLEAN", "TIMESTAMP"

TABLES: dict[str, dict[str, str]] = {
    # `content` tells reports apart, `copy_of` is the key of the report of which this is a near-copy,
    # `coder` the version that coded it last.
    "reports": {
        "key": BIGINT, "content": TEXT, "id": TEXT, "lang": TEXT, "day": DATE, "title": TEXT, "body": TEXT,
        "coder": TEXT, "added": MOMENT, "copy_of": BIGINT,
    },
    # Hashes of a report's MinHash bands: reports that share one may be copies.
    "bands": {"band": BIGINT, "report": BIGINT},
    # `record` is the machine's, as it was coded; `settled` the same with an analyst's corrections, or
    # null. The other columns repeat what stands in the one that holds, to be asked for. `day` is the
    # first day of the event's date, or else the report's; `dated`: the report tells it; `retired`: a
    # newer coder no longer has it.
    "events": {
        "key": BIGINT, "id": TEXT, "report": BIGINT, "ordinal": BIGINT, "type": TEXT, "mode": TEXT, "quad": TEXT,
        "score": NUMBER, "goldstein": NUMBER, "cameo": TEXT, "status": TEXT, "confidence": NUMBER,
        "day": DATE, "first_day": DATE, "last_day": DATE, "precision": TEXT, "dated": FLAG,
        "place": TEXT, "country": TEXT, "geonames": BIGINT, "lat": NUMBER, "lon": NUMBER,
        "lemma": TEXT, "quote": TEXT, "coder": TEXT, "retired": FLAG, "verdict": TEXT, "episode": BIGINT,
        "record": TEXT, "settled": TEXT,
    },
    # `part`: source, target or attribution. `sector`: PLOVER sectors parted by a space.
    "sides": {
        "event": BIGINT, "part": TEXT, "ordinal": BIGINT, "country": TEXT, "sector": TEXT, "name": TEXT,
        "role": TEXT, "entity": TEXT, "words": TEXT,
    },
    # Pairs of countries, `one` before `other` in the alphabet. `way`: 1 from one to other, -1 from
    # other to one, 0 both together.
    "pairs": {"event": BIGINT, "one": TEXT, "other": TEXT, "way": BIGINT},
    "contexts": {"event": BIGINT, "context": TEXT},
    "quantities": {"event": BIGINT, "measure": TEXT, "value": NUMBER, "unit": TEXT, "qualifier": TEXT},
    # The full-text index: a hash of each word of an event's quote.
    "terms": {"term": BIGINT, "event": BIGINT},
    # One happening: `record` holds its sides, place and date as JSON.
    "episodes": {
        "key": BIGINT, "id": TEXT, "type": TEXT, "day": DATE, "first_day": DATE, "last_day": DATE, "place": TEXT,
        "country": TEXT, "geonames": BIGINT, "events": BIGINT, "reports": BIGINT, "score": NUMBER, "record": TEXT,
    },
    # What a side binds itself to; `mentions` in the order told, the first one made it. `kind`:
    # made, restated, raised, lowered, progress, breach.
    "commitments": {
        "key": BIGINT, "one": TEXT, "other": TEXT, "measure": TEXT, "value": NUMBER, "unit": TEXT, "deadline": DATE,
        "day": DATE,
    },
    "mentions": {"commitment": BIGINT, "event": BIGINT, "kind": TEXT, "day": DATE},
    # Append-only. `kind`: accept, reject, correct, merge, split, note, undo. `event` and `other` are
    # keys: a merge says that two records tell one happening, a split that they do not. `value` is JSON.
    "decisions": {
        "key": BIGINT, "moment": MOMENT, "who": TEXT, "kind": TEXT, "event": BIGINT, "other": BIGINT, "field": TEXT,
        "value": TEXT, "note": TEXT, "undoes": BIGINT,
    },
    # Each time a report was coded: how many records stayed, came, went.
    "codings": {"report": BIGINT, "coder": TEXT, "moment": MOMENT, "kept": BIGINT, "came": BIGINT, "went": BIGINT},
    # `checked`: the last event that the rule has been held against.
    "watches": {"name": TEXT, "rule": TEXT, "checked": BIGINT},
    "alerts": {"key": BIGINT, "watch": TEXT, "moment": MOMENT, "day": DATE, "event": BIGINT, "what": TEXT},
    # Events of another source, laid beside ours (`compare`).
    "foreign_events": {
        "origin": TEXT, "id": TEXT, "day": DATE, "type": TEXT, "mode": TEXT, "cameo": TEXT, "goldstein": NUMBER,
        "score": NUMBER, "source_country": TEXT, "source_sector": TEXT, "target_country": TEXT, "target_sector": TEXT,
        "place": TEXT, "country": TEXT, "lat": NUMBER, "lon": NUMBER, "text": TEXT,
    },
}  # fmt: skip

# What users' own SQL may rely on (docs/ledger.md): the schema `verbale`, records that hold today.
VIEWS: dict[str, str] = {
    "reports": "select key, id, lang, day, title, body, coder, added, copy_of from main_.reports",
    "events": """select e.key, e.id, r.id as report, e.type, e.mode, e.quad, e.score, e.goldstein, e.cameo, e.status,
        e.confidence, e.day, e.first_day, e.last_day, e.precision, e.place, e.country, e.geonames, e.lat, e.lon,
        e.lemma, e.quote, e.verdict, e.episode, r.day as reported, r.lang
        from main_.events e join main_.reports r on r.key = e.report
        where not e.retired and e.verdict is distinct from 'rejected'""",
    "sides": "select event, part, ordinal, country, sector, name, role, entity, words from main_.sides",
    "pairs": "select event, one, other, way from main_.pairs",
    "contexts": "select event, context from main_.contexts",
    "quantities": "select event, measure, value, unit, qualifier from main_.quantities",
    "episodes": """select key, id, type, day, first_day, last_day, place, country, geonames, events, reports, score
        from main_.episodes where events > 0""",
    "commitments": "select key, one, other, measure, value, unit, deadline, day from main_.commitments",
    "mentions": "select commitment, event, kind, day from main_.mentions",
    "decisions": "select key, moment, who, kind, event, other, field, value, note, undoes from main_.decisions",
}

# For stores that want indexes.
INDEXES: dict[str, str] = {
    "reports": "key", "bands": "band", "events": "key", "sides": "event", "pairs": "one, other", "contexts": "event",
    "quantities": "event", "terms": "term", "episodes": "key", "mentions": "commitment",
}  # fmt: skip


def statements(schema: str) -> list[str]:
    """All that makes an empty ledger; `schema` is where the backend keeps its tables (main, public)."""
    made = [
        f"create table if not exists {name} ({', '.join(f'{column} {kind}' for column, kind in columns.items())})"
        for name, columns in TABLES.items()
    ]
    made.append("create table if not exists about (version BIGINT)")
    made.append("create schema if not exists verbale")
    made += [
        f"create or replace view verbale.{name} as {query.replace('main_.', schema + '.')}"
        for name, query in VIEWS.items()
    ]
    return made

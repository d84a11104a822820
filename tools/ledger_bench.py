"""How a ledger bears years of reports: a generated one is asked, and a day of 5,000 reports is added to it.

The generated ledger has three events a report. A third of the events tell again what an earlier one told, within two
days; states are drawn with a long tail (a few are in most of the news), reports grow denser with the years, as
collections do, and their texts are drawn from invented words. Asking and adding run in a process of their own, so that
the memory reported is theirs.
"""

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb

from verbale.analysis.series import series
from verbale.languages.states import codes
from verbale.ledger.filters import Filter
from verbale.ledger.index import columns, terms
from verbale.ledger.intake import Entry
from verbale.ledger.ledger import Ledger
from verbale.record import ontology
from verbale.record.event import Actor, Event, Trigger, When
from verbale.record.report import Report
from verbale.record.rows import Row, to_row
from verbale.record.span import Span

SIZES = (100_000, 1_000_000)
EVENTS = 3  # a report
TOLD_ONCE = 2 / 3  # of the events are the first to tell a happening
FIRST, LAST = date(2014, 1, 1), date(2023, 12, 31)
PROMISES = 25  # every so many events one binds its source
DAY = 5000  # reports added
QUOTES, VOCABULARY, WORDS = 20_000, 6_000, 16
TAIL = 3  # the share of the r-th of n states in all sides grows as (r / n) ** (1 / TAIL)
LATEST = 100  # episodes asked for
RUNS = 9
SEED = 7


def kinds() -> list[tuple[str, str | None]]:
    return [(kind, mode) for kind in sorted(ontology.EVENTS) for mode in (None, *sorted(ontology.modes(kind)))]


def quotes() -> list[str]:
    """Sentences of invented words, of which a few are frequent."""
    draw = random.Random(SEED)
    syllables = [consonant + vowel for consonant in "bdfgklmnprstv" for vowel in "aeiou"]
    vocabulary = ["".join(draw.choices(syllables, k=draw.randint(2, 4))) for _ in range(VOCABULARY)]
    weights = [1 / (rank + 2) for rank in range(VOCABULARY)]
    return [" ".join(draw.choices(vocabulary, weights, k=WORDS)) for _ in range(QUOTES)]


def event(name: str, kind: str, mode: str | None, one: str, other: str, day: date, quote: Span, first: str) -> Event:
    """A record whose trigger is the first word of its quote."""
    code, trigger = ontology.cameo(kind, mode), Trigger(first, Span(quote.start, quote.start + len(first)), first)
    source, target = (Actor(c, None, country=c, sector=("GOV",)) for c in (one, other))
    return Event(
        name, "", kind, mode, ("diplomatic",), code, ontology.quad(kind), ontology.score(kind, mode),
        ontology.goldstein(code), (source,), (target,), trigger,
        quote, "occurred", date=When(day.isoformat(), day.isoformat(), "day"), confidence=0.8, rests_on=("rules",),
    )  # fmt: skip


# What stands in a template where each record has something of its own.
MARKS = {"id": "@id", "source": "@S", "target": "@T", "word": "@word", "day": "1111-11-11"}
START, WORD_END, END = 777_777_001, 777_777_005, 777_777_009


def template(kind: str, mode: str | None) -> Row:
    """What a kind of event has in its columns, and its record with marks."""
    day = date.fromisoformat(MARKS["day"])
    made = event(MARKS["id"], kind, mode, MARKS["source"], MARKS["target"], day, Span(START, END), MARKS["word"])
    row = to_row(made)
    kept = ("type", "mode", "quad", "score", "goldstein", "cameo", "status", "confidence", "precision")
    episode = {name: row[name] for name in ("source", "target", "mode", "place")} | {"disagreements": []}
    return {name: value for name, value in columns(row, "", None).items() if name in kept} | {
        "record": json.dumps(row).replace(str(START + len(MARKS["word"])), str(WORD_END)),
        "happening": json.dumps(episode),
    }  # fmt: skip


def statements(reports: int) -> Iterator[str]:
    """What fills a ledger, in its order."""
    count = reports * EVENTS
    happenings = round(count * TOLD_ONCE)
    span = (LAST - FIRST).days
    # Numbers between 0 and 1 that depend on a row and on what they are for alone.
    u = "(hash({0} * 64 + {1}) % 1000003) / 1000003.0".format
    yield f"""create temp table happenings as select row_number() over (order by day, i) as episode, * from (
        select i, date '{FIRST}' + cast(floor({span} * sqrt({u("i", 1)})) as int) as day,
        cast(floor({u("i", 2)} * (select count(*) from kinds)) as int) as kind,
        cast(floor((select count(*) from states) * pow({u("i", 3)}, {TAIL})) as int) as a,
        cast(floor((select count(*) from states) * pow({u("i", 4)}, {TAIL})) as int) as b
        from range(1, {happenings + 1}) t(i))"""
    yield f"""create temp table told as select *, row_number() over (order by day, hash(n)) as key from (
        select episode as n, episode, day, kind, a, b from happenings union all
        select {happenings} + t.i as n, h.episode, h.day + cast(floor({u("t.i", 5)} * 3) as int), h.kind, h.a, h.b
        from range(1, {count - happenings + 1}) t(i)
        join happenings h on h.episode = 1 + cast(floor({u("t.i", 6)} * {happenings - 1}) as bigint))"""
    yield f"""create temp table facts as select t.key, (t.key + {EVENTS - 1}) // {EVENTS} as report,
        (t.key - 1) % {EVENTS} as ordinal, t.episode, t.day, t.kind, x.code as source, y.code as target, q.n as quote,
        cast(sum(length(q.text) + 2) over (partition by (t.key + {EVENTS - 1}) // {EVENTS} order by t.key) as bigint)
        - length(q.text) - 2 as start
        from told t join states x on x.n = t.a
        join states y on y.n = (t.b + (t.a = t.b)::int) % (select count(*) from states)
        join quotes q on q.n = hash(t.key) % {QUOTES}"""
    yield """insert into reports select report, content_of('', body, day), 'r' || report, 'fr', day, '', body,
        'bench', day, null from (
        select f.report, max(f.day) as day, string_agg(q.text, '. ' order by f.key) || '.' as body
        from facts f join quotes q on q.n = f.quote group by f.report) order by report"""
    yield f"""insert into events select f.key, md5(f.key::varchar), f.report, f.ordinal, k.type, k.mode,
        k.quad, k.score, k.goldstein, k.cameo, k.status, k.confidence, f.day, f.day, f.day, k.precision, false,
        null, null, null, null, null, split_part(q.text, ' ', 1), q.text, 'bench', false, null, f.episode,
        {filled("k.record")}, null
        from facts f join kinds k on k.n = f.kind join quotes q on q.n = f.quote order by f.key"""
    for part in ("source", "target"):
        yield f"""insert into sides select key, '{part}', 0, {part}, 'GOV', null, null, null, {part}
            from facts order by key"""
    yield """insert into pairs select key, least(source, target), greatest(source, target),
        case when source <= target then 1 else -1 end from facts order by key"""
    yield "insert into contexts select key, 'diplomatic' from facts order by key"
    yield """insert into terms select t.term, f.key from facts f join quote_terms t on t.n = f.quote
        order by f.key"""
    yield """insert into bands select (hash(key * 32 + i) // 2)::bigint, key
        from reports, range(16) t(i) order by key"""
    yield """insert into episodes select f.episode, md5(min(f.key)::varchar), any_value(k.type),
        min(f.day), min(f.day), max(f.day), null, null, null, count(*), count(distinct f.report), any_value(k.score),
        replace(replace(any_value(k.happening), '@S', any_value(f.source)), '@T', any_value(f.target))
        from facts f join kinds k on k.n = f.kind group by f.episode order by f.episode"""
    yield f"""insert into commitments select key, least(source, target), greatest(source, target),
        'aid', 1 + key % 97, 'USD', day + 90, day from facts where key % {PROMISES} = 0 order by key"""
    yield f"""insert into mentions select key, key, 'made', day from facts
        where key % {PROMISES} = 0 order by key"""
    yield "insert into codings select key, 'bench', day, 0, 3, 0 from reports order by key"


def filled(record: str) -> str:
    """SQL that puts an event's own into its kind's record."""
    own = {
        "@id": "md5(f.key::varchar)", "@S": "f.source", "@T": "f.target", "@word": "split_part(q.text, ' ', 1)",
        MARKS["day"]: "f.day::varchar", str(START): "f.start::varchar",
        str(WORD_END): "(f.start + length(split_part(q.text, ' ', 1)))::varchar",
        str(END): "(f.start + length(q.text))::varchar",
    }  # fmt: skip
    for mark, value in own.items():
        record = f"replace({record}, '{mark}', {value})"
    return record


def generate(path: Path, reports: int) -> None:
    """A ledger of so many reports at a path where there is none."""
    Ledger(path).close()
    texts = quotes()
    with duckdb.connect(str(path)) as db:
        db.execute("set preserve_insertion_order = true; set memory_limit = '6GB'")
        db.create_function("content_of", lambda title, text, day: Report(text, date=day, title=title).content_id(),
                           ["VARCHAR", "VARCHAR", "DATE"], "VARCHAR")  # type: ignore[arg-type]  # fmt: skip
        fill(db, "kinds", [{"n": n} | template(*kind) for n, kind in enumerate(kinds())])
        fill(db, "states", [{"n": n, "code": code} for n, code in enumerate(shuffled(sorted(codes().values())))])
        fill(db, "quotes", [{"n": n, "text": text} for n, text in enumerate(texts)])
        fill(db, "quote_terms", [{"n": n, "term": term} for n, text in enumerate(texts) for term in terms(text)])
        for statement in statements(reports):
            db.execute(statement)


def shuffled(values: list[str]) -> list[str]:
    return random.Random(SEED).sample(values, len(values))


def fill(db: duckdb.DuckDBPyConnection, name: str, rows: list[Row]) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        file.write("\n".join(json.dumps(row) for row in rows))
        file.flush()
        db.execute(f"create temp table {name} as select * from read_json(?, format = 'newline_delimited')", [file.name])


def day_of_reports(reports: int) -> Iterator[Entry]:
    """Entries of the day after the last: their happenings are told by two reports each."""
    draw, told, states = random.Random(SEED + 1), quotes(), shuffled(sorted(codes().values()))
    day, kinds_ = LAST + timedelta(days=1), kinds()
    happenings = [(draw.choice(kinds_), *(int(len(states) * draw.random() ** TAIL) for _ in "ab"))
                  for _ in range(reports * EVENTS // 2)]  # fmt: skip
    for number in range(reports):
        said = draw.choices(told, k=EVENTS)
        text, events, at = ". ".join(said) + ".", [], 0
        for ordinal, quote in enumerate(said):
            (kind, mode), a, b = draw.choice(happenings)
            one, other = states[a], states[b if a != b else (b + 1) % len(states)]
            name = f"day-{number}-{ordinal}"
            events.append(event(name, kind, mode, one, other, day, Span(at, at + len(quote)), quote.split()[0]))
            at += len(quote) + 2
        yield Entry(Report(text, f"day-{number}", "fr", day), "fr", tuple(events))


def median_ms(work: Callable[[], Any]) -> float:
    work()
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def measure(path: Path) -> Row:
    """What asking and adding cost, in this process."""
    states = shuffled(sorted(codes().values()))
    busy, quiet = (states[0], states[3]), (states[5], states[60])
    found: Row = {}
    with Ledger(path, read_only=True) as ledger:
        for name, pair in (("busy", busy), ("quiet", quiet)):
            wanted = Filter(between=pair)
            found[f"{name} events"] = sum(1 for _ in ledger.events(wanted))
            found[f"{name} series ms"] = median_ms(lambda w=wanted: series(ledger, w))  # type: ignore[misc]
            found[f"{name} latest ms"] = median_ms(lambda w=wanted: list(ledger.episodes(w, newest=True, limit=LATEST)))  # type: ignore[misc]
    found["asking MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    entries = list(day_of_reports(DAY))
    with Ledger(path) as ledger:
        start = time.perf_counter()
        added = ledger.add(entries, coder="bench")
        found["adding s"] = time.perf_counter() - start
    assert added.new == DAY
    found["MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def apart(action: str, path: Path, reports: int) -> str:
    """Run `generate` or `measure` in a process of its own, so that the memory of one does not count for the other."""
    command = [sys.executable, "-m", "tools.ledger_bench", action, str(path), "--reports", str(reports)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", nargs="?", choices=("all", "generate", "measure"), default="all")
    parser.add_argument("path", nargs="?", type=Path, help="of the ledger, for one action alone")
    parser.add_argument("--reports", type=int, nargs="*", default=SIZES)
    args = parser.parse_args()
    if args.action == "generate":
        generate(args.path, args.reports[0])
    elif args.action == "measure":
        print(json.dumps(measure(args.path)))
    else:
        with tempfile.TemporaryDirectory() as folder:
            for reports in args.reports:
                told(Path(folder) / "ledger.duckdb", reports)


def told(path: Path, reports: int) -> None:
    """Generate, measure, print, and take the ledger away."""
    start = time.perf_counter()
    apart("generate", path, reports)
    made, size = time.perf_counter() - start, path.stat().st_size / 1e9
    found = json.loads(apart("measure", path, reports))
    path.unlink()
    print(f"{reports:,} reports, {reports * EVENTS:,} events: {size:.2f} GB, generated in {made:.0f} s")
    for name, value in found.items():
        print(f"  {name:16} {value:10,.0f}", flush=True)


if __name__ == "__main__":
    main()

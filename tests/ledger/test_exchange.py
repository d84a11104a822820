"""Reports with records leave and come back without loss, as JSONL and as Parquet."""

import io
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.ledger.entries import DAY, entry
from tests.samples import events
from verbale.ledger.exchange import Refusal, read_jsonl, read_parquet, reports, write_jsonl, write_parquet
from verbale.ledger.ledger import Entry, Ledger
from verbale.record.event import Trigger
from verbale.record.report import Report
from verbale.record.rows import to_row


def without_places(rows):
    return [{k: v for k, v in row.items() if k not in ("key", "episode")} for row in rows]


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_there_and_back(ledger, tmp_path, form):
    ledger.add([entry(n) for n in range(3)], coder="test")
    ledger.decide("correct", "e1", who="A", field="status", value="denied")
    path = tmp_path / f"out.{form}"
    if form == "jsonl":
        with path.open("w", encoding="utf-8") as out:
            assert write_jsonl(reports(ledger.store), out) == 3
        found = list(read_jsonl(path.read_text(encoding="utf-8").split("\n"), "out"))
    else:
        assert write_parquet(reports(ledger.store), path) == 3
        found = list(read_parquet([tmp_path]))
    with Ledger(tmp_path / "b.duckdb") as other:
        added = other.add(found)
        assert (added.new, added.events) == (3, 3)
        assert without_places(other.events()) == without_places(ledger.events())


@settings(max_examples=25, deadline=None)
@given(event=events)
def test_any_record_survives(event):
    text = "x" * 1200
    first = event.trigger.span
    event = replace(event, trigger=Trigger(first.of(text), first, "x"))
    lines, row = io.StringIO(), {"id": "r", "lang": "fr", "date": None, "title": "", "text": text, "coder": ""}
    write_jsonl([row | {"events": [to_row(event)]}], lines)
    [found] = read_jsonl(lines.getvalue().split("\n"), "x")
    assert found == Entry(Report(text, "r", "fr"), "fr", (event,))


FAULTS = {
    "{": "no JSON",
    "[]": "no report with records",
    '{"id": "1", "text": "abc"}': "no 'events'",
    '{"id": "1", "text": "abc", "events": [{}]}': "no report with records",
    '{"id": "1", "text": "abc", "date": "yesterday", "events": []}': "no report with records",
}


@pytest.mark.parametrize("line, told", FAULTS.items())
def test_a_faulty_row_is_named(line, told):
    good = json.dumps({"id": "1", "text": "abc", "date": DAY.isoformat(), "events": []})
    first, second = read_jsonl([line, good], "rows.jsonl")
    assert isinstance(first, Refusal) and told in str(first.error) and "rows.jsonl:1" in str(first.error)
    assert second.report.date == DAY


def test_a_record_that_lies_elsewhere_is_refused():
    [row] = rows_of(entry(1))
    row["text"] = "Un autre texte, plus long que la citation du premier."
    [found] = read_jsonl([json.dumps(row)], "x")
    assert isinstance(found, Refusal) and "does not stand" in str(found.error)


def rows_of(one):
    with Ledger(":memory:") as ledger:
        ledger.add([one])
        yield from reports(ledger.store)

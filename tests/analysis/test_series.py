"""Series and changes on ledgers of which the course is known."""

import dataclasses
import datetime

import pytest

from tests.ledger.entries import OTHER
from tests.samples import event
from verbale.analysis.changes import breaks, changes
from verbale.analysis.series import series
from verbale.ledger.filters import Filter
from verbale.ledger.ledger import Entry, Ledger
from verbale.record.report import Report

PAIR = Filter(between=("MLI", "FRA"))


def told(n, name, day, *, status="occurred", **sides):
    made = dataclasses.replace(event(name, id=f"e{n}", report=str(n), day=day, **sides), status=status)
    return Entry(Report(f"{OTHER} {n}", str(n), "fr", datetime.date.fromisoformat(day)), "fr", (made,))


@pytest.fixture
def ledger():
    with Ledger(":memory:") as opened:
        opened.add([
            told(1, "CONSULT", "2024-01-05"), told(2, "ASSAULT", "2024-01-20"), told(3, "AID", "2024-04-02"),
            told(4, "AID", "2024-04-03", status="intended"), told(5, "AID", "2024-04-03", source=("FRA",), target=("MLI",)),
            told(6, "ASSAULT", "2024-02-01", target=("NER",)),
        ])  # fmt: skip
        yield opened


def test_stretches_without_events_are_there(ledger):
    found = series(ledger, PAIR)
    assert [(p.start.month, p.count) for p in found] == [(1, 2), (2, 0), (3, 0), (4, 2)]
    assert found[0].quads["material conflict"] == found[0].quads["verbal cooperation"] == 1
    assert found[0].mean == found[0].score / 2


@pytest.mark.parametrize("bucket, counts", [("day", 4), ("week", 4), ("quarter", 4), ("year", 4)])
def test_buckets_hold_the_same(ledger, bucket, counts):
    found = series(ledger, PAIR, bucket=bucket)
    assert sum(p.count for p in found) == counts
    assert [p.start for p in found] == sorted({p.start for p in found})


def test_directed(ledger):
    assert sum(p.count for p in series(ledger, PAIR, directed=True)) == 3
    assert sum(p.count for p in series(ledger, Filter(between=("FRA", "MLI")), directed=True)) == 1


def test_what_was_only_planned_is_asked_for(ledger):
    assert sum(p.count for p in series(ledger, dataclasses.replace(PAIR, status=("intended",)))) == 1


def test_no_bucket(ledger):
    with pytest.raises(ValueError, match="fortnight"):
        series(ledger, PAIR, bucket="fortnight")


@pytest.mark.parametrize("values, places", [
    ([0.0] * 12 + [-9.0] * 12, [12]), ([1.0] * 24, []), ([1.0, -1.0] * 12, []), ([0.0], []), ([], []),
    ([0.0, 0.1] * 6 + [5.0, 5.1] * 6 + [-5.0, -5.1] * 6, [12, 24]),
])  # fmt: skip
def test_breaks(values, places):
    assert breaks(values) == places


def test_a_change_names_what_drove_it():
    with Ledger(":memory:") as ledger:
        good = [told(n, "CONSULT", f"2023-{n + 1:02}-10") for n in range(12)]
        bad = [told(20 + n, "ASSAULT", f"2024-{n + 1:02}-10") for n in range(12)]
        ledger.add([*good, *bad])
        [found] = changes(ledger, PAIR)
        assert found.start == datetime.date(2024, 1, 1) and found.before > 0 > found.after
        assert {row["event"] for row in found.drivers} == {"ASSAULT"}

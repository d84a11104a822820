"""Watches raise alerts of what is newly added, once."""

import datetime

import pytest

from tests.samples import TEXT, event
from verbale.ledger.filters import Filter
from verbale.ledger.ledger import Entry
from verbale.ledger.watches import Watch, alerts, as_rule, check, drop_watch, from_rule, set_watch, watches
from verbale.record.errors import InputError
from verbale.record.report import Report


def told(n, name, day, **sides):
    made = event(name, id=f"e{n}", report=str(n), day=day, **sides)
    return Entry(Report(f"{TEXT} {n}", str(n), "fr", datetime.date.fromisoformat(day)), "fr", (made,))


ASSAULT = Watch("assault", Filter(type=("ASSAULT",)), quiet=365)


def test_a_first_assault_in_a_year(ledger):
    ledger.add([told(1, "ASSAULT", "2024-01-10")])
    set_watch(ledger.store, ASSAULT)
    assert check(ledger.store) == []  # it was there before
    ledger.add([told(2, "ASSAULT", "2024-06-01"), told(3, "ASSAULT", "2024-06-02", target=("NER",))])
    [alert] = check(ledger.store)
    assert (alert.event, alert.day) == (3, datetime.date(2024, 6, 2))
    assert "MLI and NER" in alert.what
    ledger.add([told(4, "ASSAULT", "2025-08-01"), told(5, "CONSULT", "2025-08-01")])
    assert [alert.event for alert in check(ledger.store)] == [4]
    assert check(ledger.store) == []
    assert [row["event"] for row in alerts(ledger.store)] == [4, 3]


def test_a_score_under_a_threshold(ledger):
    set_watch(ledger.store, Watch("low", Filter(between=("MLI", "FRA")), below=-10, days=30))
    ledger.add([told(1, "ASSAULT", "2024-01-10")])
    assert check(ledger.store) == []
    ledger.add([told(2, "ASSAULT", "2024-01-20"), told(3, "ASSAULT", "2024-04-20")])
    assert [alert.event for alert in check(ledger.store)] == [2]


@pytest.mark.parametrize("watch", [ASSAULT, Watch("low", Filter(since=datetime.date(2024, 1, 1)), below=-1.5)])
def test_a_rule_is_kept_as_it_was(ledger, watch):
    assert from_rule(as_rule(watch)) == watch
    set_watch(ledger.store, watch)
    set_watch(ledger.store, watch)
    assert watches(ledger.store) == [watch]
    drop_watch(ledger.store, watch.name)
    with pytest.raises(InputError):
        drop_watch(ledger.store, watch.name)


def test_what_is_only_planned_raises_nothing(ledger):
    set_watch(ledger.store, Watch("any", Filter()))
    import dataclasses

    planned = told(1, "ASSAULT", "2024-01-10")
    ledger.add([dataclasses.replace(planned, events=tuple(dataclasses.replace(e, status="intended") for e in planned.events))])
    assert check(ledger.store) == []

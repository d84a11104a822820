"""Each filter on records of which the answer is known."""

import datetime

import pytest

from tests.ledger.entries import DAY
from tests.samples import TEXT, event
from verbale.ledger.ledger import Entry, Filter
from verbale.record.report import Report

EVENTS = [
    event(id="a"),
    event("CONSULT", id="b", source=("MLI", "NER"), target=()),
    event("ASSAULT", id="c", source=("NGA",), target=("NER",), day="2025-01-02"),
]
ASKED = {
    "all": (Filter(), "abc"),
    "type": (Filter(type=("CONSULT", "ASSAULT")), "bc"),
    "pair": (Filter(between=("FRA", "MLI")), "a"),
    "pair, both together": (Filter(between=("NER", "MLI")), "b"),
    "one country": (Filter(between=("NER",)), "bc"),
    "source": (Filter(source=("MLI",)), "ab"),
    "target": (Filter(target=("NER",)), "c"),
    "quad": (Filter(quad=("verbal cooperation",)), "b"),
    "words": (Filter(text="AMBASSADEUR expulse"), "abc"),
    "words that are not there": (Filter(text="ambassadeur pain"), ""),
    "since": (Filter(since=datetime.date(2025, 8, 3)), "ab"),
    "until": (Filter(until=datetime.date(2025, 8, 2)), "c"),
    "a sign that SQL reads": (Filter(place="%"), ""),
    "a name with a quote": (Filter(person="O'Neill"), ""),
    "language": (Filter(lang=("fr",)), "abc"),
    "confidence": (Filter(min_confidence=0.9), ""),
    "verdict": (Filter(verdict="none"), "abc"),
    "sector": (Filter(sector=("GOV",)), ""),
}


@pytest.mark.parametrize("wanted, ids", ASKED.values(), ids=ASKED)
def test_filters(ledger, wanted, ids):
    ledger.add([Entry(Report(TEXT, "r1", "fr", DAY), "fr", tuple(EVENTS))])
    assert "".join(row["id"] for row in ledger.events(wanted)) == ids


def test_newest_first_and_few(ledger):
    ledger.add([Entry(Report(TEXT, "r1", "fr", DAY), "fr", tuple(EVENTS))])
    assert [row["id"] for row in ledger.events(newest=True, limit=2)] == ["c", "b"]

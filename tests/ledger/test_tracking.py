"""A commitment is made, restated, raised, kept or broken."""

import dataclasses
import datetime

import pytest

from tests.samples import event
from verbale.ledger.ledger import Entry
from verbale.record.event import Commitment, Trigger
from verbale.record.report import Report
from verbale.record.span import Span

PROMISE = "Le Mali a promis de verser dix millions de dollars pour le barrage de Kandadji."


def told(n, day, text, name="AGREE", said=None, **sides):
    made = event(name, id=f"e{n}", report=str(n), source=("MLI",), target=("NER",), day=day)
    said = said and Commitment(said[0], said[1], said[2], said[3], "x", Span(0, 1))
    made = dataclasses.replace(
        made, commitment=said, quote=Span(0, len(text)), trigger=Trigger(text[:2], Span(0, 2), "x")
    )
    return Entry(Report(f"{text} ({n})", str(n), "fr", datetime.date.fromisoformat(day)), "fr", (made,))


def promise(n, day, value, unit="USD", deadline=None, measure="money"):
    return told(n, day, PROMISE, said=(measure, value, unit, deadline))


def kinds(ledger):
    return [[m.kind for m in c.mentions] for c in ledger.commitments("NER", "MLI")]


@pytest.mark.parametrize("later, found", [
    (promise(2, "2024-03-01", 10e6), [["made", "restated"]]),
    (promise(2, "2024-03-01", 12e6), [["made", "raised"]]),
    (promise(2, "2024-03-01", 8e6), [["made", "lowered"]]),
    (promise(2, "2024-03-01", 10e6, unit="EUR"), [["made"], ["made"]]),
    (promise(2, "2024-03-01", 500, unit=None, measure="troops"), [["made"], ["made"]]),
    (promise(2, "2031-03-01", 10e6), [["made"], ["made"]]),
    (told(2, "2024-05-01", "Les dix millions promis pour le barrage de Kandadji ont été versés.", "AID"), [["made", "progress"]]),
    (told(2, "2024-05-01", "Niamey accuse le Mali de renier les millions de Kandadji.", "ACCUSE"), [["made", "breach"]]),
    (told(2, "2024-05-01", "Le Mali a livré du blé.", "AID"), [["made"]]),
])  # fmt: skip
def test_later_mentions(ledger, later, found):
    ledger.add([promise(1, "2024-01-01", 10e6)])
    ledger.add([later])
    assert kinds(ledger) == found


def test_a_deadline_that_has_passed(ledger):
    ledger.add([promise(1, "2024-01-01", 10e6, deadline="2024-06-30")])
    states = {day: ledger.commitments(today=datetime.date(2024, *day))[0].state for day in ((6, 30), (7, 1))}
    assert states == {(6, 30): "made", (7, 1): "overdue"}


def test_what_an_analyst_rejects_is_no_commitment(ledger):
    ledger.add([promise(1, "2024-01-01", 10e6)])
    ledger.decide("reject", "e1", who="A")
    assert ledger.commitments() == []

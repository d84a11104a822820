"""What analysts decide holds, is kept beside the machine's record, and can be taken back."""

import pytest

from tests.ledger.entries import DAY, entry
from tests.samples import TEXT, event
from verbale.evaluation.score import score
from verbale.ledger.ledger import Entry, Filter
from verbale.record.errors import InputError
from verbale.record.report import Report

WHO = "Analyst"


def held(ledger):
    return {row["id"]: row for row in ledger.events()}


def test_what_is_rejected_is_gone_until_undone(ledger):
    ledger.add([entry(1), entry(2)])
    made = ledger.decide("reject", "e1", who=WHO, note="a film")
    assert set(held(ledger)) == {"e2"}
    assert [row["id"] for row in ledger.dyad("MLI", "FRA")] == ["e2"]
    ledger.undo(made.key, who="Other")
    assert set(held(ledger)) == {"e1", "e2"}
    assert [(d.kind, d.who, d.undoes) for d in ledger.decisions()] == [("reject", WHO, None), ("undo", "Other", 1)]


def test_a_correction_holds_and_the_machine_s_record_stays(ledger):
    ledger.add([entry(1)])
    [(before,)] = ledger.sql(f"select record from {ledger.store.schema}.events")
    ledger.decide("correct", "e1", who=WHO, field="target", value=[{"country": "NER", "sector": ["GOV"]}])
    ledger.decide("correct", "e1", who=WHO, field="event", value="ACCUSE")
    row = held(ledger)["e1"]
    assert (row["event"], row["quad"], row["target"][0]["country"]) == ("ACCUSE", "verbal conflict", "NER")
    assert [r["id"] for r in ledger.dyad("MLI", "NER")] == ["e1"]
    assert list(ledger.events(Filter(type=("ACCUSE",), target=("NER",))))
    assert list(ledger.dyad("MLI", "FRA")) == []
    assert ledger.sql(f"select record from {ledger.store.schema}.events") == [(before,)]
    assert list(ledger.verify()) == []


def test_decisions_survive_a_newer_coder(ledger):
    ledger.add([entry(1), entry(2)], coder="old")
    ledger.decide("reject", "e2", who=WHO)
    ledger.decide("correct", "e1", who=WHO, field="status", value="denied")
    newer = [
        Entry(Report(f"{TEXT} {n}", str(n), "fr", DAY), "fr", (event(id=f"new{n}", report=str(n), target=("NER",)),))
        for n in (1, 2)
    ]
    ledger.recode(newer, coder="new")
    [row] = ledger.events()
    assert (row["id"], row["status"], row["target"][0]["country"]) == ("new1", "denied", "NER")


WRONG = {
    "no event": ("accept", "nothing", {}),
    "no kind": ("approve", "e1", {}),
    "no field": ("correct", "e1", {"field": "colour", "value": "red"}),
    "no type": ("correct", "e1", {"field": "event", "value": "DANCE"}),
    "no mode": ("correct", "e1", {"field": "mode", "value": "dance"}),
    "no country": ("correct", "e1", {"field": "source", "value": [{"country": "Mali"}]}),
    "no sector": ("correct", "e1", {"field": "source", "value": [{"country": "MLI", "sector": ["XYZ"]}]}),
    "no shape": ("correct", "e1", {"field": "date", "value": {"when": "then"}}),
    "no other": ("merge", "e1", {}),
    "itself": ("merge", "e1", {"other": "e1"}),
    "no words": ("note", "e1", {}),
    "nobody": ("accept", "e1", {"who": " "}),
}


@pytest.mark.parametrize("kind, named, more", WRONG.values(), ids=WRONG)
def test_what_cannot_be_done_is_refused_and_not_kept(ledger, kind, named, more):
    ledger.add([entry(1)])
    before = held(ledger)
    with pytest.raises(InputError):
        ledger.decide(kind, named, **{"who": WHO} | more)
    assert list(ledger.decisions()) == []
    assert held(ledger) == before


def test_undone_once(ledger):
    ledger.add([entry(1)])
    made = ledger.decide("accept", "e1", who=WHO)
    ledger.undo(made.key, who=WHO)
    for key in (made.key, made.key + 1, 99):
        with pytest.raises(InputError):
            ledger.undo(key, who=WHO)


def test_precision_of_a_sample(ledger):
    ledger.add([entry(n) for n in range(40)])
    keys = ledger.sample(10, seed="a")
    assert keys == ledger.sample(10, seed="a") != ledger.sample(10, seed="b")
    assert ledger.precision(keys) is None
    for key in keys[:8]:
        ledger.decide("accept" if key != keys[0] else "reject", key, who=WHO)
    found = ledger.precision(keys)
    assert (found.judged, found.right) == (8, 7)
    # Wilson's interval of 7 in 8: from the formula, by hand.
    assert found.low == pytest.approx(0.5291, abs=1e-4) and found.high == pytest.approx(0.9776, abs=1e-4)


def test_judged_reports_leave_as_gold(ledger):
    ledger.add([entry(1), entry(2), entry(3)])
    ledger.decide("accept", "e1", who=WHO)
    ledger.decide("correct", "e1", who=WHO, field="target", value=[{"country": "NER"}])
    ledger.decide("reject", "e2", who=WHO)
    rows = list(ledger.gold())
    assert [(row["id"], len(row["events"])) for row in rows] == [("1", 1), ("2", 0)]
    coded = [{"id": n, "events": [e for e in ledger.events(Filter(report=(n,)))], "error": None} for n in ("1", "2")]
    [figures] = score(rows, coded).values()
    assert figures["dyad"]["f1"] == 1.0

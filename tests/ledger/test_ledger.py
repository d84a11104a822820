import duckdb
import pytest

from tests.ledger.entries import OTHER, entry
from tests.samples import TEXT, event
from verbale.ledger.ledger import Entry, Ledger
from verbale.record.errors import LedgerError
from verbale.record.report import Report
from verbale.record.rows import to_row


def test_adding_is_idempotent(ledger):
    first = ledger.add([entry(1), entry(2), entry(1)])
    assert (first.reports, first.new, first.copies, first.events, first.failed) == (3, 2, 1, 2, 0)
    again = ledger.add([entry(1), entry(2)])
    assert (again.new, again.copies, again.events) == (0, 2, 0)
    assert len(list(ledger.events())) == 2


def test_what_failed_is_counted_and_not_kept(ledger):
    added = ledger.add([Entry(Report("x", "1"), None, error="no letters")])
    assert (added.failed, added.new) == (1, 0)
    assert not ledger.knows(Report("x", "1"))


def test_a_record_comes_back_as_it_was(ledger):
    ledger.add([entry(1)])
    [row] = ledger.events()
    beside = {"key": 1, "reported": "2025-08-03", "verdict": None, "episode": 1}
    assert row == to_row(event(id="e1", report="1")) | beside
    assert ledger.text("1") == f"{TEXT} 1"


def test_dyads_whichever_way(ledger):
    ledger.add([entry(1), entry(2, source=("FRA",), target=("MLI",)), entry(3, source=("NER",))])
    assert [r["id"] for r in ledger.dyad("MLI", "FRA")] == [r["id"] for r in ledger.dyad("FRA", "MLI")]
    assert {r["id"] for r in ledger.dyad("MLI", "FRA")} == {"e1", "e2"}


def test_an_episode_joins_reports_of_one_happening(ledger):
    ledger.add([entry(1), entry(2), entry(3, day="2025-01-01"), entry(4, OTHER, target=("NER",))])
    found = {tuple(sorted(e["reports"])) for e in ledger.episodes()}
    assert found == {("1", "2"), ("3",), ("4",)}


def test_an_analyst_merges_and_splits(ledger):
    ledger.add([entry(1), entry(2), entry(4, OTHER, target=("NER",))])

    def found():
        return {tuple(sorted(e["events"])) for e in ledger.episodes()}

    split = ledger.decide("split", "e1", who="A", other="e2")
    assert found() == {("e1",), ("e2",), ("e4",)}
    ledger.decide("merge", "e1", who="A", other="e4")
    assert found() == {("e1", "e4"), ("e2",)}
    ledger.add([entry(5)])
    assert len(found()) == 2
    ledger.undo(split.key, who="A")
    assert ("e1", "e4") in {tuple(e[:2]) if "e2" not in e else tuple(x for x in e if x in ("e1", "e4")) for e in found()}
    ledger.decide("reject", "e4", who="A")
    assert all("e4" not in e for e in found())
    assert list(ledger.verify()) == []


def test_disagreements_are_told(ledger):
    ledger.add([entry(1), entry(2)])
    made = [("e1", "2025-08-01"), ("e2", "2025-08-02")]
    for name, day in made:
        ledger.decide("correct", name, who="A", field="date", value={"start": day, "span": [0, 2]})
    [episode] = ledger.episodes()
    values = [{"value": "2025-08-01", "reports": ["1"]}, {"value": "2025-08-02", "reports": ["2"]}]
    assert episode["disagreements"] == [{"field": "date", "values": values}]


def test_a_fault_in_a_batch_undoes_the_batch(ledger):
    class Broken:
        error = None
        report = None

    with pytest.raises(AttributeError):
        ledger.add([entry(1), Broken()])
    assert list(ledger.events()) == []
    assert ledger.add([entry(1)]).new == 1


def test_no_ledger(tmp_path):
    (tmp_path / "a.duckdb").write_bytes(b"not a ledger at all" * 400)
    with pytest.raises(LedgerError) as caught:
        Ledger(tmp_path / "a.duckdb")
    assert caught.value.hint


def test_a_database_of_others_is_left_alone(tmp_path):
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as other:
        other.execute("create table theirs (x integer)")
    with pytest.raises(LedgerError):
        Ledger(path)
    with duckdb.connect(str(path)) as other:
        assert other.execute("select table_name from information_schema.tables").fetchall() == [("theirs",)]

import datetime
import signal
import subprocess
import sys

import duckdb
import pytest

from tests.samples import TEXT, event
from verbale.ledger.ledger import Entry, Ledger
from verbale.record.errors import LedgerError
from verbale.record.report import Report
from verbale.record.rows import to_row

DAY = datetime.date(2025, 8, 3)
# Adds reports one batch of one at a time, and says which ones the ledger has confirmed.
ADDER = """
import sys
from verbale.ledger.ledger import Entry, Ledger
from verbale.record.report import Report
with Ledger(sys.argv[1]) as ledger:
    for n in range(100_000):
        added = ledger.add([Entry(Report(f"report {n}", str(n)), "fr")])
        print(n, flush=True)
"""


def entry(n, **fields):
    return Entry(Report(f"{TEXT} {n}", str(n), "fr", DAY), "fr", (event(id=f"e{n}", report=str(n), **fields),))


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "a.duckdb") as opened:
        yield opened


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
    beside = {"key": 1, "reported": "2025-08-03", "verdict": None, "episode": None}
    assert row == to_row(event(id="e1", report="1")) | beside
    assert ledger.text("1") == f"{TEXT} 1"


def test_dyads_whichever_way(ledger):
    ledger.add([entry(1), entry(2, source=("FRA",), target=("MLI",)), entry(3, source=("NER",))])
    assert [r["id"] for r in ledger.dyad("MLI", "FRA")] == [r["id"] for r in ledger.dyad("FRA", "MLI")]
    assert {r["id"] for r in ledger.dyad("MLI", "FRA")} == {"e1", "e2"}


def test_an_episode_joins_reports_of_one_happening(ledger):
    ledger.add([entry(1), entry(2), entry(3, day="2025-01-01"), entry(4, target=("NER",))])
    found = {tuple(sorted(e["reports"])) for e in ledger.episodes()}
    assert found == {("1", "2"), ("3",), ("4",)}


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


@pytest.mark.parametrize("confirmed", [1, 7, 20])
def test_a_kill_loses_nothing_confirmed(tmp_path, confirmed):
    path = tmp_path / "a.duckdb"
    with subprocess.Popen([sys.executable, "-c", ADDER, str(path)], stdout=subprocess.PIPE, text=True) as process:
        told = [process.stdout.readline().strip() for _ in range(confirmed)]
        process.send_signal(signal.SIGKILL)
        told += process.stdout.read().split()
    assert process.returncode == -signal.SIGKILL
    with Ledger(path) as ledger:
        known = [ledger.knows(Report(f"report {n}", n)) for n in told]
        assert len(told) >= confirmed and all(known)
        again = ledger.add([Entry(Report(f"report {n}", n), "fr") for n in told])
        assert again.new == 0

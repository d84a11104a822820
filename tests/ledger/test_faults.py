"""A process killed at any moment loses nothing that it confirmed, and repeats nothing."""

import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.ledger.entries import entry
from verbale.ledger.ledger import Entry, Ledger
from verbale.record.errors import LedgerError
from verbale.record.report import Report

LEDGERS, KILLS = 5, 10  # fifty kills
# Adds batches of reports for ever, beginning where it is told, and says which are confirmed.
ADDER = """
import sys
from tests.ledger.entries import entry
from verbale.ledger.ledger import Ledger
with Ledger(sys.argv[1], wait=5) as ledger:
    for n in range(int(sys.argv[2]), 10**6, 3):
        ledger.add([entry(n), entry(n + 1), entry(n + 2)], coder="test")
        print(n + 2, flush=True)
"""


def killed_after(url, start, seconds):
    """Run the adder from a report on, kill it, and give the last report that it confirmed."""
    command = [sys.executable, "-c", ADDER, str(url), str(start)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        first = process.stdout.readline()  # it has started
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        told = [first, *process.stdout.read().splitlines(keepends=True)]
    assert process.returncode == -signal.SIGKILL
    return int([line for line in told if line.endswith("\n")][-1])


def kills(url):
    """Each run goes on from what the last one confirmed; so its first batch may have been kept already."""
    chance, confirmed = random.Random(str(url)), -1
    for _ in range(KILLS):
        last = killed_after(url, confirmed + 1, chance.uniform(0, 0.05))
        assert last > confirmed
        confirmed = last
    return confirmed


def test_fifty_kills(tmp_path):
    urls = [tmp_path / f"{n}.duckdb" for n in range(LEDGERS)]
    with ThreadPoolExecutor(LEDGERS) as pool:
        for url, confirmed in zip(urls, pool.map(kills, urls), strict=True):
            with Ledger(url) as ledger:
                held = [row["report"] for row in ledger.events()]
                assert len(held) == len(set(held))
                assert {str(n) for n in range(confirmed + 1)} <= set(held)
                assert list(ledger.verify()) == []
                again = ledger.add([entry(n) for n in range(confirmed + 1)])
                assert (again.new, again.copies) == (0, confirmed + 1)


HOLDER = """
import sys, time
from verbale.ledger.ledger import Ledger
with Ledger(sys.argv[1]) as ledger:
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


@pytest.mark.parametrize("wait, opens", [(0.0, False), (20.0, True)])
def test_a_second_process_waits_or_is_told(tmp_path, wait, opens):
    url = tmp_path / "a.duckdb"
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(url), "1.5"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        if opens:
            Ledger(url, wait=wait).close()
        else:
            with pytest.raises(LedgerError, match="another process"):
                Ledger(url, wait=wait)
        process.communicate()


def test_many_read_at_once(tmp_path):
    with Ledger(tmp_path / "a.duckdb") as ledger:
        ledger.add([Entry(Report("one", "1"), "fr")])
    reader = "import sys; from verbale.ledger.ledger import Ledger; print(len(list(Ledger(sys.argv[1], read_only=True).reports())))"
    with Ledger(tmp_path / "a.duckdb", read_only=True):
        told = subprocess.run([sys.executable, "-c", reader, str(tmp_path / "a.duckdb")], capture_output=True, text=True, check=True)
    assert told.stdout == "1\n"

"""Backup, restore, verification, and coding again."""

import dataclasses
import datetime

import pytest

from tests.ledger.entries import DAY, entry
from tests.samples import TEXT, event
from verbale.ledger.ledger import Entry, Ledger
from verbale.record.errors import LedgerError
from verbale.record.report import Report
from verbale.record.span import Span


def held(ledger):
    return [(row["id"], row["event"], row["verdict"]) for row in ledger.events()]


def test_a_backup_comes_back_whole(ledger, tmp_path):
    ledger.add([entry(n) for n in range(5)], coder="test")
    rows = ledger.backup(tmp_path / "backup")
    assert rows["events"] == rows["reports"] == 5
    with Ledger(tmp_path / "b.duckdb") as other:
        assert other.restore(tmp_path / "backup") == rows
        assert list(other.events()) == list(ledger.events())
        assert list(other.verify()) == []
        assert other.add([entry(2)]).copies == 1


def test_a_backup_of_a_file_goes_into_any_ledger(ledger, tmp_path):
    with Ledger(tmp_path / "b.duckdb") as other:
        other.add([entry(n) for n in range(3)])
        other.backup(tmp_path / "backup")
    ledger.restore(tmp_path / "backup")
    assert [row["id"] for row in ledger.events()] == ["e0", "e1", "e2"]


@pytest.mark.parametrize("fault", ["no folder", "not whole", "full"])
def test_what_is_no_backup_is_refused(ledger, tmp_path, fault):
    with Ledger(tmp_path / "b.duckdb") as other:
        other.add([entry(1)])
        other.backup(tmp_path / "backup")
    if fault == "no folder":
        (tmp_path / "backup" / "ledger.json").unlink()
    elif fault == "not whole":
        (tmp_path / "backup" / "ledger.json").write_text('{"version": 2, "rows": {"events": 7}}')
    else:
        ledger.add([entry(2)])
    before = held(ledger)
    with pytest.raises(LedgerError):
        ledger.restore(tmp_path / "backup")
    assert held(ledger) == before


DAMAGE = {
    "update events set record = '{}' where key = 1": "events 1: the record cannot be read",
    "update events set country = 'XXX' where key = 2": "events 2: columns differ from the record: country",
    "update reports set body = 'other' where key = 1": "reports 1: the text is not the one that was added",
    "delete from reports where key = 2": "events 2: hangs on a row of reports",
    "insert into sides (event) values (99)": "sides 99: hangs on a row of events",
    "insert into events select * from events where key = 1": "events 1: key stands twice",
}


@pytest.mark.parametrize("statement, told", DAMAGE.items(), ids=DAMAGE.values())
def test_damage_is_found_and_named(ledger, statement, told):
    ledger.add([entry(1), entry(2)])
    assert list(ledger.verify()) == []
    ledger.store.run(statement)
    assert any(str(damage).startswith(told) for damage in ledger.verify())


def recoded(n, *events):
    return Entry(Report(f"{TEXT} {n}", str(n), "fr", DAY), "fr", events)


def test_coding_again_keeps_what_both_have(ledger):
    ledger.add([entry(1), entry(2), entry(3)], coder="old")
    [first, *_] = ledger.events()
    better = event(id="e1-new", report="1", target=("NER",))
    other = event("PROTEST", id="new", report="3")
    done = ledger.recode([recoded(1, better), recoded(2, event(id="e2", report="2")), recoded(3, other)], coder="new")
    assert (done.reports, done.changed, done.same, done.came, done.went) == (3, 1, 1, 1, 1)
    rows = {row["id"]: row for row in ledger.events()}
    assert set(rows) == {"e1-new", "e2", "new"}
    assert rows["e1-new"]["key"] == first["key"]
    assert [row["id"] for row in ledger.dyad("MLI", "NER")] == ["e1-new"]
    assert [row["id"] for row in ledger.dyad("MLI", "FRA")] == ["e2", "new"]
    assert list(ledger.verify()) == []
    assert list(ledger.reports(not_by="new")) == []


def test_what_moves_away_is_another(ledger):
    ledger.add([entry(1)], coder="old")
    elsewhere = dataclasses.replace(
        event(id="far", report="1"), trigger=dataclasses.replace(event().trigger, text="France", span=Span(35, 41))
    )
    done = ledger.recode([recoded(1, elsewhere)], coder="new")
    assert (done.came, done.went) == (1, 1)


def test_a_report_that_is_not_held_is_not_recoded(ledger):
    assert ledger.recode([recoded(9, event())], coder="new").reports == 0


def test_near_copies_are_told(ledger):
    words = "Le ministre malien a reçu jeudi à Bamako son homologue nigérien pour parler de la frontière commune, "
    text = words + "des convois et du commerce, a indiqué la présidence dans un communiqué publié le soir même, et les deux pays " \
        "sont convenus de rouvrir trois postes avant la fin du mois de juin prochain."
    day = datetime.date(2025, 6, 5)
    reports = [
        Report(text, "agency", "fr", day), Report("BAMAKO - " + text.replace("jeudi ", ""), "paper", "fr", day),
        Report("La Bolivie et le Pérou ont signé un accord. " * 3 + text[:60], "other", "fr", day),
    ]
    ledger.add([Entry(r, "fr") for r in reports[:1]])
    ledger.add([Entry(r, "fr") for r in reports[1:]])
    found = dict(ledger.sql("select id, copy_of from verbale.reports order by key"))
    assert found == {"agency": None, "paper": 1, "other": None}

import csv
import datetime
import io
import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from tests.samples import TEXT, event
from tools.cli_reference import reference
from verbale.cli import main
from verbale.ledger.ledger import Entry, Ledger
from verbale.record.report import Report
from verbale.record.rows import to_row
from verbale.record.schema import schema

DOCS = Path(__file__).parents[1] / "docs"
GOOD = [
    {"id": 1, "text": TEXT, "lang": "fr", "date": "2025-08-03"},
    {"id": "b", "text": "Le Mali et le Niger ont signé un accord à Bamako.", "title": "Un accord"},
]
IN = [
    json.dumps(GOOD[0]), "nonsense", json.dumps(GOOD[1]), '{"id": "c"}', '{"id": "d", "text": "x", "date": "hier"}',
    "", '{"id": "e", "text": "Un texte.", "lang": "qq"}', '{"id": "f", "text": "123 456"}',
]  # fmt: skip
IDS = ["1", None, "b", "c", "d", "e", "f"]
DAY = datetime.date(2025, 8, 3)
# arguments, exit status, words on standard error
WRONG = {
    "nothing to code": (["code"], 2, "give FILES"),
    "files and rows": (["code", "a.txt", "--in", "b.jsonl"], 2, "give FILES"),
    "no such file": (["code", "nowhere.txt"], 1, "nowhere.txt: No such file"),
    "no such rows": (["code", "--in", "nowhere.jsonl"], 1, "nowhere.jsonl: No such file"),
    "reasons as rows": (["code", "a.txt", "--explain", "--format", "json"], 2, "--explain"),
    "no such ledger": (["events", "--ledger", "nowhere.duckdb"], 1, "nowhere.duckdb"),
    "no state": (["dyad", "Mali", "NER", "--ledger", "nowhere.duckdb"], 1, "Mali"),
    "no folder": (["languages", "--check", "nowhere"], 1, "nowhere"),
}


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.jsonl").write_text("\n".join(IN) + "\n", encoding="utf-8")
    (tmp_path / "good.jsonl").write_text("".join(json.dumps(r) + "\n" for r in GOOD), encoding="utf-8")
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")

    def told(*arguments):
        return CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)

    return told


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "a.duckdb") as opened:
        for n in "12":
            opened.add([Entry(Report(f"{TEXT} {n}", n, "fr", DAY), "fr", (event(id=f"e{n}", report=n),))])
    return tmp_path / "a.duckdb"


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize(("arguments", "status", "words"), WRONG.values(), ids=WRONG)
def test_wrong_use_is_told(run, arguments, status, words):
    found = run(*arguments)
    assert (found.exit_code, found.stdout) == (status, "")
    assert words in found.stderr and "Traceback" not in found.stderr


def test_the_contract(run, reader_files, tmp_path):
    found = run("code", "--format", "jsonl", "--in", "in.jsonl", "--out", "out.jsonl")
    rows = lines((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert found.exit_code == 1 and found.stdout == ""
    assert [row["id"] for row in rows] == IDS
    assert [bool(row["error"]) for row in rows] == [False, True, False, True, True, True, True]
    assert all(set(row) == {"id", "lang", "events", "error"} for row in rows)
    assert all(f"in.jsonl:{number}:" in found.stderr for number in (2, 4, 5))
    assert [row["events"] for row in rows if row["error"]] == [[]] * 5


def test_records_are_valid_and_lie_in_their_text(run, reader_files):
    found = run("code", "--in", "good.jsonl")
    rows = lines(found.stdout)
    assert found.exit_code == 0 and rows[0]["events"]
    for row, report in zip(rows, GOOD, strict=True):
        for record in row["events"]:
            jsonschema.validate(record, schema())
            start, end = record["trigger"]["span"]
            assert report["text"][start:end] == record["trigger"]["text"]


def test_the_same_input_gives_the_same_bytes(run, reader_files):
    assert run("code", "--in", "good.jsonl").stdout == run("code", "--in", "good.jsonl").stdout


def test_the_formats_agree(run, reader_files):
    rows = lines(run("code", "report.txt", "--lang", "fr", "--format", "jsonl").stdout)
    assert json.loads(run("code", "report.txt", "--lang", "fr", "--format", "json").stdout) == rows
    table = list(csv.DictReader(io.StringIO(run("code", "report.txt", "--lang", "fr", "--format", "csv").stdout)))
    assert [r["id"] for r in table] == [e["id"] for e in rows[0]["events"]]
    shown = run("code", "report.txt", "--lang", "fr").stdout
    assert "SANCTION" in shown and "MLI" in shown and "\x1b" not in shown


def test_less_sure_events_are_left_out(run, reader_files):
    assert lines(run("code", "report.txt", "--min-confidence", "1", "--format", "jsonl").stdout)[0]["events"] == []


def test_an_event_says_what_it_rests_on(run, reader_files):
    assert "events.tsv" in run("code", "report.txt", "--lang", "fr", "--explain").stdout


def test_adding_twice(run, reader_files):
    first = run("add", "--ledger", "new.duckdb", "in.jsonl", "report.txt", "--format", "json")
    added = json.loads(first.stdout)
    assert first.exit_code == 1
    assert (added["reports"], added["new"], added["copies"], added["failed"]) == (8, 3, 0, 5)
    again = json.loads(run("add", "--ledger", "new.duckdb", "good.jsonl", "--format", "json").stdout)
    assert again == {"reports": 2, "new": 0, "copies": 2, "events": 0, "failed": 0}


def test_what_the_ledger_knows_is_not_coded_again(run, reader_files, monkeypatch):
    run("add", "--ledger", "new.duckdb", "good.jsonl")
    monkeypatch.setattr("verbale.coding.coder._coded", lambda *_: pytest.fail("coded again"))
    assert run("add", "--ledger", "new.duckdb", "good.jsonl").exit_code == 0


@pytest.mark.parametrize("command", [["events"], ["dyad", "fra", "MLI"]], ids=lambda c: c[0])
def test_records_of_a_ledger(run, ledger, command):
    rows = lines(run(*command, "--ledger", ledger, "--format", "jsonl").stdout)
    assert rows == [to_row(event(id=f"e{r['report']}", report=r["report"])) for r in rows] and len(rows) == 2
    assert "SANCTION" in run(*command, "--ledger", ledger).stdout


def test_episodes(run, ledger):
    [row] = lines(run("episodes", "--ledger", ledger, "--format", "jsonl").stdout)
    assert set(row) >= {"id", "event", "source", "target", "date", "place", "events", "reports"}
    assert sorted(row["reports"]) == ["1", "2"]


# arguments after which a ledger is asked, and what stands in the answer
ASKED = {
    "events of a type": (["events", "--type", "SANCTION", "--format", "jsonl"], '"e1"'),
    "no events": (["events", "--type", "AID"], "date"),
    "words": (["events", "--text", "ambassadeur FRANCE"], "SANCTION"),
    "series": (["series", "--between", "mli", "--between", "fra"], "2025-08-01"),
    "series as rows": (["series", "--bucket", "year", "--format", "jsonl"], '"start": "2025-01-01"'),
    "changes": (["changes"], "before"),
    "commitments": (["commitments", "MLI", "FRA"], "deadline"),
    "brief": (["brief", "MLI", "FRA", "--lang", "fr"], "# Mali – France : note de situation"),
    "page": (["brief", "MLI", "FRA", "--lang", "pt", "--format", "html"], "<title>Mali – França"),
    "sample": (["review", "--list"], "SANCTION"),
    "decisions": (["decisions"], "decision"),
    "watches": (["watch", "list"], "rule"),
    "export": (["export"], '"events": [{'),
    "icews": (["export", "--format", "icews"], "CAMEO Code"),
    "dyad days": (["export", "--format", "dyad-days"], "cameo_16"),
    "no damage": (["verify"], "no damage"),
}


@pytest.mark.parametrize("arguments, told", ASKED.values(), ids=ASKED)
def test_asking_a_ledger(run, ledger, arguments, told):
    found = run(*arguments, "--ledger", ledger)
    assert found.exit_code == 0 and told in found.stdout


def test_deciding(run, ledger):
    assert run("decide", "reject", "e1", "--who", "A", "--ledger", ledger).exit_code == 0
    assert len(lines(run("events", "--ledger", ledger, "--format", "jsonl").stdout)) == 1
    correct = ("decide", "correct", "e2", "--field", "status", "--value", "denied", "--who", "A", "--ledger", ledger)
    assert "decision 2" in run(*correct).stdout
    assert [row["id"] for row in lines(run("gold", "--ledger", ledger).stdout)] == ["1"]
    assert run("undo", "1", "--who", "B", "--ledger", ledger).exit_code == 0
    made = lines(run("decisions", "--ledger", ledger, "--format", "jsonl").stdout)
    assert [(d["who"], d["kind"]) for d in made] == [("A", "reject"), ("A", "correct"), ("B", "undo")]
    assert run("decide", "accept", "nobody", "--who", "A", "--ledger", ledger).exit_code == 1


def test_reviewing(run, ledger):
    answer = CliRunner().invoke(main, ["review", "--who", "A", "--ledger", str(ledger)], input="a\nr\n")
    assert answer.exit_code == 0 and "1 of 2 right: 0.50" in answer.stderr


def test_there_and_back(run, ledger, tmp_path):
    for form in ("jsonl", "parquet"):
        assert run("export", "--format", form, "--out", f"out.{form}", "--ledger", ledger).exit_code == 0
        added = run("import", f"out.{form}", "--format", form, "--as", "json", "--ledger", f"{form}.duckdb").stdout
        assert json.loads(added) == {"reports": 2, "new": 2, "copies": 0, "events": 2, "failed": 0}
    assert run("backup", "kept", "--ledger", ledger).exit_code == 0
    assert run("restore", "kept", "--ledger", "again.duckdb").exit_code == 0
    before, after = (run("events", "--ledger", path, "--format", "jsonl").stdout for path in (ledger, "again.duckdb"))
    assert before == after


def test_another_source_beside_ours(run, ledger):
    run("export", "--format", "gdelt", "--out", "g.tsv", "--ledger", ledger)
    with open("g.tsv", "a", encoding="utf-8") as table:
        table.write("a line that is none\n")
    found = run("import", "g.tsv", "--format", "gdelt", "--origin", "them", "--ledger", ledger)
    assert found.exit_code == 1 and "g.tsv:3" in found.stderr and "2 events" in found.stdout
    [row] = lines(run("compare", "them", "--ledger", ledger, "--format", "jsonl").stdout)
    assert (row["one"], row["other"], row["ours"], row["theirs"], row["both"]) == ("FRA", "MLI", 1, 2, 1)


def test_watching(run, ledger):
    assert run("watch", "set", "any", "--type", "SANCTION", "--ledger", ledger).exit_code == 0
    assert run("watch", "check", "--ledger", ledger, "--format", "jsonl").stdout == ""
    with Ledger(ledger) as opened:
        opened.add([Entry(Report(TEXT, "3", "fr", DAY.replace(year=2026)), "fr", (event(id="e3", report="3"),))])
    [alert] = lines(run("watch", "check", "--ledger", ledger, "--format", "jsonl").stdout)
    assert alert["watch"] == "any"
    assert len(lines(run("watch", "alerts", "--ledger", ledger, "--format", "jsonl").stdout)) == 1
    assert run("watch", "drop", "any", "--ledger", ledger).exit_code == 0


def test_coding_again(run, ledger, reader_files):
    found = json.loads(run("recode", "--ledger", ledger, "--format", "json").stdout)
    assert found["reports"] == 2
    assert json.loads(run("recode", "--ledger", ledger, "--format", "json").stdout)["reports"] == 0


def test_resolving_actors(run, tmp_path, reader_files):
    rows = [{"id": 1, "text": "Russian and Belarusian soldiers", "lang": "en", "date": "2022-06-01"}, {"id": 2, "text": "123"}]
    (tmp_path / "phrases.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    found = run("actors", "resolve", "--in", "phrases.jsonl", "--out", "out.jsonl")
    first, second = lines((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert [a["country"] for a in first["actors"]] == ["RUS", "BLR"] and first["sector"] == ["MIL"]
    assert found.exit_code == 1 and second["country"] is None and second["error"]
    assert "MLI" in run("actors", "resolve", "--lang", "fr", "l'armée malienne").stdout


def test_evaluating_rows(run, tmp_path):
    gold = [{"id": 1, "lang": "fr", "text": TEXT, "events": [{"event": "SANCTION", "source": [], "target": []}]}]
    out = [{"id": "1", "events": [to_row(event())], "error": None}]
    for name, rows in (("gold", gold), ("out", out), ("none", [])):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    found = json.loads(run("evaluate", "gold.jsonl", "out.jsonl", "--by", "lang").stdout)
    assert list(found) == ["all", "fr"] and found["fr"]["actors"]["f1"] == 1.0
    missed = run("evaluate", "gold.jsonl", "none.jsonl", "--misses", "1")
    assert json.loads(missed.stdout)["all"]["type"]["missed"] == 1 and "SANCTION" in missed.stderr
    assert "status" in run("evaluate", "gold.jsonl", "out.jsonl", "--format", "table").stdout


def test_the_schema_is_printed(run):
    assert json.loads(run("schema").stdout) == schema()


def test_languages(run):
    assert "français" in run("languages").stdout
    assert run("languages", "--check").exit_code == 0


def test_faults_of_a_folder_with_their_lines(run, tmp_path):
    folder = tmp_path / "packs" / "zz"
    folder.mkdir(parents=True)
    (folder / "language.toml").write_text('name = "zz"\ncldr = "fr"\ncolour = "red"\n', encoding="utf-8")
    (folder / "contexts.tsv").write_text("lemma\tpos\tcontext\nmot\tNOUN\tcolour\n", encoding="utf-8")
    found = run("languages", "--check", "packs/zz")
    assert found.exit_code == 1
    assert "language.toml:3: no key 'colour'" in found.stderr and "contexts.tsv:2: no context" in found.stderr


def test_the_reference_is_not_stale():
    assert (DOCS / "cli.md").read_text(encoding="utf-8") == reference(), (
        "python tools/cli_reference.py > docs/cli.md"
    )

"""Actors of one's own: read from dictionaries, tables and Wikidata, kept in a file, laid over the package's."""

import datetime
import gzip
import io
import json

import pytest
from click.testing import CliRunner

from verbale.cli import main
from verbale.coding.resolution import resolve
from verbale.coding.world.actors import world
from verbale.coding.world.imports import read_actors, sniffed
from verbale.coding.world.own import Refusal, Taken, kept, read_own, using, write_own
from verbale.coding.world.petrarch import petrarch_lines, read_petrarch
from verbale.record.errors import InputError

DICTIONARY = """\
; a comment
ZORAN_TESTIC_ [HRVGOV 20010101-20051231][HRVELI >20060101]  # minister
+Z._TESTIC_
	[HRVOPP <001231]
BROKEN_ [XX]
NO_CODE_
FREE_LAND_FRONT_ [COLREB]
NO_SUCH_DAY_ [FRAGOV 20011301-20020101]
POLICEMAN_ {POLICEMEN} [~COP]
HALF_ [FRAGOV
EURO_THING_ [IGOEECGOV]
"""


def sorted_out(items):
    rows = list(items)
    return [r for r in rows if isinstance(r, Taken)], [r for r in rows if isinstance(r, Refusal)]


def test_petrarch():
    taken, refused = sorted_out(read_petrarch(DICTIONARY.splitlines()))
    assert [(r.names[0], r.country, r.sector, r.start, r.end) for r in taken] == [
        ("Zoran Testic", "HRV", ("GOV",), "2001-01-01", "2006-01-01"),
        ("Zoran Testic", "HRV", ("ELI",), "2006-01-01", ""),
        ("Zoran Testic", "HRV", ("OPP",), "", "2000-12-31"),
        ("Free Land Front", "COL", ("REB",), "", ""),
        ("Euro Thing", "EUR", ("GOV",), "", ""),
    ]
    assert taken[0].names == ("Zoran Testic", "Z. Testic")
    assert [r.line for r in refused] == [5, 6, 8, 10, 9] or sorted(r.line for r in refused) == [5, 6, 8, 9, 10]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("A_B_ [XX]", "parts of three letters"),
        ("A_B_ [GOV]", "no country"),
        ("A_B_ []", "empty"),
        ("A_B_ [FRAGOV 2001]", "<DAY, >DAY or DAY-DAY"),
        ("A_B_ [FRAGOV >2001-2]", "no day"),
        ("A_B_ [FRAGOV 20050101-20010101]", "before it begins"),
        ("+A_B_ [FRAGOV]", "before any name"),
        ("A_B_", "no code"),
        ("A_B_ FRAGOV]", "bracket"),
        ("POLICE_ [~COP]", "agent"),
    ],
)
def test_petrarch_refuses(line, reason):
    taken, (refused, *_) = sorted_out(read_petrarch([line]))
    assert not taken
    assert refused.line == 1 and reason in refused.reason


def test_undated_code_holds_where_no_other_does():
    taken, _ = sorted_out(read_petrarch(["A_B_ [FRAELI][FRAGOV 20010101-20051231]"]))
    assert {(r.sector, r.start, r.end) for r in taken} == {
        (("GOV",), "2001-01-01", "2006-01-01"), (("ELI",), "", "2001-01-01"), (("ELI",), "2006-01-01", ""),
    }  # fmt: skip


def test_petrarch_there_and_back():
    taken, _ = sorted_out(read_petrarch(DICTIONARY.splitlines()))
    again, refused = sorted_out(read_petrarch(petrarch_lines(taken)))
    assert not refused
    assert [(r.country, r.sector, r.start, r.end) for r in again] == [
        (r.country, r.sector, r.start, r.end) for r in taken
    ]


def test_csv_there_and_back():
    rows = [
        Taken(("Ann Testly", "A. Testly"), "GBR", ("GOV",), "person", "minister", "2001", "2005-06", ("Testly",), "rules"),
        Taken(("Test Front",), "COL", ("REB",), "group"),
    ]
    out = io.StringIO()
    assert write_own(rows, out) == 2
    assert list(read_own(out.getvalue().splitlines())) == rows


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",FRA,GOV,,", "no name"),
        ("A,France,GOV,,", "no country code 'France'"),
        ("A,FRA,GOVT,,", "no sector 'GOVT'"),
        ("A,FRA,GOV,01/02/2003,", "no date"),
        ("A,FRA,GOV,2003,2001", "before it begins"),
        ("A,FRA,GOV,2003,2004,more,and more", "cells under"),
    ],
)
def test_csv_refuses(row, reason):
    taken, (refused,) = sorted_out(read_own(["names,country,sector,from,to", "B C,FRA,GOV,,", row]))
    assert len(taken) == 1
    assert refused.line == 3 and reason in refused.reason


def test_csv_without_its_columns():
    with pytest.raises(InputError, match="no actor file"):
        list(read_own(["name;land", "A;FRA"]))


def item(key, label, description="", **claims):
    return {
        "id": key, "labels": {"en": {"value": label}}, "descriptions": {"en": {"value": description}},
        "aliases": {"en": [{"value": f"The {label}"}]}, "claims": claims,
    }  # fmt: skip


def claim(value, **qualifiers):
    told = {key: [{"datavalue": {"value": day}}] for key, day in qualifiers.items()}
    return [{"mainsnak": {"datavalue": {"value": value}}, "rank": "normal", "qualifiers": told}]


def day(text, precision=11):
    return {"time": f"+{text}T00:00:00Z", "precision": precision}


DUMP = [
    "[",
    json.dumps(item("Q5001", "Anna Testly", P31=claim({"id": "Q5"}), P27=claim({"id": "Q142"}),
                    P39=claim({"id": "Q900"}, P580=day("2001-03-00", 10), P582=day("2005-06-01")))) + ",",
    json.dumps(item("Q142", "France", P298=claim("FRA"))) + ",",
    json.dumps(item("Q900", "Minister of Defence of France", P279=claim({"id": "Q1"}), P1001=claim({"id": "Q142"}))) + ",",
    json.dumps(item("Q5002", "Testland Front", "political party in France", P17=claim({"id": "Q142"}))) + ",",
    "{ broken,",
    json.dumps(item("Q5003", "Idle Testly", P31=claim({"id": "Q5"}))) + ",",
    json.dumps(item("Q5004", "A Rock", "mountain", P17=claim({"id": "Q142"}))),
    "]",
]  # fmt: skip


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gz"])
def test_wikidata_dump(tmp_path, packed):
    path = tmp_path / ("dump.json.gz" if packed else "dump.json")
    data = "\n".join(DUMP).encode()
    path.write_bytes(gzip.compress(data) if packed else data)
    assert sniffed(path) == "wikidata"
    taken, refused = sorted_out(read_actors(path))
    assert [(r.names[0], r.country, r.start, r.end, r.source) for r in taken] == [
        ("Anna Testly", "FRA", "2001-03", "2005-06-01", "wikidata:Q5001"),
        ("Testland Front", "FRA", "", "", "wikidata:Q5002"),
    ]
    assert "GOV" in taken[0].sector and taken[0].role == "defence minister"
    assert taken[1].sector == ("PTY",)
    assert [r.line for r in refused] == [6, 7, 8]


def binding(**cells):
    return {key: {"type": "literal", "value": value} for key, value in cells.items()}


def test_wikidata_query(tmp_path):
    rows = [
        binding(label="Anna Testly", alias="A. Testly", country="FRA", position="foreign minister", start="2001-02-03T00:00:00Z"),
        binding(label="B", country="France", position="prime minister"),
        binding(label="C", country="FRA"),
    ]  # fmt: skip
    path = tmp_path / "query.json"
    path.write_text(json.dumps({"head": {"vars": []}, "results": {"bindings": rows}}), encoding="utf-8")
    taken, refused = sorted_out(read_actors(path))
    assert [(r.names, r.country, r.role, r.start) for r in taken] == [
        (("Anna Testly", "A. Testly"), "FRA", "foreign minister", "2001-02-03")
    ]
    assert [r.line for r in refused] == [2, 3]
    path.write_text(path.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    assert sorted_out(read_actors(path))[1][-1].reason == "the result breaks off"


def test_own_actor_counts_before_the_package_one(tmp_path):
    path = tmp_path / "actors.csv"
    path.write_text("names,country,sector\nAngela Merkel,DEU,EDU\nZoran Testic,HRV,GOV\n", encoding="utf-8")
    with using([path]):
        (found,) = resolve("Angela Merkel", lang="en", date=datetime.date(2010, 1, 1))
        assert found.sector == ("EDU",)
        assert world().named("Zoran Testic")
    assert not world().named("Zoran Testic")


def test_file_with_a_fault_is_not_used(tmp_path):
    path = tmp_path / "actors.csv"
    path.write_text("names,country\nA,France\n", encoding="utf-8")
    with pytest.raises(InputError, match="2"):
        kept(path)


def test_commands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.txt").write_text(DICTIONARY, encoding="utf-8")

    def run(*arguments):
        return CliRunner().invoke(main, arguments, catch_exceptions=False)

    first = run("actors", "import", "own.txt", "--refused", "left.jsonl")
    assert first.exit_code == 0
    assert "5 rows taken, 5 in all, 5 refused" in first.output
    assert "own.txt:5" in first.output
    assert len((tmp_path / "left.jsonl").read_text(encoding="utf-8").splitlines()) == 5
    assert "0 rows taken, 5 in all" in run("actors", "import", "own.txt").output
    found = run("actors", "resolve", "--actors", "actors.csv", "--lang", "en", "--date", "2003-01-01", "Zoran Testic")
    assert "HRV" in found.output
    told = run("actors", "export", "--from", "actors.csv", "--format", "petrarch").output
    assert "ZORAN_TESTIC_" in told and "[HRVGOV 20010101-20051231]" in told
    assert run("actors", "export", "all.csv").exit_code == 0
    assert len(kept(tmp_path / "all.csv")) > 5000

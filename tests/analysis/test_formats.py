"""The field's formats: what we write they read, and a table of theirs comes in with its faults named."""

import io

import pytest

from tests.ledger.entries import DAY, entry
from tests.samples import TEXT, event
from verbale.analysis.compare import compare, keep_foreign, totals
from verbale.analysis.formats.tables import FORMATS, read, write, write_dyad_days
from verbale.ledger.filters import Filter
from verbale.ledger.ledger import Entry, Ledger
from verbale.record.errors import InputError
from verbale.record.report import Report

COLUMNS = {"polecat": 40, "icews": 20, "gdelt": 61, "phoenix": 26}


@pytest.fixture
def ledger():
    with Ledger(":memory:") as opened:
        opened.add([
            entry(1),
            Entry(Report(TEXT, "2", "fr", DAY), "fr", (event("CONSULT", id="c", source=("MLI", "NER"), target=()),)),
        ])  # fmt: skip
        yield opened


def table(ledger, form):
    out = io.StringIO()
    write(ledger.events(), form, out)
    return out.getvalue()


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_written_is_read(ledger, form):
    lines = table(ledger, form).splitlines()
    assert {len(line.split("\t")) for line in lines} == {COLUMNS[form]} == {len(FORMATS[form].COLUMNS)}
    rows = list(read(io.StringIO("\n".join(lines) + "\n"), form, "file"))
    found = sorted((r["type"], r["source_country"], r["target_country"], r["day"]) for r in rows)
    day = DAY.isoformat()
    assert found == [("CONSULT", "MLI", "NER", day), ("CONSULT", "NER", "MLI", day), ("SANCTION", "MLI", "FRA", day)]


@pytest.mark.parametrize("form", FORMATS)
def test_a_broken_line_is_named_and_the_rest_goes_on(ledger, form):
    lines = table(ledger, form).splitlines()
    lines.insert(len(lines) - 1, "broken\tline")
    found = list(read(io.StringIO("\n".join(lines)), form, "file"))
    [error] = [f for f in found if isinstance(f, InputError)]
    assert f"file:{len(lines) - 1}" in str(error)
    assert len(found) == 4


@pytest.mark.parametrize("form", ["polecat", "icews"])
def test_another_format_is_refused(form):
    with pytest.raises(InputError, match="no column"):
        list(read(io.StringIO("a\tb\tc\n1\t2\t3\n"), form, "file"))


def test_nothing_in_a_cell_breaks_the_table():
    with Ledger(":memory:") as ledger:
        made = event(id="tab\tline\nid")
        ledger.add([Entry(Report(TEXT, "a\tb\nc", "fr", DAY), "fr", (made,))])
        assert len(table(ledger, "gdelt").splitlines()) == 1


def test_dyad_days(ledger):
    out = io.StringIO()
    assert write_dyad_days(ledger.events(), out) == 3
    header, *lines = (line.split("\t") for line in out.getvalue().splitlines())
    rows = {(line[1], line[2]): dict(zip(header, line, strict=True)) for line in lines}
    assert rows["MLI", "FRA"]["cameo_16"] == "1" and rows["MLI", "FRA"]["cameo_04"] == "0"


def test_sources_are_laid_beside_each_other(ledger):
    theirs = [
        {"origin": "them", "id": "a", "day": "2025-08-04", "type": "SANCTION", "source_country": "FRA", "target_country": "MLI"},
        {"origin": "them", "id": "b", "day": "2025-08-20", "type": "SANCTION", "source_country": "MLI", "target_country": "FRA"},
        {"origin": "them", "id": "c", "day": "2025-08-03", "type": "AID", "source_country": "CHN", "target_country": "MLI"},
    ]
    assert keep_foreign(ledger, theirs) == 3 and keep_foreign(ledger, theirs) == 0
    with pytest.raises(InputError):
        compare(ledger, "others", Filter())
    found = {(a.one, a.other, a.type): (a.ours, a.theirs, a.both) for a in compare(ledger, "them", Filter())}
    assert found == {("FRA", "MLI", "SANCTION"): (1, 2, 1), ("CHN", "MLI", "AID"): (0, 1, 0), ("MLI", "NER", "CONSULT"): (1, 0, 0)}
    assert dict((kind, rest) for kind, *rest in totals(compare(ledger, "them", Filter())))["SANCTION"] == [1, 2, 1]

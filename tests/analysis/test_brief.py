"""A brief says what the ledger holds, cites it, and reads nothing of a report as markup."""

import dataclasses
import datetime
import re
import tomllib

import pytest

from tests.samples import event
from verbale.analysis.brief.content import gather, sentence
from verbale.analysis.brief.render import drawn, render
from verbale.languages.pack import folders
from verbale.languages.tables import Faults
from verbale.languages.wording import keys_wanted, read_wording, wording, written
from verbale.ledger.ledger import Entry, Ledger
from verbale.record.errors import InputError
from verbale.record.event import Quantity, Trigger
from verbale.record.report import Report
from verbale.record.span import Span

TODAY = datetime.date(2025, 1, 1)
NASTY = "Bamako #set page() <script>alert(1)</script> *dit* [x](y) $1$ \"non\" \\ `eval` a menacé Paris"


def told(n, text, name, day, *, figures=(), **sides):
    made = dataclasses.replace(
        event(name, id=f"e{n}", report=f"r{n}", day=day, **sides), quote=Span(0, len(text)),
        trigger=Trigger(text[:3], Span(0, 3), "x"), quantities=figures,
    )
    return Entry(Report(text, f"r{n}", "fr", datetime.date.fromisoformat(day), f"Titre {n}"), "fr", (made,))


@pytest.fixture(scope="module")
def ledger():
    with Ledger(":memory:") as opened:
        dead = (Quantity("deaths", 12.0, None, "exact", "12", Span(0, 1)),)
        opened.add([
            told(1, "Le Mali et la France ont signé un accord à Bamako.", "AGREE", "2023-01-10", source=("MLI", "FRA"), target=()),
            told(2, NASTY, "THREATEN", "2024-02-01"),
            told(3, "Une attaque a fait douze morts près de Gao.", "ASSAULT", "2024-03-01", figures=dead),
            told(4, "Le Niger a reçu le Togo.", "CONSULT", "2024-03-02", source=("NER",), target=("TGO",)),
        ])  # fmt: skip
        yield opened


@pytest.fixture(scope="module")
def brief(ledger):
    return gather(ledger, "MLI", "FRA", today=TODAY)


def test_it_holds_what_the_ledger_holds(brief):
    assert (brief.count, len(brief.sources)) == (3, 3)
    assert [t.row["id"] for t in brief.timeline] == ["e1", "e2", "e3"]
    assert [t.row["id"] for t in brief.incidents] == ["e3"]
    assert [t.row["id"] for t in brief.says["MLI"]] == ["e2"]
    assert all(t.refs for t in brief.timeline)


@pytest.mark.parametrize("lang", written())
@pytest.mark.parametrize("form", ["md", "html", "pdf"])
def test_every_language_and_form(brief, lang, form):
    document = render(brief, lang, form, image="chart.svg")
    assert document == render(brief, lang, form, image="chart.svg")
    if form == "pdf":
        assert document.startswith(b"%PDF")
        return
    text = document.decode()
    words = wording(lang)
    for heading in ("summary", "timeline", "says", "commitments", "incidents", "disagreements", "sources"):
        assert words.headings[heading].replace("'", "&#39;" if form == "html" else "'") in text
    assert words.types["THREATEN"] in text
    assert "12" in text and words.measures["deaths"] in text


def test_each_line_cites_its_report(brief):
    lines = [line for line in render(brief, "fr", "md").decode().splitlines() if line.startswith("- ")]
    assert lines and all(re.search(r"\[\d+\]\(#s\d+\)$", line) for line in lines)


def test_a_report_is_never_markup(brief):
    html = render(brief, "en", "html").decode()
    assert "<script" not in html and "&lt;script&gt;" in html
    markdown = render(brief, "en", "md").decode()
    assert r"\<script\>" in markdown and r"\[x\](y)" in markdown
    assert render(brief, "en", "pdf").startswith(b"%PDF")


def test_nothing_between_two_states(ledger):
    empty = gather(ledger, "PER", "BOL", today=TODAY)
    assert empty.count == 0 and drawn(empty, "fr") == ""
    assert "Pérou – Bolivie" in render(empty, "fr", "md").decode()
    assert render(empty, "fr", "pdf").startswith(b"%PDF")


def test_no_brief_in_that_language(brief):
    with pytest.raises(InputError, match="xx"):
        render(brief, "xx", "md")


@pytest.mark.parametrize("lang", written())
def test_wording_is_whole(lang):
    faults = Faults()
    read_wording(folders()[lang], lang, faults)
    assert faults.lines == []


def test_faults_of_wording_are_told_together(tmp_path):
    source = tomllib.loads((folders()["fr"] / "brief.toml").read_text(encoding="utf-8"))
    assert set(keys_wanted()) == set(source)
    text = (folders()["fr"] / "brief.toml").read_text(encoding="utf-8")
    (tmp_path / "brief.toml").write_text(text.replace("AGREE =", "AGRE ="), encoding="utf-8")
    faults = Faults()
    read_wording(tmp_path, "fr", faults)
    assert sorted(line.rpartition(": ")[0].rpartition(":")[2] for line in faults.lines)
    assert any("AGREE" in line or "is missing" in line for line in faults.lines)
    assert any("is not known" in line for line in faults.lines)


SENTENCES = {
    "Un. Deux trois.\nQuatre.": ("trois", "Deux trois."),
    "Il a dit : « Oui. » Puis il part. Fin.": ("part", "Puis il part."),
    "x" * 900: ("xx", "xx"),
}


@pytest.mark.parametrize("text, asked, whole", [(t, a, w) for t, (a, w) in SENTENCES.items()])
def test_sentences(text, asked, whole):
    start = text.index(asked)
    assert sentence(text, start, start + len(asked)) == whole

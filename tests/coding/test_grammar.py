"""One grammar for all languages: what it does with constructions, shown on plain sentences of several of them."""

import datetime

import pytest

from verbale.coding.coder import code
from verbale.record.event import Event
from verbale.record.report import Report

DAY = datetime.date(2024, 5, 5)

# language, sentence, type, countries of the source, countries of the target
CASES = [
    ("en", "Russia said on Tuesday that Sudan must return a captured helicopter.", "REQUEST", "RUS", "SDN"),
    ("en", "Palestinian leaders said they would boycott all official contact with the United States.",
     "THREATEN", "PSE", "USA"),
    ("en", "Bosnian Serbs attacked a Turkish convoy near Sarajevo on Monday.", "ASSAULT", "BIH", "TUR"),
    ("en", "Israel today mounted its invasion of Lebanon.", "ASSAULT", "ISR", "LBN"),
    ("en", "Pakistan threatened to break off diplomatic relations with Congo over its ties with Israel.",
     "THREATEN", "PAK", "COG"),
    ("fr", "L'invasion américaine de l'Irak a commencé.", "ASSAULT", "USA", "IRQ"),
    ("fr", "Israël a lancé son invasion du Liban.", "ASSAULT", "ISR", "LBN"),
    ("fr", "Les Serbes bosniaques ont bombardé Belgrade.", "ASSAULT", "BIH", "SRB"),
    ("es", "El presidente de Nicaragua, Arnoldo Alemán, criticó este martes a Venezuela.", "ACCUSE", "NIC", "VEN"),
    ("es", "Guerrilleros del ELN quemaron nueve vehículos en una zona rural de Colombia.", "ASSAULT", "COL", None),
    ("pt", "Lisboa condenou a invasão da Ucrânia pela Rússia.", "ACCUSE", "PRT", "RUS"),
]  # fmt: skip


def coded(language: str, text: str) -> list[Event]:
    return list(code(Report(text, id="sentence", lang=language, date=DAY)))


@pytest.mark.parametrize(("language", "text", "event", "source", "target"), CASES, ids=[case[1] for case in CASES])
def test_construction(
    language: str, text: str, event: str, source: str, target: str | None, reader_files: None
) -> None:
    found = [e for e in coded(language, text) if e.event == event]
    assert [[a.country for a in e.source] for e in found] == [[source]]
    if target:
        assert [a.country for a in found[0].target] == [target]


def test_what_must_be_done_under_its_own_spokesman_is_no_demand(reader_files: None) -> None:
    found = coded("en", "A spokesman in Paris said that the French minister must meet his German counterpart.")
    assert [e.event for e in found] == ["AGREE"]


@pytest.mark.parametrize(("language", "text"), [
    ("it", "L'esercito israeliano ha bombardato nella notte il sud del Libano."),
    ("ru", "Израильская авиация ночью нанесла удары по югу Ливана."),
])  # fmt: skip
def test_a_language_without_a_folder_is_read_by_the_reader_alone(
    language: str, text: str, reader_files: None
) -> None:
    found = coded(language, text)
    assert [e.event for e in found] == ["ASSAULT"]
    assert "reader" in found[0].rests_on
    assert [a.country for a in found[0].source] == ["ISR"]
    assert [a.country for a in found[0].target] == ["LBN"]
    trigger = found[0].trigger
    assert text[trigger.span.start : trigger.span.end] == trigger.text

"""Places that no gazetteer has, and capitals that a word stands for."""

import datetime

import pytest

from verbale.coding.coder import code
from verbale.coding.siting import ELSEWHERE
from verbale.record.event import Place
from verbale.record.report import Report

DAY = datetime.date(2024, 5, 8)


def place(text: str, lang: str) -> Place | None:
    return next((e.place for e in code(Report(text, "r", lang, DAY)) if e.place), None)


@pytest.mark.parametrize(
    ("text", "lang", "name", "country"),
    [
        ("Kenya\u2019s and Uganda\u2019s presidents met in the Kyrgyz capital on Monday.", "en", "Bishkek", "KGZ"),
        ("Des milliers de Maliens ont manifesté lundi dans la capitale.", "fr", "Bamako", "MLI"),
        ("Miles de personas marcharon el lunes en la capital chilena.", "es", "Santiago", "CHL"),
    ],
)
def test_capital(reader_files: None, text: str, lang: str, name: str, country: str) -> None:
    found = place(text, lang)
    assert found is not None and found.span is not None
    assert (found.name, found.country, found.precision) == (name, country, "city")
    assert found.span.of(text).lower().startswith("capital")
    assert found.geonames is not None


def test_a_name_that_no_gazetteer_has(reader_files: None) -> None:
    text = "Malian soldiers shelled a rebel base near Tessarkoulet on Monday, killing six fighters."
    found = place(text, "en")
    assert found is not None and found.span is not None
    assert (found.name, found.country, found.geonames, found.lat) == ("Tessarkoulet", None, None, None)
    assert found.span.of(text) == "Tessarkoulet"


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("Malian rebels bombed the Tessarka bridge on Monday.", "en", "Tessarka bridge"),
        ("On Monday Malian soldiers shelled rebels in Tessarkoulet district.", "en", "Tessarkoulet"),
        ("Soldados de Chile dispararon el lunes contra manifestantes en la plaza Tesarca.", "es", "plaza Tesarca"),
    ],
)
def test_a_name_by_a_noun_for_places(reader_files: None, text: str, lang: str, name: str) -> None:
    found = place(text, lang)
    assert found is not None and found.span is not None
    assert found.name == name == found.span.of(text)


def test_the_place_of_a_scene(reader_files: None) -> None:
    text = "Gunmen attacked a market in Maradi on Monday, killing nine traders. Soldiers then shot two of them dead."
    events = code(Report(text, "r", "en", DAY))
    assert len(events) > 1
    assert {event.place.name for event in events if event.place} == {"Maradi"}
    later = next(e for e in events if e.trigger.span.start > text.index("Soldiers"))
    assert (later.place is not None) == (ELSEWHERE in later.rests_on)
    assert not any(ELSEWHERE in e.rests_on for e in events if e.trigger.span.start < text.index("Soldiers"))


def test_no_place_where_nobody_says(reader_files: None) -> None:
    text = "NAIROBI, May 6 (Our correspondent) - Kenya signed a fisheries pact with Uganda on Monday.\n\nTanzania accused Burundi of sheltering rebels."
    accused = [e for e in code(Report(text, "r", "en", DAY)) if e.event == "ACCUSE"]
    assert [e.place for e in accused] == [None]

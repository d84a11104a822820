"""Places that no gazetteer has, and capitals that a word stands for."""

import datetime

import pytest

from verbale.coding.coder import code
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

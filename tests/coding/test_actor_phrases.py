"""Whom a phrase names on a day: a table of plain cases and of traps, in four languages."""

import datetime
import re
from pathlib import Path

import pytest

from verbale.coding.resolution import resolve

TABLE = Path(__file__).parent / "actor_phrases.tsv"
MISSED = 0.05  # of the cases at most
NOBODY, SEVERAL, NO_STATE, TWO, BUT = "-", "?", "none", "+", "!"


def cases():
    lines = (line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    next(lines)
    return [case(*line.split("\t")) for line in lines]


def case(phrase, lang, date, country, sector, name, missed=""):
    marks = [pytest.mark.xfail(strict=True)] if missed else []
    return pytest.param(phrase, lang, date, country, sector, name, id=f"{phrase} {date}", marks=marks)


def test_table_is_large_and_of_four_languages():
    rows = [case.values for case in cases()]
    assert len(rows) >= 400
    assert sum(bool(case.marks) for case in cases()) <= MISSED * len(rows)
    assert {row[1] for row in rows} == {"en", "fr", "es", "pt"}


@pytest.mark.parametrize(("phrase", "lang", "date", "country", "sector", "name"), cases())
def test_phrase(phrase, lang, date, country, sector, name):
    found = resolve(phrase, lang=lang, date=datetime.date.fromisoformat(date))
    countries = [actor.country for actor in found]
    sectors = [actor.sector[:1] for actor in found] or [()]
    if country in (NOBODY, SEVERAL):
        assert not any(countries)
        assert country == SEVERAL or sectors == [()]
        return
    if country.startswith(BUT):
        assert country[1:] not in countries
    elif TWO in country:
        assert countries == country.split(TWO)
    else:
        assert (countries or [None])[0] == (None if country == NO_STATE else country)
    if sector != NOBODY:
        assert set(sectors) == {(sector,)}
    if name != NOBODY:
        assert re.search(name, found[0].name or "")

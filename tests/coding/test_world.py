"""The tables of persons and bodies: their rows, and what lookups make of them."""

import datetime
import random
import re
from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from tools.actors_index import index
from verbale.coding.world.actors import (
    BODIES,
    INDEX,
    PERSONS,
    RULES,
    Known,
    Term,
    World,
    one_of,
    package_world,
    persons,
    read_rows,
    world,
)
from verbale.coding.world.names import name_key
from verbale.record import ontology

DAY = re.compile(r"-|\d{4}(-\d\d(-\d\d)?)?")
ALONE = {"president", "prime minister", "chancellor", "monarch"}  # offices that one holds at a time
SHARED = {"BIH", "KHM", "LBY", "CHE", "RUS", "MDG", "ZMB", "BRA", "KGZ", "MDA"}  # two held them, or each said so

UNITED_NATIONS = 193  # members


def known(name, country, *terms, kind="person", short=()):
    return Known(f"{country}/{name}", (name,), tuple(short), kind, tuple(terms))


@pytest.mark.parametrize(("path", "width"), [(PERSONS, 9), (BODIES, 7)], ids=["persons", "bodies"])
def test_rows_are_sound(path, width):
    for row in read_rows(path):
        assert len(row) == width, row
        *_, start, end, certainty = row
        country, sector = (row[2], row[3]) if path == PERSONS else (row[1], row[2])
        assert ontology.is_country(country), row
        assert all(s in ontology.SECTORS for s in sector.split(",") if s != "-"), row
        assert DAY.fullmatch(start) and DAY.fullmatch(end), row
        assert "-" in (start, end) or start <= end, row
        assert certainty in ("high", "medium", "low"), row
        for day in (start, end):
            if len(day) == 10:
                datetime.date.fromisoformat(day)
        assert all(name.strip() == name and name for name in row[0].split("|")), row


def test_one_holds_an_office_at_a_time():
    terms = defaultdict(list)
    for person in persons():
        for term in person.terms:
            if term.role in ALONE and term.country not in SHARED and term.power != "title":
                terms[term.country, term.role].append((term.start, term.end or "9999", person.name))
    both = []
    for (country, role), found in terms.items():
        found.sort()
        for (_, end, name), (start, _, other) in pairwise(found):
            if start < end[: len(start)] and name != other:
                both.append((country, role, name, other, start, end))
    assert not both


def test_index_is_of_the_tables():
    assert INDEX.read_text(encoding="utf-8") == index(), "run python -m tools.actors_index"
    shelf = package_world()
    assert len(shelf) > 8000
    assert shelf.named("Vladimir Putin")[0].id == shelf.called("Poutine")[0].id == "RUS/vladimir-poutine"


def test_former_on_the_day_of_leaving():
    holder = known("A B", "FRA", Term("FRA", ("GOV",), "president", "rules", "2001-01-01", "2005-01-01"))
    assert holder.on("2004-12-31").sector == ("GOV",)
    assert holder.on("2005-01-01").sector == ("ELI",)
    assert holder.on("2000-01-01").sector == ()


def test_acronym_only_in_capitals():
    found = World([known("WHO", "UNO", Term("UNO", ("MED",), "un"), kind="un")])
    assert found.named("WHO") and not found.named("Who")


@pytest.mark.parametrize(
    ("day", "country", "role", "wanted"),
    [
        ("1995-01-01", (), "", "one"),
        ("2010-01-01", (), "", "two"),
        ("2010-01-01", ("FRA",), "", "one"),
        ("2020-01-01", (), "", None),
    ],
)
def test_one_of_a_name(day, country, role, wanted):
    one = Known("FRA/one", ("one",), (), "person", (Term("FRA", ("GOV",), "president", "-", "1990", "2000"),))
    two = Known("DEU/two", ("two",), (), "person", (Term("DEU", ("GOV",), "minister", "-", "2005", "2015"),))
    found = one_of([one, two], day, country, role)
    assert (found.name if found else None) == wanted


def test_ruler_before_who_has_the_title_alone():
    ruler = known("R Same", "PRK", Term("PRK", ("GOV",), "supreme leader", "rules", "1994", ""))
    head = known("H Same", "PRK", Term("PRK", ("GOV",), "president", "title", "1998", ""))
    assert one_of([ruler, head], "2005-01-01") is ruler


@pytest.mark.parametrize("name", ["Vladimir Putnam", "Barry Obama", "Angela Mercer", "Boris Johansson", "Toni Blanc"])
def test_strangers_stay_out(name):
    assert not world().similar(name)


@pytest.mark.parametrize(
    ("name", "key"),
    [("Vladimir Puttin", "poutine"), ("Wolodymyr Zelensky", "zelensky"), ("Nicolas Sarkosy", "sarkozy")],
)
def test_misspelt(name, key):
    (found,) = world().similar(name)
    assert key in name_key(found.name)


def test_rulers_are_found_by_the_name_of_the_press_on_any_day():
    """The bars of found and wrongly given, over all states on a hundred days. Who ruled is taken from our own table."""
    chance = random.Random(5)
    first, last = datetime.date(1992, 1, 1), datetime.date(2026, 6, 30)
    days = [(first + datetime.timedelta(chance.randrange((last - first).days))).isoformat() for _ in range(100)]
    ruling = [(term, person) for person in persons() for term in person.terms if term.power == RULES]
    states = {term.country for term, _ in ruling}
    assert len(states) >= UNITED_NATIONS
    found = Counter()
    for day in days:
        ruler = {term.country: person for term, person in ruling if term.holds(day)}
        for state in states:
            named = ruler.get(state)
            press = named and (named.short[0] if named.short else named.name.split()[-1])
            met = one_of(world().called(press), day) if press else None
            found["nobody" if met is None else "right" if met.on(day).country == state else "wrong"] += 1
    assert found["right"] >= 0.85 * found.total()
    assert found["wrong"] <= 0.02 * found.total()

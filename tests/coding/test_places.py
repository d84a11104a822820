import time

import pytest
from wording import sentence

from verbale.coding.places import find_places, state_place
from verbale.coding.world.gazetteer import Gazetteer, gazetteer
from verbale.record.span import Span

# The words, the countries of the report, and each place: its name, state, GeoNames id, precision.
CASES = """
arrivé à Islamabad pour des entretiens | | Islamabad PAK 1176615 city
Le Caire a condamné | | Le Caire EGY 360630 city
Londres, Pékin et Alger | | Londres GBR 2643743 city; Pékin CHN 1816670 city; Alger DZA 2507480 city
à Téhéran | | Téhéran IRN 112931 city
Hassan Nasrallah est mort à Beyrouth | | Beyrouth LBN 276781 city
la ville de Port-au-Prince | | Port-au-Prince HTI 3718426 city
à Rio de Janeiro hier | | Rio de Janeiro BRA 3451190 city
à N’Djaména | | N’Djaména TCD 2427123 city
à Charm el-Cheikh | | Charm el-Cheikh EGY 349340 city
à San José | | San José CRI 3621849 city
à Mexico lundi | | Mexico MEX 3530597 city
Tripoli | | Tripoli LBY 2210247 city
Tripoli, au nord | LBN | Tripoli LBN 266826 city
à Valence | ESP | Valence ESP 2509954 city
à Kidal | MLI | Kidal MLI 2455290 city
en Cisjordanie et à Gaza | | Cisjordanie PSE 285153 region; Gaza PSE 281133 city
dans le Nord-Kivu | COD | Nord-Kivu COD 206938 region
en Crimée | | Crimée UKR 703883 region
la presse de nice | | -
Le Conseil de sécurité | | -
sur Radio Londres | | -
le chef du Hamas | | -
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines(), ids=lambda c: c.split(" | ")[0])
def test_french(case: str) -> None:
    marked, countries, expected = (part.strip() for part in case.split("|"))
    text, sent = sentence(marked)
    places = [p.place for p in find_places(sent, countries=countries.split())]
    assert all(p.span is not None and p.span.of(text) == p.name for p in places)
    found = "; ".join(f"{p.name} {p.country} {p.geonames} {p.precision}" for p in places)
    assert (found or "-") == expected


def test_names_of_persons_are_skipped() -> None:
    _, sent = sentence("le président Washington")
    assert find_places(sent)
    assert find_places(sent, skip=[Span(0, 23)]) == []


def test_states_by_the_names_of_a_language() -> None:
    _, sent = sentence("Niamey, au Niger")
    found = find_places(sent, states={"Niger": "NER"})
    assert [(p.place.name, p.place.precision) for p in found] == [
        ("Niamey", "city"),
        ("Niger", "country"),
    ]
    state = state_place("NER", "Niger")
    assert state is not None and (state.geonames, state.precision) == (2440476, "country")
    assert state_place("XXX", "Nowhere") is None


def test_every_name_is_found() -> None:
    world = gazetteer()
    for line in list(world._names.lines())[::499]:
        key, _, ids = line.partition("\t")
        assert [s.geonames for s in world.named(key)] == [int(i.rstrip("+*")) for i in ids.split()]


def test_loading_is_fast() -> None:
    start = time.perf_counter()
    Gazetteer()
    assert time.perf_counter() - start < 0.1

from pathlib import Path

import pytest
from wording import sentence

import verbale.languages
from verbale.coding.numerals import read_number, split_words
from verbale.coding.quantities import find_quantities
from verbale.languages.numbers import load_numbers

FOLDERS = [Path(verbale.languages.__file__).parent / code for code in ("xx", "fr")]
NUMBERS = load_numbers(FOLDERS)


@pytest.mark.parametrize(
    ("marked", "value", "words"),
    [
        ("zéro", 0, 1),
        ("dix-sept", 17, 3),
        ("vingt et un", 21, 3),
        ("vingt-deux", 22, 3),
        ("soixante et onze", 71, 3),
        ("quatre-vingts", 80, 3),
        ("quatre-vingt-dix-sept", 97, 7),
        ("cent douze", 112, 2),
        ("deux cents", 200, 2),
        ("mille deux cents", 1200, 3),
        ("deux mille trois cent douze", 2312, 5),
        ("trois millions deux cent mille", 3_200_000, 5),
        ("3.000", 3000, 1),
        ("3 000", 3000, 2),
        ("3\u202f000", 3000, 2),
        ("1 234 567,5", 1234567.5, 3),
        ("1,5 million", 1_500_000, 2),
        ("10 milliards", 10_000_000_000, 2),
        ("deux millions et demi", 2_500_000, 4),
        ("une trentaine", 30, 2),
        ("deux centaines", 200, 2),
        ("des dizaines de milliers", 10_000, 4),
        ("deux trois", 2, 1),
        ("12 et 13", 12, 1),
        ("2019 300", 2019, 1),
    ],
)
def test_number(marked: str, value: float, words: int) -> None:
    _, sent = sentence(marked)
    found = read_number(split_words(sent), 0, NUMBERS)
    assert found is not None and (found.value, found.end) == (value, words)


# The words, then the evidence, measure, value, unit and qualifier of each quantity.
CASES = """
Une trentaine de morts | Une trentaine de morts: deaths 30 - about
des centaines de blessés | des centaines de blessés: injuries 100 - at-least
plusieurs dizaines de personnes | plusieurs dizaines de personnes: people 10 - at-least
deux mille soldats | deux mille soldats: troops 2000 - exact
10 milliards de dollars | 10 milliards de dollars: money 10000000000 USD exact
1,5 million d'euros | 1,5 million d'euros: money 1500000 EUR exact
10 M€ | 10 M€: money 10000000 EUR exact
500 $ | 500 $: money 500 USD exact
$ 10 millions | $ 10 millions: money 10000000 USD exact
2 milliards de francs CFA | 2 milliards de francs CFA: money 2000000000 XOF exact
3.000 soldats | 3.000 soldats: troops 3000 - exact
au moins 12 morts | au moins 12 morts: deaths 12 - at-least
12 morts au moins | 12 morts au moins: deaths 12 - at-least
environ 40 personnes | environ 40 personnes: people 40 - about
près de 200 blessés | près de 200 blessés: injuries 200 - about
plus de 1.000 km | plus de 1.000 km: distance 1000 km at-least
jusqu'à 500 soldats | jusqu'à 500 soldats: troops 500 - at-most
quelque 300 civils | quelque 300 civils: people 300 - about
moins de 10 % | moins de 10 %: percent 10 percent at-most
entre 10 et 15 morts | entre 10 et 15 morts: deaths 10 - at-least
10 à 15 personnes | 10 à 15 personnes: people 10 - at-least
a tué/tuer 12 personnes | 12 personnes: deaths 12 - exact
12 personnes ont été tuées/tuer | 12 personnes: deaths 12 - exact
12 personnes sont mortes/mourir | 12 personnes: deaths 12 - exact
Douze furent tués/tuer | Douze: deaths 12 - exact
12 soldats tués et 30 autres blessés | 12 soldats: deaths 12 - exact; 30 autres blessés: injuries 30 - exact
la mort de 12 personnes | 12 personnes: deaths 12 - exact
l'arrestation de 20 manifestants | 20 manifestants: arrests 20 - exact
20 manifestants ont été arrêtés/arrêter | 20 manifestants: arrests 20 - exact
Les 12 soldats ont tué/tuer trois civils | 12 soldats: troops 12 - exact; trois civils: deaths 3 - exact
12 civils ont été tués/tuer par 30 hommes | 12 civils: deaths 12 - exact; 30 hommes: people 30 - exact
un soldat a été tué/tuer | un soldat: deaths 1 - exact
la libération de 33 otages | 33 otages: prisoners 33 - exact
quatre-vingts prisonniers de guerre | quatre-vingts prisonniers de guerre: prisoners 80 - exact
douze chars et 30 missiles | douze chars: vehicles 12 - exact; 30 missiles: weapons 30 - exact
50 avions de combat | 50 avions de combat: vehicles 50 - exact
un cessez-le-feu de 72 heures | 72 heures: duration 72 hour exact
300 tonnes d'aide | 300 tonnes: other 300 t exact
14 F-16 | 14 F-16: other 14 - exact
un demi-million de personnes | un demi-million de personnes: people 500000 - about
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines(), ids=lambda c: c.split(" | ")[0])
def test_french(case: str) -> None:
    marked, expected = case.split(" | ")
    text, sent = sentence(marked)
    found = [q.quantity for q in find_quantities(sent, NUMBERS, text=text)]
    assert all(q.span.of(text) == q.text for q in found)
    rows = [f"{q.text}: {q.measure} {q.value:.0f} {q.unit or '-'} {q.qualifier}" for q in found]
    assert "; ".join(rows) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "un accord a été signé",
        "les deux ministres",
        "à 15 heures",
        "un homme âgé de 45 ans",
        "la résolution 1701 du Conseil",
        "un avion F-16",
        "",
    ],
)
def test_nothing_counted(marked: str) -> None:
    _, sent = sentence(marked)
    assert find_quantities(sent, NUMBERS) == []


def test_tokens_of_dates_are_left_out() -> None:
    _, sent = sentence("il y a trois jours, 12 morts")
    found = find_quantities(sent, NUMBERS, skip={0, 1, 2, 3, 4})
    assert [q.quantity.measure for q in found] == ["deaths"]


def test_the_head_is_what_is_counted() -> None:
    _, sent = sentence("au moins 12 morts")
    (found,) = find_quantities(sent, NUMBERS)
    assert (found.first, found.last, found.head) == (0, 3, 3)


@pytest.mark.parametrize(
    "marked",
    ["cent " * 500, "mille " * 500, "1 " + "000 " * 500, "le " * 500, "9" * 5000, "et " * 99],
)
def test_runs_of_number_words_end(marked: str) -> None:
    _, sent = sentence(marked)
    assert all(q.quantity.value < 1e16 for q in find_quantities(sent, NUMBERS))

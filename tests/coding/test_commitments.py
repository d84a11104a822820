import datetime
from pathlib import Path

import pytest
from wording import sentence

import verbale.languages
from verbale.coding.commitments import commitment
from verbale.coding.dates import find_dates
from verbale.coding.quantities import find_quantities
from verbale.languages.calendar import load_calendar
from verbale.languages.numbers import load_numbers

FOLDERS = [Path(verbale.languages.__file__).parent / code for code in ("xx", "fr")]
CALENDAR = load_calendar(FOLDERS, "fr")
NUMBERS = load_numbers(FOLDERS)
ANCHOR = datetime.date(2024, 5, 14)

CASES = """
porter leurs échanges commerciaux à 5 milliards d'euros d'ici 2028 | bilateral trade 5000000000 EUR 2028-12-31 | échanges commerciaux à 5 milliards d'euros d'ici 2028
retirer 2.000 soldats avant fin juin | troops 2000 - 2024-06-30 | 2.000 soldats avant fin juin
verser une aide humanitaire de 30 millions de dollars | aid 30000000 USD - | aide humanitaire de 30 millions de dollars
libérer 40 prisonniers sous dix jours | prisoners 40 - 2024-05-24 | 40 prisonniers sous dix jours
organiser des élections d'ici la fin de l'année | elections - - 2024-12-31 | élections d'ici la fin de l'année
réduire de 30 % ses émissions d'ici à 2035 | emissions cut 30 percent 2035-12-31 | 30 % ses émissions d'ici à 2035
se revoir bientôt | - | -
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines(), ids=lambda c: c.split(" | ")[0])
def test_french(case: str) -> None:
    marked, expected, evidence = case.split(" | ")
    text, sent = sentence(marked)
    dates = find_dates(sent, CALENDAR, NUMBERS, anchor=ANCHOR)
    taken = {i for d in dates for i in range(d.first, d.last + 1)}
    quantities = find_quantities(sent, NUMBERS, skip=taken)
    found = commitment(sent, quantities, dates, NUMBERS, text=text)
    if found is None:
        assert expected == "-"
        return
    value = "-" if found.value is None else f"{found.value:.0f}"
    assert f"{found.measure} {value} {found.unit or '-'} {found.deadline or '-'}" == expected
    assert found.text == evidence == found.span.of(text)

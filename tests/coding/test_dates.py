import datetime
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from wording import sentence

import verbale.languages
from verbale.coding.dates import dateline, find_dates
from verbale.languages.calendar import MEANINGS, load_calendar
from verbale.languages.numbers import load_numbers
from verbale.reading.reading import Sentence
from verbale.record.event import When

FOLDERS = [Path(verbale.languages.__file__).parent / code for code in ("xx", "fr")]
CALENDAR = load_calendar(FOLDERS, "fr")
NUMBERS = load_numbers(FOLDERS)
SUNDAY = datetime.date(2025, 8, 3)


def read(marked: str, *, future: bool = False, anchor: datetime.date | None = SUNDAY) -> list[str]:
    text, sent = sentence(marked)
    found = find_dates(sent, CALENDAR, NUMBERS, anchor=anchor, future=future, text=text)
    for dated in found:
        assert dated.when.span is not None and dated.when.span.of(text) == dated.when.text
        assert sent[dated.first].start <= dated.when.span.start
        assert dated.when.span.end <= sent[dated.last].end
    return [
        f"{d.when.text} | {d.kind} {d.when.precision} {d.when.start}"
        + (f" {d.when.end}" if d.when.end != d.when.start else "")
        for d in found
    ]


# The marked words, what is found in them: text, kind, precision, first and last day.
CASES = """
a reçu ce samedi son homologue | ce samedi | at day 2025-08-02
a reçu samedi son homologue | samedi | at day 2025-08-02
a été tué dimanche | dimanche | at day 2025-08-03
samedi dernier | samedi dernier | at day 2025-08-02
dimanche dernier | dimanche dernier | at day 2025-07-27
lundi prochain | lundi prochain | at day 2025-08-04
arrivé lundi soir à Genève | lundi soir | at day 2025-07-28
hier | hier | at day 2025-08-02
hier soir | hier soir | at day 2025-08-02
avant-hier | avant-hier | at day 2025-08-01
la veille | la veille | at day 2025-08-02
l'avant-veille | l'avant-veille | at day 2025-08-01
aujourd'hui | aujourd'hui | at day 2025-08-03
aujourd’hui encore | aujourd’hui | at day 2025-08-03
ce matin | ce matin | at day 2025-08-03
demain | demain | at day 2025-08-04
après-demain | après-demain | at day 2025-08-05
le 3 août | le 3 août | at day 2025-08-03
3 août 2025 | 3 août 2025 | at day 2025-08-03
le 1er mars | le 1er mars | at day 2025-03-01
le 15 décembre | le 15 décembre | at day 2024-12-15
le 15 septembre | le 15 septembre | at day 2025-09-15
mardi 12 mars | mardi 12 mars | at day 2025-03-12
ce dimanche 3 août | ce dimanche 3 août | at day 2025-08-03
jeudi 31 | jeudi 31 | at day 2025-07-31
le 12 juillet dernier | le 12 juillet dernier | at day 2025-07-12
le 12 mai prochain | le 12 mai prochain | at day 2026-05-12
d'ici à la fin de 2026 | d'ici à la fin de 2026 | by range 2026-09-01 2026-12-31
du 3 au 5 mai | du 3 au 5 mai | at range 2025-05-03 2025-05-05
les 3 et 4 mai 2024 | les 3 et 4 mai 2024 | at range 2024-05-03 2024-05-04
du 28 au 2 mars 2024 | du 28 au 2 mars 2024 | at range 2024-02-28 2024-03-02
du 28 février au 2 mars 2024 | du 28 février au 2 mars 2024 | at range 2024-02-28 2024-03-02
entre lundi et mercredi | entre lundi et mercredi | at range 2025-07-28 2025-07-30
samedi et dimanche | samedi et dimanche | at range 2025-08-02 2025-08-03
de mars à juin 2024 | de mars à juin 2024 | at range 2024-03-01 2024-06-30
de novembre à janvier 2024 | de novembre à janvier 2024 | at range 2023-11-01 2024-01-31
entre 2010 et 2015 | entre 2010 et 2015 | at range 2010-01-01 2015-12-31
dans la nuit de mardi à mercredi | dans la nuit de mardi à mercredi | at range 2025-07-29 2025-07-30
dans la nuit du 5 au 6 mars | dans la nuit du 5 au 6 mars | at range 2025-03-05 2025-03-06
dans la nuit de samedi | dans la nuit de samedi | at day 2025-08-02
l'année dernière | l'année dernière | at year 2024-01-01 2024-12-31
l’an passé | l’an passé | at year 2024-01-01 2024-12-31
cette année | cette année | at year 2025-01-01 2025-12-31
l'année prochaine | l'année prochaine | at year 2026-01-01 2026-12-31
le mois dernier | le mois dernier | at month 2025-07-01 2025-07-31
ce mois-ci | ce mois-ci | at month 2025-08-01 2025-08-31
la semaine dernière | la semaine dernière | at week 2025-07-21 2025-07-27
la semaine prochaine | la semaine prochaine | at week 2025-08-04 2025-08-10
le week-end dernier | le week-end dernier | at range 2025-08-02 2025-08-03
en 2019 | en 2019 | at year 2019-01-01 2019-12-31
en mars | en mars | at month 2025-03-01 2025-03-31
en décembre | en décembre | at month 2024-12-01 2024-12-31
en mars 2024 | en mars 2024 | at month 2024-03-01 2024-03-31
au mois d'août | au mois d'août | at month 2025-08-01 2025-08-31
en mars dernier | en mars dernier | at month 2025-03-01 2025-03-31
en octobre prochain | en octobre prochain | at month 2025-10-01 2025-10-31
début 2023 | début 2023 | at range 2023-01-01 2023-04-30
fin 2024 | fin 2024 | at range 2024-09-01 2024-12-31
fin juin | fin juin | at range 2025-06-21 2025-06-30
mi-juillet | mi-juillet | at range 2025-07-11 2025-07-20
à la mi-juillet 2024 | à la mi-juillet 2024 | at range 2024-07-11 2024-07-20
fin février 2024 | fin février 2024 | at range 2024-02-21 2024-02-29
au printemps | au printemps | at range 2025-03-01 2025-05-31
l'été dernier | l'été dernier | at range 2024-06-01 2024-08-31
au premier trimestre | au premier trimestre | at quarter 2025-01-01 2025-03-31
au troisième trimestre 2024 | au troisième trimestre 2024 | at quarter 2024-07-01 2024-09-30
au second semestre 2024 | au second semestre 2024 | at range 2024-07-01 2024-12-31
les années 1990 | les années 1990 | at decade 1990-01-01 1999-12-31
dans les années 90 | dans les années 90 | at decade 1990-01-01 1999-12-31
il y a trois jours | il y a trois jours | at day 2025-07-31
il y a deux semaines | il y a deux semaines | at week 2025-07-14 2025-07-20
il y a trois ans | il y a trois ans | at year 2022-01-01 2022-12-31
il y a une quinzaine de jours | il y a une quinzaine de jours | at day 2025-07-19
il y a 48 heures | il y a 48 heures | at day 2025-08-01
dans deux semaines | dans deux semaines | at week 2025-08-11 2025-08-17
dans trois jours | dans trois jours | at day 2025-08-06
au cours des six derniers mois | au cours des six derniers mois | at range 2025-02-03 2025-08-03
ces derniers jours | ces derniers jours | at range 2025-07-27 2025-08-03
depuis 2019 | depuis 2019 | since year 2019-01-01 2019-12-31
depuis trois ans | depuis trois ans | lasting year 2022-01-01 2022-12-31
depuis lundi | depuis lundi | since day 2025-07-28
depuis le 24 février 2022 | depuis le 24 février 2022 | since day 2022-02-24
à partir du 1er septembre | à partir du 1er septembre | for day 2025-09-01
jusqu'au 15 septembre | jusqu'au 15 septembre | until day 2025-09-15
jusqu’en 2030 | jusqu’en 2030 | until year 2030-01-01 2030-12-31
d'ici 2030 | d'ici 2030 | by year 2030-01-01 2030-12-31
d'ici à 2030 | d'ici à 2030 | by year 2030-01-01 2030-12-31
d’ici la fin du mois | d’ici la fin du mois | by range 2025-08-21 2025-08-31
d'ici deux ans | d'ici deux ans | by year 2027-01-01 2027-12-31
avant fin mai 2026 | avant fin mai 2026 | by range 2026-05-21 2026-05-31
avant la fin de l'année | avant la fin de l'année | by range 2025-09-01 2025-12-31
au plus tard le 30 novembre | au plus tard le 30 novembre | by day 2025-11-30
à l'horizon 2040 | à l'horizon 2040 | by year 2040-01-01 2040-12-31
dans les 48 heures | dans les 48 heures | by day 2025-08-05
avant mars | avant mars | by month 2026-03-01 2026-03-31
sous dix jours | sous dix jours | by day 2025-08-13
2025-08-01 | 2025-08-01 | at day 2025-08-01
le 12/03/2024 | le 12/03/2024 | at day 2024-03-12
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines(), ids=lambda c: c.split(" | ")[0])
def test_french(case: str) -> None:
    marked, text, when = case.split(" | ")
    assert read(marked) == [f"{text} | {when}"]


@pytest.mark.parametrize(
    "marked",
    [
        "il a été tué",
        "2019 soldats et 300 avions",
        "la planète Mars",
        "les deux ministres et les trois généraux",
        "un an",
        "la résolution 1701",
        "",
    ],
)
def test_no_date(marked: str) -> None:
    assert read(marked) == []


@pytest.mark.parametrize(
    ("marked", "when"),
    [
        ("mardi", "at day 2025-08-05"),
        ("dimanche", "at day 2025-08-03"),
        ("le 12 juillet", "at day 2026-07-12"),
        ("en mars", "at month 2026-03-01 2026-03-31"),
    ],
)
def test_future(marked: str, when: str) -> None:
    assert read(marked, future=True) == [f"{marked} | {when}"]


def test_several() -> None:
    assert read("Réunis lundi à Rome, ils se verront en mai 2026, puis d'ici 2030.") == [
        "lundi | at day 2025-07-28",
        "en mai 2026 | at month 2026-05-01 2026-05-31",
        "d'ici 2030 | by year 2030-01-01 2030-12-31",
    ]


def test_without_anchor_only_what_is_whole_is_told() -> None:
    assert read("mardi et le 3 mai, en 2019, il y a trois ans", anchor=None) == [
        "en 2019 | at year 2019-01-01 2019-12-31"
    ]


def test_a_date_can_be_read_without_the_text() -> None:
    text, sent = sentence("reçu le  3 août 2025")
    (dated,) = find_dates(sent, CALENDAR, NUMBERS, anchor=None)
    assert dated.when.text == "le  3 août 2025"
    assert dated.when.span is not None and dated.when.span.of(text) == dated.when.text


def test_words_out_of_range_do_not_raise() -> None:
    for marked in (
        "il y a 2999 décennies",
        "dans 2999 ans",
        "il y a 9999 semaines",
        "31 juin",
        "le " * 999,
    ):
        for anchor in (datetime.date.min, SUNDAY, datetime.date.max):
            read(marked, anchor=anchor)


@pytest.mark.parametrize(
    ("head", "place", "day"),
    [
        ("Islamabad – 3 août 2025 – Le ministre", "Islamabad PAK", "2025-08-03"),
        ("NAIROBI, 12 mars (AFP) - Le", "NAIROBI KEN", "2025-03-12"),
        ("(Dakar, le 4 mai 2024) Le président", "Dakar SEN", "2024-05-04"),
        ("Genève - Le Conseil", "Genève CHE", None),
        ("Le Caire (AFP) – L’Egypte", "Le Caire EGY", None),
        ("LE CAIRE, 4 mai 2024 (Reuters) — X", "LE CAIRE EGY", "2024-05-04"),
        ("Goma, RDC, le 3 mai 2024 – Les", "Goma COD", "2024-05-03"),
        ("  Rabat, 3 juin 2024 : Le", "Rabat MAR", "2024-06-03"),
        ("Kidal (Mali), 5 mai 2024\nLe", "Kidal MLI", "2024-05-05"),
        ("3 août 2025 – Le ministre", None, "2025-08-03"),
        ("Paris a condamné lundi", None, None),
        ("Genève, siège de l'ONU, accueille - dit-il", None, None),
        ("Lundi, le président", None, None),
        ("Le ministre - dit-il - a", None, None),
        ("", None, None),
        ("\n\n—", None, None),
    ],
)
def test_dateline(head: str, place: str | None, day: str | None) -> None:
    found, date, begin = dateline(head, CALENDAR, NUMBERS, anchor=SUNDAY)
    assert (found and f"{found.name} {found.country}") == place
    assert (date and date.isoformat()) == day
    assert (begin > 0) == (found is not None or date is not None)
    if found is not None and found.span is not None:
        assert found.span.of(head) == found.name


def test_every_meaning_has_its_function() -> None:
    from verbale.coding import chart

    assert chart.MEANINGS.keys() == MEANINGS


TOLD = When("2025-07-10", "2025-07-10", "day", "jeudi", None)
EARLIER = When("2025-05-02", "2025-05-02", "day", "le 2 mai", None)
COUNTED = """
le même jour | 2025-07-10 | 2025-05-02
dans la soirée | 2025-07-10 | 2025-08-03
la veille | 2025-07-09 | 2025-05-01
l'année suivante | 2026-01-01 | 2026-01-01
le lendemain | 2025-07-11 | 2025-05-03
deux jours plus tard | 2025-07-12 | 2025-05-04
une semaine auparavant | 2025-07-03 | 2025-04-25
hier | 2025-08-02 | 2025-08-02
"""


@pytest.mark.parametrize("row", COUNTED.strip().splitlines())
def test_counted_from_the_time_told_last(row: str) -> None:
    words, here, before = row.split(" | ")
    _, sent = sentence(words)
    find = partial(find_dates, sent, CALENDAR, NUMBERS, anchor=SUNDAY)
    assert [d.when.start for d in find(here=TOLD, before=EARLIER)] == [here]
    assert [d.when.start for d in find(before=EARLIER)] == [before]


def test_nothing_is_counted_from_a_time_that_was_not_told() -> None:
    _, sent = sentence("deux jours plus tard")
    assert find_dates(sent, CALENDAR, NUMBERS, anchor=SUNDAY) == []


@pytest.mark.parametrize(
    ("words", "kind", "start", "end"),
    [
        ("dans la nuit", "at", "2025-08-02", "2025-08-03"),
        ("une marche pour jeudi", "for", "2025-08-07", "2025-08-07"),
        ("à partir de lundi", "for", "2025-08-04", "2025-08-04"),
    ],
)
def test_nights_and_what_is_planned(words: str, kind: str, start: str, end: str) -> None:
    _, sent = sentence(words)
    (dated,) = find_dates(sent, CALENDAR, NUMBERS, anchor=SUNDAY)
    assert (dated.kind, dated.when.start, dated.when.end) == (kind, start, end)


@pytest.mark.parametrize(
    ("words", "raid", "answer"),
    [
        ("deux jours après la prise", "2025-07-08", "2025-07-12"),
        ("le lendemain de la prise", "2025-07-09", "2025-07-11"),
        ("trois semaines avant la prise", "2025-07-31", "2025-06-19"),
        ("un mois après la prise", "2025-06-01", "2025-08-01"),
    ],
)
def test_so_long_beside_what_follows(words: str, raid: str, answer: str) -> None:
    """From the time told: that of what follows is so long before it, or else what comes so long after is dated."""
    text, sent = sentence(words)
    tagged = tuple(replace(t, upos="ADP" if t.form in ("après", "avant", "de") else "NOUN") for t in sent)
    sent = Sentence(0, len(text), tagged)
    find = partial(find_dates, sent, CALENDAR, NUMBERS, anchor=SUNDAY, here=TOLD)
    assert [(d.kind, d.when.start) for d in find()] == [("beside", raid)]
    assert [d.when.start for d in find(turned=True)] == [answer]


@pytest.mark.parametrize(
    ("words", "start"),
    [("en juin de l'an dernier", "2024-06-01"), ("le 3 juin de l'année dernière", "2024-06-03"), ("en juin", "2025-06-01")],
)
def test_a_month_of_a_year_that_is_counted(words: str, start: str) -> None:
    _, sent = sentence(words)
    assert [d.when.start for d in find_dates(sent, CALENDAR, NUMBERS, anchor=SUNDAY)] == [start]


def test_nothing_is_planned_for_what_is_past() -> None:
    _, sent = sentence("des excuses pour 1995")
    assert find_dates(sent, CALENDAR, NUMBERS, anchor=SUNDAY) == []

"""The time of events whose own clause tells none, in reports of ours."""

import datetime

import pytest

from verbale.coding.coder import code
from verbale.coding.continuing import CONTINUED
from verbale.record.report import Report

DAY = datetime.date(2024, 5, 15)

GOES_ON = {
    "en": "Gunmen stormed a police post in Zinder on Sunday. They then shot dead two traders and burned four shops.",
    "fr": "Des hommes armés ont attaqué dimanche un poste de police à Zinder. Ils ont ensuite abattu deux commerçants.",
    "es": "Hombres armados atacaron el domingo un puesto de policía en Zinder. Después mataron a dos comerciantes.",
    "pt": "Homens armados atacaram no domingo um posto da polícia em Zinder. Depois mataram dois comerciantes.",
}  # fmt: skip
NOBODY_SAYS = {
    "en": "Kenya and Uganda signed a fisheries pact on Monday.\n\nTanzania accused Burundi of sheltering rebels.",
    "fr": "Le Kenya et l'Ouganda ont signé lundi un accord de pêche.\n\nLa Tanzanie a accusé le Burundi d'abriter des rebelles.",
}  # fmt: skip


@pytest.mark.parametrize("lang", GOES_ON)
def test_a_scene_goes_on_at_its_day(reader_files: None, lang: str) -> None:
    first, *others = code(Report(GOES_ON[lang], "r", lang, DAY))
    assert first.date is not None and first.date.start == "2024-05-12" and CONTINUED not in first.rests_on
    assert others
    for event in others:
        assert event.date == first.date and CONTINUED in event.rests_on


@pytest.mark.parametrize("lang", NOBODY_SAYS)
def test_a_day_is_not_given_to_what_nobody_dates(reader_files: None, lang: str) -> None:
    events = code(Report(NOBODY_SAYS[lang], "r", lang, DAY))
    assert [e.date is not None for e in events if e.event == "ACCUSE"] == [False]
    assert any(e.date for e in events)

"""Who is meant over a report's sentences: pairs, pronouns, who leads whom, and places that only set the scene."""

import datetime

import pytest

from verbale.coding.coder import code
from verbale.record.report import Report

DAY = datetime.date(2024, 5, 8)

# language, text, type of an event told in it, its sources' states, its targets' states
CASES = [
    ("en", "Peru accused Ecuador on Monday. The presidents of both countries met in Brasilia.", "CONSULT", "PER ECU", ""),
    ("fr", "Le Pérou a accusé l'Équateur lundi. Les ministres de l'Intérieur des deux pays se sont rencontrés mardi.",
     "CONSULT", "PER ECU", ""),
    ("en", "Peru accused Ecuador on Monday. The UN envoy urged both to return to talks.", "REQUEST", "UNO", "PER ECU"),
    ("en", "New Zealand will send two ships to Vanuatu, while Japan said it had condemned China.", "ACCUSE", "JPN", "CHN"),
    ("en", "A senior U.S. official praised Kenya on Monday.", "SUPPORT", "USA", "KEN"),
    ("en", "Saudi-led forces bombed Yemen on Tuesday, local journalists told AFP.", "ASSAULT", "SAU", "YEM"),
    ("en", "In Zagreb, President Franjo Tudjman offered Bosnia military aid.", "AGREE", "HRV", "BIH"),
    ("pt", "O Chade atacou o Sudão. A organização Médicos Sem Fronteiras criticou o Chade.", "ACCUSE", "NGO", "TCD"),
    ("es", "Bolivia, Perú y Chile firmaron un pacto con Japón. Los tres gobiernos pidieron ayuda a China.", "REQUEST",
     "BOL PER CHL", "CHN"),
    ("fr", "Le Kenya, l'Ouganda et la Tanzanie se sont entendus avec Paris. Les trois capitales ont condamné le Soudan.",
     "ACCUSE", "KEN UGA TZA", "SDN"),
    ("fr", "L'armée zaïroise a bombardé le Rwanda.", "ASSAULT", "COD", "RWA"),
    ("en", "Police in Bavaria arrested three Syrian militants on Monday.", "COERCE", "DEU", "SYR"),
    ("es", "La policía de la ciudad detuvo el lunes en Huancayo a tres militantes chilenos.", "COERCE", "PER", "CHL"),
    ("en", "Militants attacked a market in Kabul on Friday, killing 12 people.", "ASSAULT", "AFG", "AFG"),
    ("en", "In Kharkiv, a Russian missile struck a residential building on Friday.", "ASSAULT", "RUS", "UKR"),
    ("en", "Germany's defence minister told Kyiv that he promised Ukraine two batteries by May.", "AGREE", "DEU", "UKR"),
    ("en", "Rebels shelled a village in eastern Congo on Friday.", "ASSAULT", "COD", "COD"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "event", "source", "target"), CASES, ids=[case[1] for case in CASES])
def test_who_is_meant(lang: str, text: str, event: str, source: str, target: str, reader_files: None) -> None:
    found = [e for e in code(Report(text, "r", lang, DAY)) if e.event == event][-1]
    assert ([a.country for a in found.source], [a.country for a in found.target]) == (source.split(), target.split())


def test_what_a_visitor_sees_is_of_his_visit(reader_files: None) -> None:
    text = "French President Emmanuel Macron travelled on Monday to Lebanon, where he visited the port of Beirut."
    assert [(e.event, e.mode) for e in code(Report(text, "r", "en", DAY))] == [("CONSULT", "visit")]

"""A choice between states by what speaks for each, and what comes of it in a report."""

import datetime

import pytest

from verbale.coding import choice
from verbale.coding.choice import NONE, chances, gathered, likeliest
from verbale.coding.coder import code
from verbale.record.event import Event
from verbale.record.report import Report

DAY = datetime.date(2024, 5, 8)
TABLE = {"near": 1.0, "far": -1.0, "nobody": 0.5}


@pytest.fixture(autouse=True)
def table(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "reader_files" not in request.fixturenames:
        monkeypatch.setattr(choice, "weights", lambda name: TABLE)


def test_chances_sum_to_one_and_come_in_their_order() -> None:
    found = chances({"MLI": frozenset({"near"}), "NER": frozenset({"far"}), NONE: frozenset({"nobody"})}, "any")
    assert list(found) == ["MLI", NONE, "NER"]
    assert sum(found.values()) == pytest.approx(1)
    assert found["MLI"] / found["NER"] == pytest.approx(2.718281828**2)


def test_nobody_where_too_little_speaks_for_any() -> None:
    assert likeliest({"NER": frozenset({"far"}), NONE: frozenset({"nobody"})}, "any") is None
    assert likeliest({"MLI": frozenset({"near"}), NONE: frozenset({"nobody"})}, "any") == "MLI"
    assert likeliest({}, "any") is None


def test_what_is_told_of_no_state_is_left_out() -> None:
    assert gathered([("MLI", "near"), (None, "far"), ("MLI", "far")]) == {"MLI": {"near", "far"}}


def told(text: str, event: str) -> Event:
    return next(e for e in code(Report(text, "r", "fr", DAY)) if e.event == event)


def test_the_partner_of_a_report_on_two_states(reader_files: None) -> None:
    text = (
        "ALGER, 6 mai (AFP) - L'Algérie a accusé lundi le Mali d'avoir abattu un drone.\n"
        "Le président algérien a rencontré des diplomates maliens. Le ministre malien a menacé de fermer la frontière."
    )
    threat = told(text, "THREATEN")
    assert ([a.country for a in threat.source], [a.country for a in threat.target]) == (["MLI"], ["DZA"])
    assert any(why.endswith("partner in the report") for why in threat.rests_on)


def test_the_home_of_the_police(reader_files: None) -> None:
    text = "BAMAKO, 6 mai (AFP) - La police a dispersé lundi des étudiants qui protestaient contre le Tchad."
    assert [a.country for a in told(text, "ASSAULT").source] == ["MLI"]

import csv

import pytest

from verbale.record import ontology

MODES = [(e, m) for e in sorted(ontology.EVENTS) for m in sorted(ontology.modes(e))]
QUADS = {"verbal cooperation", "material cooperation", "verbal conflict", "material conflict"}
COUNTRIES = [("MLI", True), ("UNO", True), ("NGO", True), ("mli", False), ("ML", False), ("ÉTA", False), ("", False)]


def test_sixteen_types():
    assert len(ontology.EVENTS) == 16


@pytest.mark.parametrize("event", sorted(ontology.EVENTS))
def test_a_type_has_quad_and_score(event):
    assert ontology.quad(event) in QUADS
    assert ontology.score(event, None) is not None


@pytest.mark.parametrize(("event", "mode"), [(e, None) for e in sorted(ontology.EVENTS)] + MODES)
def test_cameo_has_a_row_of_its_own(event, mode):
    with (ontology.HERE / "cameo.csv").open(encoding="utf-8") as lines:
        rows = [(r["event"], r["mode"] or None) for r in csv.DictReader(lines)]
    assert rows.count((event, mode)) == 1
    assert ontology.goldstein(ontology.cameo(event, mode)) is not None


def test_no_such_mode():
    with pytest.raises(KeyError):
        ontology.score("AGREE", "visit")


@pytest.mark.parametrize(("code", "is_one"), COUNTRIES)
def test_country_codes(code, is_one):
    assert ontology.is_country(code) is is_one

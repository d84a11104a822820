"""Edits make the lemma that they were taken from."""

import pytest

from verbale.reading.lemmas import edit, lemma

PAIRS = [
    ("rencontraient", "rencontrer"), ("est", "être"), ("a", "avoir"), ("Paris", "Paris"), ("PARIS", "Paris"),
    ("États-Unis", "États-Unis"), ("L'", "le"), ("went", "go"), ("ONU", "ONU"), ("-se", "se"), ("İ", "i"), ("1", "1"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "wanted"), PAIRS, ids=[form for form, _ in PAIRS])
def test_round(form: str, wanted: str) -> None:
    assert lemma(form, edit(form, wanted)) == wanted


def test_an_edit_that_does_not_fit() -> None:
    assert lemma("va", "l0+|5+er") is None

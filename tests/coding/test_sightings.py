"""Actors that no row names, and what the reader says of how an event is told, on made-up probabilities."""

from dataclasses import replace

import numpy as np
import pytest
from wording import sentence

from verbale.coding.sightings import sighted
from verbale.reading.reading import ROLES, TYPES, Manner, Sentence, Told

MANNER = Manner(("", "ASSAULT/abduct", "ASSAULT/aerial", "COERCE/arrest"), ("occurred", "denied"), ("military",), ("REB",))


def told(words: int, trigger: int, actor: int, *, plays: float, sector: float) -> Told:
    types = np.zeros((words, len(TYPES)), np.float32)
    types[:, 0] = 1.0
    types[trigger, [0, TYPES.index("ASSAULT")]] = 0.1, 0.9
    parts = np.zeros((words, words, len(ROLES)), np.float32)
    parts[trigger, actor, ROLES.index("source")] = plays
    modes = np.tile(np.array([0.2, 0.5, 0.1, 0.2], np.float32), (words, 1))
    statuses = np.tile(np.array([0.3, 0.7], np.float32), (words, 1))
    sectors = np.full((words, 1), sector, np.float32)
    return Told(types, parts, modes, statuses, np.zeros((words, 1), np.float32), sectors, MANNER)


def read(found: Told) -> Sentence:
    made = sentence("Les comuneros ont enlevé un maire")[1]
    tokens = tuple(replace(t, upos="NOUN" if t.form in ("comuneros", "maire") else "VERB") for t in made.tokens)
    return Sentence(made.start, made.end, tokens, found)


@pytest.mark.parametrize(
    ("plays", "sector", "taken", "seen"),
    [(0.9, 0.8, (), ["comuneros"]), (0.3, 0.8, (), []), (0.9, 0.2, (), []), (0.9, 0.8, (1,), [])],
    ids=["acts", "plays no part", "is of no sector", "is known already"],
)
def test_a_noun_that_acts(plays: float, sector: float, taken: tuple[int, ...], seen: list[str]) -> None:
    found = sighted(read(told(6, 3, 1, plays=plays, sector=sector)), set(taken))
    assert [(token.form, sectors) for token, sectors in found] == [(form, ("REB",)) for form in seen]


def test_the_mode_is_one_of_the_type() -> None:
    found = told(6, 3, 1, plays=0.9, sector=0.8)
    assert found.mode(3, "ASSAULT") == ("abduct", pytest.approx(0.5 / 0.8))
    assert found.mode(3, "COERCE") == (None, pytest.approx(0.5))
    assert found.status(3)[0] == "denied"

"""The best tree is compared with all trees of a few words."""

import itertools

import numpy as np
import pytest

from verbale.reading.tree import heads


def best_of_all(probabilities: np.ndarray) -> list[int]:  # type: ignore[type-arg]
    n = len(probabilities)
    found, most = [0], -np.inf
    for tried in itertools.product(range(n), repeat=n - 1):
        if sum(head == 0 for head in tried) != 1 or not all(_reaches(tried, i) for i in range(1, n)):
            continue
        score = sum(np.log(probabilities[i + 1, head]) for i, head in enumerate(tried))
        if score > most:
            found, most = list(tried), score
    return found


def _reaches(tried: tuple[int, ...], node: int) -> bool:
    for _ in range(len(tried) + 1):
        if node == 0:
            return True
        node = tried[node - 1]
    return False


@pytest.mark.parametrize("seed", range(60))
def test_best_tree(seed: int) -> None:
    chance = np.random.default_rng(seed)
    scores = chance.dirichlet(np.full(5, 0.4), 5).astype(np.float32) + 1e-6
    np.fill_diagonal(scores, 1e-9)
    assert heads(scores) == best_of_all(scores)


def test_one_word() -> None:
    assert heads(np.array([[1, 0], [0.2, 0.8]], np.float32)) == [0]


def test_many_words_in_a_ring() -> None:
    n = 150
    scores = np.full((n, n), 1e-4, np.float32)
    for i in range(1, n):
        scores[i, i % (n - 1) + 1] = 0.9
    found = heads(scores)
    assert sum(head == 0 for head in found) == 1

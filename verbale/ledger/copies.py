"""Near-copies: the same dispatch printed by another outlet, cut or retouched.

MinHash over runs of words (Broder, 1997), by datasketch; candidates share a band of hashes, and are then
compared word for word.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from datasketch import MinHash

from verbale.ledger.index import words

PERMUTATIONS = 64
BAND = 4  # hashes a band: texts of which 0.7 of the runs agree share one of 16 with probability 0.99
ALIKE = 0.6  # of the runs of the shorter one, and of its own dispatch a copy keeps about that much at least
SHORTEST = 20  # words: what is shorter says too little to be called a copy


def runs(text: str) -> frozenset[str]:
    """Runs of three words."""
    found = words(text)
    return frozenset(f"{a} {b} {c}" for (a, b), (_, c) in pairwise(pairwise(found)))


def bands(text: str) -> list[int]:
    """Numbers of which near-copies share at least one; none where the text is too short."""
    parts = runs(text)
    if len(parts) < SHORTEST:
        return []
    sketch = MinHash(num_perm=PERMUTATIONS, seed=1)
    sketch.update_batch([part.encode() for part in parts])
    rows = np.ascontiguousarray(sketch.hashvalues.reshape(-1, BAND))
    return [hash_of(row, place) for place, row in enumerate(rows)]


def hash_of(row: Sequence[int], place: int) -> int:
    number = place
    for value in row:
        number = (number * 0x100000001B3 ^ int(value)) & 0xFFFF_FFFF_FFFF_FFFF
    return number - (1 << 63)


def is_copy(text: str, other: str) -> bool:
    """Do the runs of one stand in the other, all but a few?"""
    one, two = sorted((runs(text), runs(other)), key=len)
    return bool(one) and len(one & two) / len(one) >= ALIKE and len(one) >= len(two) / 3

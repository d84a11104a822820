"""The cheap gate: what could tell no event is not read.

Two looks, neither of which runs the reader's model: is a word of the sentence one that tells events, and do its pieces
look like those of sentences that tell one (gate.npz, fitted by tools/gate.py)?
"""

import math
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from verbale.coding.lemmas import CACHED, is_listed, listed, proposed
from verbale.coding.lexicon import Lexicon, bare, fold
from verbale.languages.pack import LanguagePack
from verbale.reading.reader import Reader
from verbale.reading.segmentation import Words

WEIGHTS = Path(__file__).parent / "gate.npz"
SHORT = 4  # sentences of a text that is read whole
FULL = 0.5  # of the sentences that may tell an event, from which a report is read whole
LEAST = 0.04  # chance of telling one from which a sentence is read
STRANGE = 0.25  # of a sentence's pieces that the weights have not met, from which they say nothing of it
STEM = 5  # letters that a form shares with its word, where no list knows the form
STEPS = 127  # of the largest weight, in which all are kept
UNMET = -128


@lru_cache(maxsize=CACHED)
def readings(form: str, pack: LanguagePack) -> frozenset[str]:
    """All that a form may be a form of, whatever its part of speech."""
    found = {form, *proposed(form, form, pack)}
    found.update(filter(None, (listed(form, pack.cldr), pack.verbs.get(form))))
    return frozenset(found)


@lru_cache(maxsize=8)
def stems(pack: LanguagePack) -> frozenset[str]:
    return frozenset(bare(r.words[0][:STEM]) for r in pack.events if not r.operator)


def is_open(text: str, words: Words, lexicon: Lexicon) -> bool:
    """May the sentence tell an event: is a word a form of one that tells events, or are two of a phrase's?"""
    seen: set[str] = set()
    pack = lexicon.pack
    for start, end in words.spans:
        form = fold(text[start:end])
        seen |= readings(form, pack)
        if len(form) > STEM and bare(form[:STEM]) in stems(pack) and not is_listed(form, pack.cldr):
            return True
    if not lexicon.alone.isdisjoint(seen):
        return True
    return any(not lexicon.paired[head].isdisjoint(seen) for head in lexicon.paired.keys() & seen)


def save(weights: npt.NDArray[np.float64], met: npt.NDArray[np.int64], path: Path = WEIGHTS) -> None:
    """Keep the weight of each piece that was met, in steps, and the bias, which is the last of `weights`."""
    step = float(np.abs(weights[met]).max()) / STEPS
    steps = np.full(int(met.max()) + 1, UNMET, np.int8)
    steps[met] = np.round(weights[met] / step)
    np.savez_compressed(path, steps=steps, step=step, bias=float(weights[-1]))


@cache
def kept() -> tuple[npt.NDArray[np.int8], float, float]:
    with np.load(WEIGHTS) as table:
        return table["steps"], float(table["step"]), float(table["bias"])


def is_likely(pieces: Sequence[int]) -> bool:
    """Do the pieces look like a sentence that tells an event, or is too little known of them?"""
    steps, step, bias = kept()
    ids = np.unique(np.array(pieces, np.int64))
    found = steps[ids[ids < len(steps)]]
    known = found[found != UNMET].astype(np.int64)
    if len(known) <= (1 - STRANGE) * len(ids):
        return True
    return 1 / (1 + math.exp(-(float(known.sum()) * step + bias))) >= LEAST


def worth_reading(text: str, sentences: Sequence[Words], lexicon: Lexicon, reader: Reader) -> list[Words]:
    """The sentences to read: all of a short text, and of a report that is full of events, since who is meant is told
    anywhere in it; of others those that may tell one."""
    if len(sentences) <= SHORT:
        return list(sentences)
    found = [w for w in sentences if is_open(text, w, lexicon) and is_likely(reader.pieces(text, w))]
    return list(sentences) if len(found) >= FULL * len(sentences) else found

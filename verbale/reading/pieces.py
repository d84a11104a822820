"""Words to pieces, and pieces to vectors.

The table of vectors is frozen and stored in 4 bits, in blocks of 32 weights: a 16-bit scale d and
16 bytes whose low halves are weights 0-15 and high halves 16-31; weight = (half - 8)·d. It is mapped
into memory, and only the rows that a sentence needs are read.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer
from tokenizers.models import Unigram

BOS, PAD, EOS, UNK = 0, 1, 2, 3
SPACE = "\u2581"
HIDDEN = 384
BLOCK, BLOCK_BYTES = 32, 18
WORD_LIMIT = 12
CACHED = 200_000

# Treebanks write plain marks and newswire typographic ones: the reader sees no difference.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\u02b9\u00b4`\uff07", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02", '"'),
        **dict.fromkeys("\u2039\u203a\u201a", "'"),
        **dict.fromkeys("\u2010\u2011\u00ad", "-"),
        **dict.fromkeys("\u2012\u2013\u2014\u2015\u2212", "\u2013"),
        **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"),
    }
)


def plain(text: str) -> str:
    """The text with plain quotes, apostrophes and hyphens, in compatibility form.

    >>> plain("l’«\u202fami\u202f»")
    'l\\'" ami "'
    """
    return unicodedata.normalize("NFKC", text.translate(_PLAIN))


class Pieces:
    """The pieces of words, by a unigram model; words are cut one by one, and remembered."""

    def __init__(self, path: Path) -> None:
        vocab: list[tuple[str, float]] = []
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line:
                piece, score = line.rsplit("\t", 1)
                vocab.append((piece, float(score)))
        self._tokenizer = Tokenizer(Unigram(vocab, UNK, False))
        self.of_word = lru_cache(maxsize=CACHED)(self._of_word)

    def _of_word(self, word: str, spaced: bool) -> tuple[int, ...]:
        """The pieces of a word, which stands after a space or not; at least one, at most WORD_LIMIT."""
        text = plain(word).strip().replace(" ", SPACE)
        if not text:
            return (UNK,)
        ids = self._tokenizer.encode(SPACE + text if spaced else text, add_special_tokens=False).ids
        if len(ids) > 1 and text != SPACE and ids[0] == self._bare:
            ids = ids[1:]
        if len(ids) > WORD_LIMIT:
            ids = [*ids[: WORD_LIMIT - 1], ids[-1]]
        return tuple(ids) or (UNK,)

    @property
    def _bare(self) -> int:
        """The piece of a space alone: it says nothing, and would be the first piece of its word."""
        found = self._tokenizer.token_to_id(SPACE)
        return -1 if found is None else int(found)

    def cut(self, text: str) -> list[tuple[int, int]]:
        """Where the pieces of a run of letters lie in it, for scripts that put no spaces."""
        return [span for span in self._tokenizer.encode(text, add_special_tokens=False).offsets if span[0] < span[1]]


class PieceTable:
    """The vectors of pieces."""

    def __init__(self, path: Path) -> None:
        raw = np.memmap(path, np.uint8, "r")
        self._rows = raw.reshape(-1, HIDDEN // BLOCK, BLOCK_BYTES)

    def __len__(self) -> int:
        return len(self._rows)

    def vectors(self, ids: Sequence[int]) -> npt.NDArray[np.float32]:
        """One row of 32-bit floats for each piece."""
        rows = self._rows[np.asarray(ids, np.int64)]
        scale = np.ascontiguousarray(rows[:, :, :2]).view("<f2").astype(np.float32)
        halves = rows[:, :, 2:]
        weights = np.empty((len(rows), HIDDEN // BLOCK, BLOCK), np.float32)
        weights[:, :, : BLOCK // 2] = halves & 15
        weights[:, :, BLOCK // 2 :] = halves >> 4
        weights -= 8
        weights *= scale
        return weights.reshape(len(rows), HIDDEN)

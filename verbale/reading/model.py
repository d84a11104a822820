"""The model file: from piece vectors to classes and scores, one sentence a run.

One sentence a run, because 8-bit arithmetic takes its scale from all that is in a run: so a
sentence's reading never hangs on what was read beside it. One core is as fast this way as with
sentences padded to one length.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import onnxruntime

from verbale.reading.pieces import BOS, EOS, Pieces, PieceTable
from verbale.reading.reading import Manner

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
OUTPUTS = (
    "upos", "feats", "edits", "arcs", "rels", "types", "parts", "modes", "statuses", "contexts", "sectors",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scores:
    """What the model says of a sentence's words; row and column 0 of `arcs` and `rels` are the root.

    `feats` holds the place of each feature's value, `edits` the best lemma edits, `types` and
    `parts` probabilities: of what each word tells (TYPES), and of the part (ROLES) that the column's word
    plays in what the row's tells; `modes`, `statuses` and `contexts` probabilities of how it tells it, `sectors`
    those of the actor that it names.
    """

    upos: Ints
    feats: Ints
    edits: Ints
    arcs: Floats
    rels: Ints
    types: Floats
    parts: Floats
    modes: Floats
    statuses: Floats
    contexts: Floats
    sectors: Floats


class Model:
    """Pieces, vectors and network of one folder of files."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.upos: tuple[str, ...] = tuple(labels["upos"])
        self.edits: tuple[str, ...] = tuple(labels["edits"])
        self.deprels: tuple[str, ...] = tuple(labels["deprels"])
        self.manner = Manner(*(tuple(labels[name]) for name in ("modes", "statuses", "contexts", "sectors")))
        self._features: tuple[tuple[str, tuple[str, ...]], ...] = tuple(
            (name, tuple(values)) for name, values in labels["feats"].items()
        )
        self._grid = _grid([len(values) for _, values in self._features])
        self.pieces = Pieces(folder / "pieces.tsv")
        self._table = PieceTable(folder / "table.bin")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.enable_mem_pattern = False
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.feats = lru_cache(maxsize=8192)(self._feats)

    def scores(self, cuts: Sequence[tuple[int, ...]]) -> Scores:
        """Read one sentence, given the pieces of its words."""
        ids, first, last = [BOS], [0], [0]
        for cut in cuts:
            first.append(len(ids))
            ids.extend(cut)
            last.append(len(ids) - 1)
        ids.append(EOS)
        given = {
            "vectors": self._table.vectors(ids),
            "first": np.array(first, np.int64),
            "last": np.array(last, np.int64),
        }
        upos, feats, *others = self._session.run(OUTPUTS, given)
        padded = np.concatenate([feats, np.full((len(feats), 1), -np.inf, np.float32)], axis=1)
        chosen = padded[:, self._grid].argmax(axis=-1)
        return Scores(upos, chosen, *others)

    def _feats(self, chosen: tuple[int, ...]) -> Mapping[str, str]:
        """The features whose values are not none."""
        pairs = zip(self._features, chosen, strict=True)
        return MappingProxyType({name: values[at] for (name, values), at in pairs if at})


def _grid(sizes: list[int]) -> Ints:
    """For each feature, the columns of its values, filled up with the last column (which is -inf)."""
    grid = np.full((len(sizes), max(sizes)), sum(sizes), np.int64)
    at = 0
    for row, size in zip(grid, sizes, strict=True):
        row[:size] = range(at, at + size)
        at += size
    return grid

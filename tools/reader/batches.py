"""Trees to batches of tensors."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from tools.reader.network import Labels
from tools.reader.treebanks import FEATURES, KEPT, UNIVERSAL, UNKNOWN, Tree, Word
from verbale.reading.lemmas import edit, titled
from verbale.reading.pieces import BOS, EOS, PAD, Pieces, PieceTable, plain
from verbale.reading.reading import TYPES

UPOS = tuple("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
NONE = ""
IGNORED = -100
PIECE_LIMIT = 300


def labels_of(trees: Iterable[Tree], *, seldom: int, known: Labels | None = None) -> Labels:
    """The classes that stand at least `seldom` times; those of `known` first, and all of them."""
    edits: Counter[str] = Counter()
    feats: dict[str, Counter[str]] = {name: Counter() for name in FEATURES}
    for tree in trees:
        for word in tree.words:
            if word.lemma is not None:
                edits[edit(plain(word.form), plain(word.lemma))] += 1
            for name, value in (word.feats or {}).items():
                feats[name][value] += 1
    often = tuple(name for name, count in edits.most_common() if count >= seldom)
    if known is not None:
        new = tuple(name for name in often if name not in set(known.edits))
        return replace(known, edits=known.edits + new)
    values = {name: (NONE, *sorted(v for v, n in c.items() if n >= 30)) for name, c in feats.items()}
    return Labels(UPOS, {n: v for n, v in values.items() if len(v) > 1}, often, tuple(sorted(UNIVERSAL | KEPT)))


def varied(tree: Tree, chance: random.Random) -> Tree:
    """Now and then another look: capitals, no capital, no full stop."""
    draw = chance.random()
    words = list(tree.words)
    if draw < 0.04:
        words = [replace(w, form=w.form.upper()) for w in words]
    elif draw < 0.07:
        words = [replace(w, form=titled(w.form)) if len(w.form) > 3 else w for w in words]
    elif draw < 0.10:
        words = [replace(w, form=w.form.lower()) for w in words]
    elif draw < 0.13:
        words[0] = replace(words[0], form=words[0].form[:1].swapcase() + words[0].form[1:])
    if chance.random() < 0.1 and len(words) > 3 and words[-1].upos == "PUNCT":
        if all(w.head != len(words) - 1 for w in words):
            words.pop()
    return replace(tree, words=tuple(words))


class Maker:
    """Makes batches: pieces, words' places, and gold classes."""

    def __init__(self, pieces: Pieces, table: PieceTable, labels: Labels) -> None:
        self.pieces, self.table = pieces, table
        self.upos = {name: i for i, name in enumerate(labels.upos)}
        self.edits = {name: i for i, name in enumerate(labels.edits)}
        self.deprels = {name: i for i, name in enumerate(labels.deprels)}
        self.types = {name: i for i, name in enumerate(TYPES)}
        self.modes = {name: i for i, name in enumerate(labels.modes)}
        self.statuses = {name: i for i, name in enumerate(labels.statuses)}
        self.contexts = {name: i for i, name in enumerate(labels.contexts)}
        self.sectors = {name: i for i, name in enumerate(labels.sectors)}
        self.feats = {name: {v: i for i, v in enumerate(values)} for name, values in labels.feats.items()}

    def cut(self, words: Sequence[Word]) -> list[tuple[int, ...]]:
        return [self.pieces.of_word(word.form, word.spaced) for word in words]

    def size(self, tree: Tree) -> int:
        return 2 + sum(map(len, self.cut(tree.words)))

    def groups(self, trees: Sequence[Tree], budget: int, chance: random.Random) -> Iterator[list[Tree]]:
        """Trees of like length together, at most `budget` pieces a batch (padding counted)."""
        sized = [(self.size(tree) + 3 * chance.random(), tree) for tree in trees]
        sized.sort(key=lambda pair: pair[0])
        groups: list[list[Tree]] = [[]]
        for size, tree in sized:
            if groups[-1] and (len(groups[-1]) + 1) * size > budget:
                groups.append([])
            groups[-1].append(tree)
        chance.shuffle(groups)
        yield from groups

    def batch(self, trees: Sequence[Tree]) -> dict[str, Tensor]:
        cuts = [self.cut(tree.words) for tree in trees]
        longest = 2 + max(sum(map(len, cut)) for cut in cuts)
        width = 1 + max(len(tree.words) for tree in trees)
        ids = np.full((len(trees), longest), PAD)
        first, last = (np.zeros((len(trees), width), np.int64) for _ in range(2))
        gold = {name: np.full((len(trees), width), IGNORED) for name in ("upos", "edits", "heads", "deprels", "types")}
        feats = np.full((len(trees), width, len(self.feats)), IGNORED)
        for b, (tree, cut) in enumerate(zip(trees, cuts, strict=True)):
            row = [BOS, *(i for word in cut for i in word), EOS]
            ids[b, : len(row)] = row
            at = 1
            for w, (word, pieces) in enumerate(zip(tree.words, cut, strict=True), 1):
                first[b, w], last[b, w] = at, at + len(pieces) - 1
                at += len(pieces)
                gold["upos"][b, w] = self.upos.get(word.upos, IGNORED)
                if word.head != UNKNOWN:
                    gold["heads"][b, w] = word.head + 1
                    gold["deprels"][b, w] = self.deprels[word.deprel]
                if word.lemma is not None:
                    gold["edits"][b, w] = self.edits.get(edit(plain(word.form), plain(word.lemma)), IGNORED)
                if word.feats is not None:
                    for f, (name, values) in enumerate(self.feats.items()):
                        feats[b, w, f] = values.get(word.feats.get(name, NONE), IGNORED)
        parts = np.array([part for b, tree in enumerate(trees) for part in self.told(b, tree, gold["types"])])
        manners = np.array([row for b, tree in enumerate(trees) for row in self.manners(b, tree)])
        contexts = np.array([row for tree in trees for row in self.contexts_of(tree)], np.float32)
        actors = np.array([(b, i + 1) for b, tree in enumerate(trees) if tree.told for i in tree.told.sectors])
        sectors = np.array([row for tree in trees for row in self.sectors_of(tree)], np.float32)
        vectors = self.table.vectors(ids.reshape(-1).tolist()).reshape(len(trees), longest, -1)
        made = {"vectors": vectors, "mask": ids != PAD, "first": first, "last": last, "feats": feats,
                "parts": parts.reshape(-1, 4), "manners": manners.reshape(-1, 4),
                "contexts": contexts.reshape(-1, len(self.contexts)), "actors": actors.reshape(-1, 2).astype(np.int64),
                "sectors": sectors.reshape(-1, len(self.sectors)), **gold}  # fmt: skip
        return {name: torch.from_numpy(array) for name, array in made.items()}

    def told(self, b: int, tree: Tree, types: npt.NDArray[np.int64]) -> Iterator[tuple[int, int, int, int]]:
        """Fills in the types of a sentence's words, and gives (sentence, trigger, mention, part) of its mentions."""
        if tree.told is None:
            return
        for i in range(len(tree.words)):
            unsure = i in tree.told.unsure and i not in tree.told.types
            types[b, i + 1] = IGNORED if unsure else self.types[tree.told.types.get(i, "")]
        for trigger in tree.told.types:
            for mention in tree.told.mentions:
                part = tree.told.parts.get((trigger, mention), 0)
                if part != UNKNOWN and max(trigger, mention) < len(tree.words):
                    yield b, trigger + 1, mention + 1, part

    def manners(self, b: int, tree: Tree) -> Iterator[tuple[int, int, int, int]]:
        """(sentence, trigger, mode, status) of each trigger."""
        if tree.told is not None:
            for i, mode in tree.told.modes.items():
                yield b, i + 1, self.modes[mode], self.statuses[tree.told.statuses[i]]

    def contexts_of(self, tree: Tree) -> Iterator[list[float]]:
        """For each trigger, in the order of `manners`, which contexts it has."""
        if tree.told is not None:
            for i in tree.told.modes:
                yield [float(name in tree.told.contexts[i]) for name in self.contexts]

    def sectors_of(self, tree: Tree) -> Iterator[list[float]]:
        """For each actor, in the order of `actors`, which sectors it has."""
        if tree.told is not None:
            for found in tree.told.sectors.values():
                yield [float(name in found) for name in self.sectors]

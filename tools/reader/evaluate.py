"""Score the shipped reader from raw text to tree on test files, by character spans of surface words.

    python -m tools.reader.evaluate --treebanks DIR [--languages DIR] [FILE …]

Each sentence's text stands on a line of its own, or (`--joined`) twenty of them in one paragraph, so that
sentence ends are found too; `--typographic` writes ’ for '. Figures are F1 in percent; lemmas
and features are judged where the words are found.
"""

import argparse
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.reader.treebanks import FEATURES, Tree, read
from verbale.reading.pieces import plain
from verbale.reading.reader import DATA, Reader
from verbale.reading.reading import ROOT, Sentence
from verbale.reading.segmentation import Segmentation

TESTS = {
    "French-Sequoia/fr_sequoia-ud-test": "fr",
    "French-GSD/fr_gsd-ud-test": "fr",
    "English-EWT/en_ewt-ud-test": "en",
    "Portuguese-Bosque/pt_bosque-ud-test": "pt",
    "Spanish-AnCora/es_ancora-ud-test": "es",
}
JOINED = 20
SUBJECTS = ("nsubj", "nsubj:pass")


@dataclass(frozen=True, slots=True)
class Seen:
    """A word, gold or read, with its place and its head's (None for the root)."""

    place: tuple[int, int]
    head: tuple[int, int] | None
    deprel: str
    upos: str
    lemma: str | None
    feats: frozenset[tuple[str, str]] | None


@dataclass
class Count:
    """Right ones, of gold and of read."""

    right: int = 0
    gold: int = 0
    read: int = 0

    def add(self, gold: set[object], read: set[object]) -> None:
        self.right += len(gold & read)
        self.gold += len(gold)
        self.read += len(read)

    @property
    def f1(self) -> float:
        return 200 * self.right / max(1, self.gold + self.read)


@dataclass
class Score:
    counts: dict[str, Count] = field(default_factory=dict)
    wrong: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, gold: set[object], read: set[object]) -> None:
        self.counts.setdefault(name, Count()).add(gold, read)


def gold_words(tree: Tree, at: int) -> list[Seen]:
    place = [(at + word.start, at + word.end) for word in tree.words]
    return [
        Seen(
            place[i],
            None if word.head < 0 else place[word.head],
            word.deprel,
            word.upos,
            None if word.lemma is None else plain(word.lemma),
            None if word.feats is None else frozenset(word.feats.items()),
        )
        for i, word in enumerate(tree.words)
    ]


def read_words(sent: Sentence) -> list[Seen]:
    place = [(token.start, token.end) for token in sent]
    return [
        Seen(
            place[token.i],
            None if token.head == ROOT else place[token.head],
            token.deprel,
            token.upos,
            token.lemma,
            frozenset((k, v) for k, v in token.feats.items() if k in FEATURES),
        )
        for token in sent
    ]


def compare(gold: list[Seen], found: list[Seen], score: Score) -> None:
    def both(name: str, key: object) -> None:
        score.add(name, set(map(key, gold)), set(map(key, found)))  # type: ignore[call-overload]

    both("words", lambda w: w.place)
    both("UPOS", lambda w: (w.place, w.upos))
    both("UAS", lambda w: (w.place, w.head))
    both("LAS", lambda w: (w.place, w.head, w.deprel))
    both("base", lambda w: (w.place, w.head, w.deprel.split(":")[0]))
    for name, wanted in (("nsubj", SUBJECTS), ("obj", ("obj",))):
        sides = ({(w.place, w.head) for w in side if w.deprel in wanted} for side in (gold, found))
        score.add(name, *sides)  # type: ignore[arg-type]
    by_place = {w.place: w for w in found}
    for word in gold:
        other = by_place.get(word.place)
        if other is None:
            continue
        if word.lemma is not None:
            names = ["lemma"] + [f"{word.upos} lemma"] * (word.upos in ("VERB", "NOUN"))
            for name in names:
                score.add(name, {(word.place, word.lemma)}, {(word.place, other.lemma)})
            if word.lemma != other.lemma and word.upos in ("VERB", "NOUN"):
                score.wrong[f"{word.upos} {other.lemma} for {word.lemma}"] += 1
        if word.feats is not None:
            score.add("feats", {(word.place, word.feats)}, {(word.place, other.feats)})


def texts(trees: list[Tree], *, joined: bool, typographic: bool) -> Iterator[tuple[str, list[Seen]]]:
    """Texts to read, with the gold words in each."""
    size, between = (JOINED, " ") if joined else (1, "\n")
    for first in range(0, len(trees), size):
        text, gold = "", list[Seen]()
        for tree in trees[first : first + size]:
            gold += gold_words(tree, len(text))
            text += tree.text + between
        yield text.replace("'", "\u2019") if typographic else text, gold


def measure(reader: Reader, trees: list[Tree], settings: Segmentation, *, joined: bool, typographic: bool) -> Score:
    score = Score()
    for text, gold in texts(trees, joined=joined, typographic=typographic):
        reading = reader.read([text], [settings])[0]
        compare(gold, [word for sent in reading.sentences for word in read_words(sent)], score)
    return score


def settings_of(folder: Path, code: str) -> Segmentation:
    with (folder / code / "language.toml").open("rb") as file:
        return Segmentation.of(tomllib.load(file).get("segmentation", {}))


COLUMNS = "words,UPOS,feats,lemma,VERB lemma,NOUN lemma,UAS,LAS,base,nsubj,obj".split(",")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", help="FOLDER/FILE=LANGUAGE, without .conllu or .conllu.xz")
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--languages", type=Path, default=Path("verbale/languages"))
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--joined", action="store_true")
    parser.add_argument("--typographic", action="store_true")
    parser.add_argument("--first", type=int, help="only so many sentences of each file")
    parser.add_argument("--wrong", type=int, default=0, help="show so many wrong lemmas")
    args = parser.parse_args()
    reader = Reader(args.data)
    files = dict(given.split("=", 1) for given in args.files) or TESTS
    print("| file |", " | ".join(COLUMNS), "| sentences/s |")
    print("|---" * (len(COLUMNS) + 2) + "|")
    for name, code in files.items():
        packed = args.treebanks / f"{name}.conllu.xz"
        trees = read(packed if packed.exists() else packed.with_suffix(""))[: args.first]
        began = time.perf_counter()
        score = measure(
            reader, trees, settings_of(args.languages, code), joined=args.joined, typographic=args.typographic
        )
        rate = len(trees) / (time.perf_counter() - began)
        cells = [f"{score.counts[column].f1:.1f}" for column in COLUMNS]
        print("|", name.split("/")[1], "|", " | ".join(cells), f"| {rate:.0f} |", flush=True)
        for line, count in score.wrong.most_common(args.wrong):
            print("   ", count, line)


if __name__ == "__main__":
    main()

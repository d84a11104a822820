"""Fit the gate: the weights of pieces by which a sentence that tells no event is known before it is read.

    python -m tools.gate TREEBANKS [--limit N]

TREEBANKS is the folder of Universal Dependencies treebanks (tools/reader/README.md). Their training sentences and our
own gold are read whole and coded; what is learnt is whether the coder tells an event in a sentence, or the reader sees
one, from the set of its pieces: logistic regression with a ridge. Writes verbale/coding/gate.npz; prints, by
cross-validation, the share of sentences with events kept and of others read at some thresholds.
"""

import argparse
import datetime
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize

from tools.reader.treebanks import read
from verbale.coding import gate
from verbale.coding.coder import events_of, lexicon_of, reader, scenes_of
from verbale.evaluation.notation import load
from verbale.reading import segmentation
from verbale.record.report import Report

GOLD = Path(__file__).resolve().parent.parent / "gold"
RUNNING = {
    "fr": "French-Sequoia/fr_sequoia-ud-train", "en": "English-EWT/en_ewt-ud-train",
    "es": "Spanish-AnCora/es_ancora-ud-dev", "pt": "Portuguese-Bosque/pt_bosque-ud-train",
}  # fmt: skip
KEPT = ("sentences-test-2", "stories-test", "reports-test-2")  # gold that nothing is fitted on
TOGETHER = 12  # sentences of a treebank in one text
SEEN = 0.3  # chance from which the reader counts as seeing an event
RIDGE = 5e-5
FOLDS = 5
Array = npt.NDArray[np.float64]


def reports(treebanks: Path, limit: int) -> Iterator[Report]:
    for lang, name in RUNNING.items():
        trees = list(read(treebanks / f"{name}.conllu.xz"))
        random.Random(1).shuffle(trees)
        texts = [tree.text.replace("\n", " ") for tree in trees[:limit]]
        for at in range(0, len(texts), TOGETHER):
            yield Report("\n".join(texts[at : at + TOGETHER]), f"{lang}-{at}", lang)
        for path in sorted((GOLD / lang).glob("*.txt")):
            for row in load(path) if not path.stem.startswith(KEPT) else ():
                day = datetime.date.fromisoformat(row["date"]) if row["date"] else None
                yield Report(row["text"], row["id"], lang, day, title=row.get("title") or "")


def sentences(report: Report) -> Iterator[tuple[list[int], bool, bool]]:
    """The pieces of each sentence, whether an event is coded in it, and whether the reader sees one."""
    scenes, referents = scenes_of(report, lexicon_of(report.lang or ""), whole=True)
    starts = [event.trigger.span.start for event in events_of(report, scenes, referents)]
    for scene in scenes:
        told, sentence = scene.sentence.told, scene.sentence
        seen = max((told.type(t.i)[1] for t in sentence), default=0.0) if told else 0.0
        words = segmentation.made([(t.start, t.end) for t in sentence])
        coded = any(sentence.start <= at < sentence.end for at in starts)
        yield reader().pieces(report.text, words), coded, seen >= SEEN


def fit(features: sparse.csr_matrix, told: Array) -> Array:
    """Weights, the bias last."""

    def loss(weights: Array) -> tuple[float, Array]:
        worth = features @ weights[:-1] + weights[-1]
        wrong = 1 / (1 + np.exp(-worth)) - told
        gradient = np.append(features.T @ wrong / len(told) + 2 * RIDGE * weights[:-1], wrong.mean())
        return float(np.mean(np.logaddexp(0, worth) - told * worth) + RIDGE * weights[:-1] @ weights[:-1]), gradient

    found: Array = minimize(loss, np.zeros(features.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("--limit", type=int, default=4000, help="sentences of each treebank")
    args = parser.parse_args()
    found = [s for report in reports(args.treebanks, args.limit) for s in sentences(report)]
    random.Random(0).shuffle(found)
    lists = [sorted(set(pieces)) for pieces, _, _ in found]
    rows = np.repeat(np.arange(len(lists)), [len(pieces) for pieces in lists])
    columns = np.concatenate([np.array(pieces) for pieces in lists])
    features = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)))
    coded = np.array([c for _, c, _ in found])
    told = np.array([float(c or s) for _, c, s in found])
    chance = np.zeros(len(found))
    fold = np.arange(len(found)) % FOLDS
    for unseen in range(FOLDS):
        weights = fit(features[fold != unseen], told[fold != unseen])
        worth = features[fold == unseen] @ weights[:-1] + weights[-1]
        chance[fold == unseen] = 1 / (1 + np.exp(-worth))
    for least in (0.02, 0.03, 0.04, 0.05, 0.07, 0.1):
        kept = chance >= least
        print(f"from {least}: {kept[coded].mean():.3f} with events kept, {kept[told == 0].mean():.3f} of others read")
    gate.save(fit(features, told), np.unique(columns))


if __name__ == "__main__":
    main()

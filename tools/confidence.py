"""Fit the weights of the coder's confidence on our own gold.

    python -m tools.confidence GOLD.txt … > verbale/coding/weights.toml

A coded event is told where a required gold event of its type stands at its trigger, and right where that has its dyad
as well. Logistic regression with a ridge, by Newton's steps; what follows each fit is a table of reliability. What the
gold holds optional counts as not told, and not at all for the confidence.
"""

import argparse
import datetime
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from verbale.coding import confidence
from verbale.coding.coder import code_many
from verbale.coding.confidence import EVIDENCE, Weights
from verbale.evaluation.notation import load
from verbale.evaluation.score import apart, paired, same_dyad, same_type
from verbale.record.report import Report
from verbale.record.rows import Row, to_row

RIDGE = 1.0
STEPS = 25
NEAR = 20  # characters between a gold event's quotation and the trigger of what tells it
KEEP_ALL = {"told": Weights(0.0, {}), "right": Weights(0.0, {})}
HEAD = """\
# What each piece of evidence is worth, in log odds: `told`, that the sentence tells an event of the type (drafts
# under `least` are dropped), and `right`, that type and dyad are right (the confidence). Fitted by
# tools/confidence.py on gold that the reader has not learnt from. One set for all languages.
"""
Array = npt.NDArray[np.float64]


def coded_rows(gold: list[Row]) -> Iterator[tuple[Row, list[Row]]]:
    reports = [
        Report(
            r["text"], r["id"], r["lang"], datetime.date.fromisoformat(r["date"]) if r["date"] else None,
            title=r.get("title") or "",
        )
        for r in gold
    ]
    for row, coded in zip(gold, code_many(reports), strict=True):
        yield row, [to_row(event) for event in coded.events]


@dataclass(frozen=True)
class Sample:
    """A coded event: what it rests on, and how it compares with the gold."""

    evidence: frozenset[str]
    told: bool  # required by the gold, of this type
    right: bool  # and of these sides
    optional: bool


def samples(paths: list[Path]) -> Iterator[Sample]:
    """The coded events of gold files, with all drafts kept."""
    for path in paths:
        for gold, events in coded_rows(load(path)):
            near = [(w, got) for w, got in paired(gold["events"], events) if apart(w, got) <= NEAR]
            optional = [e for e in gold["events"] if not e["must"]]
            for event in events:
                wanted = next((w for w, got in near if got is event), None)
                names = frozenset(n.removeprefix(EVIDENCE) for n in event["rests_on"] if n.startswith(EVIDENCE))
                free = any(same_type(o, event) and apart(o, event) <= NEAR for o in optional)
                right = wanted is not None and same_dyad(wanted, event)
                yield Sample(names, wanted is not None, right, wanted is None and free)


def fit(features: Array, right: Array) -> Array:
    """Weights, the bias last."""
    design = np.hstack([features, np.ones((len(features), 1))])
    weights = np.zeros(design.shape[1])
    ridge = RIDGE * np.eye(design.shape[1])
    ridge[-1, -1] = 0.0
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (right - chance) - ridge @ weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + ridge
        weights += np.linalg.solve(curve, gradient)
    return weights


def fitted(found: list[Sample], right: Array, *least: str) -> tuple[Array, str]:
    """The chance of each sample, and the weights as a table's text."""
    names = sorted({n for sample in found for n in sample.evidence})
    features = np.array([[float(n in s.evidence) for n in names] for s in found])
    weights = fit(features, right)
    lines = [f"bias = {weights[-1]:.2f}", *least, "", "[{}.evidence]"]
    lines += [f'"{name}" = {weight:.2f}' for name, weight in zip(names, weights, strict=False)]
    return 1 / (1 + np.exp(-(features @ weights[:-1] + weights[-1]))), "\n".join(lines)


def report(chance: Array, right: Array) -> None:
    for low in np.arange(0, 1, 0.1):
        inside = (chance >= low) & (chance < low + 0.1)
        if inside.any():
            share = right[inside].mean()
            print(f"{low:.1f}-{low + 0.1:.1f}: {inside.sum():4d} events, {share:.2f} right", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--least", type=float, default=0.37, help="chance of being told from which a draft is kept")
    args = parser.parse_args()
    confidence.weights = lambda: KEEP_ALL  # type: ignore[assignment]
    found = list(samples(args.gold))
    told = np.array([float(s.told) for s in found])
    chance, table = fitted(found, told, f"least = {args.least}")
    print(f"{HEAD}\n[told]\n{table.format('told')}\n")
    report(chance, told)
    kept = [s for s, c in zip(found, chance, strict=True) if c >= args.least and not s.optional]
    right = np.array([float(s.right) for s in kept])
    sure, table = fitted(kept, right)
    print(f"[right]\n{table.format('right')}")
    report(sure, right)


if __name__ == "__main__":
    main()

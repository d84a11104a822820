"""Fit the weights of the coder's confidence on our own gold.

    python -m tools.confidence GOLD.txt … > verbale/coding/weights.toml

A coded event is right where a gold event of its row agrees with it in type and dyad. Logistic
regression with a ridge, by Newton's steps; what follows the fit is a table of reliability.
"""

import argparse
import datetime
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from verbale.coding.coder import code_many
from verbale.coding.confidence import EVIDENCE
from verbale.evaluation.notation import load
from verbale.evaluation.score import match
from verbale.record.report import Report
from verbale.record.rows import Row, to_row

RIDGE = 1.0
STEPS = 25
HEAD = """\
# What each piece of evidence is worth, in log odds that the event is right in type and dyad: fitted by
# tools/confidence.py on our development gold. One set for all languages.
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


def samples(paths: list[Path]) -> Iterator[tuple[list[str], bool]]:
    """The evidence of each coded event and whether it is right; optional ones are left out."""
    for path in paths:
        for gold, events in coded_rows(load(path)):
            found = match(gold["events"], events, "dyad")
            for event in events:
                right = any(pair is event for _, pair in found.hits)
                if right or any(spare is event for spare in found.spare):
                    names = [n.removeprefix(EVIDENCE) for n in event["rests_on"] if n.startswith(EVIDENCE)]
                    yield names, right


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path)
    found = list(samples(parser.parse_args().gold))
    names = sorted({n for evidence, _ in found for n in evidence})
    features = np.array([[float(n in evidence) for n in names] for evidence, _ in found])
    right = np.array([float(r) for _, r in found])
    weights = fit(features, right)
    print(f"{HEAD}bias = {weights[-1]:.2f}\n\n[evidence]")
    for name, weight in zip(names, weights, strict=False):
        print(f'"{name}" = {weight:.2f}')
    chance = 1 / (1 + np.exp(-(features @ weights[:-1] + weights[-1])))
    for low in np.arange(0, 1, 0.1):
        inside = (chance >= low) & (chance < low + 0.1)
        if inside.any():
            share = right[inside].mean()
            print(f"{low:.1f}-{low + 0.1:.1f}: {inside.sum():4d} events, {share:.2f} right", file=sys.stderr)


if __name__ == "__main__":
    main()

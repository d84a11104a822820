"""Measure how reports of one happening are joined, and fit the weights by which they are.

    python -m tools.episodes gold/episodes/test*.jsonl [--among GOLD.txt …]
    python -m tools.episodes gold/episodes/dev*.jsonl --among GOLD.txt … --fit > verbale/ledger/episodes.toml

A row of a file is a report with the labels of the happenings that it `tells`. Two reports belong together where they
share a label; the ledger joins them where they share an episode. Figures are over pairs of reports (pairwise F1).

The reports of --among (in the notation of gold/README.md) tell each a happening of its own; they are laid within ten
days, as much as a desk with many states gets, where nearly all records of one type and state are of different things.

Labels are of reports, not of records, so the fit takes two records of reports that share a label for one happening
where the weights so far put them nearest, and leaves the other pairs of such reports aside; records of reports that
share none are two happenings. Logistic regression with a ridge over the pairs that the ledger compares; the bias is
then raised by LENIENT, chosen on the same reports. What no pair shows keeps its weight.
"""

import argparse
import datetime
import json
import sys
import tempfile
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np

from verbale.coding.coder import code_many
from verbale.evaluation.notation import load
from verbale.ledger.episodes import candidates, traces
from verbale.ledger.ledger import Ledger
from verbale.ledger.likeness import WEIGHTS, Trace, features, likeness, weights
from verbale.record.report import Report
from verbale.record.rows import Row

RIDGE = 1.0
STEPS = 30
ROUNDS = 4
LENIENT = 2.5
CROWDED, DAYS = datetime.date(2012, 5, 1), 10  # when the reports of --among are laid, and within how many days


def filled(rows: list[Row], path: Path) -> Ledger:
    """A ledger of these reports, added in the order of their days."""
    rows = sorted(rows, key=lambda r: (r["date"], r["id"]))
    ledger = Ledger(path)
    ledger.add(code_many(
        Report(r["text"], r["id"], r["lang"], datetime.date.fromisoformat(r["date"]), title=r["title"]) for r in rows
    ))  # fmt: skip
    return ledger


def crowd(paths: list[Path]) -> Iterator[Row]:
    """Reports of which no two tell one happening, within some days of each other."""
    for at, row in enumerate(row for path in paths for row in load(path)):
        day = CROWDED + datetime.timedelta(days=at % DAYS)
        kept = {name: row[name] for name in ("id", "lang", "text")}
        yield kept | {"date": day.isoformat(), "title": row["title"] or "", "tells": [row["id"]]}


def told(rows: list[Row]) -> dict[str, set[str]]:
    return {r["id"]: set(r["tells"]) for r in rows}


def pairs(labels: dict[str, set[str]]) -> set[tuple[str, str]]:
    return {(a, b) for a, b in combinations(sorted(labels), 2) if labels[a] & labels[b]}


def joined(ledger: Ledger) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for report, episode in ledger.sql("select report, episode from verbale.events"):
        found.setdefault(report, set()).add(episode)
    return found


def measure(rows: list[Row], ledger: Ledger) -> None:
    gold, found = pairs(told(rows)), pairs(joined(ledger))
    right = len(gold & found)
    precision, recall = right / max(1, len(found)), right / max(1, len(gold))
    f1 = 2 * right / max(1, len(gold) + len(found))
    print(f"{len(rows)} reports, {len(gold)} pairs; joined {len(found)}, right {right}")
    print(f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    for name, missed in (("missed", gold - found), ("wrong", found - gold)):
        print(f"{name}: " + ", ".join(f"{a}+{b}" for a, b in sorted(missed)))


def examples(rows: list[Row], ledger: Ledger, given: dict[str, float]) -> Iterator[tuple[Trace, Trace, bool]]:
    labels = told(rows)
    names = dict(ledger.sql("select key, id from verbale.reports"))
    keys = {key for (key,) in ledger.sql("select key from verbale.events")}
    by_key = {trace.key: trace for trace, _ in traces(ledger.store, keys)}
    found = candidates(ledger.store, sorted(keys))
    near = {frozenset((key, other)) for key, others in found.items() for other in others}
    by_pair: dict[tuple[int, int], list[tuple[Trace, Trace]]] = {}
    for a, b in (sorted((by_key[k] for k in pair), key=lambda t: t.key) for pair in sorted(near, key=sorted)):
        if a.report != b.report:
            by_pair.setdefault((a.report, b.report), []).append((a, b))
    for (one, other), told_by in by_pair.items():
        if labels[names[one]] & labels[names[other]]:
            a, b = max(told_by, key=lambda pair: likeness(*pair, given))
            yield a, b, True
        else:
            yield from ((a, b, False) for a, b in told_by)


def fit(rows: list[Row], ledger: Ledger) -> dict[str, float]:
    current = dict(weights())
    order = list(current)
    for _ in range(ROUNDS):
        cases = list(examples(rows, ledger, current))
        x = np.zeros((len(cases), len(order)))
        y = np.array([float(same) for *_, same in cases])
        for i, (a, b, _) in enumerate(cases):
            x[i, order.index("bias")] = 1.0
            for name, value in features(a, b):
                x[i, order.index(name)] += value
        found = np.zeros(len(order))
        for _ in range(STEPS):
            chance = 1 / (1 + np.exp(-np.clip(x @ found, -30, 30)))
            slope = x.T @ (chance - y) + RIDGE * found
            bend = (x * (chance * (1 - chance))[:, None]).T @ x + RIDGE * np.eye(len(order))
            found = found - np.linalg.solve(bend, slope)
        shown = x.any(axis=0)
        current |= {name: float(found[i]) for i, name in enumerate(order) if shown[i]}
    return current | {"bias": current["bias"] + LENIENT}


def rewritten(found: dict[str, float]) -> Iterator[str]:
    """The file of weights with new figures; its comments stay."""
    for line in WEIGHTS.read_text(encoding="utf-8").splitlines():
        key = line.split("=")[0].strip()
        name = key.strip('"')
        yield f"{key} = {found[name]:.2f}" if name in found else line


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--among", type=Path, nargs="+", default=[], metavar="GOLD.txt")
    parser.add_argument("--fit", action="store_true", help="print fitted weights")
    options = parser.parse_args()
    rows = [json.loads(line) for path in options.gold for line in path.read_text(encoding="utf-8").splitlines()]
    rows += crowd(options.among)
    with tempfile.TemporaryDirectory() as folder:
        ledger = filled(rows, Path(folder) / "episodes.duckdb")
        if options.fit:
            sys.stdout.write("\n".join(rewritten(fit(rows, ledger))) + "\n")
        else:
            measure(rows, ledger)
        ledger.close()


if __name__ == "__main__":
    main()

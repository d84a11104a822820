"""Print the table of measured quality, docs/quality.md: `make quality`.

Every gold file under `gold/` is coded as a user would, and scored by `verbale.evaluation.score`; those that the
reader has not learnt from are coded by the rules alone and by the reader alone as well.
"""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from verbale.coding import coder, proposals, relevance
from verbale.coding.coder import code_many
from verbale.evaluation.notation import load
from verbale.evaluation.score import MEASURES, fields, score
from verbale.languages.pack import folders
from verbale.record.report import Report
from verbale.record.rows import Row, to_row

GOLD = Path(__file__).resolve().parent.parent / "gold"
HEAD = """\
# Measured quality

Made by `make quality`: every file of `gold/` coded with this version and scored as `verbale evaluate`
scores. `type` asks for the event's type alone, `dyad` for the countries of both sides as well, `actors` for
the sectors too. How well the reader parses is in [reader.md](reader.md).

The reader has learnt from the `dev` files, all but fr `reports-dev-3.txt`, en and pt `reports-dev-1.txt`: their figures
say how well it remembers.
`sentences-test.txt` were kept from it, but thresholds and confidence are fitted on them; `reports-test-*.txt` are
kept unseen by whoever works on the coder. The single sentences are written to be hard: rare words and phrases,
with sport, weather and business among them.
"""
ALONE = """## Rules alone, reader alone, both
F1 on what the reader has not learnt from. Alone, the reader proposes from a probability of 0.5.

| file | required events | | rules | reader | both |
| --- | --- | --- | --- | --- | --- |
"""
NEVER, LIKELY = 2.0, 0.5  # probabilities
KEPT = {("fr", "reports-dev-3.txt"), ("en", "reports-dev-1.txt"), ("pt", "reports-dev-1.txt")}  # from the reader


def coded(gold: list[Row]) -> list[Row]:
    reports = [
        Report(
            r["text"], r["id"], r["lang"], datetime.date.fromisoformat(r["date"]) if r["date"] else None,
            title=r.get("title") or "",
        )
        for r in gold
    ]
    return [
        {"id": c.report.id, "events": [to_row(e) for e in c.events], "error": c.error}
        for c in code_many(reports)
    ]


def section(path: Path) -> str:
    gold = load(path)
    out = coded(gold)
    figures = score(gold, out)["all"]
    lines = [
        f"## {path.parent.name}: {path.name}",
        f"{len(gold)} pieces, {sum(e['must'] for r in gold for e in r['events'])} required events.",
        "",
        "| measure | precision | recall | F1 | hits | missed | spare |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name in MEASURES:
        f = figures[name]
        lines.append(
            f"| {name} | {f['precision']:.2f} | {f['recall']:.2f} | {f['f1']:.2f} | {f['hits']} | "
            f"{f['missed']} | {f['spare']} |"
        )
    parts = [f"{name} {right} of {stated}" for name, (right, stated) in fields(gold, out).items() if stated]
    return "\n".join([*lines, "", "Right among the events matched by type: " + ", ".join(parts) + "."])


@contextmanager
def rules_alone() -> Iterator[None]:
    before = proposals.PROPOSED, relevance.TRUSTED
    proposals.PROPOSED = relevance.TRUSTED = NEVER
    try:
        yield
    finally:
        proposals.PROPOSED, relevance.TRUSTED = before


@contextmanager
def reader_alone() -> Iterator[None]:
    before = proposals.PROPOSED, coder.find_hits
    proposals.PROPOSED = LIKELY
    coder.find_hits = lambda *_: {}
    try:
        yield
    finally:
        proposals.PROPOSED, coder.find_hits = before


@contextmanager
def both() -> Iterator[None]:
    yield


def compared(path: Path) -> Iterator[str]:
    gold = load(path)
    ways: tuple[Callable[[], object], ...] = (rules_alone, reader_alone, both)
    found = []
    for way in ways:
        with way():  # type: ignore[attr-defined]
            found.append(score(gold, coded(gold))["all"])
    required = sum(e["must"] for r in gold for e in r["events"])
    for name in ("type", "dyad"):
        cells = " | ".join(f"{figures[name]['f1']:.2f}" for figures in found)
        yield f"| {path.parent.name}: {path.name} | {required} | {name} | {cells} |"


def unlearnt() -> list[Path]:
    with_folder = {p for p in GOLD.glob("*/*.txt") if folders().get(p.parent.name)}
    return sorted(p for p in with_folder if "test" in p.name or (p.parent.name, p.name) in KEPT)


def main() -> None:
    print(HEAD)
    print(ALONE + "\n".join(line for path in unlearnt() for line in compared(path)) + "\n")
    print("\n\n".join(section(path) for path in sorted(GOLD.glob("*/*.txt"))))


if __name__ == "__main__":
    main()

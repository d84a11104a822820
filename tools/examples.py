"""Examples for a language's folder: sentences of our gold that are coded as they should be, so that they stay so.

    python -m tools.examples LANGUAGE [--count 200] > verbale/languages/LANGUAGE/examples.jsonl

They are drawn type by type, rare types first, from the files that are there to develop on; one in five tells nothing.
"""

import argparse
import json
import random
import sys
from collections import defaultdict
from pathlib import Path

from tools.quality import coded
from verbale.evaluation.notation import load
from verbale.evaluation.score import match
from verbale.record.rows import Row

GOLD = Path(__file__).resolve().parent.parent / "gold"
SILENT = 0.2  # share of examples without events
LONGEST = 340  # characters
KEYS = ("event", "alt", "source", "target", "status", "must")


def is_right(gold: Row, events: list[Row]) -> bool:
    """Every required event, with sides, sectors and status, and none to spare."""
    found = match(gold["events"], events, "actors")
    same = all(wanted["status"] == got["status"] for wanted, got in found.hits)
    return same and not found.missed and not found.spare


def example(gold: Row) -> Row:
    events = [
        {key: event[key] for key in KEYS if key in event and not (key == "must" and event["must"])}
        for event in gold["events"]
    ]
    for event in events:
        for side in ("source", "target"):
            event[side] = [{"country": a["country"], "sector": a["sector"]} for a in event[side]]
    return {"text": gold["text"], **({"date": gold["date"]} if gold["date"] else {}), "events": events}


def chosen(rows: list[Row], count: int) -> list[Row]:
    """Turn by turn one of each type, those with fewest first; then those without events."""
    by_type: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_type[row["events"][0]["event"] if row["events"] else ""].append(row)
    silent = by_type.pop("", [])[: round(SILENT * count)]
    queues = sorted(by_type.values(), key=len)
    found: list[Row] = []
    while any(queues) and len(found) < count - len(silent):
        for queue in queues:
            if queue and len(found) < count - len(silent):
                found.append(queue.pop())
    return found + silent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language")
    parser.add_argument("--count", type=int, default=200)
    args = parser.parse_args()
    gold = [row for path in sorted(GOLD.glob(f"{args.language}/sentences-dev*.txt")) for row in load(path)]
    gold = [row for row in gold if len(row["text"]) <= LONGEST]
    right = [row for row, out in zip(gold, coded(gold), strict=True) if is_right(row, out["events"])]
    random.Random(1).shuffle(right)
    for row in chosen(right, args.count):
        sys.stdout.write(json.dumps(example(row), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

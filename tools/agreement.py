"""How well two readers of our gold agree: what the second, who saw the texts alone, wrote, scored against the first.

    python -m tools.agreement

Files of `gold/second-reader/` are compared with those of the same language and name in `gold/`. The second reader's
optional lines count neither way.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from verbale.evaluation.notation import load
from verbale.evaluation.score import MEASURES, fields, score

GOLD = Path(__file__).resolve().parent.parent / "gold"
Row = dict[str, Any]


def as_coded(row: Row) -> Row:
    """A gold row in the form of coded ones."""
    events = [
        {
            **event,
            "trigger": {"span": event.get("evidence", {}).get("trigger", [event["quote"]])[0]},
            "date": {"start": event["date"].split("/")[0]} if event.get("date") else None,
            "place": event.get("place"),
        }
        for event in row["events"] if event["must"]
    ]  # fmt: skip
    return {"id": row["id"], "events": events, "error": None}


def table() -> Iterator[str]:
    yield "| file | pieces | type F1 | dyad F1 | actors F1 | mode | status | date | place |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for path in sorted((GOLD / "second-reader").glob("*/*.txt")):
        first, second = load(GOLD / path.parent.name / path.name), [as_coded(row) for row in load(path)]
        figures = score(first, second)["all"]
        alike = fields(first, second)
        cells = [f"{figures[m]['f1']:.2f}" for m in MEASURES] + [f"{a} of {b}" for a, b in alike.values()]
        yield f"| {path.parent.name}: {path.name} | {len(first)} | {' | '.join(cells)} |"


if __name__ == "__main__":
    print("\n".join(table()))

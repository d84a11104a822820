"""Print the table of measured quality, docs/quality.md: `make quality`.

Every gold file under `gold/` is coded as a user would, and scored by `verbale.evaluation.score`.
"""

import datetime
from pathlib import Path

from verbale.coding.coder import code_many
from verbale.evaluation.notation import load
from verbale.evaluation.score import MEASURES, fields, score
from verbale.record.report import Report
from verbale.record.rows import Row, to_row

GOLD = Path(__file__).resolve().parent.parent / "gold"
HEAD = """\
# Measured quality

Made by `make quality`: every file of `gold/` coded with this version and scored as `verbale evaluate`
scores. `type` asks for the event's type alone, `dyad` for the countries of both sides as well, `actors` for
the sectors too. `dev` files were worked on; `test` files are kept unseen by whoever works on the coder.
How well the reader parses is in [reader.md](reader.md).
"""


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


def main() -> None:
    print(HEAD)
    print("\n\n".join(section(path) for path in sorted(GOLD.glob("*/*.txt"))))


if __name__ == "__main__":
    main()

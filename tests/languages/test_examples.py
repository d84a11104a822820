"""The examples that each language folder carries: own sentences with the record expected of them."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from verbale.coding.coder import code
from verbale.evaluation.score import match
from verbale.languages.pack import folders
from verbale.record.report import Report
from verbale.record.rows import to_row

FILE = "examples.jsonl"
ENOUGH = 150  # examples that a folder with event words has at least


def examples(folder: Path) -> list[dict[str, Any]]:
    path = folder / FILE
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


WITH_EXAMPLES = {code: found for code, folder in folders().items() if (found := examples(folder))}
ALL = [
    pytest.param(
        language, row, id=row["text"][:50],
        marks=[pytest.mark.xfail(reason="not coded right yet", strict=True)] if row.get("missed") else [],
    )
    for language, rows in WITH_EXAMPLES.items() for row in rows
]  # fmt: skip
MISSED = 0.1  # share of a folder's examples that may be marked so


def test_there_are_enough_of_them() -> None:
    assert WITH_EXAMPLES
    for language, rows in WITH_EXAMPLES.items():
        assert len(rows) >= ENOUGH, language
        assert any(not row["events"] for row in rows), f"{language}: none without events"
        assert sum(map(bool, (row.get("missed") for row in rows))) <= MISSED * len(rows), language


@pytest.mark.parametrize(("language", "row"), ALL)
def test_example(language: str, row: dict[str, Any], reader_files: None) -> None:
    day = datetime.date.fromisoformat(row["date"]) if "date" in row else None
    found = [to_row(event) for event in code(Report(row["text"], id="example", lang=language, date=day))]
    matched = match(row["events"], found, "actors")
    assert not matched.missed
    assert not matched.spare
    assert all(wanted["status"] == got["status"] for wanted, got in matched.hits)

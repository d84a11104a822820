import json
from dataclasses import fields
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from tests.samples import event, events
from verbale.record import event as parts
from verbale.record.rows import from_row, to_row
from verbale.record.schema import schema

VALIDATOR = jsonschema.Draft202012Validator(schema())
KINDS = [parts.Event, parts.Actor, parts.Trigger, parts.When, parts.Place, parts.Quantity, parts.Commitment]
DOCS = Path(__file__).parents[2] / "docs" / "record.md"
FAULTS = {
    "unknown type": {"event": "PEACE"},
    "unknown status": {"status": "perhaps"},
    "confidence above one": {"confidence": 1.5},
    "a span of three": {"quote": [1, 2, 3]},
    "unknown field": {"mood": "good"},
    "no trigger": {"trigger": None},
}


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(events)
def test_record_json_record(record):
    row = json.loads(json.dumps(to_row(record)))
    VALIDATOR.validate(row)
    assert from_row(row) == record


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("change", FAULTS.values(), ids=FAULTS)
def test_what_is_no_record(change):
    assert not VALIDATOR.is_valid(to_row(event()) | change)


@pytest.mark.parametrize(("kind", "name"), [(k.__name__, f.name) for k in KINDS for f in fields(k)])
def test_each_field_is_documented(kind, name):
    sections = DOCS.read_text(encoding="utf-8").split("\n## ")
    section = next(s for s in sections if s.startswith(f"{kind}\n"))
    assert f"| `{name}` |" in section

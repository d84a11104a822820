"""Records as plain rows: what JSON, tables and the ledger hold. Spans are `[start, end]`."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from verbale.record.event import Actor, Commitment, Event, Place, Quantity, Trigger, When
from verbale.record.span import Span

Row = dict[str, Any]
LISTS: Mapping[str, type] = {
    "source": Actor, "target": Actor, "attribution": Actor, "quantities": Quantity,
}  # fmt: skip
PARTS: Mapping[str, type] = {
    "trigger": Trigger, "date": When, "place": Place, "commitment": Commitment
}  # fmt: skip


def to_row(value: Any) -> Any:
    """A record or a part of one as JSON's own types."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple):
        return [to_row(v) for v in value]
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: to_row(getattr(value, f.name)) for f in fields(value)}
    return value


def part(kind: type, row: Mapping[str, Any]) -> Any:
    values = dict(row)
    if values.get("span") is not None:
        values["span"] = Span(*values["span"])
    if "sector" in values:
        values["sector"] = tuple(values["sector"])
    return kind(**values)


def from_row(row: Mapping[str, Any]) -> Event:
    """The record that a row was made from."""
    values = dict(row)
    for name, kind in LISTS.items():
        values[name] = tuple(part(kind, r) for r in values[name])
    for name, kind in PARTS.items():
        values[name] = None if values[name] is None else part(kind, values[name])
    values["quote"] = Span(*values["quote"])
    values["context"] = tuple(values["context"])
    values["rests_on"] = tuple(values["rests_on"])
    return Event(**values)

"""The JSON Schema of the event record, derived from its dataclasses and the ontology."""

import types
import typing
from dataclasses import fields
from typing import Any

from verbale.record import ontology
from verbale.record.event import Event
from verbale.record.span import Span

DRAFT = "https://json-schema.org/draft/2020-12/schema"
PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}
SPAN = {
    "type": "array", "prefixItems": [{"type": "integer", "minimum": 0}] * 2, "minItems": 2, "maxItems": 2,
}  # fmt: skip


def values(field: str) -> list[str] | None:
    """The values that a field may take, where the ontology lists them."""
    match field:
        case "event":
            return sorted(ontology.EVENTS)
        case "context":
            return sorted(ontology.CONTEXTS)
        case "sector":
            return sorted(ontology.SECTORS)
        case "status":
            return list(ontology.STATUSES)
        case "qualifier":
            return list(ontology.QUALIFIERS)
        case "quad":
            return sorted({ontology.quad(e) for e in ontology.EVENTS})
    return None


def of_type(kind: Any, field: str) -> dict[str, Any]:
    if kind is Span:
        return SPAN
    if kind in PLAIN:
        found: dict[str, Any] = {"type": PLAIN[kind]}
        if allowed := values(field):
            found["enum"] = allowed
        if field == "confidence":
            found |= {"minimum": 0, "maximum": 1}
        return found
    if isinstance(kind, types.UnionType):
        options = [of_type(k, field) for k in typing.get_args(kind) if k is not type(None)]
        return {"anyOf": [*options, {"type": "null"}]}
    if typing.get_origin(kind) is tuple:
        return {"type": "array", "items": of_type(typing.get_args(kind)[0], field)}
    return of_class(kind)


def of_class(kind: type) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    names = [f.name for f in fields(kind)]
    return {
        "type": "object",
        "properties": {name: of_type(hints[name], name) for name in names},
        "required": names,
        "additionalProperties": False,
    }


def schema() -> dict[str, Any]:
    """The schema of one record.

    >>> schema()["properties"]["status"]["enum"][0]
    'occurred'
    """
    return {"$schema": DRAFT, "title": "Verbale event record", **of_class(Event)}

"""The values that a record's fields may take: PLOVER's ontology, CAMEO codes, country codes."""

import csv
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
STATUSES = ("occurred", "ongoing", "intended", "called-for", "hypothetical", "denied")
QUALIFIERS = ("exact", "about", "at-least", "at-most")


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with (HERE / "ontology.csv").open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))


def _codes(kind: str) -> frozenset[str]:
    return frozenset(row["code"] for row in _rows() if row["kind"] == kind)


EVENTS = _codes("event")
CONTEXTS = _codes("context")
SECTORS = _codes("sector")
INTERNATIONAL = _codes("international")


@cache
def modes(event: str) -> frozenset[str]:
    """The modes of a type."""
    return frozenset(r["mode"] for r in _rows() if r["kind"] == "mode" and r["code"] == event)


@cache
def _of(event: str, mode: str | None) -> dict[str, str]:
    for row in _rows():
        if row["code"] == event and row["mode"] == (mode or "") and row["kind"] in ("event", "mode"):
            return row
    raise KeyError(f"no {event}/{mode}")


def quad(event: str) -> str:
    """Verbal or material, cooperation or conflict."""
    return _of(event, None)["quad"]


def score(event: str, mode: str | None) -> float | None:
    """PLOVER's score of a type and mode; the type's own where the mode has none."""
    own = _of(event, mode)["score"] or _of(event, None)["score"]
    return float(own) if own else None


def is_country(code: str) -> bool:
    """A country is three capital letters, or one of PLOVER's international codes."""
    return code in INTERNATIONAL or (len(code) == 3 and code.isascii() and code.isupper())


@cache
def _cameo() -> tuple[dict[str, str], ...]:
    with (HERE / "cameo.csv").open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))


@cache
def _goldstein() -> dict[str, float]:
    with (HERE / "goldstein.csv").open(encoding="utf-8") as lines:
        return {row["cameo"]: float(row["goldstein"]) for row in csv.DictReader(lines)}


@cache
def cameo(event: str, mode: str | None) -> str:
    """The closest CAMEO code of a type and mode; the type's own where the mode has none."""
    codes = {(row["event"], row["mode"]): row["cameo"] for row in _cameo()}
    return codes.get((event, mode or "")) or codes[event, ""]


def goldstein(code: str | None) -> float | None:
    """The score of a CAMEO code on Goldstein's scale (1992), or of the code that it is a part of.

    >>> goldstein("0874"), goldstein("0611"), goldstein(None)
    (10.0, 6.4, None)
    """
    return None if code is None else _goldstein().get(code, _goldstein().get(code[:3]))

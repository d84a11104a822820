"""Where the reports of one happening say different things: when, where, how much, who."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any

from verbale.record.rows import Row


def disagreements(rows: Sequence[Row]) -> list[Row]:
    """The fields on which the records of one happening differ, each with its values and who says so.

    A record that says nothing of a field agrees with all. A value is a day, a place's name, a list of countries, or a
    figure; `reports` are the ids of the reports that have it.
    """
    fields: list[tuple[str, Callable[[Row], Any]]] = [
        ("date", day), ("place", place), ("source", source), ("target", target),
    ]  # fmt: skip
    fields += [(measure, figure(measure)) for measure in measures(rows)]
    return [found for name, value in fields if (found := field(name, value, rows)) is not None]


def field(name: str, value: Callable[[Row], Any], rows: Sequence[Row]) -> Row | None:
    said: dict[Any, list[str]] = {}
    for row in rows:
        found = value(row)
        if found is not None and row["report"] not in said.setdefault(found, []):
            said[found].append(row["report"])
    if all(set(one) & set(other) for one, other in combinations(said.values(), 2)):
        return None  # two records of one report are two sides of a story, no dispute
    values = [{"value": list(v) if isinstance(v, tuple) else v, "reports": who} for v, who in said.items()]
    return {"field": name, "values": values}


def day(row: Row) -> str | None:
    """The day that the report itself tells, not one taken from its own date."""
    when = row["date"]
    return when["start"] if when and when["precision"] == "day" and when["span"] else None


def place(row: Row) -> str | None:
    return row["place"]["name"] if row["place"] and row["place"]["precision"] == "city" else None


def source(row: Row) -> tuple[str, ...] | None:
    """Who did it; of a mutual event there is no side that others could deny."""
    return countries(row["source"]) if row["target"] else None


def target(row: Row) -> tuple[str, ...] | None:
    return countries(row["target"])


def countries(actors: Sequence[Row]) -> tuple[str, ...] | None:
    return tuple(sorted({a["country"] for a in actors if a["country"]})) or None


def measures(rows: Sequence[Row]) -> list[str]:
    """What more than one record counts."""
    counted = [q["measure"] for row in rows for q in {q["measure"]: q for q in row["quantities"]}.values()]
    return sorted({measure for measure in counted if counted.count(measure) > 1})


def figure(measure: str) -> Callable[[Row], float | None]:
    def value(row: Row) -> float | None:
        return next(iter(figures(row, measure)), None)

    return value


def figures(row: Row, measure: str) -> Iterator[float]:
    return (q["value"] for q in row["quantities"] if q["measure"] == measure)

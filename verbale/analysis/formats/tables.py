"""Writing and reading the field's tables, whichever format: parted by tabs, a row a dyadic event."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import ModuleType
from typing import IO

from verbale.analysis.formats import gdelt, icews, phoenix, polecat
from verbale.analysis.formats.dyadic import ROOTS, cell, dyadic
from verbale.record.errors import InputError
from verbale.record.rows import Row

FORMATS: Mapping[str, ModuleType] = {"polecat": polecat, "icews": icews, "gdelt": gdelt, "phoenix": phoenix}
CELL = 1_000_000  # characters; GDELT's own have under a thousand


def write(rows: Iterable[Row], form: str, out: IO[str]) -> int:
    """Records in a format of the field; how many rows were written."""
    kind, written = FORMATS[form], 0
    if kind.HEADER:
        out.write("\t".join(kind.COLUMNS) + "\n")
    for event in dyadic(rows):
        out.write("\t".join(map(cell, kind.line(event))) + "\n")
        written += 1
    return written


def write_dyad_days(rows: Iterable[Row], out: IO[str]) -> int:
    """Counts of CAMEO root codes a day and directed pair of countries; how many rows were written."""
    counts: dict[tuple[date, str, str], Counter[str]] = {}
    for event in dyadic(rows):
        source, target, day = event.source["country"], event.target["country"], event.day
        if source and target and day and event.row["cameo"]:
            counts.setdefault((day, source, target), Counter())[event.row["cameo"][:2]] += 1
    out.write("\t".join(("date", "source", "target", *(f"cameo_{root}" for root in ROOTS))) + "\n")
    for (day, source, target), found in sorted(counts.items()):
        out.write("\t".join(map(cell, (day, source, target, *(found[root] for root in ROOTS)))) + "\n")
    return len(counts)


def read(lines: IO[str], form: str, origin: str) -> Iterator[Row | InputError]:
    """The events of such a table as rows of the ledger's `foreign_events`; a faulty line as the error that names it.

    Raises InputError where the file is of another format. A code that PLOVER has no type for is passed over.
    """
    kind = FORMATS[form]
    csv.field_size_limit(CELL)
    table = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    if kind.HEADER:
        header = next(table, [])
        if missing := [name for name in kind.COLUMNS[:3] if name not in header]:
            raise InputError(f"no column {missing[0]!r}", where=origin, hint=f"is it a file of {form}?")
    else:
        header = list(kind.COLUMNS)
    for cells in table:
        try:
            if len(cells) != len(header):
                raise ValueError(f"{len(cells)} cells, {len(header)} are wanted")
            found = kind.event(dict(zip(header, cells, strict=True)))
            date.fromisoformat(found["day"])
        except (ValueError, KeyError) as error:
            yield InputError(f"no event: {error}", where=f"{origin}:{table.line_num}", hint=f"a line of {form}")
            continue
        if found["type"]:
            yield {"origin": origin, **found}

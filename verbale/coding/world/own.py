"""A user's own actor file: one CSV that `verbale actors import` fills and that lies over the package's actors.

A row a term: names and short names parted by "|", sectors by ",", dates ISO and as coarse as they are known.
A lookup finds the user's actor in the place of the package's one of the same state and name.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from verbale.coding.world.actors import BODIES, PERSONS, Known, Term, World, bodies, persons, slug, using_world
from verbale.coding.world.names import name_key
from verbale.record import ontology
from verbale.record.errors import InputError

COLUMNS = ("names", "short", "country", "sector", "kind", "role", "power", "from", "to", "source")
NEEDED = frozenset({"names", "country"})
DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
POWERS = frozenset({"", "-", "rules", "title"})
PERSON = "person"
TOO_LONG = 300  # characters of a name


@dataclass(frozen=True, slots=True)
class Taken:
    """One term of one actor, as it stands in a row."""

    names: tuple[str, ...]
    country: str
    sector: tuple[str, ...] = ()
    kind: str = PERSON
    role: str = ""
    start: str = ""
    end: str = ""
    short: tuple[str, ...] = ()
    power: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that is not taken, and why."""

    line: int
    reason: str


def fault(row: Taken) -> str | None:
    """Why a row cannot be taken."""
    if not row.names or not all(re.search(r"\w", name) for name in row.names):
        return "no name"
    if any(len(name) > TOO_LONG for name in row.names):
        return f"a name of more than {TOO_LONG} characters"
    if not ontology.is_country(row.country):
        return f"no country code {row.country!r}"
    unknown = next((s for s in row.sector if s not in ontology.SECTORS), None)
    if unknown is not None:
        return f"no sector {unknown!r}"
    wrong = next((day for day in (row.start, row.end) if day and not DAY.fullmatch(day)), None)
    if wrong is not None:
        return f"no date {wrong!r}: YYYY, YYYY-MM or YYYY-MM-DD is wanted"
    if row.start and row.end and row.end < row.start:
        return f"ends on {row.end}, before it begins"
    return f"no power {row.power!r}" if row.power not in POWERS else None


def split(cell: str, mark: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(mark) if part.strip() not in ("", "-"))


def read_own(lines: Iterable[str], source: str = "") -> Iterator[Taken | Refusal]:
    """The rows of a CSV with at least the columns `names` and `country`.

    Raises InputError where it has no such columns.
    """
    rows = csv.reader(lines)
    header = next(rows, [])
    if not set(header) >= NEEDED:
        raise InputError("no actor file", where=source, hint=f"its first line names the columns: {','.join(COLUMNS)}")
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Refusal(rows.line_num, str(error))
            continue
        if not cells or cells[0].startswith("#"):
            continue
        if len(cells) > len(header):
            yield Refusal(rows.line_num, f"{len(cells)} cells under {len(header)} columns")
            continue
        cell = dict(zip(header, (c.strip() for c in cells), strict=False))
        given = {name: "" if cell.get(name, "") == "-" else cell.get(name, "") for name in COLUMNS}
        row = Taken(
            split(given["names"], "|"), given["country"], split(given["sector"], ","), given["kind"] or PERSON,
            given["role"], given["from"], given["to"], split(given["short"], "|"), given["power"], given["source"],
        )  # fmt: skip
        reason = fault(row)
        yield Refusal(rows.line_num, reason) if reason else row


def write_own(rows: Iterable[Taken], out: IO[str]) -> int:
    """Rows as an actor file; how many."""
    lines, count = csv.writer(out, lineterminator="\n"), 0
    lines.writerow(COLUMNS)
    for row in rows:
        lines.writerow((
            "|".join(row.names), "|".join(row.short), row.country, ",".join(row.sector), row.kind, row.role,
            row.power, row.start, row.end, row.source,
        ))  # fmt: skip
        count += 1
    return count


def kept(path: Path) -> list[Taken]:
    """The rows of an actor file.

    Raises InputError with its first fault: a file that is used is one that has been checked.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            found = list(read_own(lines, str(path)))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("cannot be read", where=str(path), hint=str(error)) from error
    for row in found:
        if isinstance(row, Refusal):
            raise InputError(row.reason, where=f"{path}:{row.line}", hint="`verbale actors import` leaves such out")
    return [row for row in found if isinstance(row, Taken)]


def merged(rows: Iterable[Taken]) -> list[Taken]:
    """Rows without those that are said twice."""
    return list(dict.fromkeys(rows))


def known(rows: Iterable[Taken]) -> Iterator[Known]:
    """Actors with all their terms; rows of one state and first name are one actor's."""
    found: dict[tuple[str, str, str], list[Taken]] = defaultdict(list)
    for row in rows:
        found[name_key(row.names[0]), row.country, row.kind].append(row)
    for (_, country, kind), own in found.items():
        names = tuple(dict.fromkeys(name for row in own for name in row.names))
        short = tuple(dict.fromkeys(name for row in own for name in row.short))
        terms = sorted(
            (Term(country, row.sector, row.role, row.power or "-", row.start, row.end) for row in own),
            key=lambda term: term.start,
        )
        yield Known(slug(country, names[0]), names, short, kind, tuple(terms))


def over(own: Iterable[Known], base: Iterable[Known]) -> Iterator[Known]:
    """A user's actors, then the package's others: of one state and name the user's is the one that counts."""
    taken = set()
    for actor in own:
        taken |= {(country, name_key(name)) for name in actor.names for country in actor.countries}
        yield actor
    for actor in base:
        if not any((country, name_key(name)) in taken for name in actor.names for country in actor.countries):
            yield actor


@contextmanager
def using(paths: Sequence[Path]) -> Iterator[None]:
    """Within it, lookups see the actors of these files over the package's own."""
    if not paths:
        yield
        return
    rows = merged(row for path in paths for row in kept(path))
    with using_world(World(list(over(known(rows), [*persons(PERSONS), *bodies(BODIES)])))):
        yield


def exported(actors: Iterable[Known]) -> Iterator[Taken]:
    """The terms of actors, as rows."""
    for actor in actors:
        for term in actor.terms:
            power = "" if term.power == "-" else term.power
            role = term.role if actor.kind == PERSON else ""
            yield Taken(
                actor.names, term.country, term.sector, actor.kind, role, term.start, term.end, actor.short, power
            )

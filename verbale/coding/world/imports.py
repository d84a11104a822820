"""A file of actors in any format that is known, read line by line into rows and refusals."""

import bz2
import gzip
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, cast

from verbale.coding.world.own import Refusal, Taken, read_own
from verbale.coding.world.petrarch import read_petrarch
from verbale.coding.world.wikidata import CHUNK, read_dump, read_query
from verbale.record.errors import InputError

FORMATS = ("csv", "petrarch", "wikidata", "query")
LONGEST = 20_000_000  # characters of a line; a longer one is refused unread
HEAD = 4096


def unpacked(path: Path) -> IO[bytes]:
    """The bytes of a file, packed or not."""
    if path.suffix == ".gz":
        return cast(IO[bytes], gzip.open(path, "rb"))
    return cast(IO[bytes], bz2.open(path, "rb")) if path.suffix == ".bz2" else path.open("rb")


@contextmanager
def opened(path: Path) -> Iterator[IO[str]]:
    """A text file, packed or not. Raises InputError where it cannot be read."""
    try:
        with unpacked(path) as data:
            yield io.TextIOWrapper(data, encoding="utf-8-sig", errors="replace")
    except (OSError, EOFError) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise InputError(what, where=str(path), hint="is it there, and whole?") from error


def lines(path: Path) -> Iterator[str]:
    """The lines of a file; one that is too long is cut, so that it is refused and not held in memory."""
    with opened(path) as text:
        while line := text.readline(LONGEST):
            yield line
            while not line.endswith("\n") and len(line) == LONGEST and (line := text.readline(LONGEST)):
                pass


def chunks(path: Path) -> Iterator[str]:
    with opened(path) as text:
        yield from iter(partial(text.read, CHUNK), "")


def sniffed(path: Path) -> str:
    """The format of a file by its first characters."""
    with opened(path) as text:
        head = text.read(HEAD).lstrip()
    first = head.partition("\n")[0]
    if head.startswith("{") and '"head"' in head:
        return "query"
    if head.startswith(("[", "{")) and '"id"' in head:
        return "wikidata"
    if {"names", "country"} <= set(first.strip().split(",")):
        return "csv"
    if "[" in head:
        return "petrarch"
    raise InputError("of no format that is known", where=str(path), hint=f"say --format: {', '.join(FORMATS)}")


def read_actors(path: Path, form: str | None = None) -> Iterator[Taken | Refusal]:
    """The rows of a file, and what of it is refused."""
    source = path.name
    match form or sniffed(path):
        case "csv":
            yield from read_own(lines(path), source)
        case "petrarch":
            yield from read_petrarch(lines(path), source)
        case "wikidata":
            yield from read_dump(partial(lines, path), "wikidata:")
        case _:
            yield from read_query(chunks(path), source)


def reasons(refused: Iterable[Refusal]) -> dict[str, int]:
    """How often each reason was given, the most frequent first."""
    found: dict[str, int] = {}
    for refusal in refused:
        found[refusal.reason] = found.get(refusal.reason, 0) + 1
    return dict(sorted(found.items(), key=lambda item: -item[1]))

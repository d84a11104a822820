"""Reading the TOML tables of a chain of language folders, and telling all their faults at once."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from verbale.record.errors import LanguageError

# "jusqu'" is parted from what follows, "aujourd'hui" is not.
LONGEST_ELISION = 5


T = TypeVar("T")


@dataclass(frozen=True)
class Phrases(Generic[T]):
    """Values by phrase, with the length of the longest phrase that begins with each word."""

    rows: Mapping[tuple[str, ...], T]
    longest: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        longest: dict[str, int] = {}
        for words in self.rows:
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
        object.__setattr__(self, "longest", longest)


class Faults:
    """Faults found so far; raised together, one a line, as `file:line: what`."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, path: Path, near: str | int, what: str) -> None:
        """`near` is a line's number, or a stretch of the file's text by which it is found."""
        line = near if isinstance(near, int) else _line_of(path, near)
        self.lines.append(f"{path}:{line}: {what}")

    def raise_any(self) -> None:
        if self.lines:
            raise LanguageError("\n".join(self.lines), hint="mend the rows and check again")


def _line_of(path: Path, near: str) -> int:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return 1
    return next((i for i, line in enumerate(lines, 1) if near and near in line), 1)


def read_tables(
    folders: Sequence[Path], name: str, faults: Faults
) -> list[tuple[Path, Mapping[str, Any]]]:
    """The tables of that name, in the order of the folders; a folder may lack it."""
    tables: list[tuple[Path, Mapping[str, Any]]] = []
    for folder in folders:
        path = folder / name
        if not path.is_file():
            continue
        try:
            tables.append((path, tomllib.loads(path.read_text(encoding="utf-8"))))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            faults.add(path, "", str(error))
    return tables


def merged(tables: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Later tables over earlier ones: the same key replaces, "-" removes, others add."""
    result: dict[str, Any] = {}
    for table in tables:
        for key, value in table.items():
            if isinstance(value, Mapping):
                result[key] = merged([result.get(key, {}), value])
            elif value == "-":
                result.pop(key, None)
            else:
                result[key] = value
    return result


def folded(text: str) -> str:
    r"""Lower case, and one apostrophe for all.

    >>> folded("L\u2019Iran")
    "l'iran"
    """
    return text.replace("\u2019", "'").replace("\u02bc", "'").lower()


def phrase(text: str) -> tuple[str, ...]:
    """The words of a phrase, parted as in `parted`.

    >>> phrase("la journée d'avant-hier")
    ('la', 'journée', "d'", 'avant', '-', 'hier')
    """
    return tuple(part for word in folded(text).split() for part in parted(word))


def parted(word: str) -> tuple[str, ...]:
    """A word in lower case, parted after an elision and at hyphens, as the reader may not have.

    >>> parted("jusqu'au"), parted("aujourd'hui"), parted("mi-mai")
    (("jusqu'", 'au'), ("aujourd'hui",), ('mi', '-', 'mai'))
    """
    if word.isalpha():
        return (word,)
    head, mark, tail = word.partition("'")
    if mark and tail and len(head) <= LONGEST_ELISION:
        return (head + mark, *parted(tail))
    return tuple(part for part in _hyphens(word) if part)


def _hyphens(word: str) -> list[str]:
    found: list[str] = []
    for part in (
        word.replace("\u2010", "-").replace("\u2011", "-").replace("\u2013", "-").split("-")
    ):
        found += ["-", part] if found else [part]
    return found

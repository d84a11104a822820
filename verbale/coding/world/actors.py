"""Who holds which office and which bodies there are, with dates: one index of no language.

Two tables: `persons.tsv` (a row a term in office) and `bodies.tsv` (a row a body, or a period of it). Names
are compared without case, accents, hyphens and apostrophes, so that one row serves all that is
written in Latin letters. An actor file of a user's own (`verbale actors import`) is laid over them.
What names stand in which rows is worked out ahead of time (`index.json`, by tools/actors_index.py), so
that loading costs a read of the files, and an actor is made when it is asked for.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, overload

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from verbale.coding.world.names import name_key

FOLDER = Path(__file__).parent
PERSONS, BODIES, INDEX = FOLDER / "persons.tsv", FOLDER / "bodies.tsv", FOLDER / "index.json"
NONE = "-"
UNIONS = frozenset({"UNO", "EUR", "IGO"})
MOVEMENTS = frozenset({"ISM", "IMG"})  # what has branches in states is meant where none of them is
FORMER = "ELI"
SIDES = frozenset({"GOV", "OPP"})  # of a party, true for a time only
# A misspelt name: how alike the whole, and each of its words, must be to the one known. Strangers
# differ in more (checked by hand on the names of our gold).
ALIKE, WORD_ALIKE, SURNAME_ALIKE, SHORTEST = 0.85, 0.7, 0.82, 8
LEAST = 2  # spaces in the name of a body that may be misspelt
ACRONYM = 6  # letters
RULES = "rules"
LONGEST = 12  # words of a name, its signs counted
MARK = re.compile(r"['’.-]")


@dataclass(frozen=True, slots=True)
class Term:
    """An office, or what a body is, from `start` to the day before `end` (ISO, may be coarse; "" unknown)."""

    country: str
    sector: tuple[str, ...]
    role: str
    power: str = NONE
    start: str = ""
    end: str = ""

    def holds(self, day: str) -> bool:
        return self.start <= day and (not self.end or day < self.end)


@dataclass(frozen=True, slots=True)
class Known:
    """An actor of the world. `kind`: person, or a body's kind; `short`: how the press calls it alone."""

    id: str
    names: tuple[str, ...]
    short: tuple[str, ...]
    kind: str
    terms: tuple[Term, ...]

    @property
    def name(self) -> str:
        return self.names[0]

    @property
    def countries(self) -> frozenset[str]:
        return frozenset(term.country for term in self.terms)

    def on(self, day: str | None) -> Term:
        """What the actor is on a day (ISO); the last that is known where no day is given.

        A person whose terms are over is ELI from the day of leaving; one whose terms have not begun has a country
        and no office.
        """
        if day is None:
            return self.terms[-1]
        current = [term for term in self.terms if term.holds(day)]
        if current:
            return max(current, key=lambda term: ("GOV" in term.sector, term.start))
        past = [term for term in self.terms if term.end and term.end <= day]
        last = past[-1] if past else self.terms[0]
        if self.kind != "person":
            return Term(last.country, tuple(s for s in last.sector if s not in SIDES) or last.sector, last.role)
        if past:
            return Term(last.country, (FORMER,), last.role, NONE, last.end)
        return Term(last.country, (), "")

    @property
    def has_ruled(self) -> bool:
        return any(term.power == RULES for term in self.terms)

    def in_office(self, day: str | None) -> bool:
        return day is None or any(term.holds(day) for term in self.terms)


def is_acronym(name: str) -> bool:
    """Letters that are a word when they are not capitals ("WHO", "ICE")."""
    return name.isupper() and name.isalpha() and name.isascii() and len(name) <= ACRONYM


class Index(dict[str, tuple[int, ...]]):
    """The numbers of the actors of each name."""

    def put(self, key: str, number: int) -> None:
        """One more actor of a name; the same one once."""
        found = self.get(key, ())
        if number not in found:
            self[key] = (*found, number)


class World:
    """Actors by name; built once, never changed. Of equal names all are given, users' own first."""

    def __init__(self, actors: Sequence[Known]) -> None:
        self._actors: Sequence[Known] = actors
        self._names, self._short, self._acronyms = Index(), Index(), Index()
        self._words: dict[str, int] = {}
        for number, actor in enumerate(actors):
            for name in actor.names:
                key = name_key(name)
                if is_acronym(name):
                    self._acronyms.put(name, number)
                else:
                    self._names.put(key, number)
                self._count(name, key)
            for short in actor.short:
                self._short.put(name_key(short), number)

    @classmethod
    def indexed(cls, actors: Sequence[Known], index: Mapping[str, Any]) -> "World":
        """The same from what `index` has worked out ("names", "short", "acronyms", "words")."""
        found = cls(())
        found._actors, found._words = actors, index["words"]
        found._names, found._short, found._acronyms = (Index(index[name]) for name in ("names", "short", "acronyms"))
        return found

    def index(self) -> dict[str, Any]:
        """What `indexed` takes."""
        return {
            "names": self._names, "short": self._short, "acronyms": self._acronyms,
            "words": self._words,
        }  # fmt: skip

    def _all(self, numbers: Iterable[int]) -> tuple[Known, ...]:
        return tuple(self._actors[number] for number in numbers)

    def _count(self, name: str, key: str) -> None:
        """How many words and signs a reader may cut a name into, by what it may take for the first."""
        first, length, marks = key.partition(" ")[0], name.count(" ") + 1, MARK.findall(name)
        if marks:
            length = min(length + len(marks) * 2, LONGEST)
            before = name_key(MARK.split(name, maxsplit=1)[0]).partition(" ")[0]
            self._words[before] = max(self._words.get(before, 0), length)
        if self._words.get(first, 0) < length:
            self._words[first] = length

    @cached_property
    def _blocks(self) -> Mapping[tuple[str, int], Sequence[str]]:
        """The names of persons by the first letter of the last word and the number of words."""
        blocks: dict[tuple[str, int], list[str]] = defaultdict(list)
        for key, found in self._names.items():
            if " " in key and len(key) >= SHORTEST and self._actors[found[0]].kind == "person":
                blocks[key.rpartition(" ")[2][0], key.count(" ")].append(key)
        return blocks

    @cached_property
    def _phrases(self) -> Mapping[int, Sequence[str]]:
        """The names of bodies that have several words, by how many."""
        phrases: dict[int, list[str]] = defaultdict(list)
        for key, found in self._names.items():
            if key.count(" ") >= LEAST and self._actors[found[0]].kind != "person":
                phrases[key.count(" ")].append(key)
        return phrases

    def named(self, name: str) -> tuple[Known, ...]:
        """The actors of exactly that name; an acronym only where it is written in capitals."""
        return self._all(dict.fromkeys((*self._acronyms.get(name, ()), *self._names.get(name_key(name), ()))))

    def called(self, short: str) -> tuple[Known, ...]:
        """The actors whom the press calls so: by surname alone, or by a full name."""
        key = name_key(short)
        found = (*self._acronyms.get(short, ()), *self._names.get(key, ()), *self._short.get(key, ()))
        return self._all(dict.fromkeys(found))

    def longest(self, word: str) -> int:
        """How many words the longest name has that begins with this one; 0 where none does."""
        return self._words.get(name_key(word).partition(" ")[0], 0)

    def resembling(self, name: str) -> tuple[Known, ...]:
        """The body of several words whose name is written nearly so; none where two fit equally well."""
        key = name_key(name)
        if key.count(" ") < LEAST:
            return ()
        choices = [other for more in (-1, 0, 1) for other in self._phrases.get(key.count(" ") + more, ())]
        best = process.extract(key, choices, scorer=Levenshtein.normalized_similarity, score_cutoff=ALIKE, limit=2)
        found = {a.id: a for other, score, _ in best if score == best[0][1] for a in self._all(self._names[other])}
        return tuple(found.values()) if len(found) == 1 else ()

    def similar(self, name: str) -> tuple[Known, ...]:
        """The persons whose name is written nearly so, word by word; none where two fit equally well."""
        key = name_key(name)
        if len(key) < SHORTEST or " " not in key:
            return ()
        choices = self._blocks.get((key.rpartition(" ")[2][0], key.count(" ")), ())
        near = process.extract(key, choices, scorer=Levenshtein.normalized_similarity, score_cutoff=ALIKE, limit=None)
        scored = sorted(((likeness(key, other), other) for other, _, _ in near), reverse=True)
        if not scored or scored[0][0] < ALIKE:
            return ()
        best = {a.id: a for score, other in scored if score == scored[0][0] for a in self._all(self._names[other])}
        return tuple(best.values()) if len(best) == 1 else ()

    def __len__(self) -> int:
        return len({actor.id for actor in self._actors})


def likeness(key: str, other: str) -> float:
    """How alike two names of equally many words are, from 0 to 1; 0 where one word is another."""
    words, others = key.split(), other.split()
    if len(words) != len(others):
        return 0.0
    alike = [Levenshtein.normalized_similarity(a, b) for a, b in zip(words, others, strict=True)]
    if min(alike) < WORD_ALIKE or alike[-1] < SURNAME_ALIKE:
        return 0.0
    return float(Levenshtein.normalized_similarity(key, other))


def read_rows(path: Path) -> Iterator[list[str]]:
    """The lines of a table without its comments, cut at tabs; the first one that is kept names the columns."""
    with path.open(encoding="utf-8") as lines:
        kept = (line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("#"))
        next(kept, None)
        yield from kept


def listed(cell: str, mark: str) -> tuple[str, ...]:
    return tuple(cell.split(mark)) if cell and cell != NONE else ()


def given(cell: str) -> str:
    return "" if cell == NONE else cell


def slug(country: str, name: str) -> str:
    return f"{country}/{name_key(name).replace(' ', '-')}"


def persons(path: Path = PERSONS) -> list[Known]:
    """Persons, each with all their terms in the order of their days."""
    rows = list(read_rows(path))
    return [person([rows[i] for i in lines]) for lines in grouped(rows, 0, 2)]


def bodies(path: Path = BODIES) -> list[Known]:
    """Bodies, each with all its periods."""
    rows = list(read_rows(path))
    return [body([rows[i] for i in lines]) for lines in grouped(rows, 0, 1, 3)]


def grouped(rows: Sequence[Sequence[str]], *columns: int) -> list[list[int]]:
    """The rows, by number, that are of one actor: alike in these columns, of names in the first."""
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        found[tuple(row[column].partition("|")[0] for column in columns)].append(number)
    return list(found.values())


def person(rows: Sequence[Sequence[str]]) -> Known:
    names = tuple(dict.fromkeys(n for row in rows for n in listed(row[0], "|")))
    short = tuple(dict.fromkeys(n for row in rows for n in listed(row[1], "|")))
    terms = (Term(row[2], listed(row[3], ","), given(row[4]), row[5], given(row[6]), given(row[7])) for row in rows)
    return Known(slug(rows[0][2], names[0]), names, short, "person", tuple(sorted(terms, key=lambda term: term.start)))


def body(rows: Sequence[Sequence[str]]) -> Known:
    names = tuple(dict.fromkeys(n for row in rows for n in listed(row[0], "|")))
    kind = rows[0][3]
    terms = (Term(row[1], listed(row[2], ","), kind, NONE, given(row[4]), given(row[5])) for row in rows)
    return Known(slug(rows[0][1], names[0]), names, (), kind, tuple(sorted(terms, key=lambda term: term.start)))


class Shelf(Sequence[Known]):
    """The package's actors, persons before bodies, each made of its rows when it is first asked for."""

    def __init__(self, persons: Sequence[Sequence[int]], bodies: Sequence[Sequence[int]]) -> None:
        self._lines = (*persons, *bodies)
        self._persons = len(persons)
        self._rows = (list(read_rows(PERSONS)), list(read_rows(BODIES)))
        self._made: list[Known | None] = [None] * len(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, number: int) -> Known: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Known]: ...
    def __getitem__(self, number: int | slice) -> Known | Sequence[Known]:
        if isinstance(number, slice):
            return [self[i] for i in range(*number.indices(len(self)))]
        known = self._made[number]
        if known is None:
            is_body = number >= self._persons
            rows = [self._rows[is_body][line] for line in self._lines[number]]
            known = self._made[number] = body(rows) if is_body else person(rows)
        return known


def one_of(candidates: Sequence[Known], day: str | None, countries: Iterable[str] = (), role: str = "") -> Known | None:
    """The one who is meant where several bear a name: by the office beside it, by the states that the
    report names, by who is in office that day, by who governs; None where that leaves more than one."""
    near = frozenset(countries)
    tests: tuple[Callable[[Known], bool], ...] = (
        lambda a: compatible(a.on(day).role, role) and a.in_office(day),
        lambda a: bool(a.countries & near) and a.in_office(day),
        lambda a: bool(a.countries & near),
        lambda a: a.in_office(day),
        lambda a: a.in_office(day) and a.on(day).power == RULES,
    )
    for fits in tests:
        candidates = [a for a in candidates if fits(a)] or candidates
    if len(candidates) == 1 or is_one_person(candidates):
        return max(candidates, key=lambda a: (not a.in_office(day) and a.has_ruled, a.on(day).start))
    abroad = [a for a in candidates if a.countries <= MOVEMENTS]
    return abroad[0] if len(abroad) == 1 else None


def is_one_person(candidates: Sequence[Known]) -> bool:
    """Somebody who has served a state and a union of states is two actors of one full name; out of office, of the
    state that they ruled."""
    names = {name_key(a.name) for a in candidates}
    states = [a for a in candidates if not a.countries <= UNIONS]
    return len(names) == 1 and " " in candidates[0].name and len(states) < 2


def compatible(role: str | None, other: str | None) -> bool:
    """Is one office the other, or its general form ("minister", "defence minister")?"""
    if not role or not other:
        return False
    return role == other or role.split()[-1] == other or other.split()[-1] == role


@cache
def package_world() -> World:
    """The package's own, read once a process."""
    index = json.loads(INDEX.read_text(encoding="utf-8"))
    return World.indexed(Shelf(index["persons"], index["bodies"]), index)


OVERLAID: ContextVar[World | None] = ContextVar("OVERLAID", default=None)


def world() -> World:
    """The actors that lookups see: the package's own, or a user's over them."""
    found = OVERLAID.get()
    return package_world() if found is None else found


@contextmanager
def using_world(found: World) -> Iterator[None]:
    """Within it, lookups see this world."""
    before = OVERLAID.set(found)
    try:
        yield
    finally:
        OVERLAID.reset(before)

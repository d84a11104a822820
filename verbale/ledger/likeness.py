"""Do two records tell one happening? A small additive model over what they say: who, when, where, how much.

The weights are data (`episodes.toml`); each feature is named, so that a wrong join can be traced to one of them.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import permutations
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from verbale.ledger.index import words
from verbale.record.ontology import EVENTS

WEIGHTS = Path(__file__).with_name("episodes.toml")
# Types that coders, people too, give to one happening; all others are never one.
RELATED = frozenset(
    frozenset(pair.split()) for pair in (
        "AGREE SUPPORT", "AGREE CONSULT", "AGREE COOPERATE", "CONSULT COOPERATE", "AID COOPERATE", "AID AGREE",
        "CONCEDE AGREE", "CONCEDE RETREAT", "REQUEST THREATEN", "REQUEST ACCUSE", "ACCUSE REJECT", "THREATEN MOBILIZE",
        "SANCTION COERCE", "COERCE ASSAULT", "SANCTION REJECT", "PROTEST ACCUSE", "SUPPORT AID", "SANCTION THREATEN",
    )
)  # fmt: skip
NEAR, CLOSE = 2, 80.0  # days between reports, kilometres between places, that make no difference
LATE, FAR = 4, 8  # days
FIGURE = 0.5  # figures of which one is at least this share of the other may be two counts of one thing
EARTH = 6371.0  # kilometres
LETTERS = 4  # of a word by which quotations are compared
NAME = re.compile(r"(?<![.!?]\s)\b[^\W\d_][\w-]{2,}")  # a sentence's first word has its capital for another reason
NUMBER = re.compile(r"\d[\d.,]*\d")
STEM = 5  # letters of a name, whose end may be another in another language
SHARES = (0.1, 0.15, 0.2, 0.3, 0.4, 0.5)  # of the names and numbers of the report that has fewer


@dataclass(frozen=True, slots=True)
class Trace:
    """What of a record is compared. `dated`: its report tells the day; `first` to `last` are its days."""

    key: int
    report: int
    origin: int
    lang: str | None
    type: str
    mode: str | None
    first: date | None
    last: date | None
    dated: bool
    told: date | None
    geonames: int | None
    lat: float | None
    lon: float | None
    source: frozenset[str]
    target: frozenset[str]
    sectors: frozenset[str]
    names: frozenset[str]
    figures: Mapping[str, float]
    terms: frozenset[str]
    marks: frozenset[str]  # the names and numbers of the report

    @property
    def countries(self) -> frozenset[str]:
        return self.source | self.target


@cache
def weights() -> Mapping[str, float]:
    return dict(tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"])


@cache
def akin() -> frozenset[tuple[str, str]]:
    """The types, in either order, that may be given to one happening."""
    return frozenset((kind, kind) for kind in EVENTS) | {two for pair in RELATED for two in permutations(pair)}  # type: ignore[misc]


def comparable(a: Trace, b: Trace) -> bool:
    return (a.type, b.type) in akin()


def likeness(a: Trace, b: Trace, given: Mapping[str, float] | None = None) -> float:
    """Above 0 for one happening, the more the surer."""
    by = given if given is not None else weights()
    return by["bias"] + sum(by[name] * value for name, value in features(a, b))


def features(a: Trace, b: Trace) -> Iterator[tuple[str, float]]:
    """The features that hold of two records, each with how much."""
    if a.type != b.type:
        yield "related_type", 1.0
    yield from sides(a, b)
    yield from people(a, b)
    yield from days(a, b)
    yield from places(a, b)
    yield from figures(a, b)
    if a.mode and b.mode:
        yield ("same_mode" if a.mode == b.mode else "other_mode"), 1.0
    if common := len(a.terms & b.terms):
        name = "words" if a.lang == b.lang else "words_across"
        yield name, common / min(len(a.terms), len(b.terms))
    if a.origin == b.origin and a.report != b.report:
        yield "copy", 1.0
    if a.report == b.report:
        yield "same_report", 1.0
    else:
        shared = share(a.marks, b.marks)
        yield from ((f"share_{step}", 1.0) for step in SHARES if shared >= step)


def share(marks: frozenset[str], others: frozenset[str]) -> float:
    """Of the names and numbers of the report that has fewer, those that the other has as well."""
    return len(marks & others) / max(1, min(len(marks), len(others)))


def sides(a: Trace, b: Trace) -> Iterator[tuple[str, float]]:
    """A mutual event has no order of sides, and what one report tells of both another tells from one to the other."""
    if a.countries == b.countries and (a.source == b.source or not a.target or not b.target):
        yield "same_sides", 1.0
        return
    for mine, other in ((a.source, b.source), (a.target, b.target)):
        if not mine or not other:
            continue
        if mine == other:
            yield "one_side", 1.0
        else:
            yield ("overlapping_sides" if mine & other else "other_side"), 1.0


def people(a: Trace, b: Trace) -> Iterator[tuple[str, float]]:
    if a.sectors and b.sectors:
        yield ("same_sectors" if a.sectors & b.sectors else "other_sectors"), 1.0
    if a.names and b.names:
        yield ("same_name" if a.names & b.names else "other_names"), 1.0


def days(a: Trace, b: Trace) -> Iterator[tuple[str, float]]:
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return
    if a.dated and b.dated and a.first == a.last and b.first == b.last:
        apart = abs((a.first - b.first).days)
        yield (("same_day", "next_day")[apart] if apart < 2 else "other_day"), 1.0
    elif a.dated and b.dated:
        together = a.first <= b.last and b.first <= a.last
        yield ("overlapping_dates" if together else "other_day"), 1.0
    else:
        apart = between(a, b)
        yield ("near_reports" if apart <= NEAR else "late_report" if apart <= LATE else "far_reports"), 1.0


def between(a: Trace, b: Trace) -> int:
    """Days from the end of the one to the beginning of the other; 0 where they overlap."""
    if not (a.first and a.last and b.first and b.last):
        return 0
    return max((b.first - a.last).days, (a.first - b.last).days, 0)


def places(a: Trace, b: Trace) -> Iterator[tuple[str, float]]:
    if a.geonames is None or b.geonames is None:
        return
    if a.geonames == b.geonames:
        yield "same_place", 1.0
    elif None not in (a.lat, a.lon, b.lat, b.lon):
        yield ("near_place" if distance(a, b) <= CLOSE else "other_place"), 1.0


def distance(a: Trace, b: Trace) -> float:
    """Kilometres between the places of two records (the haversine formula)."""
    lat, lon, other_lat, other_lon = (radians(x or 0.0) for x in (a.lat, a.lon, b.lat, b.lon))
    half = sin((other_lat - lat) / 2) ** 2 + cos(lat) * cos(other_lat) * sin((other_lon - lon) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def figures(a: Trace, b: Trace) -> Iterator[tuple[str, float]]:
    for measure in sorted(a.figures.keys() & b.figures.keys()):
        low, high = sorted((a.figures[measure], b.figures[measure]))
        if low == high:
            yield "same_figure", 1.0
        else:
            yield ("near_figure" if high > 0 and low / high >= FIGURE else "other_figure"), 1.0


def terms_of(text: str) -> frozenset[str]:
    """The words by which texts are compared: the longer ones, and numbers."""
    return frozenset(w for w in words(text) if len(w) >= LETTERS or w.isdigit())


@lru_cache(maxsize=16384)
def marks_of(text: str) -> frozenset[str]:
    """The names and numbers by which reports are compared, in whatever language they are.

    >>> sorted(marks_of("Le président Alassane Ouattara a reçu 1.200 délégués près d'Abidjan."))
    ['1200', 'abidj', 'alass', 'ouatt']
    """
    names = ("".join(words(w))[:STEM] for w in NAME.findall(text) if w[0].isupper())
    return frozenset((*names, *(re.sub(r"\D", "", n) for n in NUMBER.findall(text))))

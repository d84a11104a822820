"""Where: the places that a sentence names, as GeoNames knows them."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from verbale.coding.world.gazetteer import Gazetteer, Site, gazetteer
from verbale.reading.reading import Sentence, Token
from verbale.record.event import Place
from verbale.record.span import Span

LONGEST_NAME = 6  # words
# What a name is worth: ten times as many people, one point. Below the threshold it is no place.
THRESHOLD = 6.4
FAME = 0.8  # for ten times as many names in the world's languages
NAMES = {"": 0.0, "+": 1.0, "*": 2.5}
IN_COUNTRIES = 2.7
CAPITAL = 1.5
REGION = -0.7  # a town before the region of the same name
NAME_TAGS = frozenset(("PROPN", "X", ""))


@dataclass(frozen=True, slots=True)
class Located:
    """A place named by the tokens `first` to `last` inclusive."""

    place: Place
    first: int
    last: int


def find_places(
    sent: Sentence,
    *,
    countries: Collection[str] = frozenset(),
    skip: Collection[Span] = (),
    states: Mapping[str, str] | None = None,
    world: Gazetteer | None = None,
) -> list[Located]:
    """The places of a sentence, from left to right.

    `countries` (ISO alpha-3) are preferred where a name is ambiguous, and the only ones whose small
    towns are believed. `skip`: spans of names that are no places. `states`: names of states in the
    report's language, to their alpha-3 codes.
    """
    finder = _Finder(sent, countries, world or gazetteer(), states or {})
    barred = {t.i for t in sent for span in skip if span.start < t.end and t.start < span.end}
    return list(finder.found(barred))


class _Finder:
    def __init__(
        self,
        sent: Sentence,
        countries: Collection[str],
        world: Gazetteer,
        states: Mapping[str, str],
    ) -> None:
        self.sent, self.countries, self.world, self.states = sent, countries, world, states

    def found(self, barred: Collection[int]) -> Iterator[Located]:
        i = 0
        while i < len(self.sent):
            located = None if i in barred else self._longest(i, barred)
            if located is None:
                i += 1
                continue
            yield located
            i = located.last + 1

    def _longest(self, i: int, barred: Collection[int]) -> Located | None:
        if not _is_capital(self.sent[i].form):
            return None
        for last in reversed(self._lasts(i, barred)):
            site = self._site(i, last)
            if site is not None and self._stands_alone(i, last):
                return Located(self._place(site, i, last), i, last)
        return None

    def _lasts(self, i: int, barred: Collection[int]) -> list[int]:
        """Where a name that begins at `i` may end; the gazetteer says how far to look."""
        lasts = []
        for last in range(i, min(i + LONGEST_NAME, len(self.sent))):
            if last in barred or (last > i and not self.world.begins(self._text(i, last))):
                break
            if _is_capital(self.sent[last].form) or not self.sent[last].form.islower():
                lasts.append(last)
        return lasts

    def _site(self, first: int, last: int) -> Site | None:
        if not any(self.sent[k].upos in NAME_TAGS for k in range(first, last + 1)):
            return None
        name = self._text(first, last)
        if (country := self.states.get(name)) is not None:
            return self.world.state(country)
        return best_site(self.world.named(name), self.countries)

    def _stands_alone(self, first: int, last: int) -> bool:
        """Not a part of a longer name: "Hassan Nasrallah", "Radio Londres"."""
        before = self.sent[first - 1] if first else None
        after = self.sent[last + 1] if last + 1 < len(self.sent) else None
        return not ((before and _is_name(before, first=first == 1)) or (after and _is_name(after)))

    def _text(self, first: int, last: int) -> str:
        return join_tokens(self.sent.tokens[first : last + 1])

    def _place(self, site: Site, first: int, last: int) -> Place:
        span = Span(self.sent[first].start, self.sent[last].end)
        return place_of_site(site, self._text(first, last), span)


def place_of_site(site: Site, name: str, span: Span | None) -> Place:
    """`name` is the report's own for it."""
    lat, lon = site.lat, site.lon
    return Place(name, site.country, site.geonames, lat, lon, site.precision, span)


def state_place(
    country: str, name: str, span: Span | None = None, world: Gazetteer | None = None
) -> Place | None:
    """A state as a place, by its alpha-3 code; it stands where its capital does."""
    site = (world or gazetteer()).state(country)
    return None if site is None else place_of_site(site, name, span)


def best_site(
    sites: Sequence[Site], countries: Collection[str], *, threshold: float = THRESHOLD
) -> Site | None:
    """The site that a name most likely means, or None where none is likely."""
    best = max(sites, key=lambda s: (_worth(s, countries), -s.geonames), default=None)
    return best if best is not None and _worth(best, countries) >= threshold else None


def _worth(site: Site, countries: Collection[str]) -> float:
    return (
        math.log10(site.people + 10)
        + FAME * math.log10(site.fame + 1)
        + NAMES[site.mark]
        + IN_COUNTRIES * (site.country in countries)
        + CAPITAL * site.capital
        + REGION * (site.precision == "region")
    )


def join_tokens(tokens: Sequence[Token]) -> str:
    """The tokens' text, a blank where they do not touch."""
    parts = [tokens[0].form]
    for before, token in pairwise(tokens):
        parts.append(" " * (token.start > before.end) + token.form)
    return "".join(parts)


def _is_capital(form: str) -> bool:
    """Begins with a capital, or with a letter of a script that has none."""
    return form[:1].isupper() or (form[:1].isalpha() and form[:1].lower() == form[:1].upper())


def _is_name(token: Token, *, first: bool = False) -> bool:
    """A word of a name: tagged so, or untagged, in capitals and not the sentence's first."""
    if not token.form[:1].isupper():
        return False
    return token.upos == "PROPN" or (token.upos in ("X", "") and not first)

"""Place names and where they are: GeoNames' towns, regions and states in two sorted tables.

The tables are built by `tools/gazetteer/`; they stay bytes in memory and are looked up by halving,
so that loading costs a read of the files and no objects.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from verbale.coding.world.names import place_key

FOLDER = Path(__file__).parent / "geonames"
Precision = Literal["city", "region", "country"]
MARKS = "+*"
LARGE = 20_000  # people of a town that needs no state beside it
FAR_LARGER = 4  # times the people of the second town of a name
PRECISIONS: dict[str, Precision] = {"c": "city", "C": "city", "r": "region", "s": "country"}


@dataclass(frozen=True, slots=True)
class Site:
    """A town, region or state. `fame`: how many names GeoNames has for it; `mark`: found by its
    own name (+), by one that we have put in (*), or by another language's ("")."""

    geonames: int
    name: str
    country: str
    lat: float
    lon: float
    people: int
    fame: int
    precision: Precision
    capital: bool
    mark: str = "+"


class Table:
    """Lines sorted by their bytes, the key first, parted by a tab from the rest."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def get(self, key: str) -> str | None:
        """The rest of the line that begins with `key`."""
        wanted = key.encode("utf-8", "surrogatepass") + b"\t"
        at = self._first_from(wanted)
        if not self.data.startswith(wanted, at):
            return None
        return self.data[at + len(wanted) : self.data.index(b"\n", at)].decode("utf-8")

    def has_prefix(self, prefix: str) -> bool:
        wanted = prefix.encode("utf-8", "surrogatepass")
        return self.data.startswith(wanted, self._first_from(wanted))

    def lines(self) -> Iterator[str]:
        return iter(self.data.decode("utf-8").splitlines())

    def _first_from(self, wanted: bytes) -> int:
        """Where the first line that is not below `wanted` begins."""
        low, high = 0, len(self.data)
        while low < high:
            start = self.data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self.data.index(b"\n", start) + 1
            if self.data[start:end] < wanted:
                low = end
            else:
                high = start
        return low


class Gazetteer:
    """Sites by name, in whatever language GeoNames knows it."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._names = Table((folder / "names.tsv").read_bytes())
        self._places = Table((folder / "places.tsv").read_bytes())

    def named(self, name: str) -> tuple[Site, ...]:
        """All sites of that name, those with most people first."""
        return self._by_key(place_key(name))

    def states(self, name: str) -> frozenset[str]:
        """The states (alpha-3) of a town's name: that of the one by far the largest, else of the large ones, else of
        all; a large region's where no town has the name."""
        sites = self.named(name)
        towns = [site for site in sites if site.precision == "city"]
        regions = [site for site in sites if site.precision == "region" and site.people >= LARGE]
        most: dict[str, int] = {}
        for site in towns or regions:
            most[site.country] = max(most.get(site.country, 0), site.people)
        first, *others = sorted(most.values(), reverse=True) or [0]
        if others and first >= FAR_LARGER * max(others):
            return frozenset(country for country, people in most.items() if people == first)
        return frozenset(country for country, people in most.items() if people >= LARGE) or frozenset(most)

    def begins(self, name: str) -> bool:
        """Is there a name that begins with these words, or is these words?"""
        return self._names.has_prefix(place_key(name))

    def site(self, geonames: int, *, mark: str = "+") -> Site | None:
        row = self._places.get(str(geonames))
        if row is None:
            return None
        name, country, lat, lon, people, fame, kind = row.split("\t")
        precision = PRECISIONS[kind]
        place = (float(lat), float(lon), int(people), int(fame))
        return Site(geonames, name, country, *place, precision, kind == "C", mark)

    def state(self, country: str) -> Site | None:
        """The state by its ISO 3166-1 alpha-3 code."""
        number = self._states().get(country)
        return None if number is None else self.site(number)

    def capital(self, country: str) -> Site | None:
        """The capital of the state of an ISO 3166-1 alpha-3 code."""
        number = self._capitals().get(country)
        return None if number is None else self.site(number)

    @lru_cache(maxsize=4096)  # noqa: B019  (one gazetteer a process)
    def _by_key(self, key: str) -> tuple[Site, ...]:
        row = self._names.get(key) if key else None
        if row is None:
            return ()
        parts = ((part.rstrip(MARKS), part) for part in row.split(" "))
        sites = (self.site(int(number), mark=part[len(number) :]) for number, part in parts)
        return tuple(site for site in sites if site is not None)

    @lru_cache(maxsize=1)  # noqa: B019
    def _states(self) -> dict[str, int]:
        return self._of_kind("s")

    @lru_cache(maxsize=1)  # noqa: B019
    def _capitals(self) -> dict[str, int]:
        return self._of_kind("C")

    def _of_kind(self, kind: str) -> dict[str, int]:
        rows = (line.split("\t") for line in self._places.lines() if line.endswith(f"\t{kind}"))
        return {row[2]: int(row[0]) for row in rows}


@cache
def gazetteer() -> Gazetteer:
    """The package's own, read once a process."""
    return Gazetteer()

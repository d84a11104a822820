"""A language's words for dates: `calendar.toml` over the names of months and days in CLDR."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from verbale.languages.tables import Faults, Phrases, merged, parted, phrase, read_tables

KINDS = ("at", "beside", "inside", "since", "lasting", "until", "by", "for")
SLOTS = frozenset(
    "weekday month mon day year decade season edge unit n ordinal relative then daytime night mm dd date".split()
)
UNITS = frozenset("hour day week weekend month quarter half year decade".split())
EDGES = frozenset(("begin", "middle", "end"))
# What a template can mean; `coding/days.py` and `coding/periods.py` have one function for each.
MEANINGS = frozenset(
    """relative weekday weekday-last weekday-next day day-last day-next days month month-last
    month-next month-day edge-month edge-year edge-this season season-last season-next quarter half year
    decade last next this ago ahead later earlier following preceding then
    from-then daytime night past coming range pair within date iso""".split()
)
_TABLES = frozenset(
    "articles whole parts daytimes nights months weekdays seasons units edges relative then vague".split()
).union(KINDS)


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a template: a slot's name, or the words that may stand there."""

    slot: str | None
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Template:
    """A phrase with slots, what it means, and whether it stands for itself (`at`), tells how long after or before
    what follows (`beside`), stands only inside another (`inside`), begins or ends a stretch (`since`, `until`, `by`),
    tells how long it has been `lasting`, or for when something is planned (`for`)."""

    kind: str
    meaning: str
    elements: tuple[Element, ...]
    literals: int
    slots: frozenset[str]  # that a sentence must be able to fill


@dataclass(frozen=True)
class Calendar:
    """Months are 1 to 12, weekdays 1 (Monday) to 7; phrases are tuples of words in lower case."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    phrases: Mapping[str, Phrases[int]]  # of the slots that several words fill: relative, then, part, daytime, night
    vague: Mapping[str, int]
    articles: frozenset[str]
    whole: frozenset[str]
    templates: tuple[Template, ...]
    slots: Mapping[str, Mapping[str, object]]  # of each word, the slots that it fills
    by_word: Mapping[str, tuple[Template, ...]] = field(default_factory=dict)
    by_slot: Mapping[str, tuple[Template, ...]] = field(default_factory=dict)


def load_calendar(folders: Sequence[Path], cldr: str | None) -> Calendar:
    """The calendar of a chain of folders, most general first; LanguageError names every fault."""
    return _load(tuple(folders), cldr)


@lru_cache(maxsize=64)
def _load(folders: tuple[Path, ...], cldr: str | None) -> Calendar:
    faults = Faults()
    tables = read_tables(folders, "calendar.toml", faults)
    for path, table in tables:
        for key in table.keys() - _TABLES:
            faults.add(path, key, f"unknown key {key!r}")
    path = tables[-1][0] if tables else Path("calendar.toml")
    calendar = _build(merged([t for _, t in tables]), _cldr_names(cldr), path, faults)
    faults.raise_any()
    return calendar


def _build(
    table: Mapping[str, Any], names: Mapping[str, dict[str, int]], path: Path, faults: Faults
) -> Calendar:
    months = names["months"] | _numbered(table, "months", path, faults)
    templates = tuple(_templates(table, path, faults))
    words: dict[str, Mapping[str, int]] = {
        "month": names["months"],
        "mon": names["short"] | months,
        "weekday": names["weekdays"] | _numbered(table, "weekdays", path, faults),
        "season": _numbered(table, "seasons", path, faults),
    }
    named: dict[str, Mapping[str, str]] = {
        "unit": _named(table, "units", UNITS, path, faults),
        "edge": _named(table, "edges", EDGES, path, faults),
    }
    return Calendar(
        months=words["month"],
        weekdays=words["weekday"],
        slots=_slots({**words, **named}),
        phrases={
            **{name: _counted(table.get(name, {}), path, faults) for name in ("relative", "then")},
            **{name: _counted({"0": table.get(f"{name}s", ())}, path, faults) for name in ("part", "daytime", "night")},
        },
        vague=dict(table.get("vague", {})),
        articles=frozenset(table.get("articles", ())),
        whole=frozenset(table.get("whole", ())),
        templates=templates,
        by_word=_index(templates, lambda e: e.words),
        by_slot=_index(templates, lambda e: (e.slot,) if e.slot else ()),
    )


def _counted(table: Mapping[str, Sequence[str]], path: Path, faults: Faults) -> Phrases[int]:
    """Phrases, each with the days that it lies away."""
    return Phrases({phrase(text): _whole_number(key, path, faults) for key, texts in table.items() for text in texts})


def _slots(tables: Mapping[str, Mapping[str, object]]) -> dict[str, Mapping[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for slot, table in tables.items():
        for word, value in table.items():
            found.setdefault(word, {})[slot] = value
    return dict(found)


def _index(templates: Sequence[Template], keys: Any) -> dict[str, tuple[Template, ...]]:
    index: dict[str, list[Template]] = {}
    for template in templates:
        for key in keys(template.elements[0]):
            index.setdefault(key, []).append(template)
    return {key: tuple(found) for key, found in index.items()}


def _templates(table: Mapping[str, Any], path: Path, faults: Faults) -> Iterator[Template]:
    for kind in KINDS:
        for meaning, texts in table.get(kind, {}).items():
            if meaning not in MEANINGS:
                faults.add(path, meaning, f"unknown meaning {meaning!r} in [{kind}]")
            for text in texts:
                if meaning.startswith("edge-") and "{edge}" not in text:
                    faults.add(path, text, f"{meaning} without {{edge}}")
                yield _template(kind, meaning, text, path, faults)


def _template(kind: str, meaning: str, text: str, path: Path, faults: Faults) -> Template:
    elements = []
    for part in _parts(text):
        slot = part[1:-1] if part.startswith("{") and part.endswith("}") else None
        if slot is not None and slot not in SLOTS:
            faults.add(path, text, f"unknown slot {part}")
        words = frozenset() if slot else frozenset(part.split("|"))
        elements.append(Element(slot, words))
    slots = frozenset(e.slot for e in elements if e.slot is not None)
    literals = sum(e.slot is None for e in elements)
    return Template(kind, meaning, tuple(elements), literals, slots)


def _parts(text: str) -> Iterator[str]:
    """Places of a template; one without alternatives is parted like the words of a report."""
    for part in text.split():
        yield from (part,) if "|" in part or "{" in part else parted(part)


def _numbered(table: Mapping[str, Any], key: str, path: Path, faults: Faults) -> dict[str, int]:
    return {
        word: _whole_number(number, path, faults)
        for number, words in table.get(key, {}).items()
        for word in words
    }


def _whole_number(text: str, path: Path, faults: Faults) -> int:
    try:
        return int(text)
    except ValueError:
        faults.add(path, text, f"{text!r} is no whole number")
        return 0


def _named(
    table: Mapping[str, Any], key: str, allowed: frozenset[str], path: Path, faults: Faults
) -> dict[str, str]:
    for name in table.get(key, {}).keys() - allowed:
        faults.add(path, name, f"unknown name {name!r} in [{key}]")
    return {word: name for name, words in table.get(key, {}).items() for word in words}


def _cldr_names(cldr: str | None) -> dict[str, dict[str, int]]:
    """Months and weekdays as CLDR writes them, inside a date and alone."""
    names: dict[str, dict[str, int]] = {"months": {}, "short": {}, "weekdays": {}}
    if cldr is None:
        return names
    # Imported here: a run that needs no calendar does not pay for it.
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(cldr)
    except (UnknownLocaleError, ValueError):
        return names
    for context in ("stand-alone", "format"):
        names["months"] |= _lowered(locale.months[context]["wide"], 0)
        names["short"] |= _lowered(locale.months[context]["abbreviated"], 0)
        names["weekdays"] |= _lowered(locale.days[context]["wide"], 1)
    return names


def _lowered(found: Mapping[int, str], shift: int) -> dict[str, int]:
    return {name.lower(): number + shift for number, name in found.items()}

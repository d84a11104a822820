"""A language's words for numbers and for what is counted: `numbers.toml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from verbale.languages.tables import Faults, Phrases, merged, phrase, read_tables

MEASURES = frozenset(
    """deaths injuries arrests people troops money distance duration percent weapons vehicles
    prisoners other""".split()
)
QUALIFIERS = frozenset(("about", "at-least", "at-most"))
_LISTS = frozenset(
    """indefinite definite joiners halves vague of between range_before range_joiners ages clock
    uncounted passive""".split()
)
_MAPS = frozenset(
    """cardinals ordinals multipliers collectives digits qualifiers qualifiers_after currencies
    signs sign_multipliers units counted happens commitments""".split()
)


@dataclass(frozen=True)
class Numbers:
    """Phrases are tuples of words in lower case, compared with forms and with lemmas."""

    cardinals: Phrases[int]
    ordinals: Mapping[str, int]
    multipliers: Mapping[str, int]
    collectives: Mapping[str, int]
    group: frozenset[str]
    decimal: frozenset[str]
    indefinite: frozenset[str]
    definite: frozenset[str]
    joiners: frozenset[str]
    halves: frozenset[str]
    vague: Phrases[bool]
    of: frozenset[str]
    between: frozenset[str]
    range_before: frozenset[str]
    range_joiners: frozenset[str]
    ages: Phrases[bool]
    clock: Phrases[bool]
    uncounted: frozenset[str]
    passive: frozenset[str]
    qualifiers: Phrases[str]
    qualifiers_after: Phrases[str]
    currencies: Phrases[str]
    signs: Mapping[str, str]
    sign_multipliers: Mapping[str, int]
    units: Phrases[tuple[str, str]]  # phrase: (measure, unit)
    counted: Phrases[str]
    to_object: Phrases[str]  # lemmas of what happens to an object: measure
    to_subject: Phrases[str]
    commitments: Phrases[str]


def load_numbers(folders: Sequence[Path]) -> Numbers:
    """The numbers of a chain of folders, most general first; LanguageError names every fault."""
    return _load(tuple(folders))


@lru_cache(maxsize=64)
def _load(folders: tuple[Path, ...]) -> Numbers:
    faults = Faults()
    tables = read_tables(folders, "numbers.toml", faults)
    for path, table in tables:
        _check(path, table, faults)
    faults.raise_any()
    return _build(merged([t for _, t in tables]))


def _check(path: Path, table: Mapping[str, Any], faults: Faults) -> None:
    for key in table.keys() - _LISTS - _MAPS:
        faults.add(path, key, f"unknown key {key!r}")
    for key in ("units", "counted", "happens"):
        for measure in table.get(key, {}).keys() - MEASURES:
            faults.add(path, measure, f"unknown measure {measure!r} in [{key}]")
    for key in ("qualifiers", "qualifiers_after"):
        for name in table.get(key, {}).keys() - QUALIFIERS:
            faults.add(path, name, f"unknown qualifier {name!r} in [{key}]")
    for key in ("cardinals", "ordinals", "multipliers", "collectives", "sign_multipliers"):
        for number in table.get(key, {}):
            if not number.isdecimal():
                faults.add(path, number, f"{number!r} is no whole number in [{key}]")


def _build(table: Mapping[str, Any]) -> Numbers:
    digits, happens = table.get("digits", {}), table.get("happens", {})
    cardinals = _phrases(table.get("cardinals", {})).rows
    return Numbers(
        cardinals=Phrases({words: int(number) for words, number in cardinals.items()}),
        ordinals=_counts(table, "ordinals"),
        multipliers=_counts(table, "multipliers"),
        collectives=_counts(table, "collectives"),
        group=_set(digits, "group"),
        decimal=_set(digits, "decimal"),
        indefinite=_set(table, "indefinite"),
        definite=_set(table, "definite"),
        joiners=_set(table, "joiners"),
        halves=_set(table, "halves"),
        vague=_set_of_phrases(table, "vague"),
        of=_set(table, "of"),
        between=_set(table, "between"),
        range_before=_set(table, "range_before"),
        range_joiners=_set(table, "range_joiners"),
        ages=_set_of_phrases(table, "ages"),
        clock=_set_of_phrases(table, "clock"),
        uncounted=_set(table, "uncounted"),
        passive=_set(table, "passive"),
        qualifiers=_phrases(table.get("qualifiers", {})),
        qualifiers_after=_phrases(table.get("qualifiers_after", {})),
        currencies=_phrases(table.get("currencies", {})),
        signs=_words(table.get("signs", {})),
        sign_multipliers=_counts(table, "sign_multipliers"),
        units=_units(table.get("units", {})),
        counted=_phrases(table.get("counted", {})),
        to_object=_phrases({m: rows.get("object", ()) for m, rows in happens.items()}),
        to_subject=_phrases({m: rows.get("subject", ()) for m, rows in happens.items()}),
        commitments=_phrases(table.get("commitments", {})),
    )


def _set(table: Mapping[str, Any], key: str) -> frozenset[str]:
    return frozenset(table.get(key, ()))


def _words(rows: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {word: key for key, words in rows.items() for word in words}


def _counts(table: Mapping[str, Any], key: str) -> dict[str, int]:
    return {word: int(number) for word, number in _words(table.get(key, {})).items()}


def _phrases(rows: Mapping[str, Sequence[str]]) -> Phrases[str]:
    return Phrases({phrase(text): key for key, texts in rows.items() for text in texts})


def _set_of_phrases(table: Mapping[str, Any], key: str) -> Phrases[bool]:
    return Phrases({phrase(text): True for text in table.get(key, ())})


def _units(rows: Mapping[str, Mapping[str, Sequence[str]]]) -> Phrases[tuple[str, str]]:
    return Phrases(
        {
            phrase(text): (measure, unit)
            for measure, units in rows.items()
            for unit, texts in units.items()
            for text in texts
        }
    )

"""The world's states: their codes, and what each language calls them (CLDR, by babel)."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "states.tsv"


@cache
def codes() -> Mapping[str, str]:
    """ISO 3166-1 alpha-2 to alpha-3 codes."""
    with TABLE.open(encoding="utf-8") as lines:
        rows = csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t")
        return {row["iso2"]: row["iso3"] for row in rows}


@cache
def names(cldr: str) -> Mapping[str, str]:
    """The names of states in a language by alpha-3 code; none where CLDR lacks the language.

    >>> names("fr")["DEU"], names("zz")
    ('Allemagne', {})
    """
    from babel import Locale, UnknownLocaleError

    try:
        territories = Locale.parse(cldr).territories
    except (UnknownLocaleError, ValueError):
        return {}
    return {codes()[iso2]: name for iso2, name in territories.items() if iso2 in codes()}

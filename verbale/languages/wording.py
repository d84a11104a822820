"""`brief.toml`: the words of a language in which briefs are written."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

from verbale.languages.pack import folders
from verbale.languages.tables import Faults
from verbale.record import ontology
from verbale.record.errors import InputError

FILE = "brief.toml"
PLACES = frozenset({"one", "other", "since", "until", "n", "day", "before", "after", "reports", "share"})
STATES = ("made", "restated", "raised", "lowered", "progress", "breach", "overdue")
HEADINGS = (
    "title", "period", "summary", "timeline", "says", "commitments", "incidents", "disagreements", "sources", "nothing",
    "omitted", "sides", "deadline", "state", "date", "place", "source", "target", "report", "generated",
)  # fmt: skip
SENTENCES = ("total", "quads", "recent", "turned", "empty")


@dataclass(frozen=True, slots=True)
class Wording:
    """One field a section of the file; `sentences` by their name and plural form (CLDR's), the rest plain words."""

    cldr: str
    headings: Mapping[str, str]
    sentences: Mapping[str, Mapping[str, str]]
    types: Mapping[str, str]
    quads: Mapping[str, str]
    statuses: Mapping[str, str]
    sectors: Mapping[str, str]
    states: Mapping[str, str]
    measures: Mapping[str, str]

    def say(self, name: str, n: float, **values: str) -> str:
        """A sentence in the plural form that its number wants."""
        forms = self.sentences[name]
        form = forms.get(Locale.parse(self.cldr).plural_form(n)) or forms["other"]
        return form.format(n=n, **values)


def keys_wanted() -> dict[str, frozenset[str]]:
    """What each section has to have."""
    return {
        "headings": frozenset(HEADINGS), "sentences": frozenset(SENTENCES), "types": ontology.EVENTS,
        "quads": frozenset(ontology.quad(event) for event in ontology.EVENTS), "statuses": frozenset(ontology.STATUSES),
        "sectors": ontology.SECTORS, "states": frozenset(STATES), "measures": frozenset(),
    }  # fmt: skip


def read_wording(folder: Path, cldr: str, faults: Faults) -> Wording:
    """The wording of a language's folder; what is missing or unknown goes to `faults`."""
    path = folder / FILE
    found: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    for section, wanted in keys_wanted().items():
        have = found.get(section, {}).keys()
        for key in sorted(wanted - have):
            faults.add(path, f"{section}.{key}", "is missing")
        for key in sorted(have - wanted) if wanted else ():
            faults.add(path, f"{section}.{key}", "is not known")
    for name, forms in found.get("sentences", {}).items():
        if not isinstance(forms, dict) or "other" not in forms:
            faults.add(path, f"sentences.{name}", 'needs at least the plural form "other"')
    sections = {f.name: found.get(f.name, {}) for f in fields(Wording) if f.name != "cldr"}
    return Wording(cldr, **sections)


def written() -> list[str]:
    """The languages in which briefs can be written."""
    return sorted(code for code, folder in folders().items() if (folder / FILE).exists())


@cache
def wording(lang: str) -> Wording:
    """The wording of a language. Raises InputError where it has none, LanguageError where the file has faults."""
    folder = folders().get(lang)
    if folder is None or not (folder / FILE).exists():
        raise InputError(f"no brief in {lang!r}", hint="one of " + ", ".join(written()))
    faults = Faults()
    cldr = tomllib.loads((folder / "language.toml").read_text(encoding="utf-8")).get("cldr", lang)
    found = read_wording(folder, cldr, faults)
    faults.raise_any()
    return found

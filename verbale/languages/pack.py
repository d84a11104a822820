"""A language folder, read, checked and frozen."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from verbale.languages.actors import ActorRow, load_actors
from verbale.languages.calendar import Calendar, load_calendar
from verbale.languages.discourse import Discourse, load_discourse
from verbale.languages.events import EventRow, load_events
from verbale.languages.numbers import Numbers, load_numbers
from verbale.languages.rows import rows
from verbale.languages.tables import Faults, merged, read_tables
from verbale.record import ontology

HERE = Path(__file__).parent
NEUTRAL = "xx"
ENDING = "-"  # opens an ending in verbs.tsv
KEYS = frozenset("name script direction cldr parent treebanks segmentation absent auxiliaries".split())


@dataclass(frozen=True, eq=False)
class LanguagePack:
    """Everything that a folder says of its language.

    `contexts` maps (lemma, pos) to contexts, `verbs` forms to lemmas, `endings` are (of a form, of its infinitive).
    """

    code: str
    name: str
    cldr: str
    segmentation: Mapping[str, object]
    events: tuple[EventRow, ...]
    actors: tuple[ActorRow, ...]
    contexts: Mapping[tuple[str, str], tuple[str, ...]]
    discourse: Discourse
    calendar: Calendar
    numbers: Numbers
    verbs: Mapping[str, str]
    endings: tuple[tuple[str, str], ...] = ()
    auxiliaries: Mapping[str, str] = field(default_factory=dict)
    treebanks: tuple[str, ...] = ()

    @property
    def has_lexicon(self) -> bool:
        return bool(self.events)


def folders(extra: Iterable[Path] = ()) -> dict[str, Path]:
    """The language folders by code: the package's own, then those in `extra`, later ones winning."""
    found = {}
    for parent in (HERE, *extra):
        for path in sorted(parent.iterdir()):
            if (path / "language.toml").exists() and path.name != NEUTRAL:
                found[path.name] = path
    return found


def frozen(section: object) -> dict[str, object]:
    """A section of a file with its lists as tuples."""
    if not isinstance(section, Mapping):
        return {}
    return {k: tuple(v) if isinstance(v, list) else v for k, v in section.items()}


def auxiliaries_of(section: object) -> dict[str, str]:
    """The lemmas of `[auxiliaries]`, each to its relation."""
    lists = frozen(section)
    relations = {"perfect": "aux", "passive": "aux:pass"}
    return {
        str(lemma): relations[key]
        for key, lemmas in lists.items() if key in relations and isinstance(lemmas, tuple) for lemma in lemmas
    }  # fmt: skip


def load_contexts(folder: Path, faults: Faults) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    path = folder / "contexts.tsv"
    for row in rows(path, ("lemma", "pos", "context"), faults):
        for context in row.list("context"):
            if context not in ontology.CONTEXTS:
                faults.add(path, row.line, f"no context {context!r}")
        found[row["lemma"].casefold(), row["pos"]] = row.list("context")
    return found


def read_folder(folder: Path, faults: Faults) -> LanguagePack:
    """One folder; faults are gathered, not raised."""
    path = folder / "language.toml"
    language = merged([table for _, table in read_tables([folder], path.name, faults)])
    for key in language.keys() - KEYS:
        faults.add(path, key, f"no key {key!r}")
    cldr = str(language.get("cldr", folder.name))
    segmentation = language.get("segmentation", {})
    treebanks = language.get("treebanks", ())
    forms = [(r["form"], r["lemma"]) for r in rows(folder / "verbs.tsv", ("form", "lemma"), faults)]
    return LanguagePack(
        code=folder.name,
        name=str(language.get("name", folder.name)),
        cldr=cldr,
        segmentation=frozen(segmentation),
        events=load_events(folder, faults),
        actors=load_actors(folder, faults),
        contexts=load_contexts(folder, faults),
        discourse=load_discourse(folder, faults),
        calendar=load_calendar([HERE / NEUTRAL, folder], cldr),
        numbers=load_numbers([HERE / NEUTRAL, folder]),
        verbs={form: lemma for form, lemma in forms if not form.startswith(ENDING)},
        endings=tuple((form[1:], lemma[1:]) for form, lemma in forms if form.startswith(ENDING)),
        auxiliaries=auxiliaries_of(language.get("auxiliaries")),
        treebanks=tuple(treebanks) if isinstance(treebanks, list) else (),
    )


@cache
def neutral_segmentation() -> Mapping[str, object]:
    """How words are parted in languages without a folder."""
    path = HERE / NEUTRAL / "segmentation.toml"
    return frozen(tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def bare_pack(code: str) -> LanguagePack | None:
    """A language that has no folder, as far as CLDR knows it; None where it does not."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(code).get_display_name()
    except (UnknownLocaleError, ValueError):
        return None
    return LanguagePack(
        code=code, name=name or code, cldr=code, segmentation=neutral_segmentation(), events=(), actors=(), contexts={},
        discourse=Discourse(), calendar=load_calendar([HERE / NEUTRAL], code), numbers=load_numbers([HERE / NEUTRAL]),
        verbs={},
    )  # fmt: skip


@cache
def load(folder: Path) -> LanguagePack:
    """The folder's pack.

    Raises LanguageError with every fault in it.
    """
    faults = Faults()
    pack = read_folder(folder, faults)
    faults.raise_any()
    return pack

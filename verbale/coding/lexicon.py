"""A language pack's words, indexed for matching: dictionary rules are looked up, never scanned."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from verbale.languages.actors import ActorRow
from verbale.languages.events import EventRow
from verbale.languages.pack import LanguagePack
from verbale.languages.states import names

RUN = re.compile(r"\w+")
CACHED = 50_000
SHARED_NOUN = 0.75  # of a common noun
SHORTEST, SHARED = 4, 0.6  # letters, and the share of a state's name, that a word of it begins with
ARTICLE, JOINED = 2, 0.12  # letters of an article that is written with its noun; share of names that begin so
CLITICS, ENDING = 3, 5  # letters before and after them
MODAL = frozenset({"@must", "@may", "@want"})
DEMONYM_STEM = 5  # letters that all forms of a demonym share
APOSTROPHES = str.maketrans("’ʼ`", "'''")


def plain(text: str) -> str:
    """Apostrophes made plain, at equal length."""
    return text.translate(APOSTROPHES)


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """In lower case and with plain apostrophes: what words are compared by."""
    return text.translate(APOSTROPHES).casefold()


def key(form: str) -> str:
    """The first run of letters or digits, caseless: what names are looked up by."""
    run = RUN.search(form)
    return run.group().casefold() if run else form.casefold()


@dataclass(frozen=True, eq=False)
class Lexicon:
    """`names` and `words` of actors by first word, `triggers` by the head's lemma."""

    pack: LanguagePack
    names: Mapping[str, tuple[ActorRow, ...]]
    words: Mapping[str, tuple[tuple[tuple[str, ...], ActorRow], ...]]
    triggers: Mapping[str, tuple[EventRow, ...]]
    demonyms: Mapping[str, tuple[ActorRow, ...]]
    alone: frozenset[str]
    paired: Mapping[str, frozenset[str]]
    verbs: frozenset[str]
    states: Mapping[str, str]
    stems: tuple[tuple[str, ActorRow], ...] = ()

    @cached_property
    def modals(self) -> frozenset[str]:
        """Verbs that say of others' content that it must, may or is meant to be."""
        return frozenset(
            row.words[0] for row in self.pack.events
            if row.pos == "VERB" and row.event in MODAL and len(row.words) == 1
        )  # fmt: skip


def state_names(cldr: str) -> Iterable[ActorRow]:
    """The names that CLDR gives the world's states in a language; none where it lacks it."""
    return (ActorRow(plain(name), "state", code, (), None, "CLDR") for code, name in names(cldr).items())


def index_names(rows: Iterable[ActorRow]) -> dict[str, tuple[ActorRow, ...]]:
    """Longest first; of equal phrases the later row wins."""
    found: dict[str, dict[str, ActorRow]] = defaultdict(dict)
    for row in rows:
        found[key(row.phrase)][row.phrase] = row
    return {k: tuple(sorted(v.values(), key=lambda r: -len(r.phrase))) for k, v in found.items()}


def index_words(
    rows: Iterable[ActorRow],
) -> dict[str, tuple[tuple[tuple[str, ...], ActorRow], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], ActorRow]]] = defaultdict(list)
    for row in rows:
        parts = tuple(row.phrase.casefold().split())
        found[parts[0]].append((parts, row))
    return {k: tuple(sorted(v, key=lambda e: -len(e[0]))) for k, v in found.items()}


def index_triggers(rows: Iterable[EventRow]) -> dict[str, tuple[EventRow, ...]]:
    found: dict[str, list[EventRow]] = defaultdict(list)
    for row in rows:
        for written in {row.words[0], bare(row.words[0])}:  # much that is typed has no accents
            found[written].append(row)
    return {k: tuple(v) for k, v in found.items()}


def index_demonyms(rows: Iterable[ActorRow]) -> dict[str, tuple[ActorRow, ...]]:
    """Demonyms of one word by their first letters."""
    found: dict[str, list[ActorRow]] = defaultdict(list)
    for row in rows:
        if row.kind == "demonym" and " " not in row.phrase and len(row.phrase) >= DEMONYM_STEM:
            found[row.phrase.casefold()[:DEMONYM_STEM]].append(row)
    return {k: tuple(v) for k, v in found.items()}


@lru_cache(maxsize=50_000)
def bare(word: str) -> str:
    """Without accents, which inflection may change ("étranger", "étrangère")."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def pairs_of(pack: LanguagePack) -> tuple[frozenset[str], Mapping[str, frozenset[str]]]:
    """The words that tell events alone, and the heads of phrases that do, each with their second words."""
    typed = [r for r in pack.events if not r.operator]
    alone = frozenset(r.words[0] for r in typed if len(r.words) == 1)
    pairs: dict[str, set[str]] = defaultdict(set)
    for row in typed:
        if row.words[0] not in alone:
            pairs[row.words[0]].update(row.words[1:2])
    return alone, {head: frozenset(found) for head, found in pairs.items()}


@lru_cache(maxsize=CACHED)
def state_within(form: str, stems: tuple[tuple[str, ActorRow], ...], *, noun: bool = False) -> ActorRow | None:
    """The state that an inflected or derived word names ("России", "iranische", "والصومال"), for languages
    without a folder: the longest beginning shared; scripts from right to left join prepositions before it. A common
    `noun` ("Spannung") has to share more than a name does."""
    least, share = (SHORTEST + 1, SHARED_NOUN) if noun else (SHORTEST, SHARED)
    word, best, found = bare(fold(form)), 0, None
    clitics = range(1, CLITICS + 1) if unicodedata.bidirectional(word[:1] or " ") in ("R", "AL") else ()
    for name, row in stems:
        shared = max(shared_start(word[at:], name) for at in (0, *clitics))
        enough = len(name) if len(name) <= SHORTEST else max(least, round(share * len(name)))
        if shared >= enough and len(word) - shared <= ENDING and shared > best:
            best, found = shared, row
    return found


def stems_of(states: Sequence[ActorRow]) -> tuple[tuple[str, ActorRow], ...]:
    """Their names without accents, and without the article that many of a language's begin with."""
    words = [bare(fold(row.phrase)) for row in states]
    begins = Counter(word[:ARTICLE] for word in words)
    article, often = begins.most_common(1)[0] if begins else ("", 0)
    article = article if often >= JOINED * len(words) else ""
    return tuple((word.removeprefix(article), row) for word, row in zip(words, states, strict=True))


def shared_start(left: str, right: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))


@cache
def compile_pack(pack: LanguagePack) -> Lexicon:
    """Build once a process; packs are compared by identity."""
    named = [*state_names(pack.cldr), *(r for r in pack.actors if r.is_name)]
    worded = [r for r in pack.actors if not r.is_name]
    return Lexicon(
        pack,
        index_names(named),
        index_words(worded),
        index_triggers(pack.events),
        index_demonyms(worded),
        *pairs_of(pack),
        frozenset(r.words[0] for r in pack.events if r.pos == "VERB") | frozenset(pack.verbs.values()),
        {r.phrase: r.country for r in named if r.kind == "state" and r.country},
        () if pack.actors else stems_of([r for r in named if r.kind == "state" and " " not in r.phrase]),
    )  # fmt: skip

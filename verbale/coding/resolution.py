"""Whom a phrase names on a date: what the coder makes of a mention, for a phrase that stands alone.

The reader cuts the phrase, the language's words and the world's actors say who is meant; the mention that
covers the phrase's head is the answer, and nothing where its head is no actor ("Chinese restaurant").
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import OSA

from verbale.coding.coder import lexicon_of, scenes_of
from verbale.coding.entities import Entity, Referent
from verbale.coding.lexicon import Lexicon, fold
from verbale.coding.mentions import LARGE
from verbale.coding.sides import Scene
from verbale.coding.world.actors import Known, one_of, world
from verbale.coding.world.gazetteer import gazetteer
from verbale.languages.detect import detect
from verbale.languages.pack import folders
from verbale.reading.reading import Sentence, Token
from verbale.record.errors import InputError
from verbale.record.report import Report

TOWNSFOLK = ("CVL",)
LONG = 8  # letters of a word that may be misspelt twice; shorter ones once
SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Resolved:
    """An actor: as in a record's sides. `sector`: the most telling first. `why`: by which rule and rows;
    `candidates`: the ids of those who bear the name, where nothing decides among them."""

    country: str | None = None
    sector: tuple[str, ...] = ()
    name: str | None = None
    role: str | None = None
    entity: str | None = None
    why: str = ""
    candidates: tuple[str, ...] = ()


NOBODY = Resolved(why="no actor")


def resolve(
    phrase: str, *, lang: str | None = None, date: datetime.date | None = None, told: Sequence[str] = (),
    languages: Sequence[Path] = (),
) -> list[Resolved]:  # fmt: skip
    """The actors that a phrase names on a date: several where it names several, none where it names none.

    `told`: countries (ISO 3166-1 alpha-3) of which the report around it speaks. Raises InputError where
    the phrase has no letters.
    """
    found = lang or detect(phrase, folders(languages))
    if found is None:
        raise InputError("no letters to read", where=phrase[:40], hint="is the phrase empty?")
    lexicon = lexicon_of(found, languages)
    day = date.isoformat() if date else None
    whole = named(phrase.strip(" .,;:\"'«»"), day, told)
    if whole:
        return whole
    scenes, _ = scenes_of(Report(phrase, lang=found, date=date), lexicon, whole=True, told=told)
    return [actor for scene in scenes[:1] for actor in read_from(scene, day, told)]


def named(phrase: str, day: str | None, told: Sequence[str]) -> list[Resolved]:
    """The whole phrase as a name that the world's actors have."""
    candidates = world().called(phrase)
    if not candidates or not phrase[:1].isupper():
        return []
    known = one_of(candidates, day, told)
    if known is None:
        return [Resolved(why="several of that name", candidates=tuple(a.id for a in candidates))]
    return [standing(known, day, "name")]


def standing(known: Known, day: str | None, why: str) -> Resolved:
    term = known.on(day)
    role = term.role if known.kind == "person" else None
    return Resolved(term.country, term.sector, known.name, role or None, known.id, why)


def read_from(scene: Scene, day: str | None, told: Sequence[str]) -> list[Resolved]:
    """What the sentence's head mention stands for."""
    referent = head_mention(scene)
    if referent is None:
        return misspelt(scene, day, told)
    if referent.mention.kind == "person" and not any(e.country for e in referent.entities):
        name = referent.mention.name or ""
        return placed(name) or misspelt(scene, day, told) or [written(e, referent) for e in referent.entities]
    return [written(e, referent) for e in referent.entities]


def written(entity: Entity, referent: Referent) -> Resolved:
    """An entity of a report as an answer; a state that was only guessed is none."""
    sector = entity.sector
    if referent.mention.kind == "city":
        sector = TOWNSFOLK
    why = "; ".join(filter(None, (referent.how, ", ".join(referent.mention.rows))))
    return Resolved(entity.country, sector, entity.name, entity.role, entity.key if entity.country else None, why)


def head_mention(scene: Scene) -> Referent | None:
    """The mention that covers the head of the phrase, or what its head only counts or parts
    ("members of the army"); None where the head is something else."""
    sentence, partitive = scene.sentence, scene.lexicon.pack.discourse.partitive
    actors = [r for r in scene.referents if r.entities]
    for token in heads(sentence, next((t for t in sentence if t.deprel == "root"), sentence[0]), partitive):
        covering = [r for r in actors if r.mention.first <= token.i <= r.mention.last]
        if any(r.mention.kind == "demonym" and len(sentence) > len(content(sentence, r)) for r in covering):
            covering = [r for r in actors if {*r.mention.rows} > {*covering[0].mention.rows}]  # whose nationality it is
        if covering:
            return max(covering, key=lambda r: r.mention.last - r.mention.first)
    return None


def content(sentence: Sentence, referent: Referent) -> list[Token]:
    """The mention's tokens with articles and numbers about it: all there is in "les deux Russes"."""
    mention = referent.mention
    return [t for t in sentence if mention.first <= t.i <= mention.last or t.upos in ("DET", "NUM", "PUNCT")]


def heads(sentence: Sentence, root: Token, partitive: frozenset[str]) -> list[Token]:
    """The root, what it parts, and its names in apposition."""
    found = [root]
    if {fold(root.lemma), fold(root.form)} & partitive:
        found += sentence.children(root, "nmod", "obl")
    if root.upos in ("PROPN", "X"):
        found += sentence.children(root, "appos", "flat", "compound")
    return found


def placed(name: str) -> list[Resolved]:
    """A town that only the gazetteer knows, where all large ones of that name are one state's."""
    sites = [site for site in gazetteer().named(name) if site.precision == "city"]
    states = {site.country for site in sites if site.people >= LARGE} or {site.country for site in sites}
    return [Resolved(states.pop(), TOWNSFOLK, name, why="gazetteer")] if len(states) == 1 else []


def misspelt(scene: Scene, day: str | None, told: Sequence[str]) -> list[Resolved]:
    """A lone word that is a state's or a nationality's name but for a letter or two."""
    words = [t for t in scene.sentence if t.upos not in ("DET", "PUNCT", "ADP", "NUM")]
    if len(words) != 1 or not words[0].form[:1].isupper() or len(words[0].form) < SHORTEST:
        return []
    states = nearly(fold(words[0].form), scene.lexicon)
    return [Resolved(states.pop(), why="misspelt")] if len(states) == 1 else []


def nearly(word: str, lexicon: Lexicon) -> set[str]:
    """The states of which a name or a demonym differs from a word by a slip of the pen."""
    allowed = 2 if len(word) >= LONG else 1
    names = {fold(name): country for name, country in lexicon.states.items()}
    names |= {row.phrase.casefold(): row.country for rows in lexicon.demonyms.values() for row in rows if row.country}
    near = {
        country: OSA.distance(word.rstrip("s"), name, score_cutoff=allowed)
        for name, country in names.items()
        if name[:1] == word[:1] and OSA.distance(word.rstrip("s"), name, score_cutoff=allowed) <= allowed
    }
    least = min(near.values(), default=0)
    return {country for country, distance in near.items() if distance == least}

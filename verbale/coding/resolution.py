"""Whom a phrase names on a date: what the coder makes of a mention, for a phrase that stands alone.

The reader cuts the phrase, the language's words and the world's actors say who is meant; the mention that
covers the phrase's head is the answer, and nothing where its head is no actor ("Chinese restaurant").
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz.distance import OSA

from verbale.coding.coder import lexicon_of, scenes_of
from verbale.coding.entities import Entity, Referent
from verbale.coding.lexicon import Lexicon, fold, key
from verbale.coding.matching import match_words
from verbale.coding.sides import Scene
from verbale.coding.world.actors import FORMER, RULES, Known, one_of, world
from verbale.coding.world.gazetteer import gazetteer
from verbale.languages.detect import detect
from verbale.languages.pack import folders
from verbale.reading.reading import Sentence, Token
from verbale.record.errors import InputError
from verbale.record.report import Report

TOWNSFOLK = ("CVL",)
LONG = 8  # letters of a word that may be misspelt twice; shorter ones once
SHORTEST = 5
PLACED = frozenset({"state", "city", "region", "seat", "demonym"})
HOUSED = frozenset({"body", "group", "office"})
CLAUSAL = frozenset({"obj", "nsubj", "parataxis", "dep"})  # what a phrase's head is, if it is no clause


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
    phrase = phrase.replace(" - ", "-")  # as a tokenizer leaves it: "car - borne youths"
    bare = phrase.strip(" .,;:\"'«»")
    calendar = lexicon.pack.calendar
    dated = fold(bare) in calendar.months or fold(bare) in calendar.weekdays
    whole = [] if dated or is_place(bare, lexicon) else named(bare, day, told, common=is_word(bare, lexicon))
    if whole:
        return whole
    scenes, _ = scenes_of(Report(phrase, lang=found, date=date), lexicon, whole=True, told=told)
    return [actor for scene in scenes[:1] for actor in read_from(scene, day, told)]


def named(phrase: str, day: str | None, told: Sequence[str], *, common: bool = False) -> list[Resolved]:
    """The whole phrase as a name that the world's actors have; a common word is one only while its bearer rules."""
    candidates = world().called(phrase)
    if not candidates and phrase.istitle():
        candidates = world().similar(phrase)  # a name misspelt, which the tree may cut
    if common:
        candidates = tuple(a for a in candidates if a.in_office(day) and a.on(day).power == RULES)
    if not candidates or phrase.islower():
        return []
    known = one_of(candidates, day, told)
    if known is None:
        return [Resolved(why="several of that name", candidates=tuple(a.id for a in candidates))]
    return [standing(known, day, "name")]


def is_place(phrase: str, lexicon: Lexicon) -> bool:
    """A lone word that the language knows for a place before it may be a surname ("Paris")."""
    rows = lexicon.names.get(key(phrase), ()) if " " not in phrase else ()
    return any(row.phrase == phrase and row.kind in PLACED for row in rows)


def is_word(phrase: str, lexicon: Lexicon) -> bool:
    """A lone word of the language, which some bear as a surname ("Power")."""
    return phrase.istitle() and (fold(phrase) in lexicon.words or fold(phrase) in lexicon.triggers)


def standing(known: Known, day: str | None, why: str) -> Resolved:
    term = known.on(day)
    role = term.role if known.kind == "person" else None
    return Resolved(term.country, term.sector, known.name, role or None, known.id, why)


def read_from(scene: Scene, day: str | None, told: Sequence[str]) -> list[Resolved]:
    """What the sentence's head mention stands for."""
    referent = head_mention(scene) or ending(scene)
    if referent is None or is_word_of_name(scene, referent):
        return resembling(scene, day, told) or described(scene) or misspelt(scene) or worded(scene)
    if referent.mention.kind in PLACED | {"people"} and (body := beside(scene, referent)):
        return [housed(written(e, body, day), scene, body) for e in body.entities]
    if referent.mention.kind == "person" and not any(e.country for e in referent.entities):
        name = referent.mention.name or ""
        body = beside(scene, referent)
        if body:
            return [housed(written(e, body, day), scene, body) for e in body.entities]
        found = resembling(scene, day, told) or placed(name) or described(scene) or misspelt(scene)
        return found or [written(e, referent, day) for e in referent.entities]
    found = [housed(written(e, referent, day), scene, referent) for e in referent.entities]
    if referent.mention.kind in PLACED and (last := worded(scene, after=referent)):
        return [replace(last[0], country=found[0].country)]
    if fold(root_of(scene.sentence).form) in scene.lexicon.pack.discourse.former:
        found = [replace(actor, sector=(FORMER,)) if actor.role else actor for actor in found]
    return found if any(actor.country for actor in found) else resembling(scene, day, told) or found


def written(entity: Entity, referent: Referent, day: str | None) -> Resolved:
    """An entity of a report as an answer; a state that was only guessed is none."""
    sector = entity.sector
    if referent.mention.kind == "city":
        sector = TOWNSFOLK
    if referent.mention.kind == "org" and not sector:
        same = [a for a in world().named(referent.mention.name or "") if entity.country in a.countries]
        sector = same[0].on(day).sector if len(same) == 1 else sector
    why = "; ".join(filter(None, (referent.how, ", ".join(referent.mention.rows))))
    return Resolved(entity.country, sector, entity.name, entity.role, entity.key if entity.country else None, why)


def beside(scene: Scene, referent: Referent) -> Referent | None:
    """The body or group that a town's name stands before where the tree takes the name for the head ("São Paulo
    police")."""
    last = len(scene.sentence) - 1
    after = (r for r in scene.referents if r.entities and r.mention.kind in ("body", "group", "org"))
    return next((r for r in after if r.mention.first == referent.mention.last + 1 and r.mention.last == last), None)


def worded(scene: Scene, after: Referent | None = None) -> list[Resolved]:
    """A word for an actor that a short phrase leaves without its part of speech: alone, or last ("Myanmar military",
    "mayor")."""
    words = [t for t in words_of(scene.sentence) if after is None or t.i > after.mention.last]
    if len(words) != 1 or (after and words[0].i != len(scene.sentence) - 1):
        root = root_of(scene.sentence)
        words = [root] if after is None and root.upos not in ("NOUN", "PROPN") else []
    rows = [row for t in words for form in (t.lemma, t.form) for row in scene.lexicon.words.get(fold(form), ())]
    told = next((row for parts, row in rows if len(parts) == 1 and row.kind in HOUSED), None)
    if told is None:
        return []
    states = {c for r in scene.referents if r.mention.kind in PLACED for c in r.mention.countries}
    country = told.country or (states.pop() if len(states) == 1 else None)
    return [Resolved(country, told.sector, role=told.role, why=f"its words; {told.where}")]


def root_of(sentence: Sentence) -> Token:
    return next((t for t in sentence if t.deprel == "root"), sentence[0])


def housed(actor: Resolved, scene: Scene, referent: Referent) -> Resolved:
    """A body, group or office whose phrase names a town or region that no row has, or misspelt: its state."""
    if actor.country or referent.mention.kind not in HOUSED or referent.mention.foreign:
        return actor
    mention, sentence = referent.mention, scene.sentence
    names = [r.mention.name for r in scene.referents if r.mention.kind == "person" and r is not referent]
    behind = [t for t in sentence.tokens[mention.last + 1 :] if is_capital(t)]
    names += [joined(behind[i:]) for i in range(len(behind) - 1)]
    words = [t.form for t in sentence if t.form[:1].isupper() and not mention.first <= t.i <= mention.last]
    for name in filter(None, names):
        states = gazetteer().states(name)
        if len(states) == 1:
            return replace(actor, country=next(iter(states)), why=f"{actor.why}; gazetteer")
    for word in words if mention.name is None else []:
        near = nearly(fold(word), scene.lexicon, towns=True) if len(word) >= SHORTEST else set()
        if len(near) == 1:
            return replace(actor, country=near.pop(), why=f"{actor.why}; misspelt")
    return actor


def is_word_of_name(scene: Scene, referent: Referent) -> bool:
    """A short name ("Alliance") that is but a word of a longer one."""
    mention = referent.mention
    outside = [t for t in words_of(scene.sentence) if not mention.first <= t.i <= mention.last]
    alone = mention.kind == "org" and mention.first == mention.last
    return alone and len(outside) > 1 and all(map(is_capital, outside))


def words_of(sentence: Sentence) -> list[Token]:
    return [t for t in sentence if t.upos not in ("DET", "PUNCT", "ADP", "CCONJ", "PART")]


def is_capital(token: Token) -> bool:
    return token.form[:1].isupper()


def described(scene: Scene) -> list[Resolved]:
    """A body by a proper name that nobody knows, whose words tell what it is and where ("Utah Teachers' College")."""
    sentence, words = scene.sentence, words_of(scene.sentence)
    if len(words) < 2 or not all(map(is_capital, words)):
        return []
    matches = (match_words(sentence, t.i, scene.lexicon) for t in words)
    told = next((m.row for m in matches if m and m.row.kind in ("body", "group") and m.row.sector), None)
    if told is None:
        return []
    states = frozenset(c for r in scene.referents if r.mention.kind in PLACED for c in r.mention.countries)
    ends = (gazetteer().states(joined(words[i:])) for i in range(1, len(words)))
    states = states or next(filter(None, ends), frozenset())
    country = next(iter(states)) if len(states) == 1 else None
    return [Resolved(country, told.sector, joined(words), why=f"its words; {told.where}")]


def joined(tokens: Iterable[Token]) -> str:
    return " ".join(t.form for t in tokens)


def resembling(scene: Scene, day: str | None, told: Sequence[str]) -> list[Resolved]:
    """A body of several words, misspelt: the words without an article before them."""
    words = [t for t in scene.sentence if t.upos != "PUNCT"]
    while words and words[0].upos == "DET":
        words = words[1:]
    if not words or not words[0].form[:1].isupper():
        return []
    known = one_of(world().resembling(" ".join(t.form for t in words)), day, told)
    return [standing(known, day, "misspelt")] if known else []


def head_mention(scene: Scene) -> Referent | None:
    """The mention that covers the head of the phrase, or what its head only counts or parts
    ("members of the army"); None where the head is something else."""
    sentence, discourse = scene.sentence, scene.lexicon.pack.discourse
    counting = discourse.partitive | frozenset(discourse.former)
    actors = [r for r in scene.referents if r.entities]
    for token in heads(sentence, root_of(sentence), counting):
        covering = [r for r in actors if r.mention.first <= token.i <= r.mention.last]
        if any(r.mention.kind == "demonym" and len(sentence) > len(content(sentence, r)) for r in covering):
            covering = [r for r in actors if {*r.mention.rows} > {*covering[0].mention.rows}]  # whose nationality it is
        if covering:
            return max(covering, key=lambda r: r.mention.last - r.mention.first)
    return None


def ending(scene: Scene) -> Referent | None:
    """The actor that ends a phrase which the reader took for a clause ("the ruling" + party; "car - borne youths")."""
    sentence = scene.sentence
    last = [r for r in scene.referents if r.entities and r.mention.last == len(sentence) - 1]
    loose = [r for r in last if sentence[r.mention.head].deprel in CLAUSAL and r.mention.kind not in PLACED]
    return loose[0] if len(loose) == 1 and not sentence.children(sentence[loose[0].mention.head], "case") else None


def content(sentence: Sentence, referent: Referent) -> list[Token]:
    """The mention's tokens with articles and numbers about it: all there is in "les deux Russes"."""
    mention = referent.mention
    return [t for t in sentence if mention.first <= t.i <= mention.last or t.upos in ("DET", "NUM", "PUNCT")]


def heads(sentence: Sentence, root: Token, partitive: frozenset[str]) -> list[Token]:
    """The root, what it parts, and its names in apposition."""
    found = [root]
    if {fold(root.lemma), fold(root.form)} & partitive:
        found += sentence.children(root, "nmod", "obl", "appos")
    if root.upos in ("PROPN", "X"):
        found += sentence.children(root, "appos", "flat", "compound")
    return found


def placed(name: str) -> list[Resolved]:
    """A town that only the gazetteer knows, where all large ones of that name are one state's."""
    states = gazetteer().states(name)
    return [Resolved(next(iter(states)), TOWNSFOLK, name, why="gazetteer")] if len(states) == 1 else []


def misspelt(scene: Scene) -> list[Resolved]:
    """A lone word that is a state's or a nationality's name but for a letter or two."""
    words = [t for t in scene.sentence if t.upos not in ("DET", "PUNCT", "ADP", "NUM")]
    if len(words) != 1 or not words[0].form[:1].isupper() or len(words[0].form) < SHORTEST:
        return []
    states = nearly(fold(words[0].form), scene.lexicon)
    return [Resolved(states.pop(), why="misspelt")] if len(states) == 1 else []


def nearly(word: str, lexicon: Lexicon, *, towns: bool = False) -> set[str]:
    """The states of which a name or a demonym, or a town's name, differs from a word by a slip of the pen."""
    allowed = 2 if len(word) >= LONG else 1
    near: dict[str, int] = {}
    for name, country in spellings(lexicon, towns=towns):
        if name[:1] == word[:1] and abs(len(name) - len(word)) <= allowed + 1:
            distance = OSA.distance(word.rstrip("s"), name.rstrip("s"), score_cutoff=allowed)
            if distance <= allowed:
                near[country] = min(distance, near.get(country, distance))
    least = min(near.values(), default=0)
    return {country for country, distance in near.items() if distance == least}


def spellings(lexicon: Lexicon, *, towns: bool) -> Iterator[tuple[str, str]]:
    """Names of states and nationalities with their states, caseless; those of seats and towns beside them."""
    yield from ((fold(name), country) for name, country in lexicon.states.items())
    yield from ((r.phrase.casefold(), r.country) for rows in lexicon.demonyms.values() for r in rows if r.country)
    for row in (row for rows in lexicon.names.values() for row in rows if towns):
        if row.country and row.kind in ("seat", "city", "region") and len(row.phrase) >= SHORTEST:
            yield fold(row.phrase), row.country

"""Our gold as examples for the reader's event heads: which word tells an event, and who plays which part.

A gold line quotes a clause; the word that tells its event is the coder's own trigger where it found the same
type there, else a word of the lexicon for that type, else the quotation's highest word in the tree. Who plays
a part is the mention in the sentence whose country and sectors agree best with the line's actor. The
sentences come without trees: only the event heads learn from them.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tools.reader.treebanks import UNKNOWN, Told, Tree, Word
from verbale.coding.coder import lexicon_of, report_drafts, scenes_of
from verbale.coding.drafts import Draft
from verbale.coding.entities import Referent
from verbale.coding.lexicon import Lexicon
from verbale.coding.mentions import PLACES
from verbale.coding.sides import Scene
from verbale.coding.triggers import match_rows
from verbale.evaluation.notation import load
from verbale.reading.reading import ROLES, Token
from verbale.record.report import Report

Event = Mapping[str, Any]
SOURCE, TARGET = ROLES.index("source"), ROLES.index("target")
HEAVY = ("VERB", "NOUN", "ADJ", "PROPN", "ADV", "X")


def examples(path: Path) -> Iterator[Tree]:
    """The sentences of a gold file, each with what it tells."""
    for row in load(path):
        day = datetime.date.fromisoformat(row["date"]) if row["date"] else None
        report = Report(row["text"], row["id"], row["lang"], day, title=row["title"] or "")
        lexicon = lexicon_of(row["lang"])
        scenes, _ = scenes_of(report, lexicon, whole=True)
        drafts = [draft for _, told in report_drafts(scenes) for draft in told]
        for scene in scenes:
            yield example(row["text"], scene, row["events"], [d for d in drafts if d.scene is scene], lexicon)


def silent(tree: Tree, language: str) -> Tree:
    """A treebank's sentence of which the rules alone say that it tells nothing learns so: our gold has too little of
    what most text is about."""
    lexicon = lexicon_of(language)
    scenes, _ = scenes_of(Report(tree.text, "tree", language), lexicon)
    unaided = [replace(scene, sentence=replace(scene.sentence, told=None)) for scene in scenes]
    return tree if report_drafts(unaided) else replace(tree, told=Told({}, frozenset(), (), {}))


def example(
    text: str, scene: Scene, events: Iterable[Event], drafts: list[Draft], lexicon: Lexicon
) -> Tree:
    types: dict[int, str] = {}
    parts: dict[tuple[int, int], int] = {}
    unsure: set[int] = set()
    for event in events:
        quoted = [t for t in scene.sentence if t.start < event["quote"][1] and t.end > event["quote"][0]]
        begins = scene.sentence.start <= event["quote"][0] < scene.sentence.end
        if not quoted or not begins:
            continue
        if not event["must"]:
            unsure.update(t.i for t in quoted)
            continue
        at = trigger(scene, event, quoted, drafts, lexicon, set(types))
        types[at.i] = event["event"]
        draft = next((d for d in drafts if d.hit.head == at.i), None)
        parts.update({(at.i, i): role for i, role in roles(scene, event, at, draft)})
    start = scene.sentence.start
    words = tuple(
        Word(
            t.start - start, t.end - start, t.form, None, "", None, UNKNOWN, "",
            t.i == 0 or scene.sentence[t.i - 1].end != t.start,
        )
        for t in scene.sentence
    )  # fmt: skip
    mentions = tuple(sorted({r.mention.head for r in scene.referents}))
    told = Told(types, frozenset(unsure - set(types)), mentions, parts)
    return Tree(text[start : scene.sentence.end], words, "gold", told)


def trigger(
    scene: Scene, event: Event, quoted: list[Token], drafts: list[Draft], lexicon: Lexicon, taken: set[int]
) -> Token:
    inside = {t.i for t in quoted}
    for draft in drafts:
        if draft.event == event["event"] and draft.hit.head in inside - taken:
            return draft.token
    free = [t for t in quoted if t.i not in taken and t.upos in HEAVY] or quoted
    rows = [
        t for t in free
        if any(h.row.event == event["event"] for h in match_rows(scene.sentence, t, lexicon))
    ]  # fmt: skip
    return max(rows or free, key=lambda t: (-depth(scene, t), t.upos == "VERB", -t.i))


def depth(scene: Scene, token: Token) -> int:
    return sum(1 for _ in scene.sentence.ancestors(token))


def roles(scene: Scene, event: Event, at: Token, draft: Draft | None) -> Iterator[tuple[int, int]]:
    """(mention's head, part) of those who play one; UNKNOWN for mentions that may as well."""
    found: dict[int, int] = {}
    alike: set[int] = set()
    for role, name in ((SOURCE, "source"), (TARGET, "target")):
        chosen = {s.referent.mention.head for s in getattr(draft, name)} if draft else set()
        for actor in event.get(name) or ():
            able = [r for r in scene.referents if fits(r, actor)]
            alike.update(r.mention.head for r in able)
            able = [r for r in able if r.mention.head not in found]
            if able:
                best = max(able, key=lambda r: likeness(r, actor, at, chosen, role))
                found[best.mention.head] = role
    yield from found.items()
    yield from ((i, UNKNOWN) for i in alike - found.keys())


def fits(referent: Referent, actor: Mapping[str, Any]) -> bool:
    return any(e.country == actor["country"] for e in referent.entities) and (
        actor["country"] is not None or bool(set(actor["sector"]) & {s for e in referent.entities for s in e.sector})
    )


def likeness(referent: Referent, actor: Mapping[str, Any], at: Token, chosen: set[int], role: int) -> float:
    names = {e.name for e in referent.entities if e.name}
    own = {s for e in referent.entities for s in e.sector}
    wanted = set(actor["sector"])
    score = 4.0 * (actor.get("name") in names) + 2.0 * len(wanted & own) - 1.0 * len(wanted ^ own)
    score += 2.0 * (referent.mention.head in chosen)
    score -= 2.0 * (role == SOURCE and referent.mention.kind in PLACES)
    return score - 0.05 * abs(referent.mention.head - at.i)

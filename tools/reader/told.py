"""Our gold as examples for the reader's event heads: which word tells an event, and who plays which part.

A gold line quotes a clause; the word that tells its event is the coder's own trigger where it found the same
type there, else a word of the lexicon for that type, else the quotation's highest word in the tree. Who plays
a part is the mention in the sentence whose country and sectors agree best with the line's actor. The
sentences come without trees: only the event heads learn from them.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tools.reader.treebanks import UNKNOWN, Told, Tree, Word
from verbale.coding.coder import lexicon_of, report_drafts, scenes_of
from verbale.coding.drafts import Draft
from verbale.coding.entities import Referent
from verbale.coding.lexicon import Lexicon
from verbale.coding.mention import PLACES
from verbale.coding.sides import Scene
from verbale.coding.triggers import match_rows, words_present
from verbale.evaluation.notation import load
from verbale.reading.reading import ROLES, Token
from verbale.record.report import Report

Event = Mapping[str, Any]
NO_PART, SOURCE, TARGET, SPEAKER = map(ROLES.index, ("", "source", "target", "speaker"))
NAMING = ("NOUN", "PROPN", "PRON")
HEAVY = ("VERB", "NOUN", "ADJ", "PROPN", "ADV", "X")


def examples(path: Path) -> Iterator[Tree]:
    """The sentences of a gold file, each with what it tells."""
    for row in load(path):
        day = datetime.date.fromisoformat(row["date"]) if row["date"] else None
        report = Report(row["text"], row["id"], row["lang"], day, title=row["title"] or "")
        lexicon = lexicon_of(row["lang"])
        scenes, referents = scenes_of(report, lexicon, whole=True)
        drafts = [draft for _, told in report_drafts(scenes, referents.setting) for draft in told]
        for scene in scenes:
            own = [draft for draft in drafts if draft.scene is scene]
            yield replace(example(row["text"], scene, row["events"], own, lexicon), id=row["id"])


def silent(tree: Tree, language: str) -> Tree:
    """A treebank's sentence of which the rules alone say that it tells nothing learns so: our gold has too little of
    what most text is about."""
    lexicon = lexicon_of(language)
    scenes, referents = scenes_of(Report(tree.text, "tree", language), lexicon)
    unaided = [replace(scene, sentence=replace(scene.sentence, told=None)) for scene in scenes]
    return tree if report_drafts(unaided, referents.setting) else replace(tree, told=Told())


def example(
    text: str, scene: Scene, events: Iterable[Event], drafts: list[Draft], lexicon: Lexicon
) -> Tree:
    told = Told()
    sectors: dict[int, frozenset[str]] = {}
    mentions = {r.mention.head for r in scene.referents}
    for event in events:
        quoted = words_in(scene, event["quote"])
        begins = scene.sentence.start <= event["quote"][0] < scene.sentence.end
        if not quoted or not begins:
            continue
        if not event["must"]:  # neither taught nor held against the reader
            named = event.get("evidence", {}).get("trigger", ())
            told = replace(told, unsure=told.unsure | {t.i for span in named for t in words_in(scene, span)})
            continue
        at = trigger(scene, event, quoted, drafts, lexicon, set(told.types))
        draft = next((d for d in drafts if d.hit.head == at.i), None)
        parts = {(at.i, i): part for i, part in roles(scene, event, at, draft, sectors)}
        mentions |= {i for _, i in parts}
        told = replace(
            told, types=told.types | {at.i: event["event"]}, parts=told.parts | parts,
            modes=told.modes | {at.i: f"{event['event']}/{event['mode']}" if event["mode"] else ""},
            statuses=told.statuses | {at.i: event["status"]},
            contexts=told.contexts | {at.i: frozenset(event["context"])},
        )  # fmt: skip
    start = scene.sentence.start
    words = tuple(
        Word(
            t.start - start, t.end - start, t.form, None, "", None, UNKNOWN, "",
            t.i == 0 or scene.sentence[t.i - 1].end != t.start,
        )
        for t in scene.sentence
    )  # fmt: skip
    told = replace(told, mentions=tuple(sorted(mentions)), sectors=sectors)
    return Tree(text[start : scene.sentence.end], words, "gold", told)


def words_in(scene: Scene, span: Sequence[int]) -> list[Token]:
    return [t for t in scene.sentence if t.start < span[1] and t.end > span[0]]


def highest(scene: Scene, tokens: Sequence[Token]) -> Token:
    """The word of a phrase that all others hang on."""
    return min(tokens, key=lambda t: (depth(scene, t), t.i))


def trigger(
    scene: Scene, event: Event, quoted: list[Token], drafts: list[Draft], lexicon: Lexicon, taken: set[int]
) -> Token:
    for span in event.get("evidence", {}).get("trigger", ()):
        if given := [t for t in words_in(scene, span) if t.i not in taken]:
            return highest(scene, [t for t in given if t.upos in HEAVY] or given)
    inside = {t.i for t in quoted}
    for draft in drafts:
        if draft.event == event["event"] and draft.hit.head in inside - taken:
            return draft.token
    free = [t for t in quoted if t.i not in taken and t.upos in HEAVY] or quoted
    present = words_present(scene.sentence)
    rows = [
        t for t in free
        if any(h.row.event == event["event"] for h in match_rows(scene.sentence, t, lexicon, present))
    ]  # fmt: skip
    return max(rows or free, key=lambda t: (-depth(scene, t), t.upos == "VERB", -t.i))


def depth(scene: Scene, token: Token) -> int:
    return sum(1 for _ in scene.sentence.ancestors(token))


def roles(
    scene: Scene, event: Event, at: Token, draft: Draft | None, sectors: dict[int, frozenset[str]]
) -> Iterator[tuple[int, int]]:
    """(mention's head, part) of those who play one; UNKNOWN for mentions that may as well. Where the line gives the
    words of a side, their highest word; else the mention that fits the line's actor best. `sectors` takes the
    actors' sectors, by mention."""
    found: dict[int, int] = {}
    alike: set[int] = set()
    for role, name in ((SOURCE, "source"), (TARGET, "target"), (SPEAKER, "attribution")):
        spans, actors = event.get("evidence", {}).get(name), event.get(name) or []
        for place, span in enumerate(spans or ()):
            if given := words_in(scene, span):
                head = highest(scene, given).i
                found.setdefault(head, role)
                alike.update(t.i for t in given)
                if len(spans) == len(actors):
                    sectors[head] = frozenset(actors[place]["sector"])
        chosen = {s.referent.mention.head for s in getattr(draft, name)} if draft else set()
        for actor in actors:
            able = [r for r in scene.referents if fits(r, actor)]
            alike.update(r.mention.head for r in able)
            able = [r for r in able if r.mention.head not in found]
            if able and not spans:
                best = max(able, key=lambda r: likeness(r, actor, at, chosen, role))
                found[best.mention.head] = role
                sectors.setdefault(best.mention.head, frozenset(actor["sector"]))
    yield from found.items()
    if "evidence" in event:  # all that is named is told: whatever else could stand for an actor plays no part
        yield from ((t.i, NO_PART) for t in scene.sentence if t.upos in NAMING and t.i not in alike)
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

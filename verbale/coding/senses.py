"""Which sense of a word a sentence means: a row of the lexicon whose slots and needs are best met."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from verbale.coding.clauses import fits_marker, is_passive
from verbale.coding.drafts import is_armed_or_ruling, known
from verbale.coding.mention import PLACES, marker
from verbale.coding.relevance import FORCE, OPEN_TO_ALL
from verbale.coding.sides import (
    Scene,
    Side,
    bearer,
    between_sides,
    inside,
    loose_sides,
    owners_above,
    slot_sides,
    without,
)
from verbale.coding.triggers import Hit
from verbale.languages.events import EventRow, Slot
from verbale.reading.reading import Token

BODILY = frozenset({"arrest", "deport", "abduct", "expel", "resign"})
# Operators that make an event of a state of things: "renforcer la coopération".
MAKING = frozenset("@light @begin @end @announce @want @will @cause @try".split())
RECIPROCAL = frozenset({"ASSAULT", "CONSULT", "COOPERATE", "AGREE", "SUPPORT"})


@dataclass(frozen=True)
class Reading:
    """A hit with its sides filled: one sense of one trigger."""

    hit: Hit
    source: tuple[Side, ...]
    target: tuple[Side, ...]
    met: bool
    score: float


@dataclass(frozen=True)
class Frame:
    """What the outer words hand down to an inner one."""

    operators: tuple[str, ...] = ()
    source: tuple[Side, ...] = ()
    target: tuple[Side, ...] = ()
    attribution: tuple[Side, ...] = ()
    status: str | None = None
    future: bool = False
    unsaid: bool = False  # the clause leaves its subject out
    outer: Hit | None = None


def anchored(row: EventRow, source: Sequence[Side], target: Sequence[Side]) -> list[Side]:
    """The known targets; a mere place is one only where somebody acts on it, or a phrase names the arms
    ("un drone a frappé un village")."""
    if known(source) or (len(row.words) > 1 and row.event in FORCE):
        return known(target)
    return [s for s in known(target) if s.referent.mention.kind not in PLACES]


def named(row: EventRow, sides: Sequence[Side]) -> list[Side]:
    """People of whom only a name is known: enough where a word of force names what befell them."""
    if row.event not in FORCE | {"THREATEN"}:
        return []
    return [s for s in sides if s.entity.kind == "person" and s.entity.name and not known([s])]


def choose(scene: Scene, hits: dict[int, list[Hit]], head: int, frame: Frame, below: bool) -> Reading | None:
    """The sense whose slots and needs are best met; None where none is. An operator is one only
    where an event stands in its content."""
    readings = [
        filled(scene, hit, hits, frame) for hit in hits[head]
        if not hit.row.operator or holds_event(scene, hit, hits) or (below and hit.row.event == "@say")
    ]  # fmt: skip
    if any(r.hit.row.operator for r in readings):  # "va déployer" is no visit: what stands inside counts
        readings = [r for r in readings if r.hit.row.operator or r.hit.row.content]
    met = [r for r in readings if r.met]
    return max(met, key=lambda r: r.score, default=None)


def holds_event(scene: Scene, hit: Hit, hits: dict[int, list[Hit]]) -> bool:
    for token in content_tokens(scene, hit):
        if token.i in hits:
            return True
        referent = scene.at(token)
        if referent is None or referent.mention.head != token.i:
            if any(t.i in hits for t in scene.sentence.subtree(token)):
                return True
    return False


def filled(scene: Scene, hit: Hit, hits: dict[int, list[Hit]], frame: Frame) -> Reading:
    row = hit.row
    source = slot_sides(scene, hit, row.source, places=False)
    if row.pos == "NOUN":
        source = doers(scene, hit, source)
    target = without(slot_sides(scene, hit, row.target, places=True), source)
    if row.pos == "NOUN" and not row.operator:
        lent = list(lenders(scene, hit, hits))
        for other, slots in ((source, "source"), (target, "target")):
            for lender in lent:
                given = slot_sides(scene, lender, getattr(lender.row, slots), places=slots == "target")
                other += without(given, [*source, *target])
        if not known(frame.source):
            source = source or without(loose_sides(scene, hit, row.source, places=False), target)
        target = target or without(loose_sides(scene, hit, row.target, places=True), source)
    if not row.operator:
        both = without(between_sides(scene, hit), [*source, *target])
        source = both if len(known(both)) > 1 and row.event == "ASSAULT" else [*source, *both]
        if row.pos == "NOUN" and row.event in RECIPROCAL and not source and not target:
            source = owners_above(scene, hit)
    if not row.operator and not known(target):
        target = without(list(inside(scene, hit, subject=False)), source) or target
    if row.pos == "NOUN" and not row.operator and not known(source):
        held = without(bearer(scene, hit), target)
        if row.mode == "arrest":
            target = target or held
        else:
            source = held or source
    actors = [s for s in target if s.referent.mention.kind not in PLACES]
    target = actors if known(actors) or row.event == "PROTEST" else target
    own = len(known(source)) + len(known(target))
    if frame.outer is not None and not known(source):
        source = without(frame.source, target) or source
    if frame.outer is not None and not known(target):
        target = without(frame.target, source) or target
    if is_back_reference(scene, hit) and not own:
        source, target = [], []
    content = any(True for _ in content_tokens(scene, hit))
    met = row.operator or (
        (not is_turned(scene, hit) or any("subject" in s.rule for s in source))
        and (content or not row.content or row.pos != "ADJ")
        and needs_met(
            row_needs(scene, hit, frame), row, [*known(source), *named(row, source)],
            [*anchored(row, source, target), *named(row, target)],
            replace(frame, unsaid=frame.unsaid or is_unsaid(scene, hit)),
            about_things=is_about_things(scene, hit, hits), on_thing=has_nobody(scene, hit, hits),
        )
    )  # fmt: skip
    score = 2.0 * min(own, 2) + 3.0 * len(row.words) + 1.5 * content + 2.0 * bool(row.mark)
    score += 1.0 * (bool(known(source)) and bool(known(target)))
    if row.content and not row.operator:
        score += 1.5 if content else -2.0
    return Reading(hit, tuple(source), tuple(target), met, score)


def doers(scene: Scene, hit: Hit, source: list[Side]) -> list[Side]:
    """Who does it where a genitive may tell either side: "l'invasion américaine de l'Irak", "son refus de …",
    "l'arrestation de X par la police"; beside an owner or an agent it tells whom it is done to."""
    discourse = scene.lexicon.pack.discourse
    taken = {slot.marker for slot in hit.row.target if slot.relation == "nmod"}

    def by_genitive(side: Side) -> bool:
        token = scene.sentence[side.referent.mention.head]
        found = marker(scene.sentence, token)
        return side.rule.startswith("preposition") and found in discourse.of & taken and token.i > hit.head

    own = [s for s in source if not by_genitive(s)]
    return own if known(own) else source


def lenders(scene: Scene, hit: Hit, hits: dict[int, list[Hit]]) -> Iterator[Hit]:
    """The verbs that give a noun's event its sides from beside or above: "une attaque menée par X",
    "attribuée à X", "visant Y"; "l'attaque a tué Y", "a fait des morts parmi Y"."""
    token = scene.sentence[hit.head]
    for child in scene.sentence.children(token, "acl", "acl:relcl"):
        yield from (h for h in hits.get(child.i, ()) if h.row.event in ("@light", hit.row.event))
    parent = scene.sentence.parent(token)
    if parent is not None and token.deprel == "nsubj":
        for other in hits.get(parent.i, ()):
            if other.row.event == hit.row.event:
                yield other


def row_needs(scene: Scene, hit: Hit, frame: Frame) -> str:
    """A row's need; who is refused, called on or blamed is enough in a passive that names no agent."""
    row, token = hit.row, scene.sentence[hit.head]
    passive = row.pos == "VERB" and row.mark is None and is_passive(scene.sentence, token)
    if frame.outer is not None and frame.outer.row.event == "@light" and row.pos == "NOUN":
        outer = scene.sentence[frame.outer.head]
        if outer.upos == "VERB" and is_passive(scene.sentence, outer):
            return "s|t" if row.need in ("s", "st") else row.need  # "ordre a été donné aux troupes"
    return "s|t" if row.need == "s" and passive else row.need


def is_unsaid(scene: Scene, hit: Hit) -> bool:
    """A finite verb that leads its sentence without a subject: "PROTESTAN POR …"."""
    token = scene.sentence[hit.head]
    finite = token.upos == "VERB" and token.feats.get("VerbForm") == "Fin" and token.feats.get("Mood", "Ind") == "Ind"
    return finite and token.deprel == "root" and not scene.sentence.children(token, "nsubj", "nsubj:pass", "csubj")


def is_turned(scene: Scene, hit: Hit) -> bool:
    """A verb of two sides used with a reflexive ("les combats se sont poursuivis"): sides that act on each other
    must then be its subject."""
    row = hit.row
    if row.pos != "VERB" or row.mark is not None or all(slot.relation != "obj" for slot in row.target):
        return False
    children = scene.sentence.children(scene.sentence[hit.head])
    return any(t.feats.get("Reflex") == "Yes" and t.deprel in ("expl", "obj", "iobj") for t in children)


def is_about_things(scene: Scene, hit: Hit, hits: dict[int, list[Hit]]) -> bool:
    """Has a verb that something is done to people by an object that is nobody ("déposer une gerbe", "recevoir des
    fonds")? Force may fall on things."""
    on_people = hit.row.event not in FORCE or hit.row.mode in BODILY
    return on_people and has_nobody(scene, hit, hits)


def has_nobody(scene: Scene, hit: Hit, hits: dict[int, list[Hit]]) -> bool:
    """Is the object of a verb that takes its target as one a thing: "reprendre les patrouilles"? Then its several
    subjects do nothing to each other."""
    row, token = hit.row, scene.sentence[hit.head]
    by_object = any(slot.relation == "obj" for slot in row.target) and all(s.relation != "obj" for s in row.content)
    if row.pos != "VERB" or not by_object:
        return False
    objects = [t for t in scene.sentence.children(token, "obj", "nsubj:pass") if t.i not in hit.tokens]
    if row.event == "ACCUSE":  # "condenaron el atentado": a deed is blamed, whoever did it
        objects = [t for t in objects if all(h.row.operator for h in hits.get(t.i, ()))]
    return any(t.upos == "NOUN" and scene.at(t) is None for t in objects)


def needs_met(
    need: str, row: EventRow, source: Sequence[Side], target: Sequence[Side], frame: Frame, *,
    about_things: bool, on_thing: bool,
) -> bool:
    together = len(source) > 1 and row.event in RECIPROCAL and row.mode != "visit" and not on_thing
    happens = row.event in OPEN_TO_ALL and "@happen" in frame.operators
    match need:
        case "s":
            return bool(source) or (row.event == "PROTEST" and (happens or frame.unsaid))
        case "t":
            return bool(target) or (row.mode != "convict" and any(map(is_armed_or_ruling, source)))
        case "st":
            giving = row.event == "AID" and any(s.entity.kind in ("state", "seat") for s in source)
            acting = not about_things and (giving or any(map(is_armed_or_ruling, source)))
            return bool(source and target) or together or acting
        case "s&t":
            return bool(source and target) or together
        case "s|t":
            return bool(source or target) or happens
        case "o":
            return bool(source or target) and bool(MAKING & set(frame.operators))
    return True


def content_tokens(scene: Scene, hit: Hit) -> Iterator[Token]:
    """The dependents of a hit that stand in its content slots."""
    for i in hit.tokens:
        word = scene.sentence[i]
        if i != hit.head and word.upos != "NOUN":
            continue
        for slot in hit.row.content:
            for child in scene.sentence.children(word):
                if fits_slot(scene, child, slot) and child.i not in hit.tokens:
                    yield child


def fits_slot(scene: Scene, child: Token, slot: Slot) -> bool:
    """Clauses and phrases are told apart by the parser's whim: "appelle à libérer" may be obl or
    xcomp, so a preposition decides where the slot names one."""
    relation = child.deprel.split(":")[0]
    if slot.marker is None:
        return relation == slot.relation or {relation, slot.relation} <= {"xcomp", "ccomp"} or (
            slot.relation == "obj" and child.deprel == "nsubj:pass"
        )
    same = {"obl", "xcomp", "advcl", "ccomp", "iobj", "nmod", "acl"}
    return (relation == slot.relation or {relation, slot.relation} <= same) and fits_marker(
        scene.sentence, child, slot.marker
    )


def is_back_reference(scene: Scene, hit: Hit) -> bool:
    """"Cette visite": a demonstrative points to what was told before."""
    determiners = scene.sentence.children(scene.sentence[hit.head], "det")
    return hit.row.pos == "NOUN" and any(t.feats.get("PronType") == "Dem" for t in determiners)

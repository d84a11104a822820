"""From the hits of a sentence to drafts of events: senses chosen, meanings composed, sides filled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from verbale.coding.attribution import speakers
from verbale.coding.clauses import fits_marker, is_predicate
from verbale.coding.composition import ABSORBING, KEPT, STATUS, compose, mode_from_content
from verbale.coding.mentions import PLACES
from verbale.coding.sides import Scene, Side, between_sides, slot_sides, without
from verbale.coding.status import is_future, status_of
from verbale.coding.triggers import Hit
from verbale.languages.events import Slot
from verbale.reading.reading import Token
from verbale.record import ontology

CLAUSE_EDGES = frozenset({"acl:relcl", "advcl", "parataxis"})
# Sectors whose people are political only in what states or armed groups do to them, or in protest.
PRIVATE = frozenset({"CVL", "MED", "BUS", "EDU", "JRN", "AGR", "LAB", "REL", "ELI", "CRM", "SOC"})
OPEN_TO_ALL = frozenset({"PROTEST", "ASSAULT"})  # types that private people alone can make political


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
    outer: Hit | None = None


@dataclass
class Draft:
    """An event before its actors, date and place are written out."""

    scene: Scene
    hit: Hit
    event: str
    mode: str | None
    source: list[Side]
    target: list[Side]
    status: str
    attribution: list[Side] = field(default_factory=list)
    context: list[str] = field(default_factory=list)
    content: list[Hit] = field(default_factory=list)
    outer: Hit | None = None
    rules: list[str] = field(default_factory=list)

    @property
    def token(self) -> Token:
        return self.scene.sentence[self.hit.head]


def known(sides: Sequence[Side]) -> list[Side]:
    """Those of whom at least a state or a sector is known."""
    return [s for s in sides if s.entity.countries or s.entity.sector]


def is_political(draft: Draft) -> bool:
    """Is there a state, an organ of one, or an organised political force on a side?"""
    sides = known([*draft.source, *draft.target])
    if not sides:
        return draft.hit.row.need == ""
    if draft.hit.row.event in OPEN_TO_ALL:
        return True
    return any(is_public(side) for side in sides)


def is_public(side: Side) -> bool:
    entity = side.entity
    if entity.sector:
        return bool(set(entity.sector) - PRIVATE)
    return not entity.inferred


def anchored(source: Sequence[Side], target: Sequence[Side]) -> list[Side]:
    """The known targets; a mere place is one only where somebody acts on it."""
    if known(source):
        return known(target)
    return [s for s in known(target) if s.referent.mention.kind not in PLACES]


def choose(scene: Scene, hits: Sequence[Hit], frame: Frame) -> Reading | None:
    """The sense whose slots and needs are best met; None where none is."""
    readings = [filled(scene, hit, frame) for hit in hits]
    met = [r for r in readings if r.met]
    return max(met, key=lambda r: r.score, default=None)


def filled(scene: Scene, hit: Hit, frame: Frame) -> Reading:
    row = hit.row
    source = slot_sides(scene, hit, row.source, places=False)
    target = without(slot_sides(scene, hit, row.target, places=True), source)
    if not row.operator:
        both = without(between_sides(scene, hit), [*source, *target])
        source = [*source, *both]
    own = len(known(source)) + len(known(target))
    if frame.outer is not None and not source:
        source = without(frame.source, target)
    if frame.outer is not None and not target:
        target = without(frame.target, source)
    met = needs_met(row.need, known(source), anchored(source, target)) or row.operator
    content = any(True for _ in content_tokens(scene, hit))
    score = 2.0 * min(own, 2) + 3.0 * len(row.words) + 1.5 * content + bool(row.mark)
    score += 1.0 * (bool(known(source)) and bool(known(target)))
    if row.content and not content:
        score -= 2.0
    return Reading(hit, tuple(source), tuple(target), met, score)


def needs_met(need: str, source: Sequence[Side], target: Sequence[Side]) -> bool:
    match need:
        case "s":
            return bool(source)
        case "t":
            return bool(target)
        case "st":
            return bool(source and target) or len(source) > 1
        case "s|t":
            return bool(source or target)
    return True


def content_tokens(scene: Scene, hit: Hit) -> Iterator[Token]:
    """The dependents of a hit that stand in its content slots."""
    head = scene.sentence[hit.head]
    for slot in hit.row.content:
        for child in scene.sentence.children(head):
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


def governors(scene: Scene, hits: dict[int, list[Hit]]) -> dict[int, int]:
    """The outer hit whose content holds each hit, by head token."""
    found = {}
    for head in hits:
        outer = governor(scene, hits, head)
        if outer is not None:
            found[head] = outer
    return found


def governor(scene: Scene, hits: dict[int, list[Hit]], head: int) -> int | None:
    token = scene.sentence[head]
    while True:
        parent = scene.sentence.parent(token)
        if parent is None:
            return None
        if token.deprel == "conj":
            token = Token(
                token.i, token.start, token.end, token.form, token.lemma, token.upos, token.feats,
                parent.head, parent.deprel, token.arc,
            ) if parent.head >= 0 else parent  # fmt: skip
            if parent.head < 0:
                return None
            continue
        for hit in hits.get(parent.i, ()):
            if any(fits_slot(scene, token, slot) for slot in hit.row.content):
                return parent.i
            inner = set(hit.tokens) - {hit.head}
            if token.i in inner and hit.row.content:
                return parent.i
        if token.deprel in CLAUSE_EDGES:
            return None
        token = parent


def drafts(scene: Scene, hits: dict[int, list[Hit]]) -> list[Draft]:
    """The events that a sentence tells, in the order of their triggers."""
    outer = governors(scene, hits)
    inner: dict[int, list[int]] = {}
    for head, above in outer.items():
        inner.setdefault(above, []).append(head)
    found: list[Draft] = []
    for head in hits:
        if head not in outer:
            found += list(told(scene, hits, inner, head, Frame()))
    return sorted(found, key=lambda d: d.hit.head)


def told(
    scene: Scene, hits: dict[int, list[Hit]], inner: dict[int, list[int]], head: int, frame: Frame
) -> Iterator[Draft]:
    below = inner.get(head, [])
    reading = choose(scene, hits[head], frame)
    if reading is None:
        for child in below:
            yield from told(scene, hits, inner, child, frame)
    elif reading.hit.row.operator:
        handed = handed_down(scene, reading, frame)
        for child in below:
            yield from told(scene, hits, inner, child, handed)
    else:
        yield from typed(scene, hits, inner, reading, frame)


def handed_down(scene: Scene, reading: Reading, frame: Frame) -> Frame:
    """The frame that an operator gives its content."""
    operator = reading.hit.row.event
    token = scene.sentence[reading.hit.head]
    source = reading.source or frame.source
    target = reading.target or frame.target
    status = own_status(scene, token)
    if operator == "@say":
        return replace(
            frame, attribution=tuple(known(source)) or frame.attribution, source=source, target=(),
            outer=reading.hit,
        )  # fmt: skip
    return replace(
        frame,
        operators=(*frame.operators, operator),
        source=source,
        target=target,
        status=STATUS.get(operator) or (status if status != "occurred" else None) or frame.status,
        future=frame.future or is_future(scene.sentence, token),
        outer=reading.hit,
    )


def own_status(scene: Scene, token: Token) -> str:
    return status_of(scene.sentence, token, scene.lexicon.pack.discourse)


def typed(
    scene: Scene, hits: dict[int, list[Hit]], inner: dict[int, list[int]], reading: Reading, frame: Frame
) -> Iterator[Draft]:
    row, token = reading.hit.row, scene.sentence[reading.hit.head]
    event, mode = row.event, row.mode
    below = [h for child in inner.get(row_head(reading), []) for h in spread(hits, inner, child)]
    rules = [row.where]
    for hit in below:
        composed = content_type(event, hit)
        if composed:
            event, mode = composed
            rules.append(f"content {hit.row.lemma}")
            break
    if event in ("REQUEST", "REJECT") and mode is None and (below or row.content):
        mode = "change" if any(True for _ in content_tokens(scene, reading.hit)) else mode
    for operator in reversed(frame.operators):
        if operator not in KEPT:
            before = event, mode
            event, mode = compose(operator, event, mode)
            if (event, mode) != before:
                rules.append(operator)
    future = frame.future or (is_predicate(token) and is_future(scene.sentence, token))
    if future and not frame.operators:
        event, mode = compose("future", event, mode)
        rules.append("future")
    own = own_status(scene, token)
    status = own if own != "occurred" else frame.status or "occurred"
    yield Draft(
        scene, reading.hit, event, mode, list(reading.source), list(reading.target), status,
        speakers(scene, token, hits) or list(frame.attribution), list(row.context), below,
        frame.outer, rules,
    )  # fmt: skip
    if row.event not in ABSORBING:
        for child in inner.get(reading.hit.head, []):
            yield from told(scene, hits, inner, child, Frame(attribution=frame.attribution))


def row_head(reading: Reading) -> int:
    return reading.hit.head


def spread(hits: dict[int, list[Hit]], inner: dict[int, list[int]], head: int) -> Iterator[Hit]:
    """A hit and those inside it, operators first."""
    yield hits[head][0]
    for child in inner.get(head, []):
        yield from spread(hits, inner, child)


def content_type(event: str, hit: Hit) -> tuple[str, str | None] | None:
    if hit.row.event == "@end":
        return (event, "yield") if event in ("REQUEST", "REJECT") else None
    if hit.row.operator or ontology.quad(hit.row.event) is None:
        return None
    return mode_from_content(event, hit.row.event, hit.row.mode)

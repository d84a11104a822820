"""From the hits of a sentence to drafts of events: senses chosen, meanings composed, sides filled."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from verbale.coding.attribution import speakers
from verbale.coding.clauses import Filler, fits_marker, is_predicate
from verbale.coding.composition import KEPT, STATUS, compose, mode_from_content
from verbale.coding.drafts import Draft, is_armed, is_public, known, predicate
from verbale.coding.mention import marker
from verbale.coding.relevance import CLAUSE_EDGES, kept
from verbale.coding.senses import Frame, Reading, choose, content_tokens, filled, fits_slot, is_unsaid
from verbale.coding.sides import (
    PRIVATE,
    Scene,
    Side,
    sides_of,
    slot_sides,
    without,
)
from verbale.coding.status import has_marker, is_conditional, is_future, status_of
from verbale.coding.triggers import Hit
from verbale.reading.reading import Token
from verbale.record import ontology

ATTITUDES = frozenset({"SUPPORT", "ACCUSE", "REJECT"})
OUTWARD = frozenset({"REQUEST", "REJECT", "THREATEN", "AGREE", "CONCEDE"})
YIELDING = frozenset({"RETREAT", "CONCEDE", "AID"})
BY_ARMS: dict[str | None, str | None] = {"riot": None, "obstruct": "restrict"}
PARTNERED = frozenset({"AGREE", "SUPPORT", "CONCEDE", "COOPERATE"})


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
    clausal = False
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
        clausal = clausal or is_full_clause(scene, token)
        if clausal and any(h.row.event == "@say" and h.row.pos == "VERB" for h in hits.get(parent.i, ())):
            return parent.i
        noun = noun_of_will(scene, hits, token, parent)
        if noun is not None:
            return noun
        for hit in hits.get(parent.i, ()):
            if any(fits_slot(scene, token, slot) for slot in hit.row.content):
                return parent.i
            inner = set(hit.tokens) - {hit.head}
            if token.i in inner and hit.row.content:
                return parent.i
        if token.deprel in CLAUSE_EDGES:
            return None
        token = parent


def is_full_clause(scene: Scene, token: Token) -> bool:
    """"A déclaré dans un communiqué que les ministres ont …": a clause with conjunction and subject is what
    is said, though the tree hangs it on the communiqué."""
    children = scene.sentence.children
    return token.deprel in ("acl", "ccomp") and bool(
        children(token, "mark") and children(token, "nsubj", "nsubj:pass")
    )


def noun_of_will(scene: Scene, hits: dict[int, list[Hit]], token: Token, parent: Token) -> int | None:
    """"A réaffirmé son engagement à renforcer …": the infinitive is the noun's, wherever it hangs."""
    if token.deprel not in ("xcomp", "advcl", "obl") or token.upos != "VERB":
        return None
    for noun in scene.sentence.children(parent, "obj"):
        if noun.i < token.i and any(
            slot.relation == "acl" and fits_marker(scene.sentence, token, slot.marker)
            for hit in hits.get(noun.i, ()) for slot in hit.row.content
        ):  # fmt: skip
            return noun.i
    return None


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
    found.sort(key=lambda d: d.hit.head)
    for draft in found:
        share_partner(draft, found)
    return kept(found)


def share_partner(draft: Draft, drafts: Sequence[Draft]) -> None:
    """"A remercié le Pakistan et réitéré sa volonté de coopérer": with whom, the clause before says."""
    if draft.target or len(draft.source) != 1 or draft.event not in PARTNERED:
        return
    clause = predicate(draft)
    for other in drafts:
        shares = clause.deprel == "conj" and clause.head == predicate(other).i
        if shares and other.target and other.source[:1] and (
            other.source[0].entity is draft.source[0].entity
        ):
            draft.target = [replace(s, rule="shared partner") for s in other.target]
            draft.rules.append("shared partner")


def told(
    scene: Scene, hits: dict[int, list[Hit]], inner: dict[int, list[int]], head: int, frame: Frame
) -> Iterator[Draft]:
    if frame.outer is not None and has_own_subject(scene, frame.outer, head):
        frame = replace(frame, source=(), target=())
    below = inner.get(head, [])
    reading = choose(scene, hits, head, frame, bool(below))
    if reading is None:
        yield from demanded(scene, hits, head, frame, ())
        for child in below:
            yield from told(scene, hits, inner, child, frame)
        return
    held = [child for child in below if governor(scene, {head: [reading.hit]}, child) == head]
    free = replace(frame, source=(), target=())
    for child in below:
        if child not in held:  # another sense of the word would have held it
            yield from told(scene, hits, inner, child, free)
    demands = list(demanded(scene, hits, head, frame, held)) if reading.hit.row.event == "@must" else []
    if demands:
        yield from demands
    elif reading.hit.row.operator:
        handed = handed_down(scene, reading, frame)
        for child in held:
            yield from told(scene, hits, inner, child, handed)
    else:
        yield from typed(scene, hits, {**inner, head: held}, reading, frame)


def demanded(
    scene: Scene, hits: dict[int, list[Hit]], head: int, frame: Frame, held: Sequence[int]
) -> Iterator[Draft]:
    """"Russia said that Sudan must explain itself": who says what another has to do asks for it, whatever it is."""
    for hit in hits[head]:
        if hit.row.event == "@must" and hit.row.pos == "VERB":
            said = known(frame.attribution or speakers(scene, scene.sentence[head], hits))
            doing = known(slot_sides(scene, hit, hit.row.source, places=False))
            if all(map(is_public, (*said, *doing))) and is_demand("REQUEST", doing, said):
                inside = (content_type(scene, hits, {}, child, frozenset()) for child in held)
                asked_for = next((mode_from_content("REQUEST", *inner) for inner in inside if inner), None)
                _, mode = asked_for or ("REQUEST", "change")
                rules = [hit.row.where, "demand"]
                yield Draft(scene, hit, "REQUEST", mode, said, doing, "occurred", outer=frame.outer, rules=rules)
                return


def has_own_subject(scene: Scene, outer: Hit, head: int) -> bool:
    """Does a full clause stand between the outer word and the inner one ("a déclaré que …")?"""
    token = scene.sentence[head]
    while token.head >= 0 and token.i != outer.head:
        if token.deprel in ("ccomp", "advcl", "parataxis", "acl:relcl") and scene.sentence.children(
            token, "nsubj", "nsubj:pass", "expl"
        ):
            return True
        token = scene.sentence[token.head]
    return False


def handed_down(scene: Scene, reading: Reading, frame: Frame) -> Frame:
    """The frame that an operator gives its content."""
    operator = reading.hit.row.event
    token = scene.sentence[reading.hit.head]
    source = reading.source or frame.source
    target = reading.target or frame.target
    status = own_status(scene, token)
    if operator == "@say":
        return replace(
            frame, attribution=(*frame.attribution, *known(source)), source=source, target=(),
            outer=reading.hit,
        )  # fmt: skip
    return replace(
        frame,
        operators=(*frame.operators, operator),
        source=source,
        target=target,
        status=STATUS.get(operator) or (status if status != "occurred" else None) or frame.status,
        future=frame.future or operator == "@will" or is_future(scene.sentence, token, scene.lexicon.pack.discourse),
        outer=reading.hit,
    )


def own_status(scene: Scene, token: Token) -> str:
    return status_of(scene.sentence, token, scene.lexicon.pack.discourse)


def typed(
    scene: Scene, hits: dict[int, list[Hit]], inner: dict[int, list[int]], reading: Reading, frame: Frame
) -> Iterator[Draft]:
    row, token = reading.hit.row, scene.sentence[reading.hit.head]
    event, mode = row.event, row.mode
    below = [h for child in inner.get(reading.hit.head, []) for h in spread(hits, inner, child)]
    rules = [row.where]
    refused: tuple[str, str | None] | None = None
    phrase = set(reading.hit.tokens) - {reading.hit.head}
    for child in inner.get(reading.hit.head, []):
        told = content_type(scene, hits, inner, child, phrase)
        if told:
            refused = told
            if composed := mode_from_content(event, *told):
                event, mode = composed
                rules.append(f"content {hits[child][0].row.lemma}")
            break
    if event in ("REQUEST", "REJECT") and mode is None and (below or row.content):
        mode = "change" if any(True for _ in content_tokens(scene, reading.hit)) else mode
    if "@happen" in frame.operators or (event == "PROTEST" and is_unsaid(scene, reading.hit)):
        rules.append("@happen")
    for operator in reversed(frame.operators):
        if operator not in KEPT:
            before = event, mode
            event, mode = compose(operator, event, mode)
            if (event, mode) != before:
                rules.append(operator)
    future = frame.future or (is_predicate(token) and is_future(scene.sentence, token, scene.lexicon.pack.discourse))
    own = own_status(scene, token)
    if own == "denied" and (future or "@want" in frame.operators):
        event, mode = compose("refusal", event, mode)
        rules.append("refusal")
        own = "occurred"
    elif future or is_future_in_past(scene, token, frame):
        own = "occurred" if own == "hypothetical" else own
        event, mode = compose("future", event, mode)
        rules.append("future")
    elif own == "denied" and row.event == "REJECT" and refused:
        event, mode = refused  # "n'exclut pas de livrer": what is not refused may be done
        rules.append("not refused")
        own = "hypothetical"
    status = own if own != "occurred" else frame.status or "occurred"
    if status == STATUS["@must"] and "@must" in rules:
        status = "occurred"  # "doit rencontrer" announces a meeting
    beside = speakers(scene, token, hits)
    source = spoken_for(list(reading.source), beside or list(frame.attribution))
    doing = blamed(scene, hits, event, reading.target)
    given = list(reading.target) if doing is None else doing
    target = (
        [s for s in given if not (below and event in OUTWARD and s.rule == "preposition, lower")]
        or asked(scene, reading.hit, event, source)
        or about(scene, reading.hit, event, source)
        or without(inner_sides(scene, below, event), source)
        or given
    )
    said = without(beside, source) or without(frame.attribution, source)
    if event == "PROTEST" and mode in BY_ARMS and known(source) and all(is_armed(s) for s in known(source)):
        event, mode = "COERCE", BY_ARMS[mode]  # "des rebelles ont brûlé trois camions": no crowd
        rules.append("armed")
    if event == "MOBILIZE" and known(source) and all(set(s.entity.sector) & PRIVATE for s in known(source)):
        event, mode = "PROTEST", "demo"  # "les agriculteurs se mobilisent"
        rules.append("unarmed")
    if row.event == "AGREE" and event == "THREATEN" and is_joint(source, target):
        event, mode = "AGREE", None  # "ont convenu de reprendre les patrouilles communes"
        rules.append("joint")
    if "@must" in frame.operators and is_demand(event, source, said):
        event, mode = mode_from_content("REQUEST", event, mode) or ("REQUEST", None)
        source, target, said, status = said, known(source), [], "occurred"
        rules.append("demand")
    yield Draft(
        scene, reading.hit, event, mode, source, target, status, said, list(row.context), below,
        frame.outer, rules,
    )  # fmt: skip


def is_joint(source: Sequence[Side], target: Sequence[Side]) -> bool:
    """Do several states bind themselves to each other?"""
    return len({s.entity.country for s in known(source)}) > 1 and not known(target)


def blamed(
    scene: Scene, hits: dict[int, list[Hit]], event: str, target: Sequence[Side]
) -> list[Side] | None:
    """"Condamne l'invasion de l'Ukraine par la Russie": who did what is blamed, not whom it befell; None where no
    deed is blamed."""
    owners = [s for s in known(target) if s.rule.endswith("owner")]
    if event != "ACCUSE" or not owners or len(owners) < len(known(target)):
        return None
    for side in owners:
        for noun in scene.sentence.ancestors(scene.sentence[side.referent.mention.head]):
            deeds = [h for h in hits.get(noun.i, ()) if h.row.pos == "NOUN" and is_deed(h)]
            if deeds:
                return known(filled(scene, deeds[0], hits, Frame()).source)
    return None


def is_deed(hit: Hit) -> bool:
    return not hit.row.operator and ontology.quad(hit.row.event) == "material conflict"


def is_demand(event: str, source: Sequence[Side], said: Sequence[Side]) -> bool:
    """"Moscow said that Khartoum must return a helicopter": who says what another has to yield asks for it."""
    own = {(s.entity.country, s.entity.sector) for s in source}
    others = all((s.entity.country, s.entity.sector) not in own for s in known(said))
    return bool(known(source) and known(said)) and (others or event in YIELDING)


def inner_sides(scene: Scene, below: Sequence[Hit], event: str) -> list[Side]:
    """Whom a refusal, threat, promise or demand is about: the sides of what stands inside it."""
    if event not in OUTWARD:
        return []
    for hit in below:
        found = slot_sides(scene, hit, hit.row.target, places=True)
        if event in ("REQUEST", "REJECT") and not hit.row.operator:
            found += slot_sides(scene, hit, hit.row.source, places=False)
        kept = [s for s in known(found) if s.rule not in ("control", "object control")]
        if kept:
            return [replace(s, rule=f"{s.rule}, inner") for s in kept]
    return []


def spoken_for(source: list[Side], said: list[Side]) -> list[Side]:
    """"Le général a réitéré la volonté de l'Iran": who speaks for his state is the side."""
    if len(source) != 1 or source[0].entity.kind != "state":
        return source
    own = [
        s for s in said
        if s.entity.country == source[0].entity.country and "JRN" not in s.entity.sector
        and (s.referent.mention.countries or s.entity.name)
    ]  # fmt: skip
    return own[-1:] or source


def asked(scene: Scene, hit: Hit, event: str, source: list[Side]) -> list[Side]:
    """Who is to do what is demanded: the subject of the clause, or the agent of the noun ("exige que Paris
    présente des excuses", "demanded an admission by Moscow")."""
    if event != "REQUEST":
        return []
    agent = scene.lexicon.pack.discourse.agent
    for token in content_tokens(scene, hit):
        doers = scene.sentence.children(token, "nsubj") if token.upos == "VERB" else tuple(
            t for t in scene.sentence.children(token, "nmod", "obl", "obl:agent")
            if token.upos == "NOUN" and marker(scene.sentence, t) in agent
        )  # fmt: skip
        found = [side for t in doers for side in sides_of(scene, Filler(t, "who is to do it"), places=False)]
        if kept := without(known(found), source):
            return kept
    return []


def about(scene: Scene, hit: Hit, event: str, source: list[Side]) -> list[Side]:
    """Whose doing is thanked for, condemned or refused, where nobody is named as target."""
    if event not in ATTITUDES:
        return []
    found = [
        side for token in content_tokens(scene, hit)
        for side in sides_of(scene, Filler(token, "content"), places=False)
    ]  # fmt: skip
    return without(known(found), source)[:1]


def is_future_in_past(scene: Scene, token: Token, frame: Frame) -> bool:
    """"A annoncé qu'il livrerait": a conditional under a word of speech is a future told in the past."""
    if frame.outer is None or frame.outer.row.event not in ("@say", "@announce"):
        return False
    if not is_predicate(token) or not is_conditional(scene.sentence, token, scene.lexicon.pack.discourse):
        return False
    return not has_marker(scene.sentence, token, scene.lexicon.pack.discourse.condition)


def spread(hits: dict[int, list[Hit]], inner: dict[int, list[int]], head: int) -> Iterator[Hit]:
    """A hit and those inside it, operators first."""
    yield hits[head][0]
    for child in inner.get(head, []):
        yield from spread(hits, inner, child)


def content_type(
    scene: Scene, hits: dict[int, list[Hit]], inner: dict[int, list[int]], head: int, phrase: Set[int]
) -> tuple[str, str | None] | None:
    """Type and mode of what stands inside a word: "lever l'embargo" is a retreat. `phrase`: words of the outer phrase;
    what only describes them is none of its content ("promised aid to a war-torn country")."""
    if any(t.i in phrase for t in scene.sentence.ancestors(scene.sentence[head])):
        return None
    operator = next((hit.row for hit in hits[head] if hit.row.operator), None)
    senses = [hit for hit in hits[head] if not hit.row.operator]
    met = (hit.row for hit in senses if filled(scene, hit, hits, Frame()).met)
    typed_row = next(met, None) or next((hit.row for hit in senses if hit.row.need != "st"), None)
    below = (content_type(scene, hits, inner, child, phrase) for child in inner.get(head, []))
    told = next(filter(None, below), None) if operator else None
    if operator and told and not (typed_row and operator.event == "@say"):
        return told if operator.event in KEPT else compose(operator.event, *told)
    if typed_row and ontology.quad(typed_row.event) is not None:
        return typed_row.event, typed_row.mode
    return ("RETREAT", None) if operator and operator.event == "@end" else None

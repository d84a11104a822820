"""Which actors stand on the sides of an event: slots of a row filled in the tree."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from verbale.coding.clauses import Filler, conjuncts, fill, fits_marker, subject_or_patient
from verbale.coding.entities import Entity, Referent
from verbale.coding.lexicon import Lexicon, fold
from verbale.coding.mention import PLACES, is_where, marker
from verbale.coding.triggers import Hit
from verbale.languages.events import Slot
from verbale.reading.reading import Sentence, Token

# Sectors whose people are political only in what states or armed groups do to them, or in protest.
PRIVATE = frozenset({"CVL", "MED", "BUS", "EDU", "JRN", "AGR", "LAB", "REL", "ELI", "CRM", "SOC"})
STOPS = frozenset(".,;:!?()")
# What the other words of a phrase hand to its slots, by their part of speech.
LENT = {"NOUN": ("obl", "nmod"), "VERB": ("obj", "iobj", "obl"), "ADJ": ("obj",), "X": ("obj",)}
TRAVEL = "visit"  # a mode, whose place is the host
SITES = PLACES | {"seat", "state"}
HOST = frozenset({"obl", "nmod", "iobj", "obj"})


@dataclass(frozen=True, slots=True)
class Side:
    """An entity on one side of an event, the mention that names it and the rule that found it."""

    entity: Entity
    referent: Referent
    rule: str
    arc: float = 1.0


@dataclass(frozen=True)
class Scene:
    """One sentence with its referents, looked up by token."""

    index: int
    sentence: Sentence
    referents: tuple[Referent, ...]
    lexicon: Lexicon

    def at(self, token: Token) -> Referent | None:
        """The referent whose mention the token heads, or lies in."""
        headed = [r for r in self.referents if r.mention.head == token.i]
        if headed:
            return headed[0]
        inside = [r for r in self.referents if r.mention.first <= token.i <= r.mention.last]
        return inside[0] if inside else None

    def is_where(self, token: Token) -> bool:
        """Under a preposition of place."""
        return is_where(self.sentence, token, self.lexicon.pack.discourse)


def is_actor(referent: Referent) -> bool:
    return bool(referent.entities) and referent.mention.kind not in PLACES | {"demonym"}


def sides_of(scene: Scene, filler: Filler, *, places: bool) -> Iterator[Side]:
    """The actors that a filler and its conjuncts name, looked through to what they belong to."""
    for token in conjuncts(scene.sentence, filler.token):
        referent = scene.at(token)
        if referent is not None:
            national = filler.rule == "nationality" and referent.mention.kind == "demonym"
            if national or is_actor(referent) or (places and referent.mention.kind in PLACES):
                for entity in referent.entities:
                    yield Side(entity, referent, filler.rule, filler.token.arc)
            continue
        yield from looked_through(scene, token, filler.rule, depth=0)


def is_owner(referent: Referent) -> bool:
    """Whose things stand for him: a state, its organs and offices, an organised force; not people."""
    return any(set(e.sector) - PRIVATE or (not e.sector and e.countries) for e in referent.entities)


def looked_through(scene: Scene, token: Token, rule: str, *, depth: int) -> Iterator[Side]:
    """"Des dizaines de manifestants", "des missiles iraniens", "la politique de la Russie"."""
    discourse = scene.lexicon.pack.discourse
    part = fold(token.lemma) in discourse.partitive or token.upos in ("NUM", "PRON", "SYM", "ADV")
    for child in scene.sentence.children(token, "nmod", "obl", "amod", "det", "compound", "nummod"):
        owned = child.deprel not in ("nmod", "obl") or marker(scene.sentence, child) in discourse.of
        if not owned:
            continue
        referent = scene.at(child)
        if referent is not None and (part or is_owner(referent)):
            name = f"{rule}, part" if part else f"{rule}, owner"
            if referent.mention.kind != "possessive" or not part:
                yield from (Side(e, referent, name, child.arc) for e in referent.entities)
        elif depth < 1 and child.deprel == "nmod":
            yield from looked_through(scene, child, rule, depth=depth + 1)


def slot_sides(scene: Scene, hit: Hit, slots: Iterable[Slot], *, places: bool) -> list[Side]:
    """What stands in a row's slots; each token once."""
    found: dict[int, Side] = {}
    for slot in slots:
        allowed = places and slot.relation in HOST
        for filler in fillers(scene, hit, slot):
            if slot.relation == "obl" and hit.row.mode != TRAVEL and sets_scene(scene, hit, filler.token):
                continue
            for side in sides_of(scene, filler, places=allowed):
                found.setdefault(id(side.entity), side)
        if slot.relation == "obj":
            found |= {id(side.entity): side for side in inside(scene, hit, subject=False)}
            if not found:
                found = {id(side.entity): side for side in after_verb(scene, hit)}
        if slot.relation == "nsubj":
            found |= {id(side.entity): side for side in inside(scene, hit, subject=True)}
        if slot.relation == "obl" and slot.marker and not found:
            found = {id(side.entity): side for side in under_object(scene, hit, slot)}
        if slot.relation in ("nsubj", "obj") and not found:
            found = {id(side.entity): side for side in relative_before(scene, hit, slot)}
        if slot.relation == "nsubj" and not found:
            found = {id(side.entity): side for side in (*before_verb(scene, hit), *author_above(scene, hit))}
    return list(found.values())


def sets_scene(scene: Scene, hit: Hit, token: Token) -> bool:
    """A place before the verb and all who act: "In Zagreb, President Tudjman offered …"."""
    referent = scene.at(token)
    if referent is None or referent.mention.kind not in SITES or token.i > hit.head or not scene.is_where(token):
        return False
    acting = scene.sentence.children(scene.sentence[hit.head], "nsubj", "nsubj:pass")
    return all(token.i < word.i for word in acting)


def author_above(scene: Scene, hit: Hit) -> Iterator[Side]:
    """Whose "résolution enjoignant à …", "communiqué accusant …" it is: the subject of the verb above."""
    head = scene.sentence[hit.head]
    work = scene.sentence.parent(head)
    if head.deprel != "acl" or head.upos != "VERB" or work is None or scene.at(work) is not None:
        return
    verb = scene.sentence.parent(work)
    if verb is None or work.deprel not in ("obj", "obl") or head.feats.get("Tense") == "Past":
        return
    found = subject_or_patient(scene.sentence, verb, scene.lexicon.pack.discourse, 0)
    if found:
        yield from sides_of(scene, Filler(found.token, "author"), places=False)


def relative_before(scene: Scene, hit: Hit, slot: Slot) -> Iterator[Side]:
    """Whom a relative pronoun means where the tree hangs its clause on a word that is no actor
    ("l'évêque, condamné à six ans de réclusion, qui a été expulsé"): the actor before it that agrees."""
    head = scene.sentence[hit.head]
    if head.deprel not in ("acl:relcl", "acl") or head.upos != "VERB":
        return
    wanted = "nsubj:pass" if slot.relation == "obj" else "nsubj"
    pronouns = [t for t in scene.sentence.children(head, wanted) if t.feats.get("PronType") == "Rel"]
    if not pronouns:
        return
    number = next(filter(None, (t.feats.get("Number") for t in (*scene.sentence.children(head, "aux"), head))), None)
    for referent in reversed(scene.referents):
        if referent.mention.last < pronouns[0].i and is_actor(referent):
            if referent.mention.plural == (number == "Plur") and referent.mention.kind != "pronoun":
                yield from (Side(e, referent, "relative, by order", 0.5) for e in referent.entities)
                return


def is_intransitive(sentence: Sentence, hit: Hit) -> bool:
    """A verb row with no object anywhere: what looks like its passive is none ("sont descendus")."""
    row = hit.row
    slots = (*row.source, *row.target)
    above = sentence[hit.head].head
    phrase = any(i == above or sentence[i].deprel in ("nsubj:pass", "obj") for i in hit.tokens if i != hit.head)
    return row.pos == "VERB" and not phrase and all(slot.relation != "obj" for slot in slots)


def is_striker(hit: Hit, token: Token) -> bool:
    return hit.row.event == "ASSAULT" and token.deprel == "nsubj"


def inside(scene: Scene, hit: Hit, *, subject: bool) -> Iterator[Side]:
    """An actor with a state of his own among the phrase's words: who does it (arms, "a Russian missile struck") or whom
    it befalls ("libérer six prisonniers maliens")."""
    for i in hit.tokens:
        token = scene.sentence[i]
        referent = scene.at(token)
        if i == hit.head or token.upos != "NOUN" or is_striker(hit, token) != subject:
            continue
        if referent is None:
            yield from looked_through(scene, token, "in the phrase", depth=0)
        elif referent.mention.countries and is_actor(referent):
            yield from (Side(e, referent, "in the phrase") for e in referent.entities)


def fillers(scene: Scene, hit: Hit, slot: Slot) -> Iterator[Filler]:
    """What stands in a slot at the phrase's head, or at the nouns of the phrase ("exprimer sa
    gratitude pour …", "ouvrir une enquête sur …")."""
    discourse = scene.lexicon.pack.discourse
    if slot.relation == "nsubj" and is_intransitive(scene.sentence, hit):
        found = subject_or_patient(scene.sentence, scene.sentence[hit.head], discourse, 0)
        if found:
            yield found
            return
    for i in hit.tokens:
        word = scene.sentence[i]
        if i != hit.head and slot.relation not in LENT.get(word.upos, ()):
            continue
        for filler in fill(scene.sentence, word, slot, discourse):
            if filler.token.i not in hit.tokens:
                yield filler
            elif filler.rule == "object":
                beside = (t for t in scene.sentence.children(word, "obj") if t.i not in hit.tokens)
                yield from (Filler(t, "object") for t in beside)


def under_object(scene: Scene, hit: Hit, slot: Slot) -> Iterator[Side]:
    """An actor with the slot's preposition that the tree hangs on the object ("fournir du matériel
    à l'armée"); a genitive's preposition proves nothing."""
    if slot.marker in scene.lexicon.pack.discourse.of:
        return
    stack = list(scene.sentence.children(scene.sentence[hit.head], "obj", "xcomp"))
    while stack:
        token = stack.pop()
        for child in scene.sentence.children(token, "nmod", "obl", "amod", "acl"):
            referent = scene.at(child)
            if referent is None:
                stack.append(child)
            elif child.i == referent.mention.head and fits_marker(scene.sentence, child, slot.marker):
                yield from sides_of(scene, Filler(child, "preposition, lower"), places=True)


def after_verb(scene: Scene, hit: Hit) -> Iterator[Side]:
    """The first actor after a verb that has no object in the tree, if no preposition but that of a
    quantity stands before him ("a expulsé en décembre plus de 200 réfugiés maliens")."""
    head = scene.sentence[hit.head]
    if head.upos != "VERB" or scene.sentence.children(head, "obj", "nsubj:pass", "aux:pass"):
        return
    quantity = False
    for token in scene.sentence.tokens[hit.head + 1 :]:
        if token.upos in ("VERB", "AUX", "SCONJ", "CCONJ") or token.form in STOPS:
            return
        quantity = quantity or token.upos in ("NUM", "ADV")
        referent = scene.at(token)
        if referent is None or referent.mention.head != token.i or not is_actor(referent):
            continue
        case = marker(scene.sentence, token)
        partly = quantity or is_partitive(scene, head, token)
        if not case or (partly and case in scene.lexicon.pack.discourse.of):
            yield from (Side(e, referent, "by order", 0.5) for e in referent.entities)
        return


def is_partitive(scene: Scene, verb: Token, token: Token) -> bool:
    """A preposition with an article in it, right after the verb: "accuse des proches du pouvoir"."""
    cases = scene.sentence.children(token, "case")
    return bool(cases) and cases[0].i == verb.i + 1 and cases[0].form.casefold() != fold(cases[0].lemma)


def before_verb(scene: Scene, hit: Hit) -> Iterator[Side]:
    """The actors right before a finite verb, where the tree gives it no subject."""
    head = scene.sentence[hit.head]
    own = scene.sentence.children(head, "nsubj", "nsubj:pass")
    if head.upos != "VERB" or own or not is_finite(scene.sentence, head):
        return
    at = head.i - 1
    while at >= 0 and scene.sentence[at].upos in ("AUX", "ADV", "PRON", "PART"):
        at -= 1
    while at >= 0:
        referent = next((r for r in scene.referents if r.mention.last == at), None)
        if referent is None or not is_actor(referent) or marker(scene.sentence, scene.sentence[at]):
            return
        yield from (Side(e, referent, "by order", 0.5) for e in referent.entities)
        at = referent.mention.first - 1
        while at >= 0 and scene.sentence[at].upos == "DET":
            at -= 1
        if at < 0 or scene.sentence[at].upos != "CCONJ":
            return
        at -= 1


def is_finite(sentence: Sentence, verb: Token) -> bool:
    finite = [verb, *sentence.children(verb, "aux", "aux:pass")]
    return any(t.feats.get("VerbForm") == "Fin" for t in finite)


BORNE = frozenset({"visit", "arrest", "hunger", "strike"})  # modes
LOOSE = frozenset({"nmod", "appos", "acl", "obl", "advcl", "dep", "amod"})


def bearer(scene: Scene, hit: Hit) -> list[Side]:
    """Whom a noun with a preposition and no sides says something of: "l'ex-ministre, en grève de la faim", "en
    visite à Kigoma, le Haut-Commissaire a …"."""
    token = scene.sentence[hit.head]
    above = scene.sentence.parent(token)
    bare_noun = marker(scene.sentence, token) and not scene.sentence.children(token, "det")
    if hit.row.mode not in BORNE or token.deprel not in LOOSE or above is None or not bare_noun:
        return []
    referent = scene.at(above)
    if referent is not None and is_actor(referent):
        return [Side(e, referent, "bearer", token.arc) for e in referent.entities]
    if above.upos != "VERB" or token.i > above.i:
        return []
    found = subject_or_patient(scene.sentence, above, scene.lexicon.pack.discourse, 0)
    return list(sides_of(scene, Filler(found.token, "bearer"), places=False)) if found else []


def owners_above(scene: Scene, hit: Hit) -> list[Side]:
    """The pair that a noun above the trigger, or one in its phrase, belongs to ("l'instabilité de leur frontière,
    qui a conduit à …")."""
    above = [
        noun for token in scene.sentence.ancestors(scene.sentence[hit.head])
        for noun in (token, *(t for t in scene.sentence.subtree(token) if t.deprel == "nmod" and t.i < hit.head))
    ]  # fmt: skip
    for token in above:
        for child in scene.sentence.children(token, "det", "nmod"):
            referent = scene.at(child)
            if referent and referent.mention.kind == "possessive" and len(referent.entities) > 1:
                fought = hit.row.event == "ASSAULT"  # between states, whoever speaks of their border
                owners = [Entity("state", e.countries[:1]) if fought and e.countries else e for e in referent.entities]
                return [Side(e, referent, "owner above", child.arc) for e in owners]
    return []


def loose_sides(scene: Scene, hit: Hit, slots: Iterable[Slot], *, places: bool) -> list[Side]:
    """A noun's phrases by their order, where the tree hangs them elsewhere: "la visite de deux jours
    du président au Pakistan". The nearest of each slot counts; a verb or a stop ends the search."""
    wanted = {s.marker for s in slots if s.relation == "nmod" and s.marker}
    found: list[Side] = []
    for token in scene.sentence.tokens[hit.head + 1 :]:
        if token.upos in ("VERB", "AUX") or token.form in STOPS or token.deprel == "cc":
            break
        referent = scene.at(token)
        if referent is None or referent.mention.head != token.i or not referent.entities:
            continue
        named = any(e.countries or e.sector for e in referent.entities)
        if marker(scene.sentence, token) in wanted and named and (places or is_actor(referent)):
            if not is_owned(scene, token):
                found += [Side(e, referent, "by order", token.arc) for e in referent.entities]
                break
    return found


def is_owned(scene: Scene, token: Token) -> bool:
    """Does the phrase belong to another actor's ("le président du Mali"), and not by a place's
    preposition?"""
    parent = scene.sentence.parent(token)
    owner = scene.at(parent) if parent else None
    of = marker(scene.sentence, token) in scene.lexicon.pack.discourse.of
    return of and owner is not None and owner.mention.kind not in PLACES


def between_sides(scene: Scene, hit: Hit) -> list[Side]:
    """Both sides of "entre A et B" at the trigger."""
    discourse = scene.lexicon.pack.discourse
    found: list[Side] = []
    words = [scene.sentence[i] for i in hit.tokens]
    for token in [t for word in words for t in scene.sentence.children(word, "nmod", "obl")]:
        if marker(scene.sentence, token) in discourse.between:
            found += list(sides_of(scene, Filler(token, "between"), places=True))
    if not found and hit.row.pos == "NOUN":
        found = list(between_by_order(scene, hit))
    return found + list(second_side(scene, found)) if len(found) == 1 else found


def between_by_order(scene: Scene, hit: Hit) -> Iterator[Side]:
    """"Les combats ont cessé vendredi à l'aube entre l'armée et les insurgés": whatever it hangs on."""
    for token in scene.sentence.tokens[hit.head + 1 :]:
        if token.form in STOPS or (token.upos == "VERB" and token.i != scene.sentence[hit.head].head):
            return
        if marker(scene.sentence, token) in scene.lexicon.pack.discourse.between and scene.at(token):
            yield from sides_of(scene, Filler(token, "between, by order"), places=True)
            return


def second_side(scene: Scene, found: Sequence[Side]) -> Iterator[Side]:
    """The other half of "entre A et B" by its order, where the tree has torn them apart."""
    tokens, at = scene.sentence.tokens, found[0].referent.mention.last + 1
    if at >= len(tokens) or tokens[at].upos != "CCONJ":
        return
    referent = next((r for r in scene.referents if at < r.mention.last), None)
    if referent and referent.mention.first - at <= 2:
        yield from (Side(e, referent, "between, by order", 0.5) for e in referent.entities)


def without(sides: Sequence[Side], others: Sequence[Side]) -> list[Side]:
    taken = {id(s.entity) for s in others}
    return [s for s in sides if id(s.entity) not in taken]

"""What the reader itself takes a sentence to tell, laid beside what the rules drafted.

The reader has learnt from our gold which word tells an event of which type, and who plays which part in it
(docs/reader.md). It proposes what no row of a lexicon has; what it sees as well is surer.
"""

from collections.abc import Iterator, Sequence

from verbale.coding.attribution import speakers
from verbale.coding.drafts import READ, Draft, known
from verbale.coding.entities import Referent
from verbale.coding.lexicon import fold
from verbale.coding.sides import Scene, Side, slot_sides, without
from verbale.coding.status import status_of
from verbale.coding.triggers import Hit
from verbale.languages.events import EventRow, Slot
from verbale.reading.reading import Token, Told

PROPOSED = 0.8  # probability from which the reader's own trigger is an event
ALONE = 0.03  # the same in a language without a folder, where nothing else finds events
PLAYED = 0.5  # probability from which a mention plays a part
NOMINAL = frozenset({"amod", "nmod", "compound", "flat", "appos", "nmod:poss"})
CLAUSES = ("acl", "acl:relcl")
SUBJECT = (Slot("nsubj"),)
PATIENT = (Slot("obj"), Slot("iobj"))
POS = {"VERB": "VERB", "AUX": "VERB", "ADJ": "ADJ"}


def weighed(scene: Scene, drafts: Sequence[Draft], hits: dict[int, list[Hit]], taken: set[int]) -> list[Draft]:
    """The rules' drafts, each with how likely the reader finds it, and the reader's own, in the order of their
    triggers. Refusing what the reader does not see was tried and cost more than it saved."""
    told = scene.sentence.told
    if told is None:
        return list(drafts)
    for draft in drafts:
        draft.seen = agreement(draft, told)
    return sorted([*drafts, *proposed(scene, drafts, hits, taken, told)], key=lambda d: d.hit.head)


def agreement(draft: Draft, told: Told) -> float:
    """How likely the reader finds it that one of the draft's words tells an event of its type."""
    words = set(draft.hit.tokens) | ({draft.outer.head} if draft.outer else set())
    return max(told.tells(i, draft.event) for i in words)


def proposed(
    scene: Scene, drafts: Sequence[Draft], hits: dict[int, list[Hit]], taken: set[int], told: Told
) -> Iterator[Draft]:
    covered = {i for d in drafts for i in (*d.hit.tokens, *((d.outer.head,) if d.outer else ()))}
    above = {(t.i, d.event) for d in drafts for t in scene.sentence.ancestors(d.token)}
    told_by_noun = {(d.hit.head, d.event) for d in drafts if d.hit.row.pos == "NOUN"}
    for token in triggers(scene, told):
        event, chance = told.type(token.i)
        if token.i in covered | taken or (token.i, event) in above:
            continue
        if token.deprel in CLAUSES and (token.head, event) in told_by_noun:
            continue  # "une attaque qui a fait quatorze morts" is one assault
        pos = POS.get(token.upos, "NOUN")
        doer, patient = (SUBJECT, PATIENT) if pos == "VERB" else ((), ())
        row = EventRow((fold(token.lemma),), pos, None, doer, patient, (), event, None, (), "", None, READ)
        hit = Hit(token.i, (token.i,), row)
        source = known(slot_sides(scene, hit, row.source, places=False)) or played(scene, told, token, "source")
        target = without(known(slot_sides(scene, hit, row.target, places=False)), source)
        target = target or without(played(scene, told, token, "target"), source)
        said = without(speakers(scene, token, hits), source)
        if not scene.lexicon.pack.has_lexicon and not known([*source, *target]) and event != "PROTEST":
            continue
        status = status_of(scene.sentence, token, scene.lexicon.pack.discourse)
        yield Draft(scene, hit, event, None, source, target, status, said, rules=[READ], seen=chance)


def triggers(scene: Scene, told: Told) -> list[Token]:
    """The words that the reader takes for events. Where there is no folder, a verb and a noun that hangs on it tell
    one event, the likelier: "lehnte den Vorschlag ab"."""
    alone = not scene.lexicon.pack.has_lexicon
    found: list[Token] = []
    for token in sorted(scene.sentence, key=lambda t: (-told.type(t.i)[1], t.i)):
        if told.type(token.i)[1] < (ALONE if alone else PROPOSED):
            break
        if not alone or not any(token.head == other.i or other.head == token.i for other in found):
            found.append(token)
    return sorted(found, key=lambda t: t.i)


def played(scene: Scene, told: Told, token: Token, part: str) -> list[Side]:
    """Who plays a part in what a token tells, each entity once."""
    found: dict[int, Side] = {}
    for referent in scene.referents:
        chance = max(told.plays(token.i, i, part) for i in heads(scene, referent))
        if chance >= PLAYED:
            for entity in referent.entities:
                found.setdefault(id(entity), Side(entity, referent, READ, round(chance, 2)))
    return known(list(found.values()))


def heads(scene: Scene, referent: Referent) -> Iterator[int]:
    """The words that stand for a mention: its head; in a language without a folder, where only states are
    found, the nouns above as well ("der iranische Außenminister")."""
    token = scene.sentence[referent.mention.head]
    yield token.i
    while not scene.lexicon.pack.has_lexicon and token.deprel in NOMINAL and token.head >= 0:
        token = scene.sentence[token.head]
        yield token.i

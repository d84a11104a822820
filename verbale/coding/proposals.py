"""What the reader itself takes a sentence to tell, laid beside what the rules drafted.

The reader has learnt from our gold which word tells an event of which type, and who plays which part in it
(docs/reader.md). It proposes what no row of a lexicon has; what it sees as well is surer.
"""

from collections.abc import Iterator, Sequence

from verbale.coding.attribution import speakers
from verbale.coding.drafts import READ, Draft, known
from verbale.coding.entities import Referent
from verbale.coding.lexicon import fold
from verbale.coding.mention import PLACES
from verbale.coding.relevance import OPEN_TO_ALL
from verbale.coding.sides import Scene, Side, slot_sides, without
from verbale.coding.status import status_of
from verbale.coding.triggers import Hit
from verbale.languages.events import EventRow, Slot
from verbale.reading.reading import Token, Told

PROPOSED = 0.25  # probability from which the reader's own trigger is looked at
RETYPED, OVERRULED = 0.7, 0.1  # the same where rules hold the word for another type, and the most it gives theirs
HEEDED = 0.2  # probability from which it is heard on how an event is told
OF_MODE, OF_STATUS, OF_CONTEXT = 0.6, 0.8, 0.5  # probabilities from which it is followed
RIVAL = 0.5  # probability from which it takes a word for another type than the rules do
PLAYED = 0.5  # probability from which a mention plays a part
NOMINAL = frozenset({"amod", "nmod", "compound", "flat", "appos", "nmod:poss"})
CLAUSES = ("acl", "acl:relcl")
INSIDE = ("xcomp", "ccomp", "obj", "obl", "nmod", "acl")
CARRIED = ("obj", "nmod", "obl", "compound", "amod")
SUBJECT = (Slot("nsubj"),)
PATIENT = (Slot("obj"), Slot("iobj"))
POS = {"VERB": "VERB", "AUX": "VERB", "ADJ": "ADJ"}


def weighed(scene: Scene, drafts: Sequence[Draft], hits: dict[int, list[Hit]], taken: set[int]) -> list[Draft]:
    """The rules' drafts, each with how likely the reader finds it, and the reader's own, in the order of their
    triggers. Refusing what the reader does not see was tried and cost more than it saved."""
    told = scene.sentence.told
    if told is None:
        return list(drafts)
    every = sorted([*drafts, *proposed(scene, drafts, hits, taken, told)], key=lambda d: d.hit.head)
    found = []
    for draft in every:
        around = surrounding(draft, every)
        for other in around:
            other.seen = max(other.seen, agreement(draft, told))
        if not around:
            found.append(draft)
    heads = {d.hit.head for d in found}
    for draft in found:
        draft.seen = max(draft.seen, agreement(draft, told))
        best, chance = told.type(draft.hit.head)
        draft.rival = best if best != draft.event and chance >= RIVAL else ""
        draft.nested = any(t.i in heads for t in scene.sentence.ancestors(draft.token))
        if draft.seen >= HEEDED:
            heed(draft, told)
            complete(draft, told)
    return found


def surrounding(draft: Draft, drafts: Sequence[Draft]) -> list[Draft]:
    """Those that the reader's own draft only says more of: of its type, and it is what they are about ("agreed to set
    up a commission"). What it saw counts for them."""
    if READ not in draft.rules or draft.token.deprel not in INSIDE:
        return []
    return [o for o in drafts if o is not draft and o.event == draft.event and draft.token.head in words_of(o)]


def heed(draft: Draft, told: Told) -> None:
    """Takes from the reader what the rules leave open of how an event is told: its mode, a status that no word of the
    folder shows, its contexts."""
    at = max(words_of(draft), key=lambda i: told.tells(i, draft.event))
    mode, chance = told.mode(at, draft.event)
    if draft.mode is None and chance >= OF_MODE:
        draft.mode = mode
    status, chance = told.status(at)
    if draft.status == "occurred" and chance >= OF_STATUS:
        draft.status = status
    draft.context += told.of_contexts(at, OF_CONTEXT)


def words_of(draft: Draft) -> set[int]:
    return set(draft.hit.tokens) | ({draft.outer.head} if draft.outer else set())


def agreement(draft: Draft, told: Told) -> float:
    """How likely the reader finds it that one of the draft's words tells an event of its type."""
    return max(told.tells(i, draft.event) for i in words_of(draft))


def proposed(
    scene: Scene, drafts: Sequence[Draft], hits: dict[int, list[Hit]], taken: set[int], told: Told
) -> Iterator[Draft]:
    for token in triggers(scene, told):
        if token.i in taken:
            continue
        if holders := [d for d in drafts if token.i in words_of(d)]:
            if not is_held(token, holders, told):
                yield own(scene, token, hits, told)
        elif same := told_by_rules(scene, token, drafts, told):
            nearest = min(same, key=lambda d: abs(d.hit.head - token.i))
            nearest.seen = max(nearest.seen, told.type(token.i)[1])
        else:
            yield own(scene, token, hits, told)


def is_held(token: Token, holders: Sequence[Draft], told: Told) -> bool:
    """Do the rules' drafts at a word stand: unless the reader is sure of another type?"""
    event, chance = told.type(token.i)
    return chance < RETYPED or any(d.event == event or agreement(d, told) > OVERRULED for d in holders)


def told_by_rules(scene: Scene, token: Token, drafts: Sequence[Draft], told: Told) -> list[Draft]:
    """The rules' drafts of the event that the reader sees at a word of none of them: by its verb or noun ("une attaque
    a fait quatorze morts", "une attaque qui a fait quatorze morts"), or below it ("empezaron a llegar para
    protestar")."""
    event = told.type(token.i)[0]

    def is_same(draft: Draft) -> bool:
        below = any(t.i == token.i for t in scene.sentence.ancestors(draft.token))
        carried = token.deprel in CARRIED and token.head in words_of(draft)
        described = token.deprel in CLAUSES and token.head == draft.hit.head and draft.hit.row.pos == "NOUN"
        return below or carried or described

    return [d for d in drafts if d.event == event and is_same(d)]


def own(scene: Scene, token: Token, hits: dict[int, list[Hit]], told: Told) -> Draft:
    """The reader's own draft."""
    event, chance = told.type(token.i)
    pos = POS.get(token.upos, "NOUN")
    doer, patient = (SUBJECT, PATIENT) if pos == "VERB" else ((), ())
    row = EventRow((fold(token.lemma),), pos, None, doer, patient, (), event, None, (), "", None, READ)
    hit = Hit(token.i, (token.i,), row)
    source = known(slot_sides(scene, hit, row.source, places=False)) or played(scene, told, token, "source", event)
    target = without(known(slot_sides(scene, hit, row.target, places=False)), source)
    said = without(speakers(scene, token, hits), source)
    status = status_of(scene.sentence, token, scene.lexicon.pack.discourse)
    return Draft(scene, hit, event, None, source, target, status, said, rules=[READ], seen=chance)


def triggers(scene: Scene, told: Told) -> list[Token]:
    """The words that the reader takes for events. Where there is no folder, a verb and a noun that hangs on it tell
    one event, the likelier: "lehnte den Vorschlag ab"."""
    alone = not scene.lexicon.pack.has_lexicon
    found: list[Token] = []
    for token in sorted(scene.sentence, key=lambda t: (-told.type(t.i)[1], t.i)):
        if told.type(token.i)[1] < PROPOSED:
            break
        if not alone or not any(token.head == other.i or other.head == token.i for other in found):
            found.append(token)
    return sorted(found, key=lambda t: t.i)


def complete(draft: Draft, told: Told) -> None:
    """Gives sides that no rule finds to those whom the reader sees play the part."""
    token = draft.scene.sentence[max(words_of(draft), key=lambda i: told.tells(i, draft.event))]
    mutual = len(known(draft.source)) > 1
    if not known(draft.source):
        found = without(played(draft.scene, told, token, "source", draft.event), draft.target)
        draft.source = outside(found, draft.target) or draft.source
    if not known(draft.target) and not mutual:
        found = without(played(draft.scene, told, token, "target", draft.event), draft.source)
        draft.target = outside(found, draft.source) or draft.target
    if not draft.attribution:
        draft.attribution = without(played(draft.scene, told, token, "speaker", draft.event), draft.source)


def outside(sides: Sequence[Side], others: Sequence[Side]) -> list[Side]:
    """Those that do not stand in the phrase of another ("Perú" in "el Gobierno de Perú")."""
    spans = [s.referent.mention for s in others]
    return [s for s in sides if not any(m.first <= s.referent.mention.head <= m.last for m in spans)]


def played(scene: Scene, told: Told, token: Token, part: str, event: str) -> list[Side]:
    """Who plays a part in what a token tells: the likeliest mention and those joined to it by "and", each entity
    once."""
    own = {r.mention.head for r in scene.referents if r.mention.kind != "demonym"}
    chances = {id(r): max(told.plays(token.i, i, part) for i in heads(scene, r)) for r in scene.referents}
    able = [
        r for r in scene.referents
        if chances[id(r)] >= PLAYED and any(e.countries or e.sector for e in r.entities)
        and (r.mention.kind != "demonym" or not own & set(heads(scene, r)))  # the noun that it describes is there
        and not (event in OPEN_TO_ALL and is_scene(scene, r))
    ]  # fmt: skip
    if not able:
        return []
    best = max(able, key=lambda r: chances[id(r)])
    found: dict[int, Side] = {}
    for referent in able:
        if referent is best or referent.group == best.group:
            for entity in referent.entities:
                found.setdefault(id(entity), Side(entity, referent, READ, round(chances[id(referent)], 2)))
    return known(list(found.values()))


def is_scene(scene: Scene, referent: Referent) -> bool:
    """A town, region or capital under a preposition of place: where it happens, not who is in it."""
    return referent.mention.kind in PLACES | {"seat"} and scene.is_where(scene.sentence[referent.mention.head])


def heads(scene: Scene, referent: Referent) -> Iterator[int]:
    """The words that stand for a mention: its head; in a language without a folder, where only states are
    found, the nouns above as well ("der iranische Außenminister")."""
    token = scene.sentence[referent.mention.head]
    yield token.i
    while not scene.lexicon.pack.has_lexicon and token.deprel in NOMINAL and token.head >= 0:
        token = scene.sentence[token.head]
        yield token.i

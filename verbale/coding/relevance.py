"""Which drafts are events of the record: politics, told once, and no word of another's phrase."""

from collections.abc import Sequence

from verbale.coding.clauses import subject
from verbale.coding.drafts import Draft, is_armed_or_ruling, is_public, known, predicate
from verbale.coding.lexicon import fold
from verbale.coding.mentions import is_definite
from verbale.coding.sides import Scene, Side
from verbale.coding.status import has_marker

TRUSTED = 0.5  # how likely the reader finds an event whose politics need no further proof
AROUND = 800  # characters either side of a sentence
SENTENCE, SHORT = 160, 60  # characters of most sentences, and of what is hardly one
SEVERAL = 3  # sentences
ELSEWHERE = 0.3  # of the sentences that were read
CLAUSE_EDGES = frozenset({"acl:relcl", "advcl", "parataxis"})
# Organs of daily order: alone, and with no nationality in the words, they make no politics.
ORDER = frozenset({"COP", "JUD"})
LOCAL = frozenset({"mayor", "local government", "officer", "official", "governor"})
BY_AUTHORITY = frozenset({"COERCE"})  # types whose agent is an authority, named or not
NOTABLE = frozenset({"REL", "JRN", "ELI", "OPP", "PTY", "LEG", "NGO"})  # whose sentence is politics
ARMED_TOPICS = frozenset({"military", "terrorism", "cbrn", "repression"})
OPEN_TO_ALL = frozenset({"PROTEST", "ASSAULT"})  # types that private people alone can make political
VISIT = "visit"
FORCE = frozenset({"PROTEST", "ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "RETREAT"})


def is_political(draft: Draft) -> bool:
    """Is there a state, an organ of one, or an organised political force on a side?"""
    sides = known([*draft.source, *draft.target])
    kind = draft.hit.row.event
    if draft.seen >= TRUSTED:
        return not is_elsewhere(draft, sides)
    if not sides:
        return draft.hit.row.need == "" or "@happen" in draft.rules
    if is_elsewhere(draft, sides) or is_mishap(draft):
        return False
    if kind in OPEN_TO_ALL:
        return True
    if not any(s.entity.countries for s in sides):
        return False
    if kind in BY_AUTHORITY and draft.target:
        return True
    if draft.mode == "release" and draft.target:
        return True
    if kind == "SANCTION" and any(set(s.entity.sector) & NOTABLE for s in draft.target):
        return True
    public = [s for s in sides if is_public(s)]
    if kind in FORCE or len({id(s.entity) for s in public}) > 1:
        return bool(public)
    return any(is_national(s) for s in public)


def is_elsewhere(draft: Draft, sides: Sequence[Side]) -> bool:
    """In a sentence on sport or fiction, what happens between mere nations or private people."""
    return speaks_of_elsewhere(draft.scene) and not any(is_armed_or_ruling(s) for s in sides)


def speaks_of_elsewhere(scene: Scene) -> bool:
    words = scene.lexicon.pack.discourse.elsewhere
    return any(t.upos in ("NOUN", "PROPN", "ADJ") and fold(t.lemma) in words for t in scene.sentence)


def is_all_elsewhere(scenes: Sequence[Scene]) -> bool:
    """Is a whole report one on sport or fiction?"""
    return sum(map(speaks_of_elsewhere, scenes)) >= max(SEVERAL, ELSEWHERE * len(scenes))


def is_mishap(draft: Draft) -> bool:
    """"Un autocar a tué dix passagers": harm whose subject is a thing of no arms."""
    if draft.event != "ASSAULT" or known(draft.source) or draft.hit.row.pos != "VERB":
        return False
    scene = draft.scene
    found = subject(scene.sentence, draft.token, scene.lexicon.pack.discourse)
    if found is None or found.token.upos != "NOUN" or scene.at(found.token) is not None:
        return False
    lemma = fold(found.token.lemma)
    topics = scene.lexicon.pack.contexts.get((lemma, "NOUN"), ())
    return lemma not in scene.lexicon.triggers and not ARMED_TOPICS & set(topics)


def is_national(side: Side) -> bool:
    """More than a local office or an organ of order that nothing ties to a state."""
    entity = side.entity
    if not entity.inferred:
        return True
    return entity.role not in LOCAL and not set(entity.sector) <= ORDER


def is_inner_word(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """A word of another event's phrase ("effectuer une visite officielle")."""
    return any(
        draft.hit.head in other.hit.tokens and draft.hit.head != other.hit.head for other in drafts
    )


def is_aim(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """"Ont manifesté pour demander sa démission": what an event is for is part of it."""
    token = predicate(draft)
    scene = draft.scene
    if token.deprel not in ("advcl", "xcomp", "obl") or not has_marker(
        scene.sentence, token, scene.lexicon.pack.discourse.purpose
    ):
        return False
    own = {id(s.entity) for s in draft.source}
    return any(
        other is not draft and predicate(other).i == token.head
        and (not own or own & {id(s.entity) for s in other.source})
        for other in drafts
    )  # fmt: skip


def is_outcome(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """"Les combats ont fait 23 morts": the subject tells the event, the verb what it cost."""
    subjects = draft.scene.sentence.children(draft.token, "nsubj")
    return any(
        other is not draft and other.event == draft.event and other.token in subjects
        for other in drafts
    )


def is_repeated(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """A subordinate clause that tells again what the main one tells: same type, same states."""
    token = predicate(draft)
    if token.deprel not in CLAUSE_EDGES:
        return False
    return any(
        other is not draft and (other.event, other.mode) == (draft.event, draft.mode)
        and states(draft)[0] == states(other)[0] and states(draft)[1] <= states(other)[1]
        and predicate(other).deprel not in CLAUSE_EDGES
        for other in drafts
    )  # fmt: skip


def states(draft: Draft) -> tuple[frozenset[str | None], frozenset[str | None]]:
    source, target = draft.source, draft.target
    return frozenset(s.entity.country for s in source), frozenset(s.entity.country for s in target)


def mark_again(drafts: Sequence[Draft]) -> None:
    """Marks what a sentence tells at a surer word as well: same type, no state that is not there too."""
    sure = sorted(drafts, key=lambda d: (-d.seen, d.hit.row.pos != "VERB", -len(d.hit.tokens), d.hit.head))
    for place, draft in enumerate(sure):
        mine = set().union(*states(draft))
        draft.again = any(o.event == draft.event and mine <= set().union(*states(o)) for o in sure[:place])


def mark_back(told: Sequence[tuple[Scene, Sequence[Draft]]]) -> None:
    """Marks a noun that only takes up what the report has told: "the meeting", "cette visite"."""
    before: list[Draft] = []
    for scene, drafts in told:
        for draft in drafts:
            mine = set().union(*states(draft))
            same = any(o.event == draft.event and mine <= set().union(*states(o)) for o in before)
            draft.back = same and draft.hit.row.pos == "NOUN" and is_definite(scene.sentence, draft.token)
        before += [draft for draft in drafts if draft.seen >= TRUSTED]


def mark_company(told: Sequence[tuple[Scene, Sequence[Draft]]], length: int) -> None:
    """Marks in how much company a text of a length in characters tells each draft: events rarely stand alone in news,
    and rarely together elsewhere."""
    telling = [scene.sentence.start for scene, drafts in told if any(d.seen >= TRUSTED for d in drafts)]
    for scene, drafts in told:
        start, end = scene.sentence.start, scene.sentence.end
        beside = min(length, end + AROUND) - max(0, start - AROUND) - (end - start)
        others = sum(at != start and abs(at - start) <= AROUND for at in telling)
        for draft in drafts:
            draft.company = others * SENTENCE / beside if beside >= SHORT else None


def is_means(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """"Ont endommagé au canon à eau": a word without sides that only says how the other one was done."""
    if known([*draft.source, *draft.target]):
        return False
    return any(o is not draft and o.event == draft.event and known([*o.source, *o.target]) for o in drafts)


def is_praised(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """"A salué la solidarité de …": what is praised, of the type of the praise itself, is no event beside it."""
    return draft.hit.row.pos == "NOUN" and draft.token.deprel == "obj" and any(
        o is not draft and o.event == draft.event and o.token.i == draft.token.head for o in drafts
    )


def is_same_unrest(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """"La protesta comenzará con el bloqueo de la vía …": one sentence's words for one protest; what says
    most of who stays, verbs before nouns."""
    if draft.event != "PROTEST":
        return False
    mine = {s.entity.country for s in known([*draft.source, *draft.target])}
    for other in drafts:
        if other is draft or other.event != draft.event:
            continue
        theirs = {s.entity.country for s in known([*other.source, *other.target])}
        rank = (len(theirs), other.hit.row.pos == "VERB", -other.hit.head)
        if mine <= theirs and draft.hit.row.pos == "NOUN" and rank > (len(mine), False, -draft.hit.head):
            return True
    return False


def is_same_visit(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """"Travelled to Lahore, where he visited the shrine": what a visitor sees at the place of his visit is of it."""
    if draft.mode != VISIT or draft.token.deprel != "acl:relcl":
        return False
    above = {t.i for t in draft.scene.sentence.ancestors(draft.token)}
    own = {s.entity.country for s in known(draft.source)}
    return any(
        o.mode == VISIT and o.hit.head in above and own == {s.entity.country for s in known(o.source)} for o in drafts
    )


def kept(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of a sentence that tell something of their own."""
    dropped = (is_inner_word, is_repeated, is_outcome, is_aim, is_means, is_same_unrest, is_praised)
    return [d for d in drafts if not any(test(d, drafts) for test in dropped)]

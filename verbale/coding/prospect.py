"""Is a time that is told one to come or one past, and does it go on since?"""

from verbale.coding.dates import Dated
from verbale.coding.drafts import Draft, predicate
from verbale.coding.status import finite, is_conditional, is_future
from verbale.languages.discourse import Discourse
from verbale.reading.reading import Sentence, Token

BACKGROUND = "background"  # what a record rests on that tells what was before
AHEAD = frozenset({"future", "@must", "@will"})  # rules of what is told as to come
PROMISED = frozenset({"AGREE", "THREATEN", "REQUEST", "CONCEDE"})
# What a present tense announces with a day ("signs on Friday"); of force, it tells what was ("Thursday: gunmen storm").
ANNOUNCED = PROMISED | {"CONSULT", "SUPPORT", "COOPERATE", "AID", "PROTEST", "MOBILIZE", "RETREAT"}
DESCRIBING = frozenset({"acl:relcl", "acl", "amod"})


def is_ahead(draft: Draft, dated: Dated, verb: Token) -> bool:
    """Does the date that stands by `verb` tell of what is to come: in a plan or a future, or inside what is
    promised?"""
    if dated.kind == "for":
        return True
    sentence, discourse = draft.scene.sentence, draft.scene.lexicon.pack.discourse
    if verb.i not in (draft.token.i, predicate(draft).i):  # a date that is only shared is its own verb's
        return is_told_ahead(sentence, verb, discourse) or is_announced(draft, sentence, verb)
    if draft.status in ("intended", "called-for") or AHEAD & set(draft.rules):
        return True
    if draft.status != "ongoing" and dated.kind not in ("since", "lasting"):
        if is_told_ahead(sentence, verb, discourse) or is_announced(draft, sentence, verb):
            return True
    return draft.event in PROMISED and is_inside(draft, dated)


def is_inside(draft: Draft, dated: Dated) -> bool:
    """Does the date stand in what is promised, demanded or announced?"""
    sentence = draft.scene.sentence
    below = [*(sentence[h.head] for h in draft.content), *sentence.children(draft.token, "xcomp", "ccomp")]
    return any(dated.first in {t.i for t in sentence.subtree(token)} for token in below)


def is_told_ahead(sentence: Sentence, token: Token, discourse: Discourse) -> bool:
    """A future by its form, by its auxiliary ("will sign", "vai assinar"), or told in the past ("would send")."""
    verb = carrier(sentence, token)
    word = finite(sentence, verb)
    if word.feats.get("Mood") == "Sub":
        return False
    infinitive = word is not verb and word.feats.get("Tense") == "Pres" and verb.feats.get("VerbForm") == "Inf"
    if infinitive or is_future(sentence, verb, discourse):
        return True
    return is_conditional(sentence, verb, discourse) and not is_perfect(sentence, verb)


def is_perfect(sentence: Sentence, verb: Token) -> bool:
    """Is a conditional one of what would have been: "aurait arrêté", "would have sent"?"""
    word, auxiliaries = finite(sentence, verb), sentence.children(verb, "aux")
    by_form = word in auxiliaries and word.feats.get("Mood") == "Cnd" and verb.feats.get("VerbForm") == "Part"
    return by_form or len(auxiliaries) > 1


def is_announced(draft: Draft, sentence: Sentence, token: Token) -> bool:
    """A present that a day is told with: "flies on Saturday", "est attendue mercredi", "prévoient de défiler samedi".
    A perfect has a present auxiliary as well."""
    verb = carrier(sentence, token)
    word = finite(sentence, verb)
    present = word.feats.get("Tense") == "Pres" and word.feats.get("VerbForm") == "Fin" and word.deprel != "aux"
    return present and (verb is not token or draft.event in ANNOUNCED)


def carrier(sentence: Sentence, token: Token) -> Token:
    """The verb that an infinitive is the object of; one with an auxiliary of its own stands for itself."""
    while token.feats.get("VerbForm") == "Inf" and token.deprel in ("xcomp", "ccomp") and token.head >= 0:
        if finite(sentence, token) is not token:
            break
        token = sentence[token.head]
    return token


def is_going_on(draft: Draft) -> bool:
    """Does it go on, as a present tells, or a form that no past tense tells?"""
    word = finite(draft.scene.sentence, predicate(draft))
    done = word.feats.get("VerbForm") == "Fin" and word.feats.get("Tense") == "Past"
    return draft.status == "ongoing" or (word is predicate(draft) and not done)


def is_background(draft: Draft) -> bool:
    """A pluperfect, or a clause that only says more of an actor, tells what was before."""
    token = predicate(draft)
    word = finite(draft.scene.sentence, token)
    earlier = word is not token and word.feats.get("Tense") == "Imp"
    return earlier or word.feats.get("Tense") == "Pqp" or token.deprel in DESCRIBING

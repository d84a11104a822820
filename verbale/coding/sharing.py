"""The date that an event has from a clause beside its own, which is of the same time."""

from collections.abc import Iterator

from verbale.coding.dates import Dated
from verbale.coding.drafts import Draft
from verbale.coding.prospect import is_background
from verbale.coding.relevance import OPEN_TO_ALL
from verbale.coding.status import has_marker
from verbale.coding.times import ADDED, LEADING, PLEDGED, SUBJECTS, Times, is_at, nearest_when, told_above
from verbale.reading.reading import Sentence, Token
from verbale.record.event import When

CARRIED = frozenset({"obj", "nsubj", "nsubj:pass", "conj", "root"})  # relations of a noun that its verb only carries
UTTERED = PLEDGED | {"REQUEST", "REJECT", "ACCUSE"}


def shared_date(draft: Draft, times: Times) -> When | None:
    """The date of the clause that what is told is part of, or is said in: "Mardi, des hommes ont pillé … et tué …";
    "shells crashed on Sunday, wounding a farmer"; "held talks on Monday". What a relative clause or a pluperfect adds
    was at another time."""
    if draft.status != "occurred" or is_background(draft):
        return None
    if draft.token.upos == "NOUN" and draft.token.deprel not in CARRIED:  # "met on Monday during the visit"
        return None
    return next(told_above(draft, draft.token, times), None)


def day_described(draft: Draft, times: Times) -> When | None:
    """The day of which a clause says more: "on Monday, when a mob broke into the offices"."""
    sentence = draft.scene.sentence
    for node in (draft.token, *sentence.ancestors(draft.token)):
        if node.deprel in ADDED:
            opening = next(t for t in sentence.subtree(node) if t.upos != "PUNCT")
            if opening.deprel in SUBJECTS:  # "freed two men on Saturday who had been held"
                return None
            found = (d for d in times.now if d.kind in ("at", "since") and leads_to(sentence, d, node, opening))
            return next((d.when for d in found), None)
        if node.deprel != "conj":
            return None
    return None


def leads_to(sentence: Sentence, dated: Dated, clause: Token, opening: Token) -> bool:
    """Does the tree hang a clause by the date, or does it follow the date where it may hang by any noun before?"""
    head = sentence[clause.head]
    hung = {head.i, head.head} if head.deprel == "appos" else {head.i}
    between = sentence.tokens[dated.last + 1 : opening.i]
    follows = dated.last < opening.i and all(t.upos == "PUNCT" for t in between) and opening.upos == "ADV"
    return follows or bool(hung & set(range(dated.first, dated.last + 1)))


def date_below(draft: Draft, times: Times) -> When | None:
    """The date of a clause below that is of the same time."""
    for clause in clauses_below(draft):
        fitting = [d for d in times.now if d.kind == "at" and is_at(draft, d, clause)]
        if fitting:
            return nearest_when(draft, fitting, times, clause)
    return None


def clauses_below(draft: Draft) -> Iterator[Token]:
    """What makes an event that a noun tells ("l'assaut lancé mardi"), what happens as it does ("were hurt when a mob
    broke in on Sunday"), what the doer is at ("Xi, speaking on Thursday, called on …"), and the verb of saying beside
    what is uttered ("« Nous … », a-t-il lancé mardi")."""
    sentence = draft.scene.sentence
    below = sentence.children(draft.token)
    doers = [t for child in below if child.deprel in SUBJECTS for t in sentence.children(child)]
    for child in (*below, *doers):
        if child.deprel in ("acl", "advcl") and is_meanwhile(sentence, child):
            yield child
        elif child.deprel == "advcl" and has_marker(sentence, child, draft.scene.lexicon.pack.discourse.when):
            yield child
        elif child.deprel == "acl" and draft.token.upos == "NOUN":
            yield child
        elif child.deprel == "parataxis" and draft.attribution and draft.event in UTTERED:
            yield child


def is_meanwhile(sentence: Sentence, token: Token) -> bool:
    """A present participle that no word leads to, as one does in "thanked … for evacuating"."""
    form = token.feats.get("VerbForm")
    present = form == "Ger" or (form == "Part" and token.feats.get("Tense") == "Pres")
    return present and not sentence.children(token, *LEADING)


def closing_date(draft: Draft, times: Times) -> When | None:
    """The date at the end of a row of clauses of one doer: "violaram, mutilaram e mataram … entre 1991 e 2002"."""
    if draft.event not in OPEN_TO_ALL or draft.status != "occurred" or is_background(draft):
        return None
    sentence = draft.scene.sentence
    first = sentence[draft.token.head] if draft.token.deprel == "conj" else draft.token
    row = [first, *(t for t in sentence.children(first, "conj") if t.upos == "VERB")]
    last = row[-1]
    if last.i <= draft.token.i or any(sentence.children(t, *SUBJECTS) for t in row if t.i > draft.token.i):
        return None
    fitting = [d for d in times.now if d.kind == "at" and is_at(draft, d, last) and d.first > last.i]
    return nearest_when(draft, fitting, times, last) if fitting else None

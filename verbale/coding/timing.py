"""When an event happened: the date of its clause, one that it shares, or so long before or after another's."""

from collections.abc import Sequence

from verbale.coding.attachment import attached_date, owner_of, top
from verbale.coding.dates import Dated
from verbale.coding.drafts import Draft, predicate
from verbale.coding.mention import marker
from verbale.coding.prospect import AHEAD, PROMISED, is_inside
from verbale.coding.sharing import UTTERED, closing_date, date_below, day_described, shared_date
from verbale.coding.times import ADDED, LEADING, SUBJECTS, Times, is_time_of, nearest_when, told_above
from verbale.reading.reading import Token
from verbale.record.event import When

SAYING = frozenset({"@say", "@announce"})
SAID = frozenset({"ccomp", "parataxis", "root"})  # relations of a clause to the verb that says it


def date_of(draft: Draft, times: Times, drafts: Sequence[Draft]) -> When | None:
    fitting, phrase = own_dates(draft, times, drafts), introducing(draft, times)
    if phrase:  # a date beside it is of what it is counted from
        below = {t.i for t in draft.scene.sentence.subtree(draft.token)}
        fitting = [d for d in fitting if d.first in below]
    if fitting:
        return nearest_when(draft, fitting, times, predicate(draft))
    if phrase:
        return counted_date(draft, phrase, times)
    for find in (day_described, shared_date, date_below, closing_date):
        if when := find(draft, times):
            return when
    own = [d for d in times.now if d.kind == "beside" and owner_of(draft, stem(draft, d), drafts)[0] is draft]
    return turned_date(draft, own[0], times) if own else None


def own_dates(draft: Draft, times: Times, drafts: Sequence[Draft]) -> list[Dated]:
    """The dates of the draft's clause; that of a verb of saying is none of what is said in a clause below it."""
    fitting = [
        d for d in times.now
        if is_time_of(draft, d) and attached_date(draft, d.first, d.last, drafts)
        and not is_of_noun(draft, d) and not is_of_content(draft, d, times)
    ]  # fmt: skip
    if draft.outer is None or draft.outer.row.event not in SAYING or draft.token.upos != "VERB":
        return fitting
    below = {t.i for t in draft.scene.sentence.subtree(draft.token)}
    return [d for d in fitting if d.first in below] if draft.token.deprel in SAID else fitting


def is_of_noun(draft: Draft, dated: Dated) -> bool:
    """Does the date say which is meant of something that is not the event: "the riots of Sunday", "Sunday's riots"?"""
    sentence = draft.scene.sentence
    stem = top(draft.scene, dated.first, dated.last)
    if stem.head < 0 or stem.head in draft.hit.tokens or sentence[stem.head].upos not in ("NOUN", "PROPN"):
        return False
    cases = sentence.children(stem, "case")
    outside = any(not dated.first <= c.i <= dated.last for c in cases)  # "de febrero a mayo" begins with its own
    return outside and marker(sentence, stem) in draft.scene.lexicon.pack.discourse.of


def is_of_content(draft: Draft, dated: Dated, times: Times) -> bool:
    """Does the date stand in what was promised, demanded or said, which the word of saying is not dated by? Nothing is
    promised or demanded of a time that is past: "called on him to step down in November 2011"."""
    if draft.event not in UTTERED or draft.status != "occurred" or AHEAD & set(draft.rules):
        return False
    if not is_inside(draft, dated):
        return False
    return draft.event not in PROMISED or times.day is None or times.ahead(dated).when.end >= times.day.isoformat()


def introducing(draft: Draft, times: Times) -> Dated | None:
    """The phrase that leads on to the draft, or to what it stands in: "deux jours après que … ont pris"."""
    led = {introduced(draft, d).i: d for d in times.now if d.kind == "beside"}
    for node in (draft.token, *draft.scene.sentence.ancestors(draft.token)) if led else ():
        if node.i in led:
            return led[node.i]
        if node.deprel in ADDED:
            return None
    return None


def introduced(draft: Draft, phrase: Dated) -> Token:
    """What the last word of a phrase leads on to: a noun, or the clause of which it is the subject."""
    sentence = draft.scene.sentence
    last = sentence[phrase.last]
    while last.deprel == "fixed":
        last = sentence[last.head]
    led = sentence[last.head] if last.deprel in LEADING else top(draft.scene, phrase.first, phrase.last)
    return sentence[led.head] if led.deprel in SUBJECTS else led


def stem(draft: Draft, phrase: Dated) -> Token:
    """What the phrase stands by, with all that it leads on to."""
    led = introduced(draft, phrase)
    return led if led.head < 0 else draft.scene.sentence[led.head]


def counted_date(draft: Draft, phrase: Dated, times: Times) -> When | None:
    """So long before or after the clause that the phrase stands in, or else the time told last."""
    told = next(told_above(draft, introduced(draft, phrase), times), None) or times.told
    return times.counted(phrase, told) if told else None


def turned_date(draft: Draft, phrase: Dated, times: Times) -> When | None:
    """So long after or before what the phrase leads to: the day that is told in that, or else the time told last."""
    other = {t.i for t in draft.scene.sentence.subtree(introduced(draft, phrase))}
    inside = (d.when for d in times.now if d.kind == "at" and d.first > phrase.last and d.first in other)
    return times.counted(phrase, next(inside, times.told), turned=True)

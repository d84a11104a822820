"""When an event happened: the date of its clause, one that it shares, or the time that the report goes on at."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from verbale.coding.attachment import attached, top
from verbale.coding.dates import Dated
from verbale.coding.drafts import Draft, predicate
from verbale.coding.relevance import OPEN_TO_ALL
from verbale.coding.status import finite
from verbale.reading.reading import Sentence, Token
from verbale.record.event import Event, When

FRESH = 7  # days before the report that are still its own story
BACKGROUND = "background"
PROMISED = frozenset({"AGREE", "THREATEN", "REQUEST", "CONCEDE"})
CARRIED = frozenset({"obj", "nsubj", "nsubj:pass", "conj", "root"})  # relations of a noun that its verb only carries


@dataclass(frozen=True)
class Times:
    """The dates of a sentence, and how they are found when it is read of what is to come."""

    now: tuple[Dated, ...]
    find_ahead: Callable[[], Sequence[Dated]]

    @cached_property
    def _ahead(self) -> dict[int, Dated]:
        return {dated.first: dated for dated in self.find_ahead()}

    def ahead(self, dated: Dated) -> Dated:
        """The date as read of what is to come, where "mercredi" is the next one."""
        return self._ahead.get(dated.first, dated)  # the next year may have no 29 February


def date_of(draft: Draft, times: Times, drafts: Sequence[Draft]) -> When | None:
    fitting = [d for d in times.now if is_time_of(draft, d) and attached(draft, d.first, d.last, drafts)]
    if not fitting:
        return shared_date(draft, times)
    return nearest_when(draft, fitting, times, predicate(draft))


def is_time_of(draft: Draft, dated: Dated) -> bool:
    """A deadline is none, nor what tells how long after it another was, nor is since when ("pour la sixième fois
    depuis l'été") where a past tense tells what was done once."""
    if dated.kind not in ("since", "lasting"):
        return dated.kind not in ("by", "beside")
    word = finite(draft.scene.sentence, predicate(draft))
    done = word.feats.get("VerbForm") == "Fin" and word.feats.get("Tense") == "Past"
    return draft.status == "ongoing" or (word is predicate(draft) and not done)


def nearest_when(draft: Draft, fitting: Sequence[Dated], times: Times, verb: Token) -> When:
    """Of the dates that `verb` tells, the nearest."""
    nearest = min(fitting, key=lambda d: abs(d.first - draft.hit.head))
    return (times.ahead(nearest) if is_ahead(draft, nearest, verb) else nearest).when


def is_ahead(draft: Draft, dated: Dated, verb: Token) -> bool:
    """Does the date tell of what is to come: in a plan or a future, or inside what is promised?"""
    if draft.status in ("intended", "called-for") or {"future", "@must", "@will"} & set(draft.rules):
        return True
    sentence = draft.scene.sentence
    if dated.kind == "for" or (draft.status != "ongoing" and dated.kind not in ("since", "lasting") and is_to_come(sentence, verb)):
        return True
    below = [*(sentence[h.head] for h in draft.content), *sentence.children(draft.token, "xcomp", "ccomp")]
    inside = any(dated.first in {t.i for t in sentence.subtree(token)} for token in below)
    return inside and draft.event in PROMISED


def is_to_come(sentence: Sentence, token: Token) -> bool:
    """A future, or a present that a day is told with: "flies on Saturday", "est attendue mercredi", "prévoient de
    défiler samedi". A perfect has a present auxiliary as well."""
    while token.feats.get("VerbForm") == "Inf" and token.deprel in ("xcomp", "ccomp") and token.head >= 0:
        token = sentence[token.head]
    word = finite(sentence, token)
    if word.feats.get("Tense") == "Fut":
        return True
    return word.feats.get("Tense") == "Pres" and word.feats.get("VerbForm") == "Fin" and word.deprel != "aux"


def shared_date(draft: Draft, times: Times) -> When | None:
    """The date of the clause that what is told is part of, or is said in: "Mardi, des hommes ont pillé … et tué …";
    "shells crashed on Sunday, wounding a farmer"; "held talks on Monday". What a relative clause or a pluperfect adds
    was at another time."""
    if draft.status != "occurred" or is_background(draft):
        return None
    sentence = draft.scene.sentence
    if draft.token.upos == "NOUN" and draft.token.deprel not in CARRIED:  # "met on Monday during the visit"
        return None
    for above in sentence.ancestors(draft.token):
        fitting = [
            d for d in times.now
            if is_time_of(draft, d) and d.kind != "for" and top(draft.scene, d.first, d.last).head == above.i
        ]  # fmt: skip
        if fitting:
            return nearest_when(draft, fitting, times, above)
        if above.deprel in ("acl:relcl", "acl"):
            return None
    return None


def is_background(draft: Draft) -> bool:
    """A pluperfect, or a clause that only says more of an actor, tells what was before."""
    token = predicate(draft)
    word = finite(draft.scene.sentence, token)
    earlier = word is not token and word.feats.get("Tense") == "Imp"
    return earlier or token.deprel in ("acl:relcl", "acl", "amod")


def time_told(events: Sequence[Event], begin: int, day: datetime.date | None) -> When | None:
    """The time, up to the report's day, of the last event told from a place of the text on; of what was before only
    where nothing else was."""
    last = day.isoformat() if day else ""
    here = [e for e in events if e.date and e.trigger.span.start >= begin and e.date.start <= last]
    new = [e for e in here if BACKGROUND not in e.rests_on] or here
    return new[-1].date if new else None


def carried_on(events: Sequence[Event], text: str, day: datetime.date | None) -> list[Event]:
    """What happened goes on, within its paragraph, at the day told last, as long as it is one of the
    report's own; protest and force go on beyond it. What was before goes on, within its paragraph, at the
    time told last of what was before."""
    done: list[Event] = []
    now: tuple[int, When] | None = None
    before: tuple[int, When] | None = None
    for event in events:
        paragraph = text.count("\n", 0, event.trigger.span.start)
        background = BACKGROUND in event.rests_on
        if event.date and day and is_fresh(event.date, day) and not background:
            now = (paragraph, event.date)
        elif event.date and background and day and event.date.end <= day.isoformat():
            before = (paragraph, event.date)
        elif event.date is None and event.status == "occurred":
            if not background and now and (now[0] == paragraph or event.event in OPEN_TO_ALL):
                event = replace(event, date=now[1])
            elif background and before and before[0] == paragraph:
                event = replace(event, date=before[1])
        done.append(event)
    return done


def is_fresh(when: When, day: datetime.date) -> bool:
    if when.precision != "day":
        return False
    return 0 <= (day - datetime.date.fromisoformat(when.start)).days <= FRESH


def told_before(events: Sequence[Event]) -> list[Event]:
    """Give a happening told again the date and place of its first telling: same type, same sides."""
    first: dict[tuple[object, ...], Event] = {}
    done = []
    for event in events:
        sides = frozenset(a.entity for a in (*event.source, *event.target))
        known = first.setdefault((event.event, sides, event.status), event)
        if known is not event and len(sides) > 1:
            event = replace(event, date=event.date or known.date, place=event.place or known.place)
        done.append(event)
    return done

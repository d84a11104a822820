"""The dates of a sentence as its events take them: their own, those of the clauses around, those to come."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from verbale.coding.attachment import top
from verbale.coding.dates import Dated
from verbale.coding.drafts import Draft, predicate
from verbale.coding.prospect import is_ahead, is_background, is_going_on
from verbale.reading.reading import Token
from verbale.record.event import When

ADDED = frozenset({"acl:relcl", "acl"})  # clauses that only say more of a noun
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
LEADING = frozenset({"case", "mark"})  # relations of a word to what it leads to
PLEDGED = frozenset({"AGREE", "THREATEN"})


@dataclass(frozen=True)
class Times:
    """The dates of a sentence, the report's day, the time told last before the sentence, and how its dates are found
    from another time than that, or of what is to come."""

    now: tuple[Dated, ...]
    day: datetime.date | None
    told: When | None
    find: Callable[..., Sequence[Dated]]

    @cached_property
    def _ahead(self) -> dict[int, Dated]:
        return {dated.first: dated for dated in self.find(future=True)}

    def ahead(self, dated: Dated) -> Dated:
        """The date as read of what is to come, where "mercredi" is the next one."""
        return self._ahead.get(dated.first, dated)  # the next year may have no 29 February

    def counted(self, dated: Dated, told: When | None, *, turned: bool = False) -> When | None:
        """What a date is as counted from another time; `turned`: what is so long before or after what it leads to."""
        again = self.find(here=told, held=True, turned=turned)
        return next((d.when for d in again if d.first == dated.first), None)


def is_time_of(draft: Draft, dated: Dated) -> bool:
    """A deadline is none, nor what only tells how long after it another event was, nor for how long what is over
    went on."""
    if dated.kind == "lasting":
        return is_going_on(draft)
    return dated.kind not in ("by", "beside")


def is_at(draft: Draft, dated: Dated, token: Token) -> bool:
    return top(draft.scene, dated.first, dated.last).head == token.i


def nearest_when(draft: Draft, fitting: Sequence[Dated], times: Times, verb: Token) -> When:
    """Of the dates that `verb` tells, the nearest."""
    nearest = min(fitting, key=lambda d: abs(d.first - draft.hit.head))
    if is_ahead(draft, nearest, verb):
        return times.ahead(nearest).when
    around = around_clause(draft, nearest, times) if is_background(draft) else None
    return (around and times.counted(nearest, around)) or nearest.when


def around_clause(draft: Draft, dated: Dated, times: Times) -> When | None:
    """The time of the clause around one that only says more, from which "la veille" is counted there."""
    others = replace(times, now=tuple(d for d in times.now if d.first != dated.first))
    return next(told_above(draft, predicate(draft), others, through=True), None)


def told_above(draft: Draft, below: Token, times: Times, *, through: bool = False) -> Iterator[When]:
    """The dates of the clauses that a word stands in, up to a clause that only says more of a noun unless `through`,
    or to what somebody says; the saying is the act where a promise or a threat is told."""
    node = below
    for above in draft.scene.sentence.ancestors(below):
        if node.deprel == "ccomp" and draft.event not in PLEDGED:
            return
        fitting = [d for d in times.now if d.kind != "for" and is_time_of(draft, d) and is_at(draft, d, above)]
        if fitting:
            yield nearest_when(draft, fitting, times, above)
        if above.deprel in ADDED and not through:
            return
        node = above

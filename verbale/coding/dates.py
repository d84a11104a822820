"""When: the dates of a sentence, resolved against the report's own, and the dateline."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from verbale.coding.chart import Chart, Found
from verbale.coding.numerals import Word, evidence, split_words
from verbale.coding.places import Located, best_site, join_tokens, place_of_site
from verbale.coding.stretches import Day, Stretch, Values
from verbale.coding.world.gazetteer import Gazetteer, gazetteer
from verbale.languages.calendar import Calendar
from verbale.languages.numbers import Numbers
from verbale.reading.reading import Sentence, Token
from verbale.record.event import Place, When
from verbale.record.span import Span

Kind = Literal["at", "beside", "since", "lasting", "until", "by", "for"]
LONGEST_DATELINE = 120  # characters
DATELINE_THRESHOLD = 4.5  # a small town will do where only a place can stand
LOOSE_WORD = re.compile(r"\w+['\u2019](?=\w)|\w+(?:[-\u2010\u2011]\w+)*|[^\w\s]")
ANY_DAY = datetime.date(2000, 1, 1)  # for the shape of a dateline whose year is not told
DASHES = frozenset(("-", "\u2013", "\u2014"))
MARKS = frozenset("(,:/[].")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of a sentence, over its tokens `first` to `last` inclusive.

    `kind`: `at` that time, `since` or `until` it, `lasting` from it to now, `by` it (a deadline: `when.end`), planned
    `for` it, or so long `beside` the time told last, as what its last word leads to was ("deux jours après la prise").
    """

    when: When
    kind: Kind
    first: int
    last: int


def find_dates(
    sent: Sentence,
    calendar: Calendar,
    numbers: Numbers,
    *,
    anchor: Day | None,
    future: bool = False,
    here: When | None = None,
    before: When | None = None,
    held: bool = False,
    turned: bool = False,
    text: str | None = None,
) -> list[Dated]:
    """The dates of a sentence, from left to right.

    Without an `anchor`, what is told relative to the report's day is left out. `future`: a day without a mark is the
    next one, not the last. From the time told `here`, just before the sentence, "the same day" is counted, or else
    from the one told `before` in the report; `held`: from no other, whatever the sentence tells; `turned`: what comes
    "two days after the raid", not the raid, is dated by these words. `text` is the report's; without it the words of
    a date are joined by single blanks.
    """
    words = split_words(sent, calendar.whole)
    values = Values(calendar, anchor, future, _stretch(here), _stretch(before), held=held, turned=turned)
    chart = Chart(words, calendar, numbers, values)
    return [_dated(found, words, sent, text) for found in chart.found()]


def _stretch(when: When | None) -> Stretch | None:
    return None if when is None else Stretch(_day_of(when.start), _day_of(when.end), when.precision)


def _day_of(iso: str) -> Day:
    return datetime.date.fromisoformat(iso)


def _dated(found: Found, words: Sequence[Word], sent: Sentence, text: str | None) -> Dated:
    first, last = words[found.first], words[found.end - 1]
    when = When(
        start=found.stretch.start.isoformat(),
        end=found.stretch.end.isoformat(),
        precision=found.stretch.precision,
        text=evidence(sent, first, last, text),
        span=Span(first.start, last.end),
    )
    kind: Kind = found.kind  # type: ignore[assignment]  # the loader checks the kinds
    return Dated(when, kind, first.token, last.token)


def dateline(
    head: str,
    calendar: Calendar,
    numbers: Numbers,
    *,
    anchor: Day | None = None,
    world: Gazetteer | None = None,
) -> tuple[Place | None, Day | None, int]:
    """The place and the day that stand before a report's first sentence, either None if not told, and where that
    sentence begins.

    "Islamabad - 3 août 2025 - …", "NAIROBI, 12 mars (AFP) - …", "(Dakar, le 4 mai 2024) …". A day
    without a year needs the `anchor`.
    """
    line = head.lstrip().split("\n", 1)[0][:LONGEST_DATELINE]
    sent = _loose_sentence(line, head.index(line) if line else 0)
    names = _head_places(sent, world or gazetteer())
    days = find_dates(sent, calendar, numbers, anchor=anchor)
    shape = days if anchor else find_dates(sent, calendar, numbers, anchor=ANY_DAY)
    end = _end_of_dateline(sent, names, shape, line_ends=len(line) < LONGEST_DATELINE)
    if end is None:
        return None, None, 0
    day = next((d.when.start for d in days if d.last < end and d.when.precision == "day"), None)
    place = next((p.place for p in names if p.last < end), None)
    begin = sent[end].start if end < len(sent) else sent.end
    return place, None if day is None else _day_of(day), begin


def _loose_sentence(line: str, shift: int) -> Sentence:
    """A line cut into words and marks, before the reader has seen it."""
    tokens = []
    for i, match in enumerate(LOOSE_WORD.finditer(line)):
        form, start, end = match[0], match.start() + shift, match.end() + shift
        tokens.append(Token(i, start, end, form, form.lower(), "X", {}, i - 1, "dep", 1.0))
    return Sentence(shift, shift + len(line), tuple(tokens))


def _head_places(sent: Sentence, world: Gazetteer) -> list[Located]:
    """The place at the head of the line, after an opening bracket at most."""
    start = next((t.i for t in sent if t.form[0].isalnum()), 0)
    if start > 1 or not len(sent) or not sent[start].form[0].isupper():
        return []
    for last in reversed(range(start, min(start + 5, len(sent)))):
        name = join_tokens(sent.tokens[start : last + 1])
        site = best_site(world.named(name), (), threshold=DATELINE_THRESHOLD)
        if site is not None and sent[last].form[0].isalnum():
            span = Span(sent[start].start, sent[last].end)
            return [Located(place_of_site(site, name, span), start, last)]
    return []


def _end_of_dateline(
    sent: Sentence, names: Sequence[Located], days: Sequence[Dated], *, line_ends: bool
) -> int | None:
    """The index of the mark that closes the dateline: a dash, a colon after a day, or the bracket
    that it began with.

    Only a place, days, what stands in brackets, and one more name after a comma may come before.
    """
    told = {p.first: p.last for p in names} | {d.first: d.last for d in days}
    i, closed, day_told = 0, None, False
    while told and i < len(sent):
        form = sent[i].form
        if i in told:
            day_told = day_told or any(d.first == i for d in days)
            i = told[i] + 1
        elif form in DASHES or (form in ":." and day_told) or _closes(sent, i, closed):
            closed, i = i, i + 1
        elif form == "(" and i > 0:
            i = next((t.i for t in sent.tokens[i:] if t.form == ")"), len(sent)) + 1
        elif form in MARKS or (closed is None and _is_second_name(sent, i)):
            i += 1
        else:
            return closed
    return len(sent) if told and line_ends else closed


def _closes(sent: Sentence, i: int, closed: int | None) -> bool:
    return sent[i].form == ")" and sent[0].form == "(" and closed is None


def _is_second_name(sent: Sentence, i: int) -> bool:
    """The land after the town: "Goma, RDC -", "Paris, France -"."""
    comma = any(t.form == "," for t in sent.tokens[max(0, i - 2) : i])
    if not comma or not sent[i].form[0].isupper() or i + 1 >= len(sent):
        return False
    after = sent[i + 1].form[0]
    return not after.isalpha() or after.isupper()

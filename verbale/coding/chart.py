"""Finding the phrases of a calendar in a sentence, those with a date inside over the others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from verbale.coding.days import DAYS
from verbale.coding.numerals import Word, match_phrase, read_number
from verbale.coding.periods import PERIODS
from verbale.coding.stretches import YEARS, Stretch, Values, whole_day
from verbale.languages.calendar import Calendar, Element, Template
from verbale.languages.numbers import Numbers

# Slots of more than one word, which no table of words tells.
ALWAYS = frozenset(("date", "decade", "n"))
MEANINGS = {**DAYS, **PERIODS}
PHRASES = ("relative", "then", "daytime", "night")
VERBS = frozenset(("VERB", "AUX"))
NO_DATE = ALWAYS | {"ordinal"}  # no date is told by these alone
AHEAD = frozenset(("by", "for"))
LEADING = frozenset(("ADP", "SCONJ"))
TURNED = {"earlier": "later", "later": "earlier", "from-then": "then"}
NO_SLOTS: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase over `words[first:end]` that was read as a date."""

    first: int
    end: int
    stretch: Stretch
    kind: str
    literals: int = 0


class Chart:
    """The dates that begin at each word; phrases with a date inside are read over them."""

    def __init__(
        self, words: Sequence[Word], calendar: Calendar, numbers: Numbers, values: Values
    ) -> None:
        self.words, self.calendar, self.numbers, self.values = words, calendar, numbers, values
        self.slots = [self._slots_of(word) for word in words]
        self.available = frozenset(slot for slots in self.slots for slot in slots) | ALWAYS
        self._points: dict[tuple[int, bool], list[Found]] = {}

    def points(self, i: int, *, future: bool) -> list[Found]:
        """The dates that begin at word `i` and have no other inside."""
        if (i, future) not in self._points:
            self._points[i, future] = self._simple(i, replace(self.values, future=future))
        return self._points[i, future]

    def found(self) -> Iterator[Found]:
        """The longest phrases, none over another."""
        if self.available <= NO_DATE:
            return
        i = 0
        while i < len(self.words):
            best = self._best(i)
            if best is None:
                i += 1
                continue
            yield best
            if best.kind == "at" and not self.values.held and not is_ahead(best.stretch, self.values):
                self.values = replace(self.values, here=best.stretch)
            i = best.end

    def _best(self, i: int) -> Found | None:
        found = list(self._beginning(i))
        if self._is_article(i) and i + 1 < len(self.words):
            found += self._beginning(i + 1)
        best = max(found, key=lambda f: (f.end, f.literals, f.kind == "beside"), default=None)
        return None if best is None else replace(best, first=i)

    def _beginning(self, i: int) -> Iterator[Found]:
        yield from (f for f in self._here(i) if f.kind != "inside")
        over = self.calendar.by_slot.get("date", ()) if self._here(i) else ()
        for template in (*self._templates(i), *over):
            if template.kind != "inside" and _has_date(template):
                yield from self._read(template, i, self._looking(template))

    def _here(self, i: int) -> list[Found]:
        return self.points(i, future=self.values.future)

    def _simple(self, i: int, values: Values) -> list[Found]:
        return [
            found
            for template in self._templates(i)
            if not _has_date(template)
            for found in self._read(template, i, values)
        ]

    def _templates(self, i: int) -> Iterator[Template]:
        word, calendar = self.words[i], self.calendar
        for key in dict.fromkeys((word.form, word.lemma)):
            yield from self._fillable(calendar.by_word.get(key, ()))
        for slot in self.slots[i]:
            yield from self._fillable(calendar.by_slot.get(slot, ()))

    def _fillable(self, templates: Sequence[Template]) -> Iterator[Template]:
        """Those whose slots some word of the sentence can fill."""
        return (t for t in templates if t.slots <= self.available)

    def _looking(self, template: Template) -> Values:
        """A deadline lies ahead, and what is planned, whatever the verb: "a promis de partir avant fin juin"."""
        return replace(self.values, future=True) if template.kind in AHEAD else self.values

    def _read(self, template: Template, i: int, start: Values) -> Iterator[Found]:
        meaning = template.meaning
        if template.kind == "beside" and start.turned:
            meaning = TURNED[meaning]
        elif template.kind == "beside" and start.told is None and start.anchor is not None:
            start = replace(start, here=whole_day(start.anchor))  # whoever knows the time of the other counts again
        for end, values in self._match(template.elements, i, start, first=True):
            if template.kind == "beside" and not self._introduces(end):
                continue
            stretch = MEANINGS[meaning](values)
            if stretch is not None and not (template.kind == "for" and not is_ahead(stretch, start)):
                end = self._after_part(end) if stretch.precision == "day" else end
                yield Found(i, end, stretch, template.kind, template.literals)

    def _introduces(self, end: int) -> bool:
        """Do the words before `end` lead on to others, as "deux jours après" need not?"""
        follows = end < len(self.words) and self.words[end].upos != "PUNCT"
        return follows and self.words[end - 1].upos in LEADING

    def _match(
        self, elements: Sequence[Element], i: int, values: Values, *, first: bool = False
    ) -> Iterator[tuple[int, Values]]:
        """Every way to read the elements from word `i` on: the index after, and the slots."""
        if not elements:
            yield i, values
            return
        if i >= len(self.words):
            return
        matched = False
        for end, taken in self._element(elements[0], i, values):
            if first and elements[0].slot == "date" and self._only_inside(i, end):
                continue
            for result in self._match(elements[1:], end, taken):
                matched = True
                yield result
        if not matched and not first and self._is_article(i) and not self._is_article(i - 1):
            yield from self._match(elements, i + 1, values)

    def _only_inside(self, i: int, end: int) -> bool:
        return not any(p.end == end and p.kind != "inside" for p in self._here(i))

    def _element(self, element: Element, i: int, values: Values) -> Iterator[tuple[int, Values]]:
        word = self.words[i]
        if element.slot is None:
            if word.is_in(element.words):
                yield i + 1, values
        elif element.slot == "date":
            for point in sorted(self.points(i, future=values.future), key=lambda p: -p.end):
                if point.kind in ("at", "inside"):
                    yield point.end, values.plus("date", point.stretch)
        elif element.slot in self.slots[i] or element.slot in ("n", "decade"):
            for end, value in self._value(element.slot, i):
                yield end, values.plus(element.slot, value)

    def _value(self, slot: str, i: int) -> Iterator[tuple[int, object]]:
        if slot in ("n", "decade"):
            number = read_number(self.words, i, self.numbers)
            if number is not None and 0 < number.value < 10_000:
                yield number.end, int(number.value)
        elif slot in PHRASES:
            found = match_phrase(self.words, i, self.calendar.phrases[slot])
            if found is not None:
                yield found[1], found[0]
        else:
            yield i + 1, self.slots[i][slot]

    def _slots_of(self, word: Word) -> Mapping[str, object]:
        """The slots that one word can fill, and with what."""
        digits = word.form[0].isdecimal()
        ordinal = self.numbers.ordinals.get(word.form, self.numbers.ordinals.get(word.lemma))
        counts = digits or word.form in self.numbers.cardinals.longest
        table = self.calendar.slots.get(word.form) or self.calendar.slots.get(word.lemma, NO_SLOTS)
        if word.upos in VERBS or (word.upos == "ADJ" and ordinal is not None):  # "a été", "a segunda ronda"
            table = NO_SLOTS
        begun = [slot for slot in PHRASES if word.form in self.calendar.phrases[slot].longest]
        if not counts and ordinal is None and not begun:
            return table
        found = {**table, **(_digit_slots(word.form) if digits else NO_SLOTS)}
        if ordinal is not None:
            found["ordinal"] = ordinal
        if ordinal == 1:
            found["day"] = 1
        found |= dict.fromkeys(begun, True)
        if counts:
            found["n"] = True
        return found

    def _is_article(self, i: int) -> bool:
        return self.words[i].form in self.calendar.articles

    def _after_part(self, end: int) -> int:
        """`end`, moved on over a part of the day ("lundi soir")."""
        if end >= len(self.words):
            return end
        found = match_phrase(self.words, end, self.calendar.phrases["part"])
        return end if found is None else found[1]


def is_ahead(stretch: Stretch, values: Values) -> bool:
    return values.anchor is not None and stretch.start > values.anchor


def _has_date(template: Template) -> bool:
    return any(e.slot == "date" for e in template.elements)


def _digit_slots(form: str) -> dict[str, object]:
    if not form.isdecimal() or len(form) > 4:
        return {}
    number, found = int(form), dict[str, object]()
    if len(form) == 4 and number in YEARS:
        found["year"] = number
    if len(form) <= 2 and 1 <= number <= 31:
        found["day"] = found["dd"] = number
        if number <= 12:
            found["mm"] = number
    return found

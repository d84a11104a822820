"""How much: numbers with what they count, their unit and how exact they are."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from verbale.coding.numerals import (
    Numeral,
    Word,
    ends_with,
    evidence,
    match_phrase,
    numerals,
    split_words,
)
from verbale.languages.numbers import Numbers
from verbale.reading.reading import Sentence
from verbale.record.event import Quantity
from verbale.record.span import Span

# What can happen to those that are counted, and what may be counted so.
LIVING = frozenset(("people", "troops", "other", "prisoners"))
# A single one counts where something befell it: "un soldat a été tué".
BEFALLEN = frozenset(("deaths", "injuries", "arrests"))
MEASURED = frozenset(("distance", "duration", "money"))
REACH = 7  # words between a verb and its object without a mark between them
NOUN_TAGS = frozenset(("NOUN", "PROPN", "X", "", "SYM", "NUM"))
STOPS = frozenset('.,;:!?()«»"“”')


@dataclass(frozen=True, slots=True)
class Quantified:
    """A quantity over the tokens `first` to `last` inclusive; `head`: what is counted."""

    quantity: Quantity
    first: int
    last: int
    head: int | None


@dataclass(frozen=True, slots=True)
class Counted:
    """A number, the words over which it and its noun stand, and what they say."""

    value: float
    qualifier: str
    measure: str
    unit: str | None
    first: int
    end: int
    head: int | None  # index of a word


def find_quantities(
    sent: Sentence,
    numbers: Numbers,
    *,
    skip: Collection[int] = frozenset(),
    text: str | None = None,
) -> list[Quantified]:
    """The quantities of a sentence, from left to right.

    `skip`: tokens that belong to dates. `text`: the report's, for the exact evidence.
    """
    words = split_words(sent)
    return [
        _quantified(found, words, sent, text)
        for found in _Counter(words, sent, numbers).found()
        if not any(words[i].token in skip for i in range(found.first, found.end))
    ]


def _quantified(
    found: Counted, words: Sequence[Word], sent: Sentence, text: str | None
) -> Quantified:
    first, last = words[found.first], words[found.end - 1]
    quantity = Quantity(
        measure=found.measure,
        value=found.value,
        unit=found.unit,
        qualifier=found.qualifier,
        text=evidence(sent, first, last, text),
        span=Span(first.start, last.end),
    )
    head = None if found.head is None else words[found.head].token
    return Quantified(quantity, first.token, last.token, head)


class _Counter:
    def __init__(self, words: Sequence[Word], sent: Sentence, numbers: Numbers) -> None:
        self.words, self.sent, self.numbers = words, sent, numbers

    def found(self) -> Iterator[Counted]:
        done = 0
        for numeral in self._joined(list(numerals(self.words, self.numbers))):
            if numeral.first < done:
                continue
            counted = self._counted(numeral)
            if counted is not None:
                yield counted
                done = counted.end

    def _joined(self, found: list[Numeral]) -> Iterator[Numeral]:
        """Two numbers that make a range ("10 à 15") become its lower end."""
        i = 0
        while i < len(found):
            here, after = found[i], found[i + 1] if i + 1 < len(found) else None
            if after is not None and self._is_range(here, after):
                scale = after.value if here.value >= after.value else here.value
                yield replace(after, value=scale, first=self._range_start(here), least=True)
                i += 2
            else:
                yield here
                i += 1

    def _is_range(self, here: Numeral, after: Numeral) -> bool:
        """ "entre 10 et 15", "10 à 15"; "et" and "ou" alone join two things, unless they touch."""
        if after.first != here.end + 1 or here.value >= after.value or here.one:
            return False
        joiner = self.words[here.end]
        if not joiner.is_in(self.numbers.range_joiners):
            return False
        return (
            not joiner.is_in(self.numbers.joiners - {"-"}) or self._range_start(here) < here.first
        )

    def _range_start(self, here: Numeral) -> int:
        before = here.first - 1
        return (
            before
            if before >= 0 and self.words[before].is_in(self.numbers.range_before)
            else here.first
        )

    def _counted(self, numeral: Numeral) -> Counted | None:
        base = Counted(numeral.value, "", "", None, numeral.first, numeral.end, None)
        if self._is_part_of_name(numeral) or self._is_clock_or_age(numeral):
            return None
        found = self._money(base, numeral) or self._unit(base, numeral) or self._noun(base, numeral)
        if found is None or not self._tells(found, numeral):
            return None
        return self._qualified(found, numeral)

    def _is_part_of_name(self, numeral: Numeral) -> bool:
        """ "F-16", "Covid-19", "G7": digits joined to a word before them."""
        at = numeral.first
        return (
            at >= 2
            and self.words[at - 1].form == "-"
            and self.words[at - 2].form[-1:].isalpha()
            and (self.words[at].form.isdecimal() and self.words[at - 1].end == self.words[at].start)
        )

    # What is counted.

    def _start_of_noun(self, numeral: Numeral) -> int:
        """The index after the number, and after the preposition that may follow it."""
        at = numeral.end
        if numeral.of and at < len(self.words) and self.words[at].is_in(self.numbers.of):
            return at + 1
        return at

    def _money(self, base: Counted, numeral: Numeral) -> Counted | None:
        return (
            self._sign_before(base, numeral)
            or self._sign_after(base)
            or self._currency(base, numeral)
        )

    def _sign_before(self, base: Counted, numeral: Numeral) -> Counted | None:
        if base.first == 0:
            return None
        code = self.numbers.signs.get(self.words[base.first - 1].form)
        return (code and replace(base, measure="money", unit=code, first=base.first - 1)) or None

    def _sign_after(self, base: Counted) -> Counted | None:
        """A sign, or a short multiplier with one: "10 €", "10 M€", "10 md $"."""
        for end in (base.end + 1, base.end + 2):
            if end > len(self.words):
                return None
            text = "".join(w.form for w in self.words[base.end : end])
            for sign, code in self.numbers.signs.items():
                times = self._times(text.removesuffix(sign)) if text.endswith(sign) else None
                if times is not None:
                    value = base.value * times
                    return replace(base, value=value, measure="money", unit=code, end=end)
        return None

    def _times(self, text: str) -> int | None:
        return 1 if text == "" else self.numbers.sign_multipliers.get(text)

    def _currency(self, base: Counted, numeral: Numeral) -> Counted | None:
        at = self._start_of_noun(numeral)
        found = (
            match_phrase(self.words, at, self.numbers.currencies) if at < len(self.words) else None
        )
        if found is None:
            return None
        return replace(base, measure="money", unit=found[0], end=found[1], head=at)

    def _unit(self, base: Counted, numeral: Numeral) -> Counted | None:
        at = self._start_of_noun(numeral)
        found = match_phrase(self.words, at, self.numbers.units) if at < len(self.words) else None
        if found is None:
            return None
        (measure, unit), end = found
        return replace(base, measure=measure, unit=unit, end=end, head=at)

    def _is_clock_or_age(self, numeral: Numeral) -> bool:
        """ "à 15 heures", "âgé de 45 ans", "15h"."""
        if numeral.end >= len(self.words):
            return False
        if self.words[numeral.end].is_in(self.numbers.uncounted):
            return True
        found = match_phrase(self.words, numeral.end, self.numbers.units)
        if found is None or found[0][0] != "duration":
            return False
        before = (self.words, numeral.first)
        if found[0][1] == "hour" and numeral.value <= 24:
            return ends_with(*before, self.numbers.clock) is not None
        return found[0][1] == "year" and ends_with(*before, self.numbers.ages) is not None

    def _noun(self, base: Counted, numeral: Numeral) -> Counted | None:
        """A noun after the number, over adjectives between; or none, where a verb tells enough."""
        at = start = self._start_of_noun(numeral)
        for at in range(start, min(start + 3, len(self.words))):
            found = match_phrase(self.words, at, self.numbers.counted)
            if found is not None:
                measure = self._befallen(found[0], numeral.first, found[1])
                return replace(base, measure=measure, end=found[1], head=at)
            if not (self.words[at].upos == "ADJ" or self.words[at].is_in(self.numbers.between)):
                break
        return self._other_noun(base, at) or self._bare(base, numeral)

    def _other_noun(self, base: Counted, at: int) -> Counted | None:
        if at >= len(self.words) or at > base.end + 2:
            return None
        word = self.words[at]
        if word.upos not in NOUN_TAGS or not word.form[:1].isalpha():
            return None
        if any(map(word.is_in, (self.numbers.of, self.numbers.joiners, self.numbers.passive))):
            return None
        end = at + 1
        while end < len(self.words) and self.words[end].token == word.token:
            end += 1  # "F-16" is one word of the report
        measure = self._befallen("other", base.first, end)
        return replace(base, measure=measure, end=end, head=at)

    def _bare(self, base: Counted, numeral: Numeral) -> Counted | None:
        """ "Douze ont été tués": no noun, but a verb that says what befell them."""
        measure = self._befallen("other", numeral.first, numeral.end)
        return replace(base, measure=measure) if measure != "other" and not numeral.one else None

    # What befell those that are counted.

    def _befallen(self, measure: str, first: int, end: int) -> str:
        if measure not in LIVING:
            return measure
        return self._verb_before(first) or self._verb_after(end) or measure

    def _verb_before(self, first: int) -> str | None:
        """ "a tué 12 personnes", "la mort de 12 personnes"."""
        for i in range(first - 1, max(-1, first - 1 - REACH), -1):
            if self.words[i].form in STOPS:
                return None
            found = ends_with(self.words, i + 1, self.numbers.to_object)
            if found is not None:
                return None if self._is_passive(i) else found[0]
            if self._is_other_verb(i) or self._is_counted(i):
                return None
        return None

    def _is_passive(self, i: int) -> bool:
        """ "ont été tués par 12 hommes": its object is not the one that follows."""
        return i > 0 and any(
            self.words[k].is_in(self.numbers.passive) for k in range(max(0, i - 2), i)
        )

    def _is_counted(self, i: int) -> bool:
        return match_phrase(self.words, i, self.numbers.counted) is not None

    def _is_other_verb(self, i: int) -> bool:
        return self.words[i].upos == "VERB"

    def _verb_after(self, end: int) -> str | None:
        """ "12 soldats ont été tués", "12 personnes tuées", "12 personnes sont mortes"."""
        passive = False
        for i in range(end, min(end + REACH, len(self.words))):
            word = self.words[i]
            if word.form in STOPS:
                return None
            passive = passive or word.is_in(self.numbers.passive)
            subject = match_phrase(self.words, i, self.numbers.to_subject)
            if subject is not None:
                return subject[0]
            happened = match_phrase(self.words, i, self.numbers.to_object)
            if happened is not None:
                return happened[0] if passive or i == end or self._is_participle(word) else None
            if self._is_other_verb(i) or word.form[0].isdecimal():
                return None
        return None

    def _is_participle(self, word: Word) -> bool:
        token = self.sent[word.token]
        return token.feats.get("Voice") == "Pass" or token.deprel in ("acl", "amod")

    # How exact it is, and whether it tells anything.

    def _tells(self, found: Counted, numeral: Numeral) -> bool:
        if numeral.one:
            befell = found.measure in BEFALLEN and found.head is not None
            return befell or found.measure in MEASURED
        if found.measure != "other" or found.unit is not None:
            return True
        before = self.words[found.first - 1] if found.first else None
        return before is None or not before.is_in(self.numbers.definite)

    def _qualified(self, found: Counted, numeral: Numeral) -> Counted:
        own = "at-least" if numeral.least else "about" if numeral.about else "exact"
        before = ends_with(self.words, found.first, self.numbers.qualifiers)
        if before is not None:
            return replace(found, qualifier=before[0], first=before[1])
        if found.end < len(self.words):
            after = match_phrase(self.words, found.end, self.numbers.qualifiers_after)
            if after is not None:
                return replace(found, qualifier=after[0], end=after[1])
        return replace(found, qualifier=own)

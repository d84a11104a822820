"""The words of a sentence as phrases see them, and the numbers written in them."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from verbale.languages.numbers import Numbers
from verbale.languages.tables import Phrases, folded, parted
from verbale.reading.reading import Sentence

T = TypeVar("T")
LONGEST_QUALIFIER = 5  # words before a number
LONGEST_DIGITS = 15  # what a float holds exactly


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a part of one (of "mi-juillet", "l'an"), in lower case; `token` is its index."""

    form: str
    lemma: str
    upos: str
    token: int
    start: int
    end: int

    def is_in(self, words: Container[str]) -> bool:
        return self.form in words or self.lemma in words


def split_words(sent: Sentence, whole: Container[str] = frozenset()) -> list[Word]:
    """The words, parted after elisions and at hyphens; `whole` names what stays whole."""
    found: list[Word] = []
    for token in sent:
        form, lemma = folded(token.form), folded(token.lemma)
        kept = form in whole or len(form) != len(token.form)  # "İ" is longer in lower case
        parts = (form,) if kept else _parts(form)
        if len(parts) == 1:
            found.append(Word(form, lemma, token.upos, token.i, token.start, token.end))
            continue
        at = token.start
        for part in parts:
            found.append(Word(part, part, token.upos, token.i, at, at + len(part)))
            at += len(part)
    return found


def _parts(form: str) -> tuple[str, ...]:
    if form.isalpha():
        return (form,)
    pieces = parted(form)
    return tuple(p for piece in pieces for p in _date_parts(piece))


def _date_parts(piece: str) -> tuple[str, ...]:
    """A date in digits, parted at its strokes or stops; anything else as it is."""
    for mark in "/." if piece[0].isdecimal() else "":
        digits = piece.split(mark)
        if len(digits) == 3 and all(d.isdecimal() for d in digits) and len(digits[0]) < 3:
            if len(digits[1]) < 3:
                return (digits[0], mark, digits[1], mark, digits[2])
    return (piece,)


def evidence(sent: Sentence, first: Word, last: Word, text: str | None) -> str:
    """What stands from one word to another; without the report's text a gap is taken as blanks."""
    if text is not None:
        return text[first.start : last.end]
    tokens = sent.tokens[first.token : last.token + 1]
    parts = [tokens[0].form]
    for before, token in pairwise(tokens):
        parts.append(" " * (token.start - before.end) + token.form)
    whole = "".join(parts)
    return whole[first.start - tokens[0].start : last.end - tokens[0].start]


def match_phrase(words: Sequence[Word], at: int, phrases: Phrases[T]) -> tuple[T, int] | None:
    """The value of the longest phrase that begins at `at`, and the index after it."""
    word = words[at]
    longest = max(phrases.longest.get(word.form, 0), phrases.longest.get(word.lemma, 0))
    for size in range(min(longest, len(words) - at), 0, -1):
        for key in _keys(words[at : at + size]):
            if (found := phrases.rows.get(key)) is not None:
                return found, at + size
    return None


def _keys(words: Sequence[Word]) -> Iterator[tuple[str, ...]]:
    """A stretch as phrases may have it: by its forms, its lemmas, or the first word's lemma."""
    forms = tuple(w.form for w in words)
    lemmas = tuple(w.lemma for w in words)
    yield forms
    yield lemmas
    yield (*lemmas[:1], *forms[1:])
    yield (*forms[:1], *lemmas[1:])


def ends_with(words: Sequence[Word], end: int, phrases: Phrases[T]) -> tuple[T, int] | None:
    """The value of the longest phrase that ends before `end`, and the index where it begins."""
    for start in range(max(0, end - LONGEST_QUALIFIER), end):
        found = match_phrase(words[:end], start, phrases)
        if found is not None and found[1] == end:
            return found[0], start
    return None


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number over `words[first:end]`.

    `about`: a collective or a vague plural; `least`: at least so many; `one`: a bare article;
    `of`: a preposition may part it from its noun.
    """

    value: float
    first: int
    end: int
    about: bool = False
    least: bool = False
    one: bool = False
    of: bool = False


def read_number(words: Sequence[Word], at: int, numbers: Numbers) -> Numeral | None:
    """The number that begins at `words[at]`, as long as it goes.

    Vague plurals ("des centaines") count as one of their collective, and are a lower bound.
    """
    vague = match_phrase(words, at, numbers.vague)
    if vague is not None and vague[1] < len(words):
        found = _collective(words, vague[1], 1.0, numbers)
        return _replaced(found, at, least=True) if found else None
    return _half_of(words, at, numbers) or _read(words, at, numbers)


def _half_of(words: Sequence[Word], at: int, numbers: Numbers) -> Numeral | None:
    """ "un demi-million"."""
    if at + 2 >= len(words) or not words[at].is_in(numbers.indefinite):
        return None
    end = at + 2 + (words[at + 2].form == "-")
    if not words[at + 1].is_in(numbers.halves) or end >= len(words):
        return None
    found = _collective(words, end, 0.5, numbers)
    return None if found is None else _replaced(found, at)


def _read(words: Sequence[Word], at: int, numbers: Numbers) -> Numeral | None:
    """Cardinals add up within a group, multipliers close it: (2) x 1000 + (3) x 100 + 12."""
    total, group, i = 0.0, None, at
    smallest = float("inf")  # the last multiplier that closed a group
    while i < len(words) and (step := _step(words, i, group, smallest, numbers)):
        value, i = step.value, step.end
        if not step.multiplies:
            group = (group or 0.0) + value
        elif value < 1000:
            group = (1.0 if group is None else group) * value
        else:
            total += (1.0 if group is None else group) * value
            group, smallest = None, value
    if i == at:
        return None
    return _finish(words, at, i, total + (group or 0.0), smallest, numbers)


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a number and the index after it."""

    value: float
    end: int
    multiplies: bool = False


def _finish(
    words: Sequence[Word], at: int, i: int, value: float, smallest: float, numbers: Numbers
) -> Numeral:
    one = i == at + 1 and words[at].is_in(numbers.indefinite)
    if i < len(words) and (collective := _collective(words, i, value, numbers)):
        return _replaced(collective, at)
    if smallest < float("inf"):
        i, value = _half(words, i, value, smallest, numbers)
    return Numeral(value, at, i, one=one, of=smallest >= 1e6 and smallest < float("inf"))


def _half(
    words: Sequence[Word], i: int, value: float, unit: float, numbers: Numbers
) -> tuple[int, float]:
    """`i` and the value, moved on over "et demi"."""
    if (
        i + 1 < len(words)
        and words[i].is_in(numbers.joiners)
        and words[i + 1].is_in(numbers.halves)
    ):
        return i + 2, value + unit / 2
    return i, value


def _collective(words: Sequence[Word], i: int, times: float, numbers: Numbers) -> Numeral | None:
    """A collective or multiplier that is counted itself: "trentaine", "dizaines de milliers"."""
    if i >= len(words):
        return None
    value = _lookup(words[i], numbers.collectives)
    if value is None:
        big = _lookup(words[i], numbers.multipliers)
        if big is None or big < 1e6:
            return None
        return Numeral(times * big, i, i + 1, about=True, of=True)
    total, end = times * value, i + 1
    while end + 1 < len(words) and words[end].is_in(numbers.of):
        inner = _lookup(words[end + 1], numbers.collectives) or _lookup(
            words[end + 1], numbers.multipliers
        )
        if inner is None:
            break
        total, end = total * inner, end + 2
    return Numeral(total, i, end, about=True, of=True)


def _step(
    words: Sequence[Word], i: int, group: float | None, smallest: float, numbers: Numbers
) -> Step | None:
    """The part of a number at `words[i]`, if it may follow what was read of it."""
    if group is not None and words[i].is_in(numbers.joiners):
        return _joined(words, i, group, numbers)
    multiplier = _lookup(words[i], numbers.multipliers)
    if multiplier is not None and _multiplies(multiplier, group, smallest):
        return Step(float(multiplier), i + 1, multiplies=True)
    if group is None and smallest == float("inf") and (digits := _digits(words, i, numbers)):
        return Step(*digits)
    cardinal = _cardinal(words, i, numbers)
    if cardinal and (group is None or _adds(group, cardinal[0])):
        return Step(*cardinal)
    return None


def _multiplies(multiplier: int, group: float | None, smallest: float) -> bool:
    """May it follow? "cent" and "mille" need nothing before them, "million" does."""
    if multiplier >= smallest or (group is None and multiplier >= 1e6):
        return False
    return multiplier >= 1000 or group is None or group < 100


def _joined(words: Sequence[Word], i: int, group: float, numbers: Numbers) -> Step | None:
    """The number after "et" (only below a hundred: "vingt et un") or a hyphen."""
    if i + 1 >= len(words) or (words[i].form.isalpha() and group >= 100):
        return None
    found = _cardinal(words, i + 1, numbers)
    return Step(*found) if found and _adds(group, found[0]) else None


def _adds(group: float, value: float) -> bool:
    """May a smaller number follow, to be added: "cent douze", "soixante-douze", "vingt-deux"?"""
    if value <= 0 or group <= 0 or group != int(group):
        return False
    return (
        (group % 100 == 0 and value < 100)
        or (group % 10 == 0 and value < 10)
        or (group % 20 == 0 and value < 20)
    )


def _cardinal(words: Sequence[Word], i: int, numbers: Numbers) -> tuple[float, int] | None:
    found = match_phrase(words, i, numbers.cardinals)
    return (float(found[0]), found[1]) if found else None


def _lookup(word: Word, table: Mapping[str, int]) -> int | None:
    found = table.get(word.form)
    return table.get(word.lemma) if found is None else found


def _digits(words: Sequence[Word], i: int, numbers: Numbers) -> tuple[float, int] | None:
    """A number in digits; groups of three may be parted by single blanks, as words of their own."""
    value = digits_value(words[i].form, numbers)
    if value is None:
        return None
    end = i + 1
    if len(words[i].form) <= 3 and words[i].form.isdecimal() and words[i].form[0] != "0":
        text = words[i].form
        while end < len(words) and len(text) < LONGEST_DIGITS and _is_group(words, end):
            text, end = text + words[end].form, end + 1
        value = float(int(text))
        if end < len(words) and end > i + 1 and (tail := _grouped_decimal(words, end, numbers)):
            value, end = float(text + tail), end + 1
    return value, end


def _is_group(words: Sequence[Word], i: int) -> bool:
    form = words[i].form
    return len(form) == 3 and form.isdecimal() and words[i].start - words[i - 1].end == 1


def _grouped_decimal(words: Sequence[Word], i: int, numbers: Numbers) -> str | None:
    """The text to add for a last group with decimals ("1 234,5" as two words), or None."""
    form = words[i].form
    for mark in numbers.decimal:
        whole, found, rest = form.partition(mark)
        if found and len(whole) == 3 and whole.isdecimal() and rest.isdecimal():
            return f"{whole}.{rest}" if words[i].start - words[i - 1].end == 1 else None
    return None


def digits_value(form: str, numbers: Numbers) -> float | None:
    """The value of a word of digits with its language's marks, else None."""
    if not form[:1].isdecimal() or not form[-1].isdecimal():
        return None
    if form.isdecimal():
        return float(int(form)) if len(form) <= LONGEST_DIGITS else None
    whole, rest = _split_decimal(form, numbers)
    plain = _ungrouped(whole, numbers)
    if plain is None or not (rest == "" or rest.isdecimal()) or len(plain) > LONGEST_DIGITS:
        return None
    return float(f"{int(plain)}.{rest or 0}")


def _split_decimal(form: str, numbers: Numbers) -> tuple[str, str]:
    for mark in numbers.decimal:
        if form.count(mark) == 1:
            whole, _, rest = form.partition(mark)
            return whole, rest
    if form.count(".") == 1 and len(form.partition(".")[2]) != 3:
        whole, _, rest = form.partition(".")
        return whole, rest
    return form, ""


def _ungrouped(whole: str, numbers: Numbers) -> str | None:
    if whole.isdecimal():
        return whole
    for mark in numbers.group:
        parts = whole.split(mark)
        if len(parts) > 1 and 1 <= len(parts[0]) <= 3 and all(len(p) == 3 for p in parts[1:]):
            if all(p.isdecimal() for p in parts):
                return "".join(parts)
    return None


def _replaced(found: Numeral, first: int, *, least: bool = False) -> Numeral:
    return Numeral(
        found.value, first, found.end, about=not least, least=least, one=False, of=found.of
    )


def numerals(words: Sequence[Word], numbers: Numbers) -> Iterator[Numeral]:
    """All numbers of the sentence, from left to right, none inside another."""
    i = 0
    while i < len(words):
        found = read_number(words, i, numbers)
        if found is None:
            i += 1
            continue
        yield found
        i = found.end

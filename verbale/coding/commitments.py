"""What a side binds itself to: how much of what, and until when."""

from collections.abc import Sequence

from verbale.coding.dates import Dated
from verbale.coding.numerals import evidence, match_phrase, split_words
from verbale.coding.quantities import Quantified
from verbale.languages.numbers import Numbers
from verbale.reading.reading import Sentence
from verbale.record.event import Commitment
from verbale.record.span import Span

# Measures that say themselves what is promised; of the others the noun of the clause does.
PLAIN = frozenset(("troops", "weapons", "vehicles", "prisoners"))


def commitment(
    sent: Sentence,
    quantities: Sequence[Quantified],
    dates: Sequence[Dated],
    numbers: Numbers | None = None,
    *,
    text: str | None = None,
) -> Commitment | None:
    """The commitment of a clause with these quantities and dates, or None where it has neither.

    Of several quantities the first with money or a share is the value, else the first; a deadline
    is the end of the first date of kind "by".
    """
    deadline = next((d for d in dates if d.kind == "by"), None)
    quantity = _main(quantities)
    if deadline is None and quantity is None:
        return None
    first = min(x.first for x in (deadline, quantity) if x is not None)
    last = max(x.last for x in (deadline, quantity) if x is not None)
    named = _topic(sent, first, last, numbers) if numbers is not None else None
    return _built(sent, quantity, deadline, named, first, last, text)


def _built(
    sent: Sentence,
    quantity: Quantified | None,
    deadline: Dated | None,
    named: tuple[str, int, int] | None,
    first: int,
    last: int,
    text: str | None,
) -> Commitment | None:
    told = quantity.quantity if quantity is not None else None
    measure = told.measure if told is not None and told.measure in PLAIN else None
    measure = measure or (named[0] if named else None) or (told.measure if told else "other")
    if named is not None and measure == named[0]:
        first, last = min(first, named[1]), max(last, named[2])
    words = split_words(sent)
    begin = next(w for w in words if w.token == first)
    end = [w for w in words if w.token == last][-1]
    return Commitment(
        measure=measure,
        value=told.value if told else None,
        unit=told.unit if told else None,
        deadline=deadline.when.end if deadline else None,
        text=evidence(sent, begin, end, text),
        span=Span(begin.start, end.end),
    )


def _main(quantities: Sequence[Quantified]) -> Quantified | None:
    telling = [q for q in quantities if q.quantity.measure in ("money", "percent")]
    others = [q for q in quantities if q.quantity.measure != "duration"]
    return next(iter(telling or others), None)


def _topic(sent: Sentence, first: int, last: int, numbers: Numbers) -> tuple[str, int, int] | None:
    """The nearest noun phrase that names what is promised: its measure and its tokens."""
    words = split_words(sent)
    found = []
    for i in range(len(words)):
        match = match_phrase(words, i, numbers.commitments)
        if match is not None:
            begin, end = words[i].token, words[match[1] - 1].token
            gap = max(first - end, begin - last, 0)
            found.append((gap, -(match[1] - i), match[0], begin, end))
    return min(found)[2:] if found else None

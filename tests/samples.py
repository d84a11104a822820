"""Records made by hand, and hypothesis strategies for any record."""

from hypothesis import strategies as st

from verbale.record import ontology
from verbale.record.event import Actor, Commitment, Event, Place, Quantity, Trigger, When
from verbale.record.span import Span

TEXT = "Le Mali a expulsé l'ambassadeur de France."


def event(name="SANCTION", *, id="e1", report="r1", source=("MLI",), target=("FRA",), day=None) -> Event:
    def actors(codes):
        return tuple(Actor(code, Span(3, 7), country=code) for code in codes)

    return Event(
        id=id, report=report, event=name, mode=None, context=(), cameo=ontology.cameo(name, None), quad=ontology.quad(name),
        score=ontology.score(name, None), goldstein=ontology.goldstein(ontology.cameo(name, None)), source=actors(source),
        target=actors(target),
        trigger=Trigger("expulsé", Span(10, 17), "expulser"), quote=Span(0, 41), status="occurred",
        date=When(day, day, "day") if day else None,
    )  # fmt: skip


def maybe(strategy):
    return st.none() | strategy


words = st.text(max_size=12)
numbers = st.floats(allow_nan=False, allow_infinity=False)
spans = st.tuples(st.integers(0, 999), st.integers(0, 99)).map(lambda p: Span(p[0], p[0] + p[1]))
sectors = st.lists(st.sampled_from(sorted(ontology.SECTORS)), max_size=2).map(tuple)
actors = st.builds(Actor, words, maybe(spans), maybe(words), maybe(words), sectors, maybe(words), maybe(words))
quantities = st.builds(
    Quantity, words, numbers, maybe(words), st.sampled_from(ontology.QUALIFIERS), words, spans
)


def many(strategy):
    return st.lists(strategy, max_size=2).map(tuple)


def of_type(name):
    return st.builds(
        Event, id=words, report=words, event=st.just(name), mode=maybe(words),
        context=many(st.sampled_from(sorted(ontology.CONTEXTS))), cameo=maybe(words),
        quad=st.just(ontology.quad(name)), score=maybe(numbers), goldstein=maybe(numbers), source=many(actors),
        target=many(actors), trigger=st.builds(Trigger, words, spans, words), quote=spans,
        status=st.sampled_from(ontology.STATUSES), attribution=many(actors),
        date=maybe(st.builds(When, words, words, words, maybe(words), maybe(spans))),
        place=maybe(st.builds(Place, words, maybe(words), maybe(st.integers(0)), maybe(numbers), maybe(numbers), words, maybe(spans))),
        quantities=many(quantities),
        commitment=maybe(st.builds(Commitment, words, maybe(numbers), maybe(words), maybe(words), words, spans)),
        confidence=st.floats(0, 1), rests_on=many(words),
    )  # fmt: skip


events = st.sampled_from(sorted(ontology.EVENTS)).flatmap(of_type)

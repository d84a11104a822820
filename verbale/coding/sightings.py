"""Actors that no row names: nouns that the reader takes to play a part in what a sentence tells ("los comuneros",
"миротворцы"), with the sectors that it gives them."""

from collections.abc import Container, Iterator

from verbale.reading.reading import Sentence, Token

TELLING = 0.5  # probability from which a word tells some event
ACTING, BEFALLEN = 0.6, 0.85  # probabilities from which a noun does it, or has it done to him: things have as well
OF_SECTOR, SURELY = 0.5, 0.7  # probabilities from which it is of a sector, who acts and whom it befalls


def sighted(sentence: Sentence, taken: Container[int]) -> Iterator[tuple[Token, tuple[str, ...]]]:
    """Nouns outside `taken` that act or are acted on, with their sectors; a thing has none."""
    told = sentence.told
    if told is None:
        return
    triggers = [t.i for t in sentence if told.nothing(t.i) < 1 - TELLING]
    for token in sentence:
        if token.upos != "NOUN" or token.i in taken or token.i in triggers:
            continue
        sectors = told.of_sectors(token.i, OF_SECTOR)
        acts = any(told.plays(i, token.i, "source") >= ACTING for i in triggers)
        sure = told.of_sectors(token.i, SURELY)
        befallen = any(told.plays(i, token.i, "target") >= BEFALLEN for i in triggers)
        if (sectors and acts) or (sure and befallen):
            yield token, tuple(sectors)

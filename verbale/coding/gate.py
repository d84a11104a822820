"""The cheap gate: a sentence with no word that could tell an event or name an actor is not read."""

from collections.abc import Iterable

from verbale.coding.lexicon import Lexicon, plain, stem


def is_open(words: Iterable[str], lexicon: Lexicon) -> bool:
    """May the sentence tell an event: does any word begin like a trigger?"""
    return any(stem(plain(word)) in lexicon.stems for word in words)

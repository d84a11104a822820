"""The cheap gate: a sentence with no word that could tell an event or name an actor is not read."""

from verbale.coding.lexicon import Lexicon, plain, stem
from verbale.reading.segmentation import Words


def is_open(text: str, words: Words, lexicon: Lexicon) -> bool:
    """May the sentence tell an event: does any word begin like a trigger?"""
    return any(stem(plain(text[start:end])) in lexicon.stems for start, end in words.spans)

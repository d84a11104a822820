"""The cheap gate: what could tell no event is not read."""

from collections.abc import Sequence
from functools import lru_cache

from verbale.coding.lemmas import CACHED, is_listed, listed, proposed
from verbale.coding.lexicon import Lexicon, bare, fold
from verbale.languages.pack import LanguagePack
from verbale.reading.segmentation import Words

FULL = 0.5  # of the sentences that may tell an event, from which a report is read whole
STEM = 5  # letters that a form shares with its word, where no list knows the form


@lru_cache(maxsize=CACHED)
def readings(form: str, pack: LanguagePack) -> frozenset[str]:
    """All that a form may be a form of, whatever its part of speech."""
    found = {form, *proposed(form, form, pack)}
    found.update(filter(None, (listed(form, pack.cldr), pack.verbs.get(form))))
    return frozenset(found)


@lru_cache(maxsize=8)
def stems(pack: LanguagePack) -> frozenset[str]:
    return frozenset(bare(r.words[0][:STEM]) for r in pack.events if not r.operator)


def is_open(text: str, words: Words, lexicon: Lexicon) -> bool:
    """May the sentence tell an event: is a word a form of one that tells events, or are two of a phrase's?"""
    seen: set[str] = set()
    pack = lexicon.pack
    for start, end in words.spans:
        form = fold(text[start:end])
        seen |= readings(form, pack)
        if len(form) > STEM and bare(form[:STEM]) in stems(pack) and not is_listed(form, pack.cldr):
            return True
    if not lexicon.alone.isdisjoint(seen):
        return True
    return any(not lexicon.paired[head].isdisjoint(seen) for head in lexicon.paired.keys() & seen)


def worth_reading(text: str, sentences: Sequence[Words], lexicon: Lexicon) -> list[Words]:
    """The sentences to read: all of a report that is full of events, since who is meant is told anywhere
    in it; of others those that may tell one."""
    kept = [words for words in sentences if is_open(text, words, lexicon)]
    return list(sentences) if len(kept) >= FULL * len(sentences) else kept

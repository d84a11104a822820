"""Lemmas put right: the reader's guesses against the language's own words and simplemma's lists.

The reader edits a form's ending, which fails where a word is irregular or rare ("reçu", "promis").
simplemma knows forms but no context: asked for "tués" it names the adjective "tué", so of the lemmas
proposed for a verb the one that the language's folder knows as a verb wins.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from verbale.coding.lexicon import Lexicon, fold
from verbale.coding.mending import mended
from verbale.languages.pack import LanguagePack
from verbale.reading.reading import Reading, Sentence, Token

CACHED = 100_000
NOMINAL = frozenset({"NOUN", "ADJ"})
SHORTEST = 2  # letters of a stem


@lru_cache(maxsize=CACHED)
def listed(form: str, language: str) -> str | None:
    """The lemma that simplemma lists for a form; None where it lists none or the form itself."""
    import simplemma

    try:
        found = str(simplemma.lemmatize(form, lang=language, low_memory=True))
    except (ValueError, KeyError):  # a language without a list
        return None
    return found if found != form else None


@lru_cache(maxsize=CACHED)
def is_listed(word: str, language: str) -> bool:
    import simplemma

    try:
        return bool(simplemma.is_known(word, lang=language, low_memory=True))
    except (ValueError, KeyError):
        return False


def proposed(form: str, own: str, pack: LanguagePack) -> Iterator[str]:
    """The lemmas that a verb's form may have, the likeliest first."""
    if (made := listed(form, pack.cldr)) is not None:
        yield made
    yield own
    for ending, infinitive in pack.endings:
        if form.endswith(ending) and len(form) - len(ending) >= SHORTEST:
            yield form.removesuffix(ending) + infinitive


def verb(token: Token, lexicon: Lexicon) -> str:
    pack, form, own = lexicon.pack, fold(token.form), fold(token.lemma)
    if (irregular := pack.verbs.get(form)) is not None:
        return irregular
    if token.upos == "AUX":
        return own
    options = list(proposed(form, own, pack))
    infinitives = tuple({infinitive for _, infinitive in pack.endings})
    known = (o for o in options if o in lexicon.verbs)
    likely = (o for o in options if o.endswith(infinitives)) if infinitives else iter(options)
    return next(known, None) or next(likely, None) or own


def nominal(token: Token, lexicon: Lexicon) -> str:
    """What no list knows as a word is no lemma ("villageoi"); of two words, the one that the folder knows."""
    pack, form, own = lexicon.pack, fold(token.form), fold(token.lemma)
    other = listed(form, pack.cldr)
    plural = token.upos == "NOUN" and token.feats.get("Number") == "Plur"
    if plural and other is not None and is_worded(other, lexicon) and not is_worded(own, lexicon):
        return other
    if is_listed(own, pack.cldr) or not is_listed(form, pack.cldr):
        return token.lemma
    return other or form


def is_worded(lemma: str, lexicon: Lexicon) -> bool:
    return lemma in lexicon.words or lemma in lexicon.triggers


def corrected(token: Token, lexicon: Lexicon) -> Token:
    if token.upos in ("VERB", "AUX"):
        lemma = verb(token, lexicon)
    elif token.upos in NOMINAL:
        lemma = nominal(token, lexicon)
    else:
        return token
    return replace(token, lemma=lemma) if lemma != token.lemma else token


def with_lemmas(reading: Reading, lexicon: Lexicon) -> Reading:
    """The reading with its lemmas, and what rests on them in its trees, put right."""

    def sentences() -> Iterable[Sentence]:
        for sentence in reading.sentences:
            words = replace(sentence, tokens=tuple(corrected(t, lexicon) for t in sentence))
            yield mended(words, lexicon.pack.auxiliaries, lexicon.modals)

    return Reading(reading.text, tuple(sentences()))

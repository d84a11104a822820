"""Lemmas of irregular verbs: the reader's guesses, put right by the language's and simplemma's lists.

The reader edits a form's ending, which fails where a verb is irregular and rare ("reçu", "promis").
simplemma knows forms but no context, so it is asked for verbs only, and only what differs from the
form counts: "visite" as a verb stays the reader's "visiter".
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from verbale.coding.lexicon import fold
from verbale.languages.pack import LanguagePack
from verbale.reading.reading import Reading, Sentence, Token

CACHED = 100_000


@lru_cache(maxsize=CACHED)
def listed(form: str, language: str) -> str | None:
    """The lemma that simplemma lists for a form; None where it lists none or the form itself."""
    import simplemma

    try:
        found = str(simplemma.lemmatize(form, lang=language))
    except (ValueError, KeyError):  # a language without a list
        return None
    return found if found != form else None


def corrected(token: Token, pack: LanguagePack) -> Token:
    if token.upos not in ("VERB", "AUX"):
        return token
    lemma = pack.verbs.get(fold(token.form))
    if lemma is None and token.upos == "VERB":
        lemma = listed(fold(token.form), pack.cldr)
    return replace(token, lemma=lemma) if lemma and lemma != token.lemma else token


def with_lemmas(reading: Reading, pack: LanguagePack) -> Reading:
    """The reading with its verbs' lemmas put right."""

    def sentences() -> Iterable[Sentence]:
        for sentence in reading.sentences:
            yield Sentence(sentence.start, sentence.end, tuple(corrected(t, pack) for t in sentence))

    return Reading(reading.text, tuple(sentences()))

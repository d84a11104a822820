"""Sentences for the tests of surface rules: cut by blanks and marks, no tree.

A lemma that matters follows its word after a stroke: "a tué/tuer 12 personnes".
"""

import re

from verbale.reading.reading import ROOT, Sentence, Token

WORD = re.compile(r"\w+['\u2019](?=\w)|\d+(?:[.,/]\d+)+|\w+(?:-\w+)*|[^\w\s]")
WHOLE = re.compile(r"aujourd['\u2019]hui", re.IGNORECASE)


def sentence(marked: str) -> tuple[str, Sentence]:
    """The text without its marks, and its sentence."""
    text, tokens = "", list[Token]()
    for chunk in re.split(r"(\s+)", marked):
        word, stroke, lemma = chunk.partition("/")
        if not stroke or not lemma[:1].isalpha():
            word, lemma = chunk, ""
        for form, start in pieces(word):
            at = len(text) + start
            name = lemma or form.lower()
            tokens.append(
                Token(len(tokens), at, at + len(form), form, name, "X", {}, ROOT, "dep", 1.0)
            )
        text += word
    return text, Sentence(0, len(text), tuple(tokens))


def pieces(word: str) -> list[tuple[str, int]]:
    whole = WHOLE.match(word)
    if whole:
        rest = [(form, start + whole.end()) for form, start in pieces(word[whole.end() :])]
        return [(whole[0], 0), *rest]
    return [(m[0], m.start()) for m in WORD.finditer(word)]

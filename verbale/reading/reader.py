"""The reader: reports' texts to sentences, words and trees.

>>> reader = Reader()
>>> reading = reader.read(["Le ministre a reçu l'ambassadeur."], [Segmentation(elisions=("l'",))])[0]
>>> reading.sentences[0].root.lemma
'recevoir'
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from verbale.reading import segmentation
from verbale.reading.lemmas import PLAIN, lemma
from verbale.reading.model import Model, Scores
from verbale.reading.pieces import plain
from verbale.reading.reading import ROOT, Reading, Sentence, Token, Told
from verbale.reading.segmentation import Segmentation, Words
from verbale.reading.tree import heads

DATA = Path(__file__).parent / "data"
PIECE_LIMIT = 400
DECIMALS = 2
AUXILIARY = frozenset({"aux", "aux:pass", "cop"})
CORE = frozenset("nsubj nsubj:pass csubj obj iobj obl obl:agent xcomp ccomp advcl expl".split())


class Reader:
    """Reads reports. One reader serves all languages; it keeps no state but caches."""

    def __init__(self, folder: Path = DATA, *, threads: int = 1) -> None:
        self._model = Model(folder, threads=threads)

    def read(self, texts: Sequence[str], segmentations: Sequence[Segmentation]) -> list[Reading]:
        """One Reading for each text, all of it read; `split` and `parse` serve who wants less."""
        pairs = zip(texts, segmentations, strict=True)
        return [Reading(text, tuple(self.parse(text, self.split(text, settings)))) for text, settings in pairs]

    def split(self, text: str, settings: Segmentation) -> list[Words]:
        """The text's sentences as places of words: cheap, the model is not run."""
        found = segmentation.sentences(text, settings, self._model.pieces.cut)
        return [part for words in found for part in self._fitting(text, words)]

    def parse(self, text: str, sentences: Sequence[Words]) -> list[Sentence]:
        """Read sentences of one text."""
        return [self._sentence(text, words) for words in sentences]

    def pieces(self, text: str, words: Words) -> list[int]:
        """The ids of a sentence's pieces, which the model is not needed for."""
        return [piece for cut in self._cuts(text, words) for piece in cut]

    def _cuts(self, text: str, words: Words) -> list[tuple[int, ...]]:
        of_word = self._model.pieces.of_word
        loud = text[words.start : words.end].isupper()  # a headline all in capitals is read in small letters
        cuts, before = [], -1
        for start, end in words.spans:
            form = text[start:end]
            cuts.append(of_word(form.lower() if loud else form, start != before))
            before = end
        return cuts

    def _fitting(self, text: str, words: Words) -> Iterator[Words]:
        """The sentence in parts that have no more pieces than the model takes."""
        if len(words) * 2 <= PIECE_LIMIT and words.end - words.start <= PIECE_LIMIT:
            yield words
            return
        start, count = 0, 0
        for i, cut in enumerate(self._cuts(text, words)):
            count += len(cut)
            if count > PIECE_LIMIT:
                yield segmentation.made(list(words.spans[start:i]))
                start, count = i, len(cut)
        yield segmentation.made(list(words.spans[start:]))

    def _sentence(self, text: str, words: Words) -> Sentence:
        scores = self._model.scores(self._cuts(text, words))
        tokens = mended(list(self._tokens(text, words, scores)))
        how = (scores.modes[1:], scores.statuses[1:], scores.contexts[1:], scores.sectors[1:], self._model.manner)
        return Sentence(words.start, words.end, tuple(tokens), Told(scores.types[1:], scores.parts[1:, 1:], *how))

    def _tokens(self, text: str, words: Words, scores: Scores) -> Iterator[Token]:
        model = self._model
        found = heads(scores.arcs)
        upos, feats, edits = scores.upos.tolist(), scores.feats.tolist(), scores.edits.tolist()
        for i, ((start, end), head) in enumerate(zip(words.spans, found, strict=True)):
            form = text[start:end]
            row = i + 1
            yield Token(
                i=i,
                start=start,
                end=end,
                form=form,
                lemma=self._lemma(form, edits[row]),
                upos=model.upos[upos[row]],
                feats=model.feats(tuple(feats[row])),
                head=head - 1 if head else ROOT,
                deprel=self._deprel(scores, row, head),
                arc=round(float(scores.arcs[row, head]), DECIMALS),
            )

    def _deprel(self, scores: Scores, row: int, head: int) -> str:
        name = self._model.deprels[int(scores.rels[row, head])]
        if (name == "root") == (head == 0):
            return name
        return "dep" if head else "root"

    def _lemma(self, form: str, edits: Sequence[int]) -> str:
        """The first edit that fits the form; else the form in lower case."""
        bare = plain(form)
        for edit in edits:
            made = lemma(bare, self._model.edits[edit])
            if made:
                return made
        return lemma(bare, PLAIN) or bare or form


def mended(tokens: list[Token]) -> list[Token]:
    """What hangs on an auxiliary is its verb's: UD's auxiliaries have no subjects or objects."""
    for i, token in enumerate(tokens):
        above = tokens[token.head] if token.head >= 0 else None
        if above and above.deprel in AUXILIARY and above.head >= 0 and token.deprel in CORE:
            tokens[i] = replace(token, head=above.head)
    return tokens

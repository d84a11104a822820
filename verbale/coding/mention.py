"""A mention: a stretch of a sentence that names an actor or a place, and what its preposition is."""

from dataclasses import dataclass

from verbale.coding.lexicon import fold
from verbale.languages.discourse import Discourse
from verbale.reading.reading import Sentence, Token
from verbale.record.span import Span

PLACES = frozenset({"city", "region"})
LANDS = frozenset({"state", "seat"})  # kinds of mentions that are a state as such
PARTS_OF_PLACE = frozenset({"nmod", "compound", "flat", "appos", "amod"})
REACH = 3  # words that may stand between the parts of a phrase, or between a title and its name


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a sentence that names an actor or a place.

    `head` is the token that the tree attaches it by, `first` and `last` its outermost tokens.
    `countries` has several codes in "les présidents russe et ukrainien". `kind`: state, seat, city,
    region, org, office, group, body, people, person, side, counterpart, pronoun, possessive.
    """

    head: int
    first: int
    last: int
    kind: str
    countries: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    role: str | None = None
    name: str | None = None
    count: int | None = None
    plural: bool = False
    definite: bool = False
    former: bool = False
    foreign: bool = False
    gender: str | None = None
    lemma: str = ""
    rows: tuple[str, ...] = ()

    @property
    def is_agency(self) -> bool:
        """A paper or an agency by name ("told AFP"): who tells, no side of what is told."""
        return self.kind == "org" and "JRN" in self.sector

    def span(self, sentence: Sentence) -> Span:
        return Span(sentence[self.first].start, sentence[self.last].end)


def marker(sentence: Sentence, token: Token) -> str:
    """The preposition's lemma, or the postposition's ("'s"): the words of a compound one joined by "_"; "" where
    there is none."""
    before, after = [], []
    for case in sentence.children(token, "case", "mark"):
        if case.i < token.i:
            fixed = sentence.children(case, "fixed")
            before += [fold(case.lemma), *(fold(t.lemma) for t in fixed)]
        elif case.deprel == "case":
            after.append(fold(case.lemma))
    return "_".join(before or after)


def is_where(sentence: Sentence, token: Token, discourse: Discourse) -> bool:
    """Under a preposition of place, itself or through what it names or belongs to: "in X", "in the town of X", "at X
    airport"."""
    while token.deprel in PARTS_OF_PLACE and token.head >= 0 and preposition(sentence, token) in discourse.of | {""}:
        token = sentence[token.head]
    return preposition(sentence, token) in discourse.where


def preposition(sentence: Sentence, token: Token) -> str:
    """As a folder's `discourse.toml` writes it, its words parted by blanks."""
    return marker(sentence, token).replace("_", " ")


def depth(sentence: Sentence, i: int) -> int:
    """How many words stand above a token in the tree."""
    steps = 0
    while (i := sentence[i].head) >= 0:
        steps += 1
    return steps

"""What the reader gives: sentences of words with features and a tree.

All offsets are code points of the report's text; `text[token.start:token.end] == token.form`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

ROOT = -1


@dataclass(frozen=True, slots=True)
class Token:
    """One surface word. A contraction ("du", "al", "pela") is one token with the tag, lemma and
    relation of its preposition ("de", "a", "por").

    `head` is an index into the sentence's tokens, or ROOT; `deprel` one of the common set of
    Universal Dependencies relations (docs/reader.md); `arc` the probability of the arc.
    """

    i: int
    start: int
    end: int
    form: str
    lemma: str
    upos: str
    feats: Mapping[str, str]
    head: int
    deprel: str
    arc: float


@dataclass(frozen=True)
class Sentence:
    """A sentence's tokens; `start` and `end` are its place in the report."""

    start: int
    end: int
    tokens: tuple[Token, ...]

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, i: int) -> Token:
        return self.tokens[i]

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @cached_property
    def root(self) -> Token:
        return next(t for t in self.tokens if t.head == ROOT)

    @cached_property
    def _children(self) -> tuple[tuple[Token, ...], ...]:
        lists: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != ROOT:
                lists[token.head].append(token)
        return tuple(map(tuple, lists))

    def children(self, token: Token, *deprels: str) -> tuple[Token, ...]:
        """The dependents of a token in surface order, only those of `deprels` where given."""
        found = self._children[token.i]
        return tuple(t for t in found if t.deprel in deprels) if deprels else found

    def parent(self, token: Token) -> Token | None:
        return None if token.head == ROOT else self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """From the head upward to the root."""
        while token.head != ROOT:
            token = self.tokens[token.head]
            yield token

    def subtree(self, token: Token) -> list[Token]:
        """The token and all below it, in surface order."""
        found, stack = [], [token]
        while stack:
            node = stack.pop()
            found.append(node)
            stack.extend(self._children[node.i])
        return sorted(found, key=lambda t: t.i)


@dataclass(frozen=True)
class Reading:
    """A whole report, read."""

    text: str
    sentences: tuple[Sentence, ...] = field(default=())

"""What the reader gives: sentences of words with features and a tree.

All offsets are code points of the report's text; `text[token.start:token.end] == token.form`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

ROOT = -1
# What a word tells: nothing, or an event of a type; and the parts that a mention may play in it.
TYPES = (
    "", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
ROLES = ("", "source", "target", "speaker")


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


@dataclass(frozen=True, slots=True)
class Manner:
    """The classes of how an event is told, and of who is in it."""

    modes: tuple[str, ...]
    statuses: tuple[str, ...]
    contexts: tuple[str, ...]
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What the reader itself takes a sentence to tell; probabilities.

    `types` is [tokens, TYPES], `parts` [tokens, tokens, ROLES]: the part that the second token plays in the
    event that the first tells. `modes` ("TYPE/mode" or none), `statuses` and `contexts` [tokens, classes] are how a
    token tells an event, if it does; `sectors` [tokens, classes] those of the actor that it names, if it names one;
    `manner` names the classes.
    """

    types: npt.NDArray[np.float32]
    parts: npt.NDArray[np.float32]
    modes: npt.NDArray[np.float32]
    statuses: npt.NDArray[np.float32]
    contexts: npt.NDArray[np.float32]
    sectors: npt.NDArray[np.float32]
    manner: Manner

    def type(self, i: int) -> tuple[str, float]:
        """The likeliest type of event that a token tells, and how likely it is."""
        best = 1 + int(self.types[i, 1:].argmax())
        return TYPES[best], float(self.types[i, best])

    def tells(self, i: int, event: str) -> float:
        return float(self.types[i, TYPES.index(event)])

    def nothing(self, i: int) -> float:
        return float(self.types[i, 0])

    def mode(self, i: int, event: str) -> tuple[str | None, float]:
        """The likeliest mode of an event of a type that a token tells, None for none, and how likely it is among
        those of the type."""
        fitting = [k for k, name in enumerate(self.manner.modes) if not name or name.startswith(f"{event}/")]
        chances = self.modes[i, fitting]
        best = int(chances.argmax())
        name = self.manner.modes[fitting[best]].partition("/")[2]
        return name or None, float(chances[best] / chances.sum())

    def status(self, i: int) -> tuple[str, float]:
        best = int(self.statuses[i].argmax())
        return self.manner.statuses[best], float(self.statuses[i, best])

    def of_contexts(self, i: int, least: float) -> list[str]:
        """The contexts that are at least so likely."""
        return likely(self.manner.contexts, self.contexts[i], least)

    def of_sectors(self, i: int, least: float) -> list[str]:
        """The sectors that are at least so likely."""
        return likely(self.manner.sectors, self.sectors[i], least)

    def plays(self, i: int, j: int, part: str) -> float:
        """How likely token j plays a part in what token i tells."""
        return float(self.parts[i, j, ROLES.index(part)])


def likely(names: Sequence[str], chances: npt.NDArray[np.float32], least: float) -> list[str]:
    return [name for name, chance in zip(names, chances.tolist(), strict=True) if chance >= least]


@dataclass(frozen=True)
class Sentence:
    """A sentence's tokens; `start` and `end` are its place in the report. `told` is None where no reader
    has read it."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    told: Told | None = field(default=None, compare=False, repr=False)

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

    @cached_property
    def _asked(self) -> dict[tuple[int, tuple[str, ...]], tuple[Token, ...]]:
        """What `children` has answered: the rules ask the same again and again."""
        return {}

    def children(self, token: Token, *deprels: str) -> tuple[Token, ...]:
        """The dependents of a token in surface order, only those of `deprels` where given."""
        if not deprels:
            return self._children[token.i]
        found = self._asked.get((token.i, deprels))
        if found is None:
            found = tuple(t for t in self._children[token.i] if t.deprel in deprels)
            self._asked[token.i, deprels] = found
        return found

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

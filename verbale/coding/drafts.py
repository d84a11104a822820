"""A draft: an event before its actors, date and place are written out; and what its sides are."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from verbale.coding.choice import Evidence
from verbale.coding.entities import UNIONS
from verbale.coding.sides import PRIVATE, Scene, Side
from verbale.coding.triggers import Hit
from verbale.reading.reading import Token

READ = "reader"  # where a row stands that the reader proposes, and the rule of its sides
IMPLIED = "partner in the report"  # the rule of a side that its clause does not name
ARMED = frozenset({"MIL", "REB", "PRM", "UAF"})
RULING = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "REB", "PRM", "UAF", "SPY"})


@dataclass
class Draft:
    """An event before its actors, date and place are written out."""

    scene: Scene
    hit: Hit
    event: str
    mode: str | None
    source: list[Side]
    target: list[Side]
    status: str
    attribution: list[Side] = field(default_factory=list)
    context: list[str] = field(default_factory=list)
    content: list[Hit] = field(default_factory=list)
    outer: Hit | None = None
    rules: list[str] = field(default_factory=list)
    seen: float = 0.0  # how likely the reader finds it
    rival: str = ""  # the other type that the reader takes the word for
    nested: bool = False  # it stands in what another event is about
    partners: Evidence = field(default_factory=dict)  # what speaks for each state as the target
    doers: Evidence = field(default_factory=dict)  # the same as the source
    sites: Evidence = field(default_factory=dict)  # what speaks for each place as where it happened
    company: float | None = None  # share of the sentences around that the reader finds to tell events, if there are any
    back: bool = False  # it takes up what the report has told before
    again: bool = False  # the sentence tells one of this type and these states at another word that is surer

    @property
    def token(self) -> Token:
        return self.scene.sentence[self.hit.head]


def known(sides: Sequence[Side]) -> list[Side]:
    """Those of whom at least a state or a sector is known."""
    return [s for s in sides if s.entity.countries or s.entity.sector]


def is_public(side: Side) -> bool:
    entity = side.entity
    if entity.sector:
        return bool(set(entity.sector) - PRIVATE)
    return not entity.inferred


def is_armed(side: Side) -> bool:
    return bool(ARMED & set(side.entity.sector))


def is_armed_or_ruling(side: Side) -> bool:
    """An agent who makes a word political whatever its object."""
    return bool(set(side.entity.sector) & RULING) or side.entity.country in UNIONS


def predicate(draft: Draft) -> Token:
    """The verb that carries a draft: an outer word's, or its own."""
    return draft.token if draft.outer is None else draft.scene.sentence[draft.outer.head]

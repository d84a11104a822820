"""How sure: a small transparent model over the evidence that a record rests on."""

import math
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from verbale.coding.drafts import IMPLIED, READ, Draft, known, predicate

WEIGHTS = Path(__file__).parent / "weights.toml"
DOUBT = 0.6  # an arc under this probability counts as doubtful
SEEN, UNSEEN = 0.5, 0.05  # probabilities that the reader gives to the event
EVIDENCE = "evidence: "  # how a record's `rests_on` marks what its confidence is summed from
BORROWED = ("participle", "adverbial clause", "shared subject", "control", "relative")


@cache
def weights() -> tuple[float, dict[str, float]]:
    table = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
    return float(table["bias"]), {k: float(v) for k, v in table["evidence"].items()}


def evidence(draft: Draft) -> Iterator[str]:
    """The names of what speaks for and against a draft."""
    source, target = known(draft.source), known(draft.target)
    sides = [*source, *target]
    if source:
        yield "source known"
    if target:
        yield "target known"
    if (source and target) or len(source) > 1:
        yield "both sides"
    if not sides:
        yield "no side"
    if len(draft.hit.row.words) > 1:
        yield "phrase"
    if draft.hit.row.pos == "NOUN":
        yield "noun"
    if any(s.entity.inferred for s in source):
        yield "source inferred"
    if any(s.rule == IMPLIED for s in sides):
        yield "partner implied"
    if any("by order" in s.rule for s in sides):
        yield "by order"
    if any(s.rule in ("subject", "agent") for s in source):
        yield "plain subject"
    if any(s.rule == "object" for s in target):
        yield "plain object"
    if any(s.entity.inferred for s in target):
        yield "target inferred"
    if is_subordinate(draft):
        yield "subordinate"
    if any(s.arc < DOUBT for s in sides) or draft.token.arc < DOUBT:
        yield "doubtful arc"
    if any("owner" in s.rule for s in sides):
        yield "through an owner"
    if any(s.rule in BORROWED for s in source):
        yield "borrowed subject"
    if draft.outer is not None:
        yield "handed down"
    if draft.status in ("denied", "hypothetical"):
        yield "denied or hypothetical"
    if len(draft.rules) > 1:
        yield "composed"
    if READ in draft.rules:
        yield "reader alone"
    elif draft.seen >= SEEN:
        yield "reader agrees"
    elif draft.seen < UNSEEN:
        yield "reader sees none"


def is_subordinate(draft: Draft) -> bool:
    return predicate(draft).deprel in ("acl", "acl:relcl", "advcl", "amod", "nmod", "appos")


def confidence(draft: Draft) -> float:
    """0..1, the logistic of the sum of weights."""
    bias, table = weights()
    total = bias + sum(table.get(name, 0.0) for name in evidence(draft))
    return round(1 / (1 + math.exp(-total)), 3)

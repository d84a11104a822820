"""How sure: a small transparent model over the evidence that a record rests on.

Two sums of weights (weights.toml, fitted by tools/confidence.py): that the sentence tells an event of the type at
all, which is asked of every draft, and that the record is right in type and dyad, its confidence.
"""

import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from verbale.coding.drafts import IMPLIED, READ, Draft, known, predicate
from verbale.reading.reading import ROOT

WEIGHTS = Path(__file__).parent / "weights.toml"
DOUBT = 0.6  # an arc under this probability counts as doubtful
SEEN = (0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99)  # probabilities that the reader gives to the event
COMPANY = (0.1, 0.25, 0.4, 0.55, 0.7, 0.85)  # shares of the sentences around that tell events
CLAUSES = {
    "advcl": "an adverbial clause", "acl": "a participle", "acl:relcl": "a relative clause", "appos": "an apposition",
}  # fmt: skip
EVIDENCE = "evidence: "  # how a record's `rests_on` marks what its confidence is summed from
EVEN = 0.5
INSISTED = frozenset({"demand"})  # rules that need no further evidence
BORROWED = ("participle", "adverbial clause", "shared subject", "control", "relative")


@dataclass(frozen=True, slots=True)
class Weights:
    """In log odds; `least` is the chance of telling an event from which a draft is kept."""

    bias: float
    evidence: Mapping[str, float]
    least: float = 0.0

    def chance(self, names: Iterable[str]) -> float:
        total = self.bias + sum(self.evidence.get(name, 0.0) for name in names)
        return 1 / (1 + math.exp(-total))


@cache
def weights() -> dict[str, Weights]:
    """`told` and `right`."""
    table = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {name: Weights(**part) for name, part in table.items()}


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
    if len(senses(draft)) > 1:
        yield "word of several types"
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
    yield where(draft)
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
    if not draft.scene.lexicon.pack.has_lexicon:
        yield "read without a folder"
    elif READ in draft.rules:
        yield "reader's own"
    for step in SEEN:
        if draft.seen >= step:
            yield f"reader gives {step}"
    if draft.scene.lexicon.pack.has_lexicon:
        yield from company(draft.company)
    if draft.rival:
        yield "reader sees another type"
    if draft.again:
        yield "told at a surer word"
    if draft.back:
        yield "taken up again"
    if draft.nested:
        yield "inside another event"
        if draft.hit.row.pos == "NOUN":
            yield "noun inside another event"


def company(share: float | None) -> Iterator[str]:
    """How much of the text around tells events; known of texts that the rules read too."""
    if share is None:
        yield "alone in its text"
    else:
        yield from (f"{step} around tells" for step in COMPANY if share >= step)


def senses(draft: Draft) -> set[str]:
    """The types that the trigger's word tells alone or in a phrase of as many words."""
    row = draft.hit.row
    alike = draft.scene.lexicon.triggers.get(row.words[0], ())
    return {r.event for r in alike if len(r.words) == len(row.words) == 1 and not r.operator}


def where(draft: Draft) -> str:
    """Where in its sentence the event is told: in the main clause or in what is said in it, in a clause of another
    kind, or by a noun or adjective inside one."""
    sentence, token = draft.scene.sentence, predicate(draft)
    while token.deprel in ("conj", "ccomp", "xcomp", "parataxis") and token.head != ROOT:
        token = sentence[token.head]
    if token.head == ROOT:
        return "main clause"
    return f"in {CLAUSES.get(token.deprel, 'a phrase')}"


def is_told(draft: Draft) -> bool:
    """Whether the evidence is enough that the sentence tells an event of this type."""
    if INSISTED & set(draft.rules):
        return True
    return chance_of(draft) >= weights()["told"].least


def chance_of(draft: Draft) -> float:
    """How likely the sentence tells an event of the draft's type."""
    return weights()["told"].chance(evidence(draft))


def of_one_type(drafts: Sequence[Draft]) -> list[Draft]:
    """A word tells one event. Where the reader takes it for another type than the rules do, theirs stands if it is a
    phrase's own type and as likely as not, or the likelier: right in 22 of 27 in our gold, never both."""
    own = {d.hit.head: chance_of(d) for d in drafts if READ in d.rules}
    firm = {
        d.hit.head for d in drafts if READ not in d.rules and d.hit.head in own
        and chance_of(d) >= (EVEN if is_phrase(d) else own[d.hit.head])
    }  # fmt: skip
    return [d for d in drafts if d.hit.head not in own or (READ in d.rules) != (d.hit.head in firm)]


def is_phrase(draft: Draft) -> bool:
    return len(draft.hit.tokens) > 1 and draft.event == draft.hit.row.event


def confidence(draft: Draft) -> float:
    """0..1, calibrated: how likely type and dyad are right."""
    return round(weights()["right"].chance(evidence(draft)), 3)

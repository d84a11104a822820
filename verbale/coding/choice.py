"""A choice between states that are spoken for by evidence: a small transparent model, as everywhere (homes.toml,
partners.toml, doers.toml; fitted by tools/choice.py)."""

import math
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

NONE = "-"  # stands for no state among those that may be chosen
FOLDER = Path(__file__).parent

Evidence = Mapping[str, frozenset[str]]  # of each state, and of none, the names of what speaks for it


@cache
def weights(name: str) -> Mapping[str, float]:
    """The worth of each piece of evidence, in log odds."""
    table: Mapping[str, float] = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["evidence"]
    return table


def gathered(told: Iterable[tuple[str | None, str]]) -> dict[str, set[str]]:
    """What is told of states, by state."""
    found: dict[str, set[str]] = defaultdict(set)
    for state, name in told:
        if state:
            found[state].add(name)
    return found


def chances(evidence: Evidence, name: str) -> dict[str, float]:
    """The chance of each state, and of none where it is among those chosen from, the likeliest first."""
    table = weights(name)
    worth = {state: sum(table.get(n, 0.0) for n in sorted(names)) for state, names in evidence.items()}
    total = sum(map(math.exp, worth.values()))
    return {state: math.exp(worth[state]) / total for state in sorted(worth, key=lambda state: (-worth[state], state))}


def likeliest(evidence: Evidence, name: str) -> str | None:
    best = next(iter(chances(evidence, name)), NONE)
    return None if best == NONE else best


def likeliest_of_some(evidence: Evidence, name: str) -> str | None:
    """The likeliest, where all together are likelier than none."""
    found = chances(evidence, name)
    return next((key for key in found if key != NONE), None) if found.get(NONE, 0.0) < 0.5 else None

"""Fit the weights by which states, places and times are chosen, on our own gold: where an actor is at home whose words
name no state, whom a pronoun takes up, whom an event means and who did it, also where its clause names nobody, at which
place it happened, and at the time of which other event one happened whose clause tells none.

    python -m tools.choice homes,antecedents GOLD.txt …
    python -m tools.choice partners,doers GOLD.txt …
    python -m tools.choice sites,continuing GOLD.txt …

writes verbale/coding/homes.toml and so on; each rests on what the ones before have chosen.

Each is a choice between what something speaks for and none; the gold's state of the side in question, or its date, is
the right one. A conditional logit (D. McFadden 1974) with a ridge, by Newton's steps. On standard error: how often the
choice is right with the weights of the package, and with new ones, cross-validated by file.
"""

import argparse
import datetime
import operator
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from verbale.coding import continuing as going_on
from verbale.coding.choice import FOLDER, NONE, Evidence, likeliest
from verbale.coding.coder import events_of, lexicon_of, report_drafts, scenes_of, written
from verbale.coding.continuing import CONTINUED, carried_on
from verbale.coding.reference import Referents
from verbale.coding.sides import Scene
from verbale.evaluation.notation import load
from verbale.evaluation.score import apart, paired
from verbale.record.report import Report
from verbale.record.rows import Row, to_row
from verbale.record.span import Span

RIDGE = 4.0
STEPS = 12
FOLDS = 8
NEAR = 20  # characters between a gold event's quotation and the trigger of what tells it
SIDES = ("source", "target")
HEAD = """\
# What speaks for {}, in log odds; "-" is for none. Fitted by
# tools/choice.py on our own gold. One set for all languages.
"""
WHAT = {
    "homes": "a state as the home of an actor that names none",
    "antecedents": "a state as the state of whom a pronoun takes up",
    "partners": "a state as the target",
    "doers": "a state as the source",
    "sites": "a place as where an event happened",
    "continuing": "the time of another event of the report, where a clause tells none",
}  # fmt: skip
Array = npt.NDArray[np.float64]
Place = tuple[int, int]
Read = tuple[Row, Report, list[Scene], Referents]


@dataclass(frozen=True)
class Choice:
    """What speaks for each state, and the right one."""

    evidence: Evidence
    right: str
    file: Path


def homes(read: Read, path: Path) -> Iterator[Choice]:
    return named(read, path, read[-1].homes, lambda one, other: one[0] < other[1] and other[0] < one[1])


def antecedents(read: Read, path: Path) -> Iterator[Choice]:
    return named(read, path, read[-1].antecedents, operator.eq)


def named(
    read: Read, path: Path, asked: Sequence[tuple[Span, Evidence]], fits: Callable[[Place, Place], bool]
) -> Iterator[Choice]:
    """Of words that a side of one state stands by."""
    gold, report, scenes, referents = read
    events = [to_row(event) for event in events_of(report, scenes, referents)]
    told = list(labels(gold["events"], events))
    for span, told_of in asked:
        votes = Counter(state for place, state in told if fits(place, (span.start, span.end)))
        for state, _ in votes.most_common(1):
            yield Choice(told_of, state or NONE, path)


def labels(gold: list[Row], events: list[Row]) -> Iterator[tuple[tuple[int, int], str | None]]:
    """Where a side of one state stands: by the words that the gold names, or that the coder takes for it."""
    for want, got in [*((w, None) for w in gold), *paired(gold, events)]:
        for side in SIDES:
            states = {actor["country"] for actor in want[side]}
            if len(states) != 1:
                continue
            if got is None:
                spans = (want.get("evidence") or {}).get(side, [])
            else:
                spans = [actor["span"] for actor in got[side]] if apart(want, got) <= NEAR else []
            yield from (((span[0], span[1]), next(iter(states))) for span in spans)


def partners(read: Read, path: Path) -> Iterator[Choice]:
    return implied(read, path, "target")


def doers(read: Read, path: Path) -> Iterator[Choice]:
    return implied(read, path, "source")


def implied(read: Read, path: Path, side: str) -> Iterator[Choice]:
    gold, _, scenes, referents = read
    drafts = [draft for _, told in report_drafts(scenes, referents.setting) for draft in told]
    rows = [
        {
            "event": d.event, "trigger": {"span": [d.token.start, d.token.end]},
            "evidence": d.partners if side == "target" else d.doers,
        }
        for d in drafts
    ]  # fmt: skip
    for want, got in paired(gold["events"], rows):
        states = {actor["country"] for actor in want[side] if actor["country"]}
        if got["evidence"] and apart(want, got) <= NEAR and len(states) <= 1:
            yield Choice(got["evidence"], next(iter(states), NONE), path)


def continuing(read: Read, path: Path) -> Iterator[Choice]:
    gold, report, scenes, referents = read
    events = [
        replace(e, date=None, rests_on=tuple(n for n in e.rests_on if n != CONTINUED)) if CONTINUED in e.rests_on else e
        for e in events_of(report, scenes, referents)
    ]  # fmt: skip
    done = carried_on(events, report.text, report.date)
    rows = list(map(to_row, events))
    right = {id(g): w for w, g in paired(gold["events"], rows) if apart(w, g) <= NEAR}
    for place, event in enumerate(events):
        if event.date is None and (want := right.get(id(rows[place]))) is not None:
            told = going_on.evidence(event, done[:place], events[place + 1 :], report.text, report.date)
            start = str(want.get("date") or NONE).split("/")[0]
            yield Choice(told, next((key for key in told if key.startswith(start)), start), path)


def sites(read: Read, path: Path) -> Iterator[Choice]:
    """Where an event happened, by the name that the gold has for it or a part of that."""
    gold, report, scenes, referents = read
    drafts = [draft for draft, _ in written(report, scenes, referents)]
    rows = [{"event": d.event, "trigger": {"span": [d.token.start, d.token.end]}, "evidence": d.sites} for d in drafts]
    for want, got in paired(gold["events"], rows):
        if apart(want, got) <= NEAR:
            name = want["place"]["name"] if want.get("place") else NONE
            near = (key for key in got["evidence"] if key != NONE and name.startswith((key + " ", key + "-")))
            yield Choice(got["evidence"], name if name in got["evidence"] else next(near, name), path)


KINDS: dict[str, Callable[[Read, Path], Iterator[Choice]]] = {
    "homes": homes, "antecedents": antecedents, "partners": partners, "doers": doers,
    "sites": sites, "continuing": continuing,
}  # fmt: skip


def read(path: Path) -> Iterator[Read]:
    for gold in load(path):
        day = datetime.date.fromisoformat(gold["date"]) if gold["date"] else None
        report = Report(gold["text"], gold["id"], gold["lang"], day, title=gold.get("title") or "")
        yield gold, report, *scenes_of(report, lexicon_of(gold["lang"]))


def design(choice: Choice, columns: dict[str, int]) -> tuple[list[str], Array]:
    states = sorted(choice.evidence)
    features = np.zeros((len(states), len(columns)))
    for row, state in enumerate(states):
        for name in choice.evidence[state]:
            features[row, columns[name]] = 1.0
    return states, features


def fit(found: list[Choice], columns: dict[str, int]) -> Array:
    weights = np.zeros(len(columns))
    designs = [(design(choice, columns), choice.right) for choice in found]
    possible = [(features, states.index(right)) for (states, features), right in designs if right in states]
    told = [np.flatnonzero(features.any(0)) for features, _ in possible]  # a few of all columns
    short = [(features[:, own], own, right) for own, (features, right) in zip(told, possible, strict=True)]
    for _ in range(STEPS):
        gradient, curve = -RIDGE * weights, RIDGE * np.eye(len(columns))
        for features, own, right in short:
            worth = features @ weights[own]
            chance = np.exp(worth - worth.max())
            chance /= chance.sum()
            mean = chance @ features
            gradient[own] += features[right] - mean
            curve[np.ix_(own, own)] += (features * chance[:, None]).T @ features - np.outer(mean, mean)
        weights = weights + np.linalg.solve(curve, gradient)
    return weights


def hits(found: list[Choice], weights: Array, columns: dict[str, int]) -> int:
    designs = ((design(choice, columns), choice.right) for choice in found)
    return sum(states[int(np.argmax(features @ weights))] == right for (states, features), right in designs)


def is_right(choice: Choice, kind: str) -> bool:
    return (likeliest(choice.evidence, kind) or NONE) == choice.right


def fitted(kind: str, found: list[Choice]) -> str:
    """The table of a kind's weights; how good they are goes to standard error."""
    names = sorted({n for c in found for state in c.evidence.values() for n in state})
    columns = {name: i for i, name in enumerate(names)}
    files = sorted({c.file for c in found})
    right = 0
    for fold in range(FOLDS):
        unseen = set(files[fold::FOLDS])
        weights = fit([c for c in found if c.file not in unseen], columns)
        right += hits([c for c in found if c.file in unseen], weights, columns)
    now = sum(is_right(c, kind) for c in found)
    print(f"{kind}: {len(found)} choices; right {now / len(found):.3f}, new {right / len(found):.3f}", file=sys.stderr)
    weights = fit(found, columns)
    rows = "\n".join(f'"{name}" = {weights[i]:.2f}' for name, i in columns.items())
    return f"{HEAD.format(WHAT[kind])}\n[evidence]\n{rows}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", help=f"of {', '.join(KINDS)}, parted by commas")
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=FOLDER)
    args = parser.parse_args()
    found: dict[str, list[Choice]] = {kind: [] for kind in args.kinds.split(",")}
    for path in args.gold:
        for piece in read(path):
            for kind, choices in found.items():
                choices += KINDS[kind](piece, path)
    for kind, choices in found.items():
        (args.out / f"{kind}.toml").write_text(fitted(kind, choices), encoding="utf-8")


if __name__ == "__main__":
    main()

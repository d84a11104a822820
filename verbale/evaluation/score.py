"""Scores of coded reports against gold: precision, recall and F1 of type, dyad and actors.

The measures are those of the evaluation contract: `type` matches event types as a multiset within a row,
`dyad` the countries of both sides as well, `actors` the sectors that the gold states as well.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
MEASURES = ("type", "dyad", "actors")


@dataclass
class Tally:
    """Counts of one measure; the figures are rounded to four places."""

    hits: int = 0
    missed: int = 0
    spare: int = 0

    def figures(self) -> dict[str, float]:
        precision = self.hits / (self.hits + self.spare) if self.hits + self.spare else 0.0
        recall = self.hits / (self.hits + self.missed) if self.hits + self.missed else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {
            "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4),
            "hits": self.hits, "missed": self.missed, "spare": self.spare,
        }  # fmt: skip


@dataclass
class Matched:
    """One row's gold and coded events, paired."""

    hits: list[tuple[Row, Row]] = field(default_factory=list)
    missed: list[Row] = field(default_factory=list)
    spare: list[Row] = field(default_factory=list)


def countries(actors: Iterable[Row] | None) -> frozenset[str]:
    return frozenset(a["country"] for a in actors or () if a.get("country"))


def sectors(actors: Iterable[Row] | None) -> set[str]:
    return {s for a in actors or () for s in a.get("sector") or ()}


def same_type(gold: Row, coded: Row) -> bool:
    return coded["event"] in (gold["event"], *gold.get("alt", ()))


def is_mutual(gold: Row) -> bool:
    return not gold.get("target") and len(countries(gold.get("source"))) > 1


def same_dyad(gold: Row, coded: Row) -> bool:
    source, target = countries(gold.get("source")), countries(gold.get("target"))
    got_source, got_target = countries(coded.get("source")), countries(coded.get("target"))
    if is_mutual(gold):
        return source == got_source | got_target
    return source in (frozenset(), got_source) and target in (frozenset(), got_target)


def same_actors(gold: Row, coded: Row) -> bool:
    source, target = sectors(gold.get("source")), sectors(gold.get("target"))
    got_source, got_target = sectors(coded.get("source")), sectors(coded.get("target"))
    if is_mutual(gold):
        return source <= got_source | got_target
    return source <= got_source and target <= got_target


def agrees(gold: Row, coded: Row, measure: str) -> bool:
    tests = [same_type, same_dyad, same_actors][: MEASURES.index(measure) + 1]
    return all(test(gold, coded) for test in tests)


def match(gold: Sequence[Row], coded: Sequence[Row], measure: str) -> Matched:
    """Pair events, each used once; an optional gold event takes a spare one of its type away."""
    found = Matched(spare=list(coded))
    for event in gold:
        if not event.get("must", True):
            continue
        pair = next((c for c in found.spare if agrees(event, c, measure)), None)
        if pair is None:
            found.missed.append(event)
        else:
            found.spare.remove(pair)
            found.hits.append((event, pair))
    for event in gold:
        if not event.get("must", True):
            pair = next((c for c in found.spare if agrees(event, c, "type")), None)
            if pair is not None:
                found.spare.remove(pair)
    return found


def score(
    gold: Iterable[Row], coded: Iterable[Row], by: str | None = None
) -> dict[str, dict[str, dict[str, float]]]:
    """{group: {measure: figures}}; the group "all" is always there. A row that `coded` lacks, or
    that has an error, counts as coded with no events."""
    events = {str(r["id"]): [] if r.get("error") else r["events"] for r in coded}
    tallies: dict[str, dict[str, Tally]] = {"all": {m: Tally() for m in MEASURES}}
    for row in gold:
        groups = ["all", str(row.get(by))] if by else ["all"]
        for measure in MEASURES:
            found = match(row["events"], events.get(str(row["id"]), []), measure)
            for group in groups:
                tally = tallies.setdefault(group, {m: Tally() for m in MEASURES})[measure]
                tally.hits += len(found.hits)
                tally.missed += len(found.missed)
                tally.spare += len(found.spare)
    return {g: {m: t.figures() for m, t in found.items()} for g, found in tallies.items()}


def fields(gold: Iterable[Row], coded: Iterable[Row]) -> dict[str, tuple[int, int]]:
    """(right, stated) for mode, status, date and place, over the events matched by type: of several of one type, the
    one whose trigger stands in the gold's quotation."""
    events = {str(r["id"]): r["events"] for r in coded if not r.get("error")}
    right: Counter[str] = Counter()
    stated: Counter[str] = Counter()
    for row in gold:
        for want, got in paired(row["events"], events.get(str(row["id"]), [])):
            for name, test in TESTS.items():
                verdict = test(want, got)
                if verdict is not None:
                    stated[name] += 1
                    right[name] += verdict
    return {name: (right[name], stated[name]) for name in TESTS}


def paired(gold: Iterable[Row], coded: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
    """Required gold events with the coded ones of their type, those that stand nearest to each other first."""
    wanted = [event for event in gold if event.get("must", True)]
    spare = list(coded)
    pairs = sorted(
        ((apart(w, g), i, k) for i, w in enumerate(wanted) for k, g in enumerate(spare) if same_type(w, g)),
    )
    taken: set[int] = set()
    given: set[int] = set()
    for _, i, k in pairs:
        if i not in taken and k not in given:
            taken.add(i)
            given.add(k)
            yield wanted[i], spare[k]


def apart(gold: Row, coded: Row) -> int:
    """Characters between a gold event's quotation and a coded one's trigger; nought where the gold has none."""
    quote, trigger = gold.get("quote"), (coded.get("trigger") or {}).get("span")
    return max(0, quote[0] - trigger[1], trigger[0] - quote[1]) if quote and trigger else 0


def mode(gold: Row, coded: Row) -> bool | None:
    if not gold.get("mode") or coded["event"] != gold["event"]:
        return None
    return bool(coded["mode"] == gold["mode"])


def status(gold: Row, coded: Row) -> bool | None:
    return None if not gold.get("status") else bool(coded["status"] == gold["status"])


def date(gold: Row, coded: Row) -> bool | None:
    if not gold.get("date"):
        return None
    wanted = str(gold["date"]).split("/")[0]
    found = (coded.get("date") or {}).get("start") or ""
    return bool(found.startswith(wanted))


def place(gold: Row, coded: Row) -> bool | None:
    if not gold.get("place"):
        return None
    return bool(coded.get("place") and coded["place"]["name"] == gold["place"]["name"])


TESTS = {"mode": mode, "status": status, "date": date, "place": place}

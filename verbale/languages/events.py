"""`events.tsv`: the words that tell events, and the operators that compose them."""

from dataclasses import dataclass
from pathlib import Path

from verbale.languages.rows import Row, rows
from verbale.languages.tables import Faults
from verbale.record import ontology

COLUMNS = (
    "lemma", "pos", "source", "target", "content", "event", "mode", "context", "need", "cameo",
)  # fmt: skip
OPERATORS = frozenset(
    "@light @begin @end @announce @say @want @will @try @fail @may @must @deny @cause @happen @none".split()
)
POS = frozenset({"VERB", "NOUN", "ADJ"})
MARKS = frozenset({"refl", "pass", "act"})
NEEDS = frozenset({"s", "t", "st", "s&t", "s|t", "o", ""})
RELATIONS = frozenset(
    """nsubj obj iobj obl nmod poss amod compound xcomp ccomp advcl acl appos""".split()
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One place where a side or the content may stand: a relation and its preposition."""

    relation: str
    marker: str | None = None

    def __str__(self) -> str:
        return self.relation if self.marker is None else f"{self.relation}:{self.marker}"


@dataclass(frozen=True, slots=True)
class EventRow:
    """A row of events.tsv; `words[0]` is the head's lemma; `where` is file and line."""

    words: tuple[str, ...]
    pos: str
    mark: str | None
    source: tuple[Slot, ...]
    target: tuple[Slot, ...]
    content: tuple[Slot, ...]
    event: str
    mode: str | None
    context: tuple[str, ...]
    need: str
    cameo: str | None
    where: str

    @property
    def operator(self) -> bool:
        return self.event.startswith("@")

    @property
    def lemma(self) -> str:
        return " ".join(self.words)


VERB_SOURCE = (Slot("nsubj"),)
VERB_TARGET = (Slot("obj"),)


def slots(row: Row, column: str, faults: Faults) -> tuple[Slot, ...]:
    found = []
    for cell in row.alternatives(column):
        relation, _, marker = cell.partition(":")
        if relation not in RELATIONS:
            faults.add(row.path, row.line, f"{column}: no relation {relation!r}")
            continue
        found.append(Slot(relation, marker.replace("’", "'") or None))
    return tuple(found)


def event_row(row: Row, faults: Faults) -> EventRow | None:
    before = len(faults.lines)
    pos, _, mark = row["pos"].partition("+")
    event, mode, need = row["event"], row["mode"] or None, row["need"]
    if pos not in POS or (mark and mark not in MARKS):
        faults.add(row.path, row.line, f"no part of speech {row['pos']!r}")
    if event not in OPERATORS and event not in ontology.EVENTS:
        faults.add(row.path, row.line, f"no event type or operator {event!r}")
    elif mode and mode not in ontology.modes(event):
        faults.add(row.path, row.line, f"{event} has no mode {mode!r}")
    for context in row.list("context"):
        if context not in ontology.CONTEXTS:
            faults.add(row.path, row.line, f"no context {context!r}")
    if need not in NEEDS:
        faults.add(row.path, row.line, f"need is one of s, t, st, s&t, s|t, o, -: not {need!r}")
    if not row["lemma"]:
        faults.add(row.path, row.line, "no lemma")
    source, target = slots(row, "source", faults), slots(row, "target", faults)
    content = slots(row, "content", faults)
    if len(faults.lines) > before:
        return None
    if pos == "VERB" and not source and not target:
        source, target = VERB_SOURCE, VERB_TARGET
    return EventRow(
        tuple(row["lemma"].casefold().replace("’", "'").split()), pos, mark or None,
        source, target, content, event, mode, row.list("context"), need, row["cameo"] or None,
        f"{row.path.name}:{row.line}",
    )  # fmt: skip


def load_events(folder: Path, faults: Faults) -> tuple[EventRow, ...]:
    found: dict[tuple[object, ...], EventRow] = {}
    path = folder / "events.tsv"
    for row in rows(path, COLUMNS, faults):
        built = event_row(row, faults)
        if built is None:
            continue
        key = (built.words, built.pos, built.mark, built.event, built.source, built.target, built.content)
        if key in found and found[key].mode != built.mode:
            faults.add(path, row.line, f"conflicts with {found[key].where}")
        found[key] = built
    return tuple(found.values())

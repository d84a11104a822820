"""What a brief says: gathered from the ledger, in no language yet. It says nothing that the ledger does not hold."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from verbale.analysis.changes import Change, changes
from verbale.analysis.series import HAPPENED, Point, series
from verbale.ledger.commitments import Commitment
from verbale.ledger.disagreements import disagreements
from verbale.ledger.filters import Filter
from verbale.ledger.ledger import Ledger
from verbale.record.rows import Row

LONGEST = 40  # happenings of a timeline; those of least weight are left out, and counted
STATEMENTS = 8  # of each side, the latest
VERBAL = frozenset({"verbal cooperation", "verbal conflict"})
GRAVE = "material conflict"
LONG = 400  # characters of a sentence that is shown whole
# Where a sentence ends: white space after a mark that follows a word of two letters or more, or closes a quotation.
ENDS = re.compile(r"(?:(?<=\w\w[.!?…])|(?<=[.!?][»”\"])|(?<=[.!?]\s»))\s+(?=[^a-zà-ÿ])|\n")
RECENT = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Source:
    """A report that is cited, by its number in the brief."""

    number: int
    id: str
    day: date | None
    title: str
    lang: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A happening: the record that tells most of it, the sentence it was read from, the reports that tell it."""

    row: Row
    quote: str
    refs: tuple[int, ...]
    disagreements: tuple[Row, ...] = ()

    @property
    def day(self) -> date | None:
        told = (self.row["date"] or {}).get("start") or self.row["reported"]
        return date.fromisoformat(told) if told else None

    @property
    def weight(self) -> float:
        """How much it says of the relation: the size of its score, the number of its reports, its confidence."""
        return (abs(float(self.row["score"] or 0)) + len(self.refs)) * float(self.row["confidence"])


@dataclass(frozen=True, slots=True)
class Bound:
    """A commitment with the reports that speak of it."""

    commitment: Commitment
    refs: tuple[int, ...]


@dataclass(slots=True)
class Brief:
    """A pair's relation from `since` to `until`; every list in the order of days."""

    one: str
    other: str
    since: date | None
    until: date | None
    count: int = 0
    quads: dict[str, int] = field(default_factory=dict)
    recent: tuple[float, float] | None = None
    turned: Change | None = None
    points: list[Point] = field(default_factory=list)
    timeline: list[Told] = field(default_factory=list)
    omitted: int = 0
    says: dict[str, list[Told]] = field(default_factory=dict)
    incidents: list[Told] = field(default_factory=list)
    commitments: list[Bound] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)

    @property
    def disputed(self) -> list[Told]:
        return [told for told in self.timeline if told.disagreements]

    def refs_of(self, rows: Iterable[Row]) -> tuple[int, ...]:
        numbers = {source.id: source.number for source in self.sources}
        return tuple(sorted({numbers[row["report"]] for row in rows if row["report"] in numbers}))


def gather(
    ledger: Ledger, one: str, other: str, *, since: date | None = None, until: date | None = None,
    today: date | None = None,
) -> Brief:  # fmt: skip
    """All that a brief on two countries says. `today`: the day by which deadlines have passed."""
    wanted = Filter(between=(one, other), since=since, until=until)
    rows = list(ledger.events(wanted))
    brief = Brief(one, other, since, until, sources=sources_of(ledger, rows))
    happenings = sorted(told_of(ledger, brief, rows), key=lambda told: (told.day or date.min, told.row["key"]))
    happened = [told for told in happenings if told.row["status"] in HAPPENED]
    brief.count = len(happened)
    brief.quads = dict(Counter(told.row["quad"] for told in happened))
    brief.points = series(ledger, wanted)
    brief.recent = recent(happened)
    brief.turned = next(reversed(changes(ledger, wanted)), None)
    heaviest = {id(told) for told in sorted(happenings, key=lambda told: -told.weight)[:LONGEST]}
    brief.timeline = [told for told in happenings if id(told) in heaviest]
    brief.omitted = len(happenings) - len(brief.timeline)
    brief.says = {state: statements(happenings, state) for state in (one, other)}
    brief.incidents = [told for told in happened if told.row["quad"] == GRAVE]
    brief.commitments = [bound(ledger, brief, c) for c in ledger.commitments(one, other, today=today)]
    return brief


def sources_of(ledger: Ledger, rows: Sequence[Row]) -> list[Source]:
    """The reports of some records, numbered by their days."""
    cited = {row["report"] for row in rows}
    found = [line for line in ledger.sql("select id, day, title, lang from verbale.reports order by day, key")]
    kept = {line[0]: line for line in found if line[0] in cited}
    return [Source(n, name, day, title or "", lang) for n, (name, day, title, lang) in enumerate(kept.values(), 1)]


def told_of(ledger: Ledger, brief: Brief, rows: Sequence[Row]) -> list[Told]:
    """Happenings, each of one episode or of a record that stands alone."""
    groups: dict[int, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["episode"] if row["episode"] is not None else -row["key"], []).append(row)
    quotes = quotes_of(ledger, rows)
    found = []
    for members in groups.values():
        best = max(members, key=lambda row: (row["status"] in HAPPENED, fullness(row), row["confidence"]))
        refs = brief.refs_of(members)
        found.append(Told(best, quotes[best["key"]], refs, tuple(disagreements(members))))
    return found


def quotes_of(ledger: Ledger, rows: Sequence[Row]) -> dict[int, str]:
    """The sentence of each record, by its key."""
    texts = ledger.texts([row["key"] for row in rows])
    return {row["key"]: sentence(texts[row["key"]], *row["quote"]) for row in rows}


def sentence(text: str, start: int, end: int) -> str:
    """The whole sentence around a clause, as far as marks show it; the clause itself where that would be too long.

    >>> sentence("Rien. M. Asif part. Il dit qu'il reste, seul. Puis rien.", 23, 38)
    "Il dit qu'il reste, seul."
    """
    first = max((found.end() for found in ENDS.finditer(text, 0, start + 1)), default=0)
    last = next((found.start() for found in ENDS.finditer(text, max(start, end - 1))), len(text))
    return text[first:last].strip() if last - first <= LONG else text[start:end]


def fullness(row: Row) -> int:
    """How many of the fields that a reader asks for a record has."""
    named = any(actor["name"] for actor in (*row["source"], *row["target"]))
    return sum(
        map(bool, (row["date"], row["place"], row["quantities"], row["target"] or len(row["source"]) > 1, named))
    )


def recent(happened: Sequence[Told]) -> tuple[float, float] | None:
    """Mean scores before and in the last twelve months of what is told; None where either has nothing."""
    scored = [(told.day, float(told.row["score"])) for told in happened if told.day and told.row["score"] is not None]
    if not scored:
        return None
    edge = max(day for day, _ in scored) - RECENT
    before = [score for day, score in scored if day <= edge]
    after = [score for day, score in scored if day > edge]
    return (sum(before) / len(before), sum(after) / len(after)) if before and after else None


def statements(happenings: Sequence[Told], state: str) -> list[Told]:
    """What a state says: words of its own, or that are reported as its own; the latest."""
    own = [
        told for told in happenings
        if told.row["quad"] in VERBAL and told.row["target"]
        and state in {actor["country"] for actor in (*told.row["source"], *told.row["attribution"])}
    ]  # fmt: skip
    return own[-STATEMENTS:]


def bound(ledger: Ledger, brief: Brief, commitment: Commitment) -> Bound:
    return Bound(commitment, brief.refs_of(ledger.rows([mention.event for mention in commitment.mentions])))

"""A brief in a language: its lines as plain text, from the wording of the language's folder."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal

from verbale.analysis.brief.content import Bound, Brief, Source, Told
from verbale.languages.states import names
from verbale.languages.wording import Wording
from verbale.record.rows import Row

MONEY = 3  # letters of a currency's code
COUNTED = (
    "deaths",
    "injuries",
    "arrests",
    "troops",
    "prisoners",
    "weapons",
    "vehicles",
)  # figures that name what they count
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


@dataclass(frozen=True, slots=True)
class Line:
    """A happening as a line: `day`, `kind`, `sides`, `notes` (status, place, figures), the sentence, its sources."""

    day: str
    kind: str
    quad: str
    sides: str
    notes: str
    quote: str
    refs: tuple[int, ...]


class Speech:
    """How things are said in one language."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.locale = wording.cldr
        self._states = names(wording.cldr)

    def day(self, day: date | None, width: str = "medium") -> str:
        return format_date(day, width, locale=self.locale) if day else "–"

    def month(self, day: date) -> str:
        return str(format_skeleton("yMMMM", day, locale=self.locale))

    def number(self, value: float, digits: str = "#,##0.##") -> str:
        return str(format_decimal(value, format=digits, locale=self.locale))

    def amount(self, value: float | None, unit: str | None) -> str:
        """A figure with its unit; money in the form of the language."""
        if value is None:
            return ""
        if unit and len(unit) == MONEY and unit.isupper():
            return str(format_currency(value, unit, "#,##0.## ¤", locale=self.locale, currency_digits=False))
        return " ".join(filter(None, (self.number(value), unit if unit != "percent" else "%")))

    def state(self, code: str | None) -> str:
        return self._states.get(code or "", code or "?")

    def actor(self, actor: Row) -> str:
        """Whom a record names: by name with the state, by the state and what of it, or in the report's own words."""
        sector = next((s for s in reversed(actor["sector"]) if s != "GOV"), None)
        if actor["country"] is None:
            return str(actor["name"] or actor["text"] or "?")
        state = self.state(actor["country"])
        if actor["name"] and actor["name"] != state:
            return f"{actor['name']} ({state})"
        return f"{state} ({self.wording.sectors[sector]})" if sector else state

    def actors(self, found: Iterable[Row]) -> str:
        return ", ".join(dict.fromkeys(map(self.actor, found)))

    def sides(self, row: Row) -> str:
        source, target = self.actors(row["source"]) or "?", self.actors(row["target"])
        return f"{source} → {target}" if target else " – ".join(dict.fromkeys(map(self.actor, row["source"]))) or "?"

    def figures(self, row: Row) -> str:
        """What it counts, and the money in it; each measure once."""
        said = {q["measure"]: q for q in reversed(row["quantities"])}
        told = [f"{self.number(q['value'])} {self.wording.measures[m]}" for m, q in said.items() if m in COUNTED]
        money = [self.amount(q["value"], q["unit"]) for q in row["quantities"] if q["measure"] == "money"]
        return ", ".join((*told, *dict.fromkeys(money)))

    def line(self, told: Told) -> Line:
        row = told.row
        place = row["place"]["name"] if row["place"] else ""
        notes = ", ".join(filter(None, (self.wording.statuses[row["status"]], place, self.figures(row))))
        quote = " ".join(told.quote.split())
        return Line(
            self.day(told.day), self.wording.types[row["event"]], row["quad"], self.sides(row), notes, quote, told.refs
        )


@dataclass(frozen=True, slots=True)
class Page:
    """A whole brief as text: what the templates set out. Tables are lists of cells."""

    lang: str
    title: str
    period: str
    headings: Any
    summary: list[tuple[str, tuple[int, ...]]]
    timeline: list[Line]
    omitted: str
    says: list[tuple[str, list[Line]]]
    commitments: list[tuple[str, str, str, str, tuple[int, ...]]]
    incidents: list[Line]
    disagreements: list[tuple[Line, list[tuple[str, str]]]]
    sources: list[tuple[int, str, str, str]]
    generated: str


def page(brief: Brief, wording: Wording, lang: str) -> Page:
    speech = Speech(wording)
    pair = {"one": speech.state(brief.one), "other": speech.state(brief.other)}
    head = wording.headings
    return Page(
        lang, head["title"].format(**pair), period(brief, speech), head, summary(brief, speech, pair),
        [speech.line(told) for told in brief.timeline],
        head["omitted"].format(n=brief.omitted) if brief.omitted else "",
        [(speech.state(state), [speech.line(told) for told in said]) for state, said in brief.says.items()],
        [commitment(bound, speech) for bound in brief.commitments],
        [speech.line(told) for told in brief.incidents], disputed(brief, speech),
        [source(s, speech) for s in brief.sources], head["generated"],
    )  # fmt: skip


def period(brief: Brief, speech: Speech) -> str:
    """The period asked for, or the one that the reports span."""
    days = [told.day for told in brief.timeline if told.day]
    since, until = brief.since or min(days, default=None), brief.until or max(days, default=None)
    return speech.wording.headings["period"].format(since=speech.day(since, "long"), until=speech.day(until, "long"))


def summary(brief: Brief, speech: Speech, pair: dict[str, str]) -> list[tuple[str, tuple[int, ...]]]:
    """Sentences with the sources that they rest on."""
    say, every = speech.wording.say, tuple(source.number for source in brief.sources)
    if not brief.count:
        return [(say("empty", 0, **pair), ())]
    shares = [f"{speech.wording.quads[quad]} {brief.quads[quad]}" for quad in QUADS if brief.quads.get(quad)]
    found = [
        (say("total", brief.count, reports=str(len(brief.sources)), **pair), every),
        (say("quads", 0, share=", ".join(shares)), every),
    ]
    if brief.recent:
        before, after = (speech.number(value, "+0.0;-0.0") for value in brief.recent)
        found.append((say("recent", 0, before=before, after=after), every))
    if brief.turned:
        before, after = (speech.number(v, "+0.0;-0.0") for v in (brief.turned.before, brief.turned.after))
        day = speech.month(brief.turned.start)
        found.append((say("turned", 0, day=day, before=before, after=after), brief.refs_of(brief.turned.drivers)))
    return found


def commitment(bound: Bound, speech: Speech) -> tuple[str, str, str, str, tuple[int, ...]]:
    """What, who, by when, its state."""
    made = bound.commitment
    who = " – ".join(dict.fromkeys((speech.state(made.one), speech.state(made.other))))
    return made.text, who, speech.day(made.deadline), speech.wording.states[made.state], bound.refs


def disputed(brief: Brief, speech: Speech) -> list[tuple[Line, list[tuple[str, str]]]]:
    """Happenings on which reports differ: each field with its values and who says so."""
    numbers = {source.id: source.number for source in brief.sources}
    found = []
    for told in brief.disputed:
        cells = [(field_name(d["field"], speech), values(d["values"], numbers, speech)) for d in told.disagreements]
        found.append((speech.line(told), cells))
    return found


def field_name(name: str, speech: Speech) -> str:
    return speech.wording.headings.get(name) or speech.wording.measures.get(name, name)


def values(said: Sequence[Row], numbers: dict[str, int], speech: Speech) -> str:
    return "; ".join(
        f"{value(one['value'], speech)} [{', '.join(str(numbers[r]) for r in one['reports'] if r in numbers)}]"
        for one in said
    )


def value(said: Any, speech: Speech) -> str:
    if isinstance(said, list):
        return ", ".join(map(speech.state, said))
    if isinstance(said, float | int):
        return speech.number(said)
    try:
        return speech.day(date.fromisoformat(said))
    except ValueError:
        return str(said)


def source(one: Source, speech: Speech) -> tuple[int, str, str, str]:
    """Number, day, title, and the report's id with its language."""
    return one.number, speech.day(one.day), one.title, f"{one.id} ({one.lang})" if one.lang else one.id

"""What comes out: one event, with the characters that each field was read from."""

from dataclasses import dataclass, field

from verbale.record.span import Span


@dataclass(frozen=True, slots=True)
class Actor:
    """A side of an event.

    `country` is ISO 3166-1 alpha-3, or UNO, EUR, IGO, NGO, IMG, ISM, MNC for what is no state.
    `sector` holds PLOVER sectors, most specific last; `role` the office ("defence minister");
    `entity` a stable id of who is meant, equal for all mentions of one actor in a report.
    """

    text: str
    span: Span | None
    name: str | None = None
    country: str | None = None
    sector: tuple[str, ...] = ()
    role: str | None = None
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """The word or phrase that names the event; `lemma` is the lexicon row's."""

    text: str
    span: Span
    lemma: str


@dataclass(frozen=True, slots=True)
class When:
    """Days `start` to `end` inclusive (ISO dates).

    `precision`: day, week, month, quarter, year, decade, or range. `text` and `span` are None
    where the date is the report's own.
    """

    start: str
    end: str
    precision: str
    text: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where: `country` ISO alpha-3, `geonames` its id, `precision` one of city, region, country."""

    name: str
    country: str | None
    geonames: int | None
    lat: float | None
    lon: float | None
    precision: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much: `value` of `unit`; `qualifier` is exact, about, at-least or at-most."""

    measure: str
    value: float
    unit: str | None
    qualifier: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a side binds itself to; `deadline` is an ISO date."""

    measure: str
    value: float | None
    unit: str | None
    deadline: str | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """One record; SPEC: the fields' meanings are in docs/record.md.

    `rests_on` names what the record was read from: lexicon row, rules, scores.
    """

    id: str
    report: str
    event: str
    mode: str | None
    context: tuple[str, ...]
    cameo: str | None
    quad: str
    score: float | None
    goldstein: float | None
    source: tuple[Actor, ...]
    target: tuple[Actor, ...]
    trigger: Trigger
    quote: Span
    status: str
    attribution: tuple[Actor, ...] = ()
    date: When | None = None
    place: Place | None = None
    quantities: tuple[Quantity, ...] = ()
    commitment: Commitment | None = None
    confidence: float = 0.5
    rests_on: tuple[str, ...] = field(default=())

"""What a user asks the ledger for, as SQL over the view `verbale.events` (named `e`)."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from verbale.ledger.index import term, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which events: every field that is set must hold; a tuple means any of its values.

    `between`: one country, or two that stand in one relation, whichever way. `source`, `target`, `actor`,
    `says`: countries; `sector`: of either side; `person`: words of a side's name. `since`, `until`: days,
    both inclusive. `text`: words that all stand in the evidence. `verdict`: accepted, rejected or
    none; without it all but the rejected.
    """

    between: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    person: str = ""
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    quad: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    place: str = ""
    measure: tuple[str, ...] = ()
    lang: tuple[str, ...] = ()
    report: tuple[str, ...] = ()
    text: str = ""
    since: date | None = None
    until: date | None = None
    min_confidence: float = 0.0
    min_value: float | None = None
    verdict: str = ""

    def parts(self) -> Iterator[tuple[str, list[Any]]]:
        """Conditions with their values, all of which must hold."""
        for name, column in COLUMNS.items():
            if wanted := getattr(self, name):
                yield f"{column} in ({marks(wanted)})", list(wanted)
        for name, condition in PARTS.items():
            if wanted := getattr(self, name):
                yield condition.format(marks=marks(wanted)), list(wanted)
        yield from self._pair()
        yield from self._words()
        yield from self._bounds()

    def _pair(self) -> Iterator[tuple[str, list[Any]]]:
        if len(self.between) == 2:
            yield "e.key in (select event from verbale.pairs where one = ? and other = ?)", sorted(self.between)
        elif self.between:
            yield PARTS["actor"].format(marks=marks(self.between)), list(self.between)

    def _words(self) -> Iterator[tuple[str, list[Any]]]:
        for word in words(self.text):
            yield "e.key in (select event from main_.terms where term = ?)", [term(word)]
        for word in self.person.split():
            yield "e.key in (select event from verbale.sides where name ilike ? escape '\\')", [f"%{escaped(word)}%"]
        if self.place:
            yield "e.place ilike ? escape '\\'", [escaped(self.place)]

    def _bounds(self) -> Iterator[tuple[str, list[Any]]]:
        if self.since:
            yield "e.day >= ?", [self.since]
        if self.until:
            yield "e.day <= ?", [self.until]
        if self.min_confidence:
            yield "e.confidence >= ?", [self.min_confidence]
        if self.min_value is not None:
            yield "e.key in (select event from verbale.quantities where value >= ?)", [self.min_value]
        if self.verdict == "none":
            yield "e.verdict is null", []
        elif self.verdict:
            yield "e.verdict = ?", [self.verdict]

    def sql(self, schema: str) -> tuple[str, list[Any]]:
        """One condition, to stand after `where`; `schema`: where the store keeps its tables."""
        found = list(self.parts())
        condition = " and ".join(part for part, _ in found) or "true"
        return condition.replace("main_.", f"{schema}."), [value for _, values in found for value in values]

    @classmethod
    def names(cls) -> list[str]:
        return [f.name for f in fields(cls)]


def marks(values: tuple[Any, ...]) -> str:
    return ", ".join("?" for _ in values)


def escaped(text: str) -> str:
    """The text without what `ilike` reads as a sign."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


COLUMNS = {
    "type": "e.type", "mode": "e.mode", "quad": "e.quad", "status": "e.status", "country": "e.country",
    "lang": "e.lang", "report": "e.report",
}  # fmt: skip
SIDE = "e.key in (select event from verbale.sides where "
PARTS = {
    "actor": SIDE + "part in ('source', 'target') and country in ({marks}))",
    "source": SIDE + "part = 'source' and country in ({marks}))",
    "target": SIDE + "part = 'target' and country in ({marks}))",
    "says": SIDE + "part = 'attribution' and country in ({marks}))",
    # The most telling sector stands last.
    "sector": "e.key in (select event from verbale.sides, unnest(string_to_array(sector, ' ')) as s(code) "
    "where part in ('source', 'target') and s.code in ({marks}))",
    "context": "e.key in (select event from verbale.contexts where context in ({marks}))",
    "measure": "e.key in (select event from verbale.quantities where measure in ({marks}))",
}

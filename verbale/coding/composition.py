"""How meanings compose: "agreed to withdraw", "lifts sanctions", "calls on X to release"."""

import csv
from functools import cache
from pathlib import Path

from verbale.record import ontology

TABLE = Path(__file__).parent / "composition.tsv"
KEPT = frozenset({"@light", "@begin", "@cause", "@try", "@say", "@will", "@happen"})
STATUS = {
    "@want": "intended", "@may": "hypothetical", "@must": "called-for",
    "@deny": "denied", "@fail": "denied",
}  # fmt: skip


@cache
def table() -> dict[tuple[str, str], tuple[str, str | None]]:
    with TABLE.open(encoding="utf-8") as lines:
        rows = csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t")
        return {
            (r["outer"], r["inner"]): (r["event"], None if r["mode"] == "-" else r["mode"])
            for r in rows
        }


def compose(outer: str, event: str, mode: str | None) -> tuple[str, str | None]:
    """Type and mode of an inner event under an outer word; unchanged where no row says otherwise.

    >>> compose("@end", "SANCTION", "discontinue")
    ('RETREAT', None)
    """
    rows = table()
    for inner in (f"{event}/{mode}", event, ontology.quad(event)):
        if (outer, inner) in rows:
            return rows[outer, inner]
    return event, mode


def mode_from_content(event: str, inner: str, inner_mode: str | None) -> tuple[str, str | None] | None:
    """What the content gives a REQUEST, REJECT, THREATEN or AGREE; None where it gives nothing."""
    composed = compose(event, inner, inner_mode)
    return None if composed == (inner, inner_mode) else composed

"""Records as people read them: tables, with the trigger highlighted in its quote."""

from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from verbale.coding.coder import Coded
from verbale.record.rows import to_row
from verbale.reports.read import cleaned

Row = Mapping[str, Any]
NOBODY = "–"
WIDTH = 120  # columns where no terminal says how many


def console(out: IO[str]) -> Console:
    """As wide as the terminal; a file or pipe, which has no width, gets one that a table fits."""
    width = None if out.isatty() else WIDTH
    return Console(file=out, width=width, highlight=False, markup=False, emoji=False)


def plain(value: object) -> Text:
    """A cell that is never read as markup, nor as a terminal's orders."""
    return Text(cleaned("" if value is None else str(value)).replace("\n", " "))


def actor(row: Row) -> str:
    """One actor: its name (its words where it has none), country, sectors.

    >>> actor({"name": None, "text": "Bamako", "country": "MLI", "sector": ["GOV"]})
    'Bamako (MLI, GOV)'
    """
    codes = ", ".join([c for c in (row["country"], *row["sector"]) if c])
    name = row["name"] or row["text"]
    return f"{name} ({codes})" if codes else str(name)


def side(actors: Sequence[Row]) -> str:
    return " & ".join(actor(a) for a in actors) or NOBODY


def parties(row: Row) -> str:
    """Source → target; both sides of a mutual event stand beside each other."""
    if not row["target"]:
        return side(row["source"])
    return f"{side(row['source'])} → {side(row['target'])}"


def kind(row: Row) -> str:
    return f"{row['event']}/{row['mode']}" if row["mode"] else str(row["event"])


def days(when: Row | None) -> str:
    if when is None:
        return ""
    return str(when["start"]) if when["start"] == when["end"] else f"{when['start']} – {when['end']}"


def where(place: Row | None) -> str:
    if place is None:
        return ""
    return f"{place['name']} ({place['country']})" if place["country"] else str(place["name"])


def evidence(row: Row, text: str) -> Text:
    """The quote, its trigger highlighted."""
    start, end = row["quote"]
    first, last = row["trigger"]["span"]
    first, last = max(start, min(first, end)), max(start, min(last, end))
    quote = plain(text[start:first])
    quote.append(cleaned(text[first:last]).replace("\n", " "), style="bold reverse")
    return quote.append_text(plain(text[last:end]))


def lines(row: Row, text: str) -> Iterable[tuple[str, Text]]:
    """What the table says of one event; what is unknown is left out."""
    yield kind(row), plain(parties(row))
    for label, value in (
        ("date", days(row["date"])), ("place", where(row["place"])),
        ("status", row["status"]), ("says", side(row["attribution"]) if row["attribution"] else ""),
    ):  # fmt: skip
        if value:
            yield label, plain(value)
    yield "confidence", plain(f"{row['confidence']:.2f}")
    yield "quote", evidence(row, text)


def show_report(coded: Coded, out: IO[str]) -> None:
    """One report: its id, then its events."""
    screen = console(out)
    screen.print(plain(f"{coded.report.id}  [{coded.lang}]  {len(coded.events)} events"), style="bold underline")
    for event in coded.events:
        show_record(to_row(event), coded.report.text, out)


def show_record(row: Row, text: str, out: IO[str]) -> None:
    """One record with its evidence; `text` is its report's."""
    table = Table.grid(padding=(0, 2))
    for label, value in lines(row, text):
        table.add_row(Text(label, style="cyan"), value)
    console(out).print(table)
    out.write("\n")


def show_rows(header: Sequence[str], rows: Iterable[Sequence[object]], out: IO[str]) -> None:
    """A table with one line a row."""
    table = Table(*header, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*[plain(cell) for cell in row])
    console(out).print(table)

"""`verbale code`: reports in, records out."""

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import IO, Any

import click

from verbale.cli.streams import actors_option, as_json, date_option, lang_option, packs_option, say, sink, tracked
from verbale.coding.coder import Coded, code_many, explain
from verbale.record.event import Actor, Event
from verbale.record.report import Report
from verbale.record.rows import to_row
from verbale.reports.read import STDIN, Refused, read, read_lines

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
FORMATS = ("table", "jsonl", "json", "csv")
COLUMNS = (
    "report", "lang", "id", "event", "mode", "context", "cameo", "quad", "score", "goldstein",
    "source", "source_sector", "source_name", "target", "target_sector", "target_name", "status",
    "attribution", "date_start", "date_end", "date_precision", "place", "place_country", "lat", "lon",
    "trigger", "quote", "confidence", "error",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for every report of a run."""

    lang: str | None
    date: datetime.date | None
    packs: Sequence[Path]
    least: float


def with_defaults(item: Report | Refused, options: Options) -> Report | Refused:
    if isinstance(item, Refused):
        return item
    return replace(item, lang=item.lang or options.lang, date=item.date or options.date)


def coded(items: Iterable[Report | Refused], options: Options) -> Iterator[Coded | Refused]:
    """Every input in its order, coded or refused."""
    ready = (with_defaults(item, options) for item in items)
    for refused, run in groupby(ready, lambda item: isinstance(item, Refused)):
        if refused:
            yield from run  # type: ignore[misc]
            continue
        for found in code_many(run, languages=options.packs):  # type: ignore[arg-type]
            yield replace(found, events=tuple(e for e in found.events if e.confidence >= options.least))


def row(item: Coded | Refused) -> dict[str, Any]:
    """The row of output that the evaluation contract asks for."""
    if isinstance(item, Refused):
        return {"id": item.id, "lang": None, "events": [], "error": str(item.error)}
    events = [to_row(event) for event in item.events]
    return {"id": item.report.id, "lang": item.lang, "events": events, "error": item.error}


def fault(item: Coded | Refused) -> str | None:
    """The line on standard error for an input that has no records because something went wrong."""
    if isinstance(item, Refused):
        return str(item.error)
    return f"{item.report.id}: {item.error}" if item.error is not None else None


class Failures:
    """Counts the inputs that failed, and tells each."""

    def __init__(self) -> None:
        self.count = 0

    def watch(self, items: Iterable[Coded | Refused]) -> Iterator[Coded | Refused]:
        for item in items:
            if (line := fault(item)) is not None:
                self.count += 1
                say(line)
            yield item


def write_jsonl(items: Iterable[Coded | Refused], out: IO[str]) -> None:
    for item in items:
        out.write(as_json(row(item)) + "\n")


def write_json(items: Iterable[Coded | Refused], out: IO[str]) -> None:
    lead = "[\n"
    for item in items:
        out.write(lead + as_json(row(item)))
        lead = ",\n"
    out.write("[]\n" if lead == "[\n" else "\n]\n")


def sides(actors: Sequence[Actor]) -> tuple[str, str, str]:
    """Countries, sectors and names of one side; "|" parts actors, "," the sectors of one."""
    return (
        "|".join(a.country or "" for a in actors),
        "|".join(",".join(a.sector) for a in actors),
        "|".join(a.name or a.text for a in actors),
    )


def flat(item: Coded, event: Event) -> list[Any]:
    when, where = event.date, event.place
    dates = (when.start, when.end, when.precision) if when else ("", "", "")
    places = (where.name, where.country, where.lat, where.lon) if where else ("", "", "", "")
    return [
        item.report.id, item.lang, event.id, event.event, event.mode, ",".join(event.context), event.cameo,
        event.quad, event.score, event.goldstein, *sides(event.source), *sides(event.target), event.status,
        sides(event.attribution)[2], *dates, *places, event.trigger.text, event.quote.of(item.report.text),
        event.confidence, "",
    ]  # fmt: skip


def inert(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection): nothing from a report is run."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in FORMULAS else cell


def write_csv(items: Iterable[Coded | Refused], out: IO[str]) -> None:
    """A line an event; an input that failed has one line with its error."""
    buffer = io.StringIO()
    lines = csv.writer(buffer, lineterminator="\n")
    lines.writerow(COLUMNS)
    for item in items:
        if isinstance(item, Coded) and item.error is None:
            lines.writerows(map(inert, flat(item, event)) for event in item.events)
        else:
            found = row(item)
            lines.writerow(map(inert, [found["id"], found["lang"], *[""] * (len(COLUMNS) - 3), found["error"]]))
        out.write(buffer.getvalue())
        buffer.seek(0)
        buffer.truncate()


def write_tables(items: Iterable[Coded | Refused], out: IO[str]) -> None:
    from verbale.cli.tables import show_report

    for item in items:
        if isinstance(item, Coded) and item.error is None:
            show_report(item, out)


def write_reasons(items: Iterable[Coded | Refused], out: IO[str], packs: Sequence[Path]) -> None:
    for item in items:
        if isinstance(item, Coded) and item.error is None:
            reasons = explain(item.report, languages=packs) or "no events"
            out.write(f"# {item.report.id}\n\n{reasons}\n\n")


WRITERS = {"jsonl": write_jsonl, "json": write_json, "csv": write_csv, "table": write_tables}


@click.command()
@click.argument("files", nargs=-1)
@click.option("--in", "rows", metavar="IN.jsonl", help="Rows of reports instead of FILES (`-`: standard input).")
@click.option("--out", metavar="OUT", default=STDIN, help="Where to write; standard output by default.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="table for people; jsonl with --in or --out.")
@click.option("--explain", "reasons", is_flag=True, help="Say for each event what it rests on, in plain text.")
@lang_option
@date_option
@click.option("--min-confidence", "least", type=click.FloatRange(0, 1), default=0.0, show_default=True,
              help="Leave out events below it.")  # fmt: skip
@packs_option
@actors_option
def code(
    files: tuple[str, ...], rows: str | None, out: str, form: str | None, reasons: bool, lang: str | None,
    date: datetime.datetime | None, least: float, packs: tuple[Path, ...],
) -> None:  # fmt: skip
    """Code reports: FILES of text or of JSONL rows (`-`: standard input), or --in IN.jsonl.

    A row of IN has "id" and "text", and may have "lang" (ISO 639-1), "date" (ISO) and "title". Of
    every row of IN there is one row {"id", "lang", "events", "error"} of OUT, in IN's order. What cannot
    be read is told on standard error with its line; the rest is coded, and the exit status is 1.
    """
    if bool(files) == (rows is not None):
        raise click.UsageError("give FILES, or --in IN.jsonl")
    if rows is not None and STDIN not in (rows, out) and Path(rows).resolve() == Path(out).resolve():
        raise click.UsageError("IN and OUT are one file; write to another")
    if reasons and form not in (None, "table"):
        raise click.UsageError("--explain is plain text; leave --format out")
    options = Options(lang, date.date() if date else None, packs, least)
    failures = Failures()
    source = read_lines(rows) if rows is not None else read(files)
    found = failures.watch(tracked(coded(source, options), "reports"))
    chosen = form or ("table" if reasons or (rows is None and out == STDIN) else "jsonl")
    with sink(out) as stream:
        if reasons:
            write_reasons(found, stream, packs)
        else:
            WRITERS[chosen](found, stream)
    if failures.count:
        raise SystemExit(1)

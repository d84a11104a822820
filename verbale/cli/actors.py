"""`verbale actors`: who is meant by a phrase."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import click

from verbale.cli.codes import Options, with_defaults
from verbale.cli.streams import as_json, date_option, lang_option, packs_option, say, sink, tracked
from verbale.coding.resolution import NOBODY, Resolved, resolve
from verbale.record.errors import InputError, VerbaleError
from verbale.record.report import Report
from verbale.reports.read import STDIN, Refused, read_lines

HEADER = ("phrase", "country", "sector", "name", "role", "why")


@click.group()
def actors() -> None:
    """Who is meant by a phrase, on the day it was written."""


def row(item: Report | Refused, found: Sequence[Resolved]) -> dict[str, Any]:
    """The row of output that the evaluation contract asks for; several actors stand in `actors` as well."""
    if isinstance(item, Refused):
        return {"id": item.id, "country": None, "sector": [], "name": None, "entity": None, "error": str(item.error)}
    first, *_ = found or [NOBODY]
    told = {"id": item.id, **fields(first), "role": first.role, "why": first.why, "candidates": list(first.candidates)}
    return told | ({"actors": [fields(actor) for actor in found]} if len(found) > 1 else {})


def fields(actor: Resolved) -> dict[str, Any]:
    return {"country": actor.country, "sector": list(actor.sector), "name": actor.name, "entity": actor.entity}


def answered(
    items: Iterable[Report | Refused], options: Options, told: Sequence[str]
) -> Iterator[tuple[Report | Refused, list[Resolved]]]:
    for given in items:
        item = with_defaults(given, options)
        if isinstance(item, Report):
            try:
                found = resolve(item.text, lang=item.lang, date=item.date, told=told, languages=options.packs)
                yield item, found
                continue
            except VerbaleError as error:
                item = Refused(item.id, InputError(str(error), where=item.id))
        say(str(item.error))
        yield item, []


def write_rows(found: Iterable[tuple[Report | Refused, list[Resolved]]], out: IO[str]) -> int:
    """Rows of JSON; how many failed."""
    failed = 0
    for item, resolved in found:
        failed += isinstance(item, Refused)
        out.write(as_json(row(item, resolved)) + "\n")
    return failed


@actors.command("resolve")
@click.argument("phrases", metavar="[PHRASE]...", nargs=-1)
@click.option(
    "--in",
    "source",
    metavar="IN.jsonl",
    help="Rows with id and text, and optionally lang and date; - for standard input.",
)
@click.option("--out", metavar="OUT.jsonl", default=STDIN, help="Where rows go (default: standard output).")
@click.option(
    "--told",
    metavar="CODE",
    multiple=True,
    help="A country of which the report around it speaks (MLI); may be given several times.",
)
@lang_option
@date_option
@packs_option
def resolve_command(
    phrases: tuple[str, ...], source: str | None, out: str, told: tuple[str, ...], lang: str | None,
    date: datetime.datetime | None, packs: tuple[Path, ...],
) -> None:  # fmt: skip
    """The actor that a phrase names on a date: its country, sectors, name and id, and why.

    \b
    verbale actors resolve --lang en --date 2022-06-01 "former President Chirac" "Russian soldiers"
    verbale actors resolve --in phrases.jsonl --out actors.jsonl

    A row of IN that cannot be read is told on standard error and answered with an `error`; the exit status is
    then 1.
    """
    if bool(phrases) == (source is not None):
        raise click.UsageError("give phrases, or --in with a file of rows")
    options = Options(lang, date.date() if date else None, packs, 0.0)
    with sink(out) as stream:
        if source is not None:
            found = answered(read_lines(source), options, told)
            if write_rows(tracked(found, "phrases"), stream):
                raise SystemExit(1)
            return
        show(answered((Report(text, id=text) for text in phrases), options, told), stream)


def show(found: Iterable[tuple[Report | Refused, list[Resolved]]], out: IO[str]) -> None:
    from verbale.cli.tables import show_rows

    show_rows(HEADER, (line for item, resolved in found for line in lines(item, resolved)), out)


def lines(item: Report | Refused, resolved: Sequence[Resolved]) -> Iterator[tuple[object, ...]]:
    """A line for each actor of a phrase; one that says so where there is none."""
    for actor in resolved or [NOBODY]:
        why = ", ".join((actor.why, *actor.candidates))
        yield item.id, actor.country or "", ",".join(actor.sector), actor.name or "", actor.role or "", why

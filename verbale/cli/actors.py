"""`verbale actors`: who is meant by a phrase."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import click

from verbale.cli.codes import Options, with_defaults
from verbale.cli.streams import actors_option, as_json, date_option, lang_option, packs_option, say, sink, tracked
from verbale.coding.resolution import NOBODY, Resolved, resolve
from verbale.coding.world.actors import bodies, persons
from verbale.coding.world.imports import FORMATS, read_actors, reasons
from verbale.coding.world.own import Refusal, exported, kept, merged, write_own
from verbale.coding.world.petrarch import petrarch_lines
from verbale.record.errors import InputError, VerbaleError
from verbale.record.report import Report
from verbale.reports.read import STDIN, Refused, read_lines

OWN = Path("actors.csv")
SHOWN = 20  # refused lines told one by one
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


@actors.command("import")
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--to",
    "target",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    default=OWN,
    show_default=True,
    help="The actor file that is filled; what it has stays.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="The format of SOURCE (default: by its looks).")
@click.option("--refused", "left", metavar="FILE", help="Where all refused lines go, as rows of JSON.")
def import_command(source: Path, target: Path, form: str | None, left: str | None) -> None:
    """Read actors of your own into an actor file, which `code`, `add` and `resolve` take with --actors.

    \b
    csv       our own columns: names, short, country, sector, kind, role, power, from, to, source
    petrarch  a dictionary of PETRARCH's format, codes dated or not
    wikidata  a JSON dump, an entity a line; .gz and .bz2 are unpacked
    query     the JSON result of a query: label, alias, country, position, description, start, end

    Lines that cannot be taken are told with their number and the reason, the first ones on standard error; the rest
    is taken. Where you and the package know one actor of a state, yours counts.
    """
    rows = merged(kept(target)) if target.exists() else []
    had = set(rows)
    refused: list[Refusal] = []
    new = 0
    for item in tracked(read_actors(source, form), "actors"):
        if isinstance(item, Refusal):
            refused.append(item)
            if len(refused) <= SHOWN:
                say(f"{source}:{item.line}: {item.reason}")
        elif item not in had:
            had.add(item)
            rows.append(item)
            new += 1
    part = target.with_name(f"{target.name}.part")
    with sink(str(part)) as out:
        write_own(rows, out)
    part.replace(target)
    if left is not None:
        with sink(left) as out:
            out.writelines(as_json({"line": r.line, "reason": r.reason}) + "\n" for r in refused)
    if len(refused) > SHOWN and left is None:
        say(f"{len(refused) - SHOWN} more; --refused FILE keeps all")
    for reason, count in reasons(refused).items():
        say(f"{count} refused: {reason}")
    click.echo(f"{target}: {new} rows taken, {len(rows)} in all, {len(refused)} refused")


@actors.command("export")
@click.argument("out", metavar="[OUT]", default=STDIN)
@click.option("--from", "own", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="An actor file (default: what the package knows).")  # fmt: skip
@click.option("--format", "form", type=click.Choice(("csv", "petrarch")), default="csv", show_default=True)
def export_command(out: str, own: Path | None, form: str) -> None:
    """Write actors as an actor file, or as a dictionary of PETRARCH's format."""
    rows = kept(own) if own else list(exported([*persons(), *bodies()]))
    with sink(out) as stream:
        if form == "csv":
            write_own(rows, stream)
        else:
            stream.writelines(petrarch_lines(rows))


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
@actors_option
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

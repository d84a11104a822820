"""`verbale add`, and what a ledger answers: `events`, `episodes`, `dyad`."""

import datetime
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verbale import __version__
from verbale.cli.codes import Options, with_defaults
from verbale.cli.filters import filter_options, state, wanted
from verbale.cli.streams import actors_option, as_json, date_option, lang_option, packs_option, say, sink, tracked
from verbale.coding.coder import Coded, code_many
from verbale.record.errors import LedgerError
from verbale.record.event import Event
from verbale.record.report import Report
from verbale.record.rows import Row
from verbale.reports.read import STDIN, Refused, read

if TYPE_CHECKING:
    from verbale.ledger.ledger import Ledger

ledger_option = click.option("--ledger", "path", metavar="URL", required=True,
                             help="The ledger: a DuckDB file's path, or postgresql://…")  # fmt: skip
wait_option = click.option("--wait", type=click.FloatRange(0), default=0.0, metavar="SECONDS",
                           help="Wait so long for another process that writes.")  # fmt: skip
form_option = click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True,
                           help="text for people, json for programs.")  # fmt: skip
rows_option = click.option("--format", "form", type=click.Choice(("table", "jsonl")), default="table",
                           show_default=True, help="table for people, jsonl for programs.")  # fmt: skip
RECORD = tuple(field.name for field in fields(Event))
HEADER = ("date", "type", "parties", "place", "status", "confidence", "report")


def told(counts: Mapping[str, int], form: str) -> None:
    """What a command did, in numbers."""
    click.echo(as_json(counts) if form == "json" else ", ".join(f"{n} {name}" for name, n in counts.items()))


def opened(path: str, *, new: bool = False, wait: float = 0.0) -> "Ledger":
    """The ledger at a path, to be read; `new`: to be written, and made where there is none."""
    from verbale.ledger.ledger import Ledger

    if "://" not in path and not new and not Path(path).is_file():
        raise LedgerError("no ledger there", where=path, hint="`verbale add --ledger PATH FILES` makes one")
    return Ledger(path, read_only=not new, wait=wait)


class Intake:
    """Reports on their way into a ledger: what it knows is not coded again, what fails is told."""

    def __init__(self, ledger: "Ledger", options: Options) -> None:
        self.ledger = ledger
        self.options = options
        self.refused = 0
        from verbale.ledger.intake import BATCH

        # Content ids that the ledger may not have confirmed yet.
        self.pending: deque[str] = deque(maxlen=2 * BATCH)

    def entries(self, items: Iterable[Report | Refused]) -> Iterator[Coded]:
        for item in items:
            found = with_defaults(item, self.options)
            if isinstance(found, Refused):
                self.refused += 1
                say(str(found.error))
            elif self.knows(found):
                yield Coded(found, found.lang)
            else:
                self.pending.append(found.content_id())
                yield from self.coded(found)

    def knows(self, report: Report) -> bool:
        return report.content_id() in self.pending or self.ledger.knows(report)

    def coded(self, report: Report) -> Iterator[Coded]:
        for entry in code_many([report], languages=self.options.packs):
            if entry.error is not None:
                say(f"{report.id}: {entry.error}")
                self.pending.pop()  # it is not kept, so an equal one must be told as well
            yield entry


@click.command()
@click.argument("files", metavar="IN...", nargs=-1, required=True)
@ledger_option
@wait_option
@form_option
@lang_option
@date_option
@packs_option
@actors_option
def add(
    files: tuple[str, ...], path: str, wait: float, form: str, lang: str | None, date: datetime.datetime | None,
    packs: tuple[Path, ...],
) -> None:  # fmt: skip
    """Code reports and keep them: text files, JSONL rows, or `-`.

    A report that the ledger knows by its content is neither coded nor kept again. The exit status is 1
    where an input failed; the others are kept.
    """
    options = Options(lang, date.date() if date else None, packs, 0.0)
    with opened(path, new=True, wait=wait) as ledger:
        intake = Intake(ledger, options)
        added = asdict(ledger.add(tracked(intake.entries(read(files)), "reports"), coder=f"verbale {__version__}"))
    added["reports"] += intake.refused
    added["failed"] += intake.refused
    told(added, form)
    if added["failed"]:
        raise SystemExit(1)


def cells(row: Row) -> tuple[object, ...]:
    from verbale.cli.tables import days, kind, parties, where

    day = days(row["date"]) or f"({row['reported'] or 'no date'})"
    return (
        day, kind(row), parties(row), where(row["place"]), row["status"], f"{row['confidence']:.2f}",
        row["report"],
    )  # fmt: skip


def show(rows: Iterable[Row], form: str) -> None:
    """Records as a table, or one a line, valid against the schema."""
    with sink(STDIN) as out:
        if form == "jsonl":
            for row in rows:
                out.write(as_json({name: row[name] for name in RECORD}) + "\n")
            return
        from verbale.cli.tables import show_rows

        show_rows(HEADER, map(cells, rows), out)


@click.command()
@ledger_option
@click.option("--limit", type=click.IntRange(1), help="At most so many.")
@click.option("--newest", is_flag=True, help="The newest first.")
@rows_option
@filter_options
def events(path: str, limit: int | None, newest: bool, form: str, **asked: Any) -> None:
    """The records of a ledger, in the order of their reports' days: all, or those that the options ask for.

    \b
    verbale events --ledger L --between MLI --between NER --since 2024-01-01 --type CONSULT
    verbale events --ledger L --text "frontière fermée" --newest --limit 20
    """
    with opened(path) as ledger:
        show(ledger.events(wanted(asked), newest=newest, limit=limit), form)


@click.command()
@ledger_option
@click.option("--limit", type=click.IntRange(1), help="At most so many.")
@click.option("--newest", is_flag=True, help="The newest first.")
@rows_option
@filter_options
def episodes(path: str, limit: int | None, newest: bool, form: str, **asked: Any) -> None:
    """Happenings: the records of one event told by several reports, as one row, with where the reports disagree."""
    with opened(path) as ledger, sink(STDIN) as out:
        found = ledger.episodes(wanted(asked), newest=newest, limit=limit)
        if form == "jsonl":
            for row in found:
                out.write(as_json(row) + "\n")
            return
        from verbale.cli.tables import parties, show_rows, where

        rows: Iterator[tuple[Any, ...]] = (
            (e["date"], e["event"], parties(e), where(e["place"]), len(e["events"]), ", ".join(e["reports"]), differ(e))
            for e in found
        )
        show_rows(("date", "type", "parties", "place", "events", "reports", "disagree on"), rows, out)


def differ(episode: Row) -> str:
    return ", ".join(
        f"{d['field']} ({' / '.join(str(v['value']) for v in d['values'])})" for d in episode["disagreements"]
    )


@click.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@ledger_option
@rows_option
def dyad(one: str, other: str, path: str, form: str) -> None:
    """The records in which two states stand: A and B are codes such as MLI and NER."""
    pair = state(one), state(other)
    with opened(path) as ledger:
        show(ledger.dyad(*pair), form)

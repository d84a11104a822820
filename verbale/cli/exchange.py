"""`verbale export`, `import`, `compare`: records in the formats of others, and theirs beside ours."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from verbale.cli.filters import filter_options, wanted
from verbale.cli.ledgers import ledger_option, opened, rows_option, told, wait_option
from verbale.cli.streams import say, sink, tracked
from verbale.record.errors import InputError
from verbale.reports.read import STDIN

OURS = ("jsonl", "parquet")
FIELD = ("polecat", "icews", "gdelt", "phoenix")
out_option = click.option("--out", metavar="FILE", default=STDIN, help="Where to write; standard output by default.")


@click.command("export")
@click.option("--format", "form", type=click.Choice((*OURS, *FIELD, "dyad-days")), default="jsonl", show_default=True,
              help="jsonl, parquet: reports with their records. The others: tables of the field.")  # fmt: skip
@out_option
@ledger_option
@filter_options
def export(form: str, out: str, path: str, **asked: Any) -> None:
    """Write what a ledger holds, in our own form or in one of the field's.

    \b
    jsonl, parquet  reports with their records; nothing is lost, and `verbale import` takes it back
    polecat, icews, gdelt, phoenix  a row for each source and target of a record
    dyad-days       counts of CAMEO root codes a day and pair of countries

    The options that ask for records hold for the tables of the field; of our own forms all is written.
    """
    with opened(path) as ledger:
        if form == "parquet":
            if out == STDIN:
                raise click.UsageError("Parquet needs --out FILE")
            written = write_ours(ledger, form, out)
        elif form == "jsonl":
            written = write_ours(ledger, form, out)
        else:
            from verbale.analysis.formats.tables import write, write_dyad_days

            rows = tracked(ledger.events(wanted(asked)), "records")
            with sink(out) as stream:
                written = write_dyad_days(rows, stream) if form == "dyad-days" else write(rows, form, stream)
    if out != STDIN:
        say(f"{out}: {written} rows")


def write_ours(ledger: Any, form: str, out: str) -> int:
    from verbale.ledger.exchange import reports, write_jsonl, write_parquet

    rows = tracked(reports(ledger.store), "reports")
    if form == "parquet":
        return write_parquet(rows, Path(out))
    with sink(out) as stream:
        return write_jsonl(rows, stream)


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", type=click.Choice((*OURS, *FIELD)), required=True, help="What the files are.")
@click.option("--origin", metavar="NAME", help="Whose events a table of the field holds (default: the format).")
@ledger_option
@wait_option
@click.option("--as", "answer", type=click.Choice(("text", "json")), default="text", help="How to tell what was done.")
def import_(files: tuple[Path, ...], form: str, origin: str | None, path: str, wait: float, answer: str) -> None:
    """Bring in records that others have made.

    Reports with records (jsonl, or Parquet as files or folders of partitions) are kept as if they had been coded here.
    Tables of the field (polecat, icews, gdelt, phoenix) are kept beside our records, for `verbale compare`. A faulty
    line is told with its number and passed over; the exit status is then 1.
    """
    failures = Failures()
    with opened(path, new=True, wait=wait) as ledger:
        if form in OURS:
            counts = asdict(ledger.add(tracked(failures.kept(entries(files, form)), "reports")))
            counts["failed"] += failures.count
        else:
            from verbale.analysis.compare import keep_foreign

            events = keep_foreign(ledger, tracked(failures.kept(foreign(files, form, origin or form)), "events"))
            counts = {"events": events, "failed": failures.count}
    told(counts, answer)
    if failures.count:
        raise SystemExit(1)


class Failures:
    """Counts the rows that were refused, and tells each."""

    def __init__(self) -> None:
        self.count = 0

    def kept(self, found: Iterable[Any]) -> Iterator[Any]:
        for item in found:
            error = item if isinstance(item, InputError) else getattr(item, "error", None)
            if isinstance(error, InputError):
                self.count += 1
                say(str(error))
            else:
                yield item


def entries(files: Iterable[Path], form: str) -> Iterator[Any]:
    from verbale.ledger.exchange import read_jsonl, read_parquet

    if form == "parquet":
        yield from read_parquet(files)
        return
    for file in files:
        with file.open(encoding="utf-8-sig", errors="replace") as lines:
            yield from read_jsonl(lines, str(file))


def foreign(files: Iterable[Path], form: str, origin: str) -> Iterator[Any]:
    from verbale.analysis.formats.tables import read

    for file in files:
        with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            for found in read(lines, form, str(file)):
                yield found if isinstance(found, InputError) else found | {"origin": origin}


@click.command()
@click.argument("origin")
@ledger_option
@click.option(
    "--days",
    type=click.IntRange(0),
    default=2,
    show_default=True,
    help="That two sources may date one happening apart.",
)
@click.option("--by-type", is_flag=True, help="Sums over all pairs.")
@rows_option
@filter_options
def compare(origin: str, path: str, days: int, by_type: bool, form: str, **asked: Any) -> None:
    """Lay another source's events beside ours: for each pair and type, how many either has and how many both have.

    ORIGIN is the name under which `verbale import` kept them.
    """
    from verbale.analysis.compare import compare as laid
    from verbale.analysis.compare import totals
    from verbale.cli.analysis import put

    with opened(path) as ledger:
        found = laid(ledger, origin, wanted(asked), days=days)
    if by_type:
        rows = [dict(zip(("type", "ours", "theirs", "both"), line, strict=True)) for line in totals(found)]
        put(("type", "ours", "theirs", "both"), rows, form)
        return
    header = ("one", "other", "type", "ours", "theirs", "both", "share")
    put(header, [{name: getattr(a, name) for name in header[:-1]} | {"share": round(a.share, 2)} for a in found], form)

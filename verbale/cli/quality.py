"""`verbale evaluate`: coded reports against gold."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from verbale.cli.codes import Options, coded, row
from verbale.cli.streams import packs_option, say, sink, tracked
from verbale.evaluation.notation import load
from verbale.evaluation.score import MEASURES, countries, fields, match, score
from verbale.record.errors import GoldError, InputError
from verbale.record.report import Report
from verbale.reports.read import STDIN, date_of

Row = Mapping[str, Any]
SHOWN = 300  # characters of a report's text beside its misses


def rows_of(path: Path) -> list[Row]:
    """The rows of a JSONL file.

    Raises GoldError with the line of the first that has no `id`, or neither `events` nor `error`.
    """
    found: list[Row] = []
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                value = json.loads(line)
            except ValueError as error:
                raise GoldError(f"no JSON: {error}", where=f"{path}:{number}", hint="one object a line") from error
            if not isinstance(value, dict) or "id" not in value or not ("events" in value or value.get("error")):
                raise GoldError("a row needs `id` and `events`", where=f"{path}:{number}", hint="see gold/README.md")
            found.append(value)
    return found


def gold_rows(path: Path) -> list[Row]:
    """Gold as JSONL, or in the notation of hand-written files."""
    return rows_of(path) if path.suffix in (".jsonl", ".ndjson") else list(load(path))


def report_of(gold: Row) -> Report:
    if not isinstance(gold.get("text"), str):
        raise InputError("gold without its text cannot be coded", where=str(gold["id"]), hint="give OUT")
    return Report(
        gold["text"], str(gold["id"]), gold.get("lang"), date_of(gold.get("date"), str(gold["id"])),
        gold.get("title") or "",
    )  # fmt: skip


def code_gold(gold: Iterable[Row], packs: Sequence[Path]) -> list[Row]:
    reports = [report_of(g) for g in gold]
    found = [row(c) for c in tracked(coded(reports, Options(None, None, packs, 0.0)), "reports")]
    for one in found:
        if one["error"]:
            say(f"{one['id']}: {one['error']}")
    return list(found)


def told(events: Iterable[Row]) -> list[Any]:
    return [(e["event"], sorted(countries(e.get("source"))), sorted(countries(e.get("target")))) for e in events]


def show_misses(gold: Iterable[Row], out: Iterable[Row], limit: int) -> None:
    """The first rows whose types and dyads differ, on standard error."""
    events = {str(r["id"]): [] if r.get("error") else r["events"] for r in out}
    for one in gold:
        if not limit:
            return
        found = match(one["events"], events.get(str(one["id"]), []), "dyad")
        if found.missed or found.spare:
            limit -= 1
            text = str(one.get("text", ""))[:SHOWN]
            say(f"{one['id']}: {text}\n  missed {told(found.missed)}\n  spare  {told(found.spare)}")


def show_figures(figures: Mapping[str, Any], stated: Mapping[str, tuple[int, int]]) -> None:
    from verbale.cli.tables import show_rows

    lines = [
        (group, m, *(f"{of[m][name]:.4f}" for name in ("precision", "recall", "f1")),
         *(of[m][name] for name in ("hits", "missed", "spare")))
        for group, of in figures.items() for m in MEASURES
    ]  # fmt: skip
    header = ("group", "measure", "precision", "recall", "F1", "hits", "missed", "spare")
    shares = [(n, right, of, f"{right / of:.4f}" if of else "–") for n, (right, of) in stated.items()]
    with sink(STDIN) as out:
        show_rows(header, lines, out)
        out.write("\n")
        show_rows(("field", "right", "stated", "share"), shares, out)


@click.command()
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("out", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", metavar="FIELD", help="Score by this field of the gold rows as well (lang).")
@click.option("--misses", type=click.IntRange(0), default=0, metavar="N",
              help="Tell the first N rows that differ, on standard error.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(("json", "table")), default="json", show_default=True,
              help="table adds the shares of right modes, statuses, dates and places.")  # fmt: skip
@packs_option
def evaluate(gold: Path, out: Path | None, by: str | None, misses: int, form: str, packs: tuple[Path, ...]) -> None:
    """Score OUT, as `verbale code` wrote it, against GOLD (JSONL rows, or .txt in the notation of
    gold/README.md). Without OUT the gold's reports are coded
    first; one that cannot be coded counts as one without events, and the exit status is 1."""
    wanted = gold_rows(gold)
    found = rows_of(out) if out else code_gold(wanted, packs)
    show_misses(wanted, found, misses)
    figures = score(wanted, found, by)
    if form == "json":
        click.echo(json.dumps(figures, indent=1))
    else:
        show_figures(figures, fields(wanted, found))
    if not out and any(one["error"] for one in found):
        raise SystemExit(1)

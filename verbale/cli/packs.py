"""`verbale languages` and `verbale schema`: what the package can read, and what it writes."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from verbale.cli.streams import packs_option, say, sink
from verbale.languages.pack import LanguagePack, folders, load, read_folder
from verbale.languages.tables import Faults
from verbale.record.errors import InputError, LanguageError
from verbale.record.schema import schema as record_schema
from verbale.reports.read import STDIN


@click.command()
def schema() -> None:
    """The JSON Schema of the event record."""
    click.echo(json.dumps(record_schema(), indent=2, ensure_ascii=False))


def faults_of(folder: Path) -> list[str]:
    """Every fault of a folder, as `file:line: what`."""
    if not (folder / "language.toml").is_file():
        raise InputError("no language folder", where=str(folder), hint="it needs a language.toml")
    faults = Faults()
    try:
        read_folder(folder, faults)
    except LanguageError as error:
        return [*faults.lines, *error.what.splitlines()]
    return faults.lines


def check(paths: Sequence[Path]) -> None:
    found = [line for path in paths for line in faults_of(path)]
    for line in found:
        say(line)
    if found:
        raise SystemExit(1)
    click.echo(f"{len(paths)} folders, no faults")


def cells(pack: LanguagePack) -> tuple[object, ...]:
    learnt = ", ".join(pack.treebanks) or "–"
    return pack.code, pack.name, len(pack.events), len(pack.actors), learnt


@click.command()
@click.argument("paths", metavar="[FOLDER]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", "checks", is_flag=True, help="Tell all faults of the FOLDERs, or of every known one.")
@packs_option
def languages(paths: tuple[Path, ...], checks: bool, packs: tuple[Path, ...]) -> None:
    """The languages that have a folder: rows of events and actors, and what the reader learnt from."""
    found = folders(packs)
    if checks:
        check(paths or tuple(found.values()))
        return
    if paths:
        raise click.UsageError("FOLDER goes with --check")
    from verbale.cli.tables import show_rows

    header = ("code", "name", "events", "actors", "treebanks")
    with sink(STDIN) as out:
        show_rows(header, [cells(load(path)) for _, path in sorted(found.items())], out)

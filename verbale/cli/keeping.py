"""`verbale backup`, `restore`, `verify`, `recode`: what keeps a ledger for years."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verbale import __version__
from verbale.cli.ledgers import form_option, ledger_option, opened, told, wait_option
from verbale.cli.streams import actors_option, packs_option, say, tracked
from verbale.coding.coder import Coded, code_many

if TYPE_CHECKING:
    from verbale.ledger.ledger import Ledger

CODER = f"verbale {__version__}"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@ledger_option
@wait_option
@form_option
def backup(folder: Path, path: str, wait: float, form: str) -> None:
    """Write a ledger as Parquet files into a new FOLDER.

    It can be restored into a DuckDB file or into PostgreSQL, and read by any tool that reads Parquet.
    """
    with opened(path, wait=wait) as ledger:
        told({name: rows for name, rows in ledger.backup(folder).items() if rows}, form)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@ledger_option
@wait_option
@form_option
def restore(folder: Path, path: str, wait: float, form: str) -> None:
    """Fill a new ledger from the FOLDER that `verbale backup` wrote."""
    with opened(path, new=True, wait=wait) as ledger:
        told({name: rows for name, rows in ledger.restore(folder).items() if rows}, form)


@click.command()
@ledger_option
@wait_option
def verify(path: str, wait: float) -> None:
    """Look for damage in a ledger: a line for each fault, with its table and key; the exit status is then 1.

    Nothing is changed. A damaged ledger is best replaced by its last backup, and the reports since added again.
    """
    faults = 0
    with opened(path, wait=wait) as ledger:
        for damage in tracked(ledger.verify(), "faults"):
            faults += 1
            click.echo(str(damage))
    if faults:
        say(f"{path}: {faults} faults")
        raise SystemExit(1)
    click.echo("no damage")


@click.command()
@ledger_option
@wait_option
@form_option
@packs_option
@actors_option
def recode(path: str, wait: float, form: str, packs: tuple[Path, ...]) -> None:
    """Code again what an older version has coded, and tell what that changes.

    A record that both versions have keeps its place, and with it every decision of an analyst; one that the newer
    version no longer has is retired, not deleted.
    """
    with opened(path, new=True, wait=wait) as ledger:
        entries = again(ledger, packs)
        told(asdict(ledger.recode(tracked(entries, "reports"), coder=CODER)), form)


def again(ledger: "Ledger", packs: Iterable[Path]) -> Iterator[Coded]:
    """The reports that this version has not read, coded; what fails is told and left as it was."""
    for entry in code_many(ledger.reports(not_by=CODER), languages=tuple(packs)):
        if entry.error is not None:
            say(f"{entry.report.id}: {entry.error}")
        yield entry

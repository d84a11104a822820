"""What goes in and out of a command: options shared by several, rows, lines, progress."""

import io
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeVar

import click

from verbale.record.errors import InputError
from verbale.reports.read import STDIN, cleaned

T = TypeVar("T")

packs_option = click.option(
    "--languages", "packs", metavar="DIR", multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A directory of further language folders; may be given several times, later ones win.",
)  # fmt: skip


def with_actors(context: click.Context, _: click.Parameter, paths: tuple[Path, ...]) -> None:
    """While the command runs, lookups see the actors of these files."""
    if paths and not context.resilient_parsing:
        from verbale.coding.world.own import using

        context.with_resource(using(paths))


actors_option = click.option(
    "--actors", metavar="FILE", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    expose_value=False, callback=with_actors,
    help="An actor file of your own (`verbale actors import`); may be given several times.",
)  # fmt: skip
lang_option = click.option("--lang", metavar="CODE", help="Language of reports that do not say theirs (fr).")
date_option = click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Day of reports that do not say theirs.")


def say(line: str) -> None:
    """One message to people, on standard error; what an input smuggled into it stays inert."""
    click.echo(cleaned(line), err=True)


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


@contextmanager
def sink(name: str) -> Iterator[IO[str]]:
    """A text stream to a file or standard output. A lone surrogate in an id leaves as a JSON escape."""
    if name == STDIN:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        yield sys.stdout
        return
    stream: IO[str]
    try:
        stream = Path(name).open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise InputError(error.strerror or str(error), where=name, hint="can it be written?") from error
    with stream:
        yield stream


def tracked(items: Iterable[T], label: str) -> Iterator[T]:
    """The same items, counted on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=None)
        for item in items:
            yield item
            progress.advance(task)

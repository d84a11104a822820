"""The group of all commands, and how an error leaves the program."""

from typing import Any

import click

from verbale import __version__
from verbale.cli.actors import actors
from verbale.cli.analysis import changes, commitments, series, watch
from verbale.cli.briefs import brief
from verbale.cli.codes import code
from verbale.cli.decisions import decide, decisions, gold, review, undo
from verbale.cli.exchange import compare, export, import_
from verbale.cli.keeping import backup, recode, restore, verify
from verbale.cli.ledgers import add, dyad, episodes, events
from verbale.cli.packs import languages, schema
from verbale.cli.quality import evaluate
from verbale.cli.streams import say
from verbale.record.errors import VerbaleError


class Commands(click.Group):
    """Ends with one line on standard error and status 1 where the package raises its own error."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except VerbaleError as error:
            say(str(error))
            ctx.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="verbale")
def main() -> None:
    """Read news reports in the language they were written in; keep the record of relations
    between states: who did what to whom, when, where, how much, and who says so."""


COMMANDS = (
    code, add, events, episodes, dyad, brief, series, changes, commitments, watch, review, decide, undo, decisions,
    gold, export, import_, compare, recode, backup, restore, verify, actors, evaluate, languages, schema,
)  # fmt: skip
for command in COMMANDS:
    main.add_command(command)

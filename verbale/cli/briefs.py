"""`verbale brief`: a document on one pair of states."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from verbale.cli.filters import DAY, state
from verbale.cli.ledgers import ledger_option, opened
from verbale.cli.streams import say
from verbale.reports.read import STDIN


@click.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@ledger_option
@click.option("--since", type=DAY, help="From this day on.")
@click.option("--until", type=DAY, help="Up to this day.")
@click.option("--lang", default="en", show_default=True, metavar="CODE", help="The brief's language: en, es, fr, pt.")
@click.option("--format", "form", type=click.Choice(("md", "html", "pdf")), default="md", show_default=True)
@click.option(
    "--out",
    metavar="FILE",
    default=STDIN,
    help="Where to write (with --format md the chart goes beside it); standard output by default.",
)
@click.option("--today", type=DAY, help="The day by which a deadline has passed (default: today).")
def brief(
    one: str, other: str, path: str, since: datetime | None, until: datetime | None, lang: str, form: Any, out: str,
    today: datetime | None,
) -> None:  # fmt: skip
    """A brief on two states: the state of the relation, its timeline, what each side says, commitments, incidents,
    where sources disagree. Every line cites the reports and the sentence that it was read from.

    \b
    verbale brief PAK IRN --ledger L --since 2024-01-01 --lang fr --format pdf --out note.pdf
    """
    from verbale.analysis.brief.content import gather
    from verbale.analysis.brief.render import drawn, render

    with opened(path) as ledger:
        found = gather(
            ledger, state(one), state(other), since=since.date() if since else None,
            until=until.date() if until else None, today=(today or datetime.now()).date(),
        )  # fmt: skip
    if out == STDIN:
        sys.stdout.buffer.write(render(found, lang, form))
        return
    target, image = Path(out), ""
    if form == "md" and (svg := drawn(found, lang)):
        image = target.with_suffix(".svg").name
        target.with_suffix(".svg").write_text(svg, encoding="utf-8")
    target.write_bytes(render(found, lang, form, image=image))
    say(f"{out}: {found.count} events, {len(found.sources)} reports")

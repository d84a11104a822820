"""`verbale decide`, `undo`, `decisions`, `review`: an analyst's word beside the machine's."""

import getpass
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from verbale.cli.ledgers import ledger_option, opened, rows_option, show, wait_option
from verbale.cli.streams import as_json, say, sink
from verbale.record.rows import Row
from verbale.reports.read import STDIN

if TYPE_CHECKING:
    from verbale.ledger.decisions import Decision
    from verbale.ledger.ledger import Ledger

who_option = click.option("--who", default=getpass.getuser, metavar="NAME", help="Who decides (default: the user).")
note_option = click.option("--note", metavar="TEXT", help="Why.")
ANSWERS = {"a": "accept", "r": "reject", "s": "skip", "q": "quit"}
HEADER = ("number", "when", "who", "decision", "event", "field", "value", "note")


def value_of(text: str | None) -> Any:
    """JSON, or the text itself where it is none."""
    try:
        return None if text is None else json.loads(text)
    except ValueError:
        return text


@click.command()
@click.argument("kind", type=click.Choice(("accept", "reject", "correct", "merge", "split", "note")))
@click.argument("event")
@click.argument("other", required=False)
@click.option("--field", metavar="NAME", help="The field to correct (docs/record.md).")
@click.option("--value", metavar="JSON", help='What it should be: NER, or [{"country": "NER", "sector": ["GOV"]}].')
@note_option
@who_option
@ledger_option
@wait_option
def decide(
    kind: str, event: str, other: str | None, field: str | None, value: str | None, note: str | None, who: str,
    path: str, wait: float,
) -> None:  # fmt: skip
    """Decide on a record: EVENT is the id that `verbale events` shows.

    \b
    verbale decide accept ID --ledger L
    verbale decide correct ID --field status --value denied --ledger L
    verbale decide merge ID OTHER_ID --note "the same visit" --ledger L

    The machine's record stays beside it, and `verbale undo` takes a decision back.
    """
    with opened(path, new=True, wait=wait) as ledger:
        made = ledger.decide(kind, event, who=who, other=other, field=field, value=value_of(value), note=note)
    click.echo(f"decision {made.key}: {kind} {event}")


@click.command()
@click.argument("decision", type=int)
@note_option
@who_option
@ledger_option
@wait_option
def undo(decision: int, note: str | None, who: str, path: str, wait: float) -> None:
    """Take a decision back: DECISION is the number that `verbale decisions` shows."""
    with opened(path, new=True, wait=wait) as ledger:
        made = ledger.undo(decision, who=who, note=note)
    click.echo(f"decision {made.key}: undoes {decision}")


@click.command()
@ledger_option
@rows_option
def decisions(path: str, form: str) -> None:
    """All decisions, in the order in which they were made."""
    with opened(path) as ledger, sink(STDIN) as out:
        made = ledger.decisions()
        if form == "jsonl":
            for one in made:
                out.write(as_json(asdict(one) | {"moment": one.moment.isoformat()}) + "\n")
            return
        from verbale.cli.tables import show_rows

        show_rows(HEADER, map(line, made), out)


def line(made: "Decision") -> tuple[object, ...]:
    kind = made.kind if made.undoes is None else f"undo {made.undoes}"
    pair = " & ".join(str(key) for key in (made.event, made.other) if key is not None)
    value = "" if made.value is None else as_json(made.value)
    return made.key, f"{made.moment:%Y-%m-%d %H:%M}", made.who, kind, pair, made.field or "", value, made.note or ""


@click.command()
@click.option("--sample", "size", type=click.IntRange(1), default=100, show_default=True, help="How many records.")
@click.option("--seed", default="", metavar="TEXT", help="Another seed draws another sample.")
@click.option("--list", "listed", is_flag=True, help="Only show the sample.")
@who_option
@ledger_option
@wait_option
@rows_option
def review(size: int, seed: str, listed: bool, who: str, path: str, wait: float, form: str) -> None:
    """Judge a random sample of records, and learn what share of all is right.

    Each record is shown with its sentence: a accepts, r rejects, s leaves it open, q ends; what was judged is kept, and
    the next call goes on. The share comes with its 95 % interval.
    """
    with opened(path, new=not listed, wait=wait) as ledger:
        keys = ledger.sample(size, seed=seed)
        if listed:
            show(ledger.rows(keys), form)
        else:
            judge(ledger, [row for row in ledger.rows(keys) if row["verdict"] is None], who)
        found = ledger.precision(keys)
    if found is not None:
        say(f"{found.right} of {found.judged} right: {found.share:.2f}, between {found.low:.2f} and {found.high:.2f}")


def judge(ledger: "Ledger", rows: Iterable[Row], who: str) -> None:
    from verbale.cli.tables import show_record

    for row in rows:
        with sink(STDIN) as out:
            show_record(row, ledger.texts([row["key"]])[row["key"]], out)
        answer = ANSWERS[click.prompt("accept, reject, skip or quit", type=click.Choice(list(ANSWERS)), default="s")]
        if answer == "quit":
            return
        if answer != "skip":
            ledger.decide(answer, row["key"], who=who)


@click.command()
@ledger_option
def gold(path: str) -> None:
    """Reports of which every record has been judged, as gold that `verbale evaluate` takes: one a line."""
    with opened(path) as ledger, sink(STDIN) as out:
        for row in ledger.gold():
            out.write(as_json(row) + "\n")

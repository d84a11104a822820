"""`verbale series`, `changes`, `watch`: the course of a relation, where it turned, what is new."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import click

from verbale.cli.filters import DAY, filter_options, state, wanted
from verbale.cli.ledgers import ledger_option, opened, rows_option, wait_option
from verbale.cli.streams import as_json, sink
from verbale.reports.read import STDIN

BUCKETS = ("day", "week", "month", "quarter", "year")
bucket_option = click.option("--bucket", type=click.Choice(BUCKETS), default="month", show_default=True,
                             help="How long each stretch of time is.")  # fmt: skip


def put(header: Sequence[str], rows: Sequence[dict[str, Any]], form: str) -> None:
    """Rows for people or programs; a table shows the header's columns alone."""
    with sink(STDIN) as out:
        if form == "jsonl":
            for row in rows:
                out.write(as_json(row) + "\n")
            return
        from verbale.cli.tables import show_rows

        show_rows(header, ([row[name] for name in header] for row in rows), out)


@click.command()
@ledger_option
@bucket_option
@click.option("--directed", is_flag=True, help="Only what the first of --between does to the second.")
@click.option("--records", is_flag=True, help="Count each record, not each happening once.")
@rows_option
@filter_options
def series(path: str, bucket: Any, directed: bool, records: bool, form: str, **asked: Any) -> None:
    """Counts and scores over time: of all, or of what the options ask for.

    \b
    verbale series --ledger L --between PAK --between IRN --bucket quarter
    """
    from verbale.analysis.series import QUADS
    from verbale.analysis.series import series as course

    with opened(path) as ledger:
        points = course(ledger, wanted(asked), bucket=bucket, directed=directed, episodes=not records)
    rows = [
        {"start": point.start.isoformat(), "count": point.count, "score": round(point.score, 2),
         "goldstein": round(point.goldstein, 2), **point.quads}
        for point in points
    ]  # fmt: skip
    put(("start", "count", "score", "goldstein", *QUADS), rows, form)


@click.command()
@ledger_option
@bucket_option
@click.option(
    "--penalty", type=click.FloatRange(0, min_open=True), help="What a further change must gain; more: fewer."
)
@rows_option
@filter_options
def changes(path: str, bucket: Any, penalty: float | None, form: str, **asked: Any) -> None:
    """Where the sum of scores turned, with the records that weigh most from there on."""
    from verbale.analysis.changes import changes as turns

    with opened(path) as ledger:
        found = turns(ledger, wanted(asked), bucket=bucket, penalty=penalty)
    rows = [
        {"start": c.start.isoformat(), "before": round(c.before, 2), "after": round(c.after, 2),
         "drivers": [row["id"] for row in c.drivers],
         "by": ", ".join(f"{row['event']} {(row['date'] or {}).get('start') or row['reported']}" for row in c.drivers)}
        for c in found
    ]  # fmt: skip
    put(("start", "before", "after", "by"), rows, form)


@click.command()
@click.argument("countries", metavar="[A [B]]", nargs=-1)
@click.option("--today", type=DAY, help="The day by which a deadline has passed (default: today).")
@ledger_option
@rows_option
def commitments(countries: tuple[str, ...], today: datetime | None, path: str, form: str) -> None:
    """What two states have bound themselves to, and what became of it: A and B are codes such as PAK and IRN.

    State: made, restated, raised, lowered, progress, breach, or overdue where the deadline has passed.
    """
    if len(countries) > 2:
        raise click.UsageError("at most two countries")
    with opened(path) as ledger:
        found = ledger.commitments(*map(state, countries), today=(today or datetime.now()).date())
    header = ("day", "one", "other", "measure", "value", "unit", "deadline", "state", "text")
    rows = [
        {name: plain(getattr(c, name)) for name in (*header, "key")}
        | {"mentions": [{"event": m.event, "kind": m.kind, "day": plain(m.day)} for m in c.mentions]}
        for c in found
    ]
    put(header, rows, form)


@click.group()
def watch() -> None:
    """Rules that raise alerts when something is added of which you want to hear."""


@watch.command("set")
@click.argument("name")
@ledger_option
@wait_option
@click.option(
    "--quiet", type=click.IntRange(0), default=0, metavar="DAYS", help="Only the first of the pair in so many days."
)
@click.option("--below", type=float, metavar="SCORE", help="Only where the pair's sum of scores is under it.")
@click.option("--days", type=click.IntRange(1), default=30, show_default=True, help="The days of that sum.")
@filter_options
def set_(name: str, path: str, wait: float, quiet: int, below: float | None, days: int, **asked: Any) -> None:
    """Keep a watch, or replace the one of that NAME; it looks at what is added from now on.

    \b
    verbale watch set first-assault --type ASSAULT --quiet 365 --ledger L
    verbale watch set low --between PAK --between IRN --below -20 --days 60 --ledger L
    verbale watch set minister --person "Khawaja Asif" --ledger L
    """
    from verbale.ledger.watches import Watch, set_watch

    with opened(path, new=True, wait=wait) as ledger:
        set_watch(ledger.store, Watch(name, wanted(asked), quiet, below, days))
    click.echo(f"watching: {name}")


@watch.command("drop")
@click.argument("name")
@ledger_option
@wait_option
def drop(name: str, path: str, wait: float) -> None:
    """Forget a watch; its alerts stay."""
    from verbale.ledger.watches import drop_watch

    with opened(path, new=True, wait=wait) as ledger:
        drop_watch(ledger.store, name)


@watch.command("list")
@ledger_option
@rows_option
def list_(path: str, form: str) -> None:
    """All watches with their rules."""
    from verbale.ledger.watches import as_rule, watches

    with opened(path) as ledger:
        put(("name", "rule"), [{"name": w.name, "rule": as_rule(w)} for w in watches(ledger.store)], form)


@watch.command("check")
@ledger_option
@wait_option
@rows_option
def check_(path: str, wait: float, form: str) -> None:
    """Hold all watches against what has been added since the last check, and show what they raise."""
    from verbale.ledger.watches import check

    with opened(path, new=True, wait=wait) as ledger:
        raised = check(ledger.store)
    put(ALERT, [{n: plain(getattr(alert, n)) for n in ALERT} for alert in raised], form)


@watch.command("alerts")
@ledger_option
@rows_option
def alerts_(path: str, form: str) -> None:
    """All alerts ever raised, the newest first."""
    from verbale.ledger.watches import alerts

    with opened(path) as ledger:
        put(ALERT, [{n: plain(row[n]) for n in (*ALERT, "moment")} for row in alerts(ledger.store)], form)


ALERT = ("watch", "day", "event", "what")


def plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value

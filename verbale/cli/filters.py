"""The options by which records are asked for, shared by all commands that ask."""

import datetime
from collections.abc import Callable
from typing import Any

import click

from verbale.ledger.filters import Filter
from verbale.record import ontology
from verbale.record.errors import InputError

DAY = click.DateTime(["%Y-%m-%d"])
CHOICES = {
    "type": ("--type", sorted(ontology.EVENTS), "A PLOVER type."),
    "context": ("--context", sorted(ontology.CONTEXTS), "A PLOVER context."),
    "sector": ("--sector", sorted(ontology.SECTORS), "A PLOVER sector of either side."),
    "status": ("--status", list(ontology.STATUSES), "Whether it happened."),
}
CODES = {
    "between": ("--between", "A country; with two, what sets them in relation, whichever way."),
    "source": ("--source", "A country that acts."),
    "target": ("--target", "A country that is acted on."),
    "says": ("--says", "A country that says so."),
    "country": ("--country", "Where it happened."),
}
WORDS = {
    "mode": ("--mode", "A PLOVER mode."),
    "quad": ("--quad", 'A quad class, such as "verbal conflict".'),
    "measure": ("--measure", "A measure of its quantities, such as deaths."),
    "lang": ("--lang", "A language of reports."),
    "report": ("--report", "A report's id."),
}
TEXTS = {
    "text": ("--text", "Words that all stand in the evidence."),
    "person": ("--person", "Words of a side's name."),
    "place": ("--place", "A place's name."),
}


def state(value: str) -> str:
    """The code of a country in capitals. Raises InputError where there is none."""
    code = value.upper()
    if not ontology.is_country(code):
        raise InputError("no country code", where=value, hint="ISO 3166-1 alpha-3, such as MLI")
    return code


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options for all fields of a Filter, each of which may be given several times where it takes a value of a list."""
    options = [
        *(click.option(o, n, multiple=True, type=click.Choice(c), help=h) for n, (o, c, h) in CHOICES.items()),
        *(click.option(o, n, multiple=True, metavar="CODE", help=h) for n, (o, h) in CODES.items()),
        *(click.option(o, n, multiple=True, metavar="NAME", help=h) for n, (o, h) in WORDS.items()),
        *(click.option(o, n, default="", metavar="TEXT", help=h) for n, (o, h) in TEXTS.items()),
        click.option("--since", type=DAY, help="From this day on."),
        click.option("--until", type=DAY, help="Up to this day."),
        click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="At least so sure."),
        click.option("--min-value", type=float, help="A quantity at least so high."),
        click.option("--verdict", type=click.Choice(("accepted", "rejected", "none")), help="What an analyst decided."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def wanted(values: dict[str, Any]) -> Filter:
    """The Filter that a command's options make."""
    asked = {name: values[name] for name in Filter.names() if name in values and values[name] is not None}
    for name in CODES:
        asked[name] = tuple(state(code) for code in asked.get(name, ()))
    for name in ("since", "until"):
        if isinstance(asked.get(name), datetime.datetime):
            asked[name] = asked[name].date()
    if len(asked.get("between", ())) > 2:
        raise InputError("a relation has two sides", where="--between", hint="give it once or twice")
    return Filter(**asked)

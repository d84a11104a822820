"""Reports with records made by hand, as `Ledger.add` takes them."""

import datetime

from tests.samples import TEXT, event
from verbale.ledger.ledger import Entry
from verbale.record.report import Report

DAY = datetime.date(2025, 8, 3)
OTHER = "Le pays a expulsé le chargé d'affaires de son voisin de l'est."


def entry(n, text=TEXT, **fields):
    """A report with one record; the numbers tell reports apart and leave their words alike."""
    return Entry(Report(f"{text} {n}", str(n), "fr", DAY), "fr", (event(id=f"e{n}", report=str(n), **fields),))

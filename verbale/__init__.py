"""Verbale reads news reports in the language they were written in, and keeps the record of relations
between states: who did what to whom, when, where, how much, and who says so.

>>> import verbale
>>> report = verbale.Report("Le Mali a expulsé l'ambassadeur de France.", lang="fr")
>>> [event.event for event in verbale.code(report)]
['SANCTION']
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verbale.coding.coder import code, code_many
    from verbale.ledger.ledger import Ledger
    from verbale.record.errors import VerbaleError
    from verbale.record.event import Actor, Event
    from verbale.record.report import Report
    from verbale.record.span import Span
    from verbale.reports.read import read

__version__ = "0.1.0"
__all__ = [
    "Actor",
    "Event",
    "Ledger",
    "Report",
    "Span",
    "VerbaleError",
    "__version__",
    "code",
    "code_many",
    "read",
]

_HOMES = {
    "Actor": "verbale.record.event",
    "Event": "verbale.record.event",
    "Ledger": "verbale.ledger.ledger",
    "Report": "verbale.record.report",
    "Span": "verbale.record.span",
    "VerbaleError": "verbale.record.errors",
    "code": "verbale.coding.coder",
    "code_many": "verbale.coding.coder",
    "read": "verbale.reports.read",
}


def __getattr__(name: str) -> Any:
    """Load a name's home when it is first asked for: importing the package stays cheap."""
    if name not in _HOMES:
        raise AttributeError(f"module 'verbale' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__

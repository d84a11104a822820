"""What can go wrong, as one tree.

VerbaleError
├── InputError      a report, row or file that cannot be read
├── LanguageError   a language folder that does not pass its check
├── ModelError      the reader's files are missing or do not fit this version
├── GoldError       an annotation that does not parse or does not lie in its text
└── LedgerError     a ledger that cannot be opened, or is damaged
"""


class VerbaleError(Exception):
    """Base of all errors of the package: what happened, where, and what to do next."""

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text} ({self.hint})" if self.hint else text


class InputError(VerbaleError):
    """A report, row or file cannot be read."""


class LanguageError(VerbaleError):
    """A language folder has faults; `what` lists all of them, one a line."""


class ModelError(VerbaleError):
    """The reader's files are missing or do not fit this version."""


class GoldError(VerbaleError):
    """An annotation does not parse, or does not lie in its text."""


class LedgerError(VerbaleError):
    """A ledger cannot be opened, is held by another process, or is damaged."""

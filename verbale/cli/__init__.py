"""The command line: arguments, tables, progress, exit codes; the only place that prints or exits."""

from verbale.cli.commands import main

__all__ = ["main"]

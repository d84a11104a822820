"""The reference of the command line, from its own help: python tools/cli_reference.py > docs/cli.md"""

import sys

import click

from verbale.cli import main

WIDTH = 100


def helps(command: click.Command, name: str, parent: click.Context | None = None) -> list[tuple[str, str]]:
    """(name, help) of a command and of all below it."""
    context = click.Context(command, parent, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH)
    context.help_option_names = ["-h", "--help"]
    found = [(context.command_path, command.get_help(context))]
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            below = command.get_command(context, child)
            if below is not None:
                found += helps(below, child, context)
    return found


def reference() -> str:
    sections = [f"## {name}\n\n```text\n{text}\n```\n" for name, text in helps(main, "verbale")]
    return "\n".join(["# The command line\n\nWritten from `--help`; do not edit.\n", *sections])


if __name__ == "__main__":
    sys.stdout.write(reference())

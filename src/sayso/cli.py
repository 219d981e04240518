"""The command line: the group of commands, and what happens when one fails. Nothing heavy is imported here."""

from __future__ import annotations

import click

from sayso import __version__
from sayso.commands.add import add
from sayso.commands.claims import COMMANDS as CLAIMS
from sayso.commands.claims import claims
from sayso.commands.claims_judging import JUDGING as CLAIMS_JUDGING
from sayso.commands.compare import compare
from sayso.commands.copies import copies
from sayso.commands.drift import drift
from sayso.commands.ends import BAD_INPUT, FAILED, INTERRUPTED, say
from sayso.commands.export import export
from sayso.commands.listing import documents, search, show, sources, statements, timeline
from sayso.commands.read import read
from sayso.commands.sources_judging import JUDGING


def main() -> int:
    """Run the command line and return its exit code; whatever happens, no traceback is shown."""
    try:
        code: int | None = commands.main(prog_name="sayso", standalone_mode=False)
        return code or 0
    except click.UsageError as error:
        error.show()
        return BAD_INPUT
    except click.ClickException as error:
        say(f"sayso: {error.format_message()}")
        return FAILED
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except Exception as error:
        say(f"sayso: unexpected error ({type(error).__name__}: {error}); please report it with the command you ran")
        return FAILED


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="sayso %(version)s")
def commands() -> None:
    """Read news the way a sceptical editor does: who says what, on whose say-so."""


commands.add_command(add)
commands.add_command(compare)
commands.add_command(copies)
commands.add_command(drift)
commands.add_command(export)
commands.add_command(documents)
commands.add_command(read)
commands.add_command(search)
commands.add_command(show)
commands.add_command(sources)
commands.add_command(statements)
commands.add_command(timeline)
for command in CLAIMS:
    commands.add_command(command)
for command in JUDGING:
    sources.add_command(command)
for command in CLAIMS_JUDGING:
    claims.add_command(command)

"""The command line: which commands there are, and what is said of one that is misspelt."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import cast

import click

from narrated.cli.command import DONE, USER_ERROR
from narrated.cli.options import Setting
from voiceover.errors import InputError, excerpt, names_for
from voiceover.terminal import complain

COMMANDS = (
    "video", "films", "watch", "check", "publish", "page", "slides", "reproduce", "voice", "voices", "record",
    "words", "traces", "import-captions", "doctor",
)  # fmt: skip


class _Commands(click.Group):
    """Commands that are imported when they are asked for: an unchanged film must cost nothing."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        if cmd_name not in COMMANDS:
            raise InputError(f"no command {excerpt(cmd_name)}", permitted=names_for(cmd_name, COMMANDS))
        module = importlib.import_module(f"narrated.cli.{cmd_name.replace('-', '_')}")
        return cast(click.Command, module.command)


@click.group(cls=_Commands, invoke_without_command=True)
@click.pass_context
def commands(context: click.Context) -> None:
    """Narrated lessons: film one, watch a scene while it is written, judge the film, make it again."""
    if context.invoked_subcommand is None:
        raise InputError("no command is given", permitted=", ".join(COMMANDS))


def main(arguments: Sequence[str] | None = None, *, setting: Setting | None = None) -> int:
    """Do what a command line says; return the exit code. ``setting`` is another than usual in tests."""
    try:
        return int(commands.main(arguments, standalone_mode=False, obj=setting or Setting()) or DONE)
    except click.UsageError as error:
        complain(f"error: {_misspelt(error)}")
        return USER_ERROR
    except InputError as error:
        complain(f"error: {error}")
        return error.exit_code


def _misspelt(error: click.UsageError) -> InputError:
    context = error.ctx
    if isinstance(error, click.NoSuchOption) and context:
        options = [name for param in context.command.get_params(context) for name in param.opts]
        return InputError(
            f"no option {excerpt(error.option_name)}", permitted=names_for(error.option_name, options)
        )
    command = context.command_path if context else "narrated COMMAND"
    return InputError(error.format_message(), remedy=f"`{command} --help` tells what may be given")

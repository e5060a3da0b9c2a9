"""``narrated doctor``: what this machine lacks."""

from __future__ import annotations

import click

from narrated.cli.diagnosis import diagnose
from narrated.cli.options import FILM, Command, film_options, options


@click.command("doctor", cls=Command, interrupted="interrupted")
@options(*FILM, "manifest")
def command(*, manifest: str, **given: str) -> int:
    """Tell what this machine lacks, and the command that mends it.

    0: it is well. 1: something is missing.
    """
    return diagnose(film_options(given), manifest)

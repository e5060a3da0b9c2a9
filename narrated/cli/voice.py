"""``narrated voice``: record the lines that have no take."""

from __future__ import annotations

from pathlib import Path

import click

from narrated.build.lesson_plan import find_lesson
from narrated.cli.command import DONE
from narrated.cli.options import Command, flag, options
from voiceover import record


@click.command("voice", cls=Command, interrupted="stopped; what was recorded is kept", how={"printing": True})
@options("lesson", "words", "locale", "voice")
@flag("dry-run", "Only say what would be done.")
@flag("prune", "Also delete the takes that no line uses.")
def command(*, lesson: str, words: str, locale: str, voice: str, dry_run: bool, prune: bool) -> int:
    """Record the lines that have no take: of a lesson, or of the words in a folder."""
    if words:
        root, usual = Path(words), ""
    else:
        found, _ = find_lesson(lesson)
        root, usual = found.words, found.locale
    session = record.plan(root, locale or usual or record.only_locale(root), voice or None)
    record.carry_out(session, dry=dry_run, pruning=prune)
    return DONE

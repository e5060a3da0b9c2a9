"""``narrated traces``: train what a lesson draws."""

from __future__ import annotations

import time

import click

from narrated.build.lesson_plan import find_lesson
from narrated.build.trace_training import folder_of, recipes_of, train, why_stale
from narrated.cli.command import DONE
from narrated.cli.options import Command, flag, options
from voiceover.terminal import say


@click.command("traces", cls=Command, interrupted="interrupted; the traces that were finished are kept")
@options("lesson", "only")
@flag("dry-run", "Only say what would be trained, and why.")
def command(*, lesson: str, only: str, dry_run: bool) -> int:
    """Train the models of a lesson whose traces are missing, altered, or of another recipe than now.

    A trace holds what a scene draws of a training, and is committed with the lesson: drawing needs no
    training library. Each is written when it is whole, so that the command may be ended and called again.
    """
    found, _ = find_lesson(lesson)
    folder = folder_of(found, lesson)
    recipes = recipes_of(found, [name.strip() for name in only.split(",") if name.strip()])
    for recipe in recipes:
        reason = why_stale(recipe, folder)
        if not reason:
            say(f"{recipe.name}: up to date")
            continue
        if dry_run:
            say(f"{recipe.name}: to be trained ({reason})")
            continue
        say(f"{recipe.name}: training {recipe.steps:,} steps ({reason})")
        began = time.monotonic()
        train(recipe, folder)
        size = folder.path(recipe.name).stat().st_size
        say(f"{recipe.name}: trained in {time.monotonic() - began:.1f} s, {size / 1000:.0f} kB")
    return DONE

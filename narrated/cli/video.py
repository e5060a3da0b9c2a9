"""``narrated video``: make a film."""

from __future__ import annotations

from pathlib import Path

import click

from narrated.build.build import build
from narrated.build.lesson_plan import plan_of
from narrated.build.progress import Display
from narrated.cli.command import DONE
from narrated.cli.drawing import drawing
from narrated.cli.options import FILM, Command, Setting, film_options, flag, options


@click.command(
    "video",
    cls=Command,
    interrupted="interrupted; what was finished is kept, and the film is whole: the last that was made",
    how={"failed": "What was finished is kept"},
)
@options(*FILM)
@flag("why", "Say of every part why it is made or kept.")
@click.pass_obj
def command(setting: Setting, /, *, why: bool, **given: str) -> int:
    """Make the narrated film of a lesson. What did not change since the last time is kept."""
    display = Display(why=why)
    plan = plan_of(film_options(given), setting.qualities)
    for path in build(plan, display, drawing(plan, setting.backend)):
        display.say(short(path))
    return DONE


def short(path: Path) -> str:
    """A path from here, where it is below."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)

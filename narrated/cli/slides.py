"""``narrated slides``: a finished film on a lectern, as a deck, a handout and a PowerPoint file."""

from __future__ import annotations

import click

from narrated.build.lesson_plan import plan_of
from narrated.build.progress import Display
from narrated.cli.command import DONE
from narrated.cli.options import Command, Setting, film_options, flag, options
from narrated.cli.video import short
from voiceover.errors import InputError
from voiceover.remedies import installing


@click.command(
    "slides",
    cls=Command,
    interrupted="interrupted; the folder is whole: the last that was written, or none",
    how={"failed": "The folder is whole: the last that was written, or none"},
)
@options("lesson", "locale", "format", "quality", "voice", "media")
@flag("sound", "Begin with the narration; without, it is heard once M is pressed.")
@flag("why", "Say of clips and slides why they are made or kept.")
@click.pass_obj
def command(setting: Setting, /, *, why: bool, sound: bool, **given: str) -> int:
    """Write a folder for the lectern: a deck for any browser, a PDF handout and a PowerPoint file.

    A slide is a beat of the finished film. Its clip plays once, without captions, and rests on its last
    picture. Nothing in the folder needs a network or a server.
    """
    plan = plan_of(film_options(given), setting.qualities)
    try:
        from narrated.slides.folder import write_slides
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] != "pptx":
            raise
        raise InputError(
            "python-pptx is not installed, which writes the PowerPoint file",
            remedy=f"run `{installing('slides')}`",
        ) from None
    display = Display(why=why, doing="cutting")
    made = write_slides(plan, display, sound=sound)
    for path in made.files:
        display.say(short(path) if made.new else f"{short(path)} (unchanged)")
    return DONE

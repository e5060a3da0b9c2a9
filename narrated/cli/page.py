"""``narrated page``: the lesson as one page, which works without a network."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

import click

from narrated.build.lesson_plan import find_lesson
from narrated.build.plan import Options, Plan
from narrated.build.progress import Display
from narrated.cli.command import DONE
from narrated.cli.options import Command, Setting, film_options, flag, options, port_number
from narrated.cli.video import short
from narrated.page.film_choice import choose_films
from narrated.page.page_build import Made, PageBuild, page_of
from narrated.page.page_file import MOST_BYTES


@click.command(
    "page",
    cls=Command,
    interrupted="stopped; the page is whole: the last that was made, or none",
    how={"failed": "What was finished is kept"},
)
@options("lesson", "locale", "format", "quality", "voice", "port", "media")
@flag("serve", "Serve the page on this machine, with the films beside it instead of in it.")
@flag("why", "Say of every part why it is made or kept.")
@click.pass_obj
def command(setting: Setting, /, *, serve: bool, why: bool, port: str, **given: str) -> int:
    """Write a lesson as one page that works from a disk: its films, transcript, exercises and quiz.

    --locale and --format take lists here, such as zh,en and wide,tall, of which all films must be finished;
    otherwise the page has those that are, wide and tall, of the quality that is asked for.
    """
    number = port_number(port)
    display = Display(why=why, doing="encoding")
    lesson, file = find_lesson(given["lesson"])
    wanted: Options = film_options({**given, "locale": "", "format": "", "jobs": ""})
    choice = choose_films(lesson, file, wanted, given["locale"], given["format"], setting.qualities)
    for note in choice.notes:
        display.say(note)
    build = PageBuild(choice.plans, display)
    made = build.made(served=serve)
    if serve:
        _serve(made, number, display)
        return DONE
    new = build.write(made)
    _tell(choice.plans, made, new, display)
    return DONE


def _tell(plans: Mapping[str, Plan], made: Made, new: bool, display: Display) -> None:
    path: Path = page_of(next(iter(plans.values())))
    display.say(f"{short(path)}  {'written' if new else 'unchanged'}  ({', '.join(plans)})")
    around = f"{made.shell.compressed / 1000:.0f} of {MOST_BYTES // 1000} kB without its films, compressed"
    display.say(f"{made.size / 1e6:.1f} MB in all; {around}")


def _serve(made: Made, port: int, display: Display) -> None:
    from narrated.page.page_server import serve

    server, address = serve(made.shell, made.films, port)
    display.say(f"{address}  (Ctrl-C ends it)")
    try:
        threading.Event().wait()
    finally:
        server.shutdown()
        server.server_close()

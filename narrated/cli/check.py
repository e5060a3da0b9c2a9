"""``narrated check``: judge a finished film."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from narrated.build.cache import make_folder
from narrated.build.lesson_plan import plan_of
from narrated.build.plan import Plan
from narrated.build.progress import Display
from narrated.build.render_stale import not_stale
from narrated.build.tasks import RenderBackend
from narrated.build.workspace import workspace
from narrated.cli.command import DONE, FAILED
from narrated.cli.options import FILM, Command, Setting, film_options, options
from narrated.lesson import load_lesson


@click.command("check", cls=Command, interrupted="interrupted; the film was not judged")
@options(*FILM)
@click.pass_obj
def command(setting: Setting, /, **given: str) -> int:
    """Judge a finished film as a strict viewer would.

    What comes out is a scorecard, and stills of what fails.

    0: every row passes. 1: one fails.
    """
    return _judge(given["lesson"], plan_of(film_options(given), setting.qualities))


def folder_of(plan: Plan) -> Path:
    """Where the scorecard of a film goes: ``<media>/check/<lesson>/<locale>-<format>-<quality>``."""
    return plan.home.parent.parent / "check" / plan.home.parent.name / plan.home.name


def _judge(lesson: str, plan: Plan) -> int:
    # A film that is not there is told before manim is imported.
    from narrated.build.worker import preload, quiet
    from narrated.review.film_reader import FilmReader

    film = FilmReader(plan)
    not_stale(plan, film.video)
    with workspace(plan.home, plan.parts, Display().say) as temporary:
        with quiet(plan.parts / "check.txt"):
            preload(RenderBackend())
        from rich.console import Console

        from narrated.review import report
        from narrated.review.headline import headlines_of
        from narrated.review.scorecard import scorecard, tell_all

        tellings = tell_all(plan, temporary)
    folder = folder_of(plan)
    with film.damaged_told():
        rows = scorecard(film, tellings, headlines_of(load_lesson(lesson)[1].__name__))
        film.still(film.frames - 1)  # a film that is cut short is told before anything is written or removed
        make_folder(folder)  # what cannot be written there is told as that, and nothing else is
        rows = report.with_pictures(rows, film, folder)
    written = report.write(rows, film, folder)
    report.show(rows, Console())
    sys.stdout.write(f"{os.path.relpath(written)}\n")
    return FAILED if any(row.passed is False for row in rows) else DONE

"""``narrated films``: make the whole set of a lesson's films, every language in every shape."""

from __future__ import annotations

from collections.abc import Mapping

import click

from narrated.build.film_set import FilmSet, film_set
from narrated.build.films import Outcome, make_films
from narrated.build.lesson_plan import find_lesson
from narrated.build.progress import FilmsDisplay
from narrated.cli.command import DONE, FAILED, USER_ERROR
from narrated.cli.drawing import drawing
from narrated.cli.options import FILM, Command, Setting, film_options, flag, options
from narrated.cli.video import short
from voiceover.errors import InputError
from voiceover.terminal import complain


@click.command(
    "films",
    cls=Command,
    interrupted="interrupted; what was finished is kept, and each film is whole: the last that was made",
    how={"failed": "What was finished is kept"},
)
@options(*FILM)
@flag("why", "Say of every part why it is made or kept.")
@click.pass_obj
def command(setting: Setting, /, *, why: bool, **given: str) -> int:
    """Make all films of a lesson: in every language that it has the words for, wide, tall and square.

    --locale and --format take lists here, such as zh,en and wide,tall. A film that cannot be made does not
    keep the others from it.
    """
    if given["farm"]:
        raise InputError(
            "a set of films is drawn on this machine alone",
            permitted="films without --farm, or `video --farm` for one after the other",
        )
    display = FilmsDisplay(why=why)
    lesson, file = find_lesson(given["lesson"])
    one = film_options({**given, "locale": "", "format": ""})
    chosen = film_set(lesson, file, one, given["locale"], given["format"], setting.qualities)
    for note in chosen.notes:
        display.say(note)
    made: Mapping[str, Outcome] = {}
    if chosen.plans:
        first = next(iter(chosen.plans.values()))
        made = make_films(chosen.plans, display, drawing(first, setting.backend))
    return _tell(chosen, made, display)


def _tell(chosen: FilmSet, made: Mapping[str, Outcome], display: FilmsDisplay) -> int:
    """Say what became of every film, and of those that were not made why; return the exit code."""
    outcomes = {**chosen.refused, **made}
    outcomes = {film: outcomes[film] for film in chosen.films}
    width = max(map(len, outcomes))
    reasons: dict[tuple[str, bool], list[str]] = {}
    for film, outcome in outcomes.items():
        if outcome.error:
            reasons.setdefault((outcome.error, outcome.mendable), []).append(film)
        place = "" if outcome.error else short(chosen.plans[film].output(".mp4"))
        state = "not made" if outcome.error else "made" if outcome.new else "unchanged"
        display.say(f"{film:<{width}}  {state:<9}  {place}".rstrip())
    for (error, _), films in reasons.items():
        complain(f"error: {', '.join(films)}: {error}")
    if not reasons:
        return DONE
    return USER_ERROR if any(mendable for _, mendable in reasons) else FAILED

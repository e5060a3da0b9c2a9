"""Which films go into a page: those that are asked for, or all that are finished. Light: no manim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from narrated.build.film_set import film_set
from narrated.build.plan import QUALITIES, Options, Plan, Quality
from narrated.build.render_stale import not_stale
from narrated.build.workspace import one_film
from narrated.lesson import Lesson
from voiceover.errors import InputError, listed
from voiceover.remedies import filming_set
from voiceover.strict import listed_names

USUAL = ("wide", "tall")
"""The shapes that a page has where none is asked for."""


@dataclass
class FilmChoice:
    """Finished films by their names, such as ``zh-wide``; ``notes`` tell of those that are left out."""

    plans: dict[str, Plan] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def choose_films(
    lesson: Lesson,
    file: Path,
    options: Options,
    locales: str = "",
    formats: str = "",
    qualities: Mapping[str, Quality] = QUALITIES,
) -> FilmChoice:
    """The finished films of a lesson that a page shows.

    Parameters
    ----------
    options
        Of all films; their locale and format are not looked at.
    locales, formats
        Names with commas between them, of each of which there must be a film, and where both are given of
        each pair; empty: whatever is finished, in the shapes that are usual.

    Raises
    ------
    InputError
        If what is asked for is not finished, or is older than its scenes, or nothing is finished.
    """
    found = film_set(lesson, file, options, locales, formats or ",".join(USUAL), qualities)
    choice = FilmChoice()
    stale: dict[str, InputError] = {}
    for film, plan in found.plans.items():
        if plan.home.is_dir():
            one_film(plan.home)
        if (video := plan.output(".mp4")).is_file():
            try:
                not_stale(plan, video)
                choice.plans[film] = plan
            except InputError as error:
                stale[film] = error
    for locale, shape in product(listed_names(locales) or [""], listed_names(formats) or [""]):
        if not any(_is(film, locale, shape) for film in choice.plans):
            for film, older in stale.items():
                if _is(film, locale, shape):
                    raise older
            for film, outcome in found.refused.items():
                if _is(film, locale, shape):
                    raise InputError(outcome.error)
            wanted = {"locale": locale, "format": shape, "quality": options.quality, "voice": options.voice}
            told = ", ".join(text for text in (locale, shape, options.quality) if text)
            home = next(iter(found.plans.values())).home.parent if found.plans else None
            # Of another quality, voice or shape there may be some.
            made = sorted(film.parent.name for film in home.glob(f"*/{lesson.slug}.mp4")) if home else []
            raise InputError(
                f"no finished film of {lesson.slug} ({told})",
                where=home,
                permitted=f"options of what is finished there, {listed(made)}" if made else None,
                remedy=f"run `{filming_set(options.lesson, wanted)}`",
            )
    choice.notes += [f"{film}: left out, {older.what}" for film, older in stale.items()]
    return choice


def _is(film: str, locale: str, shape: str) -> bool:
    """Whether a film is of a language and a shape; either may be left open."""
    of_locale, _, of_shape = film.rpartition("-")
    return (not locale or of_locale == locale) and (not shape or of_shape == shape)

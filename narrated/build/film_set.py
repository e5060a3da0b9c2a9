"""Which films of a lesson are made together: its languages and shapes, with a plan or the reason for none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from narrated.build.films import Outcome
from narrated.build.plan import QUALITIES, Options, Plan, Quality, make_plan, select
from narrated.design.formats import FORMATS, Format
from narrated.lesson import Lesson
from voiceover.errors import InputError, excerpt, listed
from voiceover.script.locales import check_words, locales_of, missing_scripts
from voiceover.strict import listed_names


@dataclass
class FilmSet:
    """Films by their names, such as ``zh-wide``.

    Parameters
    ----------
    films
        All that are asked for, in order.
    plans
        Of those that can be made.
    refused
        Of the others, why they cannot.
    notes
        What is said of languages that nobody asked for and the lesson has only begun.
    """

    films: list[str] = field(default_factory=list)
    plans: dict[str, Plan] = field(default_factory=dict)
    refused: dict[str, Outcome] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def film_set(
    lesson: Lesson,
    file: Path,
    options: Options,
    locales: str = "",
    formats: str = "",
    qualities: Mapping[str, Quality] = QUALITIES,
) -> FilmSet:
    """The films that are asked for.

    Parameters
    ----------
    options
        Of all; their locale and format are not looked at.
    locales, formats
        Names with commas between them; empty: all languages that the lesson has words for, all formats.

    Raises
    ------
    InputError
        For an unknown locale or format, and for what keeps all films from being made.
    """
    found = FilmSet()
    names = [lesson.scenes[number - 1].script for number in select(options.scenes, lesson)]
    shapes = listed_names(formats) or list(FORMATS)
    for shape in shapes:
        Format.named(shape)
    for locale in _locales(lesson, locales, names, found):
        films = {f"{locale}-{shape}": shape for shape in shapes}
        found.films += films
        try:
            if locale != lesson.locale:
                check_words(lesson.words, locale, lesson.locale, names)
            for film, shape in films.items():
                found.plans[film] = make_plan(
                    lesson, file, replace(options, locale=locale, format=shape), qualities
                )
        except InputError as error:
            found.refused |= dict.fromkeys(films, Outcome.of_error(error))
    reasons = {outcome.error for outcome in found.refused.values()}
    if not found.plans and len(reasons) == 1:
        raise InputError(reasons.pop())
    return found


def _locales(lesson: Lesson, asked: str, names: Sequence[str], found: FilmSet) -> list[str]:
    known = locales_of(lesson.words, lesson.locale)
    if asked:
        for locale in listed_names(asked):
            if locale not in known:
                raise InputError(
                    f"no words for locale {excerpt(locale)}", where=lesson.words, permitted=listed(known)
                )
        return listed_names(asked)
    complete = []
    for locale in known:
        lacking = [] if locale == lesson.locale else missing_scripts(lesson.words, locale, names)
        if lacking:
            found.notes.append(f"{locale}: left out, it has no words for {', '.join(lacking)}")
        else:
            complete.append(locale)
    return complete

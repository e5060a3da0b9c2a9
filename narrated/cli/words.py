"""``narrated words``: what a language lacks, or has too much, beside the lesson's own."""

from __future__ import annotations

import click

from narrated.build.lesson_plan import find_lesson
from narrated.build.plan import select
from narrated.cli.command import DONE
from narrated.cli.options import Command, options
from narrated.page.quiz import check_quiz
from voiceover.errors import InputError
from voiceover.script.locales import check_words, locales_of
from voiceover.terminal import say


@click.command("words", cls=Command, interrupted="interrupted; nothing was written")
@options("lesson", "locale", "scenes")
def command(*, lesson: str, locale: str, scenes: str) -> int:
    """Compare the words of every language, or of one, with those of the lesson's own.

    Every script, line, bookmark and on-screen word that one of them lacks or has too much is named, and every
    bookmark that comes in another order; also what the words of its quiz lack, in any language.
    """
    found, _ = find_lesson(lesson)
    names = [found.scenes[number - 1].script for number in select(scenes, found)]
    errors = []
    others = [each for each in locales_of(found.words, found.locale) if each != found.locale]
    if not (locale or others):
        say(f"{found.locale} is the only language of {found.slug}")
    for each in [locale] if locale else others:
        try:
            extent = check_words(found.words, each, found.locale, names)
        except InputError as error:
            errors.append(error)
        else:
            told = f"{extent.scripts} scripts, {extent.lines} lines, {extent.words} on-screen words"
            say(f"{each}: {told}, as the lesson's own locale {found.locale} has")
    for each in [locale] if locale else [found.locale, *others]:
        try:
            count = check_quiz(found, each)
        except InputError as error:
            errors.append(error)
        else:
            if count:
                say(f"{each}: {count} question{'s' * (count > 1)} in the quiz")
    if errors:
        # What is wrong in the questions themselves is met in every language.
        raise InputError("\n".join(dict.fromkeys(map(str, errors))))
    return DONE

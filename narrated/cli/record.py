"""``narrated record``: a page on which one records one's own voice."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import NoReturn

import click

from narrated.build.lesson_plan import find_lesson
from narrated.build.plan import select
from narrated.cli.options import Command, options, port_number
from narrated.recorder.prompter import Prompter
from narrated.recorder.server import serve
from voiceover.errors import InputError
from voiceover.record import only_locale
from voiceover.remedies import RECORDED, option, recording
from voiceover.script.scene_script import load_lesson_words, script_names
from voiceover.terminal import say


@click.command("record", cls=Command, interrupted="stopped; what was recorded is kept", how={"endless": True})
@options("lesson", "words", "locale", "scenes", "port")
def command(*, lesson: str, words: str, locale: str, scenes: str, port: str) -> NoReturn:
    """Record one's own voice on a page, line after line: of a lesson, or of the words in a folder."""
    number = port_number(port)
    if words:
        if scenes:
            raise InputError(
                f"{option('scenes')} chooses among the scenes of a lesson, and {option('words')} names none",
                remedy=f"name the lesson with {option('lesson')} instead, or record all scenes",
            )
        root = Path(words)
        locale = locale or only_locale(root)
        load_lesson_words(root, locale)  # tells which locales there are, where this is none of them
        names = script_names(root, locale)
    else:
        found, _ = find_lesson(lesson)
        root, locale = found.words, locale or found.locale
        names = [found.scenes[number - 1].script for number in select(scenes, found)]
    _serve(root, locale, names, number)


def _serve(root: Path, locale: str, names: list[str], port: int) -> NoReturn:
    with Prompter(root, locale, names, lambda text: say(f"{time.strftime('%H:%M:%S')} {text}")) as prompter:
        lines = prompter.read()["lines"]
        prompter.open_folder()
        server, address = serve(prompter, port)
        have = sum(1 for line in lines if line["recorded"])
        after = recording(root, locale, RECORDED)
        say(f"{locale}: {len(lines)} lines, {have} recorded; `{after}` makes takes of them")
        say(f"{address}  (Ctrl-C ends it)")
        try:
            threading.Event().wait()
        finally:
            server.shutdown()
            server.server_close()
    raise AssertionError("it ends by an exception")

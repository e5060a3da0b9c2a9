"""The command line of the page that shows a scene while it is written."""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

from loss_scenes.film.plan import select
from loss_scenes.outline import Lesson, load_lesson
from loss_scenes.watch.loop import Loop
from loss_scenes.watch.nursery import start_nursery
from loss_scenes.watch.order import Order
from loss_scenes.watch.server import HOST, Board, serve
from voiceover.errors import InputError
from voiceover.takes import takes_folder

_MENDABLE = 2
_PATIENCE = 1.0


class _Ended(BaseException):
    """A signal asked to end."""

    def __init__(self, number: int) -> None:
        self.number = number


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page until a signal ends it; return the exit code: 0 after Ctrl-C, 2: something to mend."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    try:
        _watch(_parser().parse_args(arguments))
    except _Ended as ended:
        with contextlib.suppress(OSError):  # who read this may have ended first
            sys.stdout.write("\nstopped\n")
            sys.stdout.flush()
        return 0 if ended.number == signal.SIGINT else 128 + ended.number
    except InputError as error:
        sys.stdout.flush()
        sys.stderr.write(f"{error}\n")
        return _MENDABLE


def _watch(choice: argparse.Namespace) -> NoReturn:
    port = _port(choice.port)
    lesson, lesson_file, scene = _scene(choice)
    locale = choice.locale or lesson.locale
    words = lesson.words / locale
    if not words.is_dir():
        raise InputError(
            f"unknown locale {locale!r}",
            where=lesson.words,
            permitted=", ".join(sorted(path.parent.name for path in lesson.words.glob("*/lesson.toml"))),
        )
    folder = Path(tempfile.mkdtemp(prefix="loss-scenes-watch-"))
    process, pipe = None, None
    board = Board()
    try:
        # Before there are threads, since a fork copies only one.
        process, pipe = start_nursery(folder / "log.txt")
        board.put({"scene": scene, "title": scene, "phase": "drawing"})
        server = serve(board, port)
        sys.stdout.write(f"{scene}: http://{HOST}:{server.server_address[1]}/  (Ctrl-C ends it)\n")
        sys.stdout.flush()
        order = Order(
            0, choice.lesson, scene, choice.locale, choice.voice, choice.media, folder, folder / "manim"
        )
        order.scratch.mkdir()
        here = [Path.cwd(), lesson_file.parent, words, takes_folder(lesson.words, locale)]
        loop = Loop(order, pipe, board, (path.resolve() for path in here))
        threading.Thread(target=loop.listen, daemon=True).start()
        try:
            loop.run()
        finally:
            loop.close()
            board.close()
            server.shutdown()
            server.server_close()
    finally:
        if process is not None and pipe is not None:
            with contextlib.suppress(OSError):
                pipe.send(None)
            process.join(_PATIENCE)
            process.kill()  # it was still importing manim
            process.join()
        shutil.rmtree(folder, ignore_errors=True)
    raise AssertionError("the loop ends by an exception")


def _scene(choice: argparse.Namespace) -> tuple[Lesson, Path, str]:
    """The lesson, its file, and the script of the one scene that is meant."""
    if str(Path.cwd()) not in sys.path:
        sys.path.insert(0, str(Path.cwd()))
    lesson, module = load_lesson(choice.lesson)
    numbers = select(choice.scene, lesson) if choice.scene.strip() else ()
    if len(numbers) != 1:
        names = ", ".join(scene.script for scene in lesson.scenes)
        raise InputError(
            f"{choice.scene!r} is not one scene" if choice.scene.strip() else "no scene is named",
            permitted=f"a number from 1 to {len(lesson.scenes)}, or a name: {names}",
            remedy="name one, as in `make watch SCENE=1`",
        )
    return lesson, Path(str(module.__file__)), lesson.scenes[numbers[0] - 1].script


def _port(given: str) -> int:
    if re.fullmatch(r"[0-9]{1,5}", given) and int(given) <= 65535:
        return int(given)
    raise InputError(f"port {given!r}", permitted="a whole number from 0 (any that is free) to 65535")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m loss_scenes.watch",
        description="Show one scene at draft quality on a page of this machine, and draw it again whenever "
        "a file that it is made of is saved.",
        epilog="Each option may also be given in the environment under its name: SCENE, LESSON, LOCALE, "
        "VOICE, PORT, MEDIA.",
    )
    for name, default, text in (
        ("scene", "", "which scene: its number, or the name of its script"),
        ("lesson", "loss_scenes.lesson", "module that defines LESSON (%(default)s)"),
        ("locale", "", "whose words, such as zh (the lesson's own)"),
        ("voice", "", "who reads; espeak needs no recording (the locale's own)"),
        ("port", "0", "port of the page (any that is free)"),
        ("media", "media", "folder for takes of the draft voice (%(default)s)"),
    ):
        parser.add_argument(f"--{name}", default=os.environ.get(name.upper()) or default, help=text)
    return parser


def _end(number: int, _: FrameType | None) -> NoReturn:
    # Once is enough: a second signal must not break off the tidying up.
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, signal.SIG_IGN)
    raise _Ended(number)

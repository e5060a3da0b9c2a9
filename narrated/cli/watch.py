"""The command line of the page that shows a scene while it is written."""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from narrated.cli.command import run
from narrated.cli.video import plan_of
from narrated.faults import remedy
from narrated.preview.forkserver import start_nursery, unusable
from narrated.preview.messages import Order
from narrated.preview.server import HOST, Board, serve
from narrated.preview.temporary_folder import temporary_folder
from voiceover.errors import InputError
from voiceover.remedies import option
from voiceover.takes import takes_folder
from voiceover.terminal import say

_PATIENCE = 1.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page until a signal ends it; return the exit code: 128 + n by signal n, 2: to be mended."""
    return run(lambda: _watch(_parser().parse_args(arguments)), interrupted="stopped", endless=True)


def _watch(choice: argparse.Namespace) -> NoReturn:
    port = _port(choice.port)
    with temporary_folder() as folder:
        order = Order(
            0,
            Path.cwd(),
            choice.lesson,
            choice.scene,
            choice.locale,
            choice.voice,
            choice.media,
            folder,
            folder / "manim",
        )
        # Wrong options are told here and now, as `make video` does; what is wrong later stands on the page.
        plan = plan_of(order.choice())
        if len(plan.scenes) != 1:
            names = ", ".join(scene.script for scene in plan.lesson.scenes)
            raise InputError(
                f"{order.scene!r} is not one scene" if order.scene else "no scene is named",
                permitted=f"a number from 1 to {len(plan.lesson.scenes)}, or a name: {names}",
                remedy=f"name one, as in {option('scene')}1",
            )
        (scene,) = plan.scenes
        words = plan.words.path.parent
        here = [order.home, plan.lesson_file.parent, words, takes_folder(plan.lesson.words, words.name)]
        _serve(replace(order, scene=scene.name), port, (path.resolve() for path in here))


def _serve(order: Order, port: int, here: Iterable[Path]) -> NoReturn:
    try:
        from narrated.preview.loop import Loop
    except ImportError as error:  # of watchdog, which is not in the standard library as all else here is
        if remedy(error):  # no memory for it
            raise
        raise unusable(error) from error
    process, pipe = None, None
    board = Board()
    try:
        # Before there are threads, since a fork copies only one.
        process, pipe = start_nursery(order.folder / "log.txt")
        board.put({"scene": order.scene, "title": order.scene, "phase": "drawing"})
        server = serve(board, port)
        say(f"{order.scene}: http://{HOST}:{server.server_address[1]}/  (Ctrl-C ends it)")
        loop = Loop(order, pipe, board, here)
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
    raise AssertionError("the loop ends by an exception")


def _port(given: str) -> int:
    if re.fullmatch(r"[0-9]{1,5}", given) and int(given) <= 65535:
        return int(given)
    raise InputError(f"port {given!r}", permitted="a whole number from 0 (any that is free) to 65535")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m narrated watch",
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

"""``narrated watch``: a page that shows a scene while it is written."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from narrated.build.lesson_plan import plan_of
from narrated.build.plan import Options
from narrated.cli.options import Command, film_options, options, port_number
from narrated.loopback import HOST
from narrated.os_errors import remedy
from narrated.preview.forkserver import Forkserver, unusable
from narrated.preview.messages import RenderRequest
from narrated.preview.server import Board, serve
from narrated.preview.temporary_folder import temporary_folder
from voiceover.errors import InputError, excerpt
from voiceover.remedies import option
from voiceover.takes import takes_folder
from voiceover.terminal import say


@click.command("watch", cls=Command, interrupted="stopped", how={"endless": True})
@options("lesson", "scene", "locale", "format", "voice", "media", "port")
def command(*, port: str, scene: str, **given: str) -> NoReturn:
    """Show a scene on a page while it is written.

    It is drawn as a draft, and drawn again whenever a file that it is made of is saved.
    """
    chosen = replace(film_options(given), scenes=scene, quality="draft", jobs=1)
    _watch(chosen, port_number(port))


def _watch(chosen: Options, port: int) -> NoReturn:
    with temporary_folder() as folder:
        # Wrong options are told here and now, as `make video` does; what is wrong later stands on the page.
        plan = plan_of(chosen)
        if len(plan.scenes) != 1:
            names = ", ".join(scene.script for scene in plan.lesson.scenes)
            raise InputError(
                f"{excerpt(chosen.scenes)} is not one scene" if chosen.scenes else "no scene is named",
                permitted=f"a number from 1 to {len(plan.lesson.scenes)}, or a name: {names}",
                remedy=f"name one, as in {option('scene')}1",
            )
        (scene,) = plan.scenes
        words = plan.words.path.parent
        home = Path.cwd()
        here = [home, plan.lesson_file.parent, words, takes_folder(plan.lesson.words, words.name)]
        request = RenderRequest(0, home, replace(chosen, scenes=scene.name), folder, folder / "manim")
        _serve(request, port, (path.resolve() for path in here))


def _serve(request: RenderRequest, port: int, here: Iterable[Path]) -> NoReturn:
    try:
        from narrated.preview.loop import Loop
    except ImportError as error:  # of watchdog, which is not in the standard library as all else here is
        if remedy(error):  # no memory for it
            raise
        raise unusable(error) from error
    board = Board()
    # Before there are threads, since a fork copies only one.
    with contextlib.closing(Forkserver(request.folder / "log.txt")) as forkserver:
        board.put({"scene": request.options.scenes, "title": request.options.scenes, "phase": "drawing"})
        server = serve(board, port)
        say(f"{request.options.scenes}: http://{HOST}:{server.server_address[1]}/  (Ctrl-C ends it)")
        loop = Loop(request, forkserver.pipe, board, here)
        threading.Thread(target=loop.listen, daemon=True).start()
        try:
            loop.run()
        finally:
            loop.close()
            board.close()
            server.shutdown()
            server.server_close()
    raise AssertionError("the loop ends by an exception")

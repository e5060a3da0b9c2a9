"""The command line: options, exit codes, and messages without tracebacks."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from narrated.build.build import build
from narrated.build.plan import QUALITIES, Options, Plan, Quality, make_plan
from narrated.build.progress import Display
from narrated.build.tasks import Studio
from narrated.cli.command import DONE, run
from narrated.faults import processors
from narrated.lesson import load_lesson
from voiceover.strict import whole_number

STUDIO = Studio()


def main(
    arguments: Sequence[str] | None = None,
    *,
    studio: Studio = STUDIO,
    qualities: Mapping[str, Quality] = QUALITIES,
) -> int:
    """Make a film; return the exit code.

    0: made. 1: a scene failed. 2: something that the user can mend. 128 + n: ended by signal n.
    ``studio`` (who draws) and ``qualities`` are other than usual in tests.
    """
    return run(
        lambda: _film(arguments, studio, qualities),
        interrupted="interrupted; what was finished is kept, and the film is whole: the last that was made",
        failed="What was finished is kept",
    )


def _film(arguments: Sequence[str] | None, studio: Studio, qualities: Mapping[str, Quality]) -> int:
    choice = _parser(qualities).parse_args(arguments)
    display = Display(why=choice.why)
    for path in build(plan_of(choice, qualities), display, studio):
        display.say(_short(path))
    return DONE


def plan_of(choice: argparse.Namespace, qualities: Mapping[str, Quality] = QUALITIES) -> Plan:
    """The plan of the film that the options name.

    Raises
    ------
    InputError
        For what the user can mend.
    """
    # A lesson of one's own stands in the folder that the command is called from.
    if str(Path.cwd()) not in sys.path:
        sys.path.insert(0, str(Path.cwd()))
    lesson, module = load_lesson(choice.lesson)
    options = Options(
        locale=choice.locale or None,
        quality=choice.quality,
        scenes=choice.scenes,
        voice=choice.voice or None,
        media=Path(choice.media),
        jobs=_jobs(choice.jobs),
        farm=choice.farm or None,
    )
    return make_plan(lesson, Path(str(module.__file__)), options, qualities)


def _parser(qualities: Mapping[str, Quality]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m narrated video",
        description="Make the narrated film of a lesson. What did not change since the last time is kept.",
        epilog="Each option may also be given in the environment under its name: LESSON, LOCALE, QUALITY, "
        "SCENES, VOICE, JOBS, FARM, WHY, MEDIA. Exit codes: 0 made, 1 a scene failed, 2 something to mend, "
        "128 + n ended by signal n.",
    )
    add_options(parser, qualities)
    parser.add_argument(
        "--why",
        action="store_true",
        default=os.environ.get("WHY", "") not in {"", "0"},
        help="say of every part why it is made or kept",
    )
    return parser


def add_options(parser: argparse.ArgumentParser, qualities: Mapping[str, Quality] = QUALITIES) -> None:
    """The options that say which film is meant; each may be given in the environment as well."""

    def option(name: str, default: str, text: str, metavar: str) -> None:
        given = os.environ.get(name.upper()) or default
        parser.add_argument(f"--{name}", default=given, metavar=metavar, help=text)

    option("lesson", "loss_scenes.lesson", "module that defines LESSON (%(default)s)", "MODULE")
    option("locale", "", "whose words, such as zh (the lesson's own)", "NAME")
    option("quality", "high", f"{' or '.join(qualities)} (%(default)s)", "NAME")
    option("scenes", "", "only these: 3-5, or 2,4, or scene7 (all)", "LIST")
    option("voice", "", "who reads; espeak needs no recording (the locale's own)", "NAME")
    option("jobs", "", "workers on this machine (as many as processors)", "NUMBER")
    option("farm", "", "draw on the workers of a Dask scheduler instead, tcp://host:port", "ADDRESS")
    option("media", "media", "folder of the films (%(default)s)", "FOLDER")


def _jobs(given: str) -> int:
    if not given:
        return processors()
    return whole_number(given, range(1, 1000), "jobs")


def _short(path: Path) -> str:
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)

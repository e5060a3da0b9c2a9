"""From options to a plan: the lesson that they name is loaded."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from narrated.build.plan import QUALITIES, Options, Plan, Quality, make_plan
from narrated.lesson import Lesson, load_lesson
from voiceover.errors import InputError


def plan_of(options: Options, qualities: Mapping[str, Quality] = QUALITIES) -> Plan:
    """The plan of the film that the options name.

    Raises
    ------
    InputError
        For what the user can mend.
    """
    lesson, file = find_lesson(options.lesson)
    return make_plan(lesson, file, options, qualities)


def find_lesson(name: str) -> tuple[Lesson, Path]:
    """A lesson, which may stand in the folder that the command is called from, and the file of its module.

    Raises
    ------
    InputError
        If none is named, there is none of that name, or its code fails.
    """
    if not name:
        raise InputError(
            "no lesson is named",
            permitted="the module that defines one, such as lessons.log_cosh",
            remedy="name it with --lesson, or with LESSON= in the environment",
        )
    if str(Path.cwd()) not in sys.path:
        sys.path.insert(0, str(Path.cwd()))
    lesson, module = load_lesson(name)
    return lesson, Path(str(module.__file__))

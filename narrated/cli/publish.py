"""``narrated publish``: a folder for each site, with film, covers, captions and texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import click

from narrated.build.films import Outcome
from narrated.build.lesson_plan import find_lesson
from narrated.build.plan import Plan, make_plan
from narrated.build.progress import Display
from narrated.cli.command import DONE, FAILED, USER_ERROR
from narrated.cli.drawing import drawing
from narrated.cli.options import Command, Setting, film_options, flag, options
from narrated.cli.video import short
from narrated.publish.platforms import chosen
from voiceover.terminal import complain


@click.command(
    "publish",
    cls=Command,
    interrupted="interrupted; each folder is whole: the last that was written, or none",
    how={"failed": "What was finished is kept"},
)
@options("lesson", "locale", "format", "quality", "voice", "platform", "jobs", "media")
@flag("why", "Say of every folder why it is written or kept.")
@click.pass_obj
def command(setting: Setting, /, *, why: bool, platform: str, **given: str) -> int:
    """Write a folder for each site: the finished film, covers, captions, and a post.md to paste from.

    Each site gets the shape that is usual there, unless --format names one. What a site does not permit is
    told with the rule and its source, and nothing is written for it; the others are written.
    """
    asked = chosen(platform)
    lesson, file = find_lesson(given["lesson"])
    usual = film_options({**given, "format": ""})
    plans: dict[str, Plan] = {}
    for one in asked:
        wanted = replace(usual, format=given["format"] or one.shapes[0])
        plans[one.key] = make_plan(lesson, file, wanted, setting.qualities)
    first = next(iter(plans.values()))

    from narrated.publish.folders import Folders, home_of

    display = Display(why=why)
    made = Folders(plans, display, drawing(first, setting.backend)).write()
    return _tell(made, {key: short(home_of(plan) / key) for key, plan in plans.items()}, display)


def _tell(outcomes: Mapping[str, Outcome], places: Mapping[str, str], display: Display) -> int:
    """Say what became of every folder, and of those that were not written why; return the exit code."""
    width = max(map(len, outcomes))
    reasons: dict[tuple[str, bool], list[str]] = {}
    for key, outcome in outcomes.items():
        state = "not written" if outcome.error else "written" if outcome.new else "unchanged"
        place = "" if outcome.error else places[key]
        display.say(f"{key:<{width}}  {state:<11}  {place}".rstrip())
        if outcome.error:
            reasons.setdefault((outcome.error, outcome.mendable), []).append(key)
    for (error, _), keys in reasons.items():
        complain(f"error: {', '.join(keys)}: {error}")
    if not reasons:
        return DONE
    return USER_ERROR if any(mendable for _, mendable in reasons) else FAILED

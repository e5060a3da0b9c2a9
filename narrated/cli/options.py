"""What the commands may be told: each option once, on the command line or in the environment."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import click

from narrated.build.plan import QUALITIES, Options, Quality
from narrated.build.tasks import RenderBackend
from narrated.cli.command import run
from narrated.design.formats import FORMATS
from narrated.os_errors import processors
from voiceover.errors import InputError
from voiceover.strict import whole_number

Function = TypeVar("Function", bound=Callable[..., Any])

EPILOG = (
    "Each option may also be given in the environment under its name, such as LOCALE; an empty value counts "
    "as not given. Exit codes: 0 done, 1 a part failed, 2 something to mend, 128 + n ended by signal n."
)
# Name, what stands for its value in the help, and what it is.
_OPTIONS = {
    "lesson": ("MODULE", "Module that defines LESSON, such as lessons.log_cosh."),
    "locale": ("NAME", "Whose words, such as zh.  [the lesson's own]"),
    "format": ("NAME", f"{', '.join(FORMATS)}: the shape of the picture.  [wide]"),
    "quality": ("NAME", f"{' or '.join(QUALITIES)}.  [high]"),
    "scenes": ("LIST", "Only these: 3-5, or 2,4, or scene7.  [all]"),
    "scene": ("NAME", "Which scene: its number, or the name of its script."),
    "voice": ("NAME", "Who reads; espeak needs no recording.  [the locale's own]"),
    "jobs": ("NUMBER", "Workers on this machine.  [as many as processors]"),
    "farm": ("ADDRESS", "Draw on the workers of a Dask scheduler instead: tcp://host:port."),
    "media": ("FOLDER", "Folder of the films.  [media]"),
    "platform": ("LIST", "Only these sites, such as douyin,bilibili.  [all that are known]"),
    "port": ("NUMBER", "Port of the page.  [any that is free]"),
    "manifest": ("FILE", "The manifest.json beside a film.  [that of the film which the other options name]"),
    "fetch": ("NAMES", "Fetch these voices of Kokoro, such as zf_xiaoyi,am_adam."),
    "words": ("FOLDER", "Folder with <locale>/*.toml and takes/.  [the lesson's]"),
    "only": ("LIST", "Only these traces, such as one_dimension,two_forgers.  [all]"),
    "title": ("TEXT", "Title of the scene.  [Untitled]"),
}
FILM = ("lesson", "locale", "format", "quality", "scenes", "voice", "jobs", "farm", "media")


@dataclass(frozen=True)
class Setting:
    """What the commands stand on: who draws, and which qualities there are."""

    backend: RenderBackend = field(default_factory=RenderBackend)
    qualities: Mapping[str, Quality] = field(default_factory=lambda: QUALITIES)


class Command(click.Command):
    """A command that ends as all do; the parameters besides click's own are those of `run`."""

    def __init__(self, *args: Any, interrupted: str, how: Mapping[str, Any] | None = None, **kw: Any) -> None:
        super().__init__(*args, **{"epilog": EPILOG, **kw})
        self._how = {"interrupted": interrupted, **(how or {})}

    def invoke(self, ctx: click.Context) -> int:
        """Call the command; return its exit code."""
        return run(lambda: int(super(Command, self).invoke(ctx)), **self._how)


def options(*names: str) -> Callable[[Function], Function]:
    """Give a command these options, each as a text that may be empty."""

    def add(function: Function) -> Function:
        for name in reversed(names):
            metavar, text = _OPTIONS[name]
            function = click.option(f"--{name}", envvar=name.upper(), default="", metavar=metavar, help=text)(
                function
            )
        return function

    return add


def flag(name: str, text: str) -> Callable[[Function], Function]:
    """Give a command an option without a value."""
    return click.option(f"--{name}", envvar=name.upper().replace("-", "_"), is_flag=True, help=text)


def film_options(given: Mapping[str, str]) -> Options:
    """The options that say which film is meant; one that is empty was not given."""
    chosen: dict[str, Any] = {name: given[name] for name in FILM if given.get(name)}
    chosen["jobs"] = whole_number(given["jobs"], range(1, 1000), "jobs") if "jobs" in chosen else processors()
    chosen["media"] = Path(given.get("media") or "media")
    return Options(**chosen)


def port_number(given: str) -> int:
    """The port of a page; 0, any that is free, where none is given."""
    given = given or "0"
    if re.fullmatch(r"[0-9]{1,5}", given) and int(given) <= 65535:
        return int(given)
    raise InputError(f"port {given!r}", permitted="a whole number from 0 (any that is free) to 65535")

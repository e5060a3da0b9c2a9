"""What to do about a take that is missing or damaged: commands that work as they are printed."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from voiceover.errors import InputError, MissingTake, OutdatedTake, excerpt, listed

if TYPE_CHECKING:  # an old Python cannot read scripts, and must be told how to go on all the same
    from voiceover.script.lines import Line

DISTRIBUTION = "loss-scenes"  # what these packages are installed as
FILM = Path(__file__).resolve().parent  # the words of the film that this clone makes
RECORDED = "recorded"  # the voice of whoever recorded themselves
LOCALE, LESSON = "zh", "loss_scenes.lesson"  # of that film; `make` takes them where nothing else is named


def missing_take(spoken: str, where: str, root: Path, locale: str, voice: str) -> MissingTake:
    """The error of a line that was never recorded with this voice."""
    from voiceover.engines.registry import engine_of, reads, voices_for

    what = f"no take of {excerpt(spoken)} by voice {excerpt(voice)}"
    if voice == RECORDED:
        own = (
            f"record it with `{recording_oneself(root, locale)}`, then run `{recording(root, locale, voice)}`"
        )
        return MissingTake(what, where=where, remedy=own)
    engine = engine_of(voice)
    if engine and reads(engine, voice, locale):
        remedy = f"run `{recording(root, locale, voice)}`, which records the lines that have none"
        return MissingTake(what, where=where, remedy=remedy)
    if engine:
        what += f", which does not read locale {excerpt(locale)}"
    return MissingTake(
        what,
        where=where,
        permitted=listed(voices_for(locale)) or "none that is set up",
        remedy="choose one of these, or add its takes",
    )


def renamed_presenter(line: Line, before: str, root: Path, locale: str, voice: str) -> OutdatedTake:
    """The error of a line that was recorded when the presenter had another name."""
    what = f"the take of {excerpt(line.spoken)} was recorded for the presenter {excerpt(before)}"
    command = recording(root, locale, voice)
    return OutdatedTake(
        f"{what}, and the name shown is {excerpt(line.presenter)} now",
        where=line.where,
        remedy=f"put into lesson.toml, under [presenter], how the new name is `spoken`, and run `{command}`",
    )


def for_damage(audio: Path) -> str:
    """What mends a take whose sound or sheet is not what was recorded."""
    return f"delete it with the other file of that name and {restoring(audio)}"


def restoring(audio: Path) -> str:
    """What brings a take back that is not there any more."""
    root, locale = audio.parent.parent.parent, audio.parent.name
    if not (root / locale / "lesson.toml").is_file():  # a draft's, which filming makes
        return "film again"
    return f"run `{recording(root, locale)}`, then film again"


def installing(extra: str = "", alone: str = "") -> str:
    """The command that installs an extra of this package; without one, what the package itself stands on.

    ``alone`` is a package that comes after it, without what it asks for.
    """
    group, pip = extra or "base", "pip install"
    if _in_clone():
        if Path(f"requirements/{group}.txt").is_file():
            return f"tools/setup {group}"
        pip = ".venv/bin/python -m pip install"  # not pinned: what a service's client is today
        command = f"{pip} -e '.[{extra}]'"
    else:
        command = f"{pip} '{DISTRIBUTION}[{extra}]'" if extra else f"{pip} {DISTRIBUTION}"
    return f"{command} && {pip} --no-deps {shlex.quote(alone)}" if alone else command


def diagnosing() -> str:
    """The command that tells what a machine lacks."""
    return _command("doctor", {})


def listing() -> str:
    """The command that tells which voices there are."""
    return _command("voices", {})


def filming(lesson: str) -> str:
    """The command that makes the film of a lesson."""
    return _command("video", {} if _in_clone() and lesson == LESSON else {"lesson": lesson})


def filming_set(lesson: str, options: Mapping[str, str | None]) -> str:
    """The command that makes a lesson's set of films, or those of it that the options name."""
    given = {name: value for name, value in options.items() if value}
    return _command("films", given if _in_clone() and lesson == LESSON else {"lesson": lesson, **given})


def filming_again(shape: str = "") -> str:
    """What mends a film that is not there, is damaged or is not what its files say now."""
    if shape:
        return f"run `{_command('video', {'format': shape})}` with the other options as they are"
    return f"run `{_command('video', {})}` with the same options"


def training(lesson: str, trace: str = "") -> str:
    """The command that trains the traces of a lesson, or one of them, where they are out of date."""
    return _command("traces", {"lesson": lesson, **({"only": trace} if trace else {})})


def comparing() -> str:
    """The command that tells what a language lacks."""
    return _command("words", {})


def option(name: str) -> str:
    """How an option is written after a command: ``PORT=`` after ``make``, ``--port=`` elsewhere."""
    return f"{name.upper()}=" if _in_clone() else f"--{name}="


def _in_clone() -> bool:
    """Whether this package is run from its clone, in whose folder alone ``make`` knows it."""
    return Path("tools/setup").is_file() and FILM.parent.samefile(".")


def recording(root: Path, locale: str, voice: str = "") -> str:
    """The command that records the lines of a words root; without ``voice``, by the one its lesson names."""
    options = _words_of(root, locale)
    if voice and voice != _usual(root, locale):
        options["voice"] = voice
    return _command("voice", options)


def _words_of(root: Path, locale: str) -> dict[str, str]:
    """The options that name a words root and a locale, where they are not the usual ones."""
    options = {}
    usual = _in_clone() and root.resolve() == FILM
    if not usual:
        here, there = Path.cwd(), root.absolute()
        options["words"] = str(there.relative_to(here) if there.is_relative_to(here) else there)
    if locale != LOCALE if usual else len([*root.glob("*/lesson.toml")]) > 1:
        options["locale"] = locale
    return options


def recording_oneself(root: Path, locale: str) -> str:
    """The command that opens the page on which one records one's own voice."""
    return _command("record", _words_of(root, locale))


def _command(name: str, options: Mapping[str, str]) -> str:
    """A command as it is typed: ``make`` in a clone, elsewhere the module itself."""
    if _in_clone():
        words = ["make", name, *(f"{option.upper()}={value}" for option, value in options.items())]
    else:
        given = [word for option, value in options.items() for word in (f"--{option}", value)]
        words = ["python", "-m", "narrated", name, *given]
    return " ".join(map(shlex.quote, words))  # an old Python cannot `shlex.join`


def _usual(root: Path, locale: str) -> str:
    from voiceover.script.scene_script import load_lesson_words

    try:
        return load_lesson_words(root, locale).voice
    except InputError:
        return ""

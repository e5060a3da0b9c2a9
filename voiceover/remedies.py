"""What to do about a take that is missing or damaged: commands that work as they are printed."""

from __future__ import annotations

import shlex
from pathlib import Path

from voiceover.errors import InputError, MissingTake, OutdatedTake, excerpt, listed
from voiceover.script.lines import Line

FILM = Path(__file__).resolve().parent  # the words of the film, which are recorded if no others are named
LOCALE = "zh"


def missing_take(spoken: str, where: str, root: Path, locale: str, voice: str) -> MissingTake:
    """The error of a line that was never recorded with this voice."""
    from voiceover.engines.registry import engine_of, reads, voices_for

    what = f"no take of {excerpt(spoken)} by voice {excerpt(voice)}"
    engine = engine_of(voice)
    if engine and reads(engine, voice, locale):
        remedy = f"run `{recording(root, locale, voice)}`, which records the lines that have none"
        return MissingTake(what, where=where, remedy=remedy)
    if engine:
        what += f", which does not read locale {excerpt(locale)}"
    return MissingTake(
        what,
        where=where,
        permitted=listed(voices_for(locale)),
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
    return f"delete it with the other file of that name and {for_loss(audio)}"


def for_loss(audio: Path) -> str:
    """What brings a take back that is not there any more."""
    root, locale = audio.parent.parent.parent, audio.parent.name
    if not (root / locale / "lesson.toml").is_file():  # a draft's, which filming makes
        return "film again"
    return f"run `{recording(root, locale)}`, then film again"


def installing(extra: str = "") -> str:
    """The command that installs an extra of this package; without one, what the package itself stands on."""
    if _in_clone():
        return f"tools/setup {extra or 'base'}"
    return f"pip install 'loss-scenes[{extra}]'" if extra else "pip install loss-scenes"


def filming() -> str:
    """The command that makes a film: ``make video`` in a clone, elsewhere the module itself."""
    return "make video" if _in_clone() else "python -m narrated video"


def filming_again() -> str:
    """What mends a film that is not there, is damaged or is not what its files say now."""
    return f"run `{filming()}` with the same options"


def option(name: str) -> str:
    """How an option is written after a command: ``PORT=`` after ``make``, ``--port=`` elsewhere."""
    return f"{name.upper()}=" if _in_clone() else f"--{name}="


def _in_clone() -> bool:
    """Whether this package is run from its clone, in whose folder alone ``make`` knows it."""
    return Path("tools/setup").is_file() and FILM.parent.samefile(".")


def recording(root: Path, locale: str, voice: str = "") -> str:
    """The command that records the lines of a words root; without ``voice``, by the one its lesson names.

    In a clone that is ``make voice``, elsewhere the module itself.
    """
    options = {}
    if root.resolve() != FILM:
        here, there = Path.cwd(), root.absolute()
        options["words"] = str(there.relative_to(here) if there.is_relative_to(here) else there)
    if locale != LOCALE:
        options["locale"] = locale
    if voice and voice != _usual(root, locale):
        options["voice"] = voice
    if _in_clone():
        words = ["make", "voice", *(f"{name.upper()}={value}" for name, value in options.items())]
    else:
        words = ["python", "-m", "voiceover.record"]
        words += [word for name, value in options.items() for word in (f"--{name}", value)]
    return shlex.join(words)


def _usual(root: Path, locale: str) -> str:
    from voiceover.script.scene_script import load_lesson_words

    try:
        return load_lesson_words(root, locale).voice
    except InputError:
        return ""

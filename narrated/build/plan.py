"""What will be made, and where: a frozen plan, from a lesson with its words and options; writes nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from narrated.build import farm_address
from narrated.design.formats import WIDE, Format
from narrated.lesson import Lesson, SceneRef
from narrated.scene.scene_job import SceneJob
from voiceover.errors import InputError, excerpt, listed
from voiceover.script.locales import Translation, check_order, translations
from voiceover.script.scene_script import LessonWords, Script, load_lesson_words, load_scripts

# No script has a dash in its name, so no scene is called this.
COVER_NAME = "cover-picture"
# A name, or a service and the name that a voice has there.
_VOICE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}(:[A-Za-z0-9][A-Za-z0-9_.@/-]{0,99})?")


@dataclass(frozen=True)
class Quality:
    """How many pixels the short side of a picture has, and a frame rate; ``label`` names folders."""

    label: str
    short_side: int
    fps: int


QUALITIES: Mapping[str, Quality] = {
    "high": Quality("1080p30", 1080, 30),
    "draft": Quality("480p15", 480, 15),
}


@dataclass(frozen=True)
class Options:
    """What a user asks for; None and "" leave it to the lesson."""

    lesson: str = ""
    locale: str | None = None
    format: str = WIDE.name
    quality: str = "high"
    scenes: str = ""
    voice: str | None = None
    media: Path = Path("media")
    jobs: int = 1
    farm: str | None = None


@dataclass(frozen=True)
class PlannedScene:
    """A scene of the film: its place in the lesson (from 1), its words, and the job that makes its clip."""

    number: int
    ref: SceneRef
    script: Script
    job: SceneJob

    @property
    def name(self) -> str:
        """Name of the script, which names the clip as well."""
        return self.job.name


@dataclass(frozen=True)
class Plan:
    """A film to be made.

    Parameters
    ----------
    home
        Folder of the finished files.
    parts
        Folder of what is kept for the next build.
    fits
        Folder of what is known of the film's texts in any quality.
    stem
        Name of the film's files below ``home``; a part of the film has another than the whole.
    whole
        Whether all scenes of the lesson are filmed.
    transition_frames
        Length of a transition.
    cover
        The job that draws the cover picture; None where the lesson has none or only a part is filmed.
    farm
        Address of the scheduler whose workers draw; None: processes of this machine.
    translations
        Of the film's scenes, for captions in other languages.
    untranslated
        Languages that have these scenes and cannot be captions of this film, and why.
    """

    lesson: Lesson
    lesson_file: Path
    format: Format
    quality: Quality
    words: LessonWords
    scenes: tuple[PlannedScene, ...]
    home: Path
    parts: Path
    fits: Path
    stem: str
    whole: bool
    transition_frames: int
    cover: SceneJob | None
    jobs: int
    farm: str | None
    translations: tuple[Translation, ...]
    untranslated: Mapping[str, str]

    def output(self, suffix: str) -> Path:
        """Path of a finished file that is named like the film, such as ``.mp4``."""
        return self.home / f"{self.stem}{suffix}"

    def beside(self, name: str) -> Path:
        """Path of another finished file, such as ``timeline.json``."""
        return self.home / name if self.whole else self.output(f"-{name}")

    @property
    def selection(self) -> str:
        """Which scenes these are, as a part of a file's name."""
        return "all" if self.whole else "-".join(str(scene.number) for scene in self.scenes)


def make_plan(
    lesson: Lesson,
    lesson_file: Path,
    options: Options,
    qualities: Mapping[str, Quality] = QUALITIES,
) -> Plan:
    """Resolve every choice and read every script.

    Raises
    ------
    InputError
        For an unknown scene, locale, format or quality, a malformed voice, a number of jobs below 1, a
        malformed address, or bad words.
    """
    if options.quality not in qualities:
        raise InputError(f"unknown quality {excerpt(options.quality)}", permitted=", ".join(qualities))
    if options.jobs < 1:
        raise InputError(f"{options.jobs} jobs", permitted="a whole number from 1")
    if options.farm is not None:
        farm_address.parse(options.farm)
    form, quality = Format.named(options.format), qualities[options.quality]
    locale = options.locale or lesson.locale
    words = load_lesson_words(lesson.words, locale)
    voice = options.voice or words.voice
    if not _VOICE.fullmatch(voice):
        raise InputError(
            f"voice {excerpt(voice)}", permitted="letters, digits, '_', '-' and '.'; <service>:<voice>"
        )
    numbers = select(options.scenes, lesson)
    whole = len(numbers) == len(lesson.scenes)
    media = Path(os.path.abspath(options.media))  # noqa: PTH100 - a link to another disk stays as it is named
    for folder in (media, lesson.words.absolute()):
        _check_text(folder)
    _check_braces(media)
    # What another voice reads is another film, most often a draft: it must not replace the one that is shown.
    of_voice = re.sub(r"[^A-Za-z0-9_.-]", "-", voice)  # what a path may hold everywhere
    other = f"-{of_voice}" if voice != words.voice else ""
    home = media / lesson.folder / f"{locale}-{form.name}-{quality.label}{other}"
    parts = home / "parts" / of_voice
    drafts = media / "takes" / locale

    refs = [lesson.scenes[number - 1] for number in numbers]
    scripts = load_scripts(lesson.words, locale, [ref.script for ref in refs])
    check_order(scripts, lesson.words, lesson.locale)
    others, unfit = translations(lesson.words, locale, lesson.locale, scripts)

    def job(ref: str, name: str, size: tuple[int, int]) -> SceneJob:
        return SceneJob(ref, name, locale, voice, *size, quality.fps, parts / name, drafts)

    return Plan(
        lesson=lesson,
        lesson_file=lesson_file,
        format=form,
        quality=quality,
        words=words,
        scenes=tuple(
            PlannedScene(number, ref, script, job(ref.ref, ref.script, form.pixels(quality.short_side)))
            for number, ref, script in zip(numbers, refs, scripts, strict=True)
        ),
        home=home,
        parts=parts,
        fits=media / "fits" / lesson.folder / f"{locale}-{form.name}{other}",
        stem=lesson.slug if whole else f"parts/{lesson.slug}-scenes-{_compact(options.scenes)}",
        whole=whole,
        transition_frames=round(lesson.transition_seconds * quality.fps),
        cover=job(lesson.cover, COVER_NAME, (form.width, form.height)) if lesson.cover and whole else None,
        jobs=options.jobs,
        farm=options.farm,
        translations=tuple(others),
        untranslated=unfit,
    )


def _check_text(folder: Path) -> None:
    try:
        str(folder).encode()
    except UnicodeEncodeError:
        raise InputError(
            f"the name of the folder {str(folder)!r} is not UTF-8",
            permitted="names that are text, since they are written into records",
            remedy="rename it, or name another with --media",
        ) from None


def _check_braces(media: Path) -> None:
    below = os.path.relpath(media)
    if "{" in below:
        raise InputError(
            f"the folder of the films, {below}, has a brace in its name, which manim fills in",
            permitted="one where the command is called from may have any name",
            remedy="name another with --media",
        )


def select(choice: str, lesson: Lesson) -> tuple[int, ...]:
    """Numbers of the chosen scenes, in the lesson's order.

    ``choice`` holds numbers from 1, ranges and names of scripts: ``"3-5"``, ``"2,4"``, ``"scene7"``; spaces
    may stand after commas alone; empty: all of them.

    Raises
    ------
    InputError
        For anything else, or a scene that the lesson does not have.
    """
    count = len(lesson.scenes)
    names = {scene.script: number for number, scene in enumerate(lesson.scenes, 1)}
    permitted = f'numbers from 1 to {count}, as in "2", "3-5" or "2,4", or names: {listed(names)}'
    if not choice:
        return tuple(range(1, count + 1))
    chosen: set[int] = set()
    for item in re.split(r", *", choice):
        span = re.fullmatch(r"([0-9]{1,4})(?:-([0-9]{1,4}))?", item)
        if item in names:
            chosen.add(names[item])
        elif span and 1 <= int(span[1]) <= int(span[2] or span[1]) <= count:
            chosen.update(range(int(span[1]), int(span[2] or span[1]) + 1))
        else:
            raise InputError(
                f"no scene {excerpt(item)} in {lesson.slug} (asked for: {excerpt(choice)})",
                permitted=permitted,
            )
    return tuple(sorted(chosen))


def _compact(choice: str) -> str:
    return re.sub(r"\s+", "", choice)

"""Film one scene in this process: a silent clip, and what happens in it counted in frames."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from manim import Scene, config

from narrated.design.fonts import font_file
from narrated.design.formats import Format
from narrated.design.layout import layout
from narrated.design.outlines import check_drawable
from narrated.design.typography import load_dictionary
from narrated.lesson import load_ref
from narrated.manim_adapter.frame import set_frame
from narrated.manim_adapter.pictures import picture_after_construct
from narrated.manim_adapter.renderer import IncrementalRenderer
from narrated.manim_adapter.run_scene import run_scene
from narrated.manim_adapter.typst_formula import formula_fonts
from narrated.mobjects.caption import caption_space
from narrated.scene.clip_sheet import CLIP, COVER, ClipSheet, Cue, Line, Section
from narrated.scene.cue_lint import check_captions, check_class, check_cues, check_texts, source_references
from narrated.scene.excerpt import Excerpt
from narrated.scene.narrated_scene import NarratedScene
from narrated.scene.render_options import RenderOptions
from narrated.scene.scene_job import Report, SceneJob
from voiceover.errors import InputError, Mistakes
from voiceover.script.scene_script import load_lesson_words, load_script
from voiceover.takes import take_for


def prepare(locales: Iterable[str]) -> None:
    """Load what every scene in these languages needs."""
    formula_fonts()
    for locale in locales:
        load_dictionary(locale)


def film_scene(job: SceneJob, report: Report | None = None) -> None:
    """Film ``job.ref`` into ``job.folder``: ``clip.mp4`` and ``clip.json``.

    Parameters
    ----------
    report
        Called with the frames done and the frames in all while the scene is drawn.
    """
    with staged(job, report) as scene:
        run_scene(scene)
        sheet_of(job, scene).write(job.folder)


def film_slice(job: SceneJob, lines: range, report: Report | None = None) -> None:
    """Film only some lines of ``job.ref``: ``clip.mp4``, and with the last line ``clip.json`` of all.

    The slices of a scene, one after the other, are its clip: frame by frame, and byte by byte of each frame.

    Parameters
    ----------
    lines
        Numbers of the lines from 0. What is shown before the first line belongs to it; what is shown between
        two lines or at the end, to the line before.
    report
        Called with the frames drawn, and the frames of the whole scene.
    """
    with staged(job, lines=lines) as scene:
        renderer = scene.renderer
        assert isinstance(renderer, IncrementalRenderer)
        if report is not None:
            scene.report = lambda _, total: report(renderer.frames_drawn, total)
        run_scene(scene)
        if not renderer.ended_early:
            sheet_of(job, scene).write(job.folder)


@contextmanager
def staged(
    job: SceneJob, report: Report | None = None, lines: range | None = None, *, drawing: bool = True
) -> Iterator[NarratedScene]:
    """The scene of a job, ready to be rendered into its folder; what manim leaves there is removed."""
    scene_class = _narrated(job)
    _configure(job)
    try:
        renderer = IncrementalRenderer(job.folder / CLIP, lines, drawing=drawing)
        yield scene_class(renderer, options=_options(job), report=report)
    finally:
        shutil.rmtree(_scratch(job), ignore_errors=True)


def check_scene(job: SceneJob) -> None:
    """Compare a scene's code with its script, and see that all can be drawn and said; nothing is drawn.

    Raises
    ------
    InputError
        Naming for each mistake the file, what is wrong and what to do.
    """
    scene_class = _narrated(job)
    language = load_lesson_words(scene_class.lesson.words, job.locale).language
    script = load_script(scene_class.lesson.words, job.locale, scene_class.script)
    shape = Format.of_pixels(job.width, job.height)
    theme = scene_class.theme.set_for(language, shape)
    font = theme.font
    font_file(font)
    used = source_references(scene_class).words & script.words.keys()
    shown = {"'title'": script.title, "'sense'": script.sense}
    shown |= {f"[words], {key!r}": text for key, text in script.words.items() if key in used}
    mistakes = Mistakes()
    with mistakes.gathered():
        check_cues(scene_class, script)
    with mistakes.gathered():
        check_texts(shown, font, script.path)
    with mistakes.gathered():
        check_captions(script, caption_space(layout(shape).caption, theme))
    for line in script.lines:
        with mistakes.gathered():
            check_drawable(line.caption, font, line.where)
            take_for(scene_class.lesson.words, job.locale, line, job.voice, drafts=job.draft_takes)
    mistakes.tell()


def tell_scene(job: SceneJob) -> None:
    """See that all texts of a scene fit, which is known where they are set: tell it, without a picture.

    Of each animation only its end is played. The scene may be drawn meanwhile, from the same job.

    Raises
    ------
    InputError
        Naming the file, the text, and what to do.
    """
    with (
        tempfile.TemporaryDirectory(prefix="told-") as folder,
        staged(replace(job, folder=Path(folder)), drawing=False) as scene,
    ):
        run_scene(scene)


def film_cover(job: SceneJob) -> None:
    """Draw the last picture of ``job.ref`` into ``job.folder``: ``cover.png``."""
    scene_class = load_ref(job.ref)
    if not issubclass(scene_class, Scene):
        raise InputError(f"{job.ref} is no Scene", remedy="derive it from manim's Scene")
    _configure(job, still=True)
    try:
        config.dry_run = True
        scene = scene_class(options=_options(job))  # type: ignore[call-arg]
        picture_after_construct(scene).save(job.folder / COVER)
    finally:
        config.dry_run = False
        shutil.rmtree(_scratch(job), ignore_errors=True)


def _narrated(job: SceneJob) -> type[NarratedScene]:
    scene_class = load_ref(job.ref)
    if not issubclass(scene_class, NarratedScene):
        raise InputError(f"{job.ref} is no NarratedScene", remedy="derive it from narrated.NarratedScene")
    if issubclass(scene_class, Excerpt):
        raise InputError(
            f"{job.ref} is an Excerpt, and a film's scenes tell their whole scripts",
            remedy="derive it from narrated.NarratedScene, and leave in its script only what it tells",
        )
    check_class(scene_class)
    if scene_class.script != job.name:
        raise InputError(
            f"the lesson gives {job.ref} the script {job.name!r}, and its class has {scene_class.script!r}",
            remedy="write the same name in both, or a class for each script",
        )
    return scene_class


def _options(job: SceneJob) -> RenderOptions:
    return RenderOptions(job.locale, job.voice, job.draft_takes)


def _scratch(job: SceneJob) -> Path:
    """Where manim keeps outlines of text: a folder a job, since processes must not share its files."""
    return job.folder / "manim"


def _configure(job: SceneJob, *, still: bool = False) -> None:
    # Manim takes a brace in a path for a field to fill in, and knows no way to write one: where the project
    # stands in a folder that is called so, the path from there does without.
    folder = str(_scratch(job))
    config.media_dir = os.path.relpath(folder) if "{" in folder else folder
    config.pixel_width, config.pixel_height = job.width, job.height
    set_frame(still=still)
    config.frame_rate = job.fps
    config.progress_bar = "none"
    config.verbosity = "ERROR"


def sheet_of(job: SceneJob, scene: NarratedScene) -> ClipSheet:
    """What has happened in a scene so far."""
    lines = (
        Line(
            sheet.line,
            sheet.text,
            tuple(sheet.rows),
            sheet.start,
            sheet.end,
            scene.takes[sheet.line].audio,
            tuple(Cue(cue, round(sheet.spoken_at[cue], 6), frame) for cue, frame in sheet.frames.items()),
        )
        for sheet in scene.sheets
    )
    return ClipSheet(
        job.name,
        job.ref,
        scene.words.title,
        job.fps,
        job.width,
        job.height,
        scene.frame,
        tuple(lines),
        tuple(Section(name, start) for name, start in scene.sections),
    )

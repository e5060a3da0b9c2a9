"""All rows of a film's scorecard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from narrated.build.plan import Plan
from narrated.build.tellings import tell_scenes
from narrated.design.formats import Format
from narrated.lesson import load_ref
from narrated.review.captions import captions_row
from narrated.review.film_reader import FilmReader
from narrated.review.findings import Row, row
from narrated.review.headline import Headline
from narrated.review.limits import Limits, limits_for
from narrated.review.observations import Telling, findings
from narrated.review.sound import sound_row
from narrated.review.speech import speech_row
from narrated.review.stillness import stillness_row
from narrated.review.streams import streams_row
from narrated.review.sync import sync_row
from narrated.review.truth import truth_row
from narrated.scene.render_options import RenderOptions
from narrated.scene.scene_job import SceneJob
from voiceover.errors import InputError
from voiceover.remedies import filming_again

# Rows that tell what is wrong, without how near it was.
_UNMEASURED = {"layout", "sums", "steps", "arrows", "empty", "pace", "crowd", "ledger"}


def scorecard(
    film: FilmReader, tellings: Sequence[Telling], headlines: Sequence[Headline], limits: Limits | None = None
) -> list[Row]:
    """Judge a film and its scenes, by the limits of its format where no others are given.

    Raises
    ------
    InputError
        If the film was not made of these scenes.
    """
    limits = limits or limits_for(film.plan.format)
    check_same(film, tellings)
    return [
        _scene_row("layout", "none", film, tellings),
        _scene_row(
            "contrast",
            f"{limits.text_ratio:g}:1, {limits.large_text_ratio:g}:1 large, graphics",
            film,
            tellings,
        ),
        captions_row(film, tellings, limits),
        sync_row(film, tellings, limits),
        sound_row(film, limits),
        speech_row(film, limits),
        stillness_row(film, limits),
        _scene_row("colour-blind", f"ΔE {limits.colour_difference:g}, or dash, or name", film, tellings),
        _scene_row("sums", "exact for the digits shown", film, tellings),
        _scene_row("steps", "in the same frame", film, tellings),
        _scene_row("arrows", "with the arrow", film, tellings),
        _scene_row("empty", f"{limits.empty:g} s while someone speaks", film, tellings),
        _scene_row(
            "pace",
            f"{limits.characters_a_second:g} characters, {limits.letters_a_second:g} letters a second; "
            f"a number {limits.number_seconds:g} s; a result rests {limits.result_rests:g} s",
            film,
            tellings,
        ),
        _scene_row(
            "crowd",
            f"{limits.display_numbers} large number, {limits.readouts} readouts, {limits.formulas} formula",
            film,
            tellings,
        ),
        _ledger_row(film, tellings),
        _scene_row("phone", f"text {limits.smallest_on_phone:g} px, contrast, colour", film, tellings),
        streams_row(film),
        truth_row(tellings, headlines, film.starts, film.fps),
    ]


def tell_all(plan: Plan, temporary: Path) -> list[Telling]:
    """Tell every scene of a film, as many at a time as the plan says; temporary files go where it is said.

    Raises
    ------
    InputError
        If one cannot be told.
    """
    jobs = [scene.job for scene in plan.scenes]
    return list(tell_scenes(jobs, plan.jobs, temporary, _tell, "check.txt").values())


def _tell(job: SceneJob) -> Telling:
    from narrated.review.observer import tell

    options = RenderOptions(job.locale, job.voice, job.draft_takes)
    shape = Format.of_pixels(job.width, job.height)
    return tell(load_ref(job.ref), job.name, shape, job.fps, options, limits_for(shape))


def _scene_row(name: str, limit: str, film: FilmReader, tellings: Sequence[Telling]) -> Row:
    pictures = sum(telling.pictures for telling in tellings)
    worst = min((t.worst[name] for t in tellings if name in t.worst), default=None)
    nearest = "" if worst is None or name in _UNMEASURED else f", at least {100 * worst:.0f} % of the limit"
    return row(name, f"{pictures} pictures{nearest}", limit, findings(tellings, name, film.starts, film.fps))


def _ledger_row(film: FilmReader, tellings: Sequence[Telling]) -> Row:
    if film.plan.lesson.ledger is None:
        return Row("ledger", "skipped: the lesson has no ledger", "one meaning through the film", None)
    return _scene_row("ledger", "one meaning through the film", film, tellings)


def check_same(film: FilmReader, tellings: Sequence[Telling]) -> None:
    """See to it that a film was made of what its scenes tell: else a finding's second and picture are wrong.

    Raises
    ------
    InputError
        If it was not.
    """
    lengths = {scene.name: scene.frames for scene in film.scenes}
    for telling in tellings:
        start = film.starts.get(telling.name)
        told = [(line.id, line.start, line.end) for line in telling.lines]
        filmed = [
            (o.id, o.start - (start or 0), o.end - (start or 0))
            for o in film.lines
            if o.scene == telling.name
        ]
        if (
            start is None
            or lengths[telling.name] != telling.frames
            or [f[0] for f in filmed] != [t[0] for t in told]
        ):
            raise InputError(
                f"the film is not what {telling.name} tells now",
                where=film.video,
                remedy=filming_again(),
            )

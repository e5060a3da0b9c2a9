"""What a page knows of its films: scenes, lines, cues and words by frame, texts in all languages, captions.

All of it is data, which the page reads as text; nothing in it becomes markup.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from importlib.resources import files
from typing import Any

import srt

from narrated.build.plan import Plan
from narrated.export import timeline_file
from narrated.export.timeline_file import FilmLine, TimelineFile
from narrated.page.page_video import page_size
from voiceover.bounded import read_bounded
from voiceover.engines.registry import speaks_on_demand
from voiceover.errors import InputError
from voiceover.languages import primary
from voiceover.remedies import filming_again
from voiceover.script.lines import Line
from voiceover.script.scene_script import LessonWords, Script, load_lesson_words
from voiceover.takes import Take, open_take, seconds_at, take_key, takes_folder

_MOST_CAPTIONS = 4_000_000  # bytes of a file of captions; an hour's has a hundredth


def film_data(plan: Plan, timeline: TimelineFile) -> dict[str, Any]:
    """A film: its picture, its scenes with the frames of all that is said, and its captions by language.

    Raises
    ------
    InputError
        If the film says other words than its scripts, or a file beside it is missing or damaged.
    """
    job = plan.scenes[0].job
    width, height = page_size(job.width, job.height)
    return {
        "key": f"{job.locale}-{plan.format.name}",
        "locale": job.locale,
        "shape": plan.format.name,
        "fps": timeline.fps,
        "frames": timeline.frames,
        "width": width,
        "height": height,
        "scenes": list(_scenes(plan, timeline)),
        "captions": {locale: _captions(plan, suffix) for locale, suffix in _suffixes(plan).items()},
    }


def _suffixes(plan: Plan) -> dict[str, str]:
    own = plan.scenes[0].job.locale
    return {own: "", **{one.locale: f".{one.locale}" for one in plan.translations}}


def _scenes(plan: Plan, timeline: TimelineFile) -> Iterator[dict[str, Any]]:
    if [scene.name for scene in timeline.scenes] != [scene.name for scene in plan.scenes]:
        raise _other_words(plan)
    for scene, planned in zip(timeline.scenes, plan.scenes, strict=True):
        told = [(line.id, line.text) for line in scene.lines]
        if told != [(line.id, line.caption) for line in planned.script.lines]:
            raise _other_words(plan)
        lines = []
        for line, script in zip(scene.lines, planned.script.lines, strict=True):
            take = _take(plan, script)
            lines.append(
                {
                    "id": line.id,
                    "start": line.start,
                    "end": line.end,
                    "cues": [[cue.name, cue.frame] for cue in line.cues],
                    "words": list(_words(line, script, take, timeline.fps)),
                }
            )
        yield {"name": scene.name, "start": scene.start, "frames": scene.frames, "lines": lines}


def _other_words(plan: Plan) -> InputError:
    return InputError(
        "the film says other words than its scripts", where=plan.output(".mp4"), remedy=filming_again()
    )


def _take(plan: Plan, line: Line) -> Take | None:
    """The take that the film plays; None where it is not at hand, as of a film from another machine."""
    job = plan.scenes[0].job
    on_demand = speaks_on_demand(job.voice)
    folder = job.draft_takes if on_demand else takes_folder(plan.lesson.words, job.locale)
    return open_take(folder, take_key(line.spoken, job.voice, job.locale))


def _words(line: FilmLine, script: Line, take: Take | None, fps: int) -> Iterator[tuple[int, int]]:
    """Where in the caption, and at which frame, each word is begun; where that is not known, each cue."""
    frames = {cue.name: cue.frame for cue in line.cues}
    places = [(0, 0, line.start)]
    places += [(cue.caption_offset, cue.spoken_offset, frames[cue.name]) for cue in script.cues]
    ends = [*places[1:], (len(script.caption), len(script.spoken), line.end)]
    for (shown, said, frame), (shown_end, said_end, _) in zip(places, ends, strict=True):
        if shown == shown_end:
            continue
        if take is None or script.caption[shown:shown_end] != script.spoken[said:said_end]:
            yield shown, frame  # what is read otherwise than it is written
            continue
        for word in take.words:
            if said <= word.offset < said_end:
                seconds = seconds_at(word.offset, take.words)
                yield word.offset - said + shown, line.start + round(seconds * fps)


def _captions(plan: Plan, suffix: str) -> list[tuple[int, int, str]]:
    path = plan.output(f"{suffix}.srt")
    try:
        text = read_bounded(path, _MOST_CAPTIONS, "the captions").decode("utf-8")
        entries = list(srt.parse(text))
    except FileNotFoundError:
        raise InputError("this file of the film is missing", where=path, remedy=filming_again()) from None
    except (OSError, ValueError, srt.SRTParseError) as error:
        raise InputError(
            f"the captions cannot be read ({error})", where=path, remedy=filming_again()
        ) from None
    return [(_milliseconds(one.start), _milliseconds(one.end), one.content) for one in entries]


def _milliseconds(time: timedelta) -> int:
    return round(time.total_seconds() * 1000)


def language_data(words: LessonWords, scripts: Sequence[Script]) -> dict[str, Any]:
    """The texts of a lesson in one language."""
    return {
        "lang": words.language,
        "title": words.title,
        "subtitle": words.subtitle,
        "description": words.description,
        "scenes": {
            script.name: {
                "title": script.title,
                "lines": {
                    line.id: {
                        "text": line.caption,
                        "cues": [[cue.name, cue.caption_offset] for cue in line.cues],
                    }
                    for line in script.lines
                },
            }
            for script in scripts
        },
    }


def languages_of(plans: Iterable[Plan]) -> dict[str, dict[str, Any]]:
    """The texts of every language that a film speaks, and of those that it is captioned in."""
    plans = list(plans)
    found: dict[str, dict[str, Any]] = {}
    for plan in plans:
        scripts = [scene.script for scene in plan.scenes]
        found.setdefault(plan.scenes[0].job.locale, language_data(plan.words, scripts))
    for plan in plans:
        for one in plan.translations:
            if one.locale not in found:
                words = load_lesson_words(plan.lesson.words, one.locale)
                found[one.locale] = language_data(words, one.scripts)
    return found


def page_words(locales: Iterable[str]) -> dict[str, Mapping[str, str]]:
    """The page's own words for these languages, by locale; English where it has none of a language."""
    tables = tomllib.loads(files(__package__).joinpath("page_words.toml").read_text(encoding="utf-8"))
    return {
        locale: {"lang": known, **tables[known]}
        for locale in locales
        for known in [primary(locale) if primary(locale) in tables else "en"]
    }


def read_timeline(plan: Plan) -> TimelineFile:
    """The timeline of a finished film; raises as `TimelineFile.read` does."""
    return TimelineFile.read(plan.beside(timeline_file.NAME))

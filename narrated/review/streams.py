"""The streams row: the file is what players and sites expect, and what the timeline says."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
from av.stream import Disposition

from narrated.export.join import language_code
from narrated.export.timeline import Placed, Timeline, chapters
from narrated.review.film_reader import RATE, FilmReader
from narrated.review.findings import Row, row
from narrated.scene.clip_sheet import ClipSheet

# An encoder pads sound to whole blocks of this many samples.
_BLOCK = 1024


def streams_row(film: FilmReader) -> Row:
    """Read the film's streams, as ffprobe does, and compare."""
    messages = [*_atoms(film.video), *_picture(film), *_sound(film), *_captions(film), *_about(film)]
    job = film.plan.scenes[0].job
    measured = f"{job.width}x{job.height} at {film.fps}, {film.frames} frames"
    return row("streams", measured, "exact", [film.finding(0, message) for message in messages])


def _atoms(path: Path) -> Iterator[str]:
    """Whether the index stands before the pictures, so that a player can begin at once."""
    order = []
    with path.open("rb") as file:
        while len(head := file.read(8)) == 8:
            size, kind = int.from_bytes(head[:4], "big"), head[4:]
            order.append(kind)
            done = 8
            if size == 1:
                size, done = int.from_bytes(file.read(8), "big"), 16
            if size == 0:
                break
            if size < done:
                yield "the file is damaged"
                return
            file.seek(size - done, 1)
    if b"moov" not in order or b"mdat" not in order or order.index(b"moov") > order.index(b"mdat"):
        yield "the film cannot start before it is loaded whole (no fast start)"


def _picture(film: FilmReader) -> Iterator[str]:
    with av.open(f"file:{film.video}") as container:
        if len(container.streams.video) != 1:
            yield f"{len(container.streams.video)} video streams"
            return
        stream = container.streams.video[0]
        job, codec = film.plan.scenes[0].job, stream.codec_context
        for what, is_, asked in (
            ("the codec", codec.name, "h264"),
            ("the profile", codec.profile, "High"),
            ("the pixel format", codec.pix_fmt, "yuv420p"),
            ("the size", f"{stream.width}x{stream.height}", f"{job.width}x{job.height}"),
            ("the frame rate", stream.average_rate, job.fps),
            ("the frame rate of the timeline", film.fps, job.fps),
            ("interlacing", codec.interlaced_dct if hasattr(codec, "interlaced_dct") else False, False),
        ):
            if is_ != asked:
                yield f"{what} is {is_}, asked is {asked}"
        base = stream.time_base
        assert base is not None
        shown = sorted(
            Fraction(p.pts) * base for p in container.demux(stream) if p.size and p.pts is not None
        )
        if len(shown) != film.frames:
            yield f"{len(shown)} frames in the file, {film.frames} in the timeline"
        elif shown != [Fraction(n, film.fps) for n in range(len(shown))]:
            yield "the frames are not evenly spaced from 0"
    total = sum(scene.frames for scene in film.scenes)
    if not total <= film.frames:
        yield f"the scenes have {total} frames, the film has {film.frames}"


def _sound(film: FilmReader) -> Iterator[str]:
    with av.open(f"file:{film.video}") as container:
        if len(container.streams.audio) != 1:
            yield f"{len(container.streams.audio)} audio streams"
            return
        stream = container.streams.audio[0]
        codec = stream.codec_context
        for what, is_, asked in (
            ("the sound's codec", codec.name, "aac"),
            ("the sound's profile", codec.profile, "LC"),
            ("the sample rate", codec.sample_rate, RATE),
            ("the number of channels", codec.channels, 2),
            ("the language of the sound", stream.language, language_code(film.plan.words.language)),
        ):
            if is_ != asked:
                yield f"{what} is {is_}, asked is {asked}"
    lacking = film.frames * RATE / film.fps - film.sound.shape[1]
    if not -_BLOCK <= lacking <= _BLOCK:
        yield f"the sound is {-lacking / RATE:+.3f} s longer than the picture"


def _captions(film: FilmReader) -> Iterator[str]:
    """A track a language, the spoken one first, and in each a caption a line."""
    others = [one.language for one in film.plan.translations]
    asked = [language_code(language) for language in (film.plan.words.language, *others)]
    with av.open(f"file:{film.video}") as container:
        streams = container.streams.subtitles
        if len(streams) != len(asked):
            yield f"{len(streams)} caption streams, asked are {len(asked)}"
            return
        for number, (stream, code) in enumerate(zip(streams, asked, strict=True)):
            if stream.codec_context.name != "mov_text":
                yield f"the captions' codec is {stream.codec_context.name}, asked is mov_text"
            if stream.language != code:
                yield f"the language of the captions is {stream.language}, asked is {code}"
            if bool(stream.disposition & Disposition.default) != (number == 0):
                yield f"the captions in {code} are {'not ' if number == 0 else ''}those that are shown first"
    for texts, code in zip(film.tracks, asked, strict=True):
        if len(texts) != len(film.lines):
            yield f"{len(texts)} captions in {code} in the file, {len(film.lines)} lines in the timeline"


def _about(film: FilmReader) -> Iterator[str]:
    """Title and chapters."""
    placed = tuple(
        Placed(ClipSheet(one.name, "", one.title, film.fps, 0, 0, one.frames, ()), one.start, 0)
        for one in film.scenes
    )
    asked = [
        (round(start * 1000 / film.fps), title)
        for start, _, title in chapters(Timeline(film.fps, film.frames, placed))
    ]
    with av.open(f"file:{film.video}") as container:
        found = [
            (
                round(chapter["start"] * (chapter["time_base"] or 0) * 1000),
                chapter["metadata"].get("title", ""),
            )
            for chapter in container.chapters()
        ]
        title = container.metadata.get("title")
    if found != asked:
        yield f"the chapters are {found}, asked are {asked} (milliseconds, title)"
    if title != film.plan.words.title:
        yield f"the title is {title!r}, asked is {film.plan.words.title!r}"

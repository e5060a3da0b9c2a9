"""A film as a page plays it: small, and with so many key frames that every place is found at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
from av.video.frame import PictureType
from av.video.reformatter import Interpolation

from narrated.export.clip_reader import opened
from narrated.scene.clip_sheet import ClipError

SHORT_SIDE = 720
"""Pixels of the short side, at most; a smaller film stays as it is."""
# The number of threads is a part of what is encoded, so it is not left to the machine.
_SETTINGS = {"preset": "medium", "crf": "23", "tune": "animation", "profile": "high", "threads": "4"}


def settings(fps: int) -> dict[str, str]:
    """Settings of libx264: a player decodes from the key frame before a place, at most a second's frames."""
    return {**_SETTINGS, "g": str(fps), "x264-params": "open-gop=0"}


def page_size(width: int, height: int) -> tuple[int, int]:
    """Pixels of the film on the page; both are even.

    Examples
    --------
    >>> page_size(1920, 1080), page_size(1080, 1920), page_size(854, 480)
    ((1280, 720), (720, 1280), (854, 480))
    """
    share = min(1.0, SHORT_SIDE / min(width, height))
    small = [2 * round(side * share / 2) for side in (width, height)]
    return small[0], small[1]


def write_page_video(film: Path, fps: int, frames: int, target: Path, told: Callable[[int], None]) -> None:
    """Encode the pictures of a film for a page, and copy its sound; ``told`` hears how many frames are done.

    Raises
    ------
    ClipError
        If the film is damaged, or has not so many frames.
    OSError
        If it cannot be read or written.
    """
    with (
        opened(film) as source,
        av.open(f"file:{target}", "w", format="mp4", options={"movflags": "+faststart"}) as made,
    ):
        pictures = source.streams.video[0]
        pictures.thread_type = "AUTO"
        sounds = source.streams.audio[:1]
        width, height = page_size(pictures.width, pictures.height)
        video = made.add_stream("libx264", rate=fps, options=settings(fps))
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        context, original = video.codec_context, pictures.codec_context
        context.color_range, context.colorspace = original.color_range, original.colorspace
        context.color_primaries, context.color_trc = original.color_primaries, original.color_trc
        sound = made.add_stream_from_template(sounds[0]) if sounds else None
        done = 0
        for packet in source.demux(pictures, *sounds):
            if packet.stream is pictures:
                for frame in pictures.decode(packet):
                    small = frame.reformat(width, height, "yuv420p", interpolation=Interpolation.LANCZOS)
                    small.pts, small.time_base = frame.pts, frame.time_base
                    small.pict_type = PictureType.NONE
                    made.mux(video.encode(small))
                    done += 1
                    told(done)
            elif sound is not None and packet.dts is not None:
                packet.stream = sound
                made.mux(packet)
        made.mux(video.encode(None))
    if done != frames:
        raise ClipError(f"{film} has {done} frames, its timeline {frames}")

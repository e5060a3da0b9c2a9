"""The clip of every beat: cut on the frame, its sound on the sample; with its first and its last picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from PIL import Image

from narrated.encode.encoder import TIMESCALE, rgb_frame
from narrated.export.caption_entry import Entry
from narrated.export.caption_files import write_vtt
from narrated.export.clip_reader import opened
from narrated.export.ffmpeg import RATE
from narrated.scene.clip_sheet import ClipError
from narrated.slides.beats import Beat
from narrated.slides.caption_band import Ground

Samples = npt.NDArray[np.float32]

SUFFIXES = (".mp4", ".vtt", "-first.jpg", "-last.jpg")
"""How the names of a beat's files end."""
# Without B pictures the first frame is shown at time 0 in every player, with no edit list that some do not
# read. One quantiser more than the film's: what was encoded once already keeps its edges.
_PICTURES = {"preset": "veryfast", "crf": "18", "profile": "high", "tune": "animation", "bf": "0"}
_KEYS_A_SECOND = 2  # whoever goes to the end of a clip waits until what is between them is decoded
_SOUND_BITS = 128_000


def cut(
    film: Path,
    sound: Samples,
    fps: int,
    beats: Sequence[Beat],
    grounds: Mapping[str, Ground | None],
    folder: Path,
    done: Callable[[int], None],
) -> None:
    """Write the files of each beat into a folder.

    Parameters
    ----------
    sound
        Of the film, shape (2, samples), `RATE` of them a second.
    grounds
        What covers the captions of each scene; None: they stay.
    done
        Told how many frames of the film are cut.

    Raises
    ------
    ClipError
        If the film ends before its beats do.
    """
    with opened(film) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        frames = container.decode(stream)
        for beat in beats:
            pictures = _uncovered(islice(frames, beat.frames), beat, grounds[beat.scene])
            first, last = _write_clip(pictures, _part(sound, beat, fps), fps, folder / f"{beat.name}.mp4")
            if last.pts != beat.frames - 1:
                raise ClipError(f"{film} ends before its timeline does. Remedy: delete it, and film again.")
            _write_still(first, folder / f"{beat.name}-first.jpg")
            _write_still(last, folder / f"{beat.name}-last.jpg")
            write_vtt(captions(beat, fps), folder / f"{beat.name}.vtt")
            done(beat.end)


def _uncovered(frames: Iterable[av.VideoFrame], beat: Beat, ground: Ground | None) -> Iterator[av.VideoFrame]:
    """The frames of a beat, numbered from 0, without captions where the ground behind them is known."""
    for number, frame in enumerate(frames):
        said = any(line.start <= number < line.end for line in beat.lines)
        shown = ground.over(frame) if ground and said else frame
        shown.pts = number
        yield shown


def _write_clip(
    frames: Iterator[av.VideoFrame], sound: Samples, fps: int, path: Path
) -> tuple[av.VideoFrame, av.VideoFrame]:
    """Write an mp4; return its first and last picture."""
    first = last = next(frames)
    options = {"video_track_timescale": str(TIMESCALE), "movflags": "+faststart", "fflags": "+bitexact"}
    with av.open(f"file:{path}", "w", format="mp4", options=options) as clip:
        keys = {"g": str(max(1, fps // _KEYS_A_SECOND))}
        pictures = clip.add_stream("libx264", rate=fps, options={**_PICTURES, **keys})
        codec = pictures.codec_context
        codec.width, codec.height, codec.pix_fmt = first.width, first.height, "yuv420p"
        codec.time_base = Fraction(1, fps)
        codec.color_range, codec.colorspace = ColorRange.MPEG, Colorspace.ITU709
        codec.color_primaries, codec.color_trc = ColorPrimaries.BT709, ColorTrc.BT709
        voice = clip.add_stream("aac", rate=RATE, layout="stereo", options={"b": str(_SOUND_BITS)})
        for last in (first, *frames):
            last.time_base = Fraction(1, fps)
            last.pict_type = 0
            clip.mux(pictures.encode(last))
        clip.mux(pictures.encode(None))
        block = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound), format="fltp", layout="stereo")
        block.sample_rate, block.pts, block.time_base = RATE, 0, Fraction(1, RATE)
        clip.mux(voice.encode(block))
        clip.mux(voice.encode(None))
    return first, last


def _part(sound: Samples, beat: Beat, fps: int) -> Samples:
    """The sound of a beat's frames; silence where the film's own is a little shorter than its pictures."""
    first, end = (round(Fraction(frame * RATE, fps)) for frame in (beat.start, beat.end))
    part = sound[:, first:end]
    return np.pad(part, ((0, 0), (0, end - first - part.shape[1])))


def _write_still(frame: av.VideoFrame, path: Path) -> None:
    # Lines are thin and drawn, so their colours are kept in every pixel.
    Image.fromarray(rgb_frame(frame)).save(path, quality=92, subsampling=0, optimize=True)


def captions(beat: Beat, fps: int) -> list[Entry]:
    """The captions of a beat's clip.

    Examples
    --------
    >>> from narrated.slides.beats import Said
    >>> captions(Beat("a", "A", 1, 1, 30, 60, (Said("One.", 3, 27),)), 30)
    [Entry(start=100, end=900, rows=('One.',))]
    """
    return [
        Entry(round(1000 * line.start / fps), round(1000 * line.end / fps), (line.text,))
        for line in beat.lines
    ]

"""A film that says of its voice that it is synthetic: in its first seconds, and in the file.

GB 45438-2025, as others tell of it: the label of a film is seen at its start for at least 2 s; of pictures
it is said that its text is at least 5 % of their shorter side high, which is taken for films as well; the
file has a field ``AIGC`` with JSON. The standard itself was not at hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from narrated.design.fonts import font_file
from narrated.design.formats import Format
from narrated.design.layout import Region, layout
from narrated.design.typography import FONT
from narrated.encode.encoder import TIMESCALE, ClipEncoder, rgb_frame
from narrated.export.clip_reader import opened
from narrated.export.ffmpeg import ffmpeg, run_ffmpeg
from narrated.export.join import language_code
from narrated.publish.platforms import label_rules
from narrated.scene.clip_sheet import ClipError
from voiceover.engines.registry import engine_of
from voiceover.errors import InputError
from voiceover.languages import primary

SECONDS = label_rules()["seconds_least"].value + 0.4
"""How long the label is seen: a little longer than asked for, since some players begin late."""
EM = label_rules()["size_least"].value / 0.72
"""Its em as a share of the shorter side, of which an English capital fills 0.73, a Chinese character 0.9."""
_TEXTS = {"zh": "旁白由AI合成", "en": "AI-generated voice"}
_PLATE, _INK = (13, 13, 24, 225), (255, 255, 255, 255)
_STEPS = 48  # places that are tried along each side
_EDGE = 24  # a step between neighbours, of 255, that is an edge of something drawn

Picture = npt.NDArray[np.uint8]
Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels


def is_synthetic(voice: str) -> bool:
    """Whether an engine speaks with this voice; that of a person is nobody's here."""
    return engine_of(voice) is not None


def label_text(own: str, language: str) -> str:
    """What the label says: the lesson's own words, or the usual ones of the language, or of English."""
    return own or _TEXTS.get(primary(language), _TEXTS["en"])


def implicit_label(producer: str, content: str) -> str:
    """The JSON of the field ``AIGC``; what only a site fills in is empty.

    Examples
    --------
    >>> json.loads(implicit_label("Qborfy", "1f"))["Label"]
    '1'
    """
    keys = ("ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2")
    said = {"Label": "1", "ContentProducer": producer, "ProduceID": content}
    return json.dumps(said | dict.fromkeys(keys, ""), ensure_ascii=False)


@dataclass(frozen=True)
class Label:
    """A label as it is drawn.

    Parameters
    ----------
    picture
        With transparency, shape (height, width, 4).
    left, top
        Where its upper left corner stands, in pixels of the film.
    over
        The share of what it covers that is an edge of something drawn.
    """

    picture: Picture
    left: int
    top: int
    over: float

    @property
    def box(self) -> Box:
        """The pixels that it covers."""
        height, width = self.picture.shape[:2]
        return self.left, self.top, self.left + width, self.top + height

    def on(self, frame: Picture) -> Picture:
        """A copy of a frame with the label on it."""
        left, top, right, bottom = self.box
        part = frame[top:bottom, left:right].astype(float)
        share = self.picture[..., 3:] / 255
        shown = frame.copy()
        shown[top:bottom, left:right] = np.rint(part + (self.picture[..., :3] - part) * share)
        return shown


def draw_label(text: str, frames: Sequence[Picture], shape: Format) -> Label:
    """The label for these frames, where it covers least of what is drawn, in the safe area.

    Raises
    ------
    InputError
        If the text does not fit.
    """
    height, width = frames[0].shape[:2]
    plate = _plate(text, min(width, height))
    high, wide = plate.shape[:2]
    left, top, right, bottom = _pixels(layout(shape).safe, shape, width)
    if wide > right - left or high > bottom - top:
        raise InputError(
            f"the label {text!r} is {wide} pixels wide, and there are {right - left}",
            permitted="what fits into one row",
            remedy="shorten `label` under [publish] in lesson.toml",
        )
    edges = sum(_edges(frame).astype(np.int64) for frame in frames)
    total = np.pad(np.cumsum(np.cumsum(edges, axis=0), axis=1), ((1, 0), (1, 0)))

    air = high // 5

    def covered(x: int, y: int) -> int:
        """Edges of what is drawn there, and close by."""
        x0, y0 = max(0, x - air), max(0, y - air)
        x1, y1 = min(width, x + wide + air), min(height, y + high + air)
        return int(total[y1, x1] - total[y0, x1] - total[y1, x0] + total[y0, x0])

    rows = np.linspace(top, bottom - high, _STEPS).astype(int).tolist()
    columns = np.linspace(left, right - wide, _STEPS).astype(int).tolist()
    # Of equals the first: at the top, and there at the left.
    y, x = min(((y, x) for y in rows for x in columns), key=lambda at: covered(at[1], at[0]))
    return Label(plate, x, y, covered(x, y) / (wide * high * len(frames)))


def _plate(text: str, short_side: int) -> Picture:
    em = -int(-EM * short_side // 1)
    path, index = font_file(FONT, "BOLD")
    font = ImageFont.truetype(str(path), em, index=index)
    left, top, right, bottom = font.getbbox(text)
    margin = em // 3
    size = round(right - left) + 2 * margin, round(bottom - top) + 2 * margin
    plate = Image.new("RGBA", size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(plate)
    pen.rounded_rectangle((0, 0, size[0] - 1, size[1] - 1), radius=em // 4, fill=_PLATE)
    pen.text((margin - left, margin - top), text, font=font, fill=_INK)
    return np.asarray(plate)


def _pixels(region: Region, shape: Format, width: int) -> Box:
    scale = width / shape.frame_width
    x, y = shape.frame_width / 2 + region.x, shape.frame_height / 2 - region.y
    return (
        round((x - region.width / 2) * scale),
        round((y - region.height / 2) * scale),
        round((x + region.width / 2) * scale),
        round((y + region.height / 2) * scale),
    )


def _edges(frame: Picture) -> npt.NDArray[np.bool_]:
    light = frame.astype(int).sum(axis=2) // 3
    found = np.zeros(light.shape, bool)
    found[:, 1:] |= abs(np.diff(light, axis=1)) > _EDGE
    found[1:] |= abs(np.diff(light, axis=0)) > _EDGE
    return found


def write_labelled(film: Path, text: str, shape: Format, language: str, aigc: str, target: Path) -> Label:
    """Write the film with the label in its first seconds, and ``aigc`` in the file.

    Only up to the first key frame after the label is encoded again, by the settings of the film; sound,
    captions and the rest of the pictures are copied.

    Raises
    ------
    ClipError
        If the film was encoded by another version, so that new pictures do not fit its old ones.
    """
    head, pictures = target.with_suffix(".head.mp4"), target.with_suffix(".pictures.mp4")
    label, count = _write_head(film, text, shape, head)
    _join(head, film, count, pictures)
    command = [ffmpeg(), "-hide_banner", "-nostdin", "-loglevel", "error", "-y"]
    command += ["-i", f"file:{pictures}", "-i", f"file:{film}", "-map", "0:v", "-map", "1:a", "-map", "1:s?"]
    command += ["-map_metadata", "1", "-map_chapters", "1", "-c", "copy"]
    command += ["-metadata", f"AIGC={aigc}", "-metadata:s:v:0", f"language={language_code(language)}"]
    command += ["-video_track_timescale", str(TIMESCALE), "-movflags", "+faststart+use_metadata_tags"]
    command += ["-fflags", "+bitexact", "-f", "mp4", f"file:{target}"]
    run_ffmpeg(command, "write the labelled film")
    head.unlink()
    pictures.unlink()
    return label


def _write_head(film: Path, text: str, shape: Format, head: Path) -> tuple[Label, int]:
    """Encode the frames before the first key frame after the label; return how many they are."""
    with opened(film) as container:
        stream = container.streams.video[0]
        assert stream.average_rate is not None
        fps = round(stream.average_rate)
        labelled = round(SECONDS * fps)
        packets = [packet for packet in container.demux(stream) if packet.size]
    keys = [number for number, packet in enumerate(packets) if packet.is_keyframe and number >= labelled]
    count = keys[0] if keys else len(packets)
    # A look at one frame in five tells where something is drawn while the label is seen.
    seen = [rgb_frame(frame) for number, frame in _frames(film, labelled) if number % 5 == 0]
    label = draw_label(text, seen, shape)
    height, width = seen[0].shape[:2]
    with ClipEncoder(head, width, height, fps) as encoder:
        for number, frame in _frames(film, count):
            picture = rgb_frame(frame)
            encoder.write(label.on(picture) if number < labelled else picture)
    return label, count


def _frames(film: Path, count: int) -> Iterator[tuple[int, av.VideoFrame]]:
    """The first frames of a film, numbered."""
    with opened(film) as container:
        yield from enumerate(islice(container.decode(container.streams.video[0]), count))


def _join(head: Path, film: Path, count: int, target: Path) -> None:
    """Pictures of ``head``, then those of the film from frame ``count`` on, without encoding any."""
    options = {"video_track_timescale": str(TIMESCALE), "fflags": "+bitexact"}
    with (
        opened(head) as first,
        opened(film) as rest,
        av.open(f"file:{target}", "w", format="mp4", options=options) as joined,
    ):
        streams = [one.streams.video[0] for one in (first, rest)]
        settings = [bytes(stream.codec_context.extradata or b"") for stream in streams]
        if settings[0] != settings[1]:
            raise ClipError(
                f"{film} was encoded by another version. Remedy: delete its folder and film again."
            )
        copy = joined.add_stream_from_template(streams[1])
        copy.time_base = streams[1].time_base
        for container, stream, begin in ((first, streams[0], 0), (rest, streams[1], count)):
            packets = (packet for packet in container.demux(stream) if packet.size)
            for number, packet in enumerate(packets):
                if number >= begin:
                    packet.stream = copy
                    joined.mux(packet)

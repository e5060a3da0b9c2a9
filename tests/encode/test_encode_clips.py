"""The encoder: every frame comes back, in its place, whatever was skipped, repeated or changed in part."""

from fractions import Fraction

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrated.encode import encoder
from narrated.encode.conversion import Converter
from narrated.encode.encoder import SKIP_FROM, ClipEncoder
from narrated.encode.h264_skip import SkippedPictures, UnsupportedStream

WIDTH, HEIGHT, FPS = 214, 120, 15


def picture(seed: int) -> np.ndarray:
    """Flat rectangles on a ground, as drawn scenes have them."""
    random = np.random.default_rng(seed)
    pixels = np.full((HEIGHT, WIDTH, 4), 255, np.uint8)
    pixels[..., :3] = (26, 26, 46)
    for _ in range(6):
        top, left = random.integers(0, HEIGHT - 8), random.integers(0, WIDTH - 8)
        pixels[top : top + random.integers(4, 60), left : left + random.integers(4, 90), :3] = (
            random.integers(0, 256, 3)
        )
    return pixels


def convert(pixels: np.ndarray, converter: Converter | None = None) -> np.ndarray:
    """Frame by frame, as the encoder does it."""
    converter = converter or Converter(WIDTH, HEIGHT)
    return converter.apply(converter.difference(pixels)).to_ndarray()


def encode(path, repeats: list[int]) -> list[int]:
    """Write picture i ``repeats[i]`` times; return which picture every frame should show."""
    with ClipEncoder(path, WIDTH, HEIGHT, FPS) as clip:
        for number, repeat in enumerate(repeats):
            clip.write(picture(number), repeat)
        assert clip.frames == sum(repeats)
    return [number for number, repeat in enumerate(repeats) for _ in range(repeat)]


@pytest.mark.parametrize(
    "repeats", [[1] * 5, [SKIP_FROM - 1, 1, SKIP_FROM, 1], [100, 3, 1, 64, 200], [SKIP_FROM] * 4, [1000]]
)
def test_every_frame_shows_its_picture_at_a_constant_rate(tmp_path, repeats):
    shown = encode(tmp_path / "clip.mp4", repeats)
    wanted = {n: convert(picture(n)).astype(int) for n in set(shown)}
    starts = []
    with av.open(str(tmp_path / "clip.mp4")) as clip:
        stream = clip.streams.video[0]
        assert stream.codec_context.profile == "High"
        for count, frame in enumerate(clip.decode(stream)):
            assert frame.pts * frame.time_base * FPS == count
            difference = np.abs(frame.to_ndarray().astype(int) - wanted[shown[count]])
            assert difference.mean() < 1.0, f"frame {count}"
            if frame.key_frame:
                starts.append(count)
    assert count + 1 == len(shown)
    # Seeking must find a start at least every two seconds.
    assert max(np.diff([*starts, len(shown)])) <= 2 * FPS


OTHER_TOOLS = ({"cabac": "1"}, {"bframes": "2"}, {"weightp": "2"})


@pytest.mark.parametrize("tools", OTHER_TOOLS)
def test_a_stream_of_other_tools_is_encoded_frame_by_frame(tmp_path, monkeypatch, caplog, tools):
    usual = encoder.encoder_options

    def options(fps, threads):
        wanted = usual(fps, threads)
        added = "".join(f":{name}={value}" for name, value in tools.items())
        return {**wanted, "x264-params": wanted["x264-params"] + added}

    monkeypatch.setattr(encoder, "encoder_options", options)
    test_every_frame_shows_its_picture_at_a_constant_rate(tmp_path, [100, 3, 1, 64, 200])
    assert "repeated frames are encoded one by one" in caplog.text


def test_what_stands_between_cuts_is_encoded_as_a_clip_of_its_own(tmp_path):
    parts = [[1] * 5 + [40, 1, 1], [100, 3, 1, 9, 1], [1], [2 * FPS], [1] * 70]
    with ClipEncoder(tmp_path / "whole.mp4", WIDTH, HEIGHT, FPS) as whole:
        for seed, repeats in enumerate(parts):
            whole.cut()
            for number, repeat in enumerate(repeats):
                whole.write(picture(seed + number), repeat)
    apart = []
    for seed, repeats in enumerate(parts):
        with ClipEncoder(tmp_path / "part.mp4", WIDTH, HEIGHT, FPS) as part:
            for number, repeat in enumerate(repeats):
                part.write(picture(seed + number), repeat)
        found = packets(tmp_path / "part.mp4")
        assert found[0][0], "a part begins with a key frame"
        apart += found
    assert packets(tmp_path / "whole.mp4") == apart


def packets(path) -> list[tuple[bool, bytes]]:
    with av.open(str(path)) as clip:
        return [(packet.is_keyframe, bytes(packet)) for packet in clip.demux(video=0) if packet.size]


def test_stillness_costs_next_to_nothing(tmp_path):
    encode(tmp_path / "short.mp4", [1])
    encode(tmp_path / "long.mp4", [2 * FPS])
    grown = (tmp_path / "long.mp4").stat().st_size - (tmp_path / "short.mp4").stat().st_size
    assert grown < 2 * FPS * 40


@settings(max_examples=60)
@given(
    st.integers(0, HEIGHT - 1), st.integers(0, WIDTH - 1), st.integers(1, HEIGHT), st.integers(1, WIDTH),
    st.integers(0, 2**24 - 1),
)  # fmt: skip
def test_a_changed_rectangle_converts_to_what_the_whole_frame_would(top, left, height, width, color):
    before = picture(1)
    after = before.copy()
    after[top : top + height, left : left + width, :3] = (color >> 16, color >> 8 & 255, color & 255)
    kept = Converter(WIDTH, HEIGHT)
    convert(before, kept)
    assert (convert(after, kept) == convert(after)).all()


def test_the_caller_may_change_its_array_at_once(tmp_path):
    pixels = picture(3)
    with ClipEncoder(tmp_path / "clip.mp4", WIDTH, HEIGHT, FPS) as clip:
        clip.write(pixels)
        pixels[:] = 0
        clip.again(2)
    with av.open(str(tmp_path / "clip.mp4")) as clip:
        last = [frame.to_ndarray() for frame in clip.decode(video=0)][-1]
    assert np.abs(last.astype(int) - convert(picture(3))).mean() < 1.0


@pytest.mark.parametrize("options", OTHER_TOOLS)
def test_a_stream_of_other_tools_is_refused_not_broken(options):
    codec = av.CodecContext.create("libx264", "w")
    codec.width, codec.height, codec.pix_fmt, codec.time_base = WIDTH, HEIGHT, "yuv420p", Fraction(1, FPS)
    codec.options = {"preset": "ultrafast", "x264-params": ":".join(f"{k}={v}" for k, v in options.items())}
    codec.flags |= 1 << 22  # parameter sets in the header
    codec.open()
    with pytest.raises(UnsupportedStream):
        SkippedPictures.of(bytes(codec.extradata))


@pytest.mark.parametrize("shape", [(HEIGHT, WIDTH), (HEIGHT, WIDTH, 2), (HEIGHT + 2, WIDTH, 4)])
def test_a_frame_of_another_shape_is_refused(tmp_path, shape):
    with ClipEncoder(tmp_path / "clip.mp4", WIDTH, HEIGHT, FPS) as clip:
        with pytest.raises(ValueError, match="frame is uint8"):
            clip.write(np.zeros(shape, np.uint8))
        with pytest.raises(ValueError, match="no frame was written"):
            clip.again()

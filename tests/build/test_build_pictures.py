"""The encoder and the transitions."""

import hashlib
import itertools

import av
import numpy as np
import pytest

from narrated.build.manifest import coded_digest
from narrated.design.formats import FORMATS
from narrated.encode.encoder import ClipEncoder, rgb_frame
from narrated.export.clip_reader import boundary_frames, inspect
from narrated.export.join import copy_clips
from narrated.export.transitions import blend, make_transition
from narrated.lesson import TRANSITIONS
from narrated.manim_adapter.narration_sound import read_mono
from narrated.scene.clip_sheet import ClipError, ClipSheet
from voiceover.audio import write_flac
from voiceover.errors import InputError

SIZE = (90, 160)
KINDS = [kind for kind in TRANSITIONS if kind != "cut"]


def picture(seed):
    blocks = np.random.default_rng(seed).integers(0, 255, (9, 16, 3), np.uint8)
    return np.ascontiguousarray(blocks.repeat(10, 0).repeat(10, 1))


def encode(path, pictures, fps=30):
    with ClipEncoder(path, 160, 90, fps) as encoder:
        for one in pictures:
            encoder.write(one)
    return path


def decoded(path):
    with av.open(str(path)) as container:
        return [rgb_frame(frame) for frame in container.decode(video=0)]


def extradata(path):
    with av.open(str(path)) as container:
        return bytes(container.streams.video[0].codec_context.extradata)


@pytest.mark.parametrize("count", [1, 2, 3, 7, 61, 130])
def test_every_frame_is_in_the_file_once(tmp_path, count):
    path = encode(tmp_path / "a.mp4", [picture(n % 5) for n in range(count)])
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        times = [frame.pts for frame in container.decode(stream)]
    assert times == [n * 3000 for n in range(count)]


def test_settings_do_not_depend_on_what_is_encoded(tmp_path):
    still = encode(tmp_path / "a.mp4", [picture(0)])
    moving = encode(tmp_path / "b.mp4", [picture(n) for n in range(70)])
    assert extradata(still) == extradata(moving) != b""


def test_the_same_pictures_give_the_same_bytes(tmp_path):
    first, second = (encode(tmp_path / name, [picture(n) for n in range(20)]) for name in ("a.mp4", "b.mp4"))
    assert first.read_bytes() == second.read_bytes()


def test_a_repeated_frame_is_the_same_as_one_written_again(tmp_path):
    again = encode(tmp_path / "a.mp4", [picture(1)] * 12)
    with ClipEncoder(tmp_path / "b.mp4", 160, 90, 30) as encoder:
        encoder.write(picture(1), repeat=5)
        encoder.again(7)
    assert again.read_bytes() == (tmp_path / "b.mp4").read_bytes()


def test_a_picture_may_change_once_it_is_written(tmp_path):
    changing = picture(1)
    with ClipEncoder(tmp_path / "a.mp4", 160, 90, 30) as encoder:
        for seed in range(8):
            changing[:] = picture(seed)
            encoder.write(changing)
        changing[:] = 0
    expected = encode(tmp_path / "b.mp4", [picture(seed) for seed in range(8)])
    assert (tmp_path / "a.mp4").read_bytes() == expected.read_bytes()


@pytest.mark.parametrize(
    "color", [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (26, 26, 46)]
)
def test_colors_are_bt709_limited(tmp_path, color):
    path = encode(tmp_path / "a.mp4", [np.full((90, 160, 3), color, np.uint8)])
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        context = container.streams.video[0].codec_context
        tags = (context.colorspace, context.color_primaries, context.color_trc, context.color_range)
    red, green, blue = (value / 255 for value in color)
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    planes = [np.asarray(plane)[0] for plane in frame.planes]
    wanted = [16 + 219 * luma, 128 + 224 * (blue - luma) / 1.8556, 128 + 224 * (red - luma) / 1.5748]
    assert np.allclose([int(value) for value in planes], wanted, atol=1.5)
    assert [int(tag) for tag in tags] == [1, 1, 1, 1]
    assert np.abs(rgb_frame(frame).astype(int) - color).max() <= 3


def test_alpha_is_ignored(tmp_path):
    rgba = np.dstack([picture(3), np.full(SIZE, 7, np.uint8)])
    with_alpha = encode(tmp_path / "a.mp4", [rgba])
    assert with_alpha.read_bytes() == encode(tmp_path / "b.mp4", [picture(3)]).read_bytes()


@pytest.mark.parametrize("shape", [(90, 160), (90, 158, 3), (160, 90, 3), (90, 160, 2)])
def test_a_frame_of_another_shape_is_refused(tmp_path, shape):
    with ClipEncoder(tmp_path / "a.mp4", 160, 90, 30) as encoder, pytest.raises(ValueError, match="frame is"):
        encoder.write(np.zeros(shape, np.uint8))


def test_odd_sizes_are_refused(tmp_path):
    with pytest.raises(ValueError, match="even"):
        ClipEncoder(tmp_path / "a.mp4", 161, 90, 30)


def test_first_and_last_frame_are_found_in_a_long_clip(tmp_path):
    pictures = [picture(n) for n in range(135)]
    path = encode(tmp_path / "a.mp4", pictures)
    first, last, count = boundary_frames(path)
    everything = decoded(path)
    assert count == 135
    assert np.array_equal(rgb_frame(first), everything[0])
    assert np.array_equal(rgb_frame(last), everything[-1])


WAVE = b"RIFF\xff\xff\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x80\xbb\0\0\0\x77\1\0\2\0\x10\0data\xff\xf0\0\0"
DAMAGES = {
    "empty": lambda data: data[:0],
    "cut": lambda data: data[: len(data) // 2],
    "zeros": lambda data: bytes(len(data)),
    "only sound": lambda data: WAVE + bytes(len(data)),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize(
    "read",
    [
        boundary_frames,
        coded_digest,
        lambda path: copy_clips([(path, 20)], 30, path.with_name("joined.mp4")),
        lambda path: make_transition("fade", path, path, 5, 30, path.with_name("between.mp4")),
    ],
    ids=["frames", "digest", "joining", "transition"],
)
def test_a_damaged_clip_is_told_with_its_file_and_what_to_do(tmp_path, damage, read):
    path = encode(tmp_path / "a.mp4", [picture(n) for n in range(20)])
    path.write_bytes(DAMAGES[damage](path.read_bytes()))
    with pytest.raises(ClipError, match=r"a\.mp4 is damaged \(.+\)\. Remedy: delete it, and film again\."):
        read(path)


@pytest.mark.parametrize("damage", ["empty", "zeros"])
def test_a_damaged_recording_is_told_with_its_file_and_what_to_do(tmp_path, damage):
    path = tmp_path / "takes" / "zh" / "abc.flac"
    path.parent.mkdir(parents=True)
    write_flac(path, np.zeros(9600, np.int16), 24_000)
    assert len(read_mono(path)) == 19_200
    path.write_bytes(DAMAGES[damage](path.read_bytes()))
    with pytest.raises(InputError, match=r"abc\.flac: the sound is damaged .* Remedy: put back the file"):
        read_mono(path)


@pytest.mark.parametrize("kind", KINDS)
def test_a_transition_starts_and_ends_at_its_neighbours(kind):
    last, first = picture(1)[..., 0], picture(2)[..., 0]
    assert np.array_equal(blend(kind, last, first, 0.0), last)
    assert np.array_equal(blend(kind, last, first, 1.0), first)


@pytest.mark.parametrize("shape", FORMATS.values(), ids=FORMATS)
def test_a_pan_moves_what_is_above_the_horizon_alone_in_every_plane(shape):
    width, height = shape.pixels(480)
    ground = []
    for step in (2, 1):  # lightness, and colour, which is half as wide and high
        wide, high = width * step // 2, height * step // 2
        last = np.tile(np.arange(wide) % 251, (high, 1)).astype(np.uint8)
        half = blend("pan", last, last, 0.5, step)
        still = (half == last).all(axis=1)
        low = int(np.argmax(still))
        assert still[low:].all()
        assert np.array_equal(half[:low], np.roll(last[:low], -step * round(wide / 2 / step), axis=1))
        ground.append(low * 2 // step)
    assert ground[0] == ground[1] == pytest.approx(shape.horizon * height / shape.height, abs=1.01)


@pytest.mark.parametrize("kind", KINDS)
def test_a_transition_in_the_file_meets_its_neighbours(tmp_path, kind):
    # Blocks of one colour survive the encoder, so frames can be compared closely.
    before, after = encode(tmp_path / "a.mp4", [picture(1)] * 9), encode(tmp_path / "b.mp4", [picture(2)] * 9)
    target = tmp_path / "between.mp4"
    make_transition(kind, before, after, 15, 30, target)
    frames = [frame.astype(float) for frame in decoded(target)]
    last, first = decoded(before)[-1].astype(float), decoded(after)[0].astype(float)
    distance = np.abs(last - first).mean()
    from_last = [np.abs(frame - last).mean() / distance for frame in frames]
    assert len(frames) == 15
    assert extradata(target) == extradata(before)
    assert from_last[0] < 0.1
    assert np.abs(frames[-1] - first).mean() / distance < 0.1
    assert 0.2 < from_last[7] < 1.1
    steps = np.abs(np.diff(np.stack(frames), axis=0)).mean((1, 2, 3))
    assert steps.argmax() in range(4, 11), "eased: it moves most in the middle"


def test_clips_of_other_settings_are_not_joined(tmp_path):
    one = encode(tmp_path / "a.mp4", [picture(1)] * 3)
    other = tmp_path / "b.mp4"
    with av.open(str(other), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"profile": "baseline"})
        stream.width, stream.height, stream.pix_fmt = 160, 90, "yuv420p"
        for _ in range(3):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture(1), format="rgb24")))
        container.mux(stream.encode(None))
    with pytest.raises(ClipError, match="other settings"):
        copy_clips([(one, 3), (other, 3)], 30, tmp_path / "joined.mp4")


def test_a_clip_with_fewer_frames_than_told_is_not_joined(tmp_path):
    one = encode(tmp_path / "a.mp4", [picture(1)] * 3)
    with pytest.raises(ClipError, match="4 frames"):
        copy_clips([(one, 4)], 30, tmp_path / "joined.mp4")


def test_joined_frames_are_those_of_the_clips(tmp_path):
    counts = [1, 2, 3, 40, 1, 65]
    clips = [
        encode(tmp_path / f"{n}.mp4", [picture(n + i) for i in range(count)])
        for n, count in enumerate(counts)
    ]
    joined = tmp_path / "joined.mp4"
    copy_clips(list(zip(clips, counts, strict=True)), 30, joined)
    wanted = [hashlib.sha256(frame.tobytes()).digest() for path in clips for frame in decoded(path)]
    assert [hashlib.sha256(frame.tobytes()).digest() for frame in decoded(joined)] == wanted
    with av.open(str(joined)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
    assert sorted(packet.pts for packet in packets) == [n * 3000 for n in range(sum(counts))]
    assert all(packet.dts <= packet.pts for packet in packets)
    assert all(a.dts < b.dts for a, b in itertools.pairwise(packets))


def test_a_clip_that_differs_from_its_sheet_is_refused(tmp_path):
    encode(tmp_path / "clip.mp4", [picture(1)] * 3)
    ClipSheet("a", "a:A", "A", 30, 160, 90, frames=4, lines=()).write(tmp_path)
    with pytest.raises(ClipError, match=r"holds 3 frames .* says 4"):
        inspect(tmp_path)

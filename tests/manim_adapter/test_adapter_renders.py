"""Real renders of the tiny lesson: frame counts, cues, sound, and the same frames every time."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest

from narrated.scene.scene_job import SceneJob

HERE = Path(__file__).parent
SCENES = HERE.parent / "data" / "tiny_lesson" / "scenes.py"
MANIM = (sys.executable, "-m", "manim", "-ql", "--progress_bar", "none")
# A warning is an error, but for one that pydub, which manim imports, gives of itself.
QUIET = ("-W", "error", "-W", "ignore:'audioop' is deprecated:DeprecationWarning")
FALLING = "tiny_lesson.scenes:Falling"

FILM = """
import sys, json
from pathlib import Path
from narrated.scene.render_scene import check_scene, film_scene
from narrated.scene.scene_job import SceneJob
fields = json.loads(sys.argv[1])
job = SceneJob(**{**fields, "folder": Path(fields["folder"]), "draft_takes": Path(fields["draft_takes"])})
check_scene(job)
seen = []
film_scene(job, lambda done, total: seen.append((done, total)))
print(json.dumps(seen))
"""


def run(*words: str, **options) -> subprocess.CompletedProcess:
    return subprocess.run(words, capture_output=True, text=True, timeout=300, check=False, **options)


def frames_of(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as clip:
        return [frame.to_ndarray(format="gray") for frame in clip.decode(video=0)]


def digest(path: Path) -> str:
    whole = hashlib.sha256()
    with av.open(str(path)) as clip:
        for frame in clip.decode():
            whole.update(frame.to_ndarray().tobytes())
    return whole.hexdigest()


def film(folder: Path, takes: Path, fps: int = 15) -> dict:
    folder.mkdir()
    fields = {
        "ref": FALLING, "name": "scene1", "locale": "zh", "voice": "espeak", "width": 426, "height": 240,
        "fps": fps, "folder": str(folder), "draft_takes": str(takes),
    }  # fmt: skip
    assert SceneJob(**fields)
    made = run(sys.executable, *QUIET, "-c", FILM, json.dumps(fields))
    assert (made.returncode, made.stderr) == (0, "")
    sheet = json.loads((folder / "clip.json").read_text(encoding="utf-8"))
    return {**sheet, "seen": json.loads(made.stdout.splitlines()[-1])}


@pytest.fixture(scope="module")
def clips(tmp_path_factory):
    root = tmp_path_factory.mktemp("clips")
    cold = film(root / "cold", root / "takes")
    warm = film(root / "warm", root / "takes")
    return root, cold, warm


def test_cold_and_cached_clips_are_the_same_frame_by_frame(clips):
    root, cold, warm = clips
    assert {**cold, "seen": 0} == {**warm, "seen": 0}
    assert digest(root / "cold" / "clip.mp4") == digest(root / "warm" / "clip.mp4")
    assert sorted(p.name for p in (root / "cold").iterdir()) == ["clip.json", "clip.mp4"]


def test_the_clip_has_the_frames_of_its_sheet_at_a_constant_rate(clips):
    root, cold, _ = clips
    with av.open(str(root / "cold" / "clip.mp4")) as clip:
        stream = clip.streams.video[0]
        times = [frame.pts * frame.time_base for frame in clip.decode(stream)]
        assert (stream.codec_context.name, stream.codec_context.profile) == ("h264", "High")
        assert stream.codec_context.pix_fmt == "yuv420p"
    assert len(times) == cold["frames"]
    assert [time * 15 for time in times] == list(range(cold["frames"]))
    assert cold["seen"][-1] == [cold["frames"], cold["frames"]]


def test_every_cue_is_nearest_to_its_word_and_changes_the_picture_there(clips):
    root, cold, _ = clips
    frames = frames_of(root / "cold" / "clip.mp4")
    cues = [cue for line in cold["lines"] for cue in line["cues"]]
    assert [cue["name"] for cue in cues] == ["probe", "down", "rest"]
    for cue in cues:
        at = cue["frame"]
        assert abs(at - cue["spoken_at"] * 15) <= 0.5 + 1e-6
        change = np.abs(frames[at].astype(int) - frames[at - 1].astype(int)).max()
        assert change > 24, f"{cue['name']}: nothing changes on frame {at}"


def test_beats_become_sections(clips):
    _, cold, _ = clips
    assert [section["name"] for section in cold["sections"]] == ["roll", "stop"]


def test_raw_frames_are_those_of_manims_own_renderer(tmp_path):
    made = {
        which: run(sys.executable, str(HERE / "film_hashes.py"), FALLING, which, cwd=tmp_path)
        for which in ("stage", "stock")
    }
    assert all(result.returncode == 0 for result in made.values()), made
    stage, stock = (json.loads(made[which].stdout.splitlines()[-1]) for which in ("stage", "stock"))
    assert len(stage["frames"]) == stage["counted"] > 30
    assert stage == stock
    assert len(set(stage["frames"])) > 10


def test_manim_itself_films_a_scene_twice_with_the_same_picture_and_sound(tmp_path):
    found = []
    for _ in range(2):
        made = run(*MANIM, str(SCENES), "Falling", cwd=tmp_path)
        assert made.returncode == 0, made.stderr
        found.append(digest(next(tmp_path.glob("media/videos/**/Falling.mp4"))))
    assert found[0] == found[1]
    path = next(tmp_path.glob("media/videos/**/Falling.mp4"))
    with av.open(str(path)) as clip:
        seconds = float(clip.streams.video[0].duration * clip.streams.video[0].time_base)
        sound = np.concatenate([frame.to_ndarray() for frame in clip.decode(audio=0)], axis=1)
    assert sound.shape[1] / 48_000 == pytest.approx(seconds, abs=0.05)
    # The first line's sound starts after the lead-in of 0.3 s, and there are two lines with a pause between.
    loud = np.abs(sound[0]) > 0.02
    assert 0.28 <= loud.argmax() / 48_000 <= 0.4
    assert loud[int(0.3 * 48_000) :].mean() > 0.1


def test_manim_cuts_the_sections_of_its_own_film_at_the_beats(tmp_path):
    made = run(*MANIM, "--save_sections", str(SCENES), "Falling", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    (index,) = tmp_path.glob("media/videos/**/sections/Falling.json")
    sections = json.loads(index.read_text())
    assert [section["name"] for section in sections][-2:] == ["roll", "stop"]
    seconds = sum(float(section["duration"]) for section in sections)
    with av.open(str(next(tmp_path.glob("media/videos/**/Falling.mp4")))) as clip:
        assert seconds == pytest.approx(float(clip.duration / av.time_base), abs=0.1)


@pytest.mark.parametrize("options", [("-s",), ("--format", "gif"), ("-n", "1,2")])
def test_other_products_of_manim_still_come_out(tmp_path, options):
    made = run(*MANIM, *options, str(SCENES), "Rising", cwd=tmp_path)
    assert made.returncode == 0, made.stdout + made.stderr
    assert any(tmp_path.glob("media/**/Rising*.*"))

"""The page that shows a scene while it is written: real processes, loopback only."""

import io
import re
import subprocess

import av
import numpy as np
import pytest
from watched import TINY, WATCH, Watched, environment

pytestmark = pytest.mark.slow

ROLL = 'self.on("down", self.at.animate.set_value(0.5))'
STOP = 'self.on("rest", self.at.animate.set_value(0.0))'


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    watched = Watched(tmp_path_factory.mktemp("watched"), "1")
    yield watched
    watched.close()


@pytest.fixture
def drawn(watched):
    """The scene as it is in the repository."""
    if watched.scenes.read_text(encoding="utf-8") != watched.clean:
        watched.save(watched.scenes, watched.clean)
    state = watched.settled()
    assert state["phase"] == "ready", state
    return watched


def test_the_page_needs_nothing_from_elsewhere(drawn):
    status, headers, page = drawn.ask("/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b"<video" in page
    assert not re.search(rb"https?://|url\(", page)


def test_the_clip_is_the_scene_with_its_sound(drawn):
    state = drawn.state()
    assert [beat["name"] for beat in state["beats"]] == ["roll", "stop"]
    assert [len(beat["lines"]) for beat in state["beats"]] == [1, 1]
    status, headers, clip = drawn.ask(f"/clip/{state['version']}.mp4")
    assert (status, headers["Content-Type"]) == (200, "video/mp4")
    with av.open(io.BytesIO(clip)) as container:
        assert sum(1 for _ in container.decode(video=0)) == state["frames"]
        container.seek(0)
        loud = max(float(np.abs(frame.to_ndarray()).max()) for frame in container.decode(audio=0))
    assert loud > 0.1
    part = drawn.ask(f"/clip/{state['version']}.mp4", Range="bytes=4-11")
    assert (part[0], part[1]["Content-Range"], part[2]) == (206, f"bytes 4-11/{len(clip)}", clip[4:12])
    beyond = drawn.ask(f"/clip/{state['version']}.mp4", Range=f"bytes={len(clip)}-")
    assert beyond[0] == 416


@pytest.mark.parametrize("shape", ["wide", "tall", "square"])
def test_the_pictures_box_has_the_shape_of_the_format(tmp_path, shape):
    watched = Watched(tmp_path, "1", FORMAT=shape)
    try:
        state = watched.settled()
        assert state["phase"] == "ready", state
        _, _, clip = watched.ask(f"/clip/{state['version']}.mp4")
        _, _, page = watched.ask("/")
    finally:
        watched.close()
    with av.open(io.BytesIO(clip)) as container:
        picture = container.streams.video[0]
        assert state["ratio"] == pytest.approx(picture.width / picture.height)
    assert state["ratio"] == pytest.approx({"wide": 16 / 9, "tall": 9 / 16, "square": 1}[shape], rel=0.01)
    assert b'setProperty("--ratio", state.ratio)' in page
    assert re.search(rb"\bvideo \{[^}]*aspect-ratio: var\(--ratio", page)


def test_an_edited_beat_is_drawn_again_and_replayed(drawn):
    before, old = drawn.state(), drawn.frames()
    state = drawn.save(drawn.scenes, drawn.clean.replace(STOP, STOP.replace("0.0", "2.5")))
    assert (state["phase"], state["changed"], state["partial"]) == ("ready", "stop", False)
    assert state["version"] > before["version"]
    assert state["replay"] == pytest.approx(before["beats"][1]["start"])
    new = drawn.frames()
    start = round(state["replay"] * 15)
    assert len(new) == len(old) == state["frames"]
    assert all(np.array_equal(one, other) for one, other in zip(old[:start], new[:start], strict=True))
    assert any(not np.array_equal(one, other) for one, other in zip(old[start:], new[start:], strict=True))


def test_the_changed_beat_is_shown_before_what_follows_it(drawn):
    before = drawn.state()
    versions = {before["version"]: None}
    drawn.scenes.write_text(drawn.clean.replace(ROLL, ROLL.replace("0.5", "-2.0")), encoding="utf-8")
    state = drawn.state()
    while len(versions) < 3:
        state = drawn.state(state["serial"])
        versions[state["version"]] = (state["partial"], state["changed"], state["replay"])
    first, whole = list(versions.values())[1:]
    assert (first[0], whole[0]) == (True, False)
    assert first[1:] == whole[1:] == ("roll", pytest.approx(before["beats"][0]["start"]))


def test_an_edited_line_changes_the_beat_that_tells_it(drawn):
    words = drawn.script.read_text(encoding="utf-8")
    state = drawn.save(drawn.script, words.replace("到底就", "到了底，就"))
    assert (state["phase"], state["changed"]) == ("ready", "stop")
    assert state["beats"][1]["lines"][0]["text"].startswith("到了底")
    assert len(drawn.frames()) == state["frames"]
    state = drawn.save(drawn.script, words)
    assert (state["phase"], state["changed"]) == ("ready", "stop")


def test_what_all_beats_stand_on_draws_all_of_them(drawn):
    state = drawn.save(drawn.scenes, drawn.clean.replace("(-3, 3), (0, 5)", "(-3, 3), (0, 6)"))
    assert (state["phase"], state["changed"], state["replay"]) == ("ready", "roll", 0.0)


def test_a_comment_draws_nothing(drawn):
    before = drawn.state()
    state = drawn.save(drawn.scenes, f"{drawn.clean}\n# no code\n")
    assert (state["phase"], state["version"]) == ("ready", before["version"])


def test_a_beat_that_lasts_otherwise_when_it_is_not_drawn_leaves_no_gap(drawn):
    odd = "if self.renderer.skip_animations:\n                self.wait(1)\n            "
    shifty = drawn.clean.replace(ROLL, odd + ROLL)
    first = drawn.save(drawn.scenes, shifty)
    assert first["phase"] == "ready"
    state = drawn.save(drawn.scenes, shifty.replace(STOP, STOP.replace("0.0", "1.0")))
    assert (state["phase"], state["frames"]) == ("ready", first["frames"])
    assert len(drawn.frames()) == state["frames"]


def test_a_syntax_error_is_told_and_mended(drawn):
    version = drawn.state()["version"]
    state = drawn.save(drawn.scenes, f"{drawn.clean}\ndef f(:\n")
    assert state["phase"] == "error"
    assert "SyntaxError" in state["error"]
    assert f'scenes.py", line {drawn.clean.count(chr(10)) + 2}' in state["error"]
    assert state["version"] == version  # the last picture stays
    state = drawn.save(drawn.scenes, drawn.clean.replace(STOP, STOP.replace("0.0", "-1.0")))
    assert (state["phase"], state["error"], state["changed"]) == ("ready", "", "stop")


def test_an_exception_in_a_beat_is_told_with_its_place(drawn):
    state = drawn.save(
        drawn.scenes, drawn.clean.replace(STOP, f"{STOP}\n            self.at.no_such_thing()")
    )
    assert state["phase"] == "error"
    assert "no_such_thing" in state["error"]
    assert re.search(r"scenes\.py, line [0-9]+, in stop", state["error"])


def test_a_wrong_script_is_told_as_its_author_needs_it(drawn):
    words = drawn.script.read_text(encoding="utf-8")
    state = drawn.save(drawn.script, words.replace("mark='rest'", "mark='halt'"))
    assert state["phase"] == "error"
    assert "'halt'" in state["error"]
    assert "Traceback" not in state["error"]
    assert drawn.save(drawn.script, words)["phase"] == "ready"


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd",
        "/..%2f..%2f..%2fetc/passwd",
        "/clip/../../tiny_lesson/lesson.py",
        "//etc/passwd",
        "/clip/99.mp4",
        "/clip/-1.mp4",
        "/page.html",
        "http://127.0.0.1/etc/passwd",
    ],
)
def test_nothing_else_is_served(drawn, path):
    assert drawn.ask(path)[0] in (403, 404)


def test_another_sites_name_is_refused(drawn):
    for host in ("evil.example", f"evil.example:{drawn.port}", "127.0.0.1:1"):
        assert drawn.ask("/state", Host=host)[0] == 403


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"scene": "9"}, "numbers from 1 to 2"),
        ({"scene": ""}, "as in --scene=1"),
        ({"scene": " 1"}, "no scene ' 1'"),
        ({"scene": "1-2"}, "not one scene"),
        ({"scene": "1", "port": "http"}, "0 (any that is free) to 65535"),
        ({"scene": "1", "locale": "xx"}, "no words for locale 'xx'"),
        ({"scene": "1", "locale": "/etc"}, "no words for locale '/etc'"),
        ({"scene": "1", "locale": "../zh"}, "no words for locale '../zh'"),
        ({"scene": "1", "voice": "../x"}, "voice '../x'"),
        ({"scene": "1", "lesson": "no_such_lesson"}, "no module 'no_such_lesson'"),
    ],
)
def test_wrong_options_are_one_message_and_exit_code_2(tmp_path, options, said):
    chosen = {"lesson": "tiny_lesson.lesson", **options}
    words = [word for name, value in chosen.items() for word in (f"--{name}", value)]
    ended = subprocess.run(
        [*WATCH, *words],
        cwd=tmp_path,
        env=environment(TINY.parent),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 2, ended.stderr
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_taken_port_is_told(drawn, tmp_path):
    ended = subprocess.run(
        [*WATCH, "--lesson", "tiny_lesson.lesson", "--scene", "1", "--port", str(drawn.port)],
        cwd=tmp_path,
        env=environment(TINY.parent),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, "name another with --port=, or" in ended.stderr) == (2, True)

"""The page that shows a scene while it is written: real processes, loopback only."""

import http.client
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import av
import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests" / "data" / "tiny_lesson"
PATIENCE = 60.0
WATCH = (sys.executable, "-m", "loss_scenes.watch")
ROLL = 'self.on("down", self.at.animate.set_value(0.5))'
STOP = 'self.on("rest", self.at.animate.set_value(0.0))'


def environment(project: Path) -> dict[str, str]:
    path = os.pathsep.join([str(project), str(ROOT)])
    return {**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()]


def ends(pid: int) -> bool:
    """Whether a process is gone, or as good as gone, within two seconds."""
    for _ in range(100):
        try:
            if Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2][0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.02)
    return False


class Watched:
    """A copy of the tiny lesson, one scene of it watched, and a browser of sorts."""

    def __init__(self, folder: Path, scene: str) -> None:
        shutil.copytree(TINY, folder / "tiny_lesson", ignore=shutil.ignore_patterns("__pycache__"))
        self.scenes = folder / "tiny_lesson" / "scenes.py"
        self.script = folder / "tiny_lesson" / "words" / "zh" / "scene1.toml"
        self.clean = self.scenes.read_text(encoding="utf-8")
        self.process = subprocess.Popen(
            [*WATCH, "--lesson", "tiny_lesson.lesson", "--scene", scene],
            cwd=folder,
            env={**environment(folder), "TMPDIR": str(folder)},
            stdout=subprocess.PIPE,
            text=True,
        )
        said = self.process.stdout.readline()
        self.port = int(re.search(r"http://127\.0\.0\.1:([0-9]+)/", said)[1])

    def close(self) -> int:
        self.process.kill()
        self.process.stdout.close()
        return self.process.wait(PATIENCE)

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest("GET", path, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def state(self, after: int | str = "") -> dict:
        return json.loads(self.ask(f"/state?after={after}")[2])

    def settled(self, after: int = 0) -> dict:
        """The state when drawing has ended that began after the state numbered `after`."""
        until = time.monotonic() + PATIENCE
        state = self.state()
        while state["phase"] == "drawing" or state["serial"] <= after:
            assert time.monotonic() < until, state
            state = self.state(state["serial"])
        return state

    def save(self, path: Path, text: str) -> dict:
        before = self.settled()["serial"]
        path.write_text(text, encoding="utf-8")
        return self.settled(before)

    def frames(self) -> list[np.ndarray]:
        _, _, clip = self.ask(f"/clip/{self.state()['version']}.mp4")
        with av.open(io.BytesIO(clip)) as container:
            return [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]


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
    assert [beat["name"] for beat in state["beats"]] == ["", "roll", "stop"]
    assert [len(beat["lines"]) for beat in state["beats"]] == [0, 1, 1]
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


def test_an_edited_beat_is_drawn_again_and_replayed(drawn):
    before, old = drawn.state(), drawn.frames()
    state = drawn.save(drawn.scenes, drawn.clean.replace(STOP, STOP.replace("0.0", "2.5")))
    assert (state["phase"], state["changed"], state["partial"]) == ("ready", "stop", False)
    assert state["version"] > before["version"]
    assert state["replay"] == pytest.approx(before["beats"][2]["start"])
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
    assert first[1:] == whole[1:] == ("roll", pytest.approx(before["beats"][1]["start"]))


def test_an_edited_line_changes_the_beat_that_tells_it(drawn):
    words = drawn.script.read_text(encoding="utf-8")
    state = drawn.save(drawn.script, words.replace("到底就", "到了底，就"))
    assert (state["phase"], state["changed"]) == ("ready", "stop")
    assert state["beats"][2]["lines"][0]["text"].startswith("到了底")
    assert len(drawn.frames()) == state["frames"]
    state = drawn.save(drawn.script, words)
    assert (state["phase"], state["changed"]) == ("ready", "stop")


def test_what_all_beats_stand_on_draws_all_of_them(drawn):
    state = drawn.save(drawn.scenes, drawn.clean.replace("(-3, 3), (0, 5)", "(-3, 3), (0, 6)"))
    assert (state["phase"], state["changed"], state["replay"]) == ("ready", "the opening", 0.0)


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
        ({"scene": ""}, "make watch SCENE=1"),
        ({"scene": "1-2"}, "not one scene"),
        ({"scene": "1", "port": "http"}, "0 (any that is free) to 65535"),
        ({"scene": "1", "locale": "xx"}, "unknown locale 'xx'"),
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
    assert (ended.returncode, "PORT=" in ended.stderr) == (2, True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_all_of_it_ends_together(tmp_path, number):
    watched = Watched(tmp_path, "scene2")
    while not any(grandchildren := [children(child) for child in children(watched.process.pid)]):
        time.sleep(0.02)  # until the scene is being drawn
    family = [*children(watched.process.pid), *grandchildren[0]]
    watched.process.send_signal(number)
    code = watched.process.wait(PATIENCE)
    watched.close()
    assert code == {signal.SIGINT: 0, signal.SIGTERM: 143, signal.SIGKILL: -9}[number]
    assert all(ends(pid) for pid in family)
    if number != signal.SIGKILL:
        assert not list(tmp_path.glob("loss-scenes-watch-*"))

"""Watching where something goes wrong: clients, folders, settings, signals. Real processes and sockets."""

import contextlib
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest
from watched import PATIENCE, TINY, WATCH, Watched, children, ends, environment

from narrated import loopback
from narrated.preview import server
from narrated.preview.temporary_folder import temporary_folder

pytestmark = pytest.mark.slow

FAMILY = "narrated-watch-*"


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    watched = Watched(tmp_path_factory.mktemp("watched"), "1")
    watched.settled()
    yield watched
    watched.close()


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)


def is_open(connection: socket.socket) -> bool:
    connection.setblocking(False)
    try:
        return connection.recv(1) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


def soon(true, seconds: float = PATIENCE) -> bool:
    until = time.monotonic() + seconds
    while not (found := true()) and time.monotonic() < until:
        time.sleep(0.1)
    return found


def test_connections_are_bounded(watched):
    before = threads(watched)
    with contextlib.ExitStack() as all_of_them:
        held = [all_of_them.enter_context(connect(watched.port)) for _ in range(200)]
        assert soon(lambda: sum(map(is_open, held)) <= 64)
        assert threads(watched) - before <= 64
    assert soon(lambda: answers(watched))


def threads(watched: Watched) -> int:
    return len(list(Path(f"/proc/{watched.process.pid}/task").iterdir()))


def answers(watched: Watched) -> bool:
    with contextlib.suppress(OSError):
        return watched.ask("/")[0] == 200
    return False


@pytest.fixture
def short_lives(monkeypatch):
    monkeypatch.setattr(server._Handler, "timeout", 0.3)
    monkeypatch.setattr(loopback, "_LONGEST", 1.0)
    serving = server.serve(server.Board(), 0)
    yield serving.server_port
    serving.shutdown()
    serving.server_close()


def test_who_says_nothing_is_not_waited_for(short_lives):
    with connect(short_lives) as silent:
        assert silent.recv(1) == b""


def test_nor_who_says_it_byte_by_byte(short_lives):
    with connect(short_lives) as slow:
        began = time.monotonic()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            while time.monotonic() - began < 30:
                slow.sendall(b"G")
                time.sleep(0.05)
        assert 0.5 < time.monotonic() - began < 30


def test_a_client_that_goes_away_is_not_worth_a_word(watched):
    state = watched.state()
    for path in ("/", f"/state?after={state['serial']}", f"/clip/{state['version']}.mp4"):
        with connect(watched.port) as client:
            client.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{watched.port}\r\n\r\n".encode())
            # Closed with a reset, so that what is sent meets an error at once.
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert watched.save(watched.scenes, watched.clean + "\n# saved, so that those who wait are told\n")
    assert answers(watched)
    assert watched.complaints() == ""


def test_it_goes_on_when_its_folders_are_deleted_and_made_again(tmp_path):
    (tmp_path / "temporary").mkdir()
    home = tmp_path / "home"
    home.mkdir()
    watched = Watched(home, "1", TMPDIR=str(tmp_path / "temporary"))
    try:
        assert watched.settled()["phase"] == "ready"
        shutil.copytree(home, tmp_path / "kept")
        for gone in (home / "tiny_lesson", home):
            shutil.rmtree(gone)
            # Its files go before it does, and may be missed first.
            assert soon(lambda gone=gone: gone.name in (watched.state()["error"] or ""))
            shutil.copytree(tmp_path / "kept", home, dirs_exist_ok=True)
            assert soon(lambda: watched.state()["phase"] == "ready")
        (own,) = (tmp_path / "temporary").glob(FAMILY)
        assert soon(lambda: shutil.rmtree(own, ignore_errors=True) or not own.exists())
        shutil.rmtree(home / "media", ignore_errors=True)
        state = watched.save(watched.scenes, watched.clean.replace("set_value(0.5)", "set_value(0.6)"))
        assert state["phase"] == "ready", state
        assert len(watched.frames()) == state["frames"]
        assert watched.complaints() == ""
    finally:
        watched.close()


def watch_that_ends(folder):
    return subprocess.run(
        [*WATCH, "--lesson", "tiny_lesson.lesson", "--scene", "1"], cwd=folder, env=environment(TINY.parent),
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_settings_that_manim_cannot_read_are_told_in_one_message(tmp_path):
    (tmp_path / "manim.cfg").write_text("[CLI\nquality = ?\n")
    ended = watch_that_ends(tmp_path)
    assert ended.returncode == 2
    assert "manim.cfg" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("missing", ["watchdog", "manim"])
def test_a_missing_package_is_told(tmp_path, missing):
    (tmp_path / f"{missing}.py").write_text(f"raise ModuleNotFoundError('No module named {missing}')")
    ended = watch_that_ends(tmp_path)
    assert ended.returncode == 2
    assert re.match(
        rf"error: (what draws|the drawing engine) cannot be imported \(.*No module named {missing}\)",
        ended.stderr,
    )
    assert ended.stderr.count("\n") == 1


def run(folder: Path, shell: str, *options: str) -> subprocess.Popen:
    return subprocess.Popen(
        ["bash", "-c", shell, "bash", *WATCH, "--lesson", "tiny_lesson.lesson", *options],
        cwd=folder,
        env={**environment(TINY.parent), "TMPDIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


CLOSED = [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-", ">/dev/full", "2>/dev/full"]


@pytest.mark.parametrize("closed", CLOSED)
def test_closed_streams_change_no_code(tmp_path, closed):
    process = run(tmp_path, f'exec "$@" {closed}', "--scene", "9")
    said, complaints = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert "Traceback" not in said + complaints
    assert ("no scene '9'" in complaints) == ("2>" not in closed)


@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-", ">/dev/full"])
def test_closed_streams_do_not_end_it(tmp_path, closed):
    process = run(tmp_path, f'exec "$@" {closed}', "--scene", "1")
    assert soon(lambda: process.poll() is not None or list(tmp_path.glob(f"{FAMILY}/1")))
    process.send_signal(signal.SIGTERM)
    said, complaints = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said) == (143, ""), complaints
    assert "Traceback" not in complaints
    assert ("goes nowhere from here on (No space left" in complaints) == (closed == ">/dev/full")
    assert not list(tmp_path.glob(FAMILY))


def test_too_little_memory_is_told(tmp_path):
    process = run(tmp_path, 'ulimit -v 200000; exec "$@"', "--scene", "1")
    try:
        said, complaints = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    assert process.returncode == 2, complaints
    assert "Traceback" not in said + complaints
    assert "out of memory" in complaints
    assert "close other programs" in complaints


def test_a_lessons_text_does_not_speak_to_the_terminal(tmp_path):
    (tmp_path / "odd.py").write_text("raise ValueError('\\x1b[2J and \\u202eback')")
    process = run(tmp_path, 'exec "$@"', "--lesson", "odd", "--scene", "1")
    said, complaints = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said) == (2, "")
    assert r"ValueError: \x1b[2J and \u202eback" in complaints
    assert complaints.count("\n") == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_all_of_it_ends_together(tmp_path, number):
    watched = Watched(tmp_path, "scene2")
    while not any(grandchildren := [children(child) for child in children(watched.process.pid)]):
        time.sleep(0.02)  # until the scene is being drawn
    family = [*children(watched.process.pid), *grandchildren[0]]
    # A take's sound stands in a folder of its own while it is drawn.
    assert soon(lambda: list(tmp_path.rglob("takes-*")))
    watched.process.send_signal(number)
    code = watched.process.wait(PATIENCE)
    said, complaints = watched.process.stdout.read(), watched.complaints()
    watched.close()
    assert all(ends(pid) for pid in family)
    if number == signal.SIGKILL:
        assert list(tmp_path.glob(FAMILY))
        shutil.rmtree(tmp_path / "tiny_lesson")
        Watched(tmp_path, "scene2").close()
        assert len(list(tmp_path.glob(FAMILY))) == 1, "that of the first is swept"
    else:
        assert (code, said, complaints) == (128 + number, "stopped\n", "")
        assert not list(tmp_path.glob(FAMILY))
    assert not list(tmp_path.glob("takes-*"))


def test_an_interrupt_at_any_time_leaves_nothing(tmp_path):
    for delay in (0, 0.1, 0.6):
        process = subprocess.Popen(
            [*WATCH, "--lesson", "tiny_lesson.lesson", "--scene", "1"],
            cwd=tmp_path,
            env={**environment(TINY.parent), "TMPDIR": str(tmp_path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert soon(lambda: list(tmp_path.glob(FAMILY)))
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
        said, complaints = process.communicate(timeout=PATIENCE)
        assert (process.returncode, complaints) == (130, "")
        assert said.splitlines()[-1] == "stopped"
        assert not list(tmp_path.iterdir()), delay


WRITING = """import pathlib, sys, time
until = time.monotonic() + 0.5
while time.monotonic() < until:
    pathlib.Path(sys.argv[1], str(time.monotonic())).touch()
"""


def test_a_folder_goes_though_a_process_that_is_ending_still_writes_into_it():
    with temporary_folder() as folder:
        process = subprocess.Popen([sys.executable, "-c", WRITING, folder], stderr=subprocess.DEVNULL)
        assert soon(lambda: any(folder.iterdir()))
    process.wait()
    assert not folder.exists()

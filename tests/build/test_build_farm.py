"""Many machines: a real scheduler and real workers on loopback draw what one process does, bit by bit."""

import contextlib
import hashlib
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import av
import numpy as np
import psutil
import pytest
from dask_farm import Farm, alive, parent_of, wait_for

from narrated.traces import TraceFolder

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
TINY = HERE.parent / "data" / "tiny_lesson"
# The scene that is drawn first stops where its machine dies, but only the first time.
HANGS = """
    def construct(self) -> None:
        import os, time
        from pathlib import Path

        try:
            with Path({trace!r}).open("x") as file:
                file.write(str(os.getpid()))
        except FileExistsError:
            pass
        else:
            time.sleep(600)
        self.roll()
"""


@pytest.fixture(scope="module")
def farm(tmp_path_factory):
    farm = Farm(tmp_path_factory.mktemp("farm"))
    yield farm
    farm.close()


def tiny(root):
    shutil.copytree(TINY, root / "tiny_lesson", ignore=shutil.ignore_patterns("__pycache__"))
    return root


def command(root, media, *options):
    return {
        "args": [sys.executable, str(HERE / "stamp_command.py"), "--lesson", "tiny_lesson", "--media", media,
                 *options],
        "cwd": root,
        "env": {**os.environ, "PYTHONPATH": str(HERE.parents[1])},
        "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True,
    }  # fmt: skip


def film(root, media, *options):
    done = subprocess.run(**command(root, media, *options), timeout=120, check=False)
    assert done.returncode == 0, done.stdout
    return done.stdout


def frames(root, media):
    """What a viewer gets: a digest of every decoded frame."""
    path = root / media / "tiny" / "zh-wide-tiny" / "tiny.mp4"
    with av.open(str(path)) as container:
        return [
            hashlib.sha256(frame.to_ndarray().tobytes()).hexdigest() for frame in container.decode(video=0)
        ]


def test_one_process_and_several_and_slices_and_a_farm_draw_the_same_frames(farm, tmp_path):
    root = tiny(tmp_path)
    film(root, "one", "--jobs", "1")
    film(root, "two", "--jobs", "2")
    film(root, "sliced", "--jobs", "5")
    one = frames(root, "one")
    assert len(one) > 60
    assert len(set(one)) > 10
    assert frames(root, "two") == one
    assert frames(root, "sliced") == one

    trace = tmp_path / "first"
    scenes = root / "tiny_lesson" / "scenes.py"
    source = scenes.read_text(encoding="utf-8")
    plain = "\n    def construct(self) -> None:\n        self.roll()\n"
    assert source.count(plain) == 1
    scenes.write_text(source.replace(plain, HANGS.format(trace=str(trace))), encoding="utf-8")
    workers = {farm.worker(name, threads=2): name for name in ("left", "right")}
    with subprocess.Popen(**command(root, "farm", "--farm", farm.address)) as running:
        drawing = int(wait_for(lambda: trace.is_file() and trace.read_text(), 60))
        hand = parent_of(drawing)
        machine = next(worker for worker in workers if worker.pid == parent_of(hand))
        machine.kill()
        told, _ = running.communicate(timeout=90)
    assert running.returncode == 0, told
    assert "scene1: tcp://127.0.0.1:" in told
    assert "drawing it again" in told
    assert frames(root, "farm") == one
    wait_for(lambda: not alive(drawing) and not alive(hand), 5)
    # Its record is that of any other clip: nothing is drawn again, here or there.
    assert "filming" not in film(root, "farm", "--jobs", "1")
    (other,) = workers.keys() - {machine}
    assert other.poll() is None
    assert list((farm.folder / workers[other]).rglob("film-*")) == []
    other.kill()
    other.wait()


@pytest.fixture
def boxes(project, farm):
    """A lesson that needs no manim, and a worker that knows nothing of it."""
    worker = farm.worker("boxes", FILM_TRACE=str(project.trace))
    yield project
    worker.kill()
    worker.wait()


def test_a_farm_draws_a_lesson_of_ones_own_and_tells_of_faults_as_one_machine_does(boxes, farm):
    # Traces that lie beside the lesson travel with it.
    trained = TraceFolder(boxes.root / "trained", "boxes")
    trained.write("reds", {"step": np.array([0]), "rgb": np.array([200, 40, 40])}, {})
    folder = 'Path(__file__).parents[1] / "trained"'
    boxes.edit("lesson.py", "cover=", f'traces={folder},\n    recipes="boxes.recipes:RECIPES",\n    cover=')
    boxes.edit("one.py", "(200, 40, 40)", f'TraceFolder({folder}, "boxes").read("reds")["rgb"]')
    boxes.edit(
        "one.py",
        "from boxes",
        "from pathlib import Path\nfrom narrated.traces import TraceFolder\nfrom boxes",
    )
    assert boxes.make("--media", "here").returncode == 0
    done = boxes.make(FARM=farm.address)
    assert done.returncode == 0, done.stderr
    assert boxes.drawn() == ["one", "three", "two"]
    here = boxes.root / "here" / "boxes" / "zh-wide-tiny"
    for name in ("boxes.mp4", "timeline.json", "cover.png"):
        assert (here / name).read_bytes() == (boxes.home / name).read_bytes(), name
    with (boxes.package / "two.py").open("a") as file:
        file.write('    @staticmethod\n    def finish():\n        raise ArithmeticError("a box too many")\n')
    done = boxes.make(FARM=farm.address)
    assert done.returncode == 1
    assert "two failed: ArithmeticError: a box too many (two.py, line 8, in finish)" in done.stderr
    assert "a box too many" in (boxes.parts / "two" / "log.txt").read_text()
    boxes.edit("two.py", 'raise ArithmeticError("a box too many")', "import os; os.abort()")
    done = boxes.make(FARM=farm.address)
    assert done.returncode == 1
    assert done.stdout.count("ended by signal SIGABRT); drawing it again") == 2
    assert "two failed: given up after 3 tries" in done.stderr
    assert boxes.leftovers() == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_an_end_of_the_build_ends_the_jobs_on_the_farm(boxes, farm, number):
    boxes.edit("base.py", "seconds_a_frame = 0.0", "seconds_a_frame = 5.0")
    with subprocess.Popen(
        boxes.command("--farm", farm.address),
        cwd=boxes.root,
        env=boxes.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as running:
        wait_for(lambda: boxes.trace.is_file() and boxes.drawn())
        running.send_signal(number)
        told, _ = running.communicate(timeout=20)
    assert running.returncode == (130 if number == signal.SIGINT else -number), told
    assert "Traceback" not in told
    wait_for(lambda: not any(alive(process) for process in boxes.workers()), 5)
    boxes.edit("base.py", "seconds_a_frame = 5.0", "seconds_a_frame = 0.0")
    assert boxes.make(FARM=farm.address).returncode == 0, "the worker is free again"


def test_a_worker_that_would_draw_otherwise_is_refused_by_name(project, farm, tmp_path):
    other = tmp_path / "other" / "manim-0.21.0.dist-info"
    other.mkdir(parents=True)
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: manim\nVersion: 0.21.0\n")
    settings = tmp_path / "home" / ".config" / "manim"
    settings.mkdir(parents=True)
    (settings / "manim.cfg").write_text("[CLI]\nbackground_color = WHITE\n")
    worker = farm.worker("other", path=other.parent, HOME=str(tmp_path / "home"))
    try:
        done = project.make(FARM=farm.address)
    finally:
        worker.kill()
        worker.wait()
    assert done.returncode == 2, done.stdout
    assert "Traceback" not in done.stderr
    assert "worker tcp://127.0.0.1:" in done.stderr
    assert "manim is 0.21.0 there and 0.22" in done.stderr
    assert "the user's manim.cfg is" in done.stderr
    assert project.drawn() == []


@pytest.mark.parametrize(
    "address",
    ["nonsense", "tcp://", "tcp://localhost", "tcp://localhost:0", "tcp://localhost:99999", "http://a:1",
     "tcp://a b:1", "127.0.0.1:8786", "tcp://host:8786/x", "tcp://host:port"],
)  # fmt: skip
def test_an_address_that_is_none_is_told(project, address):
    done = project.make("--farm", address)
    assert done.returncode == 2
    assert "tcp://host:port" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("answers", [None, b"", b"HTTP/1.1 400 Bad Request\r\n\r\n" * 50])
def test_where_no_scheduler_answers_it_is_told_within_seconds(project, answers):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
        if answers is None:
            listener.close()
        else:
            threading.Thread(target=answer_all, args=(listener, answers), daemon=True).start()
        began = time.monotonic()
        done = project.make(FARM=address)
    assert done.returncode == 2, done.stdout + done.stderr
    assert f"no scheduler answers at FARM={address}" in done.stderr
    assert "Traceback" not in done.stderr
    assert time.monotonic() - began < 30
    assert project.drawn() == []


@pytest.mark.parametrize(
    "address",
    ["tcp://my..host:1", "tcp://.host:1", f"tcp://{'a' * 64}:1", f"tcp://{'a.' * 127}b:1", "tcp://a-:1"],
)
def test_a_name_that_no_host_can_have_is_told(project, address):
    done = project.make(FARM=address)
    assert done.returncode == 2
    assert "Permitted: tcp://host:port" in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_of_a_farm_that_is_started_as_documented_listens_beyond_this_machine(tmp_path):
    manual = (HERE.parents[1] / "docs" / "farm.md").read_text(encoding="utf-8")
    commands = re.findall(r"^\.venv/bin/(dask .*)$", manual, re.MULTILINE)
    assert len(commands) == 2
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    with contextlib.ExitStack() as stack:
        started = [
            subprocess.Popen(
                [sys.executable, "-m", *shlex.split(words.replace("8786", port))],
                cwd=tmp_path,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            for words in commands
        ]
        for process in started:
            stack.callback(process.wait)
            stack.callback(process.terminate)

        # One each, and one for the pages of each but the two nannies.
        found = wait_for(lambda: ports if len(ports := listening(started)) >= 8 else None, 60)
    assert {address for address, _ in found} == {"127.0.0.1"}


def listening(started):
    ports = set()
    for process in started:
        whole = psutil.Process(process.pid)
        for one in [whole, *whole.children(recursive=True)]:
            with contextlib.suppress(psutil.NoSuchProcess):
                ports |= {tuple(c.laddr) for c in one.net_connections("inet") if c.status == "LISTEN"}
    return ports


def answer_all(listener, answers):
    with contextlib.ExitStack() as stack, contextlib.suppress(OSError):
        while True:
            connection = stack.enter_context(listener.accept()[0])
            with contextlib.suppress(OSError):
                connection.sendall(answers)


def test_without_a_farm_nothing_of_it_is_imported(project):
    look = (
        "import runpy, sys\n"
        "from narrated.cli import command\n"
        "command.leave = sys.exit\n"  # so that the command ends and this goes on
        f"sys.argv = ['film', '--lesson', 'boxes']\n"
        "try:\n"
        f"    runpy.run_path({str(HERE / 'boxes_command.py')!r}, run_name='__main__')\n"
        "except SystemExit as end:\n"
        "    assert end.code == 0\n"
        "print('FAR', {'dask', 'distributed', 'tornado'} & set(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", look],
        cwd=project.root,
        env=project.environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "FAR set()" in done.stdout

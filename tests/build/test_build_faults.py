"""What the world does to a build: full and locked disks, clocks, memory, fonts, recordings cut short."""

import os
import shutil
import subprocess
import sys
import time

import pytest
from boxes_project import Project

from narrated.build.cache import Moment, Part
from narrated.os_errors import remedy

pytestmark = pytest.mark.slow


class Kept:
    """A project whose film is finished, and what that film is."""

    def __init__(self, project):
        self.project, self.film = project, project.film.read_bytes()

    def fails(self, code, *arguments, before=(), **environment):
        """What a run that must fail says: no traceback, nothing lost, nothing left."""
        done = subprocess.run(
            [*before, *self.project.command(*arguments)],
            cwd=self.project.root,
            env=self.project.environment(**environment),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stdout + done.stderr
        assert self.project.film.read_bytes() == self.film
        return done.stderr

    def recovers(self):
        done = self.project.make()
        assert done.returncode == 0, done.stderr
        assert self.project.film.read_bytes() == self.film
        assert self.project.leftovers() == []


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    project = Project(tmp_path_factory.mktemp("finished")).write()
    project.edit("lesson.py", '    cover="boxes.two:Two",\n', "")
    done = project.make()
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture
def kept(finished):
    """The finished film; its first scene, its sound and the film itself have to be made again."""
    for name in ("one/part.json", "sound-all.json", "film-all.json"):
        (finished.parts / name).unlink(missing_ok=True)
    return Kept(finished)


@pytest.mark.parametrize("limit", [0, 600, 40_000])
def test_a_disk_that_fills_up_is_told_and_nothing_is_lost(kept, limit):
    """However far the build comes: to its lock, its record, a scene, the sound or the film."""
    code = f"import resource, os, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}));"
    told = kept.fails(2, before=[sys.executable, "-c", f"{code} os.execv(sys.argv[1], sys.argv[1:])"])
    assert "File too large" in told
    assert "ulimit -f" in told
    assert "free space" not in told
    kept.recovers()


def in_a_world_of_its_own(*mounts):
    """A command that mounts what it likes, for itself and what it runs alone."""
    space = ["unshare", "--user", "--map-root-user", "--mount"]
    if shutil.which("unshare") is None or subprocess.run([*space, "true"], check=False).returncode:
        pytest.skip(
            "mounts need a namespace, which this machine does not allow; RLIMIT_FSIZE is tested anyway"
        )
    return [*space, "sh", "-c", f'{" && ".join(mounts)} && exec "$@"', "sh"]


@pytest.mark.parametrize("size", ["8k", "32k"])
def test_a_small_disk_is_told_and_nothing_is_lost(kept, size):
    (kept.project.root / "small").mkdir(exist_ok=True)
    mount = f"mount -t tmpfs -o size={size} none small"
    told = kept.fails(2, "--media", "small", before=in_a_world_of_its_own(mount))
    assert "No space left on device" in told
    assert "free space" in told
    kept.recovers()


def test_a_disk_that_cannot_be_written_is_told(kept):
    mounts = in_a_world_of_its_own("mount --bind media media", "mount -o remount,ro,bind media")
    assert "cannot write here (Read-only file system)" in kept.fails(2, before=mounts)
    kept.recovers()


@pytest.mark.parametrize(
    "place", ["elsewhere", "elsewhere/boxes/zh-wide-tiny", "elsewhere/boxes/zh-wide-tiny/parts"]
)
def test_a_file_where_a_folder_should_be_is_told(kept, place):
    path = kept.project.root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("in the way")
    try:
        told = kept.fails(2, "--media", "elsewhere")
        assert "cannot write here" in told
        assert str(path) in told
        assert path.read_text() == "in the way"
    finally:
        shutil.rmtree(kept.project.root / "elsewhere", ignore_errors=True)
        path.unlink(missing_ok=True)


def test_a_folder_where_a_finished_file_should_be_is_told_and_left_alone(kept):
    captions = kept.project.home / "boxes.srt"
    captions.unlink()
    captions.mkdir()
    (captions / "mine").touch()
    try:
        told = kept.fails(2)
        assert f"Is a directory: {captions}" in told
        assert "Remedy: move away what stands there" in told
        assert (captions / "mine").exists()
    finally:
        shutil.rmtree(captions)
    kept.recovers()


@pytest.mark.parametrize(("place", "code"), [("one/log.txt", 1), ("log.txt", 2)])
def test_a_log_that_cannot_be_written_is_told(kept, place, code):
    path = kept.project.parts / place
    path.unlink(missing_ok=True)
    path.mkdir()
    try:
        assert "log.txt" in kept.fails(code)
    finally:
        path.rmdir()
    kept.recovers()


def test_a_font_that_is_gone_is_told_before_anything_is_drawn(kept, tmp_path):
    (tmp_path / "fonts.conf").write_text("<fontconfig></fontconfig>")
    kept.project.trace.write_text("")
    told = kept.fails(2, FONTCONFIG_FILE=str(tmp_path / "fonts.conf"))
    assert "no font 'Noto Sans CJK SC'" in told
    assert "sudo apt-get install fonts-noto-cjk" in told
    assert kept.project.drawn() == []
    kept.recovers()


@pytest.mark.parametrize("length", [4, 5000])
def test_a_take_that_was_cut_short_is_told(kept, length):
    take = min((kept.project.words / "takes/zh").glob("*.flac"))
    sound, times = take.read_bytes(), take.stat()
    take.write_bytes(sound[:length])
    told = kept.fails(2)
    assert f"{take}: damaged take" in told
    assert "narrated voice --words" in told
    take.write_bytes(sound)
    os.utime(take, ns=(times.st_atime_ns, times.st_mtime_ns))
    kept.recovers()


GREEDY = """
    @staticmethod
    def finish():
        import resource
        resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
        bytearray(4 << 30)
"""


def test_a_worker_without_memory_costs_only_its_scene(kept):
    path = kept.project.package / "one.py"
    source = path.read_text()
    path.write_text(source + GREEDY)
    told = kept.fails(1)
    assert "one failed: MemoryError: out of memory (one.py, line" in told
    assert "JOBS=1" in told
    path.write_text(source)
    kept.recovers()


@pytest.mark.parametrize(
    ("error", "drawing", "helps"),
    [
        (MemoryError(), False, "JOBS=1"),
        (BlockingIOError(11, "Resource temporarily unavailable"), False, "JOBS=1"),
        (OSError(28, "No space left on device"), True, "free space"),
        (OSError(27, "File too large"), False, "ulimit -f"),
        (OSError(24, "Too many open files"), False, "ulimit -n"),
        (OSError(24, "Too many open files"), True, "ulimit -n"),
        (OSError(23, "Too many open files in system"), False, "close other programs"),
        (IsADirectoryError(21, "Is a directory"), False, "move away"),
        (IsADirectoryError(21, "Is a directory"), True, None),
        (PermissionError(13, "Permission denied"), False, "change its permissions"),
        (PermissionError(13, "Permission denied"), True, None),
        (ValueError("x"), False, None),
    ],
)
def test_a_machines_troubles_have_remedies(error, drawing, helps):
    told = remedy(error, drawing=drawing)
    assert told is None if helps is None else helps in told


@pytest.mark.parametrize("shift", [-50 * 365 * 86_400, 70 * 365 * 86_400])
def test_files_of_another_time_are_filmed_once(kept, shift):
    then = time.time() + shift
    for path in kept.project.package.rglob("*.*"):
        os.utime(path, (max(then, 0), max(then, 0)))
    (kept.project.parts / "one/part.json").unlink(missing_ok=True)
    assert kept.project.make().returncode == 0
    assert kept.project.drawn() == ["one"]
    assert kept.project.make().returncode == 0
    assert kept.project.drawn() == []


HOUR = 3_600_000_000_000


@pytest.mark.parametrize("jump", [0, -HOUR, HOUR], ids=["steady", "set back", "set forward"])
def test_an_edit_while_the_clock_was_set_is_seen(tmp_path, jump):
    """The build began ``jump`` earlier or later, by the clock of then, than it did by the clock of now."""
    now = Moment.now()
    began = Moment(now.wall - jump - 10**9, now.steady - 10**9)
    source, record = tmp_path / "scene.py", tmp_path / "part.json"
    source.write_text("x = 1")
    Part("scene", record, []).seal({}, inputs=[(source, "bytes")], since=began)
    assert "scene.py changed" in Part("scene", record, []).stale({})


def test_an_edit_before_the_clock_was_set_back_is_not_taken_for_one_of_now(tmp_path):
    source, record = tmp_path / "scene.py", tmp_path / "part.json"
    source.write_text("x = 1")
    later = Moment.now()
    now = Moment(later.wall - HOUR, later.steady)  # the clock says an hour less than when it was written
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Moment, "now", lambda: now)
        Part("scene", record, []).seal(
            {}, inputs=[(source, "bytes")], since=Moment(now.wall - 10, now.steady - 10)
        )
    assert Part("scene", record, []).stale({}) is None
    source.write_text("x = 2")
    assert "scene.py changed" in Part("scene", record, []).stale({})


@pytest.mark.parametrize("threads", [0, 1])
def test_an_interrupt_while_files_are_swapped_waits(threads):
    code = (
        "import os, signal, threading, time\n"
        "from narrated.signals import defer_signals\n"
        # One that does not hold signals back, as libraries start them.
        f"for _ in range({threads}): threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
        "signal.signal(signal.SIGTERM, lambda *_: os._exit(15))\n"
        "with defer_signals():\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
        "    time.sleep(0.1)\n"
        "    print('swapped', flush=True)\n"
        "print('too far')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (15, "swapped\n")


def test_what_ends_a_process_by_itself_ends_it_after_files_are_swapped():
    code = (
        "import os, signal\n"
        "from narrated.signals import defer_signals\n"
        "with defer_signals():\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
        "    print('swapped', flush=True)\n"
        "print('too far')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (-15, "swapped\n")


def test_an_interrupt_while_a_worker_is_forked_waits():
    code = (
        "import os, signal, sys, time\n"
        "from narrated.build.processes import Worker\n"
        "class Came(BaseException): pass\n"
        "def come(*_): raise Came\n"
        "signal.signal(signal.SIGTERM, come)\n"
        "os.register_at_fork(before=lambda: (os.kill(os.getpid(), signal.SIGTERM), time.sleep(0.01)))\n"
        "try:\n"
        "    Worker(lambda pipe: None)\n"
        "except Came:\n"
        "    print('told')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "told\n", "")


def test_a_worker_that_an_interrupt_kept_from_being_noted_is_ended():
    code = (
        "import multiprocessing, os, signal, time\n"
        "from narrated.cli.command import leave, run\n"
        "from narrated.build.processes import Worker\n"
        "os.register_at_fork(before=lambda: os.kill(os.getpid(), signal.SIGTERM))\n"
        "code = run(lambda: Worker(lambda pipe: time.sleep(600)) and 0, interrupted='interrupted')\n"
        "print(multiprocessing.active_children(), flush=True)\n"
        "leave(code)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (143, "[]\n", "interrupted\n")

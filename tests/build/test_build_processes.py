"""The processes of a build: none is forked beside threads, and whatever a scene starts ends with it."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from narrated.build.processes import START

# Two scenes are done before anyone listens, while a third is still waiting for its process.
SLOW_TO_LISTEN = """
import os, runpy, sys, threading, time
from pathlib import Path
from narrated.build.progress import Display
forks, started = Path("forks.txt").open("w", buffering=1), Display.started
def slowly(self, name):
    started(self, name)
    time.sleep(0.7)
Display.started = slowly
os.register_at_fork(before=lambda: print(threading.active_count(), file=forks))
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def test_no_process_is_forked_beside_threads(project):
    # The longest is drawn first; beside it stands a transition that is made by a thread.
    project.write_script("two", ["第二个盒子来了，第二个盒子来了，第二个盒子来了。"] * 3)
    project.edit("lesson.py", '    cover="boxes.two:Two",\n', "")
    done = subprocess.run(
        [sys.executable, "-c", SLOW_TO_LISTEN, *project.command("--jobs", "2")[1:]],
        cwd=project.root,
        env=project.environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    # One looks at all scenes, then one films each.
    assert (project.root / "forks.txt").read_text().split() == ["1"] * 4


def test_a_lesson_that_starts_a_thread_is_filmed_without_a_fork(project):
    idle = "import threading, time\nthreading.Thread(target=time.sleep, args=(600,)).start()\n"
    (project.package / "__init__.py").write_text(idle)
    forks = "import os\nos.register_at_fork(before=lambda: os._exit(9))\n"
    (project.root / "sitecustomize.py").write_text(forks)
    done = project.make("--jobs", "2")
    assert done.returncode == 0, done.stdout + done.stderr


def test_another_way_to_start_processes_is_refused(project):
    done = project.make(**{START: "thread"})
    assert done.returncode == 2
    assert f"{START} is 'thread'. Permitted: fork or spawn." in done.stderr


def finishing(project, *statements):
    """Let scene two end with these statements."""
    with (project.package / "two.py").open("a") as file:
        file.write(
            "\n".join(["    @staticmethod", "    def finish():", *(f"        {s}" for s in statements)])
        )


STAYS = (
    "import os, time",
    "if os.fork() == 0:",
    "    {apart}",
    "    open('stays.txt', 'w').write(str(os.getpid()))",
    "    time.sleep(600)",
    "    os._exit(0)",
    "while not os.path.exists('stays.txt'): time.sleep(0.01)",
)


def soon_gone(pid):
    """Whether a process runs no more; who adopted it may take its time to bury it."""
    for _ in range(100):
        with contextlib.suppress(ProcessLookupError, FileNotFoundError):
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
                time.sleep(0.02)
                continue
        return True
    return False


@pytest.mark.parametrize("apart", ["pass", "os.setsid()"])
def test_what_a_scene_forks_keeps_no_build_waiting(project, apart):
    finishing(project, *(row.format(apart=apart) for row in STAYS))
    told = project.root / "told.txt"
    try:
        for _ in range(2):
            with told.open("w") as file:  # a pipe would be open as long as what stays
                command, place = project.command(), project.root
                done = subprocess.run(
                    command, cwd=place, env=project.environment(), stdout=file, stderr=file, timeout=30,
                    check=False,
                )  # fmt: skip
            assert done.returncode == 0, told.read_text()
            assert "waiting for it" not in told.read_text()
        stays = int((project.root / "stays.txt").read_text())
        assert soon_gone(stays) == (apart == "pass")
    finally:
        if apart != "pass":
            os.kill(int((project.root / "stays.txt").read_text()), signal.SIGKILL)


def test_a_thread_that_never_ends_does_not_hold_up_the_film(project):
    finishing(project, "import threading, time", "threading.Thread(target=time.sleep, args=(600,)).start()")
    done = project.make()
    assert done.returncode == 0, done.stderr

"""Fifty builds ended at random moments: the film is always whole, and the next build makes the same one."""

import os
import random
import signal
import statistics
import subprocess
import sys
import time
from itertools import product

import pytest
from boxes_project import HERE, Project

from narrated.build.processes import START

pytestmark = pytest.mark.slow

BURSTS, KILLS = 7, 6  # of boxes, which are quick to draw
REAL_BURSTS, REAL_KILLS = ("fork", "spawn"), 4  # of the tiny lesson, drawn by manim
COLORS = ("(200, 40, 40)", "(100, 40, 40)")
DESCRIPTIONS = ("关于盒子", "全新介绍")


class Film:
    """A film to be made again and again, and what it was like when nobody disturbed it."""

    def __init__(self, command, cwd, environment, home):
        self.command, self.cwd, self.home = command, cwd, home
        self.temporary = cwd / "temporary"
        self.temporary.mkdir()
        self.environment = {**environment, "TMPDIR": str(self.temporary)}
        self.log = cwd / "log.txt"
        self.took = []

    @property
    def file(self):
        return next(self.home.glob("*.mp4"))

    def start(self):
        with self.log.open("wb") as log:
            return subprocess.Popen(
                self.command,
                cwd=self.cwd,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def make(self):
        began = time.monotonic()
        assert self.start().wait(60) == 0, self.log.read_text()
        self.took.append(time.monotonic() - began)
        return self.file.read_bytes()

    def kill(self, number, after):
        """End a build as a keyboard or the system would; whether it was still running."""
        running = self.start()
        try:
            running.wait(after)
        except subprocess.TimeoutExpired:
            if number == signal.SIGINT:
                os.killpg(running.pid, number)
            else:
                running.send_signal(number)
            running.wait(20)
            told = self.log.read_text()
            # Python itself is interrupted so while it starts, before any line of ours; 3.14 ends with 1 then.
            early = number == signal.SIGINT and running.returncode in {-number, 1} and "narrated/" not in told
            # It may come just when all was done, or before the command could take its signals over.
            assert early or running.returncode in ({0, 130} if number == signal.SIGINT else {0, -9}), told
            assert "Traceback" not in told or early, told
            return True
        assert running.returncode == 0, self.log.read_text()
        return False

    def left(self):
        hidden = [path for path in self.home.rglob(".*") if path.name != ".lock"]
        takes = self.cwd.glob("media/takes/**/.*")
        return [*hidden, *takes, *self.temporary.iterdir()]


def end_a_burst(film, generator, kills, disturb, wanted):
    """Kill builds at random moments, each after a change; then let one finish."""
    before, done = film.file.read_bytes(), 0
    while done < kills:
        disturb()
        number = generator.choice([signal.SIGINT, signal.SIGKILL])
        done += film.kill(number, generator.uniform(0.02, statistics.median(film.took)))
        assert film.file.read_bytes() in {before, *wanted.values()}, "neither the last film nor the next"
        before = film.file.read_bytes()


@pytest.fixture(scope="module")
def boxes(tmp_path_factory):
    project = Project(tmp_path_factory.mktemp("boxes")).write()
    film = Film(project.command(), project.root, project.environment(), project.home)
    project.edit("lesson.py", '    cover="boxes.two:Two",\n', "")
    film.make()
    wanted = {}
    for look in product(COLORS, DESCRIPTIONS):
        change(project, *look)
        wanted[look] = film.make()
    assert len(set(wanted.values())) == 4
    return project, film, wanted


def change(project, color, description):
    for path, choices, chosen in (
        ("one.py", COLORS, color),
        ("words/zh/lesson.toml", DESCRIPTIONS, description),
    ):
        for old in {*choices} - {chosen}:
            if old in (project.package / path).read_text():
                project.edit(path, old, chosen)


@pytest.mark.parametrize("seed", range(BURSTS))
def test_a_film_of_boxes_is_whole_whenever_its_build_is_ended(boxes, seed):
    project, film, wanted = boxes
    generator = random.Random(seed)
    look = next(iter(wanted))

    def disturb():
        nonlocal look
        look = generator.choice([other for other in wanted if other != look])
        change(project, *look)
        # A build that is ended early leaves fewer parts than it found.
        parts = sorted(project.parts.glob("*/part.json"))
        for path in generator.sample(parts, min(len(parts), 1)):
            path.unlink()

    end_a_burst(film, generator, KILLS, disturb, wanted)
    assert film.make() == wanted[look]
    assert film.left() == []


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    root = tmp_path_factory.mktemp("tiny")
    paths = [str(HERE.parent / "data"), str(HERE.parent.parent)]
    kept = {name: value for name, value in os.environ.items() if name not in {"SCENES", "QUALITY", "LOCALE"}}
    environment = {**kept, "PYTHONPATH": os.pathsep.join(paths), "VOICE": "espeak"}
    command = [sys.executable, str(HERE / "tiny_command.py"), "video", "--lesson", "tiny_lesson.lesson"]
    film = Film(command, root, environment, root / "media/tiny/zh-wide-tiny")
    return film, film.make()


@pytest.mark.parametrize(("seed", "start"), list(enumerate(REAL_BURSTS)))
def test_a_film_by_manim_is_whole_and_the_same_whenever_its_build_is_ended(tiny, seed, start):
    film, wanted = tiny
    film.environment[START] = start
    (film.home / "parts/espeak/scene1/part.json").unlink()
    generator = random.Random(seed)

    def disturb():
        for path in (film.home / "parts/espeak/scene2/part.json", film.home / "parts/espeak/film-all.json"):
            path.unlink(missing_ok=True)
        takes = sorted((film.cwd / "media/takes/zh").glob("*.json"))
        for take in generator.sample(takes, min(len(takes), 1)):
            take.unlink()

    end_a_burst(film, generator, REAL_KILLS, disturb, {"": wanted})
    assert film.make() == wanted
    assert film.left() == []

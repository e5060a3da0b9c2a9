"""The files of a film are all the last ones or all the next ones, wherever an exchange is broken off."""

import subprocess
import sys

import pytest
from boxes_project import HERE, Project

from narrated.build.workspace import one_film

pytestmark = pytest.mark.slow

# Breaks an exchange off at its n-th touch of the disk, for every n; then comes the next command.
EVERYWHERE = """
import os, shutil, signal, sys
from pathlib import Path
from narrated.build.exchange import exchange, is_settled, settle

root, how, more = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
home = root / "home"
OLD = {"a.mp4": "old", "a.srt": "old", "b.json": None, "parts/v/a.json": "old", "mine.txt": "mine"}
NEW = {"a.mp4": "new", "a.srt": "new", "b.json": "new", "parts/v/a.json": "new", "mine.txt": "mine"}
TOUCHES = {"open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.listdir", "os.scandir"}
left = None

def note(event, _):
    global left
    if left is not None and event in TOUCHES:
        left -= 1
        if left < 0:
            left = None
            if how == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(28, "no space left")

sys.addaudithook(note)

def write(folder, files):
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in files.items():
        if text:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)

def found():
    return {name: (home / name).read_text() if (home / name).exists() else None for name in OLD}

def broken_off(touch, act):
    # Whether the fault came at all; a fault that the exchange survives is one, too.
    global left
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        left = touch
        code = 0
        try:
            act()
        except OSError:
            code = 1
        os._exit(code if left is None or left < 0 else 2)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 2

def points(act, start):
    touch = 0
    while True:
        start()
        if not broken_off(touch, act):
            return
        yield touch
        touch += 1

def begin():
    write(home, OLD)
    write(home / "parts/.tmp-1/set", {name: text for name, text in NEW.items() if name != "mine.txt"})

def judge(where):
    if how == "fail":
        assert found() in (OLD, NEW) or not is_settled(home), (where, found())
    settle(home)
    assert found() in (OLD, NEW), (where, found())
    names = {path.name for path in (home / "parts").iterdir()}
    assert names <= {"v", ".tmp-1", ".tmp-before", ".tmp-refused"}, (where, names)
    outcomes.add(found()["a.mp4"])

outcomes = set()
count = 0
for touch in points(lambda: exchange(home, home / "parts/.tmp-1/set"), begin):
    count += 1
    if not more:
        judge(touch)
        continue
    if touch % 3:
        continue
    kept = root / "kept"
    shutil.copytree(home, kept)
    for again in points(lambda: settle(home), lambda: (shutil.rmtree(home), shutil.copytree(kept, home))):
        judge((touch, again))
    shutil.rmtree(kept)
assert outcomes == {"old", "new"}, outcomes
print(count, "points")
"""


@pytest.mark.parametrize("twice", [0, 1])
@pytest.mark.parametrize("how", ["kill", "fail"])
def test_a_set_is_exchanged_whole_or_not_at_all_wherever_it_is_broken_off(tmp_path, how, twice):
    done = subprocess.run(
        [sys.executable, "-c", EVERYWHERE, str(tmp_path), how, str(twice)],
        cwd=HERE.parent.parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[0]) > 20


# Ends, or lets fail, the film's command when it is about to put its n-th file beside the film.
BROKEN_OFF = """
import os, runpy, signal, sys
how, left, home = sys.argv[1], int(sys.argv[2]), sys.argv[3]

def note(event, details):
    global left
    if event == "os.rename" and os.path.dirname(details[1]) == home:
        left -= 1
        if left < 0 and how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if left == -1 and how == "fail":
            raise OSError(28, "No space left on device", str(details[1]))

sys.addaudithook(note)
sys.argv = sys.argv[4:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
CHANGED = ["<bookmark mark='again'/>换了一句更长的话。"]
FOREIGN = "notes of mine.txt"


@pytest.fixture(scope="module")
def films(tmp_path_factory):
    """A project, its film, and the film that it has after a change."""
    project = Project(tmp_path_factory.mktemp("exchanged")).write()
    project.edit("lesson.py", '    cover="boxes.two:Two",\n', "")
    assert project.make().returncode == 0
    (project.home / FOREIGN).write_text("mine")
    old = seen(project)
    text = (project.words / "zh" / "two.toml").read_text()
    project.write_script("two", CHANGED)
    assert project.make().returncode == 0
    new = seen(project)
    assert {name for name in old if old[name] == new[name]} == {
        *(FOREIGN, "one-captions.json", "three-captions.json")
    }
    return project, text, old, new


@pytest.fixture
def about_to_change(films):
    """The project with its first film, and the words of the second."""
    project, text, old, new = films
    script = project.words / "zh" / "two.toml"
    changed = script.read_text()
    script.write_text(text)
    assert project.make().returncode == 0
    assert seen(project) == old
    script.write_text(changed)
    return project, old, new


def seen(project):
    return {path.name: path.read_bytes() for path in project.home.iterdir() if path.is_file()}


def broken_off(project, how, at):
    return subprocess.run(
        [sys.executable, "-c", BROKEN_OFF, how, str(at), str(project.home), *project.command()[1:]],
        cwd=project.root,
        env=project.environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("at", [0, 3, 8])
def test_a_film_whose_files_cannot_all_be_moved_stays_as_it_was(about_to_change, at):
    project, old, new = about_to_change
    done = broken_off(project, "fail", at)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "No space left" in done.stderr
    assert seen(project) == old
    assert project.leftovers() == []
    assert project.make().returncode == 0
    assert seen(project) == new


@pytest.mark.parametrize("at", [1, 5])
def test_whoever_comes_after_a_kill_finds_all_files_of_one_film(about_to_change, at):
    project, old, new = about_to_change
    assert broken_off(project, "kill", at).returncode == -9
    one_film(project.home)
    assert seen(project) in (old, new)
    done = project.make("--why")
    assert done.returncode == 0
    assert seen(project) == new
    assert project.leftovers() == []


def test_a_folder_of_somebody_in_the_place_of_a_file_costs_no_other_file(about_to_change):
    project, old, _ = about_to_change
    place = project.home / "timeline.json"
    place.unlink()
    (place / "mine").mkdir(parents=True)
    done = project.make()
    assert done.returncode == 2
    assert "timeline.json" in done.stderr
    assert "move away what stands there" in done.stderr
    assert seen(project) == {name: data for name, data in old.items() if name != "timeline.json"}
    (place / "mine").rmdir()
    place.rmdir()

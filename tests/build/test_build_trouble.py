"""Bad input, scenes that fail, and builds that are ended from outside: real processes, real files."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


def failed(project, code, *arguments, **environment):
    """What a run that must fail says: no traceback, the given exit code."""
    done = project.make(*arguments, **environment)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return done.stderr


def wait_for(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def alive(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize(
    ("arguments", "environment", "message"),
    [
        (["--scenes", "7"], {}, "no scene '7'"),
        ([], {"SCENES": "2-1"}, "no scene '2-1'"),
        (["--locale", "xx"], {}, "xx"),
        (["--locale", "../zh"], {}, "../zh"),
        (["--quality", "best"], {}, "Permitted: high, draft"),
        (["--lesson", "nowhere.lesson"], {}, "no module"),
        (["--lesson", "boxes.one"], {}, "LESSON"),
        (["--jobs", "0"], {}, "from 1"),
        (["--jobs", "-1"], {}, "from 1"),
        (["--jobs", " 3 "], {}, "in the digits 0 to 9 alone"),
        (["--jobs", "1_000"], {}, "jobs: '1_000'. Permitted: a whole number from 1 to 999"),
        ([], {"JOBS": "\u0663"}, "jobs: '\u0663'. Permitted: a whole number from 1"),
        ([], {"JOBS": "\uff13"}, "jobs: '\uff13'. Permitted: a whole number from 1"),
        ([], {"JOBS": "many"}, "many"),
        (["--voice", "../x"], {}, "voice"),
        (["--voice", "nobody"], {}, "Permitted: zm_yunjian, espeak"),
        (["--media", "/proc/films"], {}, "cannot write"),
    ],
)
def test_what_a_user_can_mend_is_told_in_one_message(project, arguments, environment, message):
    told = failed(project, 2, *arguments, **environment)
    assert message in told
    assert project.drawn() == []


def test_mistakes_in_several_scripts_are_told_in_one_run(project):
    project.edit("words/zh/one.toml", "title =", "titel =")
    project.edit("words/zh/three.toml", "title =", "titel =")
    told = failed(project, 2)
    for name in ("one", "three"):
        assert f"{name}.toml: unknown key 'titel'" in told
        assert f"{name}.toml: 'title' is missing" in told
    assert project.drawn() == []


def test_an_option_that_does_not_exist_is_refused(project):
    assert project.make("--colour", "red").returncode == 2


def test_help_names_every_option(project):
    done = project.make("--help")
    assert done.returncode == 0
    for name in ("lesson", "locale", "quality", "scenes", "voice", "jobs", "media", "why"):
        assert f"--{name}" in done.stdout


def test_a_missing_take_is_told_before_anything_is_drawn(project):
    script = project.words / "zh" / "three.toml"
    script.write_text(script.read_text().replace("再见", "不见"))
    told = failed(project, 2)
    assert "three.toml" in told
    assert "no take of" in told
    assert project.drawn() == []


def test_a_malformed_script_is_told_before_anything_is_drawn(project):
    (project.words / "zh" / "two.toml").write_text("title = ")
    assert "two.toml" in failed(project, 2)
    assert project.drawn() == []


def test_a_bookmark_that_code_and_text_do_not_share_is_told_before_anything_is_drawn(project):
    project.edit("three.py", "    color", '    cues = frozenset({"nowhere"})\n    color')
    assert "nowhere" in failed(project, 2, "--jobs", "1")  # with more, some are drawn beside the check
    assert project.drawn() == []


def test_a_text_that_does_not_fit_is_told_before_anything_is_drawn(project):
    assert project.make().returncode == 0
    film = project.film.read_bytes()
    project.edit("base.py", "(20, 20, 40)", "(20, 20, 41)")
    for name in ("one", "three"):
        project.edit(f"{name}.py", "    color", '    text = "boxes"\n    color')
    told = failed(project, 2, "--jobs", "1")
    assert "the text 'boxes' of one does not fit" in told
    assert "the text 'boxes' of three does not fit" in told
    assert project.drawn() == []
    assert project.film.read_bytes() == film


def test_a_lesson_that_does_not_load_names_its_line(project):
    project.edit("lesson.py", "LESSON = Lesson(", "LESSON = Lesson(1 / 0,")
    told = failed(project, 2)
    assert "lesson.py" in told
    assert "ZeroDivisionError" in told


def test_a_scene_that_is_not_there_is_told(project):
    project.edit("lesson.py", "boxes.two:Two", "boxes.two:Deux")
    assert "Deux" in failed(project, 2)


def test_a_scene_that_fails_costs_only_itself(project):
    assert project.make().returncode == 0
    film = project.film.read_bytes()
    project.edit("base.py", "(20, 20, 40)", "(20, 20, 41)")
    fault = '    @staticmethod\n    def finish():\n        raise ArithmeticError("a box too many")\n'
    with (project.package / "two.py").open("a") as file:
        file.write(fault)
    told = failed(project, 1)
    assert "two failed: ArithmeticError: a box too many (two.py, line 8, in finish)" in told
    assert "a box too many" in (project.parts / "two" / "log.txt").read_text()
    assert project.film.read_bytes() == film
    assert project.leftovers() == []
    project.edit("two.py", fault, "")
    assert project.make().returncode == 0
    assert project.drawn() == ["two"]


def test_a_worker_that_is_killed_costs_only_its_scene(project):
    project.edit("two.py", "    color", "    seconds_a_frame = 0.2\n    color")
    running = project.start("--jobs", "3")
    wait_for(lambda: "two" in project.drawn())
    worker = next(
        int(row.split()[1]) for row in project.trace.read_text().splitlines() if row.startswith("two")
    )
    os.kill(worker, signal.SIGKILL)
    told, _ = running.communicate(timeout=20)
    assert running.returncode == 1
    assert "two failed: its process was ended by signal SIGKILL" in told
    project.edit("two.py", "    seconds_a_frame = 0.2\n", "")
    assert project.make().returncode == 0
    assert project.drawn() == ["two"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_build_that_is_ended_leaves_the_film_and_no_process(project, number):
    assert project.make().returncode == 0
    film = project.film.read_bytes()
    project.edit("base.py", "seconds_a_frame = 0.0", "seconds_a_frame = 0.3")
    running = project.start("--jobs", "2")
    wait_for(lambda: len(project.drawn()) == 2)
    running.send_signal(number)
    told, _ = running.communicate(timeout=20)
    assert running.returncode == (-9 if number == signal.SIGKILL else 128 + number)
    assert "Traceback" not in told
    wait_for(lambda: not any(alive(worker) for worker in project.workers()), 3)
    assert project.film.read_bytes() == film
    project.edit("base.py", "seconds_a_frame = 0.3", "seconds_a_frame = 0.0")
    assert project.make().returncode == 0
    assert project.film.read_bytes() == film
    assert project.leftovers() == []


def test_an_ended_build_keeps_the_scenes_that_were_finished(project):
    project.edit("two.py", "    color", "    seconds_a_frame = 0.3\n    color")
    running = project.start("--jobs", "1")
    wait_for(lambda: "two" in project.drawn())
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=20)
    finished = {"one", "three"} & set(project.drawn())
    project.edit("two.py", "    seconds_a_frame = 0.3\n", "")
    assert project.make().returncode == 0
    assert not finished & set(project.drawn())


def test_a_second_build_in_the_same_folder_waits(project):
    project.edit("base.py", "seconds_a_frame = 0.0", "seconds_a_frame = 0.02")
    first = project.start()
    wait_for(project.drawn)
    second = project.start(fresh=False)
    told, _ = second.communicate(timeout=40)
    first.communicate(timeout=20)
    assert (first.returncode, second.returncode) == (0, 0)
    assert f"process {first.pid}" in told
    assert project.drawn() == ["one", "three", "two"], "the second found everything made"


def test_a_full_disk_is_told_and_the_film_kept(project):
    assert project.make().returncode == 0
    film = project.film.read_bytes()
    project.edit("lesson.py", '"slide"', '"wipe"')
    limited = ["bash", "-c", 'ulimit -f 20; trap "" XFSZ; exec "$@"', "film", *project.command()]
    done = subprocess.run(
        limited,
        cwd=project.root,
        env=project.environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode in {1, 2}
    assert "Traceback" not in done.stderr
    assert project.film.read_bytes() == film
    assert project.make().returncode == 0
    assert project.leftovers() == []


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_no_scene_counts_before_all_fit_their_words(project, jobs):
    """Where a processor is free, scenes are drawn beside the check; what they gave waits for its answer."""
    # The check takes as long as another scene needs to be drawn beside it, where one is: at most 20 s.
    slow = (
        "    for _ in range(15 if %s else 200):\n"
        "        if __import__('pathlib').Path(__import__('os').environ['FILM_TRACE']).read_text():\n"
        "            break\n"
        "        __import__('time').sleep(0.1)\n"
        "    cues = frozenset({'nowhere'})\n"
    ) % (jobs == "1")
    project.edit("two.py", "    color", slow + "    color")
    done = project.make("--jobs", jobs)
    assert done.returncode == 2, done.stderr
    assert "no bookmark ['nowhere'] in two" in done.stderr
    assert bool(project.drawn()) == (jobs != "1")
    assert list(project.parts.rglob("part.json")) == []
    assert project.leftovers() == []
    project.edit("two.py", slow, "")
    assert project.make("--jobs", jobs).returncode == 0

"""The touched lesson, filmed and recorded once."""

import subprocess
import sys

import pytest

from narrated.build.lesson_plan import plan_of
from narrated.build.plan import Options
from narrated.page.explore_recording import record


@pytest.fixture(scope="session")
def plan(tmp_path_factory):
    media = tmp_path_factory.mktemp("media")
    options = ["--lesson", "touched_lesson.lesson", "--quality", "draft", "--media", str(media)]
    command = [sys.executable, "-m", "narrated", "video", *options, "--jobs", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return plan_of(Options(lesson="touched_lesson.lesson", quality="draft", media=media))


@pytest.fixture(scope="session")
def explore(plan, tmp_path_factory):
    return record(plan, tmp_path_factory.mktemp("temporary"))

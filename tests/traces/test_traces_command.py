"""``narrated traces``: what is trained, what is left alone and why, and what is told of what fails."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from narrated.traces import TraceFolder

ROOT = Path(__file__).parents[2]
LESSON = """
from pathlib import Path
from narrated import Lesson, SceneRef

LESSON = Lesson(
    slug="mine",
    words=Path("words"),
    scenes=(SceneRef("mine.scene:Scene", "scene1"),),
    traces=Path(__file__).parent / "traces",
    recipes="mine.recipes:RECIPES",
)
"""
RECIPES = """
from narrated.traces import Recipe

RECIPES = (
    Recipe("falls", "mine.training:falls", seed=3, steps=20),
    Recipe("rises", "mine.training:rises", seed=3, steps=20),
)
"""
TRAINING = '''
import numpy as np
from mine.model import loss


def falls(seed, *, steps):
    """Fall."""
    return {"step": np.arange(steps), "loss": loss(np.random.default_rng(seed).normal(size=steps))}


def rises(seed, *, steps):
    return {"step": np.arange(steps), "loss": np.arange(steps)}
'''
MODEL = """
def loss(x):
    return x**2
"""


class Mine:
    """A lesson in a folder of its own."""

    def __init__(self, root):
        self.root, self.package = root, root / "mine"
        self.package.mkdir()
        for name, text in (
            ("__init__", ""),
            ("lesson", LESSON),
            ("recipes", RECIPES),
            ("training", TRAINING),
            ("model", MODEL),
        ):
            (self.package / f"{name}.py").write_text(text)
        self.traces = TraceFolder(self.package / "traces", "mine")

    def edit(self, name, old, new):
        text = (self.package / f"{name}.py").read_text()
        assert old in text
        (self.package / f"{name}.py").write_text(text.replace(old, new))

    def start(self, *arguments, program=("-m", "narrated")):
        return subprocess.Popen(
            [sys.executable, *program, "traces", "--lesson", "mine", *arguments],
            cwd=self.root,
            env={
                **os.environ,
                "PYTHONPATH": f"{self.root}{os.pathsep}{ROOT}",
                "PYTHONDONTWRITEBYTECODE": "1",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def make(self, *arguments, **how):
        """Exit code, what was said, and what was complained of."""
        with self.start(*arguments, **how) as process:
            said, complained = process.communicate(timeout=60)
        return process.returncode, said, complained

    def files(self):
        return {path.name: path.read_bytes() for path in self.traces.folder.glob("*")}


@pytest.fixture
def mine(tmp_path):
    return Mine(tmp_path)


def reasons(said):
    """Why each trace was trained; nothing for one that was up to date."""
    return dict(re.findall(r"^(\w+): training \d+ steps \((.*)\)$", said, re.MULTILINE))


def test_only_what_changed_is_trained_again_and_the_reason_is_told(mine):
    assert reasons(mine.make()[1]) == {"falls": "it is missing", "rises": "it is missing"}
    first = mine.files()
    # Comments, blank lines and docstrings do not train anew.
    mine.edit("training", '"""Fall."""', '"""Fall, and fall."""  # as before\n')
    code, said, complained = mine.make()
    assert (code, said, complained) == (0, "falls: up to date\nrises: up to date\n", "")
    assert mine.files() == first

    mine.edit("recipes", 'mine.training:falls", seed=3', 'mine.training:falls", seed=4')
    assert mine.make("--dry-run")[1].startswith("falls: to be trained (its seed was 3, and is 4)\n")
    assert mine.files() == first
    assert reasons(mine.make()[1]) == {"falls": "its seed was 3, and is 4"}

    # The code of a module that training imports is a part of it, for both.
    mine.edit("model", "x**2", "abs(x)")
    assert reasons(mine.make("--only", "rises")[1]) == {"rises": "the code that trains it has changed"}
    path = mine.traces.path("falls")
    path.write_bytes(path.read_bytes()[:-1])
    assert "no trace, or a part of one" in reasons(mine.make()[1])["falls"]
    # Trained from the same, it is the same to the byte.
    path.unlink()
    before = mine.files()
    mine.edit("model", "abs(x)", "x**2")
    mine.edit("recipes", "seed=4", "seed=3")
    assert mine.make()[0] == 0
    assert mine.files() == first != before


def test_code_that_is_edited_while_it_trains_is_not_taken_for_what_trained(mine):
    mine.edit(
        "training", "def falls(seed, *, steps):", "def falls(seed, *, steps):\n    import time; time.sleep(1)"
    )
    with mine.start("--only", "falls") as process:
        process.stdout.readline()
        time.sleep(0.5)
        mine.edit("training", "sleep(1)", "sleep(0)")
    assert process.returncode == 0
    assert reasons(mine.make("--only", "falls")[1]) == {"falls": "the code that trains it has changed"}


def test_code_that_became_no_python_is_told_with_its_line(mine):
    assert mine.make()[0] == 0
    mine.edit("training", "def rises", "def rises(:")
    code, _, complained = mine.make()
    assert code == 2
    assert f"{mine.package / 'training.py'}, line 11" in complained
    assert "Traceback" not in complained


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "{'step': np.arange(4), 'loss': np.array([[1.0], [2.0], [np.inf], [np.nan]])}",
            "it diverged: loss is not finite in 2 of 4 values, first at step 2. Remedy: take smaller steps",
        ),
        ("[1, 2]", "it returned a list. Permitted: a dict"),
        ("{'loss': np.ones(3)}", "it returned no step"),
        ("{'step': np.array([0, 5, 5])}", "step does not ascend"),
        (
            "{'step': np.array([0, 21])}",
            "step does not ascend. Permitted: whole numbers that ascend, from 0 to 20",
        ),
        ("{'step': np.arange(2), 'a': np.array([{}, {}])}", "a is of type object"),
        ("{'step': np.arange(2), 'a': []}", "a is empty"),
        ("{'step': np.arange(2), '../a': 1.0}", "'../a' is no name of an array"),
        ("1 / 0", "line 12: the training of rises failed (ZeroDivisionError: division by zero)"),
        ("exit(0)", "line 12: the training of rises failed (SystemExit: 0)"),
    ],
)
def test_a_training_that_fails_is_told_in_one_message_and_nothing_is_written(mine, body, told):
    mine.edit("training", '{"step": np.arange(steps), "loss": np.arange(steps)}', body)
    code, _, complained = mine.make("--only", "rises")
    assert code == 2
    assert told in complained
    assert str(mine.package / "training.py") in complained
    assert "Traceback" not in complained
    assert complained.count("\n") == 1
    assert mine.files() == {}


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (
            "training",
            "import numpy as np\n",
            "import no_such_library\n",
            "needs no_such_library, which is not inst",
        ),
        ("training", "mine.model", "mine.modle", "No module named 'mine.modle'"),
        ("training", "def rises", "def raises", "no 'rises'. Permitted: "),
        ("training", "def rises", "rises = 1\ndef raises", "mine.training:rises is no function"),
        ("training", "def rises", "def rises(:", "SyntaxError"),
        ("recipes", "mine.training:rises", "mine.trainings:rises", "there is no module 'mine.trainings'"),
        (
            "recipes",
            "steps=20",
            "steps=-1",
            "steps of trace falls is -1. Permitted: a whole number, at least 1",
        ),
        ("recipes", '"rises"', '"falls"', "more than one recipe is called falls"),
        ("recipes", "RECIPES = (", "RECIPES = (1,", "is no list of recipes"),
        ("lesson", "mine.recipes:RECIPES", "mine.recipes:RECIPE", "no 'RECIPE'. Permitted: RECIPES"),
        ("lesson", "    recipes=", "    #", "has traces but no recipes. Permitted: both, or neither"),
        (
            "lesson",
            '    traces=Path(__file__).parent / "traces",\n    recipes="mine.recipes:RECIPES",',
            "",
            "has no tr",
        ),
    ],
)
def test_what_an_author_can_mend_is_told_without_a_traceback(mine, name, old, new, told):
    mine.edit(name, old, new)
    code, _, complained = mine.make("--only", "rises" if "falls" not in told else "falls")
    assert code == 2
    assert told in complained
    assert "Traceback" not in complained
    assert mine.files() == {}


def test_a_trace_that_is_misspelt_is_told(mine):
    code, _, complained = mine.make("--only", "falls,rise")
    assert code == 2
    assert "no trace 'rise'. Permitted: falls, rises (did you mean rises?)" in complained


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ended_by_a_signal_it_keeps_what_was_finished_and_no_part(mine, number):
    mine.edit(
        "training",
        "def rises(seed, *, steps):",
        "def rises(seed, *, steps):\n    import time; time.sleep(60)",
    )
    with mine.start() as process:
        for row in process.stdout:
            if row.startswith("rises: training"):
                break
        time.sleep(0.2)
        process.send_signal(number)
        _, complained = process.communicate(timeout=20)
    assert process.returncode == 128 + number
    assert complained == "interrupted; the traces that were finished are kept\n"
    assert list(mine.files()) == ["falls.npz"]
    mine.traces.read("falls")


WITHOUT = """
import runpy, sys
sys.modules["jax"] = None  # as where it is not installed
sys.argv = ["narrated", *sys.argv[1:]]
runpy.run_module("narrated", run_name="__main__")
"""


def test_without_the_extra_it_is_told(mine):
    program = ("-c", WITHOUT)
    mine.edit("training", "import numpy as np\n", "import jax\nimport numpy as np\n")
    code, _, complained = mine.make("--only", "falls", program=program)
    assert code == 2
    assert "the training of falls needs jax, which is not installed" in complained
    assert "loss-scenes[train]" in complained

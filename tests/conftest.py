"""What all tests share: the tiny lesson is importable here and in the processes that tests start."""

import os
import shutil
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parent.parent
GUARDS = Path(__file__).parent / "manim_adapter"

sys.path[:0] = [str(DATA), str(GUARDS)]
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(DATA), str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
)

# They have no doctests, and as modules they all have one name.
collect_ignore = ["conftest.py", "build/conftest.py", "page/conftest.py", "slides/conftest.py"]
# How fast something is, `make bench` tells; here the machine may be busy.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
# A shell that starts the tests in the background has them ignore Ctrl-C, `nohup` the end of the terminal;
# so would what they start and interrupt.
for ignored, handler in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    if signal.getsignal(ignored) is signal.SIG_IGN:
        signal.signal(ignored, handler)


@pytest.fixture(autouse=True)
def _signals_as_before():
    """A command that is called here leaves them ignored, and what is started later would inherit that."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture(autouse=True)
def default_theme():
    """Scenes that other tests told have left no theme behind."""
    if theme := sys.modules.get("narrated.design.theme"):  # most tests need no manim
        theme.use_theme(theme.DEFAULT_THEME)


def pytest_ignore_collect(collection_path):
    """Leave out guards of what the adapter cannot import: `test_adapter_surface.py` tells of it."""
    if collection_path.parent != GUARDS or collection_path.suffix != ".py":
        return None
    from inner_surface import is_broken

    return is_broken(collection_path) or None


@pytest.fixture(scope="session")
def studio(tmp_path_factory):
    """Films and judges; for the tests of the scorecard."""
    from judging import Studio

    return Studio(tmp_path_factory.mktemp("media"))


@pytest.fixture(scope="session")
def judged(studio):
    """The plan of the judged lesson, filmed once; tests only look at the film."""
    return studio.film("judged_lesson")


@pytest.fixture
def judged_copy(judged, tmp_path):
    """That film's files, to be broken."""
    home = tmp_path / "judged" / judged.home.name
    shutil.copytree(judged.home, home, ignore=shutil.ignore_patterns("parts"))
    return replace(judged, home=home)

"""What `make` is told is data: every option reaches its command as it was typed, and nothing in it is run."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from packaging_environment import OPTIONS, clean

ROOT = Path(__file__).resolve().parents[1]
NAMES = sorted(OPTIONS - {"MEDIA"} | {"PYTHON"})
TARGETS = {
    "video": ["-m", "narrated", "video"],
    "films": ["-m", "narrated", "films"],
    "watch": ["-m", "narrated", "watch"],
    "words": ["-m", "narrated", "words"],
    "check": ["-m", "narrated", "check"],
    "publish": ["-m", "narrated", "publish"],
    "page": ["-m", "narrated", "page"],
    "slides": ["-m", "narrated", "slides"],
    "doctor": ["-m", "narrated", "doctor"],
    "reproduce": ["-m", "narrated", "reproduce"],
    "bench": ["-m", "benchmarks"],
    "gallery": ["tools/gallery.py", "docs/gallery"],
    "voice": ["-m", "narrated", "voice"],
    "voices": ["-m", "narrated", "voices"],
    "record": ["-m", "narrated", "record"],
}
# Each makes a file `ran` where make or a shell reads it as more than text.
HOSTILE = (
    "$(shell touch ran)",
    "$$(touch ran)",
    "$(eval $(shell touch ran))",
    "${shell touch ran}",
    "`touch ran`",
    "; touch ran; #",
    "' ; touch ran ; '",
    '" ; touch ran ; "',
    "\n\ttouch ran\n",
    "$(error no)",
    " # , ) \\ % {a} ~ * ",
)
REPORT = """#!{python}
import json, os, sys
print(json.dumps([sys.argv[1:], {{name: os.environ.get(name) for name in {names}}}]))
"""


def project(folder: Path) -> Path:
    """The Makefile in a folder where the programs that it starts tell what they were given."""
    (folder / "requirements").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", *(f"requirements/{path.name}" for path in requirements())):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    told = REPORT.format(python=sys.executable, names=NAMES)
    for program, text in (("tools/setup", '#!/bin/sh\necho "ready: $1"\n'), (".venv/bin/python", told)):
        (folder / program).parent.mkdir(parents=True)
        (folder / program).write_text(text)
        (folder / program).chmod(0o755)
    return folder


def requirements() -> list[Path]:
    return sorted((ROOT / "requirements").glob("*.txt"))


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


def make(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *words], cwd=folder, env=clean(**more), capture_output=True, text=True, check=False
    )


def given(said: subprocess.CompletedProcess[str]) -> tuple[list[str], dict[str, str | None]]:
    assert said.returncode == 0, said.stderr
    return tuple(json.loads(said.stdout.splitlines()[-1]))


def test_the_options_are_those_of_the_makefile() -> None:
    (listed,) = re.findall(
        r"^OPTIONS := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert {*listed.split(), "PYTHON"} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_no_option_runs_anything(made: Path, name: str) -> None:
    for value in (*HOSTILE[:1], "".join(HOSTILE)):
        for words, more in (([f"{name}={value}"], {}), ([], {name: value})):
            for goal in (["help"], ["-n", "video"]):
                said = make(made, *goal, *words, **more)
                assert not (made / "ran").exists(), (value, words)
                assert said.returncode == 0, said.stderr


@pytest.mark.parametrize("target", TARGETS)
def test_every_option_reaches_its_command_as_it_was_typed(made: Path, target: str) -> None:
    for value in ("".join(HOSTILE), "$$"):
        options = dict.fromkeys(NAMES, value)
        for words, more in ([f"{name}={value}" for name in NAMES], {}), ([], options):
            command, found = given(make(made, target, *words, **more))
            assert command == TARGETS[target]
            assert found == options
            assert not (made / "ran").exists()


def test_options_that_are_not_given_are_not_passed_on(made: Path) -> None:
    found = given(make(made, "video", "SCENES=", "LESSON=", QUALITY=""))[1]
    assert found == dict.fromkeys(NAMES) | {"LESSON": "loss_scenes.lesson"}


def test_what_is_wrong_with_a_value_is_told(made: Path) -> None:
    python = made / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" "$@"\n')
    said = make(made, "video", "QUALITY=$(id)")
    assert said.returncode == 2
    assert said.stderr.startswith("error: unknown quality '$(id)'. Permitted: high, draft.\nmake: ***")


@pytest.mark.parametrize("name", NAMES)
def test_nor_is_anything_run_that_comes_with_makes_flags(made: Path, name: str) -> None:
    # As a make within a make gets it. What is in MAKEFLAGS itself, make reads as its own language.
    _, found = given(make(made, "video", MAKEFLAGS=rf" -- {name}=$$(shell\ touch\ ran)"))
    assert found[name] == "$(shell touch ran)"
    assert not (made / "ran").exists()


def test_an_interpreter_is_a_program_and_nothing_more(tmp_path: Path) -> None:
    project(tmp_path / "bare")
    (tmp_path / "bare" / ".venv" / "bin" / "python").unlink()
    for value in HOSTILE:
        assert make(tmp_path / "bare", "doctor", f"PYTHON={value}").returncode == 2
        assert not (tmp_path / "bare" / "ran").exists(), value


# Not MAKEFILES, which make itself reads before it reads anything of ours.
REFUSED = [
    (f"{name}=$(shell touch ran)",)
    for name in ("MAKEX", "MAKE", "MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS", "SHELL", "CURDIR")
]


@pytest.mark.parametrize(
    "words", [("OPTIONS=FOO", "FOO=1"), ("OPTIONS=$(shell touch ran)",), ("RUN=sh",), *REFUSED]
)
def test_what_is_no_option_is_refused(made: Path, words: tuple[str, ...]) -> None:
    said = make(made, "video", *words)
    assert (said.returncode, said.stdout) == (2, "")
    assert re.fullmatch(r"Makefile:\d+: \*\*\* unknown option .*\n", said.stderr)
    assert not (made / "ran").exists()


@pytest.mark.parametrize(
    "name", ["RUN", "FILMING", "CURDIR", ".SHELLFLAGS", "VPATH", "GPATH", "SHELL", "MAKEX"]
)
def test_what_make_prefers_of_the_environment_is_not_run(made: Path, name: str) -> None:
    for value in ("$(shell touch ran)", "touch ran;"):
        command, _ = given(make(made, "-e", "video", **{name: value}))
        assert command == TARGETS["video"]
        assert not (made / "ran").exists(), value


@pytest.mark.parametrize("name", ["with spaces", "{a} 'b\" #,)", "a$x", "a`b`;c"])
def test_any_folder_will_do(tmp_path: Path, name: str) -> None:
    here = project(tmp_path / name)
    assert given(make(here, "video", "QUALITY=draft"))[0] == TARGETS["video"]
    for group in ("base", "check"):
        (here / ".venv" / f".ready-{group}").touch()
    (here / ".venv" / ".home").write_text(f"{here}\n")
    assert "ready" not in make(here, "video").stdout, "it is known to be set up"
    assert "ready: base" in make(here, "video", "PYTHON=python3").stdout, "that may be another interpreter"


def test_groups_are_set_up_one_after_the_other(tmp_path: Path) -> None:
    here = project(tmp_path / "project")
    (here / "tools" / "setup").write_text(
        "#!/bin/sh\nmkdir busy || exit 1\nsleep 0.2\nrmdir busy\ntouch .venv/.ready-$1\n"
    )
    assert given(make(here, "-j2", "video", "VOICE=espeak", "FARM=tcp://host:1"))[0] == TARGETS["video"]

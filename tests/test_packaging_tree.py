"""The shape of the repository: fixed names, no shadowed modules, nothing of one machine, honest commands."""

import ast
import builtins
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging_environment import clean

ROOT = Path(__file__).resolve().parents[1]
GROUPS = ("pip", "base", "check", "espeak", "farm", "slides", "test", "voice")
READMES = ("README.md", "README.zh.md")
PACKAGES = ("loss_scenes", "narrated", "voiceover")


def tracked() -> list[Path]:
    """Every file that is committed, or would be with the next commit."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]


def tracked_texts() -> list[tuple[str, str]]:
    texts = []
    for path in tracked():
        try:
            texts.append((path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue  # sounds and voices
    return texts


@pytest.mark.parametrize(
    "name", ["pyproject.toml", "loss_scenes", "voiceover", "tests", "Makefile", *READMES]
)
def test_fixed_names_exist(name: str) -> None:
    assert (ROOT / name).exists()


def test_no_module_hides_another() -> None:
    # `manim loss_scenes/scene4.py` puts loss_scenes/ first on sys.path: modules there win over namesakes.
    taken = sys.stdlib_module_names | (packages_distributions().keys() - {*PACKAGES})
    entries = [path for folder in ("loss_scenes", "voiceover") for path in (ROOT / folder).iterdir()]
    ours = {path.stem for path in entries if path.is_dir() or path.suffix == ".py"}
    assert {"losses", "errors"} <= ours
    assert (ours - {"__init__", "__main__", "__pycache__"}) & taken == set()


def test_nothing_generated_is_committed() -> None:
    generated = [path for path in tracked() if path.relative_to(ROOT).parts[0] in {"media", ".venv", "build"}]
    assert generated == []
    ignored = subprocess.run(["git", "check-ignore", "-q", "media/film/any.mp4"], cwd=ROOT, check=False)
    assert ignored.returncode == 0


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?<![\w.])/(?:work|root|home/[a-z]+|Users/\w+|tmp/\w+|opt/\w+)(?:/|\b)",
        r"pythonhosted\.org|pypi\.org|registry\.npmjs|deb\.debian\.org|\bfind-links[ =]|index-url[ =]",
    ],
    ids=["paths of one machine", "hosts of registries"],
)
def test_nothing_of_one_place_is_committed(pattern: str) -> None:
    own = Path(__file__).relative_to(ROOT).as_posix()  # holds the patterns themselves
    found = [
        f"{name}:{number}: {line}"
        for name, text in tracked_texts()
        if name != own
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert found == []


def test_the_engine_knows_no_lesson() -> None:
    found = [
        f"{name}:{number}: {line}"
        for name, text in tracked_texts()
        if name.startswith("narrated/")
        for number, line in enumerate(text.splitlines(), 1)
        if re.search("loss", f"{name} {line}", re.IGNORECASE)
    ]
    assert found == []


# A signal must pass every `except Exception`; the others never leave the room that raises them.
INTERNAL = {"Interrupted", "NotRigidError", "UnsupportedStream", "_Shifted"}


def test_errors_that_a_user_sees_are_of_one_tree() -> None:
    builtin = {name for name, value in vars(builtins).items() if isinstance(value, type)}
    builtin &= {name for name in builtin if issubclass(getattr(builtins, name), BaseException)}
    roots = {
        node.name
        for name, text in tracked_texts()
        if name.endswith(".py") and name.partition("/")[0] in {*PACKAGES, "lessons"}
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ClassDef)
        and node.bases
        and {ast.unparse(one) for one in node.bases} <= builtin
    }
    assert roots - INTERNAL == {"ReportedError"}


@pytest.mark.parametrize(
    "group", ["pip", "build", "base", "check", "espeak", "farm", "slides", "test", "train", "voice"]
)
def test_requirements_are_pinned_with_hashes(group: str) -> None:
    text = (ROOT / "requirements" / f"{group}.txt").read_text(encoding="utf-8")
    entries = [
        entry for entry in text.replace("\\\n", " ").splitlines() if entry and not entry.startswith("#")
    ]
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==\S+ (; .* )?\s*--hash=sha256:[0-9a-f]{64}", entry), entry


def test_groups_agree_so_that_they_share_one_environment() -> None:
    pins: dict[str, set[str]] = {}
    for group in GROUPS:
        text = (ROOT / "requirements" / f"{group}.txt").read_text(encoding="utf-8")
        for name, pin in re.findall(r"^([a-z0-9-]+)==(.*?) *\\$", text, flags=re.MULTILINE):
            pins.setdefault(name, set()).add(f"{group}: {pin}")
    for name, found in pins.items():
        by_group: dict[str, set[str]] = {}
        for item in found:
            group, pin = item.split(": ", 1)
            by_group.setdefault(group, set()).add(pin)
        assert len({frozenset(each) for each in by_group.values()}) == 1, f"{name}: {by_group}"


# --- make ---


def make_says(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--dry-run", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_make_refuses_an_option_it_does_not_know() -> None:
    said = make_says("video", "QUALTY=draft")
    assert said.returncode == 2
    assert "QUALTY" in said.stderr
    assert "QUALITY" in said.stderr


def test_make_lists_its_commands_by_default() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    rules = (ROOT / "Makefile").read_text(encoding="utf-8")
    public = set(re.search(r"^\.PHONY: (.*)$", rules, re.MULTILINE).group(1).split()) - {"help"}
    assert {word for word in public if f"make {word} " in listed} == public


@pytest.mark.parametrize("broken", [False, True])
def test_a_film_is_checked_also_where_the_listener_cannot_be_installed(tmp_path: Path, broken: bool) -> None:
    for name in (
        "Makefile",
        "pyproject.toml",
        *(f"requirements/{n}.txt" for n in ("pip", "build", "base", "check")),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    setup, python = tmp_path / "tools" / "setup", tmp_path / ".venv" / "bin" / "python"
    failing = "[ $1 = check ] && exit 2\n" if broken else ""
    for program, text in ((setup, f'{failing}echo "ready: $1"\n'), (python, 'echo "run: $@"\n')):
        program.parent.mkdir(parents=True)
        program.write_text(f"#!/bin/sh\n{text}")
        program.chmod(0o755)
    done = subprocess.run(
        ["make", "check"], cwd=tmp_path, capture_output=True, text=True, env=clean(), check=True
    )
    told = "make check: judging without the speech row" if broken else "ready: check"
    assert re.sub(r";.*", "", done.stdout).splitlines() == ["ready: base", told, "run: -m narrated check"]

"""The READMEs are followed to the letter: their files are written and their commands run, in their order."""

import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import av
import pytest
from packaging_environment import clean, make_environment, run
from PIL import Image

from narrated.design.formats import FORMATS, Format

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
# The README, and the pages of docs/ that it hands its longer parts to, in the order of reading.
PAGES = ("README{}.md", "docs/lesson{}.md", "docs/speed{}.md")
ENGLISH, CHINESE = (
    "\n".join((ROOT / page.format(locale)).read_text(encoding="utf-8") for page in PAGES)
    for locale in ("", ".zh")
)
# Recordings of the lesson that the README writes: the narrator is not among the packages that tests install.
TAKES = ROOT / "tests" / "data" / "readme_takes"

# What is not run here, and where it is.
ELSEWHERE = {
    "make video": "as a draft, by the README's own command; the size is all that differs",
    "make test": "by .ci/run, from a fresh clone; it is what runs this test",
    "make watch SCENE=4": "by tests/preview; it serves until it is ended",
    "make check": "by tests/review, on a lesson of its own",
    "make reproduce": "by tests/review, on a lesson of its own",
}


@dataclass(frozen=True)
class Block:
    """A fenced block; ``file`` is the path that the paragraph before it begins with, if it does."""

    language: str
    text: str
    file: str


def blocks(readme: str) -> list[Block]:
    found = []
    for fence in re.finditer(r"^```(\w+)\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL):
        paragraph = readme[: fence.start()].rstrip().rpartition("\n\n")[2]
        file = re.match(r"`([\w/]+\.\w+)`", paragraph)
        found.append(Block(fence[1], fence[2], file[1] if file else ""))
    return found


def commands(text: str) -> list[str]:
    return [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]


ALL_COMMANDS = [line for block in blocks(ENGLISH) if block.language == "sh" for line in commands(block.text)]


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository in which all that the README says has been done."""
    copy = tmp_path_factory.mktemp("readme") / "loss_scenes"
    copy_repository(copy)
    ready(copy)
    env = environment(copy)
    for block in blocks(ENGLISH):
        if block.file:
            (copy / block.file).parent.mkdir(parents=True, exist_ok=True)
            (copy / block.file).write_text(block.text, encoding="utf-8")
        elif block.language == "python":
            run(copy / ".venv/bin/python", "-c", block.text, cwd=copy, env=env)
        elif block.language == "sh":
            for command in commands(block.text):
                if command == "make voice LESSON=my_lesson LOCALE=zh":
                    record_beforehand(copy)
                if command not in ELSEWHERE:
                    run("bash", "-c", command, cwd=copy, env=env)
    return copy


def copy_repository(target: Path) -> None:
    listing = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in run(*listing, cwd=ROOT).split("\0"):
        if name and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes((ROOT / name).read_bytes())
            (target / name).chmod((ROOT / name).stat().st_mode)


def environment(copy: Path) -> dict[str, str]:
    # PYTHONPATH stands for the editable install of the copy. `pip wheel` would fetch the build backend,
    # which is installed here.
    return clean(PYTHONPATH=str(copy), PIP_NO_BUILD_ISOLATION="0", PIP_NO_INDEX="1")


def ready(copy: Path) -> None:
    """Give the copy an environment that its Makefile finds complete, so that nothing is installed anew."""
    make_environment(copy / ".venv")
    for group in ("base", "check", "espeak", "farm", "slides", "voice"):
        (copy / ".venv" / f".ready-{group}").touch()
    (copy / ".venv" / ".home").write_text(f"{copy}\n", encoding="utf-8")


def record_beforehand(copy: Path) -> None:
    takes = copy / "words" / "takes" / "zh"
    takes.mkdir(parents=True)
    for take in TAKES.iterdir():
        (takes / take.name).write_bytes(take.read_bytes())


def streams(film: Path) -> dict[str, int]:
    """How many pictures, and samples of sound, a file decodes to."""
    with av.open(str(film)) as container:
        pictures = sum(1 for _ in container.decode(video=0))
        container.seek(0)
        loud = sum(int((abs(frame.to_ndarray()) > 0.01).sum()) for frame in container.decode(audio=0))
    return {"pictures": pictures, "loud samples": loud}


def test_both_readmes_hold_the_same_blocks() -> None:
    assert len(blocks(ENGLISH)) == ENGLISH.count("\n```") // 2
    untranslated = [block for block in blocks(ENGLISH) if block.language != "text"]
    assert untranslated == [block for block in blocks(CHINESE) if block.language != "text"]
    assert {block.language for block in untranslated} == {"sh", "python", "toml"}
    assert all(block.file for block in untranslated if block.language == "toml")


def test_both_readmes_name_the_same_options_and_files() -> None:
    def spans(text: str) -> set[str]:
        prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
        return set(re.findall(r"`([^`\n]+)`", prose))

    assert spans(ENGLISH) == spans(CHINESE)


def test_every_make_command_in_the_text_is_known() -> None:
    found = set(re.findall(r"`(make [^`\n]+)`", ENGLISH))
    assert found
    for command in found:
        run("make", "--dry-run", *shlex.split(command)[1:], cwd=ROOT)


def test_links_lead_somewhere() -> None:
    for page in (page.format(locale) for page in PAGES for locale in ("", ".zh")):
        text = (ROOT / page).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(((?!https?:)[^)]+)\)", text):
            assert ((ROOT / page).parent / target).is_file(), f"{page}: {target}"


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("shape", FORMATS.values(), ids=FORMATS)
def test_each_picture_of_a_film_is_small_and_shows_eight_scenes(locale: str, shape: Format) -> None:
    picture = ROOT / "docs" / "storyboard" / f"{locale}-{shape.name}.jpg"
    assert picture.stat().st_size < 300_000
    with Image.open(picture) as opened:
        expected = 4 * shape.width / (2 * shape.height)
        assert opened.width / opened.height == pytest.approx(expected, rel=0.03)


def test_what_is_run_elsewhere_is_run_there() -> None:
    assert set(ELSEWHERE) <= set(ALL_COMMANDS)
    full, draft = (run("make", "-n", "video", *words, cwd=ROOT) for words in ((), ("QUALITY=draft",)))
    assert full == draft
    assert "make video QUALITY=draft" in ALL_COMMANDS
    # The other lesson is filmed in full size.
    assert "make video LESSON=lessons.log_cosh" in ALL_COMMANDS
    assert "\nexec make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_film_has_all_the_files_that_the_readme_lists(followed: Path) -> None:
    home = followed / "media" / "film" / "zh-wide-480p15"
    listed = set(re.findall(r"`([\w.-]+\.\w+)`", re.search(r"\n\|---.*?\n\n", ENGLISH, re.DOTALL).group()))
    assert {"loss_functions.mp4", "cover.png", "scene8-captions.json"} <= listed
    assert {name for name in listed if not (home / name).is_file()} == set()
    made = {path.name for path in home.iterdir() if path.is_file()}
    assert {name for name in made - listed if not re.fullmatch(r"scene[2-7]-captions.json", name)} == set()
    assert (home / "parts" / "loss_functions-scenes-3-5.mp4").is_file()


def test_the_lesson_of_the_readme_is_filmed_with_both_voices(followed: Path) -> None:
    media = followed / "media" / "my_lesson"
    read_aloud = media / "en-tall-480p15-espeak" / "parts" / "my_lesson-scenes-1.mp4"
    for film in (media / "zh-wide-480p15" / "my_lesson.mp4", read_aloud):
        found = streams(film)
        assert found["pictures"] > 100
        assert found["loud samples"] > 48_000


@pytest.mark.parametrize("sections", [1, 2, 3])
def test_the_lesson_is_filmed_as_written_from_its_first_section_on(sections: int, tmp_path: Path) -> None:
    told = (ROOT / "docs" / "lesson.md").read_text(encoding="utf-8").split("\n## ")[1 : sections + 1]
    for block in blocks("\n## ".join(told)):
        if block.file:
            (tmp_path / block.file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / block.file).write_text(block.text, encoding="utf-8")
    (words,) = re.findall(r"`python (-m narrated video [^`]+)`", told[0])
    (home,) = re.findall(r"`(media/my_lesson/[^`]+)`", told[0])
    run(sys.executable, *words.split(), cwd=tmp_path, env=clean(PYTHONPATH=str(ROOT)))
    assert (tmp_path / home / "storyboard.png").is_file()
    found = streams(tmp_path / home / "my_lesson.mp4")
    assert found["pictures"] > 20 * sections
    assert found["loud samples"] > 10_000 * sections


def test_the_other_lesson_is_filmed_in_full_size(followed: Path) -> None:
    film = followed / "media" / "log_cosh" / "zh-wide-1080p30" / "log_cosh.mp4"
    with av.open(str(film)) as container:
        picture = container.streams.video[0]
        assert (picture.width, picture.height, picture.average_rate) == (1920, 1080, 30)
    assert streams(film)["loud samples"] > 48_000


def test_manim_films_a_scene_and_pip_builds_the_wheel(followed: Path) -> None:
    (scene,) = followed.glob("media/videos/scene4/480p15/*.mp4")
    assert streams(scene)["pictures"] > 100
    assert list(followed.glob("media/wheel/loss_scenes-*.whl"))


def test_exit_codes_are_those_of_the_readme(followed: Path) -> None:
    def code(*words: str) -> int:
        command = (followed / ".venv/bin/python", "-m", "narrated", "video", "--quality", "draft")
        film = (*command, "--lesson", "my_lesson", "--locale", "zh", *words)
        return subprocess.run(
            film, cwd=followed, env=environment(followed), capture_output=True, check=False
        ).returncode

    scene = followed / "my_lesson.py"
    told = scene.read_text(encoding="utf-8")
    try:
        assert code("--scenes", "1") == 0
        scene.write_text(told.replace("set_value(-0.2)", "set_value(1 / 0)"), encoding="utf-8")
        assert code("--scenes", "1") == 1
        scene.write_text(told.replace('self.on("jump"', 'self.on("leap"'), encoding="utf-8")
        assert code("--scenes", "1") == 2
        assert code("--scenes", "9") == 2
    finally:
        scene.write_text(told, encoding="utf-8")

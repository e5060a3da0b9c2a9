"""The files of a lesson's slides: clips that are the film, and what opens them again."""

import hashlib
import json
import re
import shutil
import signal
import subprocess
import zipfile
from html import escape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import webvtt
from lectern import BEATS, HOSTILE, pictures, sound
from PIL import Image

from narrated.json_files import sealed

pytestmark = pytest.mark.slow

pptx = pytest.importorskip("pptx", reason="python-pptx is not installed")
pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
XML = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


@pytest.fixture(scope="module")
def deck(lectern):
    return pptx.Presentation(str(lectern.slides / "tiny.pptx"))


@pytest.fixture(scope="module")
def film(lectern):
    return pictures(lectern.film)


def movie(slide):
    return next(shape for shape in slide.shapes if shape.shape_type == pptx.enum.shapes.MSO_SHAPE_TYPE.MEDIA)


def band(frames):
    """The rows of the captions, and of what is above them, of pictures 90 pixels high."""
    return frames[:, 73:87], frames[:, :70]


def test_the_clips_are_the_film_frame_by_frame(lectern, film):
    clips = [pictures(lectern.clips / f"{name}.mp4") for name in BEATS]
    assert sorted(path.stem for path in lectern.clips.glob("*.mp4")) == list(BEATS)
    assert sum(map(len, clips)) == len(film) == lectern.timeline.frames
    _, above = band(np.concatenate(clips))
    assert abs(above - band(film)[1]).mean(axis=(1, 2, 3)).max() < 2


def test_a_beat_begins_with_the_picture_on_which_the_one_before_ended(lectern):
    for before, after in pairwise(BEATS):
        last, first = (
            np.asarray(Image.open(lectern.clips / name)).astype(int)
            for name in (f"{before}-last.jpg", f"{after}-first.jpg")
        )
        assert abs(last - first).mean() < 3, f"{before} to {after}"


def test_captions_are_taken_out_of_the_pictures(lectern, film):
    scene = lectern.timeline.scenes[0]
    line = scene.lines[0]
    middle = (line.start + line.end) // 2
    clip = pictures(lectern.clips / "scene1-01.mp4")
    burnt, clean = (abs(band(frames)[0][middle] - band(frames)[0][0]) for frames in (film, clip))
    assert burnt.max() > 100
    assert clean.max() < 24


def test_the_sound_is_cut_on_the_sample(lectern):
    heard, rate = sound(lectern.film)
    start = 0
    for name in BEATS:
        count = len(pictures(lectern.clips / f"{name}.mp4"))
        part, _ = sound(lectern.clips / f"{name}.mp4")
        first, length = round(start * rate / 15), round(count * rate / 15)
        assert 0 <= len(part) - length < 1024, "no more than the encoder's last block"
        source = heard[first : first + length]
        # One sample off, a voice is like itself no more.
        alike = [np.corrcoef(np.roll(part[: len(source)], by), source)[0, 1] for by in (-2, -1, 0, 1, 2)]
        assert alike[2] == max(alike) > 0.98, f"{name}: {alike}"
        start += count


def test_captions_stand_beside_each_clip(lectern):
    said = [caption.text for name in BEATS for caption in webvtt.read(str(lectern.clips / f"{name}.vtt"))]
    assert said == [line.text for line in lectern.lines]
    first = webvtt.read(str(lectern.clips / "scene1-01.vtt"))[0]
    line = lectern.lines[0]
    assert first.start_in_seconds == line.start // 15
    assert first.start == f"00:00:{line.start / 15:06.3f}"


def test_every_slide_has_its_clip_poster_words_and_title(lectern, deck):
    cover, *slides = deck.slides
    assert [shape.shape_type for shape in cover.shapes][1] == pptx.enum.shapes.MSO_SHAPE_TYPE.PICTURE
    assert [slide.shapes.title.text_frame.text for slide in deck.slides] == [
        HOSTILE["lesson"],
        "下降 (1/2)",
        "下降 (2/2)",
        HOSTILE["scene2"],
    ]
    for slide, name, line in zip(slides, BEATS, lectern.lines, strict=True):
        shape = movie(slide)
        assert slide.notes_slide.notes_text_frame.text == line.text
        assert line.text in shape._element.nvPicPr.cNvPr.get("descr")
        assert shape.poster_frame.blob == (lectern.clips / f"{name}-first.jpg").read_bytes()
        media = [one.target_part for one in slide.part.rels.values() if one.reltype.endswith("/media")]
        assert [one.blob for one in media] == [(lectern.clips / f"{name}.mp4").read_bytes()]
        assert slide.shapes.title.top + slide.shapes.title.height < 0, "the title must not cover the picture"


def test_a_slide_has_the_films_shape_and_its_movie_fills_it(deck):
    assert (deck.slide_width, deck.slide_height) == (12_192_000, 6_858_000)
    assert dict(deck.element.find(f"{XML}sldSz").attrib) == {"cx": "12192000", "cy": "6858000"}
    for slide in list(deck.slides)[1:]:
        shape = movie(slide)
        assert (shape.left, shape.top, shape.width, shape.height) == (0, 0, 12_192_000, 6_858_000)
    for layout in deck.slide_layouts:
        for place in layout.placeholders:
            assert place.left + place.width <= deck.slide_width
            assert place.top + place.height <= deck.slide_height


def test_a_movie_plays_by_itself_without_the_narration(deck):
    for slide in list(deck.slides)[1:]:
        timing = slide.element.find(f"{XML}timing")
        number = str(movie(slide).shape_id)
        assert [one.get("cmd") for one in timing.iter(f"{XML}cmd")] == ["playFrom(0.0)"]
        assert {one.get("spid") for one in timing.iter(f"{XML}spTgt")} == {number}
        assert [one.get("mute") for one in timing.iter(f"{XML}cMediaNode")] == ["1"]
        # After the slide has come, not at a click.
        effects = [one for one in timing.iter(f"{XML}cTn") if one.get("presetClass") == "mediacall"]
        assert [one.get("nodeType") for one in effects] == ["afterEffect"]


def test_slides_are_grouped_by_scene(deck):
    sections = deck.element.findall(f"{XML}extLst/{XML}ext/*/*")
    assert [one.get("name") for one in sections] == [HOSTILE["lesson"], "下降", HOSTILE["scene2"]]
    listed = [slide.get("id") for one in sections for slide in one[0]]
    assert listed == [str(slide.slide_id) for slide in deck.slides]


def test_the_master_of_the_notes_is_listed_where_readers_look_for_it(deck):
    root = deck.element
    names = [child.tag.removeprefix(XML) for child in root]
    assert names[:3] == ["sldMasterIdLst", "notesMasterIdLst", "sldIdLst"]
    (listed,) = root.find(f"{XML}notesMasterIdLst")
    master = deck.part.rels[listed.get(pptx.oxml.ns.qn("r:id"))].target_part
    assert master is deck.notes_master.part
    assert {slide.notes_slide.part.notes_master.part for slide in list(deck.slides)[1:]} == {master}


def test_its_properties_are_those_of_the_lesson(lectern, deck):
    about = deck.core_properties
    assert (about.title, about.author, about.language) == (HOSTILE["lesson"], "Qborfy", "zh-CN")
    cut = (lectern.clips / "scene1-01.mp4").stat().st_mtime
    assert abs(about.created.timestamp() - cut) < 86_400
    assert about.modified == about.created
    # No thumbnail of another presentation, nor its counts of slides.
    with zipfile.ZipFile(lectern.slides / "tiny.pptx") as package:
        assert [name for name in package.namelist() if name.startswith("docProps")] == ["docProps/core.xml"]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_shows_every_slide(lectern, tmp_path):
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = [OFFICE, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run(
        [*command, str(lectern.slides / "tiny.pptx")], capture_output=True, timeout=120, check=True
    )
    pages = pypdf.PdfReader(tmp_path / "tiny.pdf").pages
    assert len(pages) == 1 + len(BEATS)
    for page in pages:
        assert float(page.mediabox.width / page.mediabox.height) == pytest.approx(16 / 9, abs=0.01)
        assert page.images, "a slide without its picture"


def test_the_handout_has_the_words_as_text(lectern):
    reader = pypdf.PdfReader(lectern.slides / "tiny-handout.pdf")
    text = "".join(page.extract_text() for page in reader.pages)
    read = re.sub(r"\s", "", text)
    for line in lectern.lines:
        assert re.sub(r"\s", "", line.text) in read
    for title in HOSTILE.values():
        assert re.sub(r"\s", "", title) in read
    assert reader.metadata.title == HOSTILE["lesson"]
    assert reader.metadata.author == "Qborfy"
    assert [one.title for one in reader.outline] == ["下降", HOSTILE["scene2"]]
    root = reader.trailer["/Root"]
    assert root["/Lang"].startswith("zh")
    assert root["/MarkInfo"]["/Marked"]
    assert sum(len(page.images) for page in reader.pages) == len(BEATS)


def test_the_fonts_of_the_handout_are_in_it(lectern):
    for page in pypdf.PdfReader(lectern.slides / "tiny-handout.pdf").pages:
        for font in page["/Resources"]["/Font"].values():
            described = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile3", "/FontFile2"} & set(described.get_object())


class Elements(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found, self.active = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append(tag)
        self.active += [name for name, _ in attrs if name.startswith("on")]


def test_no_word_becomes_markup_of_the_page(lectern):
    page = Elements((lectern.slides / "index.html").read_text(encoding="utf-8"))
    assert page.found.count("script") == 3
    assert page.found.count("img") == 1 + len(BEATS) + 1  # cover, stills, and that of the speaker's window
    assert page.active == []


def test_an_unchanged_run_writes_nothing(copy):
    before = copy.state()
    done = copy.run("slides")
    assert done.returncode == 0
    assert done.stdout.count("(unchanged)") == 3
    assert copy.state() == before


def test_with_the_narration_nothing_is_cut_again(copy):
    done = copy.run("slides", "--sound", "--why")
    assert done.returncode == 0
    assert "clips: kept" in done.stdout
    assert "cutting" not in done.stdout
    timing = pptx.Presentation(str(copy.slides / "tiny.pptx")).slides[1].element.find(f"{XML}timing")
    assert [one.get("mute") for one in timing.iter(f"{XML}cMediaNode")] == ["0"]
    assert '"sound": true' in (copy.slides / "index.html").read_text(encoding="utf-8")


def test_a_film_that_is_described_tells_what_is_seen(copy):
    scenes = copy.timeline.scenes
    seen = {f"{scene.name}/{line.id}": f"see {line.id}" for scene in scenes for line in scene.lines}
    digest = hashlib.sha256()
    for name in ("timeline.json", "manifest.json"):
        digest.update(copy.film.with_name(name).read_bytes())
    described = copy.film.with_name("description.json")
    described.write_text(json.dumps(sealed({"film": "another's", "lines": seen})), encoding="utf-8")
    assert copy.run("slides").stdout.count("(unchanged)") == 3
    described.write_text(json.dumps(sealed({"film": digest.hexdigest(), "lines": seen})), encoding="utf-8")
    assert "cutting" not in copy.run("slides").stdout
    deck = pptx.Presentation(str(copy.slides / "tiny.pptx"))
    for slide, line in zip(list(deck.slides)[1:], copy.lines, strict=True):
        told = movie(slide)._element.nvPicPr.cNvPr.get("descr")
        assert told.endswith(f"：see {line.id}")
        assert escape(told) in (copy.slides / "index.html").read_text(encoding="utf-8")
    tree = pypdf.PdfReader(copy.slides / "tiny-handout.pdf").trailer["/Root"]["/StructTreeRoot"]
    assert [told.rpartition("：")[2] for told in alternatives(tree)] == [
        f"see {line.id}" for line in copy.lines
    ]


def alternatives(node):
    """The alternative texts in a tagged PDF, in the order of reading."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from alternatives(child)
    elif isinstance(node, dict):
        if "/Alt" in node:
            yield node["/Alt"]
        yield from alternatives(node.get("/K", pypdf.generic.NullObject()))


def test_what_somebody_changed_in_the_folder_is_put_right(copy):
    (copy.slides / "index.html").write_text("gone", encoding="utf-8")
    (copy.slides / "own.txt").write_text("mine", encoding="utf-8")
    assert copy.run("slides").returncode == 0
    assert "reveal" in (copy.slides / "index.html").read_text(encoding="utf-8")
    assert not (copy.slides / "own.txt").exists()


def test_without_a_film_nothing_is_written(copy):
    copy.film.unlink()
    shutil.rmtree(copy.slides.parent)
    done = copy.run("slides")
    assert done.returncode == 2
    assert "the film is not made yet" in done.stderr
    assert "Remedy: run `" in done.stderr
    assert not copy.slides.parent.exists()


def test_a_damaged_film_leaves_the_slides_as_they_were(copy):
    data = copy.film.read_bytes()
    copy.film.write_bytes(data[: len(data) // 2])
    before = copy.state()
    done = copy.run("slides")
    assert done.returncode == 2
    assert "the film is damaged" in done.stderr
    assert "Remedy: run `" in done.stderr
    assert copy.state() == before


def test_a_film_without_its_parts_has_a_beat_a_line_and_one_without_a_cover_its_title(copy):
    shutil.rmtree(copy.film.parent / "parts")
    copy.film.with_name("cover.png").unlink()
    done = copy.run("slides")
    assert done.returncode == 0
    assert "note: the beats of scene1, scene2 are not known" in done.stdout
    assert sorted(path.stem for path in copy.clips.glob("*.mp4")) == list(BEATS)
    deck = pptx.Presentation(str(copy.slides / "tiny.pptx"))
    title = deck.slides[0].shapes.title
    assert (title.top, title.height) == (0, deck.slide_height)
    assert title.text_frame.text == HOSTILE["lesson"]
    assert 'class="words"' in (copy.slides / "index.html").read_text(encoding="utf-8")


def test_an_interrupt_leaves_the_slides_as_they_were(copy):
    shutil.rmtree(copy.slides.parent / "parts")
    before = copy.state()
    with copy.start("slides") as running:
        for line in running.stdout:
            if "cutting" in line:
                running.send_signal(signal.SIGINT)
                break
        running.communicate(timeout=30)
    assert running.returncode == 130
    assert copy.state() == before
    assert list((copy.slides.parent / "parts").glob(".tmp*")) == []
    assert copy.run("slides").returncode == 0


def test_python_pptx_is_asked_for_by_its_extra(copy):
    (copy.root / "pptx.py").write_text("raise ModuleNotFoundError('gone', name='pptx')\n", encoding="utf-8")
    done = copy.run("slides")
    assert done.returncode == 2
    assert "python-pptx is not installed" in done.stderr
    assert "slides" in done.stderr.partition("Remedy")[2]


def test_the_licence_of_what_is_not_ours_travels_with_the_folder(lectern):
    licence = (lectern.slides / "deck" / "LICENSE-reveal.txt").read_text(encoding="utf-8")
    assert "Hakim El Hattab" in licence
    pages = [*Path(lectern.slides).glob("*.html"), *Path(lectern.slides / "deck").glob("deck.*")]
    assert not [path for path in pages if re.search(r"https?://", path.read_text(encoding="utf-8"))]

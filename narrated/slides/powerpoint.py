"""The PowerPoint file: a slide a beat, with its clip, its poster and its notes."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from importlib.resources import files
from itertools import chain, groupby
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from narrated.slides.beats import Beat
from narrated.slides.talk import CLIPS, COVER, Talk

if TYPE_CHECKING:
    from pptx.presentation import Presentation as PowerPoint
    from pptx.shapes.autoshape import Shape
    from pptx.slide import Slide
    from pptx.text.text import TextFrame

_SHORT_SIDE = Emu(6_858_000)  # 7.5 inches: that of PowerPoint's own wide slide
_TITLE_HEIGHT = Emu(_SHORT_SIDE // 10)
_TITLE_ONLY = 5  # of the layouts that python-pptx brings
_MAIN = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_RELATED = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OF_2010 = 'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"'
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"  # what PowerPoint calls its list of sections
# The class has no types.
_BLACK, _WHITE = (RGBColor.from_string(code) for code in ("000000", "FFFFFF"))  # type: ignore[no-untyped-call]


def write_powerpoint(talk: Talk, folder: Path, target: Path) -> None:
    """Write the file of a talk whose clips and stills stand in a folder."""
    writer = _Writer(talk, folder)
    writer.add_cover()
    for beat in talk.beats:
        writer.add_beat(beat)
    writer.add_sections()
    writer.list_notes_master()
    writer.deck.save(str(target))


def size_of(talk: Talk) -> tuple[Emu, Emu]:
    """Width and height of a slide: those of the film's shape.

    Examples
    --------
    >>> from narrated.design.formats import TALL
    >>> talk = Talk("curves", "en", "Curves", "", "", TALL, 30, False, (), {}, None)
    >>> [side.inches for side in size_of(talk)]
    [7.5, 13.333333333333334]
    """
    short = min(talk.shape.width, talk.shape.height)
    return Emu(_SHORT_SIDE * talk.shape.width // short), Emu(_SHORT_SIDE * talk.shape.height // short)


class _Writer:
    def __init__(self, talk: Talk, folder: Path) -> None:
        self.talk, self.folder = talk, folder
        self.width, self.height = size_of(talk)
        self.deck: PowerPoint = Presentation()
        self._fit_layouts()
        self.deck.slide_width, self.deck.slide_height = self.width, self.height
        self.deck.element.find(qn("p:sldSz")).attrib.pop("type", None)  # which says 4:3
        ground = self.deck.slide_master.background.fill
        ground.solid()
        ground.fore_color.rgb = _BLACK
        about = self.deck.core_properties
        about.title, about.subject, about.author = talk.title, talk.subtitle, talk.presenter
        about.last_modified_by, about.language = talk.presenter, talk.language
        first = folder / CLIPS / f"{talk.beats[0].name}.mp4"
        # The day on which the clips were cut, rather than that of the template.
        about.created = about.modified = datetime.fromtimestamp(int(first.stat().st_mtime), UTC)
        self._leave_out_the_template()

    def _leave_out_the_template(self) -> None:
        """Take out what tells of python-pptx's own empty presentation: its thumbnail, its size and counts."""
        package = self.deck.part.package
        for key, relation in list(package._rels.items()):
            if relation.reltype in {RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES}:
                package.drop_rel(key)

    def _fit_layouts(self) -> None:
        """Move what the layouts hold to its place in slides of another size, for whoever adds a slide."""
        wide, high = self.deck.slide_width, self.deck.slide_height
        assert wide is not None
        assert high is not None
        across, down = self.width / wide, self.height / high
        master = self.deck.slide_master
        for shape in chain(master.placeholders, *(one.placeholders for one in self.deck.slide_layouts)):
            if shape._element.spPr.xfrm is not None:  # others take their places from the master
                left, top, width, height = shape.left, shape.top, shape.width, shape.height
                shape.left, shape.width = Emu(round(left * across)), Emu(round(width * across))
                shape.top, shape.height = Emu(round(top * down)), Emu(round(height * down))

    def add_cover(self) -> None:
        """A first slide, for while people come in."""
        slide, title = self._titled(self.talk.title)
        if self.talk.cover:
            cover = str(self.folder / COVER)
            picture = slide.shapes.add_picture(cover, Emu(0), Emu(0), self.width, self.height)
            _describe(picture, self.talk.title, self.talk.words["cover"].format(title=self.talk.title))
            return
        title.top, title.height = Emu(0), self.height
        frame = title.text_frame
        frame.vertical_anchor, frame.word_wrap = MSO_ANCHOR.MIDDLE, True
        frame.paragraphs[0].alignment = PP_ALIGN.CENTER
        for run in frame.paragraphs[0].runs:
            run.font.size, run.font.color.rgb = Pt(44), _WHITE

    def add_beat(self, beat: Beat) -> None:
        """A slide on which the clip of a beat plays by itself, once, and rests on its last picture."""
        talk, clip = self.talk, self.folder / CLIPS / beat.name
        slide, _ = self._titled(beat.heading)
        movie = slide.shapes.add_movie(
            f"{clip}.mp4",
            Emu(0),
            Emu(0),
            self.width,
            self.height,
            poster_frame_image=f"{clip}-first.jpg",
            mime_type="video/mp4",
        )
        _describe(movie, beat.name, talk.film_of(beat))
        timing = Template(files(__package__).joinpath("movie_timing.xml").read_text(encoding="utf-8"))
        milliseconds = round(1000 * beat.frames / talk.fps)
        told = timing.substitute(milliseconds=milliseconds, movie=movie.shape_id, mute=int(not talk.sound))
        tree = slide.element  # python-pptx itself writes movies that wait for a click on them
        tree.replace(tree.find(qn("p:timing")), parse_xml(told))
        notes = slide.notes_slide.notes_text_frame
        assert notes is not None
        notes.text = beat.text
        self._speak(notes)

    def list_notes_master(self) -> None:
        """Name the master of the notes where readers look for it; python-pptx only relates it."""
        listed = parse_xml(f"<p:notesMasterIdLst {_MAIN} {_RELATED}><p:notesMasterId/></p:notesMasterIdLst>")
        key = self.deck.part.relate_to(self.deck.notes_master.part, RELATIONSHIP_TYPE.NOTES_MASTER)
        listed[0].set(qn("r:id"), key)
        self.deck.element.find(qn("p:sldMasterIdLst")).addnext(listed)

    def _titled(self, heading: str) -> tuple[Slide, Shape]:
        """A slide whose title stands above it: outlines and screen readers know it, the picture does not."""
        slide: Slide = self.deck.slides.add_slide(self.deck.slide_layouts[_TITLE_ONLY])
        title = slide.shapes.title
        assert title is not None
        title.text_frame.text = heading
        title.left, title.top = Emu(0), Emu(-_TITLE_HEIGHT - _TITLE_HEIGHT // 4)
        title.width, title.height = self.width, _TITLE_HEIGHT
        for run in title.text_frame.paragraphs[0].runs:
            run.font.size = Pt(24)
        self._speak(title.text_frame)
        return slide, title

    def _speak(self, frame: TextFrame) -> None:
        """Say in which language a text is, for spelling and screen readers."""
        for paragraph in frame.paragraphs:
            for run in paragraph.runs:
                run._r.get_or_add_rPr().set("lang", self.talk.language)

    def add_sections(self) -> None:
        """Group the slides by scene, in PowerPoint's list of slides."""
        ids = iter([slide.slide_id for slide in self.deck.slides])
        groups = [(self.talk.title, [next(ids)])]
        for _, beats in groupby(self.talk.beats, key=lambda beat: beat.scene):
            listed = list(beats)
            groups.append((listed[0].title, [next(ids) for _ in listed]))
        extension = parse_xml(f'<p:ext {_MAIN} {_OF_2010} uri="{_SECTIONS}"><p14:sectionLst/></p:ext>')
        for number, (title, slides) in enumerate(groups):
            section = parse_xml(f"<p14:section {_OF_2010}><p14:sldIdLst/></p14:section>")
            section.set("name", title)
            key = uuid.uuid5(uuid.NAMESPACE_OID, f"{self.talk.slug} {number}")
            section.set("id", f"{{{key}}}".upper())
            for one in slides:
                section[0].append(parse_xml(f'<p14:sldId {_OF_2010} id="{one}"/>'))
            extension[0].append(section)
        root = self.deck.element
        if root.find(qn("p:extLst")) is None:
            root.append(parse_xml(f"<p:extLst {_MAIN}/>"))
        root.find(qn("p:extLst")).append(extension)


def _describe(shape: Any, name: str, told: str) -> None:
    shape.name = name
    shape._element._nvXxPr.cNvPr.set("descr", told)  # python-pptx has no name for it

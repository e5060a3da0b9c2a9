"""A scene told to its end without pixels: what it drew, and whether it keeps to script and places."""

from pathlib import Path

import numpy as np
import pytest
from manim import Mobject, VMobject, tempconfig
from manim.manager import Manager

import lessons.adversarial.lesson
import lessons.log_cosh.lesson
import loss_scenes.lesson
from narrated.design.formats import FORMATS, WIDE, Format
from narrated.design.layout import layout
from narrated.lesson import load_ref
from narrated.manim_adapter.renderer import IncrementalRenderer
from narrated.mobjects.visual_role import may_bleed
from narrated.scene.render_options import RenderOptions

SCENES = [
    scene.ref
    for lesson in (
        loss_scenes.lesson.LESSON,
        lessons.log_cosh.lesson.LESSON,
        lessons.adversarial.lesson.LESSON,
    )
    for scene in lesson.scenes
]

SHAPES = pytest.mark.parametrize("shape", FORMATS.values(), ids=FORMATS)


def tell(
    scene_class,
    folder: Path,
    shape: Format = WIDE,
    *,
    frame_rate: int = 15,
    options: RenderOptions | None = None,
):
    """The scene after its last frame; in English unless ``options`` say otherwise."""
    settings = {"dry_run": True, "frame_rate": frame_rate, "media_dir": str(folder), "verbosity": "ERROR"}
    settings |= {"pixel_width": shape.width, "pixel_height": shape.height, "progress_bar": "none"}
    with tempconfig(settings):
        scene = scene_class(
            IncrementalRenderer(skip_animations=True), options=options or RenderOptions(locale="en")
        )
        Manager(scene).render()
    return scene


def drawn(scene, kind: type) -> list:
    """All parts of a kind that are on the stage."""
    return [part for top in scene.mobjects for part in top.get_family() if isinstance(part, kind)]


def overlapping(one: Mobject, other: Mobject, air: float = 0.0) -> bool:
    """Whether the boxes of two things share more than a point, or are nearer than so much air."""
    apart = np.abs(one.get_center() - other.get_center())[:2]
    room = np.array([one.width + other.width, one.height + other.height]) / 2 + air
    return bool((apart < room - 1e-6).all())


def visible(mobject: Mobject) -> bool:
    if not isinstance(mobject, VMobject) or not len(mobject.points):
        return False
    drawn = mobject.get_stroke_opacity() > 0 and mobject.get_stroke_width() > 0
    return drawn or mobject.get_fill_opacity() > 0


def misplaced(scene) -> list[str]:
    """What is drawn outside of the frame's safe area, or in the caption band without being a caption."""
    places, found = layout(scene.format), []
    captions = set(scene.caption.get_family())
    band = places.caption
    for top in scene.mobjects:
        for mobject in top.get_family():
            if mobject in captions or not visible(mobject) or may_bleed(mobject):
                continue
            what = f"{mobject} {text}" if (text := getattr(mobject, "text", "")) else str(mobject)
            if not places.safe.contains(mobject, tolerance=1e-3):
                found.append(f"{what} is outside of the safe area")
            elif mobject.get_bottom()[1] < band.y + band.height / 2 - 1e-3:
                found.append(f"{mobject} stands in the caption band")
    return found


def hold(ref, locale, shape, voice, tmp_path, *, frame_rate=15):
    """Tell a scene: all cues are met, nothing stands where it must not, and the frames are as expected."""
    scene_class = load_ref(ref)
    problems: list[str] = []

    class Watched(scene_class):
        def _advance(self, count: int) -> None:
            super()._advance(count)
            problems.extend(f"frame {self.frame}: {problem}" for problem in misplaced(self))

    options = RenderOptions(locale=locale, voice=voice, draft_takes=Path(tmp_path))
    scene = tell(Watched, tmp_path, shape, frame_rate=frame_rate, options=options)
    assert [sheet.line for sheet in scene.sheets] == [line.id for line in scene.words.lines]
    assert all(not sheet.missed for sheet in scene.sheets)
    assert scene.frame == scene.frames_expected
    assert problems == [], "\n".join(problems[:9])
    ends = np.array([[sheet.start, sheet.end] for sheet in scene.sheets]).ravel()
    assert (np.diff(ends) > 0).all()

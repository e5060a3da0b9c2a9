"""What a scene shows now, without a play."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from manim import Camera, Scene, VMobject
from manim.utils.family import extract_mobject_family_members
from PIL import Image


def in_drawing_order(scene: Scene) -> list[VMobject]:
    """Every outline on the screen, each by itself, from the lowest to the uppermost."""
    shown = extract_mobject_family_members(scene.mobjects, use_z_index=True, only_those_with_points=True)
    return [mobject for mobject in shown if isinstance(mobject, VMobject)]


def draw_alone(scene: Scene, mobjects: Sequence[VMobject]) -> npt.NDArray[np.uint8]:
    """A picture of these over the background, without their members, in 8-bit RGBA."""
    camera = cast(Camera, scene.camera)
    camera.reset()
    camera.capture_mobjects(mobjects, include_submobjects=False)
    return np.array(camera.pixel_array)


def picture_after_construct(scene: Any) -> Image.Image:
    """Build a scene, and draw what it shows then."""
    scene.setup()
    scene.construct()
    scene.renderer.update_frame(scene)
    image: Image.Image = scene.renderer.camera.get_image().convert("RGB")
    return image

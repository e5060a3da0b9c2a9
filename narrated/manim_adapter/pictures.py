"""What a scene shows now, without a play."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from manim import Camera, Mobject, Scene, VMobject
from manim.utils.family import extract_mobject_family_members
from PIL import Image


def in_drawing_order(scene: Scene) -> list[VMobject]:
    """Every outline on the screen, each by itself, from the lowest to the uppermost."""
    shown = extract_mobject_family_members(scene.mobjects, use_z_index=True, only_those_with_points=True)
    return [mobject for mobject in shown if isinstance(mobject, VMobject)]


def outlines_of(mobjects: Sequence[Mobject]) -> list[VMobject]:
    """Every outline of these, also one without points now, from the lowest to the uppermost."""
    family = extract_mobject_family_members(list(mobjects), use_z_index=True)
    return [part for part in dict.fromkeys(family) if isinstance(part, VMobject)]


def draw_alone(scene: Scene, mobjects: Sequence[VMobject]) -> npt.NDArray[np.uint8]:
    """A picture of these over the background, without their members, in 8-bit RGBA."""
    camera = cast(Camera, scene.camera)
    camera.reset()
    camera.capture_mobjects(mobjects, include_submobjects=False)
    return np.array(camera.pixel_array)


def draw_clear(scene: Scene, mobjects: Sequence[VMobject]) -> npt.NDArray[np.uint8]:
    """The same over nothing: what is not covered is clear."""
    camera = cast(Camera, scene.camera)
    opacity = camera.background_opacity
    camera.background_opacity = 0.0
    try:
        pixels = draw_alone(scene, mobjects).astype(np.float64)
    finally:
        camera.background_opacity = opacity
        camera.reset()
    # Cairo's colours are multiplied by their opacity.
    share = np.maximum(pixels[..., 3:], 1.0) / 255
    pixels[..., :3] = np.minimum(pixels[..., :3] / share, 255.0)
    return pixels.round().astype(np.uint8)


def picture_after_construct(scene: Any) -> Image.Image:
    """Build a scene, and draw what it shows then."""
    scene.setup()
    scene.construct()
    scene.renderer.update_frame(scene)
    image: Image.Image = scene.renderer.camera.get_image().convert("RGB")
    return image

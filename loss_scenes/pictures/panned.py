"""One picture gives way to the next as when a camera pans: both slide, and none shines through the other."""

from __future__ import annotations

from typing import Any

from manim import RIGHT, ApplyMethod, Mobject, VGroup

from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding
from narrated.scene.narrated_scene import NarratedScene


def pan(scene: NarratedScene, *coming: VGroup) -> list[Any]:
    """Animations: what is drawn there leaves to the left, ground and caption stay, what comes follows.

    Parameters
    ----------
    coming
        Where it will stand; nothing of it must follow a function yet.
    """
    way = scene.regions.frame.width * RIGHT
    stay = {part for kept in (scene.header, scene.caption) for part in kept.get_family()}
    leaving: list[Mobject] = [there for there in scene.mobjects if not stay.intersection(there.get_family())]
    idle = [there for there in leaving if not there.family_members_with_points()]
    scene.remove(*idle)
    moves: list[Any] = []
    # Words that slide cannot be read: they are gone at once.
    for group in [part for there in leaving for part in there.get_family()]:
        group.remove(*(word for word in group.submobjects if isinstance(word, Label)))
    words = [there for there in leaving if isinstance(there, Label)]
    scene.remove(*words)
    for there in leaving:
        if there not in (*idle, *words):
            there.clear_updaters(recursive=True)
            moves.append(ApplyMethod(bleeding(there).shift, -way, remover=True))
    return moves + [ApplyMethod(thing.shift(way).shift, -way) for thing in coming]

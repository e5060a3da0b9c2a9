"""Curves for a gallery, written down with keys of words and roles of colours."""

from __future__ import annotations

from dataclasses import replace

from loss_scenes.pictures.gallery import Exhibit
from narrated.scene.narrated_scene import NarratedScene


def staged(scene: NarratedScene, exhibit: Exhibit) -> Exhibit:
    """The exhibit in the scene's words and colours: its name was a key, its colour a role of the theme."""
    color = getattr(scene.theme.colors, exhibit.color)
    return replace(exhibit, name=scene.word(exhibit.name), color=color)

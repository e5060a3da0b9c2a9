"""Narrated scenes about loss functions, and the parts that other lessons are made of.

The names below are what a lesson author imports. They are loaded when they are first used, so that
``import loss_scenes`` alone draws in neither manim nor SciPy.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

import voiceover.without_sox  # noqa: F401 - before anything here imports manim

if TYPE_CHECKING:
    from loss_scenes.chapters.classification import ClassificationChapter as ClassificationChapter
    from loss_scenes.chapters.cross_entropy import CrossEntropyChapter as CrossEntropyChapter
    from loss_scenes.chapters.focal import FocalChapter as FocalChapter
    from loss_scenes.chapters.generation import GenerationChapter as GenerationChapter
    from loss_scenes.chapters.hinge import HingeChapter as HingeChapter
    from loss_scenes.chapters.portraits import PortraitsChapter as PortraitsChapter
    from loss_scenes.chapters.regression import RegressionChapter as RegressionChapter
    from loss_scenes.chapters.robust import RobustChapter as RobustChapter
    from loss_scenes.chapters.robust import RobustLoss as RobustLoss
    from loss_scenes.chapters.squared import SquaredErrorChapter as SquaredErrorChapter
    from loss_scenes.mobjects.caption import Caption as Caption
    from loss_scenes.mobjects.field import SquareField as SquareField
    from loss_scenes.mobjects.header import Header as Header
    from loss_scenes.mobjects.location import LocationAxis as LocationAxis
    from loss_scenes.mobjects.meaning import decoration as decoration
    from loss_scenes.mobjects.panel import Card as Card
    from loss_scenes.mobjects.panel import Readout as Readout
    from loss_scenes.mobjects.panel import Readouts as Readouts
    from loss_scenes.mobjects.panel import Slider as Slider
    from loss_scenes.mobjects.panel import formula as formula
    from loss_scenes.mobjects.panel import panel as panel
    from loss_scenes.mobjects.plot import Plot as Plot
    from loss_scenes.mobjects.probe import TangentProbe as TangentProbe
    from loss_scenes.mobjects.shares import ShareBar as ShareBar
    from loss_scenes.mobjects.text import Label as Label
    from loss_scenes.mobjects.text import LiveNumber as LiveNumber
    from loss_scenes.outline import Lesson as Lesson
    from loss_scenes.outline import SceneRef as SceneRef
    from loss_scenes.stage.regions import Region as Region
    from loss_scenes.stage.scene import NarratedScene as NarratedScene
    from loss_scenes.stage.scene import after as after
    from loss_scenes.stage.scene import beat as beat
    from loss_scenes.stage.theme import DEFAULT_THEME as DEFAULT_THEME
    from loss_scenes.stage.theme import Theme as Theme

_HOMES = {
    "Caption": "mobjects.caption",
    "Card": "mobjects.panel",
    "ClassificationChapter": "chapters.classification",
    "CrossEntropyChapter": "chapters.cross_entropy",
    "DEFAULT_THEME": "stage.theme",
    "FocalChapter": "chapters.focal",
    "GenerationChapter": "chapters.generation",
    "Header": "mobjects.header",
    "HingeChapter": "chapters.hinge",
    "Label": "mobjects.text",
    "Lesson": "outline",
    "LiveNumber": "mobjects.text",
    "LocationAxis": "mobjects.location",
    "NarratedScene": "stage.scene",
    "Plot": "mobjects.plot",
    "PortraitsChapter": "chapters.portraits",
    "Readout": "mobjects.panel",
    "Readouts": "mobjects.panel",
    "Region": "stage.regions",
    "RegressionChapter": "chapters.regression",
    "RobustChapter": "chapters.robust",
    "RobustLoss": "chapters.robust",
    "SceneRef": "outline",
    "ShareBar": "mobjects.shares",
    "Slider": "mobjects.panel",
    "SquareField": "mobjects.field",
    "SquaredErrorChapter": "chapters.squared",
    "TangentProbe": "mobjects.probe",
    "Theme": "stage.theme",
    "after": "stage.scene",
    "beat": "stage.scene",
    "decoration": "mobjects.meaning",
    "formula": "mobjects.panel",
    "panel": "mobjects.panel",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value

"""Scene 7: four facts beside the road, each computed while it is told, each with its source."""

from __future__ import annotations

from loss_scenes.chapters.alphago import AlphaGo
from loss_scenes.chapters.annealing import Annealing
from loss_scenes.chapters.bees import Bees
from loss_scenes.chapters.contrasting import Contrasting
from loss_scenes.chapters.curiosities import Curiosities
from loss_scenes.lesson import LESSON
from loss_scenes.theme import STAGE_THEME
from narrated.scene.narrated_scene import NarratedScene


class FunFacts(NarratedScene):
    """Bees, annealing, contrastive pairs and AlphaGo Zero: four drawn things, then one after another."""

    lesson = LESSON
    script = "scene7"
    theme = STAGE_THEME
    staged = True

    def construct(self) -> None:
        curiosities = Curiosities(self)
        bees = Bees(self)
        annealing = Annealing(self)
        contrasting = Contrasting(self)
        alphago = AlphaGo(self)

        curiosities.look_around()
        bees.learn_the_way(curiosities.flying)
        annealing.hop_or_tunnel()
        contrasting.pull_and_push()
        alphago.compare_with_the_forecast()

"""Scene 7: four facts beside the road, each computed while it is told, each with its source."""

from __future__ import annotations

from loss_scenes.chapters.alphago import AlphaGo
from loss_scenes.chapters.annealing import Annealing
from loss_scenes.chapters.bees import Bees
from loss_scenes.chapters.contrasting import Contrasting
from loss_scenes.chapters.drawer import Drawer
from loss_scenes.lesson import LESSON
from loss_scenes.theme import THEME
from narrated.scene.narrated_scene import NarratedScene


class FunFacts(NarratedScene):
    """Bees, annealing, contrastive pairs and AlphaGo Zero: a drawer of four cards, then one after another."""

    lesson = LESSON
    script = "scene7"
    theme = THEME

    def construct(self) -> None:
        bees = Bees(self)
        annealing = Annealing(self)
        contrasting = Contrasting(self)
        alphago = AlphaGo(self)
        drawer = Drawer(self, bees, annealing, contrasting, alphago)

        drawer.open_the_drawer()
        bees.fly_the_shortest_route()
        annealing.hop_over_the_barrier()
        contrasting.pull_and_push()
        alphago.add_up_a_game()

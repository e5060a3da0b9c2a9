"""How hard the mansion pulls is the same in the diagram, in the picture of the houses, and in the fit."""

import numpy as np
import pytest
from manim import tempconfig
from manim.manager import Manager

from loss_scenes import STAGE_THEME, Focal, Robust
from loss_scenes.catalogue import HUBER, SQUARED
from loss_scenes.chapters.returning import Returning
from loss_scenes.lesson import LESSON
from loss_scenes.market import MARKET
from loss_scenes.models import group_loss
from loss_scenes.pictures.houses import MarketPlot
from loss_scenes.scene5 import EasyExamplesAndOutliers
from narrated import Excerpt
from narrated.design.formats import FORMATS
from narrated.design.layout import layout
from narrated.manim_adapter.renderer import IncrementalRenderer
from narrated.mobjects.pull import Pull
from narrated.mobjects.text import Label
from narrated.scene.render_options import RenderOptions

FAR = MARKET.deltas_off(MARKET.line("huber", 0.0))


def drawn(scene, kind):
    return [part for top in scene.mobjects for part in top.get_family() if isinstance(part, kind)]


class Part(Excerpt):
    lesson, script, theme, staged = LESSON, "scene5", STAGE_THEME, True


class Pulled(Part):
    lines = ("huber", "back")

    def construct(self):
        robust = Robust(self, residual_path=(1.0, FAR))
        robust.bend_the_parabola()
        self.in_the_bowl = drawn(self, Pull)
        Returning(self, bowl=robust).come_back()
        self.at_the_mansion = drawn(self, Pull)


class TurnedDown(Part):
    lines = ("focal", "gamma")

    def construct(self):
        focal = Focal(self)
        focal.drown_the_few()
        focal.turn_down_the_easy()
        self.said = {label.text for label in drawn(self, Label)}


def tell(scene_class, folder, shape=FORMATS["wide"]):
    settings = {"dry_run": True, "frame_rate": 15, "media_dir": str(folder), "verbosity": "ERROR"}
    settings |= {"pixel_width": shape.width, "pixel_height": shape.height}
    with tempconfig({**settings, "progress_bar": "none"}):
        scene = scene_class(IncrementalRenderer(skip_animations=True), options=RenderOptions(locale="en"))
        Manager(scene).render()
    return scene


def length(pull):
    return float(np.linalg.norm(pull.get_end() - pull.get_start()))


@pytest.mark.parametrize("shape", FORMATS.values(), ids=lambda shape: shape.name)
def test_the_pulls_are_those_of_the_mansion_in_the_diagram_and_at_the_lines(shape, tmp_path):
    scene, hero = tell(Pulled, tmp_path, shape), layout(shape).hero
    squared, huber = scene.in_the_bowl
    assert length(squared) / length(huber) == pytest.approx(FAR)
    assert hero.contains(squared)
    # In the end each stands on the line that it has pulled at; both are still to one scale.
    squared, huber = scene.at_the_mansion
    plot = MarketPlot(layout(shape).stage, hero, theme=STAGE_THEME)
    for pull, loss in ((squared, "squared"), (huber, "huber")):
        area, price = plot.p2c(pull.get_start())
        assert price == pytest.approx(MARKET.predict(MARKET.line(loss), area))
        assert pull.get_end()[1] > pull.get_start()[1]
    assert length(squared) / length(huber) == pytest.approx(MARKET.deltas_off(MARKET.line("squared")))
    assert layout(shape).frame.contains(squared)


@pytest.mark.parametrize(("loss", "delta"), [(SQUARED, {}), (HUBER, {"delta": MARKET.delta})])
def test_where_a_line_rests_the_houses_hold_against_the_pull_that_is_shown(loss, delta):
    line = MARKET.line(loss.role)
    held = np.sum(loss.gradient(MARKET.residuals(line), **delta))
    assert held == pytest.approx(loss.gradient(MARKET.surplus(line), **delta))


def test_the_diagram_of_the_film_goes_as_far_as_the_mansion(monkeypatch, tmp_path):
    paths = []

    def bend(robust):
        paths.append(robust.residual_path)
        raise InterruptedError

    for told in ("drown_the_few", "turn_down_the_easy", "show_where_it_is_used"):
        monkeypatch.setattr(Focal, told, lambda _: None)
    monkeypatch.setattr(Robust, "bend_the_parabola", bend)
    with pytest.raises(InterruptedError):
        tell(EasyExamplesAndOutliers, tmp_path)
    assert paths == [(1.0, pytest.approx(FAR))]


@pytest.mark.parametrize("out", [0.0, 0.4, 1.0])
def test_the_plot_zooms_out_and_the_loss_stays_whole(out, tmp_path):
    class Zoomed(Part):
        lines = ("huber",)

        def construct(self):
            self.robust = Robust(self, residual_path=(1.0, FAR))
            self.robust.bend_the_parabola()

    robust = tell(Zoomed, tmp_path).robust
    robust.out.set_value(out)
    assert robust.zoom() == pytest.approx((FAR / 1.8) ** out)
    edge = robust.seen_edge()
    near, far = edge * (1 - 1e-9), edge * (1 + 1e-9)
    assert robust.robust_now(near) == pytest.approx(near**2)
    assert robust.robust_now(far) == pytest.approx(near**2)
    # The parabola is the same at any zoom: its pull grows as the error, the other is the same beyond delta.
    assert robust.squared_slope() == pytest.approx(2 * robust.zoom() * robust.residual.get_value())
    assert robust.slope_now() == pytest.approx(2.0)


def test_the_targets_keep_their_loss_and_the_tags_say_of_which_probability(tmp_path):
    said = tell(TurnedDown, tmp_path).said
    assert {"probability p = 0.99", "p = 0.1"} <= said
    assert f"penalty {group_loss(100, 0.1, gamma=2.0):.0f}" in said

"""The pictures of scene 8: what is asked, and when its hints come."""

from __future__ import annotations

import numpy as np
import pytest
from manim import DOWN, RIGHT, ValueTracker
from manim.animation.animation import prepare_animation
from telling import SHAPES, overlapping, tell
from untold import untold

from loss_scenes.chapters.choosing import _GROWS, Choosing
from loss_scenes.chapters.recap import _ROLLS, WALKS, Recap
from loss_scenes.pictures.house_row import HouseRow
from loss_scenes.scene8 import EndCard
from narrated.design.formats import WIDE
from narrated.design.layout import PIXEL
from narrated.mobjects.text import Label
from narrated.scene.render_options import RenderOptions
from voiceover.errors import InputError

WORDS = {"real": "real price?", "wrong": "bad data?", "question": "Which one? Comment"}


@SHAPES
def test_each_answer_has_its_lines_colour_and_points_at_its_name(shape):
    with untold(shape, lambda key: WORDS.get(key, key)) as scene:
        telling = Choosing(scene)
        street = telling.street
        street.weight.set_value(1.0)
        names = street.named_lines().update()
        question = telling.question()
        cards = telling.answers(question, names)
        assert [card[-1].text for card in cards] == ["real price?", "bad data?"]
        houses = street.houses.drawn
        for card, line, name, side in zip(cards, (street.squared, street.huber), names, (1, -1), strict=True):
            ground, tail, word = card
            assert {ground.get_fill_color(), tail.get_fill_color()} == {line.get_stroke_color()}
            assert side * (ground.get_center()[1] - name.get_center()[1]) > 0
            # The tip is between the card and the line.
            tip = tail.get_bottom() if side > 0 else tail.get_top()
            line.update()
            (start, low, _), (end, high, _) = line.get_start(), line.get_end()
            assert side * (tip[1] - np.interp(tip[0], [start, end], [low, high])) > 0
            assert word.em > 0.04 * min(shape.width, shape.height)
            grown = ground.copy().scale(_GROWS)
            assert scene.regions.hero.contains(grown, tolerance=0.01)
            for other in (question, street.mansion.mansion, *houses):
                assert not overlapping(ground, other)
        over, (x, y, _) = street.over_dragged(), cards[0][0].get_corner(DOWN + RIGHT)
        assert y > over.slope * x + over.intercept
        assert not overlapping(cards[1][0], names[1])
        assert cards[0][-1].em == pytest.approx(cards[1][-1].em)


def test_answers_for_which_there_is_no_room_in_any_size_are_an_error():
    with untold(
        WIDE, lambda key: 9 * WORDS.get(key, key) if key == "wrong" else WORDS.get(key, key)
    ) as scene:
        telling = Choosing(scene)
        with pytest.raises(InputError, match="there is no room for") as caught:
            telling.answers(telling.question(), telling.street.named_lines().update())
        assert "shorten them" in str(caught.value)


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_hints_come_after_the_question_and_stand_as_long_as_they_take_to_weigh(locale, tmp_path):
    first: dict[str, int] = {}
    last: dict[str, int] = {}

    class Watched(EndCard):
        def _advance(self, count: int) -> None:
            super()._advance(count)
            for top in self.mobjects:
                for part in top.get_family():
                    if isinstance(part, Label):
                        first.setdefault(part.text, self.frame)
                        last[part.text] = self.frame

    scene = tell(Watched, tmp_path, options=RenderOptions(locale=locale))
    question, *hints = (scene.word(key) for key in ("question", "real", "wrong"))
    for hint in hints:
        assert first[hint] - first[question] >= 0.8 * scene.fps
        assert last[hint] - first[hint] >= 1.4 * scene.fps


@SHAPES
def test_each_loss_is_named_with_its_use_and_where_that_is_small_without_its_argument(shape):
    with untold(shape) as scene:
        telling = Recap(scene)
        words = telling.all_words(telling.places())
        assert {len(group) for group in words} == {3 if scene.regions.hero.broad else 2}
        for walk, (name, use, *_) in zip(WALKS, words, strict=True):
            assert name.text == walk.loss.role
            assert name.em > use.em > 0.03 * min(shape.width, shape.height)


@SHAPES
def test_a_ball_rolls_down_a_curve_and_falls_onto_the_button(shape):
    with untold(shape) as scene:
        telling, share = Recap(scene), ValueTracker(0.0)
        card = telling.card()
        button, promise = telling.call(card)
        pill, *_ = button
        _, line = telling.curve(WALKS[_ROLLS], card.cells[_ROLLS])
        ball = telling.rolling(card, pill, share.get_value)
        radius, high = ball.height / 2, []
        for at in np.linspace(0.0, 1.0, 60):
            share.set_value(at)
            high.append(ball.update().get_bottom()[1])
            away = np.linalg.norm((line.points - ball.get_center())[:, :2], axis=1).min()
            assert away > 0.95 * radius  # on the curve, or off it, never in it
        assert max(np.diff(high)) <= 1e-6
        assert high[-1] == pytest.approx(pill.get_top()[1], abs=0.02)
        flat = pill.width / 2 - pill.height / 2
        assert abs(ball.get_center()[0] - pill.get_center()[0]) < flat
        assert button[0].get_center()[0] == pytest.approx(scene.regions.hero.x)
        clock, _ = telling.minutes(promise, lambda: 0.0)
        assert not overlapping(button, clock, 10 * PIXEL)
        robot = telling.robot(card, pill)
        for angle in (-0.5, 0.0, 0.5):
            for said in (button, clock):
                assert not any(overlapping(part, said, 10 * PIXEL) for part in robot.wave(angle))
        assert scene.regions.frame.contains(robot)
        for part in (button, clock):
            assert scene.regions.hero.contains(part, tolerance=0.01)


@SHAPES
def test_the_mansion_and_both_lines_go_over_to_the_end_card(shape):
    with untold(shape) as scene:
        telling, before = Recap(scene), Choosing(scene).street
        card = telling.card()
        street = HouseRow(card.street)
        drawn = [telling.curve(walk, cell)[1] for walk, cell in zip(WALKS, card.cells, strict=True)]
        kept, moved, new = telling.handed(before, street, drawn)
        assert len(kept) == len(moved) == 3
        colours = {before.squared.get_stroke_color(), before.huber.get_stroke_color()}
        assert colours.isdisjoint(curve.get_stroke_color() for curve in new)
        assert len(new) == len(WALKS) - 2
        goes, *_ = map(prepare_animation, moved)
        goes.begin()
        goes.finish()
        assert kept[0].get_center() == pytest.approx(street.mansion.get_center())
        assert kept[0].width == pytest.approx(street.mansion.width)
        assert telling.handed(None, street, drawn) == ((), (), drawn)

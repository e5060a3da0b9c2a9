"""The pictures of scene 8: what is asked, and when its hints come."""

from __future__ import annotations

import pytest
from telling import SHAPES, overlapping, tell
from untold import untold

from loss_scenes.chapters.choosing import Choosing
from loss_scenes.chapters.recap import WALKS, Recap
from loss_scenes.scene8 import EndCard
from narrated.design.layout import PIXEL
from narrated.mobjects.text import Label
from narrated.scene.render_options import RenderOptions

WORDS = {"real": "real price", "wrong": "bad data", "question": "Which one? Comment"}


@SHAPES
def test_each_hint_is_a_large_card_and_no_colour_answers(shape):
    with untold(shape, lambda key: WORDS.get(key, key)) as scene:
        telling = Choosing(scene)
        asked, first, second = telling.places()
        cards = telling.cards(first, second)
        question = Label(WORDS["question"], scene.theme.type.display, within=asked)
        real, wrong = cards
        assert [card[-1].text for card in cards] == ["real price", "bad data"]
        (fill,) = {card[0].get_fill_color() for card in cards}
        assert fill not in {
            line.get_stroke_color() for line in (telling.street.squared, telling.street.huber)
        }
        assert not overlapping(real, wrong, 10 * PIXEL)
        for card in cards:
            assert card[-1].em > 0.04 * min(shape.width, shape.height)
            assert scene.regions.hero.contains(card, tolerance=0.01)
            for other in (question, telling.street.mansion.mansion, *telling.street.houses.drawn):
                assert not overlapping(card, other)


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

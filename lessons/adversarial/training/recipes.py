"""Which traces there are, and what each is trained with. Imports no training library."""

from narrated.traces import Recipe

RECIPES = (
    Recipe("one_dimension", "lessons.adversarial.training.one_dimension:train", seed=1, steps=1600),
    Recipe("two_forgers", "lessons.adversarial.training.two_forgers:train", seed=1, steps=400),
    Recipe("eight_gaussians", "lessons.adversarial.training.eight_gaussians:train", seed=1, steps=4660),
    Recipe("banknotes", "lessons.adversarial.training.banknotes:train", seed=1, steps=6000),
    Recipe("two_answers", "lessons.adversarial.training.two_answers:train", seed=1, steps=3000),
    Recipe("clip", "lessons.adversarial.training.clip:train", seed=2, steps=2500),
)

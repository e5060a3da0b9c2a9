"""The layers of the networks that are trained, against JAX's own and the rule of their widths."""

from itertools import pairwise

import numpy as np
import pytest

from lessons.adversarial.models.convolution_size import convolved, transposed
from lessons.adversarial.models.layer_shapes import layer_shapes
from lessons.adversarial.notes import shown_notes
from lessons.adversarial.traces import read
from lessons.adversarial.training.recipes import RECIPES

jax = pytest.importorskip("jax", reason="needs the extra train")
dcgan = pytest.importorskip("lessons.adversarial.training.dcgan")

RNG = np.random.default_rng(4)
LAYOUT = ("NHWC", "HWIO", "NHWC")


def _doubled(x, kernel):
    # JAX lays the kernel turned round.
    turned = np.asarray(kernel).transpose(1, 2, 0, 3)[::-1, ::-1]
    return np.asarray(jax.lax.conv_transpose(x, turned, (2, 2), "SAME"))


def _halved(x, kernel):
    padding = (1, 1), (1, 1)
    return np.asarray(jax.lax.conv_general_dilated(x, kernel, (2, 2), padding, dimension_numbers=LAYOUT))


@pytest.mark.parametrize("size", [4, 8, 16])
def test_a_layer_of_the_generator_is_a_transposed_convolution_that_doubles(size):
    x = RNG.normal(size=(2, size, size, 3)).astype(np.float32)
    kernel = RNG.normal(size=(3, 4, 4, 5)).astype(np.float32)
    ours = dcgan.doubled(x, kernel)
    np.testing.assert_allclose(ours, _doubled(x, kernel), atol=1e-4)
    assert ours.shape[1] == transposed(size, kernel=4, stride=2, padding=1)


def test_what_the_layers_give_on_is_what_the_picture_is_made_of():
    of_weights, of_noise = jax.random.split(jax.random.key(4))
    weights, noise = dcgan.generator_weights(of_weights), jax.random.normal(of_noise, (6, dcgan.NOISE))
    *_, last = outputs = dcgan.printing_layers(weights, noise)
    assert [output.shape[1] for output in outputs] == [4, 8, 16]
    picture = dcgan.generate(weights, noise)
    shapes = [(1, dcgan.NOISE), *((output.shape[2], output.shape[3]) for output in (*outputs, picture))]
    assert tuple(shapes) == layer_shapes(32)  # as the blocks are drawn
    # Each layer of the one before, by JAX's own convolution.
    for k, (before, after) in enumerate(pairwise(outputs)):
        x = _doubled(before, weights[f"kernel{k}"]) + weights[f"bias{k}"]
        x = (x - x.mean(axis=(0, 1, 2))) / (x.std(axis=(0, 1, 2)) + 1e-3)
        x = x * weights[f"scale{k + 1}"] + weights[f"shift{k + 1}"]
        np.testing.assert_allclose(after, np.maximum(x, 0), atol=1e-3)
    picture = 1 / (1 + np.exp(-(_doubled(last, weights["kernel2"]) + weights["bias2"])))
    np.testing.assert_allclose(dcgan.generate(weights, noise), picture, atol=1e-4)


def test_what_the_discriminators_layers_give_on_is_what_its_score_is_made_of():
    of_weights, of_pictures = jax.random.split(jax.random.key(5))
    weights = dcgan.discriminator_weights(of_weights)
    pictures = jax.random.uniform(of_pictures, (3, 32, 32, 1))
    *_, last = layers = dcgan.rating_layers(weights, pictures)
    assert [layer.shape[1] for layer in layers] == [16, 8, 4]
    shapes = [(layer.shape[2], layer.shape[3]) for layer in (pictures, *layers)]
    assert tuple(shapes) == layer_shapes(32)[:0:-1]
    # Each layer of the one before, by JAX's own convolution.
    for k, (before, after) in enumerate(pairwise([2 * pictures - 1, *layers])):
        x = _halved(before, weights[f"kernel{k}"]) + weights[f"bias{k}"]
        np.testing.assert_allclose(after, np.where(x > 0, x, 0.2 * x), atol=1e-4)
    logits = np.asarray(last).reshape(3, -1) @ weights["dense"][:, 0] + weights["bias"]
    np.testing.assert_allclose(dcgan.rate(weights, pictures), logits, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("size", [32, 16, 8])
def test_a_layer_of_the_discriminator_is_a_convolution_that_halves(size):
    x = RNG.normal(size=(2, size, size, 3)).astype(np.float32)
    kernel = RNG.normal(size=(4, 4, 3, 5)).astype(np.float32)
    ours = dcgan.halved(x, kernel)
    np.testing.assert_allclose(ours, _halved(x, kernel), atol=1e-4)
    assert ours.shape[1] == convolved(size, kernel=4, stride=2, padding=1)


def test_the_penalty_is_the_mean_squared_slope_at_real_pictures():
    slopes = RNG.normal(size=(32, 32, 1)).astype(np.float32)

    def rated(pictures):  # whose slope is known
        return (pictures * slopes).sum(axis=(1, 2, 3))

    real, fakes = RNG.random((2, 3, 32, 32, 1)).astype(np.float32)
    logits = [np.asarray(rated(each), dtype=float) for each in (real, fakes)]
    judged = np.logaddexp(0, -logits[0]).mean() + np.logaddexp(0, logits[1]).mean()
    expected = judged + (slopes.astype(float) ** 2).sum()
    assert float(dcgan.penalized_loss(rated, real, fakes)) == pytest.approx(expected, rel=1e-4)


def test_the_numbers_on_the_dice_are_the_first_that_both_notes_were_made_of():
    notes, trace = shown_notes(), read("banknotes")
    recipe = next(recipe for recipe in RECIPES if recipe.name == "banknotes")
    *_, of_shown = jax.random.split(jax.random.key(recipe.seed), 3)  # as the training begins
    noise = jax.random.normal(of_shown, (256, dcgan.NOISE))
    for told, row in ((notes.noise, int(trace["best"])), (notes.other_noise, 0)):
        np.testing.assert_allclose(told, noise[row, : len(told)], atol=0.005)

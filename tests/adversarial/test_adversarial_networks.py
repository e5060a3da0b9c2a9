"""The layers of the networks that are trained, against JAX's own and the rule of their widths."""

import numpy as np
import pytest

from lessons.adversarial.models.convolution_size import convolved, transposed

jax = pytest.importorskip("jax", reason="needs the extra train")
dcgan = pytest.importorskip("lessons.adversarial.training.dcgan")

RNG = np.random.default_rng(4)
LAYOUT = ("NHWC", "HWIO", "NHWC")


@pytest.mark.parametrize("size", [4, 8, 16])
def test_a_layer_of_the_generator_is_a_transposed_convolution_that_doubles(size):
    x = RNG.normal(size=(2, size, size, 3)).astype(np.float32)
    kernel = RNG.normal(size=(3, 4, 4, 5)).astype(np.float32)
    ours = dcgan.doubled(x, kernel)
    # JAX lays the kernel turned round.
    theirs = jax.lax.conv_transpose(x, kernel.transpose(1, 2, 0, 3)[::-1, ::-1], (2, 2), "SAME")
    np.testing.assert_allclose(ours, theirs, atol=1e-4)
    assert ours.shape[1] == transposed(size, kernel=4, stride=2, padding=1)


def test_what_the_layers_give_on_is_what_the_picture_is_made_of():
    of_weights, of_noise = jax.random.split(jax.random.key(4))
    weights, noise = dcgan.generator_weights(of_weights), jax.random.normal(of_noise, (6, dcgan.NOISE))
    *_, last = outputs = dcgan.printing_layers(weights, noise)
    assert [output.shape[1] for output in outputs] == [4, 8, 16]
    picture = jax.nn.sigmoid(dcgan.doubled(last, weights["kernel2"]) + weights["bias2"])
    np.testing.assert_array_equal(picture, dcgan.generate(weights, noise))


def test_what_the_discriminators_layers_give_on_is_what_its_score_is_made_of():
    of_weights, of_pictures = jax.random.split(jax.random.key(5))
    weights = dcgan.discriminator_weights(of_weights)
    pictures = jax.random.uniform(of_pictures, (3, 32, 32, 1))
    *_, last = layers = dcgan.rating_layers(weights, pictures)
    assert [layer.shape[1] for layer in layers] == [16, 8, 4]
    logits = np.asarray(last).reshape(3, -1) @ weights["dense"][:, 0] + weights["bias"]
    np.testing.assert_allclose(dcgan.rate(weights, pictures), logits, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("size", [32, 16, 8])
def test_a_layer_of_the_discriminator_is_a_convolution_that_halves(size):
    x = RNG.normal(size=(2, size, size, 3)).astype(np.float32)
    kernel = RNG.normal(size=(4, 4, 3, 5)).astype(np.float32)
    ours = dcgan.halved(x, kernel)
    theirs = jax.lax.conv_general_dilated(x, kernel, (2, 2), ((1, 1), (1, 1)), dimension_numbers=LAYOUT)
    np.testing.assert_allclose(ours, theirs, atol=1e-4)
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

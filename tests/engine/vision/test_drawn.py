"""What a person draws or brings is made like the images that a network has learned from."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.data import Data, DataSpec, load
from engine.graph import LayerSpec, sequential
from engine.network import Network
from engine.training import Trainer, TrainingSettings
from engine.vision.drawn import CROPPED, GREY, INVERTED, WIDTH, ImageKind


@pytest.fixture(scope="module")
def digits():
    return load(DataSpec("digits", {"image": True}))


@pytest.fixture(scope="module")
def kind(digits):
    return ImageKind.of(digits)


def test_digits_are_light_on_dark_and_fill_their_images(kind):
    assert (kind.shape, kind.low, kind.high, kind.ground) == ((8, 8, 1), 0.0, 16.0, 0.0)
    assert kind.filled > 0.95
    assert not kind.blank().any()


def test_rows_of_numbers_are_no_images():
    assert ImageKind.of(load(DataSpec("iris"))) is None


def test_a_dot_has_the_area_of_a_disc(kind):
    """In ink: what pixels take is the share of them that it covers."""
    drawn = kind.stroke(kind.blank(), (4.0, 4.0), (4.0, 4.0))
    radius = WIDTH * 8 / 2
    assert drawn.sum() / 16 == pytest.approx(math.pi * radius ** 2, rel=0.08)
    along = kind.stroke(kind.blank(), (2.0, 4.0), (6.0, 4.0))
    assert along.sum() / 16 == pytest.approx(math.pi * radius ** 2 + 4 * 2 * radius, rel=0.08)


def test_a_stroke_is_where_it_was_drawn_and_nothing_else_changes(kind, digits):
    before = digits.train.raw[0]
    after = kind.stroke(before, (0.5, 7.5), (0.5, 7.5))
    image, old = after.reshape(8, 8), before.reshape(8, 8)
    assert image[7, 0] > old[7, 0]
    np.testing.assert_array_equal(image[:6], old[:6])
    assert (after >= before).all()
    assert after.max() <= 16


def test_drawing_twice_the_same_is_drawing_once_and_erasing_takes_it_away(kind):
    once = kind.stroke(kind.blank(), (2.0, 2.0), (6.0, 5.0))
    np.testing.assert_array_equal(kind.stroke(once, (2.0, 2.0), (6.0, 5.0)), once)
    gone = kind.stroke(once, (2.0, 2.0), (6.0, 5.0), erase=True)
    assert gone.sum() < 0.35 * once.sum()


def test_an_example_of_the_data_comes_back_from_its_picture_on_paper(kind, digits):
    """Photographed as dark ink on a large light sheet, a digit becomes the example that it was, or its neighbour by a
    pixel: nobody knows where on its sheet it was."""
    for row in range(24):
        image = digits.train.raw[row].reshape(8, 8, 1) / 16
        sheet = np.ones((400, 300, 1))
        sheet[120:280, 90:250] = 1.0 - np.kron(image[..., 0], np.ones((20, 20)))[..., None]
        raw, done = kind.fitted(np.repeat(sheet, 3, axis=2))
        assert done == (GREY, INVERTED, CROPPED)
        here = digits.train.raw[row].reshape(8, 8)
        moved = [np.corrcoef(np.roll(raw.reshape(8, 8), by, axis=1).ravel(), here.ravel())[0, 1] for by in (-1, 0, 1)]
        assert max(moved) > 0.97, row


@pytest.mark.thorough
def test_a_network_recognises_what_is_brought(kind, digits):
    graph = sequential(
        LayerSpec("in", "input", {"shape": (8, 8, 1)}), LayerSpec("flat", "flatten"),
        LayerSpec("hidden", "dense", {"units": 40, "activation": "relu"}),
        LayerSpec("head", "dense", {"units": 10, "activation": "identity"}),
        LayerSpec("out", "output", {"loss": "categorical_cross_entropy"}))
    trainer = Trainer(graph, digits, TrainingSettings(epochs=15))
    while trainer.epochs_done < 15:
        trainer.step()
    found = []
    for row in range(100):
        sheet = np.full((300, 300, 1), 0.97)
        sheet[60:220, 40:200] -= 0.9 * np.kron(digits.test.raw[row].reshape(8, 8) / 16, np.ones((20, 20)))[..., None]
        found.append(kind.fitted(sheet)[0])
    said = Network(graph).predict(trainer.parameters, digits.transform(np.array(found)))
    assert (said.argmax(axis=1) == digits.test.targets[:100].argmax(axis=1)).mean() > 0.75


def test_among_blank_images_what_is_brought_stands_in_the_middle():
    blank = ImageKind.of(Data.from_arrays(np.zeros((20, 8, 8, 1)), np.arange(20) % 2))
    picture = np.zeros((30, 20, 1))
    picture[10:20, 5:15] = 1.0
    example, _ = blank.fitted(picture)
    assert example.tolist() == [0.0] * 64  # black and white are one number there


def test_a_photo_without_a_ground_is_only_made_smaller(kind):
    noise = np.random.default_rng(0).random((64, 32, 1))
    raw, done = kind.fitted(noise)
    assert done == ()
    np.testing.assert_allclose(raw.reshape(8, 8)[:, 2:6] / 16, noise.reshape(8, 8, 4, 8).mean(axis=(1, 3)), atol=1e-6)

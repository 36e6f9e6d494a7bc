"""Augmentation: what each change does to examples, on every device; geometry beside SciPy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from engine.data import DataSpec, load
from engine.data.scaling import Standardization
from engine.device import NUMPY
from engine.errors import SettingError
from engine.graph import LayerSpec, sequential
from engine.training import TrainingSettings, fit_problems
from engine.training.augmentation import AUGMENTATION_FIELDS, STEPS, Augmenter, variants
from engine.training.warp import warp

SHAPE = (9, 12, 2)
IMAGES = np.random.default_rng(0).random((6, *SHAPE))
MODES = {"edge": "nearest", "zero": "grid-constant"}
ALL = {"horizontal_flip": True, "vertical_flip": True, "shift": 2, "rotation": 20.0, "zoom": 0.2, "contrast": 0.3,
       "brightness": 0.2, "noise": 0.1}


def augmented(device, inputs: np.ndarray, seed: int = 0, **settings: object) -> np.ndarray:
    augmenter = Augmenter(settings, inputs.shape[1:])
    return device.to_host(augmenter.apply(device.upload(inputs), device.generator(seed), device))


def warped(device, images: np.ndarray, **motion: object) -> np.ndarray:
    motion = {name: device.upload(amount) if isinstance(amount, np.ndarray) else amount
              for name, amount in motion.items()}
    return device.to_host(warp(device, device.upload(images), **motion))


def column(*numbers: float) -> np.ndarray:
    """One amount for each image."""
    return np.array(numbers).reshape(-1, 1, 1, 1)


# Geometry

@pytest.mark.parametrize("outside", MODES)
@pytest.mark.parametrize("degrees", [-170.0, -30.0, 12.5, 45.0, 90.0])
def test_rotation_is_that_of_scipy(device, degrees, outside):
    theirs = ndimage.rotate(IMAGES, degrees, axes=(1, 2), reshape=False, order=1, mode=MODES[outside])
    np.testing.assert_allclose(warped(device, IMAGES, degrees=degrees, outside=outside), theirs, atol=1e-12)


@pytest.mark.parametrize("outside", MODES)
@pytest.mark.parametrize("zoom", [0.5, 0.9, 1.3])
def test_zoom_is_that_of_scipy(device, zoom, outside):
    middle = (np.array(SHAPE[:2]) - 1) / 2
    theirs = np.stack([ndimage.affine_transform(image, [1 / zoom, 1 / zoom, 1], [*(middle - middle / zoom), 0], order=1,
                                                mode=MODES[outside]) for image in IMAGES])
    np.testing.assert_allclose(warped(device, IMAGES, zoom=zoom, outside=outside), theirs, atol=1e-12)


@pytest.mark.parametrize("outside", MODES)
def test_each_image_moves_by_its_own_amounts_zoom_and_rotation_before_the_shift(device, outside):
    down, right, degrees, zoom = [0.0, 1.0, -2.0], [3.0, 0.0, -1.5], [0.0, 20.0, -7.0], [1.1, 0.8, 1.0]
    ours = warped(device, IMAGES[:3], down=column(*down), right=column(*right), degrees=column(*degrees),
                  zoom=column(*zoom), outside=outside)
    middle = (np.array(SHAPE[:2]) - 1) / 2
    for image, moved, dy, dx, turn, factor in zip(IMAGES, ours, down, right, np.radians(degrees), zoom, strict=False):
        back = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]) / factor
        offset = middle - back @ (middle + np.array([dy, dx]))
        theirs = [ndimage.affine_transform(image[..., channel], back, offset, order=1, mode=MODES[outside])
                  for channel in range(SHAPE[2])]
        np.testing.assert_allclose(moved, np.stack(theirs, axis=-1), atol=1e-12)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("outside", MODES)
def test_nothing_moved_is_nothing_changed_and_a_full_turn_comes_back(device, dtype, outside):
    images = IMAGES.astype(dtype)
    still = warped(device, images, outside=outside)
    np.testing.assert_array_equal(still, images)
    assert still.dtype == dtype
    there = warped(device, images, degrees=column(*[360.0] * 6).astype(dtype), outside=outside)
    np.testing.assert_allclose(there, images, atol=2e-5 if dtype == "float32" else 1e-13)
    assert there.dtype == dtype


def test_a_quarter_turn_of_a_square_moves_pixels_onto_pixels(device):
    square = IMAGES[:, :, :9]
    np.testing.assert_allclose(warped(device, square, degrees=90.0), np.rot90(square, 1, (1, 2)), atol=1e-13)


def test_a_shift_by_whole_pixels_keeps_the_values_exactly(device):
    moved = warped(device, IMAGES, down=2.0, right=-3.0, outside="zero")
    np.testing.assert_array_equal(moved[:, 2:, :-3], IMAGES[:, :-2, 3:])
    assert not moved[:, :2].any()
    assert not moved[:, :, -3:].any()


# Changes drawn at random

@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_every_change_keeps_shape_and_precision_and_the_examples_it_was_given(device, dtype):
    images = IMAGES.astype(dtype)
    given = device.upload(images)
    changed = device.to_host(Augmenter(ALL, SHAPE).apply(given, device.generator(0), device))
    assert changed.shape == images.shape
    assert changed.dtype == dtype
    assert np.isfinite(changed).all()
    np.testing.assert_array_equal(device.to_host(given), images)


def test_the_same_seed_gives_the_same_examples_and_another_seed_others(device):
    first, again, other = (augmented(device, IMAGES, seed, **ALL) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.allclose(first, other)


def test_a_run_that_goes_back_draws_the_same_again(device):
    augmenter, generator, images = Augmenter(ALL, SHAPE), device.generator(0), device.upload(IMAGES)
    augmenter.apply(images, generator, device)
    state = generator.state
    first = device.to_host(augmenter.apply(images, generator, device))
    generator.state = state
    np.testing.assert_array_equal(device.to_host(augmenter.apply(images, generator, device)), first)


@pytest.mark.parametrize(("name", "mirrored"), [("horizontal_flip", IMAGES[:, :, ::-1]),
                                                ("vertical_flip", IMAGES[:, ::-1])])
def test_a_flip_mirrors_about_half_of_the_images(device, name, mirrored):
    many, theirs = np.tile(IMAGES, (50, 1, 1, 1)), np.tile(mirrored, (50, 1, 1, 1))
    changed = augmented(device, many, **{name: True})
    flipped = (changed == theirs).all(axis=(1, 2, 3))
    assert ((changed == many).all(axis=(1, 2, 3)) ^ flipped).all()
    assert abs(flipped.mean() - 0.5) < 5 * 0.5 / np.sqrt(len(many))


def test_the_same_flips_twice_give_the_images_back(device):
    flips = {"horizontal_flip": True, "vertical_flip": True}
    np.testing.assert_array_equal(augmented(device, augmented(device, IMAGES, 3, **flips), 3, **flips), IMAGES)


def test_shifts_reach_every_whole_number_of_pixels_up_to_the_largest(device):
    spot = np.zeros((400, 9, 9, 1))
    spot[:, 4, 4] = 1.0
    changed = augmented(device, spot, shift=2)
    _, rows, columns, _ = np.nonzero(changed)
    np.testing.assert_array_equal(changed.sum(axis=(1, 2, 3)), 1.0)
    assert {(y, x) for y, x in zip(rows, columns, strict=True)} == {(y, x) for y in range(2, 7) for x in range(2, 7)}


def test_rotations_and_zooms_stay_within_what_was_asked(device):
    """A straight bar knows its angle and its length."""
    bar = np.zeros((200, 61, 61, 1))
    bar[:, 29:32, 15:46] = 1.0
    grid = np.arange(61) - 30.0
    turned, zoomed = (augmented(device, bar, outside="zero", **change)[..., 0]
                      for change in ({"rotation": 25.0}, {"zoom": 0.2}))
    xx, yy, xy = (np.einsum("nyx,yx->n", turned, moment) for moment in (
        grid[None, :] ** 2 + 0 * grid[:, None], grid[:, None] ** 2 + 0 * grid[None, :], np.outer(grid, grid)))
    angles = np.degrees(0.5 * np.arctan2(2 * xy, xx - yy))
    assert 23.0 < np.abs(angles).max() < 25.5
    assert angles.min() < -15.0 < 15.0 < angles.max()
    lengths = (zoomed[:, 30] > 0.5).sum(axis=1) / 31
    assert 0.75 < lengths.min() < 0.85
    assert 1.15 < lengths.max() < 1.25


def test_contrast_keeps_the_mean_of_each_channel_and_stretches_about_it(device):
    changed = augmented(device, IMAGES, contrast=0.4)
    np.testing.assert_allclose(changed.mean(axis=(1, 2)), IMAGES.mean(axis=(1, 2)), rtol=1e-12)
    factors = changed.std(axis=(1, 2)) / IMAGES.std(axis=(1, 2))
    np.testing.assert_allclose(factors[:, 0], factors[:, 1])
    assert ((factors >= 0.6) & (factors <= 1.4)).all()
    assert np.ptp(factors[:, 0]) > 0.1


def test_brightness_adds_one_number_to_an_image(device):
    added = augmented(device, IMAGES, brightness=0.4) - IMAGES
    np.testing.assert_allclose(np.ptp(added, axis=(1, 2, 3)), 0.0, atol=1e-14)
    assert np.abs(added).max() <= 0.4
    assert np.ptp(added[:, 0, 0, 0]) > 0.1


@pytest.mark.parametrize("shape", [(3,), (7, 2), (4, 4, 1)])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_noise_has_mean_0_and_its_variance_on_examples_of_every_shape(device, shape, dtype):
    rows = 60_000 // int(np.prod(shape))
    added = augmented(device, np.ones((rows, *shape), dtype), noise=0.3) - 1.0
    assert abs(added.mean()) < 5 * 0.3 / np.sqrt(added.size)
    assert added.var() == pytest.approx(0.09, rel=5 * np.sqrt(2 / added.size))


def test_pixels_of_standardised_images_move_in_their_own_units(device):
    """A standardised image that is moved, or has less contrast, is such an image, standardised; brightness and noise
    are the network's."""
    many = np.tile(IMAGES, (5, 1, 1, 1)).reshape(30, -1)
    scaling = Standardization.fit(many)
    given = scaling.apply(many).reshape(30, *SHAPE)
    moves = {name: ALL[name] for name in ("horizontal_flip", "vertical_flip", "shift", "rotation", "zoom", "contrast")}

    def augmented_with(settings: dict) -> np.ndarray:
        augmenter = Augmenter(settings, SHAPE, scaling)
        return device.to_host(augmenter.apply(device.upload(given), device.generator(4), device))

    moved = augmented(device, many.reshape(30, *SHAPE), 4, **moves).reshape(30, -1)
    np.testing.assert_allclose(augmented_with(moves).reshape(30, -1), scaling.apply(moved), atol=1e-11)
    np.testing.assert_array_equal(augmented_with({"brightness": 0.3}), augmented(device, given, 4, brightness=0.3))


@pytest.mark.parametrize("size", ["original", "16"])
@pytest.mark.parametrize("settings", [{"shift": 2}, {"rotation": 30.0}, {"zoom": 0.4}, {"horizontal_flip": True},
                                      {"contrast": 0.5}, {"shift": 3, "outside": "zero"}], ids=str)
def test_a_digit_that_is_moved_is_no_stranger_to_the_network(settings, size):
    """Standardised as a whole, all of its pixels stay within what the network knows."""
    data = load(DataSpec("digits", {"image": True, "size": size}))
    given = data.train.inputs
    changed = Augmenter(settings, data.input_shape, data.input_scaling).apply(given, NUMPY.generator(0), NUMPY)
    assert np.abs(changed).max() < 2.0 * np.abs(given).max()
    blank = (0.0 - data.input_scaling.mean[0]) / data.input_scaling.scale[0]
    assert changed.min() >= blank - (1.0 if "contrast" in settings else 1e-12)


@pytest.mark.parametrize("settings", [{"shift": 1}, {"rotation": 5.0}, {"horizontal_flip": True}], ids=str)
def test_pixels_that_were_standardised_one_by_one_are_not_moved_where_some_hardly_vary(settings):
    data = load(DataSpec("digits"))
    with pytest.raises(SettingError, match="standardised one by one"):
        Augmenter(settings, (8, 8, 1), data.input_scaling)
    graph = sequential(LayerSpec("x", "input", {"shape": (8, 8, 1)}), LayerSpec("flat", "flatten"),
                       LayerSpec("last", "dense", {"units": 10, "activation": "identity"}),
                       LayerSpec("y", "output", {"loss": "categorical_cross_entropy"}))
    problems = fit_problems(graph, data, TrainingSettings(augmentation=settings))
    assert [problem.layers for problem in problems] == [("x",)]
    assert "Load the data as images" in str(problems[0])
    for way_out in ({"settings": {"image": True}}, {"standardize": False}):
        assert not fit_problems(graph, load(DataSpec("digits", **way_out)), TrainingSettings(augmentation=settings))


def test_augmentation_stays_on_the_device(fake):
    augmenter, generator = Augmenter(ALL, SHAPE), fake.device.generator(0)
    images = fake.device.upload(IMAGES)
    fake.transfers.clear()
    augmenter.apply(images, generator, fake.device)
    assert not fake.transfers


def test_without_settings_nothing_happens():
    augmenter = Augmenter({}, (3,))
    inputs = np.ones((2, 3))
    assert not augmenter.active
    assert augmenter.apply(inputs, NUMPY.generator(0), NUMPY) is inputs


# What is refused

@pytest.mark.parametrize("field", [field for step in STEPS if step.images for field in step.fields],
                         ids=lambda field: field.name)
def test_changes_of_images_are_refused_where_there_are_none(field):
    value = True if field.default is False else 0.5 if field.name != "shift" else 1
    with pytest.raises(SettingError, match=r"needs images") as refused:
        Augmenter({field.name: value}, (64,))
    assert field.label in str(refused.value)
    Augmenter({field.name: value}, (8, 8, 1))


@pytest.mark.parametrize(("settings", "sentence"), [
    ({"shift": 8}, "cannot be shifted by 8 pixels"), ({"shift": 0.5}, "Shift"), ({"rotation": 400.0}, "Rotation"),
    ({"zoom": 1.0}, "Zoom"), ({"noise": -1.0}, "Noise"), ({"noise": float("nan")}, "Noise"),
    ({"outside": "wrap"}, "edge"), ({"blur": 1.0}, "blur"), ({"horizontal_flip": 1}, "Flip"),
])
def test_impossible_settings_give_a_sentence_that_names_them(settings, sentence):
    with pytest.raises(SettingError, match=sentence):
        Augmenter(settings, (8, 8, 1))


def test_the_fields_are_all_off_at_first():
    defaults = {field.name: field.default for field in AUGMENTATION_FIELDS}
    assert not Augmenter(defaults, (8, 8, 1)).active


def test_variants_are_what_training_makes_of_an_example_in_its_own_units():
    data = load(DataSpec("digits", {"image": True}))
    raw = data.train.raw[3]
    made = variants(data, raw, {"horizontal_flip": True}, 12)
    mirrored = raw.reshape(8, 8)[:, ::-1].ravel()
    same = [bool(np.allclose(one, raw)) for one in made]
    assert 0 < sum(same) < 12
    np.testing.assert_allclose(made[~np.array(same)], np.broadcast_to(mirrored, (12 - sum(same), 64)), atol=1e-9)
    assert np.array_equal(made, variants(data, raw, {"horizontal_flip": True}, 12)), "the same seed, the same changes"
    assert not np.array_equal(made, variants(data, raw, {"horizontal_flip": True}, 12, seed=1))
    with pytest.raises(SettingError, match="needs images"):
        variants(load(DataSpec("digits")), raw, {"shift": 2}, 1)

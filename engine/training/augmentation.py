"""Data augmentation: examples that are never twice the same (Goodfellow et al. 2016, section 7.4).

A person knows changes after which an example is still the same thing: a digit a pixel further to the right, a leaf
turned round. Making them anew in every minibatch tells the network what it should not look at. What moves or weighs
pixels acts on them in their own units, before they are standardised; what is added has the units of the network.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine import fields
from engine.data import Data
from engine.data.scaling import Standardization
from engine.device import NUMPY, Array, Device, Generator
from engine.errors import N_, SettingError
from engine.fields import Field, check_settings
from engine.graph import Graph
from engine.ir.kernels import Call
from engine.layers import shape_text
from engine.training.feeds import input_scalings
from engine.training.warp import warp

Settings = Mapping[str, Any]


class _Draws:
    """Random numbers for the examples of one minibatch, in the precision of `inputs` (N, …)."""

    def __init__(self, device: Device, generator: Generator, inputs: Array) -> None:
        self._device, self._generator = device, generator
        self._count, self._dtype = inputs.shape[0], inputs.dtype

    def between(self, low: float, high: float) -> Array:
        """One number for each example, uniform in [low, high): (N, 1, 1, 1)."""
        out = self._device.empty((self._count, 1, 1, 1), self._dtype)
        self._generator.uniform(out)
        return out * (high - low) + low

    def normal(self, shape: tuple[int, ...]) -> Array:
        """Standard normal numbers."""
        out = self._device.empty(shape, self._dtype)
        self._generator.normal(out)
        return out


@dataclass(frozen=True)
class Step:
    """One change: `apply(device, inputs, settings, draws)` makes it; it is on when one of `fields` is not 0 or off.

    `images` says that it needs images (height, width, channels), `moves` that it brings values to other pixels,
    `adds` that its amount is in the units in which the network gets the inputs.
    """

    fields: tuple[Field, ...]
    apply: Callable[[Device, Array, Settings, _Draws], Array]
    images: bool = True
    moves: bool = False
    adds: bool = False

    def active(self, settings: Settings) -> tuple[Field, ...]:
        """The fields that ask for it."""
        return tuple(field for field in self.fields if settings[field.name])


def _flip_rows(device: Device, images: Array, settings: Settings, draws: _Draws) -> Array:
    return device.xp.where(draws.between(0.0, 1.0) < 0.5, images[:, ::-1], images)


def _flip_columns(device: Device, images: Array, settings: Settings, draws: _Draws) -> Array:
    return device.xp.where(draws.between(0.0, 1.0) < 0.5, images[:, :, ::-1], images)


def _move(device: Device, images: Array, settings: Settings, draws: _Draws) -> Array:
    """Shift, turn and zoom in one interpolation, so that an image is smoothed once."""
    shift, degrees, zoom = settings["shift"], settings["rotation"], settings["zoom"]
    motion = {}
    if shift:
        motion["down"], motion["right"] = (
            device.xp.floor(draws.between(-shift, shift + 1.0)) for _ in range(2))
    if degrees:
        motion["degrees"] = draws.between(-degrees, degrees)
    if zoom:
        motion["zoom"] = draws.between(1.0 - zoom, 1.0 + zoom)
    return warp(device, images, outside=settings["outside"], **motion)


def _contrast(device: Device, images: Array, settings: Settings, draws: _Draws) -> Array:
    """About the mean of each channel of each image."""
    count, height, width, channels = images.shape
    middle = images.reshape(count, height * width, channels).mean(axis=1).reshape(count, 1, 1, channels)
    strength = settings["contrast"]
    return (images - middle) * draws.between(1.0 - strength, 1.0 + strength) + middle


def _brightness(device: Device, images: Array, settings: Settings, draws: _Draws) -> Array:
    return images + draws.between(-settings["brightness"], settings["brightness"])


def _noise(device: Device, inputs: Array, settings: Settings, draws: _Draws) -> Array:
    return inputs + draws.normal(inputs.shape) * settings["noise"]


STEPS = (
    Step((fields.Flag("horizontal_flip", False, N_("engine", "Flip left and right"),
                      help=N_("engine", "About half of the images, drawn anew each time, are mirrored left to right. "
                              "Good for things and animals; not for digits and letters.")),),
         _flip_columns, moves=True),
    Step((fields.Flag("vertical_flip", False, N_("engine", "Flip top and bottom"),
                      help=N_("engine", "About half of the images, drawn anew each time, are mirrored top to bottom. "
                              "Good for what has no up and down: cells, leaves, views from above.")),),
         _flip_rows, moves=True),
    Step((fields.Integer("shift", 0, N_("engine", "Shift (pixels)"), minimum=0, maximum=1_000,
                         help=N_("engine", "Each image is shifted by a random whole number of pixels, at most so many "
                                 "in each direction; 0 for none.")),
          fields.Real("rotation", 0.0, N_("engine", "Rotation (degrees)"), minimum=0.0, maximum=180.0,
                      help=N_("engine", "Each image is turned by a random angle, at most so much in each direction; "
                              "0 for none. A 6 that is turned too far becomes a 9.")),
          fields.Real("zoom", 0.0, N_("engine", "Zoom"), minimum=0.0, maximum=0.9,
                      help=N_("engine", "Each image is enlarged by a random factor between 1 minus this and 1 plus "
                              "this; 0 for none."))), _move, moves=True),
    Step((fields.Real("contrast", 0.0, N_("engine", "Contrast"), minimum=0.0, maximum=1.0,
                      help=N_("engine", "The distance of each pixel from the image's mean is multiplied with a random "
                              "factor between 1 minus this and 1 plus this; 0 for none.")),), _contrast),
    Step((fields.Real("brightness", 0.0, N_("engine", "Brightness"), minimum=0.0, maximum=1e3,
                      help=N_("engine", "One random number, at most this large, is added to all pixels of an image, in "
                              "the units in which the network gets them; 0 for none.")),), _brightness, adds=True),
    Step((fields.Real("noise", 0.0, N_("engine", "Noise on the inputs"), minimum=0.0, maximum=1e3,
                      help=N_("engine", "Standard deviation of the Gaussian noise that is added to every input; 0 for "
                              "none. Standardised inputs have a standard deviation of 1.")),), _noise, images=False,
         adds=True),
)

MOVING = tuple(field.name for step in STEPS if step.moves for field in step.fields)
"""The settings that bring values to other pixels."""

AUGMENTATION_FIELDS = (
    *(field for step in STEPS for field in step.fields),
    fields.Choice("outside", "edge", N_("engine", "Beyond the edge"),
                  options={"edge": N_("engine", "The pixel at the edge"), "zero": N_("engine", "Zero")},
                  help=N_("engine", "What comes into the picture when an image is shifted, turned or made smaller. "
                          "Zero is black in most images.")),
)


UNEVEN = 10.0
"""How many times the deviations of pixels may differ for values to move from one to the other."""


class Augmenter:
    """Changes the examples of minibatches at random, as `settings` (see AUGMENTATION_FIELDS) say.

    `input_shape` is that of one example, `scaling` how the data were standardised, if they were: where pixels have
    scales of their own, a value that moves to another pixel takes the scale of that one. Raises SettingError for
    impossible settings, for changes of images where the examples are none, and for moves between pixels of which some
    hardly vary: there a value of another pixel is hundreds of their standard deviations.
    """

    def __init__(self, settings: Settings, input_shape: tuple[int, ...],
                 scaling: Standardization | None = None) -> None:
        self.settings = check_settings(AUGMENTATION_FIELDS, settings)
        self.steps = tuple(step for step in STEPS if step.active(self.settings))
        for step in self.steps:
            if step.images and len(input_shape) != 3:
                raise SettingError(
                    N_("engine", "“{field}” needs images of height × width × channels, but one example here is "
                       "{shape}. Switch it off, or give the examples as images."),
                    field=step.active(self.settings)[0].label, shape=shape_text(input_shape))
        if self.settings["shift"] and self.settings["shift"] >= min(input_shape[:2]):
            raise SettingError(
                N_("engine", "Images of {shape} cannot be shifted by {shift} pixels: nothing of them would be left. "
                   "Shift by less."), shape=shape_text(input_shape), shift=self.settings["shift"])

        if scaling is not None and any(step.moves for step in self.steps):
            scales = scaling.scale.reshape(-1, input_shape[-1])
            if (scales.max(axis=0) > UNEVEN * scales.min(axis=0)).any():
                raise SettingError(
                    N_("engine", "“{field}” brings values to other pixels, and the pixels of these data are "
                       "standardised one by one, though some hardly vary. Load the data as images, which are "
                       "standardised as a whole, or do not standardise them."),
                    field=next(step for step in self.steps if step.moves).active(self.settings)[0].label)

        standardised = scaling is not None and (scaling.mean.any() or (scaling.scale != 1.0).any())
        self._scaling = tuple(column.reshape(input_shape) for column in (scaling.mean, scaling.scale)
                              ) if standardised else ()
        self._uploaded: dict[tuple[str, str], tuple[Array, Array]] = {}

    @property
    def active(self) -> bool:
        """Whether anything is changed at all."""
        return bool(self.steps)

    def apply(self, inputs: Array, generator: Generator, device: Device) -> Array:
        """`inputs` (N, *input_shape), changed; they themselves stay as they are. The same state of `generator` gives
        the same numbers. Shape, precision and device stay."""
        draws = _Draws(device, generator, inputs)
        own = [step for step in self.steps if not step.adds]
        scaling = self._scaling_on(device, inputs) if own and self._scaling else None
        if scaling:
            inputs = inputs * scaling[1] + scaling[0]
        for step in own:
            inputs = step.apply(device, inputs, self.settings, draws)
        if scaling:
            inputs = (inputs - scaling[0]) / scaling[1]
        for step in self.steps:
            if step.adds:
                inputs = step.apply(device, inputs, self.settings, draws)
        return inputs

    def _scaling_on(self, device: Device, inputs: Array) -> tuple[Array, Array]:
        key = device.name, str(inputs.dtype)
        if key not in self._uploaded:
            self._uploaded[key] = tuple(device.upload(column, inputs.dtype) for column in self._scaling)
        return self._uploaded[key]


def is_active(settings: Settings) -> bool:
    """Whether training with these settings changes its examples."""
    return any(step.active(settings) for step in STEPS)


def variants(data: Data, raw: np.ndarray, settings: Settings, count: int, seed: int = 0) -> np.ndarray:
    """(count, d): an example `raw` (d,) as minibatches may hold it, in its own units. Raises SettingError where `data`
    cannot be changed like that."""
    augmenter = Augmenter(settings, data.input_shape, data.input_scaling)
    inputs = np.repeat(data.transform(raw[None]), count, axis=0)
    changed = augmenter.apply(inputs, NUMPY.generator(seed), NUMPY)
    return data.input_scaling.undo(changed.reshape(count, -1).astype(np.float64))


def augmentation(graph: Graph, data: Data, settings: Settings, inputs: Mapping[str, Array], generator: Generator,
                 device: Device) -> tuple[Call, ...]:
    """Calls that change a minibatch in place; `inputs` are the arrays (batch, …) that the step reads, by layer. None
    where nothing is to be changed. Raises SettingError where an input cannot be changed like that."""
    calls = []
    for name, scaling in input_scalings(graph, data).items():
        augmenter = Augmenter(settings, inputs[name].shape[1:], scaling)
        if augmenter.active:
            calls.append((_replace, (augmenter, inputs[name], generator, device)))
    return tuple(calls)


def _replace(augmenter: Augmenter, inputs: Array, generator: Generator, device: Device) -> None:
    inputs[...] = augmenter.apply(inputs, generator, device)

"""The same layer, two ways: a convolution and the dense matrix that does the same, which learn from one start."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from engine.data import Data
from engine.graph import Graph, LayerSpec, sequential
from engine.network import Network
from engine.training import Trainer
from engine.vision.convolve import convolve
from engine.vision.sliding import PLAIN, Sliding
from engine.vision.ties import dense_matrix, ties

SIDE = 8
"""Rows and columns of the digits that both learn from."""
NEW, MOVED, BATCH, RATE = 300, 2, 16, 0.02
"""Digits that neither learns from, columns that they are moved by, and how both train."""
SETS = ("training", "new", "moved")


@dataclass(frozen=True, eq=False)
class Moment:
    """How far both have come after `epochs`: the kernel (k, l) of the convolution, the `matrix` (outputs, inputs) of
    the dense layer, and mean squared errors by SETS of each, (3,)."""

    epochs: int
    kernel: np.ndarray
    matrix: np.ndarray
    convolution: np.ndarray
    dense: np.ndarray


class Untied:
    """A convolution and a dense layer that begin as the same function and learn to do what `teacher` (k, l) does to
    digits of 8 × 8 pixels. The dense layer may make of every number of its matrix what it likes.

    `examples` is how many digits they learn from; their errors are measured on those, on NEW others, and on the same
    moved to the side by MOVED columns. Raises SettingError.
    """

    def __init__(self, teacher: np.ndarray, sliding: Sliding = PLAIN, examples: int = 100, seed: int = 0) -> None:
        size, shape = teacher.shape, (SIDE, SIDE)
        self.tied = ties(shape, size, sliding)
        images = digits()[:examples], digits()[-NEW:], np.roll(digits()[-NEW:], MOVED, axis=2)
        self._sets = [(part, np.stack([convolve(image, teacher[..., None, None], sliding).ravel() for image in part]))
                      for part in images]
        data = Data.from_arrays(*self._sets[0], task="regression", standardize=False, test=self._sets[1])
        plain = {"activation": "identity", "use_bias": False}
        settings = {"kernel_size": size, "strides": (sliding.stride,), "padding": sliding.padding,
                    "dilation": (sliding.dilation,)}
        self._convolution = _trainer(
            data, seed, LayerSpec("convolution", "conv2d", {"filters": 1, **settings, **plain}),
            LayerSpec("flat", "flatten"))
        start = self._convolution.parameters
        self._dense = _trainer(data, seed, LayerSpec("flat", "flatten"),
                               LayerSpec("dense", "dense", {"units": len(self.tied), **plain}))
        self._dense.set_parameters(dense_matrix(start, self.tied).T.ravel())
        self._size = size

    def train(self, epochs: int) -> None:
        """Let both train so many epochs more, on the same minibatches."""
        for trainer in (self._convolution, self._dense):
            trainer.fit(epochs)

    def moment(self) -> Moment:
        """How far they have come."""
        errors = [np.array([_error(trainer, *part) for part in self._sets])
                  for trainer in (self._convolution, self._dense)]
        kernel = self._convolution.parameters.reshape(self._size)
        return Moment(self._convolution.epochs_done, kernel, self._dense.parameters.reshape(-1, len(self.tied)).T,
                      *errors)


@lru_cache(maxsize=1)
def digits() -> np.ndarray:
    """Handwritten digits (1797, 8, 8, 1) from 0 to 1, in an order drawn once (Alpaydin and Kaynak 1998)."""
    from sklearn.datasets import load_digits

    images = load_digits().images[..., None] / 16.0
    return images[np.random.default_rng(0).permutation(len(images))]


def _trainer(data: Data, seed: int, *layers: LayerSpec) -> Trainer:
    graph: Graph = sequential(LayerSpec("image", "input", {"shape": (SIDE, SIDE, 1)}), *layers,
                              LayerSpec("output", "output", {"loss": "mean_squared_error"}))
    return Trainer(graph, data, optimizer="adam", learning_rate=RATE, batch_size=BATCH, seed=seed)


def _error(trainer: Trainer, images: np.ndarray, wanted: np.ndarray) -> float:
    said = Network(trainer.graph).predict(trainer.parameters, images.astype(np.float32))
    return float(np.mean((said - wanted) ** 2))

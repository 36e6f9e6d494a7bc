"""The sets of TensorFlow Playground, vectorised.

Formulas, radii and noise follow `src/dataset.ts` of github.com/tensorflow/playground; its classes −1 and +1 are 0 and 1
here, and `noise` is the percentage on its slider. In circle, xor, plane and bumps the noise moves the point *before* it
is labelled, so that it blurs the border and not the cloud of points.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from engine.data.features import FEATURES
from engine.data.registry import register
from engine.data.source import Progress, Samples, Source, Task
from engine.errors import N_
from engine.fields import Integer

Points = tuple[np.ndarray, np.ndarray]  # coordinates (N, 2), labels (N,)
Draw = Callable[[int, float, np.random.Generator], Points]  # samples, noise as a share, generator

BUMPS = np.array([(-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)])


def _jitter(radius: float, noise: float, shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    return rng.uniform(-radius, radius, shape) * noise


def _halves(samples: int) -> tuple[int, int]:
    return samples - samples // 2, samples // 2


def circle(samples: int, noise: float, rng: np.random.Generator) -> Points:
    """Class 1 in a disc of radius 2.5, class 0 in a ring from 3.5 to 5."""
    inside, outside = _halves(samples)
    radius = np.concatenate([rng.uniform(0, 2.5, inside), rng.uniform(3.5, 5, outside)])
    angle = rng.uniform(0, 2 * np.pi, samples)
    points = np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])
    moved = points + _jitter(5, noise, points.shape, rng)
    return points, np.hypot(moved[:, 0], moved[:, 1]) < 2.5


def xor(samples: int, noise: float, rng: np.random.Generator) -> Points:
    """Class 1 where x₁ and x₂ have the same sign, on [−5.3, 5.3]² with a gap of 0.3 around the axes."""
    points = rng.uniform(-5, 5, (samples, 2))
    points += np.where(points > 0, 0.3, -0.3)
    moved = points + _jitter(5, noise, points.shape, rng)
    return points, moved[:, 0] * moved[:, 1] >= 0


def gaussian(samples: int, noise: float, rng: np.random.Generator) -> Points:
    """Two round clouds around (2, 2), class 1, and (−2, −2), class 0; their variance goes from 0.5 to 4 with noise."""
    sizes = _halves(samples)
    centres = np.repeat([2.0, -2.0], sizes)[:, None]
    return rng.normal(centres, np.sqrt(0.5 + 7 * noise), (samples, 2)), np.repeat([1, 0], sizes)


def spiral(samples: int, noise: float, rng: np.random.Generator) -> Points:
    """Two arms of 1¾ turns, r = 5i/n at angle t = 3.5πi/n, half a turn apart; uniform noise on the coordinates."""
    arms = []
    for size, turn in zip(_halves(samples), (0.0, np.pi), strict=True):
        share = np.arange(size) / size
        t = 1.75 * share * 2 * np.pi + turn
        arms.append(5 * share[:, None] * np.column_stack([np.sin(t), np.cos(t)]))
    return np.concatenate(arms) + _jitter(1, noise, (samples, 2), rng), np.repeat([1, 0], _halves(samples))


def plane(samples: int, noise: float, rng: np.random.Generator) -> Points:
    """(x₁ + x₂)/10 on [−6, 6]²."""
    points = rng.uniform(-6, 6, (samples, 2))
    return points, (points + _jitter(6, noise, points.shape, rng)).sum(axis=1) / 10


def bumps(samples: int, noise: float, rng: np.random.Generator) -> Points:
    """Six cones of alternating sign on [−6, 6]²: ±(1 − r/2) within distance r < 2 of a centre, 0 elsewhere."""
    points = rng.uniform(-6, 6, (samples, 2))
    moved = points + _jitter(6, noise, points.shape, rng)
    distance = np.linalg.norm(moved[:, None] - BUMPS[:, :2], axis=2)
    height = BUMPS[:, 2] * np.clip(1 - distance / 2, 0, 1)
    return points, np.take_along_axis(height, np.abs(height).argmax(axis=1)[:, None], axis=1)[:, 0]


def _source(draw: Draw, task: Task, samples: int, title: str, help: str) -> Source:
    classification = task == "binary"

    def make(settings: Mapping[str, object], rng: np.random.Generator, content: bytes | None,
             progress: Progress) -> Samples:
        points, labels = draw(settings["samples"], settings["noise"] / 100, rng)
        if classification:
            return Samples(points, ("x1", "x2"), labels.astype(np.int64), ("y",), class_names=("0", "1"))
        return Samples(points, ("x1", "x2"), labels[:, None], ("y",))

    return Source(
        name=draw.__name__, title=title, help=help, task=task, make=make, features=tuple(FEATURES),
        category=(N_("engine", "Playground: classification") if classification
                  else N_("engine", "Playground: regression")),
        about=N_("engine", "Made on the spot from the seed, with the formulas of TensorFlow Playground."),
        fields=(
            Integer("samples", samples, N_("engine", "Examples"), minimum=20, maximum=20_000,
                    help=N_("engine", "How many points are drawn. More points leave less to chance.")),
            Integer("noise", 0, N_("engine", "Noise (%)"), minimum=0, maximum=50,
                    help=N_("engine", "How much chance blurs the border. With noise, a perfect score on the training "
                            "part means that the network has learned the noise.")),
        ),
    )


PLAYGROUND = (
    _source(circle, "binary", 500, N_("engine", "Circle"),
            N_("engine", "A disc inside a ring: no straight line separates them, x₁² + x₂² does.")),
    _source(xor, "binary", 500, N_("engine", "Exclusive or"),
            N_("engine", "Opposite quadrants share a class: one neuron cannot learn it, two hidden ones can.")),
    _source(gaussian, "binary", 500, N_("engine", "Gaussian clouds"),
            N_("engine", "Two round clouds: one neuron on x₁ and x₂ separates them.")),
    _source(spiral, "binary", 500, N_("engine", "Two spirals"),
            N_("engine", "Two intertwined arms: it takes several hidden layers, or sines as features.")),
    _source(plane, "regression", 1200, N_("engine", "Plane"),
            N_("engine", "A plane: one linear neuron fits it exactly.")),
    _source(bumps, "regression", 1200, N_("engine", "Gaussian bumps"),
            N_("engine", "Three hills and three hollows: a surface that needs hidden neurons.")),
)
register(*PLAYGROUND, rank=10)

"""Curriculum: easy examples first, by a chosen measure (Bengio et al. 2009; Hacohen and Weinshall 2019)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from engine import fields
from engine.data import Data
from engine.data.symbol_sequences import BLANK
from engine.errors import N_, GraphError
from engine.network import Network
from engine.probes.predictions import Losses
from engine.training.feeds import head_data, input_arrays
from engine.training.teacher import Teacher

NO_CURRICULUM = "none"
CURRICULUM_FIELDS = (
    fields.Choice("curriculum", NO_CURRICULUM, N_("engine", "Order of the examples"),
                  options={NO_CURRICULUM: N_("engine", "All from the start"),
                           "margin": N_("engine", "Clear cases first (margin)"),
                           "contrast": N_("engine", "Strong contrast first"),
                           "length": N_("engine", "Short ones first"),
                           "teacher": N_("engine", "What the teacher finds easy first")},
                  help=N_("engine", "A curriculum begins with the easy examples and lets the others in little by "
                          "little. Margin: how much nearer an example is to the mean of its own class than to that of "
                          "another one. Contrast: how much the numbers of an example differ. Length: its symbols. "
                          "Teacher: the loss of the network that is the teacher.")),
    fields.Real("curriculum_share", 0.2, N_("engine", "Share at the start"), minimum=0.01, maximum=1.0,
                help=N_("engine", "The part of the examples, the easiest ones, with which a curriculum begins.")),
    fields.Integer("curriculum_epochs", 10, N_("engine", "Epochs until all are in"), minimum=1, maximum=1_000_000,
                   help=N_("engine", "How long a curriculum takes: the share grows evenly until then. Each epoch takes "
                           "as many steps as without one; easy examples come several times.")),
    fields.Flag("curriculum_reversed", False, N_("engine", "Hard ones first"),
                help=N_("engine", "The other way round, to see whether it is the order that helps.")),
)


def share_at(epoch: int, start: float, epochs: int) -> float:
    """The part of the examples that an epoch, from 0, chooses among: from `start` evenly to 1 after `epochs`."""
    return min(1.0, start + (1.0 - start) * epoch / epochs)


def measure_problem(measure: str, data: Data, teacher: Teacher | None = None) -> GraphError | None:
    """Why the measure says nothing of such examples; None where it does."""
    known = _MEASURES[measure]
    return None if known.suits(data, teacher) else GraphError(known.refusal)


def difficulties(measure: str, data: Data, teacher: Teacher | None = None) -> np.ndarray:
    """How hard each example of the training part is, (N,): more is harder. Raises the `measure_problem` where there is
    one, DataError where a teacher lists columns that are not there."""
    problem = measure_problem(measure, data, teacher)
    if problem is not None:
        raise problem
    return _MEASURES[measure].of(data, teacher)


def ranked(hardness: np.ndarray, backwards: bool = False) -> np.ndarray:
    """The places (N,) of the examples, the easiest first; equal ones as they lie."""
    return np.argsort(-hardness if backwards else hardness, kind="stable")


def epoch_order(ranks: np.ndarray, share: float, shuffler: np.random.Generator | None) -> np.ndarray:
    """The places (N,) of an epoch among the first `share` of `ranks` (N,): all of those before any comes again, each
    round in an order of its own; as they are ranked without a `shuffler`."""
    pool = ranks[:max(1, math.ceil(share * len(ranks)))]
    rounds = -(-len(ranks) // len(pool))
    drawn = [pool if shuffler is None else shuffler.permutation(pool) for _ in range(rounds)]
    return np.concatenate(drawn)[:len(ranks)]


def _margin(data: Data, teacher: Teacher | None) -> np.ndarray:
    inputs = data.train.inputs.reshape(len(data.train), -1).astype(np.float64)
    classes = data.classes_of(data.train.targets)
    present = np.unique(classes)
    means = np.stack([inputs[classes == which].mean(axis=0) for which in present])
    apart = np.sqrt(np.maximum(0.0, (inputs**2).sum(axis=1)[:, None] - 2 * inputs @ means.T + (means**2).sum(axis=1)))
    own = np.searchsorted(present, classes)
    rows = np.arange(len(inputs))
    nearest = apart.copy()
    nearest[rows, own] = np.inf
    return apart[rows, own] - (nearest.min(axis=1) if len(present) > 1 else 0.0)


def _contrast(data: Data, teacher: Teacher | None) -> np.ndarray:
    return -data.train.raw.reshape(len(data.train), -1).astype(np.float64).std(axis=1)


def _length(data: Data, teacher: Teacher | None) -> np.ndarray:
    if BLANK not in data.symbols:
        return np.full(len(data.train), data.train.raw.shape[1], np.float64)
    return (data.train.raw != data.symbols.index(BLANK)).sum(axis=1).astype(np.float64)


def _by_teacher(data: Data, teacher: Teacher | None) -> np.ndarray:
    targets = {name: head.train.targets for name, head in head_data(teacher.graph, data).items()}
    probe = Losses()
    return Network(teacher.graph).probe(teacher.parameters, probe, targets=targets,
                                        inputs=input_arrays(teacher.graph, data, data.train.inputs))[probe].first


class _Measure(NamedTuple):
    """How hard examples are, which examples it `suits`, and what is said of others."""

    of: Callable[[Data, Teacher | None], np.ndarray]
    suits: Callable[[Data, Teacher | None], bool]
    refusal: str = ""


_MEASURES: Mapping[str, _Measure] = MappingProxyType({
    "margin": _Measure(_margin, lambda data, teacher: bool(data.class_names), N_(
        "engine", "Margins are for examples of one class each, and these have none. Choose another order of the "
        "examples.")),
    "contrast": _Measure(_contrast, lambda data, teacher: True),
    "length": _Measure(_length, lambda data, teacher: bool(data.symbols), N_(
        "engine", "The examples are not made of symbols, so none is shorter than another. Choose another order of the "
        "examples.")),
    "teacher": _Measure(_by_teacher, lambda data, teacher: teacher is not None, N_(
        "engine", "There is no teacher whose losses could say what is easy. Choose one, or another order of the "
        "examples."))})

"""Forks that a project keeps as two parts of its file: what they are as JSON, their figures as safetensors."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.formats import numbered
from engine.formats.archive import Part
from engine.metrics import METRICS
from engine.training import TrainingSettings
from engine.training.fork import COLUMNS, COMPARED
from engine.training.history import LATEST
from engine.training.kept_fork import LONGEST_NAME, MOST_EPOCHS, MOST_FORKS, KeptFork

LONGEST_TIME = 1e9  # seconds


def encode(forks: Sequence[KeptFork]) -> tuple[bytes, Part]:
    """The two parts."""
    return numbered.encode(
        [{"name": fork.name, "settings": [settings.to_json() for settings in fork.settings],
          "compared": fork.compared, "seconds": fork.seconds, "fresh": fork.fresh, "metric": fork.metric}
         for fork in forks],
        [{"rows": np.array([fork.rows[name] for name in COLUMNS], "<f8")} for fork in forks])


def decode(rows: Any, content: bytes) -> tuple[KeptFork, ...]:
    """Read what `encode` wrote. Trusts nothing: raises ValueError where it is anything else."""
    return numbered.decode(rows, content, ("rows",), MOST_FORKS,
                           lambda row, tensors: _fork(row, numbered.array(tensors[0], "F64", "<f8")))


def _fork(row: dict[str, Any], figures: np.ndarray) -> KeptFork:
    name, (a, b), compared, seconds = row["name"], row["settings"], row["compared"], row["seconds"]
    fresh, metric = row["fresh"], row["metric"]
    if figures.ndim != 2 or len(figures) != len(COLUMNS) or not 1 <= figures.shape[1] <= MOST_EPOCHS + 1:
        raise ValueError(figures.shape)
    columns = dict(zip(COLUMNS, figures, strict=True))
    epochs, differing, distance = columns["epoch"], columns["differing"], columns["distance"]
    fits = (
        isinstance(name, str) and name.strip() == name != "" and len(name) <= LONGEST_NAME and name.isprintable()
        and type(fresh) is bool and metric in [each.name for each in METRICS.values()]
        and type(compared) is int and 0 <= compared <= COMPARED
        and isinstance(seconds, int | float) and not isinstance(seconds, bool)
        and math.isfinite(seconds) and 0 <= seconds <= LONGEST_TIME
        and bool((np.diff(epochs) == 1).all()) and 0 <= epochs[0] == math.floor(epochs[0]) and epochs[-1] <= LATEST
        and not bool(((differing < 0) | (differing > compared) | (distance < 0)).any())
    )
    if not fits:
        raise ValueError(row)
    return KeptFork(name, (TrainingSettings.from_json(a), TrainingSettings.from_json(b)), columns, compared,
                    float(seconds), fresh, metric)

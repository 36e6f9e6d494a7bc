"""How a project prepares its data: what raw columns go through before the network sees them, and what gives predictions
the units of the targets again.

Generated programs do it themselves. Every other format has it as notes beside the weights: arrays of `.npz`, texts in
JSON where a format has room for texts alone. They are called

    columns, features       of a row, in order; the features where they are computed from the columns
    mean, scale             one number for each feature; the network sees (x − mean) / scale
    INPUT/places            which features an input reads, from 0, where it does not read all of them
    OUTPUT/classes          of a head that tells classes apart; OUTPUT/targets of any other
    OUTPUT/mean, /scale     a prediction y stands for y · scale + mean
    LAYER/muted             the units of a layer that are muted, from 0 (engine/formats/muting.py)

No name can be that of an array: those have two parts, and no array has one of the roles in NOTES.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from engine.data import Data, load
from engine.data.scaling import Standardization
from engine.errors import LaderaError
from engine.graph import Graph
from engine.project import Project
from engine.training.feeds import head_data, places
from engine.training.fit import fit_problems

NOTES = frozenset({"columns", "features", "mean", "scale", "places", "classes", "targets", "muted"})
"""What the name of a note ends in; no layer has an array of that role."""
MOST_NOTES = 2**24
"""More bytes than the notes of any table need."""
_LONGEST_NAME = 200


@dataclass(frozen=True, eq=False)
class Head:
    """What a head predicts: `classes`, or `targets`. `scaling` is None where predictions are in their own units."""

    classes: tuple[str, ...]
    targets: tuple[str, ...]
    scaling: Standardization | None

    @property
    def names(self) -> tuple[str, ...]:
        """What its numbers stand for: one number says how likely the second of two classes is."""
        return self.targets or (self.classes[1:] if len(self.classes) == 2 else self.classes)


@dataclass(frozen=True, eq=False)
class Preparation:
    """`features` are () where the columns are not made into others, `scaling` is None where they are not standardised.
    `inputs` says which features enter where, None for all of them."""

    columns: tuple[str, ...]
    features: tuple[str, ...]
    scaling: Standardization | None
    inputs: Mapping[str, tuple[int, ...] | None]
    heads: Mapping[str, Head]

    @property
    def changes_rows(self) -> bool:
        """Whether the network sees anything but the raw rows."""
        return bool(self.features) or self.scaling is not None

    def scalings(self) -> dict[str, Standardization]:
        """All that scales, by what its notes begin with: "" for the features, "output/" for a head."""
        own = {f"{name}/": head.scaling for name, head in self.heads.items()}
        return {start: scaling for start, scaling in {"": self.scaling, **own}.items() if scaling is not None}

    def notes(self) -> dict[str, np.ndarray]:
        """Everything by name: texts, float64, whole numbers."""
        found = {"columns": self.columns, "features": self.features}
        found |= {f"{name}/places": read for name, read in self.inputs.items() if read is not None}
        for name, head in self.heads.items():
            found |= {f"{name}/classes": head.classes, f"{name}/targets": head.targets}
        for start, scaling in self.scalings().items():
            found |= {f"{start}mean": scaling.mean, f"{start}scale": scaling.scale}
        return {name: np.asarray(values) for name, values in found.items() if len(values)}


def preparation_of(project: Project | None, data: Data | None = None) -> Preparation | None:
    """How the data of `project` are prepared; None where they cannot be had or are not those of its network. `data` are
    its examples where they are loaded already."""
    if project is None:
        return None
    try:
        if data is None or data.spec != project.data:
            data = load(project.data)
        if fit_problems(project.graph, data):
            return None
        preparation = _preparation(project.graph, data)
    except LaderaError:
        return None
    finite = all(np.isfinite([scaling.mean, scaling.scale]).all() for scaling in preparation.scalings().values())
    return preparation if finite else None


def notes(preparation: Preparation | None) -> dict[str, np.ndarray]:
    """The notes beside the weights, none where there is no preparation to tell of."""
    return preparation.notes() if preparation else {}


def metadata(preparation: Preparation | None) -> dict[str, str]:
    """The same as texts in JSON."""
    return {name: json.dumps(array.tolist()) for name, array in notes(preparation).items()}


def without_notes(names: Iterable[str]) -> set[str]:
    """The names that are none of a note."""
    return {name for name in names if name.rpartition("/")[2] not in NOTES}


def _preparation(graph: Graph, data: Data) -> Preparation:
    listed = {spec.name: spec.settings["columns"] for spec in graph.of_kind("input")}
    standardized = data.spec.standardize
    heads = {name: Head(_names(head.class_names), () if head.class_names else _names(head.target_names),
                        head.target_scaling if standardized and head.task == "regression" else None)
             for name, head in head_data(graph, data).items()}
    return Preparation(
        _names(data.raw_names), data.spec.features, None if data.input_scaling.is_identity else data.input_scaling,
        {name: places(text, data.feature_names) if text else None for name, text in listed.items()}, heads)


def _names(names: tuple[str, ...]) -> tuple[str, ...]:
    """An array of texts has room for the longest in every place."""
    return tuple(name[:_LONGEST_NAME] for name in names)

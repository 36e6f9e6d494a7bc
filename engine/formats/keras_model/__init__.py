"""Networks as `.keras`: a functional model that `keras.saving.load_model` opens, and goes on training.

Layers keep their names. What Keras has no layer for is composed of layers that it has, or of `keras.ops`; there are no
Lambda layers, so the file loads in safe mode. Outputs are predictions, after the link of their loss.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.errors import N_
from engine.formats.description import Description, Row, describe, translate
from engine.formats.keras_model import basic, shapes, windows
from engine.formats.keras_model.file import pack_model
from engine.formats.keras_model.writer import Tensor, Writer, in_keras_order
from engine.formats.registry import Exporter, register
from engine.layout import ParameterLayout
from engine.project import Project

ROWS: Mapping[str, Row] = {**basic.ROWS, **windows.ROWS, **shapes.ROWS}


def build(description: Description) -> tuple[Writer, dict[str, Tensor]]:
    """The Keras layers of a network, and the tensor that each of its layers became."""
    writer = Writer(description)
    return writer, translate(description, ROWS, writer, "Keras")


def encode(layout: ParameterLayout, parameters: np.ndarray, project: Project) -> bytes:
    """The network as a functional Keras model."""
    description = describe(layout, parameters, project)
    writer, tensors = build(description)
    inputs, outputs = ([tensors[node.name] for node in nodes] for nodes in (description.inputs, description.outputs))
    return pack_model(in_keras_order(writer.layers, outputs), inputs, outputs)


register(
    Exporter(".keras", N_("engine", "Keras model"),
             N_("engine", "The whole network with its weights, for keras.saving.load_model; it can go on training "
                "there."), encode, needs_project=True),
)

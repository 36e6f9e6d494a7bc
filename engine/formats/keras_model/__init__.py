"""Networks as `.keras`: a functional model that `keras.saving.load_model` opens, and goes on training; and as a program
`.keras.py` that builds the same model.

Layers keep their names. What Keras has no layer for is composed of layers that it has, or of `keras.ops`; there are no
Lambda layers, so the file loads in safe mode. Outputs are predictions, after the link of their loss.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

import numpy as np

from engine.errors import N_
from engine.formats.description import Description, Row, describe, translate
from engine.formats.keras_model import basic, legacy, reader, shapes, windows  # noqa: F401 - readers register themselves
from engine.formats.keras_model.file import pack_model
from engine.formats.keras_model.script import program
from engine.formats.keras_model.writer import Tensor, Writer, in_keras_order
from engine.formats.preparation import Preparation, metadata, notes
from engine.formats.registry import Exporter, register
from engine.formats.scripts.rows import rows_of
from engine.layout import ParameterLayout
from engine.project import Project

ROWS: Mapping[str, Row] = {**basic.ROWS, **windows.ROWS, **shapes.ROWS}


def build(description: Description) -> tuple[Writer, dict[str, Tensor]]:
    """The Keras layers of a network, and the tensor that each of its layers became."""
    writer = Writer(description)
    return writer, translate(description, ROWS, writer, "Keras")


def encode(layout: ParameterLayout, parameters: np.ndarray, project: Project,
           preparation: Preparation | None) -> bytes:
    """The network as a functional Keras model."""
    description = describe(layout, parameters, project)
    writer, tensors = build(description)
    inputs, outputs = ([tensors[node.name] for node in nodes] for nodes in (description.inputs, description.outputs))
    return pack_model(in_keras_order(writer.layers, outputs), inputs, outputs, metadata(preparation))


def encode_program(layout: ParameterLayout, parameters: np.ndarray, project: Project,
                   preparation: Preparation | None) -> bytes:
    """A program that builds the same model."""
    description = describe(layout, parameters, project)
    writer, tensors = build(description)
    return program(description, writer.layers, tensors, rows_of(preparation))


def encode_weights(layout: ParameterLayout, parameters: np.ndarray, project: Project,
                   preparation: Preparation | None) -> bytes:
    """The weights that the program loads: one array for each variable, under layer/variable, and the notes on
    the data."""
    buffer = io.BytesIO()
    writer, _ = build(describe(layout, parameters, project))
    np.savez(buffer, **{f"{layer.name}/{role}": array for layer in writer.layers.values()
                        for role, array in layer.arrays.items()}, **notes(preparation))
    return buffer.getvalue()


register(
    Exporter(".keras", N_("engine", "Keras model"),
             N_("engine", "The whole network with its weights, for keras.saving.load_model; it can go on training "
                "there."), encode, needs_project=True),
    Exporter(".keras.py", N_("engine", "Keras program"),
             N_("engine", "A readable program that builds the network in Keras, and its weights beside it."),
             encode_program, needs_project=True, beside=(".npz", encode_weights)),
    rank=10,
)

"""Networks as `.onnx`: the whole network with its weights, for ONNX Runtime and everything that reads ONNX.

Examples keep Ladera's layout, (batch, height, width, channels), with a batch of any size; outputs are predictions,
after the link of their loss, under the names of the output layers.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from onnx import helper

from engine.errors import N_
from engine.formats.description import Row, describe, translate
from engine.formats.onnx_model import basic, reader, recurrent, shapes, windows  # noqa: F401 - the reader registers
from engine.formats.onnx_model.writer import Writer
from engine.formats.preparation import Preparation, metadata
from engine.formats.registry import Exporter, register
from engine.layout import ParameterLayout
from engine.project import Project

ROWS: Mapping[str, Row] = {**basic.ROWS, **windows.ROWS, **recurrent.ROWS, **shapes.ROWS}


def encode(layout: ParameterLayout, parameters: np.ndarray, project: Project,
           preparation: Preparation | None) -> bytes:
    """The network as a ModelProto of opset 18; the notes on the data are its metadata."""
    description = describe(layout, parameters, project)
    writer = Writer(description)
    translate(description, ROWS, writer, "ONNX")
    model = writer.model()
    helper.set_model_props(model, metadata(preparation))
    return model.SerializeToString()


register(
    Exporter(".onnx", N_("engine", "ONNX network"),
             N_("engine", "The whole network, for ONNX Runtime, browsers, phones and other programs."), encode,
             needs_project=True),
    rank=20,
)

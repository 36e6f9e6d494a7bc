"""Networks for PyTorch: the state dict as `.torch.safetensors`, and a program `.torch.py` that reads it.

Kernels are (out, in) and (filters, channels, height, width), gates in PyTorch's order. Between layers values keep
Ladera's layout, channels last, so that flatten, dense, normalisation and merges mean the same; convolutions turn their
input and turn their result back, which in PyTorch moves no numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import numpy as np

from engine.errors import N_
from engine.formats.description import Description, Row, cannot_write, describe
from engine.formats.preparation import Preparation, metadata
from engine.formats.registry import Exporter, register
from engine.formats.safe_tensors import saved
from engine.formats.scripts.parts import Parts
from engine.formats.scripts.rows import predicting, rows_of, rows_section, stored
from engine.formats.scripts.text import docstring, frame, joined, returned, wrapped
from engine.formats.torch_model import basic, recurrent, shapes, windows
from engine.formats.torch_model.writer import Writer
from engine.formats.torch_state import CHANNELS
from engine.layout import ParameterLayout
from engine.project import Project

PARTS = Parts(Path(__file__).with_name("parts.py"))
ROWS: Mapping[str, Row] = {**basic.ROWS, **windows.ROWS, **recurrent.ROWS, **shapes.ROWS}

_IMPORTS = """import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import nn
"""
_FUNCTIONAL = "from torch.nn import functional as F\n"
_LOAD = """network = Network()
network.load_state_dict(load_file(Path(__file__).with_suffix(".safetensors")))
network.eval()
"""
_LOAD_AMONG_OTHERS = """network = Network()
weights = load_file(Path(__file__).with_suffix(".safetensors"))
network.load_state_dict({name: weights[name] for name in network.state_dict()})
network.eval()
"""
_PREDICT = '''def {predict}(*examples):
    """The predictions for arrays of examples, one for each input, as arrays."""
    with torch.no_grad():
        predictions = network(*(torch.as_tensor(array, dtype=torch.float32) for array in examples))
    {result}
'''


def build(description: Description) -> Writer:
    """The modules, the state and the lines of the network. Raises FormatError where PyTorch lacks a layer."""
    writer = Writer(description, PARTS.names)
    for node in description.nodes:
        if node.spec.layer.reads_data:
            continue
        if node.kind not in ROWS:
            raise cannot_write(node, "PyTorch")
        expression = ROWS[node.kind](writer, node, *(writer.variables[name] for name in node.inputs))
        writer.lines.append(f"{writer.variables[node.name]} = {expression}")
    return writer


def encode_state(layout: ParameterLayout, parameters: np.ndarray, project: Project,
                 preparation: Preparation | None) -> bytes:
    """The state dict that the program loads."""
    return _saved(layout, parameters, project, metadata(preparation))


def encode_beside(layout: ParameterLayout, parameters: np.ndarray, project: Project,
                  preparation: Preparation | None) -> bytes:
    """The same, with the long arrays that the program reads."""
    return _saved(layout, parameters, project, metadata(preparation), stored(rows_of(preparation)))


def encode_program(layout: ParameterLayout, parameters: np.ndarray, project: Project,
                   preparation: Preparation | None) -> bytes:
    """A program with the network as a torch.nn.Module, and a function that predicts."""
    description, rows = describe(layout, parameters, project), rows_of(preparation)
    writer = build(description)
    names = writer.variables
    body = ["class Network(nn.Module):",
            '    """The network; values between layers have their channels last."""', "",
            "    def __init__(self):", "        super().__init__()",
            *(wrapped(f"        self.{name} = {made}") for name, made in writer.modules.items()), "",
            f"    def forward({joined(['self', *(names[node.name] for node in description.inputs)])}):",
            *(wrapped(f"        {line}") for line in writer.lines),
            wrapped(f"        return {returned([names[node.name] for node in description.outputs])}")]
    functions = "\n\n\n".join(filter(None, (PARTS.source(writer.parts), *writer.formulas.definitions.values())))
    network = "\n".join(body)
    imports = _IMPORTS + (_FUNCTIONAL if "F." in functions + network else "")
    result = ("return predictions.numpy()" if len(description.outputs) == 1
              else "return tuple(array.numpy() for array in predictions)")
    load = _LOAD_AMONG_OTHERS if stored(rows) else _LOAD
    sections = [docstring(description, "PyTorch", ".safetensors", rows) + imports.rstrip(), functions, network,
                load.rstrip(), _PREDICT.format(predict=predicting(rows), result=result).rstrip(),
                rows_section(description, rows, "weights[{name}].numpy()"), frame(description, rows)]
    return "\n\n\n".join(filter(None, sections)).encode()


def _saved(layout: ParameterLayout, parameters: np.ndarray, project: Project, notes: Mapping[str, str],
           arrays: Mapping[str, np.ndarray] = MappingProxyType({})) -> bytes:
    state = build(describe(layout, parameters, project)).state
    return saved({**state, **arrays}, {"format": "pt", CHANNELS: "last", **notes})


register(
    Exporter(".torch.safetensors", N_("engine", "PyTorch state"),
             N_("engine", "The state dict of the PyTorch program: kernels (out, in), for load_state_dict."),
             encode_state, needs_project=True),
    Exporter(".torch.py", N_("engine", "PyTorch program"),
             N_("engine", "A readable program with the network as a torch.nn.Module, and its state beside it."),
             encode_program, needs_project=True, beside=(".safetensors", encode_beside)),
    rank=30,
)

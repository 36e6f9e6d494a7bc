"""A Keras program: the same layers as in the `.keras` file, as a person would write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from engine.formats.description import Description
from engine.formats.keras_model.writer import Call, KerasLayer, Tensor
from engine.formats.preparation import Preparation
from engine.formats.scripts.names import variables
from engine.formats.scripts.rows import ROW_NAMES, predicting, rows_section
from engine.formats.scripts.text import docstring, frame, joined, literal, option, per_axis, wrapped

PROGRAM_NAMES = ROW_NAMES | {"Path", "keras", "layers", "model", "np", "ops", "predict", "sys", "weights", "layer",
                             "examples", "variable"}

_PLAIN = {"use_bias": True, "groups": 1, "dilation_rate": 1, "padding": "valid", "return_sequences": False,
          "return_state": False, "offset": 0.0, "activation": None, "shared_axes": None, "depth_multiplier": 1,
          "output_padding": None, "interpolation": "nearest"}
_DEFAULTS = {
    "Dense": {"activation": "linear"},
    **{kind: {"activation": "linear", "strides": 1}
       for kind in (f"{stem}{axes}D{end}" for axes in (1, 2) for stem, end in (
           ("Conv", ""), ("DepthwiseConv", ""), ("SeparableConv", ""), ("Conv", "Transpose")))},
    "SimpleRNN": {"activation": "tanh"},
    "GRU": {"reset_after": True},
    "GroupNormalization": {"groups": 32, "center": True, "scale": True},
}
"""What a call need not say: of all layers, and of some."""
_POSITIONAL = ("size", "units", "filters", "kernel_size", "pool_size", "rate", "stddev", "target_shape", "dims", "n",
               "cropping", "input_dim", "output_dim")
"""What a call says first, without a name."""

_IMPORTS = """import sys
from pathlib import Path

import keras
import numpy as np
from keras import layers{ops}
"""
_LOAD = '''weights = np.load(Path(__file__).with_suffix(".npz"))
for layer in model.layers:
    layer.set_weights([weights[f"{{layer.name}}/{{variable.name}}"] for variable in layer.weights])


def {predict}(*examples):
    """The predictions for arrays of examples, one for each input, as arrays."""
    return model.predict(examples if len(examples) > 1 else examples[0], verbose=0)
'''


def program(description: Description, written: Mapping[str, KerasLayer], tensors: Mapping[str, Tensor],
            preparation: Preparation | None) -> bytes:
    """The program that builds the model from `written` layers and loads the weights beside it."""
    again = [_again(layer.name, number) for layer in written.values() for number in range(len(layer.calls))
             if len(layer.calls) > 1]
    names = variables([*written, *again], PROGRAM_NAMES)
    lines = [line for layer in _in_order(written) for line in _lines(layer, names)]
    ends = [joined(_variable(tensors[node.name], names) for node in nodes)
            for nodes in (description.inputs, description.outputs)]
    single = len(description.outputs) == 1
    model = f"model = keras.Model([{ends[0]}], {ends[1] if single else f'[{ends[1]}]'})"
    if len(description.inputs) == 1:
        model = model.replace(f"[{ends[0]}]", ends[0], 1)
    uses_ops = any(layer.is_operation for layer in written.values())
    head = docstring(description, "Keras", ".npz", preparation) + _IMPORTS.format(ops=", ops" if uses_ops else "")
    body = "\n".join(map(wrapped, [*lines, model]))
    network = f"{head}\n{body}\n\n{_LOAD.format(predict=predicting(preparation)).rstrip()}"
    sections = [network, rows_section(description, preparation), frame(description, preparation)]
    return "\n\n\n".join(filter(None, sections)).encode()


def _in_order(written: Mapping[str, KerasLayer]) -> list[tuple[KerasLayer, int]]:
    """Every call of every layer, after those whose results it takes."""
    done: set[tuple[str, int]] = set()
    order = []
    waiting = [(layer, number) for layer in written.values() for number in range(len(layer.calls))]
    while waiting:
        later = []
        for layer, number in waiting:
            if all((tensor.layer, tensor.call) in done for tensor in layer.calls[number].tensors):
                done.add((layer.name, number))
                order.append((layer, number))
            else:
                later.append((layer, number))
        waiting = later
    return order


def _lines(entry: tuple[KerasLayer, int], names: Mapping[str, str]) -> list[str]:
    layer, number = entry
    call = layer.calls[number]
    result = _variable(Tensor(layer.name, number, call.shape), names)
    if layer.class_name == "InputLayer":
        return [f"{result} = keras.Input({literal(call.shape)}, name={literal(layer.name)})"]
    if layer.is_operation:
        options = [f"{key}={literal(value)}" for key, value in {**layer.config, **call.keywords}.items()]
        return [f"{result} = ops.{_function(layer.class_name)}({joined([_inputs(call, names, False), *options])})"]
    made = f"layers.{layer.class_name}({_configured(layer)})"
    arguments = joined([_inputs(call, names, call.listed),
                        *(f"{key}={_keyword(value, names)}" for key, value in call.keywords.items())])
    if len(layer.calls) == 1:
        return [f"{result} = {made}({arguments})"]
    shared = names[_again(layer.name, 0)]
    return [*([f"{shared} = {made}"] if number == 0 else []), f"{result} = {shared}({arguments})"]


def _configured(layer: KerasLayer) -> str:
    """The arguments of a layer, without those that are the default."""
    left_out = _PLAIN | _DEFAULTS.get(layer.class_name, {})
    config = {key: per_axis(value) if isinstance(value, list) else value for key, value in layer.config.items()}
    first = [literal(config.pop(key)) for key in _POSITIONAL if key in config]
    options = [option(key, value, left_out.get(key)) for key, value in config.items()]
    return joined([*first, *options, f"name={literal(layer.name)}"])


def _inputs(call: Call, names: Mapping[str, str], listed: bool) -> str:
    inputs = joined(_variable(operand, names) if isinstance(operand, Tensor) else literal(operand)
                    for operand in call.inputs)
    return f"[{inputs}]" if listed else inputs


def _keyword(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, Tensor):
        return _variable(value, names)
    if isinstance(value, tuple) and any(isinstance(inner, Tensor) for inner in value):
        return f"[{joined(_keyword(inner, names) for inner in value)}]"
    return literal(value)


def _variable(tensor: Tensor, names: Mapping[str, str]) -> str:
    name = names[_again(tensor.layer, tensor.call) if tensor.call else tensor.layer]
    return name if tensor.index < 0 else f"{name}[{tensor.index}]"


def _again(name: str, call: int) -> str:
    """What stands for the result of a further call of a layer; with 0, for the layer itself."""
    return f"{name}/call_{call + 1}" if call else f"{name}/shared"


def _function(class_name: str) -> str:
    """OnesLike → ones_like."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", class_name).lower()

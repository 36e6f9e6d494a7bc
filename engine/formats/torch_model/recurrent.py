"""Recurrent layers and attention in PyTorch: weights are (gates · units, inputs), with two biases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from engine.formats.description import Node, Row
from engine.formats.gates import reordered, two_biases
from engine.formats.scripts.text import joined
from engine.formats.torch_model.writer import Writer
from engine.layers.attention import roles
from engine.layers.mask import apart
from engine.layers.recurrence import parted


def _recurrent(t: Writer, node: Node, inputs: Sequence[str], made: str, gates: tuple[int, ...],
               biases: np.ndarray) -> str:
    """`biases` are (2, gates · units): of the inputs and of the recurrence. What a module of PyTorch does not do is
    done step by step."""
    state = {f"weight_{short}_l0": reordered(node.arrays[role], gates).T
             for short, role in (("ih", "kernel"), ("hh", "recurrent_kernel"))}
    state |= {f"bias_{short}_l0": bias for short, bias in zip(("ih", "hh"), reordered(biases, gates), strict=True)}
    module, (x, *_) = t.module(node, made, state), inputs
    (states, mask), with_cell = parted(node.settings, inputs), node.settings.get("return_cell", False)
    begin = [f"({', '.join(f'{one}[None]' for one in states)})" if len(states) > 1 else f"{one}[None]"
             for one in states[:1]]
    if mask is None and not with_cell:
        steps = f"{module}({joined([x, *begin])})[0]"
    else:
        options = [f"mask={mask}" if mask else "", f"state={begin[0]}" if begin else "",
                   "cell=True" if with_cell else ""]
        steps = f"{t.use('step_by_step')}({joined([module, x, *options])})"
    return steps if node.settings["return_sequences"] else f"{steps}[:, -1]"


def _sizes(node: Node) -> str:
    return f"{node.input_shapes[0][-1]}, {node.settings['units']}"


def _simple_rnn(t: Writer, node: Node, *inputs: str) -> str:
    function = node.settings["activation"]
    if function in ("tanh", "relu"):
        nonlinearity = '' if function == "tanh" else 'nonlinearity="relu"'
        made = f"nn.RNN({joined([_sizes(node), nonlinearity, 'batch_first=True'])})"
    else:
        made = f"{t.use('Recurrence')}({_sizes(node)}, {t.formulas.function(function)})"
    return _recurrent(t, node, inputs, made, (0,), two_biases(node.arrays["bias"]))


def _lstm(t: Writer, node: Node, *inputs: str) -> str:
    return _recurrent(t, node, inputs, f"nn.LSTM({_sizes(node)}, batch_first=True)", (0, 1, 2, 3),
                      two_biases(node.arrays["bias"]))


def _gru(t: Writer, node: Node, *inputs: str) -> str:
    """Gates r, z, h̃."""
    return _recurrent(t, node, inputs, f"nn.GRU({_sizes(node)}, batch_first=True)", (1, 0, 2), node.arrays["bias"])


def _attention(t: Writer, node: Node, *inputs: str) -> str:
    sources, mask = apart(node.settings, inputs)
    query, value, key = roles(sources)
    heads, causal = node.settings["heads"], node.settings["causal"]
    seen = "" if mask is None else t.use("seen") + f"({joined([mask, query, *(['causal=True'] if causal else [])])})"
    if seen and heads > 1:
        seen += "[:, None]"
    options = [f"attn_mask={seen}" if seen else "is_causal=True" if causal else "",
               "" if node.settings["scaled"] else "scale=1.0"]
    parted = f".unflatten(-1, ({heads}, -1)).transpose(1, 2)" if heads > 1 else ""
    whole = ".transpose(1, 2).flatten(2)" if heads > 1 else ""
    found = joined([*(f"{x}{parted}" for x in (query, key, value)), *options])
    return f"F.scaled_dot_product_attention({found}){whole}"


ROWS: Mapping[str, Row] = {"simple_rnn": _simple_rnn, "lstm": _lstm, "gru": _gru, "attention": _attention}

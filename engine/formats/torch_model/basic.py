"""Dense layers and what stands between them, in PyTorch."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.formats.description import Node, Row
from engine.formats.scripts.text import joined, literal, option
from engine.formats.torch_model.elements import LINKS
from engine.formats.torch_model.writer import Writer
from engine.layers.group_normalization import groups_of


def activated(t: Writer, node: Node, x: str, setting: str = "activation") -> str:
    """The activation that a setting of the layer names, on an expression."""
    return t.formulas.applied(node.settings[setting], x)


def _linear(t: Writer, node: Node, x: str) -> str:
    kernel = node.arrays["kernel"]
    state = {"weight": kernel.T} | ({"bias": node.arrays["bias"]} if "bias" in node.arrays else {})
    bias = "" if "bias" in node.arrays else "bias=False"
    return f"{t.module(node, f'nn.Linear({joined([*map(str, kernel.shape), bias])})', state)}({x})"


def _maxout(t: Writer, node: Node, x: str) -> str:
    shape = (node.settings["units"], node.settings["pieces"])
    return f"{_linear(t, node, x)}.unflatten(-1, {literal(shape)}).amax(-1)"


def _channels(t: Writer, node: Node, module: str, x: str) -> str:
    return f"{module}({x})" if len(node.shape) == 1 else t.channels_first(module, x)


def _prelu(t: Writer, node: Node, x: str) -> str:
    alpha = node.arrays["alpha"]
    return _channels(t, node, t.module(node, f"nn.PReLU({len(alpha)})", {"weight": alpha}), x)


_BATCH_NORMS = {1: "BatchNorm1d", 2: "BatchNorm1d", 3: "BatchNorm2d", 4: "BatchNorm3d"}


def _batch_normalization(t: Writer, node: Node, x: str) -> str:
    """PyTorch counts the momentum from the other end."""
    arrays = node.arrays
    momentum = round(1.0 - node.settings["momentum"], 12)
    made = (f"nn.{_BATCH_NORMS[len(node.shape)]}({node.shape[-1]}, eps={literal(node.settings['epsilon'])}, "
            f"momentum={literal(momentum)})")
    module = t.module(node, made, {
        "weight": arrays["gamma"], "bias": arrays["beta"], "running_mean": arrays["moving_mean"],
        "running_var": arrays["moving_variance"], "num_batches_tracked": np.array(0, np.int64)})
    return _channels(t, node, module, x)


def _layer_normalization(t: Writer, node: Node, x: str) -> str:
    made = f"nn.LayerNorm({node.shape[-1]}, eps={literal(node.settings['epsilon'])})"
    return f"{t.module(node, made, {'weight': node.arrays['gamma'], 'bias': node.arrays['beta']})}({x})"


def _group_normalization(t: Writer, node: Node, x: str) -> str:
    options = [option("eps", node.settings["epsilon"], 1e-5), option("affine", node.settings["affine"], True)]
    made = f"nn.GroupNorm({joined([str(groups_of(node.settings, node.shape)), str(node.shape[-1]), *options])})"
    state = {"weight": node.arrays["gamma"], "bias": node.arrays["beta"]} if node.arrays else {}
    return _channels(t, node, t.module(node, made, state), x)


def _dropout(t: Writer, node: Node, x: str) -> str:
    made = f"nn.Dropout({literal(node.settings['rate'])})"
    return f"{t.module(node, made)}({x})"


def _gaussian_noise(t: Writer, node: Node, x: str) -> str:
    return f"{x} + self.training * {literal(node.settings['stddev'])} * torch.randn_like({x})"


def _gaussian_sampling(t: Writer, node: Node, x: str) -> str:
    mean, log_variance = f"{x}[..., :{node.shape[-1]}]", f"{x}[..., {node.shape[-1]}:]"
    return f"{mean} + self.training * torch.exp(0.5 * {log_variance}) * torch.randn_like({mean})"


def _embedding(t: Writer, node: Node, x: str) -> str:
    rows, columns = node.arrays["embeddings"].shape
    module = t.module(node, f"nn.Embedding({rows}, {columns})", {"weight": node.arrays["embeddings"]})
    return f"{module}({x}.long().clamp(0, {rows - 1}))"


def _position_embedding(t: Writer, node: Node, x: str) -> str:
    rows, columns = node.arrays["positions"].shape
    return f"{x} + {t.module(node, f'nn.Embedding({rows}, {columns})', {'weight': node.arrays['positions']})}.weight"


def _constant(t: Writer, node: Node) -> str:
    first = t.variables[t.description.inputs[0].name]
    return f"torch.full(({joined([f'len({first})', *map(str, node.shape)])}), {literal(node.settings['value'])})"


ROWS: Mapping[str, Row] = {
    "constant": _constant,
    "dense": lambda t, node, x: activated(t, node, _linear(t, node, x)),
    "activation": lambda t, node, x: activated(t, node, x, "function"),
    "softmax": lambda t, node, x: f"torch.softmax({x}, -1)",
    "log_softmax": lambda t, node, x: f"torch.log_softmax({x}, -1)",
    "prelu": _prelu,
    "maxout": _maxout,
    "batch_normalization": _batch_normalization,
    "layer_normalization": _layer_normalization,
    "group_normalization": _group_normalization,
    "dropout": _dropout,
    "gaussian_noise": _gaussian_noise,
    "gaussian_sampling": _gaussian_sampling,
    "embedding": _embedding,
    "mask": lambda t, node, x: f"({x} != {node.settings['padding']}).to({x}.dtype)",
    "position_embedding": _position_embedding,
    "output": lambda t, node, x: LINKS[node.link].format(x),
}

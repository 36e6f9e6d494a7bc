"""Functions that work number by number, in PyTorch."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engine.layers.activations import LEAKY_SLOPE

ACTIVATIONS: Mapping[str, str] = MappingProxyType({
    "identity": "{}",
    "relu": "torch.relu({})",
    "sigmoid": "torch.sigmoid({})",
    "tanh": "torch.tanh({})",
    "leaky_relu": f"F.leaky_relu({{}}, {LEAKY_SLOPE})",
    "elu": "F.elu({})",
    "softplus": "F.softplus({})",
    "arctan": "torch.atan({})",
    "gaussian": "torch.exp(-torch.square({}))",
    "sine": "torch.sin({})",
    "cosine": "torch.cos({})",
    "square": "torch.square({})",
    "absolute": "torch.abs({})",
    "piecewise_linear": "torch.clamp({} + 0.5, 0, 1)",
    "step": "torch.gt({}, 0).float()",
    "sign": "torch.sign({})",
})

LINKS: Mapping[str, str] = MappingProxyType({
    "identity": "{}",
    "sigmoid": "torch.sigmoid({})",
    "softmax": "torch.softmax({}, -1)",
    "hinge": "({} + 1) / 2",
})

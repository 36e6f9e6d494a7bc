"""Functions that work number by number, in PyTorch."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engine.formats.scripts.formulas import Library
from engine.layers.activations import LEAKY_SLOPE

LIBRARY = Library(
    calls={
        "square": "torch.square", "sqrt": "torch.sqrt", "power": "torch.pow", "exp": "torch.exp", "log": "torch.log",
        "abs": "torch.abs", "sign": "torch.sign", "tanh": "torch.tanh", "sin": "torch.sin", "cos": "torch.cos",
        "arctan": "torch.atan", "maximum": "torch.maximum", "minimum": "torch.minimum", "select": "torch.where",
        "erf": "torch.erf", "sigmoid": "torch.sigmoid", "softplus": "F.softplus",
    },
    native={
        "relu": "torch.relu({})", "leaky_relu": f"F.leaky_relu({{}}, {LEAKY_SLOPE})", "elu": "F.elu({})",
        "selu": "F.selu({})", "gelu": "F.gelu({})", "gelu_tanh": 'F.gelu({}, approximate="tanh")',
        "silu": "F.silu({})", "mish": "F.mish({})", "hard_sigmoid": "F.hardsigmoid({})",
        "hard_swish": "F.hardswish({})", "softsign": "F.softsign({})",
    },
    same="nn.Identity()", as_float="({}).float()",
    bounds={"maximum": "torch.clamp({}, min={})", "minimum": "torch.clamp({}, max={})"})

LINKS: Mapping[str, str] = MappingProxyType({
    "identity": "{}",
    "sigmoid": "torch.sigmoid({})",
    "softmax": "torch.softmax({}, -1)",
    "hinge": "({} + 1) / 2",
})

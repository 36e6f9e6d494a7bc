"""A PyTorch module as it grows: its submodules, its state, and the lines of `forward`."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.formats.description import Description, Node
from engine.formats.scripts.formulas import Formulas
from engine.formats.scripts.names import variables
from engine.formats.torch_model.elements import LIBRARY
from engine.layers.activations import ACTIVATIONS

# What a torch.nn.Module has already, and the names that the program itself uses.
MODULE_NAMES = frozenset({
    "T_destination", "add_module", "apply", "bfloat16", "buffers", "call_super_init", "children", "compile", "cpu",
    "cuda", "double", "dump_patches", "eval", "extra_repr", "float", "forward", "get_buffer", "get_extra_state",
    "get_parameter", "get_submodule", "half", "ipu", "load_state_dict", "modules", "mtia", "named_buffers",
    "named_children", "named_modules", "named_parameters", "parameters", "register_backward_hook",
    "register_buffer", "register_forward_hook", "register_forward_pre_hook", "register_full_backward_hook",
    "register_full_backward_pre_hook", "register_load_state_dict_post_hook", "register_load_state_dict_pre_hook",
    "register_module", "register_parameter", "register_state_dict_post_hook", "register_state_dict_pre_hook",
    "requires_grad_", "set_extra_state", "set_submodule", "share_memory", "state_dict", "to", "to_empty", "train",
    "training", "type", "xpu", "zero_grad",
})
PROGRAM_NAMES = frozenset({"F", "Network", "Path", "load_file", "network", "nn", "np", "predict", "self", "sys",
                           "torch"})


class Writer:
    """`modules` maps attributes of the network to how they are made; `state` is its state dict; `parts` are the
    functions of `parts.py` that the lines use, `all_parts` the names of all of them."""

    def __init__(self, description: Description, all_parts: frozenset[str]) -> None:
        self.description = description
        self.variables = variables(description.by_name, MODULE_NAMES | PROGRAM_NAMES | all_parts | ACTIVATIONS.keys())
        self.modules: dict[str, str] = {}
        self.state: dict[str, np.ndarray] = {}
        self.parts: set[str] = set()
        self.formulas = Formulas(LIBRARY, all_parts, self.use)
        self.lines: list[str] = []

    def module(self, node: Node, made: str, state: Mapping[str, np.ndarray] | None = None) -> str:
        """The submodule of a layer; the owner's, where weights are shared and both are made alike."""
        owner = self.variables[node.owner]
        if self.modules.get(owner) == made:
            return f"self.{owner}"
        name = self.variables[node.name]
        self.modules[name] = made
        self.state |= {f"{name}.{key}": np.ascontiguousarray(array) for key, array in (state or {}).items()}
        return f"self.{name}"

    def use(self, part: str) -> str:
        """A function of `parts.py`; the program will contain it."""
        self.parts.add(part)
        return part

    def channels_first(self, module: str, x: str, before: str = "{}", after: str = "{}") -> str:
        """A module that wants channels first, on a value that has them last."""
        first = before.format(f"{self.use('channels_first')}({x})")
        return f"{self.use('channels_last')}({after.format(f'{module}({first})')})"

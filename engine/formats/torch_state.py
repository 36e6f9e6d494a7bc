"""Layers in the state dict of a PyTorch module: `fc1.weight`, `bn.running_mean`, `lstm.weight_hh_l0_reverse`.

A state dict says names and shapes, no kinds: what may be a kernel or a table of words is read as both. Kernels are
turned from (out, in) to (in, out), filters from (out, in, height, width) to (height, width, in, out), gates are put in
Ladera's order. What was made without a bias also serves a layer that has one, with zeros.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np

from engine.formats.gates import reordered

Arrays = Mapping[str, np.ndarray]
Readings = Iterator[tuple[str, dict[str, np.ndarray]]]
CHANNELS = "channels"
"""The note that says of a state dict where its module has the channels of an image: Ladera's own have them last."""
ROLES = frozenset({"kernel", "recurrent_kernel", "bias", "gamma", "beta", "moving_mean", "moving_variance", "alpha",
                   "embeddings"})
_GATES = {1: (0,), 3: (1, 0, 2), 4: (0, 1, 2, 3)}
"""By the number of gates: for each of Ladera's the one of PyTorch."""
_KERNEL = re.compile(r"weight_ih(_l\d+(?:_reverse)?)?")


def is_state(names: Iterable[str]) -> bool:
    """Whether arrays of these names are a state dict: modules within modules have points between them."""
    return not any("/" in name for name in names)


def is_backwards(name: str) -> bool:
    """Whether a layer is the half of a bidirectional one that reads from the last step on."""
    return name.endswith("_reverse")


def layers(arrays: Arrays) -> Readings:
    """The layers of a state dict, each with its arrays by Ladera's roles: several times where there are several
    readings, and as it stands where there is none."""
    modules: dict[str, dict[str, np.ndarray]] = defaultdict(dict)
    for name, array in arrays.items():
        module, _, role = name.rpartition(".")
        modules[module][role] = array
    for module, own in modules.items():
        own.pop("num_batches_tracked", None)
        read = next((row for known, row in _ROWS.items() if any(re.fullmatch(known, role) for role in own)), None)
        readings = [] if read is None else [(f"{module}.{part}".strip("."), found) for part, found in read(own)]
        yield from readings or [(module, own)] * bool(own)


def _recurrent(own: Arrays) -> Readings:
    """RNN, LSTM and GRU, layer by layer and way by way, and their cells. One that projects its output has none."""
    ways = [match[1] or "" for match in map(_KERNEL.fullmatch, own) if match]
    for way in ways:
        kernel, recurrent = own[f"weight_ih{way}"], own.get(f"weight_hh{way}", np.empty(0))
        if kernel.ndim != 2 or recurrent.ndim != 2 or f"weight_hr{way}" in own:
            return
        rows, units = recurrent.shape
        gates = _GATES.get(rows // max(units, 1))
        biases = [own.get(f"bias_{short}{way}", np.zeros(rows, kernel.dtype)) for short in ("ih", "hh")]
        if gates is None or rows != len(gates) * units or kernel.shape[0] != rows or (
                [bias.shape for bias in biases] != [(rows,)] * 2):
            return
        bias = reordered(np.stack(biases), gates)
        yield "" if len(ways) == 1 else way.strip("_"), {
            "kernel": reordered(kernel.T, gates), "recurrent_kernel": reordered(recurrent.T, gates),
            "bias": bias if len(gates) == 3 else bias.sum(axis=0)}


def _attention(own: Arrays) -> Readings:
    """The projections of nn.MultiheadAttention: three dense layers, in one array where they are of one width."""
    together, bias = own.get("in_proj_weight"), own.get("in_proj_bias")
    names = ("query", "key", "value")
    kernels = ([own.get(f"{name[0]}_proj_weight") for name in names] if together is None
               else np.split(together, 3) if together.ndim == 2 and len(together) % 3 == 0 else [None])
    if any(kernel is None or kernel.ndim != 2 for kernel in kernels):
        return
    biases = [None] * 3 if bias is None else np.split(bias, 3) if bias.shape == (sum(map(len, kernels)),) else []
    for name, kernel, part in zip(names, kernels, biases, strict=False):
        for _, found in _weighted({"weight": kernel} | ({} if part is None else {"bias": part})):
            if "kernel" in found:
                yield name, found


def _batch_normalization(own: Arrays) -> Readings:
    mean = own["running_mean"]
    yield "", {"gamma": own.get("weight", np.ones_like(mean)), "beta": own.get("bias", np.zeros_like(mean)),
               "moving_mean": mean, "moving_variance": own.get("running_var", np.ones_like(mean))}


def _weighted(own: Arrays) -> Readings:
    """What has a weight, and perhaps a bias, by the number of its axes."""
    weight, bias = own["weight"], own.get("bias")
    if set(own) > {"weight", "bias"} or (bias is not None and bias.ndim != 1):
        return
    if weight.ndim == 1:
        yield "", {"alpha": weight} if bias is None else {"gamma": weight, "beta": bias}
    if not 2 <= weight.ndim <= 4:
        return
    kernel = weight.transpose(*range(2, weight.ndim), 1, 0)
    if bias is not None:
        yield "", {"kernel": kernel, "bias": bias}
        return
    yield "", {"kernel": kernel}
    for units in dict.fromkeys((kernel.shape[-1], kernel.shape[-2])[:1 + (weight.ndim > 2)]):  # or a transposed one's
        yield "", {"kernel": kernel, "bias": np.zeros(units, weight.dtype)}
    if weight.ndim == 2:
        yield "", {"embeddings": weight}


_ROWS: Mapping[str, Callable[[Arrays], Readings]] = {
    _KERNEL.pattern: _recurrent,
    "in_proj_weight|q_proj_weight": _attention,
    "running_mean": _batch_normalization,
    "weight": _weighted,
}
"""What an array is called that only this kind of module has → its readings."""

"""Layers of other formats that are one layer in Ladera: a product and its bias, a layer and its activation.

A layer takes over what reads it only where nothing else does: no other layer, through whatever names the value went in
the file, and no output.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from engine.formats.importing.draft import Draft

_PRODUCTS = frozenset({"dense", "conv1d", "conv2d", "depthwise_conv1d", "depthwise_conv2d", "conv1d_transpose",
                       "conv2d_transpose"})
_RECURRENT = frozenset({"simple_rnn", "lstm", "gru"})
_NORMALISING = frozenset({"layer_normalization", "group_normalization"})


def fuse(draft: Draft, loose: Iterable[str]) -> set[str]:
    """Let layers take over what they can. `loose` are those that something missing reads; what stands for them then."""
    readers = draft.readers() + Counter(loose)
    shared = {spec.settings.get("shared_with") for spec in draft.layers.values()}
    renamed: dict[str, str] = {}
    for name in list(draft.layers):
        sources = tuple(renamed.get(source, source) for source in draft.sources[name])
        draft.sources[name] = sources
        rule = _RULES.get(draft.layers[name].kind)
        if rule and sources[0] and sources[0] not in shared and (taken := rule(draft, readers, name, sources[0])):
            renamed[name] = taken
            readers[taken] = readers[name]
            draft.shapes[taken] = draft.shapes[name]
    draft.replace(renamed)
    return {renamed.get(name, name) for name in loose}


def _activation(draft: Draft, readers: Counter[str], name: str, source: str) -> str | None:
    """f(xW + b)."""
    spec = draft.layers[source]
    if readers[source] > 1 or spec.kind not in _PRODUCTS or spec.settings["activation"] != "identity":
        return None
    draft.change(source, activation=draft.layers[name].settings["function"])
    return source


def _affine(draft: Draft, readers: Counter[str], name: str, source: str) -> str | None:
    """xW + b; γ and β of a normalisation that was written out."""
    if name not in draft.affine or readers[source] > 1:
        return None
    _, scale, offset = draft.affine[name]
    spec = draft.layers[source]
    if spec.kind in _PRODUCTS and not spec.settings["use_bias"] and spec.settings["activation"] == "identity":
        if np.any(scale != 1.0) or spec.settings["shared_with"]:
            return None
        draft.change(source, use_bias=True)
        draft.arrays[f"{source}/bias"] = offset
        return source
    if spec.kind in _NORMALISING and not spec.settings["shared_with"] and f"{source}/gamma" in draft.arrays:
        gamma, beta = (draft.arrays[f"{source}/{role}"] for role in ("gamma", "beta"))
        if gamma.shape == scale.shape and (gamma == 1.0).all() and not beta.any():
            draft.arrays[f"{source}/gamma"], draft.arrays[f"{source}/beta"] = scale, offset
            return source
    return None


def _last_step(draft: Draft, readers: Counter[str], name: str, source: str) -> str | None:
    """What a recurrent layer gives after its last step, where only that is read."""
    last = draft.layers[source]
    recurrent = draft.sources[source][0] if last.kind == "slice" else None
    spec = draft.layers.get(recurrent or "")
    if spec is None or spec.kind not in _RECURRENT or readers[source] > 1 or readers[recurrent] > 1 or not (
            spec.settings["return_sequences"]):
        return None
    steps, units = draft.shapes[recurrent]
    cut = last.settings["axis"], last.settings["start"], last.settings["stop"]
    if cut != (1, steps - 1, steps) or draft.shapes[name] != (units,):
        return None
    draft.change(recurrent, return_sequences=False)
    return recurrent


_RULES: Mapping[str, Callable[[Draft, Counter[str], str, str], str | None]] = {
    "activation": _activation,
    "batch_normalization": _affine,
    "flatten": _last_step,
    "reshape": _last_step,
}
"""What stands for a layer once another one has taken it over; None where none can."""

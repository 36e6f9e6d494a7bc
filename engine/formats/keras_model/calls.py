"""What a call of a layer says: what goes in, and arguments by name. None is dropped: what no row reads is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.errors import N_, FormatError
from engine.formats.importing.unsupported import UnsupportedError
from engine.formats.keras_model.model import Argument, Place, Reference, SavedCall, SavedLayer, Unknown
from engine.formats.keras_model.read_values import Value

_SEQUENCES = ("sequences", "initial_state", "mask")
_OF_ATTENTION = ("use_causal_mask", "return_attention_scores")

PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "SimpleRNN": _SEQUENCES, "LSTM": _SEQUENCES, "GRU": _SEQUENCES, "RNN": _SEQUENCES, "Bidirectional": _SEQUENCES,
    "TimeDistributed": ("inputs", "training", "mask"),
    "BatchNormalization": ("inputs", "training", "mask"),
    "Dropout": ("inputs", "training"),
    "Softmax": ("inputs", "mask"),
    "GlobalAveragePooling1D": ("inputs", "mask"),
    "Attention": ("inputs", "mask", "training", "return_attention_scores", "use_causal_mask"),
    "MultiHeadAttention": ("query", "value", "key", "query_mask", "value_mask", "key_mask", "attention_mask",
                           *_OF_ATTENTION),
    "Sequential": ("inputs", "training", "mask"), "Functional": ("inputs", "training", "mask"),
    "Model": ("inputs", "training", "mask"),
    "DotProductAttention": ("query", "key", "value", "bias", "mask", "scale"),
    "GetItem": ("x", "key"),
    "Pad": ("x", "constant_values"),
}
"""What a call takes, in order, of the layers that take more than one argument. The first is what goes in."""

_RANDOM = frozenset({"Dropout", "GaussianNoise", "GaussianDropout", "AlphaDropout", "SpatialDropout1D",
                     "SpatialDropout2D", "BatchNormalization", "SimpleRNN", "LSTM", "GRU", "Bidirectional",
                     "RNN", "TimeDistributed", "MultiHeadAttention", "Attention", "Sequential", "Functional", "Model"})
"""What does something else while it trains, or may have a layer inside that does."""


@dataclass(frozen=True)
class Bound:
    """What goes in, in order; and all other arguments by name, those left out that say nothing."""

    inputs: tuple[Value, ...]
    keywords: Mapping[str, Argument]
    keys: tuple[str, ...] = ()


def filled(argument: Argument, values: Mapping[Place, Sequence[Value]]) -> Argument:
    """An argument with values in the place of references; behind what is missing is a Value of nothing. Raises
    LookupError."""
    if isinstance(argument, Reference):
        given = values[argument.layer, argument.call]
        return given[argument.index] if given else Value(None)
    if isinstance(argument, tuple):
        return tuple(filled(inner, values) for inner in argument)
    if isinstance(argument, dict):
        return {key: filled(inner, values) for key, inner in argument.items()}
    return argument


def values_in(argument: Argument) -> Iterator[Value]:
    """Every Value in an argument."""
    if isinstance(argument, Value):
        yield argument
    elif isinstance(argument, tuple | dict):
        for inner in argument.values() if isinstance(argument, dict) else argument:
            yield from values_in(inner)


def bound(layer: SavedLayer, call: SavedCall) -> Bound:
    """A call of a layer, whose references are filled. Raises UnsupportedError for arguments that no row reads."""
    names = PARAMETERS.get(layer.class_name, ("inputs",))
    arguments, keywords = list(call.arguments), {key: value for key, value in call.keywords.items()
                                                 if value is not None}
    if not arguments and call.keywords:
        first = next((name for name in (names[0], "inputs", "x") if name in keywords), None)
        arguments = [keywords.pop(first)] if first else []
    if layer.is_operation and len(names) == 1:
        first, keys = tuple(arguments), ()
    else:
        first, keys = arguments[:1], tuple(arguments[0]) if arguments and isinstance(arguments[0], dict) else ()
        for name, value in zip(names[1:], arguments[1:], strict=False):
            if value is not None:
                keywords.setdefault(name, value)
        if len(arguments) > len(names):
            raise UnsupportedError(FormatError(N_("engine", "Its call is given {count} arguments."),
                                               count=len(arguments)))
    if keywords.get("training") is False or layer.class_name not in _RANDOM:
        keywords.pop("training", None)
    for name in keywords:
        if name not in names or name == "training":
            raise given_too(name)
    return Bound(tuple(_input(value) for argument in first for value in _flat(argument)), keywords, keys)


def given_too(name: str) -> UnsupportedError:
    """A call is given an argument that Ladera's layer does not take."""
    return UnsupportedError(FormatError(N_("engine", "Its call is given “{argument}” too."), argument=name))


def _flat(argument: Argument) -> Iterator[Any]:
    if isinstance(argument, tuple | dict):
        for inner in argument.values() if isinstance(argument, dict) else argument:
            yield from _flat(inner)
    else:
        yield argument


def _input(argument: Any) -> Value:
    if isinstance(argument, Value):
        return argument
    if isinstance(argument, np.ndarray) or (isinstance(argument, int | float) and not isinstance(argument, bool)):
        return Value(None, number=float(argument) if np.ndim(argument) == 0 else argument)
    if isinstance(argument, Unknown):
        raise given_too(argument.class_name)
    raise UnsupportedError


def refuse(keywords: Mapping[str, Argument], *names: str) -> None:
    """Raise UnsupportedError where a call is given one of these arguments."""
    for name in names:
        if keywords.get(name) is not None and keywords[name] is not False:
            raise given_too(name)

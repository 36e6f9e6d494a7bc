"""Operators of `ai.onnx.ml`, with which scikit-learn's networks are written; their labels are what Ladera says of
classes by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from engine.formats.importing.unsupported import UnsupportedError
from engine.formats.onnx_model.operator import Operator
from engine.formats.onnx_model.read_elements import affine
from engine.formats.onnx_model.values import Label, Operand, Tensor


def _largest(op: Operator) -> Label:
    """The number of the class with the largest probability."""
    x = op.known()
    if op.axis(op.attributes["axis"], len(x.axes)) != len(x.axes) - 1:
        raise op.unlike("axis")
    return Label(op.miss)


def _chosen(op: Operator) -> Label:
    """The name of that class."""
    if not op.is_constant(0) or not isinstance(op.inputs[1], Label):
        raise UnsupportedError
    return op.inputs[1]


def _above(op: Operator) -> Label:
    """The classes that are more probable than not, where each example may have several."""
    op.expect(threshold=0.5)
    op.known()
    return Label(op.miss)


def _scaler(op: Operator) -> Tensor:
    """(x − offset) · scale."""
    scale, offset = (np.asarray(op.attributes[name]) for name in ("scale", "offset"))
    return affine(op, scale, -offset * scale)


ROWS: Mapping[str, Callable[[Operator], Operand]] = {
    "ArgMax": _largest,
    "ai.onnx.ml.ArrayFeatureExtractor": _chosen,
    "ai.onnx.ml.ZipMap": lambda op: op.tensor(),
    "ai.onnx.ml.Binarizer": _above,
    "ai.onnx.ml.Scaler": _scaler,
}

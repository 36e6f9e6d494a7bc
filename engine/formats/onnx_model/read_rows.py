"""What each operator of ONNX becomes on the canvas. A row gives one value, or one for each output."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.formats.onnx_model import (
    read_elements,
    read_layers,
    read_learning,
    read_recurrent,
    read_shapes,
    read_windows,
)
from engine.formats.onnx_model.operator import Operator
from engine.formats.onnx_model.values import Operand

ROWS: Mapping[str, Callable[[Operator], Operand | tuple[Operand | None, ...] | None]] = {
    **read_elements.ROWS, **read_layers.ROWS, **read_recurrent.ROWS, **read_windows.ROWS, **read_shapes.ROWS,
    **read_learning.ROWS,
}

"""What the format's own checker says of a file."""

from __future__ import annotations

from onnx import ModelProto, TensorProto, checker, shape_inference


def is_sound(model: ModelProto) -> bool:
    """Whether the checker of ONNX takes a model, and the shapes in it agree.

    An output without a shape is no fault: other programs read such files. Weights that are elsewhere are not looked
    for.
    """
    try:
        checked = shape_inference.infer_shapes(model, check_type=True, strict_mode=True)
        for value in checked.graph.output:
            if value.type.WhichOneof("value") == "tensor_type":
                value.type.tensor_type.shape.SetInParent()
        for tensor in checked.graph.initializer:
            if tensor.external_data:
                tensor.CopyFrom(TensorProto(name=tensor.name, dims=[0], data_type=tensor.data_type))
        checker.check_model(checked)
    except Exception:  # both raise what they like, and a file that confuses them is not sound
        return False
    return True

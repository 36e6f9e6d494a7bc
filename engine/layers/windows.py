"""What the layers that slide a window over an image or a sequence share: settings, arithmetic, lowering."""

from __future__ import annotations

from collections.abc import Sequence

from engine import fields
from engine.errors import N_
from engine.layers.base import Settings, Shape, ShapeError, shape_text
from engine.windows import Window, same_padding


def window_fields(axes: int, size: int) -> tuple[fields.Field, ...]:
    """Kernel size, stride, padding and dilation along `axes` axes."""
    return (
        fields.Shape("kernel_size", (size,) * axes, N_("engine", "Window"), longest=axes, largest=1_000,
                     help=N_("engine", "How large the window is that slides over the input, for each axis.")),
        *placing_fields(axes, (1,) * axes),
        fields.Shape("dilation", (1,) * axes, N_("engine", "Dilation"), longest=axes, largest=1_000,
                     help=N_("engine", "The distance between the elements of the window; above 1 it sees further with "
                             "as few weights.")),
    )


def placing_fields(axes: int, strides: Shape) -> tuple[fields.Field, ...]:
    """Stride and padding along `axes` axes."""
    return (
        fields.Shape("strides", strides, N_("engine", "Stride"), longest=axes, largest=1_000,
                     help=N_("engine", "How far the window moves each time. Larger strides give smaller results.")),
        fields.Choice("padding", "valid", N_("engine", "Padding"),
                      options={"valid": N_("engine", "None (valid)"), "same": N_("engine", "Same size (same)"),
                               "explicit": N_("engine", "By hand")},
                      help=N_("engine", "Zeros around the input: none; so many that a stride of 1 keeps the size; or "
                              "as many as you say.")),
        fields.Integer("pad", 0, N_("engine", "Zeros on each side"), minimum=0, maximum=1_000,
                       help=N_("engine", "How many zeros on each side when the padding is by hand.")),
    )


def per_axis(value: Sequence[int], axes: int) -> tuple[int, ...]:
    """One number for all axes, or one for each."""
    return tuple(value) * axes if len(value) == 1 else tuple(value)


def windows_of(settings: Settings, shape: Shape, sizes: Sequence[int]) -> tuple[Window, ...]:
    """The windows of these sizes along the first axes of an example of `shape`."""
    axes = len(sizes)
    strides, dilations = per_axis(settings["strides"], axes), per_axis(settings.get("dilation", (1,)), axes)
    windows = []
    for length, size, stride, dilation in zip(shape, sizes, strides, dilations, strict=False):
        reach = dilation * (size - 1) + 1
        zeros = {"valid": (0, 0), "explicit": (settings["pad"],) * 2, "same": same_padding(length, reach, stride)}
        windows.append(Window(size, stride, dilation, *zeros[settings["padding"]]))
    return tuple(windows)


def check_rank(shape: Shape, axes: int) -> None:
    """Raise ShapeError unless an example is `axes` axes and channels."""
    if len(shape) != axes + 1:
        raise ShapeError(
            N_("engine", "It slides over {axes} axes with channels in a last one, but {came} comes in. A Reshape layer "
               "can give it that shape."), axes=axes, came=shape_text(shape))


def check_places(shape: Shape, windows: Sequence[Window]) -> tuple[int, ...]:
    """How often each window fits. Raises ShapeError when one does not."""
    places = tuple(window.places(length) for window, length in zip(windows, shape, strict=False))
    if not all(places):
        raise ShapeError(N_("engine", "Its window of {window} does not fit into {came}. Make it smaller, or pad."),
                         window=shape_text(tuple(window.reach for window in windows)), came=shape_text(shape[:-1]))
    return places

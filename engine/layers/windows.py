"""What the layers that slide a window over an image or a sequence share: settings, arithmetic, lowering."""

from __future__ import annotations

from collections.abc import Sequence

from engine import fields
from engine.errors import N_
from engine.layers.base import Settings, Shape, ShapeError, shape_text
from engine.windows import Window, causal_padding, full_padding, lower_padding, mirror_padding, same_padding

_OPTIONS = {"valid": N_("engine", "None (valid)"), "same": N_("engine", "Same size (same)"),
            "same_lower": N_("engine", "Same size, odd zero before"), "causal": N_("engine", "Only the past (causal)"),
            "full": N_("engine", "Every overlap (full)"), "reflect": N_("engine", "Mirrored (reflect)"),
            "explicit": N_("engine", "By hand")}


def padding_field(*names: str) -> fields.Choice:
    """What is put around the input, of these ways."""
    return fields.Choice(
        "padding", "valid", N_("engine", "Padding"), options={name: _OPTIONS[name] for name in names},
        help=N_("engine", "What is put around the input: nothing; zeros, so many that a stride of 1 keeps the size, "
                "with the odd one after or before; in a sequence, zeros before only, so that no step sees a later one; "
                "zeros up to the last place where the window still touches the input; as many places as for the same "
                "size, in which the input is mirrored; or as many zeros as you say."))


def window_fields(axes: int, size: int) -> tuple[fields.Field, ...]:
    """Kernel size, stride, padding and dilation of a convolution along `axes` axes."""
    causal = ("causal",) if axes == 1 else ()
    padding = padding_field("valid", "same", "same_lower", *causal, "full", "reflect", "explicit")
    return (
        fields.Shape("kernel_size", (size,) * axes, N_("engine", "Window"), longest=axes, largest=1_000,
                     help=N_("engine", "How large the window is that slides over the input, for each axis.")),
        *placing_fields(axes, (1,) * axes, padding),
        fields.Shape("dilation", (1,) * axes, N_("engine", "Dilation"), longest=axes, largest=1_000,
                     help=N_("engine", "The distance between the elements of the window; above 1 it sees further with "
                             "as few weights.")),
    )


def placing_fields(axes: int, strides: Shape, padding: fields.Choice) -> tuple[fields.Field, ...]:
    """Stride and padding along `axes` axes."""
    return (
        fields.Shape("strides", strides, N_("engine", "Stride"), longest=axes, largest=1_000,
                     help=N_("engine", "How far the window moves each time. Larger strides give smaller results.")),
        padding,
        fields.Shape("pad", (0,) * axes, N_("engine", "Zeros on each side"), longest=axes, smallest=0, largest=1_000,
                     help=N_("engine", "How many zeros on each side, for each axis, when the padding is by hand.")),
    )


def per_axis(value: Sequence[int], axes: int) -> tuple[int, ...]:
    """One number for all axes, or one for each."""
    return tuple(value) * axes if len(value) == 1 else tuple(value)


def windows_of(settings: Settings, shape: Shape, sizes: Sequence[int]) -> tuple[Window, ...]:
    """The windows of these sizes along the first axes of an example of `shape`, with as many places around it as the
    padding adds; `is_mirrored` says whether they hold zeros."""
    axes = len(sizes)
    strides, dilations, pads = (per_axis(settings.get(name, (1,)), axes) for name in ("strides", "dilation", "pad"))
    windows = []
    for length, size, stride, dilation, pad in zip(shape, sizes, strides, dilations, pads, strict=False):
        reach = dilation * (size - 1) + 1
        around = {"valid": (0, 0), "explicit": (pad, pad), "same": same_padding(length, reach, stride),
                  "same_lower": lower_padding(length, reach, stride), "causal": causal_padding(reach),
                  "full": full_padding(reach), "reflect": mirror_padding(reach)}
        windows.append(Window(size, stride, dilation, *around[settings["padding"]]))
    return tuple(windows)


def is_mirrored(settings: Settings) -> bool:
    """Whether what lies around the input is its mirror image, as by np.pad with mode="reflect"; else it is zero."""
    return settings["padding"] == "reflect"


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


def check_mirror(shape: Shape, windows: Sequence[Window]) -> None:
    """Raise ShapeError unless every axis has more elements than the padding mirrors: the edge is not repeated."""
    if any(length <= max(window.before, window.after) for length, window in zip(shape, windows, strict=False)):
        raise ShapeError(
            N_("engine", "Its padding would mirror {pad} elements at the edges, and {came} comes in: every axis needs "
               "one more than are mirrored. Make the window smaller, or pad with zeros."),
            pad=shape_text(tuple(max(window.before, window.after) for window in windows)), came=shape_text(shape[:-1]))

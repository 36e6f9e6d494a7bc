"""Convolution over images and sequences (LeCun et al. 1989), as cross-correlation."""

from engine import fields
from engine.errors import N_
from engine.initializers import initializer_field
from engine.layers.activations import activated, activation_field
from engine.layers.base import Layer, Parameter, ShapeError, register
from engine.layers.convolving import add_bias, as_image, correlate, images, in_groups, mirrored
from engine.layers.windows import (
    check_mirror,
    check_places,
    check_rank,
    is_mirrored,
    per_axis,
    window_fields,
    windows_of,
)
from engine.windows import Window


def convolution_fields(axes, grouped=True):
    """The settings of a convolution along `axes` axes."""
    groups = (
        fields.Integer("groups", 1, N_("engine", "Groups"), maximum=4_096,
                       help=N_("engine", "Split channels and filters into groups that do not see each other.")),
    )
    return (
        fields.Integer("filters", 8, N_("engine", "Filters"), maximum=4_096,
                       help=N_("engine", "How many kernels. Each makes one map of where its pattern appears.")),
        *window_fields(axes, 3),
        *(groups if grouped else ()),
        activation_field("relu"),
        fields.Flag("use_bias", True, N_("engine", "Bias"),
                    help=N_("engine", "Add a trained constant to each map.")),
        initializer_field("glorot_uniform"),
    )


class Convolution(Layer):
    """Slides kernels along `axes` axes: (…, c) → (…, filters), kernel (…, c/groups, filters)."""

    axes: int
    category = "convolution"

    def windows(self, settings, shape):
        """One window for each axis."""
        return windows_of(settings, shape, per_axis(settings["kernel_size"], self.axes))

    def output_shape(self, settings, inputs):
        check_rank(inputs[0], self.axes)
        channels, filters, groups = inputs[0][-1], settings["filters"], settings["groups"]
        if channels % groups or filters % groups:
            raise ShapeError(N_("engine", "Its {groups} groups do not divide {channels} channels and {filters} filters "
                                "evenly."), groups=groups, channels=channels, filters=filters)
        windows = self.windows(settings, inputs[0])
        if is_mirrored(settings):
            check_mirror(inputs[0], windows)
        return (*check_places(inputs[0], windows), filters)

    def parameters(self, settings, inputs):
        size, filters = per_axis(settings["kernel_size"], self.axes), settings["filters"]
        shape = (*size, inputs[0][-1] // settings["groups"], filters)
        area = 1
        for length in size:
            area *= length
        fan_in, fan_out = area * shape[-2], area * filters // settings["groups"]
        kernel = Parameter("kernel", shape, settings["kernel_initializer"], fan_in, fan_out)
        bias = Parameter("bias", (filters,), "zeros", fan_in, fan_out, penalised=False)
        return (kernel, bias) if settings["use_bias"] else (kernel,)

    def lower(self, ir, settings, inputs, parameters):
        x, kernel = inputs[0], parameters["kernel"]
        windows = self.windows(settings, x.shape[1:])
        if self.axes == 1:
            x, kernel, windows = as_image(ir, x), ir.reshape(kernel, (1, *kernel.shape)), (Window(1), *windows)
        if is_mirrored(settings):
            x, windows = mirrored(ir, x, windows)
        rows = in_groups(ir, x, kernel, settings["groups"], lambda a, b: correlate(ir, a, b, windows))
        if settings["use_bias"]:
            rows = add_bias(ir, rows, parameters["bias"])

        def arranged(rows):
            result = images(ir, rows)
            return result if self.axes == 2 else ir.reshape(result, (result.shape[0], *result.shape[2:]))

        return arranged(activated(ir, settings["activation"], rows, arranged))


@register
class Conv2D(Convolution):
    """(h, w, c) → (h', w', filters), kernel (k, l, c/groups, filters)."""

    kind = "conv2d"
    title = N_("engine", "Convolution 2-D")
    help = N_("engine", "Slides small kernels over an image: each finds one pattern wherever it appears, with few "
              "weights.")
    fields = convolution_fields(2)
    axes = 2


@register
class Conv1D(Convolution):
    """(steps, c) → (steps', filters), kernel (k, c/groups, filters)."""

    kind = "conv1d"
    title = N_("engine", "Convolution 1-D")
    help = N_("engine", "Slides small kernels along a sequence: each finds one pattern wherever it appears.")
    fields = convolution_fields(1)
    axes = 1

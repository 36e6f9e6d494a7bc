"""Convolution over images and sequences (LeCun et al. 1989), as cross-correlation."""

from math import prod

from engine import fields
from engine.errors import N_
from engine.initializers import initializer_field
from engine.layers.activations import activation_field
from engine.layers.base import Layer, Parameter, ShapeError, register
from engine.layers.convolving import (
    as_image,
    as_maps,
    by_channel,
    correlate,
    in_groups,
    is_by_channel,
    mirrored,
)
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

FILTERS = fields.Integer("filters", 8, N_("engine", "Filters"), maximum=4_096,
                         help=N_("engine", "How many kernels. Each makes one map of where its pattern appears."))
GROUPS = fields.Integer("groups", 1, N_("engine", "Groups"), maximum=4_096,
                        help=N_("engine", "Split channels and filters into groups that do not see each other."))


def convolution_fields(axes, first, last):
    """The settings of a convolution along `axes` axes, `first` and `last` being its own."""
    return (
        *first,
        *window_fields(axes, 3),
        *last,
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

    def maps_of(self, settings, channels):
        """How many maps its windows make of `channels`."""
        return settings["filters"]

    def groups(self, settings, channels):
        """Into how many parts `channels` and maps are split that do not see each other."""
        return settings["groups"]

    def output_shape(self, settings, inputs):
        check_rank(inputs[0], self.axes)
        channels = inputs[0][-1]
        filters, groups = self.maps_of(settings, channels), self.groups(settings, channels)
        if channels % groups or filters % groups:
            raise ShapeError(N_("engine", "Its {groups} groups do not divide {channels} channels and {filters} filters "
                                "evenly."), groups=groups, channels=channels, filters=filters)
        windows = self.windows(settings, inputs[0])
        if is_mirrored(settings):
            check_mirror(inputs[0], windows)
        return (*check_places(inputs[0], windows), filters)

    def parameters(self, settings, inputs):
        size, channels = per_axis(settings["kernel_size"], self.axes), inputs[0][-1]
        filters, groups = self.maps_of(settings, channels), self.groups(settings, channels)
        shape = (*size, channels // groups, filters)
        fan_in, fan_out = prod(shape[:-1]), prod(size) * filters // groups
        kernel = Parameter("kernel", shape, settings["kernel_initializer"], fan_in, fan_out)
        bias = Parameter("bias", (filters,), "zeros", fan_in, fan_out, penalised=False)
        return (kernel, bias) if settings["use_bias"] else (kernel,)

    def lower(self, ir, settings, inputs, parameters):
        rows = self.maps(ir, settings, inputs[0], parameters)
        return as_maps(ir, rows, parameters.get("bias"), settings["activation"], self.axes)


    def maps(self, ir, settings, x, parameters):
        """The maps before bias and activation, as rows (h', batch, w', filters)."""
        return self.found(ir, settings, x, parameters["kernel"])

    def found(self, ir, settings, x, kernel):
        """What a kernel finds in each group of channels, as rows."""
        windows, groups = self.windows(settings, x.shape[1:]), self.groups(settings, x.shape[-1])
        if self.axes == 1:
            x, kernel, windows = as_image(ir, x), ir.reshape(kernel, (1, *kernel.shape)), (Window(1), *windows)
        if is_mirrored(settings):
            x, windows = mirrored(ir, x, windows)
        if is_by_channel(kernel, groups, windows):
            return by_channel(ir, x, kernel, windows)
        return in_groups(ir, x, kernel, groups, lambda a, b: correlate(ir, a, b, windows))


@register
class Conv2D(Convolution):
    """(h, w, c) → (h', w', filters), kernel (k, l, c/groups, filters)."""

    kind = "conv2d"
    title = N_("engine", "Convolution 2-D")
    help = N_("engine", "Slides small kernels over an image: each finds one pattern wherever it appears, with few "
              "weights.")
    fields = convolution_fields(2, (FILTERS,), (GROUPS,))
    axes = 2


@register
class Conv1D(Convolution):
    """(steps, c) → (steps', filters), kernel (k, c/groups, filters)."""

    kind = "conv1d"
    title = N_("engine", "Convolution 1-D")
    help = N_("engine", "Slides small kernels along a sequence: each finds one pattern wherever it appears.")
    fields = convolution_fields(1, (FILTERS,), (GROUPS,))
    axes = 1

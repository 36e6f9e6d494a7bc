"""Transposed convolution: the adjoint of a convolution as a layer, which makes images larger."""

from math import prod

from engine import fields
from engine.errors import N_
from engine.initializers import initializer_field
from engine.layers.activations import activation_field
from engine.layers.base import Layer, Parameter, ShapeError, register
from engine.layers.convolving import as_image, as_maps, spread
from engine.layers.windows import check_rank, padding_field, per_axis, placing_fields
from engine.windows import Window, same_padding


def _fields(axes):
    return (
        fields.Integer("filters", 8, N_("engine", "Filters"), maximum=4_096,
                       help=N_("engine", "How many channels the larger result has.")),
        fields.Shape("kernel_size", (3,) * axes, N_("engine", "Window"), longest=axes, largest=1_000,
                     help=N_("engine", "How large the patch is that each input element paints.")),
        *placing_fields(axes, (2,) * axes, padding_field("valid", "same", "explicit")),
        fields.Shape("output_padding", (0,) * axes, N_("engine", "More at the end"), longest=axes, smallest=0,
                     largest=1_000,
                     help=N_("engine", "So many places longer the result is at the end, for each axis: with a stride "
                             "above 1, a convolution takes several lengths to the same one. Not with the same size, "
                             "which has only one.")),
        activation_field("relu"),
        fields.Flag("use_bias", True, N_("engine", "Bias"), help=N_("engine", "Add a trained constant to each map.")),
        initializer_field("glorot_uniform"),
    )


class TransposedConvolution(Layer):
    """(…, c) → (…, filters), kernel (…, filters, c) as in Keras. Without padding the result has (i − 1)·s + k places;
    with "same" it has i·s; by hand (i − 1)·s + k − 2p, as in PyTorch. `output_padding` adds places at the end."""

    axes: int
    category = "convolution"

    def windows(self, settings, shape):
        """For each axis the window of the convolution whose adjoint this is, and the length of the result. Raises
        ShapeError where nothing would be left, or more is added than a stride."""
        found = []
        names = ("kernel_size", "strides", "pad", "output_padding")
        for length, size, stride, pad, more in zip(shape, *(per_axis(settings[name], self.axes) for name in names),
                                                   strict=False):
            if more and more >= stride:
                raise ShapeError(N_("engine", "At the end it can only be longer by less than its stride of {stride}, "
                                    "not by {more}."), stride=stride, more=more)
            whole = (length - 1) * stride + size + more
            result = {"valid": max(whole, length * stride), "same": length * stride,
                      "explicit": whole - 2 * pad}[settings["padding"]]
            zeros = {"valid": (0, 0), "explicit": (pad, pad),
                     "same": same_padding(result, size, stride)}[settings["padding"]]
            if result < 1:
                raise ShapeError(N_("engine", "So much padding leaves nothing of its result. Pad less."))
            found.append((Window(size, stride, 1, *zeros), result))
        return tuple(zip(*found, strict=True))

    def output_shape(self, settings, inputs):
        check_rank(inputs[0], self.axes)
        return (*self.windows(settings, inputs[0])[1], settings["filters"])

    def parameters(self, settings, inputs):
        size, filters, channels = per_axis(settings["kernel_size"], self.axes), settings["filters"], inputs[0][-1]
        fan_in, fan_out = prod(size) * channels, prod(size) * filters
        kernel = Parameter("kernel", (*size, filters, channels), settings["kernel_initializer"], fan_in, fan_out)
        bias = Parameter("bias", (filters,), "zeros", fan_in, fan_out, penalised=False)
        return (kernel, bias) if settings["use_bias"] else (kernel,)

    def lower(self, ir, settings, inputs, parameters):
        x, kernel = inputs[0], parameters["kernel"]
        windows, size = self.windows(settings, x.shape[1:])
        if self.axes == 1:
            x, kernel = as_image(ir, x), ir.reshape(kernel, (1, *kernel.shape))
            windows, size = (Window(1), *windows), (1, *size)
        rows = spread(ir, x, kernel, windows, size)
        return as_maps(ir, rows, parameters.get("bias"), settings["activation"], self.axes)


@register
class Conv2DTranspose(TransposedConvolution):
    """(h, w, c) → (h', w', filters), kernel (k, l, filters, c)."""

    kind = "conv2d_transpose"
    title = N_("engine", "Transposed convolution 2-D")
    help = N_("engine", "Makes an image larger: every element paints a patch, and the patches add up.")
    fields = _fields(2)
    axes = 2


@register
class Conv1DTranspose(TransposedConvolution):
    """(steps, c) → (steps', filters), kernel (k, filters, c)."""

    kind = "conv1d_transpose"
    title = N_("engine", "Transposed convolution 1-D")
    help = N_("engine", "Makes a sequence longer: every step paints a stretch, and the stretches add up.")
    fields = _fields(1)
    axes = 1

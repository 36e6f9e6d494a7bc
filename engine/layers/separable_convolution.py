"""Separable convolution: first places, then channels."""

from math import prod

from engine.errors import N_
from engine.layers.base import Parameter, register
from engine.layers.convolution import FILTERS, Convolution, convolution_fields
from engine.layers.depthwise_convolution import MULTIPLIER
from engine.layers.windows import per_axis


class SeparableConvolution(Convolution):
    """A depthwise convolution and a product with one matrix at every place (Chollet 2017, Howard et al. 2017):
    (…, c) → (…, filters), depthwise_kernel (…, 1, c · multiplier), pointwise_kernel (c · multiplier, filters)."""

    def groups(self, settings, channels):
        return channels

    def maps_of(self, settings, channels):
        return channels * settings["multiplier"]

    def output_shape(self, settings, inputs):
        return (*super().output_shape(settings, inputs)[:-1], settings["filters"])

    def parameters(self, settings, inputs):
        size, channels, filters = per_axis(settings["kernel_size"], self.axes), inputs[0][-1], settings["filters"]
        maps, area, initializer = channels * settings["multiplier"], prod(size), settings["kernel_initializer"]
        kernels = (
            Parameter("depthwise_kernel", (*size, 1, maps), initializer, area, area * settings["multiplier"]),
            Parameter("pointwise_kernel", (maps, filters), initializer, maps, filters))
        bias = Parameter("bias", (filters,), "zeros", maps, filters, penalised=False)
        return (*kernels, bias) if settings["use_bias"] else kernels

    def maps(self, ir, settings, x, parameters):
        rows = self.found(ir, settings, x, parameters["depthwise_kernel"])
        mixed = ir.matmul(ir.reshape(rows, (-1, rows.shape[-1])), parameters["pointwise_kernel"])
        return ir.reshape(mixed, (*rows.shape[:-1], settings["filters"]))


@register
class SeparableConv2D(SeparableConvolution):
    """(h, w, c) → (h', w', filters)."""

    kind = "separable_conv2d"
    title = N_("engine", "Separable convolution 2-D")
    help = N_("engine", "Does the work of a convolution in two steps: kernels that see one channel each, then a "
              "mixture of the channels at every place. Far fewer weights and products, and nearly as good.")
    fields = convolution_fields(2, (FILTERS, MULTIPLIER), ())
    axes = 2


@register
class SeparableConv1D(SeparableConvolution):
    """(steps, c) → (steps', filters)."""

    kind = "separable_conv1d"
    title = N_("engine", "Separable convolution 1-D")
    help = N_("engine", "Does the work of a convolution along a sequence in two steps: kernels that see one channel "
              "each, then a mixture of the channels at every step.")
    fields = convolution_fields(1, (FILTERS, MULTIPLIER), ())
    axes = 1

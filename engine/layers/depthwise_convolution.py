"""Depthwise convolution: every channel by itself."""

from engine import fields
from engine.errors import N_
from engine.layers.base import register
from engine.layers.convolution import Convolution, convolution_fields

MULTIPLIER = fields.Integer(
    "multiplier", 1, N_("engine", "Maps of each channel"), maximum=256,
    help=N_("engine", "How many kernels each channel has for itself (depth multiplier)."))


class DepthwiseConvolution(Convolution):
    """A convolution with a group for each channel: (…, c) → (…, c · multiplier), kernel (…, 1, c · multiplier), the
    maps of a channel side by side. Keras has the same numbers as (…, c, multiplier)."""

    def maps_of(self, settings, channels):
        return channels * settings["multiplier"]

    def groups(self, settings, channels):
        return channels


@register
class DepthwiseConv2D(DepthwiseConvolution):
    """(h, w, c) → (h', w', c · multiplier)."""

    kind = "depthwise_conv2d"
    title = N_("engine", "Depthwise convolution 2-D")
    help = N_("engine", "Slides kernels over an image, each over one channel only, with very few weights. It mixes "
              "places and no channels; a convolution with a window of 1×1 after it mixes those.")
    fields = convolution_fields(2, (MULTIPLIER,), ())
    axes = 2


@register
class DepthwiseConv1D(DepthwiseConvolution):
    """(steps, c) → (steps', c · multiplier)."""

    kind = "depthwise_conv1d"
    title = N_("engine", "Depthwise convolution 1-D")
    help = N_("engine", "Slides kernels along a sequence, each over one channel only, with very few weights.")
    fields = convolution_fields(1, (MULTIPLIER,), ())
    axes = 1

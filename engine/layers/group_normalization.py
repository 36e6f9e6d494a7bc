"""Group normalisation, and instance normalisation as one channel in each group."""

from engine import fields
from engine.errors import N_
from engine.layers.base import Layer, Parameter, ShapeError, register, shape_text
from engine.layers.normalizing import epsilon_field, moments


@register
class GroupNormalization(Layer):
    """γ (x − μ) / √(var + ε) + β with μ and var of each example and each group of channels, the last axis, over all
    other axes (Wu and He 2018). Channels side by side are a group, as in Keras and PyTorch.

    One channel in each group is instance normalisation (Ulyanov, Vedaldi and Lempitsky 2016), one group of all is layer
    normalisation over everything. γ and β are one number for each channel.
    """

    kind = "group_normalization"
    title = N_("engine", "Group normalisation")
    category = "normalisation"
    help = N_("engine", "Shifts and scales groups of channels, within each example, to mean 0 and variance 1, then to "
              "what is learned. It does not depend on the size of the batch. With each channel by itself it is "
              "instance normalisation, which takes the contrast out of an image.")
    fields = (
        fields.Integer("groups", 1, N_("engine", "Groups"), minimum=0, maximum=4_096,
                       help=N_("engine", "Into how many groups the channels are divided. 0 makes each channel a group "
                               "by itself: instance normalisation.")),
        epsilon_field(),
        fields.Flag("affine", True, N_("engine", "Learned scale and shift"),
                    help=N_("engine", "After it, multiply each channel by a number and add one, which are learned.")),
    )

    def output_shape(self, settings, inputs):
        shape, groups = inputs[0], groups_of(settings, inputs[0])
        if shape[-1] % groups:
            raise ShapeError(N_("engine", "Its {groups} groups do not divide {channels} channels evenly."),
                             groups=groups, channels=shape[-1])
        if groups == shape[-1] and len(shape) == 1:
            raise ShapeError(N_("engine", "Each of its groups would be a single number, of which only 0 is left: "
                                "{shape} comes in. Take fewer groups."), shape=shape_text(shape))
        return shape

    def parameters(self, settings, inputs):
        channels = inputs[0][-1]
        return tuple(Parameter(role, (channels,), initializer, channels, channels, penalised=False)
                     for role, initializer in (("gamma", "ones"), ("beta", "zeros")) if settings["affine"])

    def lower(self, ir, settings, inputs, parameters):
        x = inputs[0]
        batch, *_, channels = x.shape
        groups = groups_of(settings, x.shape)
        members = (groups, channels // groups)
        _, centred, variance = moments(ir, ir.reshape(x, (batch, -1, *members)), (-1, -3))
        scale = ir.div(1.0, ir.sqrt(ir.add(variance, settings["epsilon"])))
        if not settings["affine"]:
            return ir.reshape(ir.mul(centred, scale), x.shape)
        gamma, beta = (ir.reshape(parameters[role], members) for role in ("gamma", "beta"))
        return ir.reshape(ir.add(ir.mul(centred, ir.mul(scale, gamma)), beta), x.shape)


def groups_of(settings, shape):
    """How many groups the channels of `shape` make."""
    return settings["groups"] or shape[-1]

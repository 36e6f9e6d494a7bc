"""Maxout: a dense layer that learns its own activation."""

from engine import fields
from engine.errors import N_
from engine.initializers import initializer_field
from engine.layers.base import Layer, Parameter, register


@register
class Maxout(Layer):
    """The largest of `pieces` affine functions, for each unit (Goodfellow et al. 2013): (…, n) → (…, units).

    `kernel` is (n, units · pieces), the pieces of a unit side by side; so is `bias`. With two pieces it can be a ReLU
    or an absolute value; with many it comes close to any convex function.
    """

    kind = "maxout"
    title = N_("engine", "Maxout")
    category = "layers"
    help = N_("engine", "Each unit is the largest of several straight lines, which it learns: it draws its own "
              "activation, any that is convex.")
    equation = r"y_u = \max_p z_{u,p}, \quad z_{u,p} = w_{u,p}^\top x + b_{u,p}"
    derivative = r"\frac{\partial y_u}{\partial x} = w_{u,p^*}, \quad p^* = \operatorname{argmax}_p z_{u,p}"
    fields = (
        fields.Integer("units", 4, N_("engine", "Units"), maximum=65_536,
                       help=N_("engine", "How many numbers the layer gives.")),
        fields.Integer("pieces", 2, N_("engine", "Pieces"), minimum=2, maximum=64,
                       help=N_("engine", "How many straight lines each unit takes the largest of.")),
        fields.Flag("use_bias", True, N_("engine", "Bias"),
                    help=N_("engine", "Add a trained constant to each line, so that the lines can cross anywhere.")),
        initializer_field("glorot_uniform"),
    )

    def output_shape(self, settings, inputs):
        return (*inputs[0][:-1], settings["units"])

    def parameters(self, settings, inputs):
        fan_in, fan_out = inputs[0][-1], settings["units"] * settings["pieces"]
        kernel = Parameter("kernel", (fan_in, fan_out), settings["kernel_initializer"], fan_in, fan_out)
        bias = Parameter("bias", (fan_out,), "zeros", fan_in, fan_out, penalised=False)
        return (kernel, bias) if settings["use_bias"] else (kernel,)

    def lower(self, ir, settings, inputs, parameters):
        x, shape = inputs[0], (*inputs[0].shape[:-1], settings["units"])
        z = ir.matmul(ir.reshape(x, (-1, x.shape[-1])), parameters["kernel"])
        if settings["use_bias"]:
            z = ir.add(z, ir.reshape(parameters["bias"], (1, -1)))
        return ir.reshape(ir.max(ir.reshape(z, (*shape, settings["pieces"])), (-1,)), shape)

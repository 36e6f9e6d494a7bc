"""The fully connected layer."""

from engine import fields
from engine.errors import N_
from engine.initializers import initializer_field
from engine.layers.activations import activated, activation_field
from engine.layers.base import Layer, Parameter, register


@register
class Dense(Layer):
    """y = f(xW + b) on the last axis: (…, n) → (…, units), with W of shape (n, units)."""

    kind = "dense"
    title = N_("engine", "Dense")
    category = "layers"
    rank = 0
    help = N_("engine", "Every unit sees every input: y = f(xW + b). One unit with a sigmoid is logistic regression; "
              "one with the identity is linear regression.")
    fields = (
        fields.Integer("units", 4, N_("engine", "Units"), maximum=65_536,
                       help=N_("engine", "How many neurons. More units can draw more complicated borders, and can "
                               "also learn the noise by heart.")),
        activation_field("relu"),
        fields.Flag("use_bias", True, N_("engine", "Bias"),
                    help=N_("engine", "Add a trained constant to each unit, so that its border need not pass through "
                            "the origin.")),
        initializer_field("glorot_uniform"),
    )

    def output_shape(self, settings, inputs):
        return (*inputs[0][:-1], settings["units"])

    def parameters(self, settings, inputs):
        fan_in, fan_out = inputs[0][-1], settings["units"]
        kernel = Parameter("kernel", (fan_in, fan_out), settings["kernel_initializer"], fan_in, fan_out)
        bias = Parameter("bias", (fan_out,), "zeros", fan_in, fan_out, penalised=False)
        return (kernel, bias) if settings["use_bias"] else (kernel,)

    def lower(self, ir, settings, inputs, parameters):
        x, kernel = inputs[0], parameters["kernel"]
        rows = ir.reshape(x, (-1, x.shape[-1]))
        z = ir.matmul(rows, kernel)
        if settings["use_bias"]:
            z = ir.add(z, ir.reshape(parameters["bias"], (1, -1)))
        z = ir.reshape(z, (*x.shape[:-1], settings["units"]))
        return activated(ir, settings["activation"], z)

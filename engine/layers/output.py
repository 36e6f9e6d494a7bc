"""The output layer: the head of the network, which carries the loss."""

from engine import fields
from engine.errors import N_
from engine.layers.base import Layer, register
from engine.losses import ALIASES, LOSSES


@register
class Output(Layer):
    """The prediction and its loss.

    The input is read as logits: the link function of the loss (identity, sigmoid, softmax) turns it into the
    prediction. When a layer before already ends in that link, and nothing stands between but what brings numbers to
    other places, the link is not applied twice and the loss is still computed from the logits under it, which is the
    stable way. What would make that unsound is a problem of the graph (`engine.endings`).
    """

    kind = "output"
    title = N_("engine", "Output")
    category = "data"
    rank = 1
    help = N_("engine", "The prediction leaves here and is compared with the target. Change only this layer to move "
              "between regression, two classes and many classes.")
    fields = (
        fields.Choice("loss", "mean_squared_error", N_("engine", "Loss"),
                      options={name: loss.title for name, loss in LOSSES.items()}, aliases=ALIASES,
                      help=N_("engine", "What training makes small. Squared error for numbers; cross-entropy for "
                              "classes.")),
        fields.Real("weight", 1.0, N_("engine", "Loss weight"), minimum=0.0, maximum=1e6,
                    help=N_("engine", "How much this head counts when a network has several.")),
        fields.Choice("target", "targets", N_("engine", "Learns"),
                      options={"targets": N_("engine", "What the data say"),
                               "inputs": N_("engine", "The inputs themselves")},
                      help=N_("engine", "What the prediction is compared with. A head that has to give the inputs back "
                              "makes the layers before it keep what matters: an autoencoder.")),
        fields.Text("columns", "", N_("engine", "Only these"), longest=2_000,
                    help=N_("engine", "Empty for all. Otherwise targets, or inputs, by name or number: price, 3, 5-8. "
                            "With classes the head learns whether an example is of one of the classes listed.")),
    )
    has_output = False

    def output_shape(self, settings, inputs):
        return LOSSES[settings["loss"]].check_shape(inputs[0])

    def lower(self, ir, settings, inputs, parameters):
        return LOSSES[settings["loss"]].link(ir, inputs[0])

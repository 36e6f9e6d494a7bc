"""Attention: looking things up by likeness."""

from math import sqrt

from engine import fields
from engine.errors import N_
from engine.layers.base import Layer, ShapeError, register, shape_text

_NEVER = -1e9  # the score of what may not be seen: its weight is exactly 0 after the softmax


@register
class Attention(Layer):
    """softmax(Q Kᵀ / √d) V (Vaswani et al. 2017), the softmax over the steps of K.

    Inputs in the order of Keras: query (n, d), value (m, v) and key (m, d), → (n, v). Without a key the value is the
    key too; with one input only, it is all three: self-attention.
    """

    kind = "attention"
    title = N_("engine", "Attention")
    category = "recurrent"
    help = N_("engine", "For every step of the query it finds the steps of the key that resemble it, and mixes their "
              "values in that proportion. Connect query, value and key in this order; two inputs are query and value, "
              "one input looks at itself.")
    fields = (
        fields.Flag("scaled", True, N_("engine", "Divide by √d"),
                    help=N_("engine", "Divides the likeness by the root of its width, so that the softmax does not "
                            "saturate when vectors are long.")),
        fields.Flag("causal", False, N_("engine", "Only the past"),
                    help=N_("engine", "Each step sees itself and the steps before it, never those after: for a network "
                            "that predicts what comes next.")),
    )
    ports = "many"

    def output_shape(self, settings, inputs):
        if len(inputs) > 3:
            raise ShapeError(N_("engine", "It takes query, value and key; {count} inputs are connected."),
                             count=len(inputs))
        query, value, key = _roles(inputs)
        for shape in inputs:
            if len(shape) != 2:
                raise ShapeError(N_("engine", "Its inputs must be sequences, steps × features, and {shape} comes in."),
                                 shape=shape_text(shape))
        if query[1] != key[1]:
            raise ShapeError(N_("engine", "Query and key must have the same number of features, but {query} meets "
                                "{key}."), query=shape_text(query), key=shape_text(key))
        if value[0] != key[0]:
            raise ShapeError(N_("engine", "Value and key must have the same number of steps, but {value} meets {key}."),
                             value=shape_text(value), key=shape_text(key))
        return query[0], value[1]

    def lower(self, ir, settings, inputs, parameters):
        query, value, key = _roles(inputs)
        return ir.matmul(attention_weights(ir, settings, query, key), value)


def attention_weights(ir, settings, query, key):
    """(batch, n, m): how much each step of the query looks at each step of the key; every row adds up to 1."""
    scores = ir.matmul(query, key, False, True)
    if settings["scaled"]:
        scores = ir.mul(scores, 1.0 / sqrt(query.shape[-1]))
    if settings["causal"]:
        later, now = ir.positions(key.shape[-2]), ir.reshape(ir.positions(query.shape[-2]), (-1, 1))
        scores = ir.select(ir.greater(later, now), _NEVER, scores)
    return ir.softmax(scores)


def _roles(inputs):
    query, value, key = inputs[0], inputs[min(1, len(inputs) - 1)], inputs[-1]
    return query, value, key

"""Attention: looking things up by likeness."""

from math import sqrt

from engine import fields
from engine.errors import N_
from engine.layers.base import Layer, Settings, ShapeError, register, shape_text
from engine.layers.mask import apart, check_mask, masked_field

_TURN = (-4, -2, -3, -1)  # (batch, steps, heads, features) ↔ (batch, heads, steps, features)
WEIGHTS = "weights"
"""What is exposed: (batch, n, m), or (batch, heads, n, m), how much each step of the query looks at each of the key."""
_NEVER = -1e9  # the score of what may not be seen: its weight is exactly 0 after the softmax


@register
class Attention(Layer):
    """softmax(Q Kᵀ / √d) V (Vaswani et al. 2017), the softmax over the steps of K.

    Inputs in the order of Keras: query (n, d), value (m, v) and key (m, d), → (n, v). Without a key the value is the
    key too; with one input only, it is all three: self-attention. Several heads divide the features into as many parts,
    side by side as in PyTorch, and each attends with its own, d being the width of a part; dense layers before and
    behind it make of that the multi-head attention of the paper. A `masked` one has one input more, a number for each
    step of the key, (m,) or (m, 1), that is 0 where nobody may look. Where none may be seen it looks at all alike.
    """

    kind = "attention"
    title = N_("engine", "Attention")
    category = "recurrent"
    help = N_("engine", "For every step of the query it finds the steps of the key that resemble it, and mixes their "
              "values in that proportion. Connect query, value and key in this order; two inputs are query and value, "
              "one input looks at itself.")
    fields = (
        fields.Integer("heads", 1, N_("engine", "Heads"), maximum=256,
                       help=N_("engine", "Into how many parts the features are divided, each of which looks by itself. "
                               "With dense layers for query, key and value before it, and one behind it, that is "
                               "multi-head attention.")),
        fields.Flag("scaled", True, N_("engine", "Divide by √d"),
                    help=N_("engine", "Divides the likeness by the root of its width, so that the softmax does not "
                            "saturate when vectors are long.")),
        fields.Flag("causal", False, N_("engine", "Only the past"),
                    help=N_("engine", "Each step sees itself and the steps before it, never those after: for a network "
                            "that predicts what comes next.")),
        masked_field,
    )
    ports = "many"

    def output_shape(self, settings, inputs):
        inputs, mask = apart(settings, inputs)
        if len(inputs) > 3:
            raise ShapeError(N_("engine", "It takes query, value and key; {count} inputs are connected."),
                             count=len(inputs))
        query, value, key = roles(inputs)
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
        if settings.get("masked", False):
            check_mask(key[0], mask)
        heads = heads_of(settings)
        for shape in (query, value):
            if shape[1] % heads:
                raise ShapeError(N_("engine", "Its {heads} heads do not divide {count} features evenly."), heads=heads,
                                 count=shape[1])
        return query[0], value[1]

    def lower(self, ir, settings, inputs, parameters):
        inputs, mask = apart(settings, inputs)
        query, value, key = (_by_head(ir, x, heads_of(settings)) for x in roles(inputs))
        weights = attention_weights(ir, settings, query, key, mask)
        ir.expose(WEIGHTS, weights)
        found = ir.matmul(weights, value)
        if heads_of(settings) == 1:
            return found
        batch, heads, steps, width = found.shape
        return ir.reshape(ir.transpose(found, _TURN), (batch, steps, heads * width))


def heads_of(settings: Settings) -> int:
    """How many heads it has."""
    return int(settings.get("heads", 1))


def _by_head(ir, x, heads):
    """(batch, steps, features) as (batch, heads, steps, features of one); with one head as it is."""
    if heads == 1:
        return x
    batch, steps, features = x.shape
    return ir.transpose(ir.reshape(x, (batch, steps, heads, features // heads)), _TURN)


def attention_weights(ir, settings, query, key, mask=None):
    """(batch, …, n, m): how much each step of the query looks at each step of the key; every row adds up to 1. Where
    the `mask` (batch, m) is 0 nobody looks."""
    scores = ir.matmul(query, key, False, True)
    if settings["scaled"]:
        scores = ir.mul(scores, 1.0 / sqrt(query.shape[-1]))
    if settings["causal"]:
        later, now = ir.positions(key.shape[-2]), ir.reshape(ir.positions(query.shape[-2]), (-1, 1))
        scores = ir.select(ir.greater(later, now), _NEVER, scores)
    if mask is not None:
        batch, steps = query.shape[0], key.shape[-2]
        seen = ir.reshape(mask, (batch, *(1,) * (len(scores.shape) - 2), steps))
        scores = ir.select(ir.equal(seen, 0.0), _NEVER, scores)
    return ir.softmax(scores)


def roles(inputs):
    """Query, value and key of one to three inputs."""
    query, value, key = inputs[0], inputs[min(1, len(inputs) - 1)], inputs[-1]
    return query, value, key

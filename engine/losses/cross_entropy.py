"""Cross-entropies, computed from logits, which is the stable way (Goodfellow et al. 2016, section 6.2.2)."""

from engine.errors import N_
from engine.losses.base import Loss, register


@register
class BinaryCrossEntropy(Loss):
    """ln(1 + eᶻ) − yz, as torch.nn.BCEWithLogitsLoss; the prediction is σ(z).

    It is computed as z([z > 0] − y) + ln(1 + e^−|z|): the two parts do not cancel, and neither do those of its
    derivatives, so that single precision keeps its digits at every z.
    """

    name = "binary_cross_entropy"
    title = N_("engine", "Binary cross-entropy")
    rank = 10
    task = "binary"
    link_function = "sigmoid"
    equation = r"-\frac{1}{N}\sum \left( y \ln \hat y + (1 - y) \ln (1 - \hat y) \right), \quad \hat y = \sigma(z)"

    def elements(self, ir, outputs, targets):
        z = self.logits(ir, outputs)
        positive = ir.greater(z, 0.0)
        down = ir.mul(z, ir.add(ir.mul(-2.0, positive), 1.0))  # −|z|, with a slope at 0 that suits [z > 0]
        return ir.add(ir.mul(z, ir.sub(positive, targets)), ir.log1p(ir.exp(down)))


@register
class CategoricalCrossEntropy(Loss):
    """−Σ y ln softmax(z) over the last axis, as torch.nn.CrossEntropyLoss with probabilities as targets."""

    name = "categorical_cross_entropy"
    title = N_("engine", "Categorical cross-entropy")
    rank = 10
    task = "multiclass"
    link_function = "softmax"
    equation = r"-\frac{1}{N}\sum \sum_c y_c \ln \hat y_c, \quad \hat y = \operatorname{softmax}(z)"
    fewest_outputs = 2

    def elements(self, ir, outputs, targets):
        return ir.neg(ir.sum(ir.mul(targets, ir.log_softmax(self.logits(ir, outputs))), (-1,)))

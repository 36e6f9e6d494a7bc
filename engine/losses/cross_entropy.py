"""Cross-entropies, computed from logits, which is the stable way (Goodfellow et al. 2016, section 6.2.2)."""

from engine.errors import N_
from engine.losses.base import Loss, linked, logits, register


@register
class BinaryCrossEntropy(Loss):
    """softplus(z) − yz, as torch.nn.BCEWithLogitsLoss; the prediction is σ(z)."""

    name = "binary_cross_entropy"
    title = N_("engine", "Binary cross-entropy")
    task = "binary"
    equation = r"-\frac{1}{N}\sum \left( y \ln \hat y + (1 - y) \ln (1 - \hat y) \right), \quad \hat y = \sigma(z)"

    def elements(self, ir, outputs, targets):
        z = logits(ir, "sigmoid", outputs)
        return ir.sub(ir.softplus(z), ir.mul(targets, z))

    def link(self, ir, outputs):
        return linked(ir, "sigmoid", outputs)


@register
class CategoricalCrossEntropy(Loss):
    """−Σ y ln softmax(z) over the last axis, as torch.nn.CrossEntropyLoss with probabilities as targets."""

    name = "categorical_cross_entropy"
    title = N_("engine", "Categorical cross-entropy")
    task = "multiclass"
    equation = r"-\frac{1}{N}\sum \sum_c y_c \ln \hat y_c, \quad \hat y = \operatorname{softmax}(z)"
    fewest_outputs = 2

    def elements(self, ir, outputs, targets):
        z = logits(ir, "softmax", outputs)
        return ir.neg(ir.sum(ir.mul(targets, ir.log_softmax(z)), (-1,)))

    def link(self, ir, outputs):
        return linked(ir, "softmax", outputs)

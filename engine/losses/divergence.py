"""The Kullback–Leibler divergence."""

from engine.errors import N_
from engine.losses.base import Loss, register


@register
class KLDivergence(Loss):
    """Σ y ln(y / softmax(z)) over the last axis, as torch.nn.KLDivLoss(reduction="batchmean") of log-softmax.

    0 ln 0 is 0. It is the categorical cross-entropy less the entropy of the targets, so both have the same gradient;
    with targets that are sure (one-hot) they are equal.
    """

    name = "kl_divergence"
    title = N_("engine", "KL divergence")
    rank = 30
    task = "multiclass"
    link_function = "softmax"
    equation = r"\frac{1}{N}\sum \sum_c y_c \ln \frac{y_c}{\hat y_c}, \quad \hat y = \operatorname{softmax}(z)"
    fewest_outputs = 2

    def elements(self, ir, outputs, targets):
        log_prediction = ir.log_softmax(self.logits(ir, outputs))
        log_target = ir.log(ir.select(ir.greater(targets, 0.0), targets, 1.0))
        return ir.sum(ir.mul(targets, ir.sub(log_target, log_prediction)), (-1,))

"""Losses of the difference between prediction and target, for numbers."""

from engine.errors import N_
from engine.losses.base import Loss, register


@register
class MeanSquaredError(Loss):
    """The mean of (ŷ − y)², without a factor ½, as torch.nn.MSELoss: so its gradient has a factor 2."""

    name = "mean_squared_error"
    title = N_("engine", "Mean squared error")
    rank = 20
    task = "regression"
    equation = r"\frac{1}{N}\sum (\hat y - y)^2"

    def elements(self, ir, outputs, targets):
        return ir.square(ir.sub(outputs, targets))


@register
class MeanAbsoluteError(Loss):
    """The mean of |ŷ − y|, as torch.nn.L1Loss: a single wild target pulls no harder than any other."""

    name = "mean_absolute_error"
    title = N_("engine", "Mean absolute error")
    rank = 20
    task = "regression"
    equation = r"\frac{1}{N}\sum |\hat y - y|"

    def elements(self, ir, outputs, targets):
        return ir.abs(ir.sub(outputs, targets))


@register
class Huber(Loss):
    """Squared near the target, absolute from a distance of 1 on (Huber 1964), as torch.nn.HuberLoss(delta=1).

    With r = |ŷ − y| and c = min(r, 1) it is c(r − ½c). The border at 1 is one standard deviation of targets that are
    standardised.
    """

    name = "huber"
    title = N_("engine", "Huber")
    rank = 20
    task = "regression"
    equation = (r"\frac{1}{N}\sum \begin{cases} \frac{1}{2} r^2 & r \le 1 \\ r - \frac{1}{2} & r > 1 \end{cases}"
                r", \quad r = |\hat y - y|")

    def elements(self, ir, outputs, targets):
        distance = ir.abs(ir.sub(outputs, targets))
        near = ir.minimum(distance, 1.0)
        return ir.mul(near, ir.sub(distance, ir.mul(near, 0.5)))

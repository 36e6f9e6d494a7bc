"""Learning rules for one layer of neurons, older than gradient descent through many."""

from __future__ import annotations

from typing import ClassVar

from engine.errors import N_, GraphError
from engine.ir import gradients
from engine.layers.activations import ACTIVATIONS
from engine.losses import LOSSES
from engine.optimizers.base import learning_rate_field, register
from engine.optimizers.sgd import SGD


class LearningRule(SGD):
    """Δw = α(t − o)x and Δb = α(t − o), averaged over the minibatch, for the dense layer that is the whole network.

    o is what the layer gives, t the target; nothing is differentiated but the penalties, which are added. With a batch
    size of 1 it is the rule of the textbooks.
    """

    equation = r"w \leftarrow w + \eta (t - o) x, \quad b \leftarrow b + \eta (t - o)"
    activation: ClassVar[str]  # the one that the rule is for

    def problems(self, graph):
        others = tuple(spec.name for spec in graph.layers if spec.kind not in ("input", "dense", "output"))
        dense, heads = graph.of_kind("dense"), graph.of_kind("output")
        if others or len(dense) > 1:
            yield GraphError(
                N_("engine", "“{optimizer}” trains one Dense layer between Input and Output. Remove the other layers "
                   "({names}), or choose another optimizer."), optimizer=self.title,
                names=", ".join(others or (spec.name for spec in dense[:-1])),
                layers=others or tuple(spec.name for spec in dense))
        if others or len(dense) != 1:
            return
        layer = dense[0]
        source = graph.inputs_of(layer.name)[0]
        if len(graph.partial_shapes()[source]) > 1:
            yield GraphError(
                N_("engine", "“{optimizer}” reads a row of numbers, but {source} gives more axes. Choose another "
                   "optimizer."), optimizer=self.title, source=source, layers=(source,))
        if layer.settings["activation"] != self.activation:
            yield GraphError(
                N_("engine", "“{optimizer}” is for a layer with the activation “{needed}”. Choose it in {name}, or "
                   "choose another optimizer."), optimizer=self.title, needed=ACTIVATIONS[self.activation].title,
                name=layer.name, layers=(layer.name,))
        for head in heads:
            if LOSSES[head.settings["loss"]].task != "regression":
                yield GraphError(
                    N_("engine", "“{optimizer}” compares the output itself with the target. Choose a loss for numbers "
                       "in {name}, such as the mean squared error."), optimizer=self.title, name=head.name,
                    layers=(head.name,))

    def slopes(self, net, trained):
        ir = net.ir
        (x,), (targets,) = net.inputs.values(), net.targets.values()
        layer = next(iter(net.parameters)).split("/")[0]
        error = ir.mul(ir.sub(net.layers[layer], targets), 1.0 / x.shape[0])
        against = {"kernel": ir.matmul(x, error, ta=True), "bias": ir.reshape(ir.sum(error, (-2,)), (-1,))}
        penalties = gradients(ir, net.penalty, list(trained.values()))
        return [ir.add(against[name.split("/")[1]], penalty) for name, penalty in zip(trained, penalties, strict=True)]


@register
class PerceptronRule(LearningRule):
    """Rosenblatt (1958), for targets 0 and 1 and the binary step.

    Only mistakes move the weights. It comes to rest after finitely many exactly when the classes can be separated by a
    plane (Novikoff 1962).
    """

    name = "perceptron_rule"
    title = N_("engine", "Perceptron rule")
    rank = 80
    help = N_("engine", "For one layer of neurons with the binary step: each mistake moves the weights by the input "
              "that caused it. It comes to rest only if a straight line can separate the classes.")
    reference = "Rosenblatt: The perceptron (1958)"
    fields = (learning_rate_field(0.1),)
    activation = "step"


@register
class DeltaRule(LearningRule):
    """The least mean squares rule of Adaline (Widrow, Hoff 1960): the error before any threshold.

    It is gradient descent on half the squared error, with the minimum of linear regression; Ladera's mean squared error
    has no ½, so gradient descent takes the same steps with half the learning rate.
    """

    name = "delta_rule"
    title = N_("engine", "Delta rule (Adaline)")
    rank = 80
    help = N_("engine", "For one layer of linear neurons: the weights follow the error times the input. Unlike the "
              "perceptron rule it settles also where no line separates the classes.")
    reference = "Widrow, Hoff: Adaptive switching circuits (1960)"
    fields = (learning_rate_field(0.05),)
    activation = "identity"

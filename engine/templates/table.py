"""The templates there are: a row each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.data import DataSpec
from engine.errors import N_
from engine.graph import Graph
from engine.templates import bodies, sequences
from engine.templates.bodies import Body, Finish
from engine.templates.draft import Draft, Given, image_of


@dataclass(frozen=True)
class Template:
    """One row of the table. `suits` says which data it can learn from; `data` and `training` are those it is at home
    with. `kind` is the layer whose picture stands for it."""

    name: str
    title: str
    help: str
    kind: str
    body: Body
    data: DataSpec
    finish: Finish = bodies.answers
    suits: Callable[[Given], bool] = lambda given: True
    training: Mapping[str, Any] = field(default_factory=dict)

    def network(self, given: Given) -> Graph:
        """The whole of it, from its inputs to its outputs. Raises GraphError where what comes in does not suit."""
        net = Draft(given, own_inputs=True)
        self.finish(net, self.body(net))
        return net.graph

    def part(self, given: Given, whole: bool) -> tuple[Graph, str, tuple[str, ...]]:
        """What follows a layer that is there already: a graph in which an Input stands for it, the name of that Input,
        and the ends; `whole` with heads and outputs. Raises GraphError where what comes in does not suit."""
        net = Draft(given, own_inputs=False)
        ends = self.body(net)
        if whole:
            self.finish(net, ends)
        return net.graph, net.origin, ends


def _is_image(given: Given) -> bool:
    return image_of(given.shape) is not None


def _is_sequence(given: Given) -> bool:
    return bool(given.symbols) or len(given.shape) == 2


def _writes(given: Given) -> bool:
    return given.steps > 0


def _learns(*tasks: str) -> Callable[[Given], bool]:
    return lambda given: given.task in tasks


_CLOUDS = DataSpec("gaussian", {"samples": 300, "noise": 8}, seed=1)
_DIGITS = DataSpec("digits", {"image": True})
_ROWS = DataSpec("reversing", {"asked": "row", "letters": 10, "length": 8, "samples": 4_000})
_WRITING = {"optimizer": "adam", "optimizer_settings": {"learning_rate": 0.005}, "batch_size": 32, "clip_norm": 1.0}
_ADAM = {"optimizer": "adam", "optimizer_settings": {"learning_rate": 0.01}}

TEMPLATES: Mapping[str, Template] = {template.name: template for template in (
    Template("perceptron", N_("engine", "Perceptron"),
             N_("engine", "One neuron that says 0 or 1, and Rosenblatt's rule: only a mistake moves its line."),
             "dense", bodies.neuron, _CLOUDS, bodies.perceptron_end, _learns("binary"),
             {"optimizer": "perceptron_rule", "optimizer_settings": {"learning_rate": 1.0}, "batch_size": 1}),
    Template("logistic_regression", N_("engine", "Logistic regression"),
             N_("engine", "One neuron for two classes, or one for each of several: how likely each is, from a weighted "
                "sum."),
             "dense", bodies.neuron, _CLOUDS, suits=_learns("binary", "multiclass"), training=_ADAM),
    Template("linear_regression", N_("engine", "Linear regression"),
             N_("engine", "A weighted sum of the inputs, with the least squared error: the straight line through the "
                "points."),
             "dense", bodies.neuron, DataSpec("plane"), bodies.linear_end, _learns("regression"), _ADAM),
    Template("mlp", N_("engine", "Multilayer perceptron"),
             N_("engine", "Two hidden layers of 16 units with ReLU: a network for rows of numbers."),
             "dense", bodies.mlp, DataSpec("circle"), training=_ADAM),
    Template("deep_twins", N_("engine", "Deep sigmoid beside ReLU"),
             N_("engine", "Six layers with sigmoids beside six with ReLU, on the same data: see which gradients reach "
                "the first layer."),
             "activation", bodies.deep_twins, DataSpec("circle"), training=_ADAM),
    Template("lenet", N_("engine", "LeNet-5"),
             N_("engine", "Two convolutions, each with a pooling, and three dense layers (LeCun et al. 1998), with "
                "today's ReLU and maxima. For images."),
             "conv2d", bodies.lenet, DataSpec("digits", {"image": True, "size": "32"}), suits=_is_image,
             training={"optimizer": "adam", "optimizer_settings": {"learning_rate": 0.003}}),
    Template("vgg", N_("engine", "Small VGG"),
             N_("engine", "Two blocks of two 3×3 convolutions and a pooling, the second with twice the filters "
                "(Simonyan and Zisserman 2015). For images."),
             "conv2d", bodies.vgg, _DIGITS, suits=_is_image,
             training={"optimizer": "adam", "optimizer_settings": {"learning_rate": 0.003}}),
    Template("residual", N_("engine", "Residual block"),
             N_("engine", "Two layers and a shortcut past them, added up at the end (He et al. 2016): it keeps the "
                "shape of what comes in."),
             "add", bodies.residual, DataSpec("circle"), training=_ADAM),
    Template("streams", N_("engine", "Two streams"),
             N_("engine", "Two ways through layers of their own, joined side by side: half of the columns in each."),
             "concatenate", bodies.streams, DataSpec("breast_cancer"), training=_ADAM),
    Template("two_heads", N_("engine", "Two heads"),
             N_("engine", "One trunk with two answers: what the data ask, and the inputs themselves."),
             "dense", bodies.trunk, DataSpec("iris"), bodies.two_heads, training=_ADAM),
    Template("autoencoder", N_("engine", "Autoencoder"),
             N_("engine", "Through a narrow layer, the code, and back to the inputs: what passes is what matters "
                "most."),
             "dense", bodies.autoencoder, DataSpec("digits"), bodies.give_back, training=_ADAM),
    Template("deep_autoencoder", N_("engine", "Deep autoencoder"),
             N_("engine", "Four hidden layers around a code of two numbers, which can be drawn as a map."),
             "dense", bodies.deep_autoencoder, DataSpec("digits"), bodies.give_back, training=_ADAM),
    Template("denoising_autoencoder", N_("engine", "Denoising autoencoder"),
             N_("engine", "Noise comes to the inputs while it trains, and it learns to give them back without (Vincent "
                "et al. 2008)."),
             "gaussian_noise", bodies.denoising_autoencoder, DataSpec("digits"), bodies.give_back, training=_ADAM),
    Template("overcomplete_autoencoder", N_("engine", "Overcomplete autoencoder"),
             N_("engine", "A code wider than the inputs: without the dropout it could simply hand them on."),
             "dropout", bodies.overcomplete_autoencoder, DataSpec("digits"), bodies.give_back,
             training={"optimizer": "adam", "optimizer_settings": {"learning_rate": 0.001}}),
    Template("convolutional_autoencoder", N_("engine", "Convolutional autoencoder"),
             N_("engine", "Convolution and pooling down to a code of eight numbers, and back to an image. For images."),
             "conv2d", bodies.convolutional_autoencoder, _DIGITS, bodies.give_back_image,
             lambda given: given.inputs == given.shape and _is_image(given) and given.shape[-1:] == (1,), _ADAM),
    Template("variational_autoencoder", N_("engine", "Variational autoencoder"),
             N_("engine", "The encoder says a mean and a variance for each of two numbers, the code is drawn from them "
                "(Kingma and Welling 2014): codes between two examples mean something too."),
             "gaussian_sampling", bodies.variational_autoencoder, DataSpec("digits"), bodies.give_back,
             training=_ADAM),
    Template("rnn", N_("engine", "Recurrent network"),
             N_("engine", "A simple recurrent layer reads a sequence step by step and answers at its end."),
             "simple_rnn", bodies.memory("simple_rnn"), DataSpec("wave"), suits=_is_sequence, training=_ADAM),
    Template("lstm", N_("engine", "LSTM network"),
             N_("engine", "A memory with gates (Hochreiter and Schmidhuber 1997) reads a sequence and answers at its "
                "end."),
             "lstm", bodies.memory("lstm"), DataSpec("wave"), suits=_is_sequence, training=_ADAM),
    Template("attention", N_("engine", "Attention block"),
             N_("engine", "Query, key and value of each step, attention, a shortcut and a normalisation: a head of the "
                "transformer (Vaswani et al. 2017)."),
             "attention", bodies.attention, DataSpec("recall", {"letters": 3, "delay": 3}), suits=_is_sequence,
             training=_ADAM),
    Template("transformer", N_("engine", "Small transformer"),
             N_("engine", "Where each step stands, and two blocks: attention of four heads to the past, and two dense "
                "layers, each beside a shortcut and behind a normalisation (Vaswani et al. 2017)."),
             "attention", sequences.transformer, _ROWS, suits=_is_sequence, training=_WRITING | {
                 "optimizer_settings": {"learning_rate": 0.003}}),
    Template("seq2seq", N_("engine", "Encoder and decoder"),
             N_("engine", "A GRU reads a row, another begins with what the first knows at its end, and writes "
                "(Sutskever et al. 2014). While it learns it is told the right symbols before each step: teacher "
                "forcing."),
             "gru", sequences.encoder_decoder(attention=False), _ROWS, suits=_writes, training=_WRITING),
    Template("seq2seq_attention", N_("engine", "Encoder, decoder and attention"),
             N_("engine", "The decoder also looks at all that was read, with a weight for each symbol (Bahdanau et al. "
                "2015; Luong et al. 2015). While it learns it is told the right symbols before each step: teacher "
                "forcing."),
             "attention", sequences.encoder_decoder(attention=True), _ROWS, suits=_writes, training=_WRITING),
)}

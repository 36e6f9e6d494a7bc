"""Whether a network and its data fit together."""

from __future__ import annotations

from collections.abc import Iterator

from engine.data import Data
from engine.errors import N_, GraphError, LaderaError
from engine.graph import Graph
from engine.layers import shape_text
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS

# Which losses can learn which task.
_LOSSES_FOR = {
    "regression": {"regression"},
    "binary": {"binary", "regression"},
    "multiclass": {"multiclass", "binary", "regression"},
}


def fit_problems(graph: Graph, data: Data, optimizer: str = "sgd") -> tuple[GraphError, ...]:
    """Every reason why `graph` cannot be trained on `data`, each naming its layer; the graph's own problems first, then
    those with the data, then those with the optimizer."""
    if graph.problems():
        return graph.problems()
    shapes = graph.infer()
    problems = []
    inputs, outputs = graph.of_kind("input"), graph.of_kind("output")
    for several, word in ((inputs, N_("engine", "inputs")), (outputs, N_("engine", "outputs"))):
        if len(several) > 1:
            problems.append(GraphError(
                N_("engine", "The network has several {what} ({names}), but the data give one."), what=word,
                names=", ".join(spec.name for spec in several), layers=tuple(spec.name for spec in several)))
    head, first = outputs[0], inputs[0]
    if shapes[first.name] != data.input_shape:
        problems.append(GraphError(
            N_("engine", "{name} takes {expected}, but an example of the data is {came}. Set its shape to {came}."),
            name=first.name, expected=shape_text(shapes[first.name]), came=shape_text(data.input_shape),
            layers=(first.name,)))
    else:
        problems.extend(_unreadable(graph, first.name, data))
    loss = LOSSES[head.settings["loss"]]
    if loss.task not in _LOSSES_FOR[data.task]:
        problems.append(GraphError(
            N_("engine", "The loss of {name} does not suit the data: “{loss}” is not for targets of this kind. Choose "
               "another loss in {name}."), name=head.name, loss=loss.title, layers=(head.name,)))
    elif shapes[head.name] != data.target_shape:
        before = graph.inputs_of(head.name)[0]
        problems.append(GraphError(
            N_("engine", "{name} gets {came} from {before}, but a target of the data is {expected}. Give {before} "
               "{expected} units."), name=head.name, came=shape_text(shapes[head.name]), before=before,
            expected=shape_text(data.target_shape), layers=(head.name, before)))
    if not sum(graph.parameter_counts().values()):
        problems.append(GraphError(N_("engine", "The network has no weights to train. Add a Dense layer.")))
    return (*problems, *OPTIMIZERS[optimizer].problems(graph))


def _unreadable(graph: Graph, source: str, data: Data) -> Iterator[GraphError]:
    """The layers straight after the input that cannot read the examples."""
    for link in graph.links:
        if link.source != source:
            continue
        spec = graph.layer(link.target)
        try:
            for part in (data.train, data.validation, data.test):
                spec.layer.check_examples(spec.settings, part.inputs)
        except LaderaError as misfit:
            yield GraphError(N_("engine", "{name} cannot read the data. {reason}"), name=spec.name, reason=misfit,
                             layers=(spec.name,))

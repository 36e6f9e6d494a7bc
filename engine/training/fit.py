"""Whether a network, its data and its training fit together."""

from __future__ import annotations

from collections.abc import Iterator

from engine.data import Data
from engine.errors import N_, GraphError, LaderaError
from engine.graph import Graph, LayerSpec
from engine.layers import Layer, Shape, shape_text
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from engine.training.augmentation import MOVING, Augmenter
from engine.training.curriculum import NO_CURRICULUM, measure_problem
from engine.training.feeds import entering, input_scaling, learned
from engine.training.settings import TrainingSettings
from engine.training.teacher import teacher_problems

# Which losses can learn which task.
_LOSSES_FOR = {
    "regression": {"regression"},
    "binary": {"binary", "regression"},
    "multiclass": {"multiclass", "binary", "regression"},
    "sequence": {"multiclass"},
}


def fit_problems(graph: Graph, data: Data, settings: TrainingSettings | None = None) -> tuple[GraphError, ...]:
    """Every reason why `graph` cannot be trained on `data`, each naming its layer; the graph's own problems first, then
    those with the data, then those with `settings`, those of gradient descent where there are none."""
    if graph.problems():
        return graph.problems()
    settings = settings or TrainingSettings("sgd")
    shapes, problems = graph.infer(), []
    for spec in graph.of_kind("input"):
        problems += _input_problems(graph, spec, data, shapes[spec.name], settings)
    for spec in graph.of_kind("output"):
        problems += _head_problems(graph, spec, data, shapes[spec.name])
    if not sum(graph.parameter_counts().values()):
        problems.append(GraphError(N_("engine", "The network has no weights to train. Add a Dense layer.")))
    return (*problems, *OPTIMIZERS[settings.optimizer].problems(graph), *_setting_problems(graph, settings),
            *_order_problems(graph, data, settings))


def _input_problems(graph: Graph, spec: LayerSpec, data: Data, shape: Shape, settings: TrainingSettings
                    ) -> Iterator[GraphError]:
    try:
        came = entering(spec, data, data.train.some(slice(1))).shape[1:]
        if came == shape:
            Augmenter(settings.augmentation, shape, input_scaling(spec, data))
    except LaderaError as misfit:
        yield GraphError(N_("engine", "{name}: {reason}"), name=spec.name, reason=misfit, layers=(spec.name,))
        return
    if came != shape:
        yield GraphError(
            N_("engine", "{name} takes {expected}, but an example of the data is {came}. Set its shape to {came}."),
            name=spec.name, expected=shape_text(shape), came=shape_text(came), layers=(spec.name,))
    else:
        yield from _unreadable(graph, spec, data)


def _unreadable(graph: Graph, source: LayerSpec, data: Data) -> Iterator[GraphError]:
    """The layers straight after an input that cannot read its examples."""
    for link in graph.links:
        spec = graph.layer(link.target)
        if link.source != source.name or type(spec.layer).check_examples is Layer.check_examples:
            continue  # it reads all numbers
        try:
            for part in (data.train, data.validation, data.test):
                spec.layer.check_examples(spec.settings, entering(source, data, part.inputs))
        except LaderaError as misfit:
            yield GraphError(N_("engine", "{name} cannot read the data. {reason}"), name=spec.name, reason=misfit,
                             layers=(spec.name,))


def _head_problems(graph: Graph, spec: LayerSpec, data: Data, shape: Shape) -> Iterator[GraphError]:
    try:
        head = learned(spec, data, shape)
    except LaderaError as misfit:
        yield GraphError(N_("engine", "{name}: {reason}"), name=spec.name, reason=misfit, layers=(spec.name,))
        return
    loss = LOSSES[spec.settings["loss"]]
    if loss.task not in _LOSSES_FOR[head.task]:
        yield GraphError(
            N_("engine", "The loss of {name} does not suit the data: “{loss}” is not for targets of this kind. Choose "
               "another loss in {name}."), name=spec.name, loss=loss.title, layers=(spec.name,))
    elif shape != head.target_shape:
        before = graph.inputs_of(spec.name)[0]
        yield GraphError(
            N_("engine", "{name} gets {came} from {before}, but a target of the data is {expected}. Set the units "
               "of {before} to {expected}."), name=spec.name, came=shape_text(shape), before=before,
            expected=shape_text(head.target_shape), layers=(spec.name, before))


def _setting_problems(graph: Graph, settings: TrainingSettings) -> Iterator[GraphError]:
    """Where what changes examples or weights on the way does not suit the network."""
    optimizer = OPTIMIZERS[settings.optimizer]
    if settings.weight_noise and optimizer.full_batch:
        yield GraphError(
            N_("engine", "“{optimizer}” compares losses at many places in one step, so noise on the weights would "
               "mislead it. Switch the noise off, or choose another optimizer."), optimizer=optimizer.title)
    slowed = [title for title, on in ((N_("engine", "a rate of their own for earlier layers"),
                                       settings.early_rate != 1.0),
                                      (N_("engine", "a hint"), settings.teacher is not None and settings.hint > 0),
                                      (N_("engine", "a curriculum"), settings.curriculum != NO_CURRICULUM)) if on]
    if optimizer.full_batch and slowed:
        yield GraphError(
            N_("engine", "“{optimizer}” takes all weights and all examples at once, which does not go with {what}. "
               "Switch that off, or choose another optimizer."), optimizer=optimizer.title, what=slowed[0])
    imitators = [spec.name for spec in graph.of_kind("output") if spec.settings["target"] == "inputs"]
    if imitators and any(settings.augmentation[name] for name in MOVING):
        yield GraphError(
            N_("engine", "{name} learns the inputs as they are, but the examples are moved or turned. Switch that off; "
               "noise on the inputs is fine."), name=imitators[0], layers=(imitators[0],))
    readers = [link.target for link in graph.links if graph.layer(link.target).kind == "embedding"]
    if readers and (settings.augmentation["noise"] or settings.adversarial["epsilon"]):
        yield GraphError(
            N_("engine", "{name} reads whole numbers, which noise and attacks would spoil. Switch them off."),
            name=readers[0], layers=(readers[0],))


def _order_problems(graph: Graph, data: Data, settings: TrainingSettings) -> Iterator[GraphError]:
    """Where a teacher cannot teach this, or nothing says which examples are easy."""
    yield from teacher_problems(graph, settings)
    problem = None if settings.curriculum == NO_CURRICULUM else measure_problem(
        settings.curriculum, data, settings.teacher)
    if problem is not None:
        yield problem

"""How a network is trained: everything that a person sets, as one value."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from dataclasses import fields as dataclass_fields
from types import MappingProxyType
from typing import Any, TypeVar

from engine import fields
from engine.errors import N_, FormatError, SettingError
from engine.fields import check_settings
from engine.optimizers import OPTIMIZERS
from engine.quoting import Vocabulary
from engine.schedules import SCHEDULES
from engine.spelling import with_nearest
from engine.training.adversarial import ADVERSARIAL_FIELDS
from engine.training.augmentation import AUGMENTATION_FIELDS
from engine.training.curriculum import CURRICULUM_FIELDS
from engine.training.own_rates import EARLY_RATE
from engine.training.stopping import STOPPING_FIELDS
from engine.training.teacher import TEACHER_FIELDS, Teacher
from engine.training.weight_noise import WEIGHT_NOISE

Function = TypeVar("Function", bound=Callable[..., Any])

FIELDS = (
    fields.Choice("optimizer", "adam", N_("engine", "Optimizer"),
                  options={name: optimizer.title for name, optimizer in OPTIMIZERS.items()},
                  help=N_("engine", "The rule that turns gradients into steps.")),
    fields.Integer("batch_size", 32, N_("engine", "Batch size"), minimum=0, maximum=10_000_000,
                   help=N_("engine", "Examples per step; 0 takes all of them. Small batches make noisy but many "
                           "steps.")),
    fields.Integer("epochs", 100, N_("engine", "Epochs"), maximum=100_000_000,
                   help=N_("engine", "Stop after this many passes over the training data.")),
    fields.Integer("seed", 0, N_("engine", "Seed"), minimum=0, maximum=2**31 - 1,
                   help=N_("engine", "The initial weights and the order of the examples follow from it: the same seed "
                           "gives the same run.")),
    fields.Real("l1", 0.0, N_("engine", "L1 penalty"), minimum=0.0, maximum=100.0, logarithmic=True,
                help=N_("engine", "Adds l1·Σ|w| to the loss: pushes weights that do not help to zero.")),
    fields.Real("l2", 0.0, N_("engine", "L2 penalty"), minimum=0.0, maximum=100.0, logarithmic=True,
                help=N_("engine", "Adds ½·l2·Σw² to the loss: keeps weights small and the function smooth.")),
    fields.Choice("dtype", "float32", N_("engine", "Precision"),
                  options={"float32": N_("engine", "Single (float32)"), "float64": N_("engine", "Double (float64)")},
                  help=N_("engine", "Single precision is faster; double rounds less.")),
    fields.Flag("shuffle", True, N_("engine", "Shuffle"),
                help=N_("engine", "Take the examples in a new random order in every epoch.")),
    fields.Choice("schedule", "constant", N_("engine", "Learning rate over time"),
                  options={name: schedule.title for name, schedule in SCHEDULES.items()},
                  help=N_("engine", "Large steps find the valley, small ones its floor: how the learning rate changes "
                          "while training goes on.")),
    fields.Real("clip_norm", 0.0, N_("engine", "Clip the gradient's norm"), minimum=0.0, maximum=1e6, logarithmic=True,
                help=N_("engine", "A longer gradient is shortened to this length, its direction kept; 0 for no limit. "
                        "It saves recurrent networks from steep walls in the loss.")),
    fields.Real("clip_value", 0.0, N_("engine", "Clip the gradient's values"), minimum=0.0, maximum=1e6,
                logarithmic=True,
                help=N_("engine", "Each number of the gradient is kept between minus and plus this; 0 for no limit.")),
    fields.Choice("class_weights", "none", N_("engine", "Class weights"),
                  options={"none": N_("engine", "All examples alike"),
                           "balanced": N_("engine", "Rare classes count more")},
                  help=N_("engine", "With classes of different size, let each class weigh the same in training: an "
                          "example counts N / (classes × examples of its class). Losses that are shown for whole parts "
                          "stay without weights.")),
    WEIGHT_NOISE,
    EARLY_RATE,
    *CURRICULUM_FIELDS,
    *TEACHER_FIELDS,
    *STOPPING_FIELDS,
)
NESTED = ("optimizer_settings", "schedule_settings", "augmentation", "adversarial")
"""Settings that have settings of their own."""
HOT = ("epochs", *(field.name for field in STOPPING_FIELDS))
"""Settings that can change between two steps, and so can the learning rate; for others a trainer is made anew."""


@dataclass(frozen=True)
class TrainingSettings:
    """The fields of FIELDS, the settings of the chosen optimizer and schedule, and those of AUGMENTATION_FIELDS and
    ADVERSARIAL_FIELDS. `teacher` is a network to learn from, beside the data. Raises SettingError for impossible
    values."""

    optimizer: str = "adam"
    optimizer_settings: Mapping[str, Any] = field(default_factory=dict)
    batch_size: int = 32
    epochs: int = 100
    seed: int = 0
    l1: float = 0.0
    l2: float = 0.0
    dtype: str = "float32"
    shuffle: bool = True
    schedule: str = "constant"
    schedule_settings: Mapping[str, Any] = field(default_factory=dict)
    clip_norm: float = 0.0
    clip_value: float = 0.0
    class_weights: str = "none"
    weight_noise: float = 0.0
    early_rate: float = 1.0
    curriculum: str = "none"
    curriculum_share: float = 0.2
    curriculum_epochs: int = 10
    curriculum_reversed: bool = False
    teacher: Teacher | None = None
    distillation: float = 0.5
    temperature: float = 4.0
    hint: float = 0.0
    hint_from: str = ""
    hint_to: str = ""
    augmentation: Mapping[str, Any] = field(default_factory=dict)
    adversarial: Mapping[str, Any] = field(default_factory=dict)
    patience: int = 0
    restore_best: bool = True
    target_loss: float = 0.0
    target_metric: float = 0.0
    time_limit: float = 0.0

    def __post_init__(self) -> None:
        given = {name: getattr(self, name) for name in (row.name for row in FIELDS)}
        for name, value in check_settings(FIELDS, given).items():
            object.__setattr__(self, name, value)
        rows = (OPTIMIZERS[self.optimizer].fields, SCHEDULES[self.schedule].fields, AUGMENTATION_FIELDS,
                ADVERSARIAL_FIELDS)
        for name, nested in zip(NESTED, rows, strict=True):
            object.__setattr__(self, name, MappingProxyType(check_settings(nested, getattr(self, name))))

    def changed(self, **changes: Any) -> TrainingSettings:
        """With some settings changed, also those of the optimizer, by their names: changed(optimizer="adam",
        learning_rate=0.003). Raises SettingError."""
        base = self
        for kind, nested in (("optimizer", "optimizer_settings"), ("schedule", "schedule_settings")):
            other = replace(self, **{kind: changes.get(kind, getattr(self, kind)), nested: {}})
            if getattr(other, kind) != getattr(self, kind):  # what was set for the one says nothing to the other
                base = replace(base, **{kind: getattr(other, kind), nested: {}})
        own = [row.name for row in OPTIMIZERS[base.optimizer].fields]
        _check_names(changes, (*own, *_names()))
        nested = dict(changes.pop("optimizer_settings", base.optimizer_settings))
        nested |= {name: changes.pop(name) for name in own if name in changes}
        return replace(base, **changes, optimizer_settings=nested)

    def rows_per_step(self, examples: int) -> int:
        """How many of so many examples a full step takes: all of them for optimizers that need all."""
        wanted = 0 if OPTIMIZERS[self.optimizer].full_batch else self.batch_size
        return min(wanted or examples, examples)

    def goes_on_as(self, other: TrainingSettings) -> bool:
        """Whether a training can go on with the `other` settings between two steps, as if nothing had happened."""
        rate = self.optimizer_settings["learning_rate"]
        return self == replace(other, **{name: getattr(self, name) for name in HOT},
                               optimizer_settings={**other.optimizer_settings, "learning_rate": rate})

    def to_json(self) -> dict[str, Any]:
        """As plain dictionaries."""
        return {row.name: getattr(self, row.name) for row in dataclass_fields(self)} | {
            name: dict(getattr(self, name)) for name in NESTED} | {"teacher": self.teacher and self.teacher.to_json()}

    @classmethod
    def from_json(cls, data: Any) -> TrainingSettings:
        """Read what `to_json` wrote; what is missing takes its default. Raises FormatError or SettingError; trusts
        nothing."""
        if not isinstance(data, dict) or not all(isinstance(data.get(name, {}), dict) for name in NESTED):
            raise FormatError(N_("engine", "The training settings of the file are damaged."))
        _check_names(data, _names())
        return cls(**data | {"teacher": Teacher.from_json(data.get("teacher"))})

    def __repr__(self) -> str:
        usual, own = TrainingSettings(), TrainingSettings(self.optimizer, schedule=self.schedule)
        said = {name: getattr(self, name) for name in _names()
                if getattr(self, name) != getattr(own if name in NESTED else usual, name)}
        shown = {name: dict(value) if name in NESTED else value for name, value in said.items()}
        return f"TrainingSettings({', '.join(f'{name}={value!r}' for name, value in shown.items())})"


def _names() -> tuple[str, ...]:
    return tuple(row.name for row in dataclass_fields(TrainingSettings))


def _check_names(given: Iterable[object], known: Sequence[str]) -> None:
    """Raise SettingError for the first of `given` that is not known."""
    for name in given:
        if name not in known:
            raise with_nearest(SettingError(N_("engine", "There is no setting “{name}”; there are {known}."),
                                            name=name, known=Vocabulary(known)), name, known)


def takes_settings(function: Function) -> Function:
    """Decorator: what takes settings by name shows them, those of the default optimizer included."""
    shown = inspect.signature(function)
    *own, _ = shown.parameters.values()
    names = [*_names(), *(row.name for row in OPTIMIZERS[TrainingSettings.optimizer].fields)]
    by_name = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=getattr(TrainingSettings, name, None))
               for name in names]
    function.__signature__ = shown.replace(parameters=[*own, *by_name])
    return function

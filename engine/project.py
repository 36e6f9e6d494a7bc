"""A project: everything that a file holds and a window shows, as one value.

`to_json` and `from_json` carry all of it but the arrays, the history, the progress of the training, surfaces, runs,
forks and the file with the person's own data, which are files of their own inside the project file (see
`engine.formats`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from engine.data import DataSpec
from engine.descent.setup import DescentSetup
from engine.drawing import Drawing
from engine.errors import N_, FormatError, LaderaError, SettingError
from engine.example import Example
from engine.generative.gan_setup import GanSetup
from engine.generative.setup import BoltzmannSetup
from engine.graph import Graph
from engine.surfaces import KeptRun, Surface
from engine.training import Trainer, TrainingSettings
from engine.training.history import LATEST, completed
from engine.training.kept_fork import KeptFork
from engine.training.progress import Progress
from engine.vision.bench import KernelBench

FORMAT = "ladera"
VERSION = 2
UNTITLED = "Untitled"
LONGEST_TITLE = 200
LONGEST_NOTES = 100_000
FARTHEST = 1e6

Point = tuple[float, float]
Columns = Mapping[str, np.ndarray]
Migration = Callable[[dict[str, Any]], dict[str, Any]]


def _pad_of_each_axis(value: dict[str, Any]) -> dict[str, Any]:
    """Zeros put around images by hand were one number for all axes, and are one for each."""
    def layer(row: dict[str, Any]) -> dict[str, Any]:
        settings = row["settings"]
        return {**row, "settings": {**settings, "pad": [settings["pad"]]}} if "pad" in settings else row

    graph = value["graph"]
    return {**value, "graph": {**graph, "layers": list(map(layer, graph["layers"]))}}


class Learned(NamedTuple):
    """What training gives a project: the fields of these names. As it stands here, nothing."""

    parameters: np.ndarray | None = None
    history: Columns | None = None
    weights_epoch: int | None = None
    progress: Progress | None = None


MIGRATIONS: Mapping[int, Migration] = MappingProxyType({1: _pad_of_each_axis})
"""Version n → what turns a description of version n into one of version n + 1."""


@dataclass(frozen=True, eq=False)
class Project:
    """A network with its data, its training and what has been learned.

    `positions` maps layers to the centres of their cards on the canvas. `parameters` is the flat vector (n,) of the
    network's `ParameterLayout`, float32 or float64, or None before training. `history` maps columns (epoch, loss, …) to
    float64 (epochs,); NaN where there is no value. It may be given in part and is `completed`. `weights_epoch` is the
    epoch at whose end the weights were these, where it is not the last of the history: a training that stopped may have
    taken its best weights back. `progress` is how far the training of these weights has come, None where only they are
    known.
    `descent` is what the Descent workspace was left with, None where nobody was there; `kernel_bench` is that of the
    Convolution workspace, `boltzmann` and `gan` those of the Generative one. `surfaces` of the loss are kept beside the
    network that they were measured on, `runs` beside the one they trained, `forks` of its training under names.
    `drawing` has groups, notes and arrows.
    Raises SettingError for values that no file could hold.
    """

    title: str
    graph: Graph
    data: DataSpec
    training: TrainingSettings
    positions: Mapping[str, Point] = field(default_factory=dict)
    parameters: np.ndarray | None = None
    history: Columns | None = None
    notes: str = ""
    descent: DescentSetup | None = None
    kernel_bench: KernelBench | None = None
    boltzmann: BoltzmannSetup | None = None
    gan: GanSetup | None = None
    surfaces: tuple[Surface, ...] = ()
    runs: tuple[KeptRun, ...] = ()
    weights_epoch: int | None = None
    progress: Progress | None = None
    example: Example = field(default_factory=Example)
    drawing: Drawing = field(default_factory=Drawing)
    forks: tuple[KeptFork, ...] = ()

    @classmethod
    def of(cls, trainer: Trainer, title: str = UNTITLED) -> Project:
        """What a training in a notebook has come to, with its network, data and settings: written by `write_project` it
        opens in the window, where the training goes on as it would have here."""
        return cls(title, trainer.graph, trainer.data.spec, trainer.settings, parameters=trainer.parameters,
                   history=trainer.history.columns() if len(trainer.history) else None,
                   weights_epoch=trainer.restored, progress=Progress(trainer.snapshot(), goal=trainer.settings.epochs))

    def __post_init__(self) -> None:
        self._settle(frozenset(self.__dict__))

    def changed(self, **changes: Any) -> Project:
        """As `dataclasses.replace`: only what changes is checked, which of millions of weights takes a while.
        Raises TypeError for what no project has, and SettingError."""
        project = object.__new__(Project)
        project.__dict__.update(self.__dict__)
        unknown = changes.keys() - self.__dict__.keys()
        if unknown:
            raise TypeError(f"a project has no {', '.join(sorted(unknown))}")
        project.__dict__.update(changes)
        project._settle(frozenset(changes))
        return project

    def _settle(self, names: frozenset[str]) -> None:
        """Check what stands in the fields `names`, and make it such that nobody changes it."""
        for value, longest in ((self.title, LONGEST_TITLE), (self.notes, LONGEST_NOTES)):
            if not isinstance(value, str) or len(value) > longest or not _is_text(value):
                raise SettingError(N_("engine", "A project's title is a text of at most {title} characters, its notes "
                                      "of {notes}."), title=LONGEST_TITLE, notes=LONGEST_NOTES)
        epoch = self.weights_epoch
        if epoch is not None and not (type(epoch) is int and 0 <= epoch <= LATEST):
            raise SettingError(N_("engine", "The epoch of the weights must be a whole number of at most {latest}; it "
                                  "is {value}."), latest=LATEST, value=epoch)
        set_value = object.__setattr__
        if names & {"positions", "graph"}:
            settled = isinstance(self.positions, MappingProxyType)  # a project's own
            set_value(self, "positions", MappingProxyType(
                {name: at if settled else _point(name, at) for name, at in self.positions.items()
                 if name in self.graph}))
        if names & {"drawing", "graph"}:
            set_value(self, "drawing", self.drawing.within(self.graph))
        if "parameters" in names and self.parameters is not None:
            set_value(self, "parameters", _vector(self.parameters))
        if self.history is not None and not isinstance(self.history, MappingProxyType):  # else another project's
            set_value(self, "history", completed(self.history) if self.history else None)
        if self.parameters is None:
            set_value(self, "progress", None)

    @property
    def learned(self) -> Learned:
        """What training has given it."""
        return Learned(self.parameters, self.history, self.weights_epoch, self.progress)

    def __setstate__(self, state: dict[str, Any]) -> None:
        """After the journey from another process, on which arrays forget that they are read-only."""
        self.__dict__.update(state)
        if self.parameters is not None:
            self.parameters.setflags(write=False)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Project):
            return NotImplemented
        return self._values() == other._values()

    __hash__ = None

    def _values(self) -> tuple[object, ...]:
        """All of it in values that `==` compares bit by bit, NaN included."""
        weights = self.parameters
        history = self.history and {name: column.tobytes() for name, column in self.history.items()}
        return (self.title, self.notes, self.graph, self.data, self.training, self.descent, self.kernel_bench,
                self.boltzmann, self.gan, dict(self.positions),
                tuple(kept.bits for kept in (*self.surfaces, *self.runs, *self.forks)), history, self.weights_epoch,
                self.example, self.drawing, weights if weights is None else (weights.dtype.str, weights.tobytes()),
                self.progress and self.progress.bits)

    def to_json(self) -> dict[str, Any]:
        """The project as plain lists and dictionaries, without parameters, history, progress, surfaces, runs, forks
        and the file with the person's own data."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "title": self.title,
            "notes": self.notes,
            "graph": self.graph.to_json(),
            "positions": {name: list(at) for name, at in self.positions.items()},
            "data": self.data.to_json(),
            "training": self.training.to_json(),
            **({"descent": self.descent.to_json()} if self.descent else {}),
            **({"kernel_bench": self.kernel_bench.to_json()} if self.kernel_bench else {}),
            **({"boltzmann": self.boltzmann.to_json()} if self.boltzmann else {}),
            **({"gan": self.gan.to_json()} if self.gan else {}),
            **({"weights_epoch": self.weights_epoch} if self.weights_epoch is not None else {}),
            **({"example": self.example.to_json()} if self.example != Example() else {}),
            **({"drawing": self.drawing.to_json()} if self.drawing != Drawing() else {}),
        }

    @classmethod
    def from_json(cls, value: object, content: bytes | None = None) -> Project:
        """Read what `to_json` wrote, in this or an older version.

        Trusts nothing: raises FormatError where the structure is wrong, else what the parts raise.
        """
        if not isinstance(value, dict) or value.get("format") != FORMAT:
            raise FormatError(N_("engine", "This is not the description of a Ladera project."))
        try:
            value = migrate(value)
            return cls(
                title=value["title"],
                notes=value["notes"],
                graph=Graph.from_json(value["graph"]),
                positions={str(name): at for name, at in value["positions"].items()},
                data=DataSpec.from_json(value["data"], content),
                training=TrainingSettings.from_json(value["training"]),
                descent=DescentSetup.from_json(value["descent"]) if value.get("descent") is not None else None,
                kernel_bench=(KernelBench.from_json(value["kernel_bench"])
                              if value.get("kernel_bench") is not None else None),
                boltzmann=(BoltzmannSetup.from_json(value["boltzmann"])
                           if value.get("boltzmann") is not None else None),
                gan=GanSetup.from_json(value["gan"]) if value.get("gan") is not None else None,
                weights_epoch=value.get("weights_epoch"),
                example=Example.from_json(value["example"]) if "example" in value else Example(),
                drawing=Drawing.from_json(value["drawing"]) if "drawing" in value else Drawing(),
            )
        except LaderaError:
            raise
        except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as error:
            raise FormatError(N_("engine", "The description of the project is damaged: {detail}."),
                              detail=repr(error)) from error


def new_project() -> Project:
    """What a new window shows: an empty canvas, the circle to learn, and Adam."""
    return Project(UNTITLED, Graph(), DataSpec("circle"), TrainingSettings())


def migrate(value: dict[str, Any], migrations: Mapping[int, Migration] = MIGRATIONS,
            newest: int = VERSION) -> dict[str, Any]:
    """A description of any version up to `newest` as one of `newest`. Raises FormatError for an unknown version."""
    version = value.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise FormatError(N_("engine", "The project does not say which version of the format it is written in."))
    if version > newest:
        raise FormatError(
            N_("engine", "A newer version of Ladera made this project (format {version}; this one reads up to "
               "{newest}). Update Ladera to open it."), version=version, newest=newest)
    for step in range(version, newest):
        value = {**migrations[step](value), "version": step + 1}
    return value


def _is_text(value: str) -> bool:
    """Whether it can be written: halves of surrogate pairs cannot."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _point(name: str, at: Any) -> Point:
    plain = isinstance(at, Sequence) and len(at) == 2 and all(
        isinstance(x, (int, float)) and not isinstance(x, bool) and abs(x) <= FARTHEST for x in at)
    if not plain:
        raise SettingError(
            N_("engine", "The position of {name} must be two numbers of at most {farthest}; it is {value}."),
            name=name, farthest=f"{FARTHEST:.0f}", value=at)
    return float(at[0]), float(at[1])


def _is_settled(values: np.ndarray) -> bool:
    """Whether nobody writes to an array: it is read-only, and so is whatever it is a view of. What came from another
    process lies in its message, in bytes."""
    owner: object = values
    while isinstance(owner, np.ndarray) and not owner.flags.writeable:
        owner = owner.base
    return owner is None or isinstance(owner, bytes)


def _vector(values: np.ndarray) -> np.ndarray:
    """Read-only, so that nothing that trains can change a project; copied unless it already is."""
    vector = values if isinstance(values, np.ndarray) and _is_settled(values) else np.array(values, order="C")
    if vector.ndim != 1 or vector.dtype not in (np.float32, np.float64):
        raise SettingError(N_("engine", "Weights are one row of floating-point numbers; these are {dtype} of shape "
                              "{shape}."), dtype=str(vector.dtype), shape=vector.shape)
    if not np.isfinite(vector).all():
        raise SettingError(N_("engine", "Some weights are not finite numbers. Go back to weights that are."))
    vector.setflags(write=False)
    return vector

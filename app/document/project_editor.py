"""Edits of a project, each one step that can be undone."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QUndoStack

from app.document import clipboard, edits
from app.document.adapt import fitted, initial_settings, made_to_fit
from app.document.clipboard import Copied
from app.document.commands import Edit
from app.document.complaints import Complaints
from app.document.healing import healed
from app.document.layout import tidy
from app.document.model import Origin, ProjectModel
from app.document.planting import ANYWHERE, Planted, Site, planted
from app.i18n import translate
from engine.data import Data, DataSpec, load
from engine.descent import DescentSetup
from engine.drawing import Drawing
from engine.errors import N_, LaderaError, SettingError
from engine.example import Example
from engine.generative import BoltzmannSetup
from engine.generative.gan_setup import GanSetup
from engine.graph import LayerSpec, Link
from engine.layout import ParameterLayout
from engine.project import Columns, Learned, Point, Project
from engine.surfaces import KeptRun, Surface
from engine.templates import Template
from engine.training import TrainingSettings
from engine.training.kept_fork import KeptFork
from engine.transfer import Donor, with_weights
from engine.vision import KernelBench

PASTE_STEP = 32.0
_BACK = "back"
"""Of steps that go back in time, and take along what was different then."""


class ProjectEditor(QObject):
    """A project and its undo stack.

    Edits raise LaderaError when they cannot be done, and then change nothing. Each is one undo step. An edit that gives
    the network other trainable arrays puts its weights and history aside, and every edit that a training does not go on
    through as if nothing had happened begins another training (see ProjectModel.run); undoing the edit brings back what
    there was before, as far as it had come.
    """

    modified_changed = Signal(bool)

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = ProjectModel(project, self)
        self.complaints = Complaints(self.model, self)
        self.undo_stack = QUndoStack(self)
        self._gesture = 0
        self._unsaved_beside_undo = False  # trained, or recovered: what the undo stack does not know
        self._was_modified = False
        self._data: Data | None = None
        self.undo_stack.indexChanged.connect(self._tell_modified)
        self.undo_stack.cleanChanged.connect(self._tell_modified)

    @property
    def is_modified(self) -> bool:
        """Whether there is anything that the file does not hold."""
        return self._unsaved_beside_undo or not self.undo_stack.isClean()

    # Layers and links

    def add_layer(self, kind: str, position: Point, settings: Mapping[str, Any] | None = None) -> str:
        """Add a layer with its card centred on `position`. Returns its name.

        Without `settings` an input takes the shape of the data, and an output the loss for their task.
        """
        graph = self.model.graph
        spec = LayerSpec(graph.free_name(kind), kind, self._fitting(kind) if settings is None else settings)
        self._edit(self.tr("Add {layer}").format(layer=spec.name), graph=graph.with_layer(spec),
                   positions={**self.model.positions, spec.name: position})
        return spec.name

    def remove(self, names: Iterable[str], links: Iterable[Link] = (), *, heal: bool = False) -> None:
        """Delete layers, what is connected to them, and `links`. With `heal`, what fed a layer goes on to what followed
        it, where shapes fit."""
        names, links = tuple(names), tuple(links)
        text = (self.tr("Delete a connection") if not names else
                self.tr("Delete {layer}").format(layer=names[0]) if len(names) == 1 else self.tr("Delete layers"))
        graph = (healed if heal else edits.without)(self.model.graph, names, links)
        self._edit(text, graph=graph,
                   positions={name: at for name, at in self.model.positions.items() if name in graph})

    def connect(self, source: str, target: str, port: int | None = None) -> Link:
        """Link the output of `source` to an input of `target`; `port` None takes the next free one.

        The link that held the port before gives way. Raises GraphError when it would close a circle.
        """
        graph, link = edits.connected(self.model.graph, source, target, port)
        self._edit(self.tr("Connect {source} to {target}").format(source=source, target=target), graph=graph)
        return link

    def disconnect(self, link: Link) -> None:
        """Delete a link."""
        self._edit(self.tr("Delete a connection"), graph=self.model.graph.without_link(link))

    def move(self, positions: Mapping[str, Point]) -> None:
        """Put the cards of some layers elsewhere. Moves of the same layers are one step until `end_gesture`."""
        for name in positions:
            self.model.graph.layer(name)
        self._edit(self.tr("Move"), merge=("move", frozenset(positions)),
                   positions={**self.model.positions, **positions})

    def tidy(self, names: Collection[str] | None = None) -> None:
        """Arrange all layers, or some, from left to right, about where they are now."""
        places = tidy(self.model.graph, names)
        if not places:
            return
        now = [self.model.positions[name] for name in places]
        middle = [(min(axis) + max(axis)) / 2 for axis in zip(*now, strict=True)]
        self._edit(self.tr("Tidy"), positions={
            **self.model.positions,
            **{name: (round(x + middle[0]), round(y + middle[1])) for name, (x, y) in places.items()}})

    def change_settings(self, name: str, settings: Mapping[str, Any]) -> None:
        """Change settings of a layer. Changes of the same settings are one step until `end_gesture`."""
        self._edit(self.tr("Change {layer}").format(layer=name), merge=("settings", name, frozenset(settings)),
                   graph=self.model.graph.with_settings(name, settings))

    def rename(self, old: str, new: str) -> None:
        """Give a layer another name; its links and weights stay."""
        new = new.strip()
        if new == old:
            return
        graph = self.model.graph.renamed(old, new)
        self._push(self.tr("Rename {old} to {new}").format(old=old, new=new), renames={old: new}, changes={
            "graph": graph, "drawing": self.model.drawing.renamed(old, new),
            "positions": {new if name == old else name: at for name, at in self.model.positions.items()}})

    def replace_all(self, text: str, project: Project) -> None:
        """Put another project in the place of this one, with all that it has learned; `text` names the step."""
        self._push(text, {part.name: getattr(project, part.name) for part in fields(Project)}, origin=Origin())

    def end_gesture(self) -> None:
        """The next edit is a step of its own, whatever it has in common with the last: the mouse button was released,
        the field was left."""
        self._gesture += 1

    def plan_template(self, template: Template, site: Site) -> Planted:
        """What a template would make of the drawing, which stays as it is. Raises LaderaError where it does not fit."""
        return planted(self.model.project, template, self._load, site)

    def add_template(self, template: Template, site: Site = ANYWHERE) -> tuple[str, ...]:
        """Put a template into the drawing. Returns the names of its layers. Raises LaderaError where it does not fit.
        """
        changes, names = self.plan_template(template, site)
        self._edit(self.tr("Insert {template}").format(template=translate(template.title)), **changes)
        return names

    def set_drawing(self, drawing: Drawing, label: str, merge: Hashable = None) -> None:
        """Change groups, notes and arrows; `label` names the step. Changes with the same `merge` are one step until
        `end_gesture`."""
        self._edit(label, merge=None if merge is None else ("drawing", merge), drawing=drawing)

    # Clipboard

    def copy(self, names: Iterable[str]) -> QMimeData:
        """The named layers with the links among them, and the groups that are among them whole, for the clipboard."""
        return clipboard.to_mime(self.model.project, names)

    def paste(self, mime: QMimeData, at: Point | None = None) -> tuple[str, ...]:
        """Add the layers in `mime`, centred on `at` or near where they were copied. Returns the names they got."""
        return self._insert(self.tr("Paste"), clipboard.from_mime(mime), at)

    def duplicate(self, names: Iterable[str]) -> tuple[str, ...]:
        """Add copies of the named layers with the links among them. Returns the names of the copies."""
        return self._insert(self.tr("Duplicate"), clipboard.from_mime(self.copy(names)), None)

    def _insert(self, text: str, copied: Copied, at: Point | None) -> tuple[str, ...]:
        part, places, groups = copied
        if not part.layers:
            return ()
        if at is not None:
            xs, ys = zip(*places.values(), strict=True)
            dx, dy = at[0] - (min(xs) + max(xs)) / 2, at[1] - (min(ys) + max(ys)) / 2
            places = {name: (x + dx, y + dy) for name, (x, y) in places.items()}
        places = edits.shifted_clear(places, self.model.positions.values(), PASTE_STEP)
        graph, names = edits.joined(self.model.graph, part)
        self._edit(text, graph=graph, drawing=self.model.drawing.with_copies(groups, names),
                   positions={**self.model.positions, **{names[name]: at for name, at in places.items()}})
        return tuple(names.values())

    # Data, training, weights

    def set_data(self, spec: DataSpec, adapt: bool = True) -> None:
        """Learn from other data. With `adapt` the input's shape, the units of the last layer and the loss follow, in
        the same step. Raises DataError when the data cannot be read."""
        if spec == self.model.data_spec:
            return
        graph = fitted(self.model.graph, self._load(spec)) if adapt else self.model.graph
        example = self.model.example if spec.source == self.model.data_spec.source else Example()
        self._edit(self.tr("Change the data"), merge=("data", spec.source), data=spec, graph=graph, example=example)

    def fit_to_data(self) -> None:
        """Give the input the shape, the last layer the units and the output the loss that the data ask for, in one
        step. Raises DataError when the data cannot be read."""
        self._edit(self.tr("Fit to the data"), graph=made_to_fit(self.model.graph, self._load(self.model.data_spec)))

    def set_training(self, **changes: Any) -> None:
        """Change training settings. Changes of the same settings are one step until `end_gesture`."""
        for name in ("optimizer", "schedule"):
            if name in changes:  # the settings of another one mean nothing to it
                changes.setdefault(f"{name}_settings", {})
        self._edit(self.tr("Change the training"), merge=("training", frozenset(changes)),
                   training=replace(self.model.training_settings, **changes))

    def set_descent(self, setup: DescentSetup, label: str) -> None:
        """Change what is walked down, and by whom; `label` names the step. Changes of one label are one step until
        `end_gesture`."""
        self._edit(label, merge=("descent", label), descent=setup)

    def set_example(self, example: Example) -> None:
        """Take another example in hand. Examples in a row are one step until `end_gesture`."""
        self._edit(self.tr("Take another example"), merge="example", example=example)

    def set_kernel_bench(self, bench: KernelBench, label: str) -> None:
        """Change what lies on the kernel bench; `label` names the step. Changes of one label are one step until
        `end_gesture`."""
        self._edit(label, merge=("kernel_bench", label), kernel_bench=bench)

    def set_boltzmann(self, setup: BoltzmannSetup, label: str) -> None:
        """Change which Boltzmann machine learns what; `label` names the step. Changes of one label are one step until
        `end_gesture`."""
        self._edit(label, merge=("boltzmann", label), boltzmann=setup)

    def set_gan(self, setup: GanSetup, label: str) -> None:
        """Change which two networks play against each other; `label` names the step. Changes of one label are one step
        until `end_gesture`."""
        self._edit(label, merge=("gan", label), gan=setup)

    def set_surfaces(self, surfaces: tuple[Surface, ...], label: str) -> None:
        """Keep these surfaces of the loss with the project; `label` names the step."""
        self._edit(label, surfaces=surfaces)

    def set_runs(self, runs: tuple[KeptRun, ...], label: str) -> None:
        """Keep these other trainings of the network with the project; `label` names the step."""
        self._edit(label, runs=runs)

    def set_forks(self, forks: tuple[KeptFork, ...], label: str) -> None:
        """Keep these forks of the training with the project; `label` names the step."""
        self._edit(label, forks=forks)

    def set_parameters(self, parameters: np.ndarray, label: str) -> None:
        """Change weights by hand; `label` names the step."""
        self._push(label, {"parameters": self._fitting_weights(parameters)},
                   origin=Origin(self.model.run, edited=True))

    def set_weight(self, parameters: np.ndarray, name: str, place: tuple[int, ...], value: float) -> None:
        """Give the weight at `place` of the array `name` another number; `parameters` (n,) are all as they are."""
        changed = np.array(parameters)
        ParameterLayout(self.model.graph).view(changed, name)[place] = value
        self.set_parameters(changed, self.tr("Change a weight"))

    def take_weights(self, taken: Mapping[str, Donor], frozen: Collection[str] = (),
                     changed: Mapping[str, Mapping[str, Any]] = MappingProxyType({})) -> None:
        """Give layers the weights of another network, and the `changed` settings that go with them; those in `frozen`
        keep them from now on. The history begins anew. Raises LaderaError when they do not fit."""
        graph, now, settings = self.model.graph, self.model.parameters, self.model.training_settings
        if now is None:
            now = ParameterLayout(graph).initial(settings.seed).astype(settings.dtype)
        graph, parameters = with_weights(graph, now, taken, frozen, changed)
        self._push(self.tr("Take weights"), {"graph": graph, **Learned(parameters)._asdict()}, origin=Origin())

    # What training learns

    def restart(self) -> None:
        """Put everything that was learned aside, and begin with the weights of the seed again."""
        self._push(self.tr("Reset"), Learned()._asdict(), origin=Origin())

    def go_back(self, epoch: int, learned: Learned | None = None, rate: float | None = None) -> None:
        """Go on with the training from its moment after `epoch`, with what was `learned` and the learning rate that it
        had then, as far as they are known already."""
        changes = {} if learned is None else learned._asdict()
        if rate is not None:
            changes["training"] = _with_rate(self.model.training_settings, rate)
        self.end_gesture()
        self._push(self.tr("Go back to epoch {epoch}").format(epoch=epoch), changes, merge=_BACK,
                   origin=Origin(self.model.run, at=epoch))

    def take_rate(self, rate: float) -> None:
        """Take the learning rate of the moment that the training went back to, in the same step."""
        training = _with_rate(self.model.training_settings, rate)
        if training != self.model.training_settings:
            self._push(self.tr("Change the training"), {"training": training}, merge=_BACK)

    def keep_learned(self, run: int, learned: Learned, trained: bool = True) -> None:
        """Keep what training number `run` has learned, whether it is that of the project or was put aside by an edit.
        No undo step; the document is modified where steps were made. Of weights that are not finite nothing is kept.
        Raises SettingError when the weights are not those of the network."""
        parameters = learned.parameters
        if parameters is not None and not np.isfinite(parameters).all():
            return
        if run != self.model.run:
            edit = self.model.put_aside.get(run)
            if edit is not None:
                edit.keep(learned)
            return
        if parameters is not None:
            self._expect_fitting(parameters)
        self.model.apply(learned._asdict())
        if trained:
            self._unsaved_beside_undo = True
            self._tell_modified()

    def set_trained(self, parameters: np.ndarray, history: Columns | None, weights_epoch: int | None = None) -> None:
        """Keep weights (n,) with their history, `weights_epoch` as in `Project`; of the rest of a training nothing is
        known. No undo step; the document is modified. Raises SettingError when the weights are not those of the network
        or not finite."""
        self.keep_learned(self.model.run, Learned(self._fitting_weights(parameters), history, weights_epoch))

    # Inside

    def _edit(self, text: str, *, merge: Hashable = None, **changes: Any) -> None:
        """Push a step with what really changes; a graph with other trainable arrays cannot keep its weights."""
        now = self.model.project
        if "graph" in changes:
            changes = {"drawing": now.drawing.within(changes["graph"]), **changes}
        changes = {name: value for name, value in changes.items() if getattr(now, name) != value}
        origin = None
        if {"graph", "data"} & changes.keys() or not now.training.goes_on_as(changes.get("training", now.training)):
            try:
                weights = edits.carried(now.graph, changes.get("graph", now.graph), now.parameters)
                changes["parameters"], origin = weights, Origin(self.model.run)
            except KeyError:
                changes, origin = changes | Learned()._asdict(), Origin()
        if changes:
            self._push(text, changes, merge=merge, origin=origin)

    def _push(self, text: str, changes: Mapping[str, Any], *, merge: Hashable = None,
              renames: Mapping[str, str] | None = None, origin: Origin | None = None) -> None:
        """Push a step. One that begins another training, at `origin`, has all that was learned with it, and until that
        training says how far it has come nothing is known but weights and history."""
        if origin is not None:
            known = self.model.project.learned._replace(progress=None)
            if origin.edited:
                known = known._replace(weights_epoch=None)
            changes = {**known._asdict(), **changes}
        self.model.project.changed(**changes)  # raises before anything has changed
        key = None if merge is None else (self._gesture, merge)
        self.undo_stack.push(Edit(self.model, text, changes, merge=key, renames=renames, origin=origin))

    def _fitting(self, kind: str) -> Mapping[str, Any]:
        try:
            return initial_settings(kind, self._load(self.model.data_spec))
        except LaderaError:  # the data panel says what is wrong with them
            return {}

    def _expect_fitting(self, parameters: np.ndarray) -> None:
        size = ParameterLayout(self.model.graph).size
        if np.shape(parameters) != (size,):
            raise SettingError(N_("engine", "The network has {size} weights; these are {given}."), size=size,
                               given=np.size(parameters))

    def _fitting_weights(self, parameters: np.ndarray) -> np.ndarray:
        self._expect_fitting(parameters)
        return self.model.project.changed(parameters=parameters).parameters

    @property
    def loaded(self) -> Data | None:
        """The data that were loaded last, perhaps not those of the project."""
        return self._data

    def keep_loaded(self, data: Data) -> None:
        """Data that were loaded beside the window: no edit has to wait for them."""
        self._data = data

    def _load(self, spec: DataSpec) -> Data:
        if self._data is None or self._data.spec != spec:
            self._data = load(spec)
        return self._data

    def _tell_modified(self) -> None:
        if self.is_modified != self._was_modified:
            self._was_modified = self.is_modified
            self.modified_changed.emit(self._was_modified)


def _with_rate(settings: TrainingSettings, rate: float) -> TrainingSettings:
    return replace(settings, optimizer_settings={**settings.optimizer_settings, "learning_rate": rate})

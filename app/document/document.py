"""The document of a window: edits that can be undone, and the file they end up in."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from app.document import clipboard, edits
from app.document.adapt import fitted, initial_settings
from app.document.commands import Edit
from app.document.layout import tidy
from app.document.model import ProjectModel
from app.document.recovery import Recoverable, RecoverySlot
from app.document.stamp import FileChangedError, Stamp
from engine.data import Data, DataSpec, load
from engine.errors import N_, DataError, FormatError, LaderaError, SettingError
from engine.formats import read_project, write_project
from engine.graph import LayerSpec, Link
from engine.layers import LAYERS
from engine.project import Columns, Point, Project, new_project

PASTE_STEP = 32.0
AUTOSAVE_SECONDS = 30


class Document(QObject):
    """One project, its undo stack and its file.

    Edits raise LaderaError when they cannot be done, and then change nothing. Each is one undo step. An edit that gives
    the network other trainable arrays puts its weights and history aside; undoing the edit brings them back.
    `recovery_folder` is where unsaved work is kept against a crash; None means the person's own.
    """

    path_changed = Signal()
    modified_changed = Signal(bool)
    saved = Signal()
    failed = Signal(object)  # a LaderaError that no call could raise: autosave
    learned = Signal()  # set_trained

    def __init__(self, parent: QObject | None = None, *, recovery_folder: Path | None = None,
                 autosave_seconds: float = AUTOSAVE_SECONDS) -> None:
        super().__init__(parent)
        self.model = ProjectModel(new_project(), self)
        self.undo_stack = QUndoStack(self)
        self._path: Path | None = None
        self._stamp: Stamp | None = None
        self._gesture = 0
        self._unsaved_beside_undo = False  # trained, or recovered: what the undo stack does not know
        self._was_modified = False
        self._data: Data | None = None
        self._slot = RecoverySlot(recovery_folder)
        self._autosaved: Project | None = None
        self._autosave_failed = False
        self._timer = QTimer(self)
        self._timer.setInterval(round(autosave_seconds * 1000))
        self._timer.timeout.connect(self.autosave)
        self._timer.start()
        self.undo_stack.indexChanged.connect(self._tell_modified)
        self.undo_stack.cleanChanged.connect(self._tell_modified)

    # Reading

    @property
    def path(self) -> Path | None:
        """The file; None before the first save."""
        return self._path

    @property
    def title(self) -> str:
        """The name of the file, or of the project before it has one."""
        if self._path is not None:
            return self._path.stem
        title = self.model.project.title
        return self.tr("Untitled") if title == "Untitled" else title

    @property
    def is_modified(self) -> bool:
        """Whether there is anything that the file does not hold."""
        return self._unsaved_beside_undo or not self.undo_stack.isClean()

    # Layers and links

    def add_layer(self, kind: str, position: Point, settings: Mapping[str, Any] | None = None) -> str:
        """Add a layer with its card centred on `position`. Returns its name.

        Without `settings` an input takes the shape of the data, and an output the loss for their task.
        """
        if kind not in LAYERS:
            LayerSpec("layer", kind)  # raises, saying so
        graph = self.model.graph
        spec = LayerSpec(graph.free_name(kind), kind, self._fitting(kind) if settings is None else settings)
        self._edit(self.tr("Add {layer}").format(layer=spec.name), graph=graph.with_layer(spec),
                   positions={**self.model.positions, spec.name: position})
        return spec.name

    def remove(self, names: Iterable[str], links: Iterable[Link] = ()) -> None:
        """Delete layers, what is connected to them, and `links`."""
        names, links = tuple(names), tuple(links)
        text = (self.tr("Delete a connection") if not names else
                self.tr("Delete {layer}").format(layer=names[0]) if len(names) == 1 else self.tr("Delete layers"))
        graph = edits.without(self.model.graph, names, links)
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
            "graph": graph,
            "positions": {new if name == old else name: at for name, at in self.model.positions.items()}})

    def end_gesture(self) -> None:
        """The next edit is a step of its own, whatever it has in common with the last: the mouse button was released,
        the field was left."""
        self._gesture += 1

    # Clipboard

    def copy(self, names: Iterable[str]) -> QMimeData:
        """The named layers with the links among them, for the clipboard."""
        return clipboard.to_mime(self.model.project, names)

    def paste(self, mime: QMimeData, at: Point | None = None) -> tuple[str, ...]:
        """Add the layers in `mime`, centred on `at` or near where they were copied. Returns the names they got."""
        part, places = clipboard.from_mime(mime)
        return self._insert(self.tr("Paste"), part, places, at)

    def duplicate(self, names: Iterable[str]) -> tuple[str, ...]:
        """Add copies of the named layers with the links among them. Returns the names of the copies."""
        part, places = clipboard.from_mime(self.copy(names))
        return self._insert(self.tr("Duplicate"), part, places, None)

    def _insert(self, text: str, part: Any, places: Mapping[str, Point], at: Point | None) -> tuple[str, ...]:
        if not part.layers:
            return ()
        if at is not None:
            xs, ys = zip(*places.values(), strict=True)
            dx, dy = at[0] - (min(xs) + max(xs)) / 2, at[1] - (min(ys) + max(ys)) / 2
            places = {name: (x + dx, y + dy) for name, (x, y) in places.items()}
        places = edits.shifted_clear(places, self.model.positions.values(), PASTE_STEP)
        graph, names = edits.joined(self.model.graph, part)
        self._edit(text, graph=graph,
                   positions={**self.model.positions, **{names[name]: at for name, at in places.items()}})
        return tuple(names.values())

    # Data, training, weights

    def set_data(self, spec: DataSpec, adapt: bool = True) -> None:
        """Learn from other data. With `adapt` the input's shape, the units of the last layer and the loss follow, in
        the same step. Raises DataError when the data cannot be read."""
        if spec == self.model.data_spec:
            return
        graph = fitted(self.model.graph, self._load(spec)) if adapt else self.model.graph
        self._edit(self.tr("Change the data"), merge=("data", spec.source), data=spec, graph=graph, history=None)

    def set_training(self, **changes: Any) -> None:
        """Change training settings. Changes of the same settings are one step until `end_gesture`."""
        if "optimizer" in changes:  # the settings of another optimizer mean nothing to it
            changes.setdefault("optimizer_settings", {})
        self._edit(self.tr("Change the training"), merge=("training", frozenset(changes)),
                   training=replace(self.model.training_settings, **changes))

    def set_parameters(self, parameters: np.ndarray, label: str) -> None:
        """Change weights by hand; `label` names the step."""
        self._edit(label, parameters=self._fitting_weights(parameters))

    def set_trained(self, parameters: np.ndarray, history: Columns | None) -> None:
        """Keep what training learned. Not an undo step; the document is modified. Raises SettingError when the weights
        are not those of the network as it is now."""
        self.model.apply({"parameters": self._fitting_weights(parameters), "history": history})
        self._unsaved_beside_undo = True
        self._tell_modified()
        self.learned.emit()

    # Files

    def new(self) -> None:
        """Start with an empty canvas."""
        self._load_project(new_project(), None)

    def open(self, path: Path | str, *, as_copy: bool = False) -> None:
        """Read a project file. `as_copy` forgets where it came from, as for the examples. Raises LaderaError, and then
        the document stays as it was."""
        path = Path(path).resolve()
        stamp = Stamp.of(path)
        project = read_project(path)
        self._load_project(_placed(project), None if as_copy else path, None if as_copy else stamp)

    def save(self, *, overwrite: bool = False) -> None:
        """Write the file. Raises FileChangedError when another program changed it, unless `overwrite`."""
        if self._path is None:
            raise FormatError(N_("engine", "This project has no file yet. Save it under a name."))
        self._write(self._path, self.model.project, overwrite)

    def save_as(self, path: Path | str) -> None:
        """Write to another file, which becomes this document's file and gives the project its title."""
        path = Path(path).resolve()
        titled = replace(self.model.project, title=path.stem)
        self._write(path, titled, overwrite=True)
        self.model.apply({"title": titled.title})
        self._path = path
        self.path_changed.emit()

    def _write(self, path: Path, project: Project, overwrite: bool) -> None:
        if not overwrite and Stamp.of(path) not in (None, self._stamp):
            raise FileChangedError(path)
        write_project(path, project)
        self._stamp = Stamp.of(path)
        self._unsaved_beside_undo = False
        self.undo_stack.setClean()
        self._forget_autosave()
        self._tell_modified()
        self.saved.emit()

    def close(self) -> None:
        """The person has saved, or does not want to: nothing is left to recover."""
        self._timer.stop()
        self._slot.close()

    # Recovery

    def autosave(self) -> None:
        """Keep unsaved changes against a crash: every half minute, and before anything risky. Failures are told once,
        through `failed`."""
        project = self.model.project
        if not self.is_modified or project is self._autosaved:
            return
        try:
            self._slot.write(project, self._path, self._stamp)
        except LaderaError as error:
            if not self._autosave_failed:
                self.failed.emit(error)
            self._autosave_failed = True
        else:
            self._autosaved, self._autosave_failed = project, False

    def list_recoverable(self) -> tuple[Recoverable, ...]:
        """What crashed windows left behind, newest first; never the work of a window that is still open."""
        return self._slot.others()

    def recover(self, entry: Recoverable) -> None:
        """Open what a crashed window left. It is unsaved until it is saved. Raises LaderaError when it cannot be read
        or another window has taken it."""
        with entry.claimed():
            project = entry.read()
            self._load_project(_placed(project), entry.path, entry.stamp)
            self._unsaved_beside_undo = True
            self._tell_modified()
            self.autosave()
            if self._autosaved is self.model.project:
                entry.delete()

    def discard(self, entry: Recoverable) -> None:
        """Delete what a crashed window left. Raises LaderaError when another window has taken it."""
        with entry.claimed():
            entry.delete()

    # Inside

    def _edit(self, text: str, *, merge: Hashable = None, **changes: Any) -> None:
        """Push a step with what really changes; a graph with other trainable arrays cannot keep the
        weights."""
        now = self.model.project
        changes = {name: value for name, value in changes.items()
                   if name == "parameters" or getattr(now, name) != value}
        keeps_weights = edits.weights_of(now.graph) == edits.weights_of(changes.get("graph", now.graph))
        if not keeps_weights:
            changes |= {"parameters": None, "history": None}
        if changes:
            self._push(text, changes, merge=merge)

    def _push(self, text: str, changes: Mapping[str, Any], *, merge: Hashable = None,
              renames: Mapping[str, str] | None = None) -> None:
        replace(self.model.project, **changes)  # raises before anything has changed
        key = None if merge is None else (self._gesture, merge)
        self.undo_stack.push(Edit(self.model, text, changes, merge=key, renames=renames))

    def _fitting(self, kind: str) -> Mapping[str, Any]:
        try:
            return initial_settings(kind, self._load(self.model.data_spec))
        except DataError:
            return {}

    def _fitting_weights(self, parameters: np.ndarray) -> np.ndarray:
        weights = edits.weights_of(self.model.graph) or ()
        size = sum(int(np.prod(shape)) for _, shape in weights)
        if np.shape(parameters) != (size,):
            raise SettingError(N_("engine", "The network has {size} weights; these are {given}."), size=size,
                               given=np.size(parameters))
        return replace(self.model.project, parameters=parameters).parameters

    def _load(self, spec: DataSpec) -> Data:
        if self._data is None or self._data.spec != spec:
            self._data = load(spec)
        return self._data

    def _load_project(self, project: Project, path: Path | None, stamp: Stamp | None = None) -> None:
        self._path, self._stamp = path, stamp
        self._unsaved_beside_undo = False
        self._forget_autosave()
        self.undo_stack.clear()
        self.model.load(project)
        self.path_changed.emit()
        self._tell_modified()

    def _forget_autosave(self) -> None:
        self._autosaved = None
        self._slot.clear()

    def _tell_modified(self) -> None:
        if self.is_modified != self._was_modified:
            self._was_modified = self.is_modified
            self.modified_changed.emit(self._was_modified)


def _placed(project: Project) -> Project:
    """With a place for every layer: a file written by hand may leave them out."""
    missing = [spec.name for spec in project.graph.layers if spec.name not in project.positions]
    if not missing:
        return project
    low = max((y for _, y in project.positions.values()), default=0.0)
    places = edits.shifted_clear(tidy(project.graph, missing), project.positions.values(), PASTE_STEP)
    top = min(y for _, y in places.values())
    shift = low + 2 * PASTE_STEP - top if project.positions else 0.0
    added = {name: (x, y + shift) for name, (x, y) in places.items()}
    return replace(project, positions={**project.positions, **added})

"""What Ladera remembers about a person between two sessions: language, theme, layout, recent files."""

from __future__ import annotations

from dataclasses import astuple, fields
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSettings, QTimer, Signal

from app.i18n import languages
from app.speeds import SPEEDS, WATCHED
from app.theme import CHOICES
from engine.errors import N_, LaderaError
from engine.jobs import Tls, cores
from engine.naming import NEURONS, NOMENCLATURES

ORGANISATION = "Ladera"
APPLICATION = "Ladera"
LAYOUT_VERSION = 1
"""Raised when docks or tool bars change so much that an old layout would spoil the new one."""
MOST_RECENT = 10
_SPEEDS = {str(speed): speed for speed in SPEEDS}


class Settings(QObject):
    """QSettings with names and types. What was written by hand or by another version and makes no sense is ignored.

    Without a `store` these are the settings of the person; tests and pictures bring a store of their own.
    """

    recent_changed = Signal()
    failed = Signal(object)
    """A LaderaError, once: nothing can be remembered."""

    def __init__(self, store: QSettings | None = None) -> None:
        super().__init__()
        self._store = store if store is not None else QSettings(ORGANISATION, APPLICATION)
        self._writing = QTimer(self, singleShot=True, interval=0)
        self._writing.timeout.connect(self._write)
        self._told = False

    @property
    def language(self) -> str:
        """A code of `i18n.languages()`, or "system"."""
        return self._choice("language", (*languages(), "system"), "system")

    @language.setter
    def language(self, code: str) -> None:
        self._set("language", code)

    @property
    def theme(self) -> str:
        """One of `theme.CHOICES`."""
        return self._choice("theme", CHOICES, "system")

    @theme.setter
    def theme(self, choice: str) -> None:
        self._set("theme", choice)

    @property
    def shows_life(self) -> bool:
        """Whether the drawing of a network shows what its layers hold."""
        return self._choice("life", ("yes", "no"), "yes") == "yes"

    @shows_life.setter
    def shows_life(self, shown: bool) -> None:
        self._set("life", "yes" if shown else "no")

    @property
    def life_scale(self) -> str:
        """What has a scale of its own there: each "unit", each "layer" or the whole "network"."""
        return self._choice("life_scale", ("unit", "layer", "network"), "layer")

    @life_scale.setter
    def life_scale(self, choice: str) -> None:
        self._set("life_scale", choice)

    @property
    def speed(self) -> float | None:
        """One of `SPEEDS`."""
        return _SPEEDS[self._choice("speed", tuple(_SPEEDS), str(WATCHED))]

    @speed.setter
    def speed(self, steps_per_second: float | None) -> None:
        self._set("speed", str(steps_per_second))

    @property
    def nomenclature(self) -> str:
        """What the nodes of a network are: "neurons" or "values"."""
        return self._choice("nomenclature", NOMENCLATURES, NEURONS)

    @nomenclature.setter
    def nomenclature(self, choice: str) -> None:
        self._set("nomenclature", choice)

    @property
    def device(self) -> str:
        """The device to train on: "numpy" or "cupy"."""
        return self._choice("device", ("numpy", "cupy"), "numpy")

    @device.setter
    def device(self, name: str) -> None:
        self._set("device", name)

    @property
    def threads(self) -> int:
        """How many threads of the processor train, 0 for as many as are the fastest."""
        value = str(self._store.value("threads", 0))
        return int(value) if value.isdecimal() and int(value) <= cores() else 0

    @threads.setter
    def threads(self, count: int) -> None:
        self._set("threads", count)

    @property
    def workplace(self) -> str:
        """Where long work is done, as `Workplace.choose` understands it."""
        value = self._store.value("workplace", "")
        return value if isinstance(value, str) else ""

    @workplace.setter
    def workplace(self, where: str) -> None:
        self._set("workplace", where)

    @property
    def certificates(self) -> Tls | None:
        """The files with which a scheduler that has TLS is met; None before they were chosen."""
        value = self._store.value("certificates", [])
        files = value if isinstance(value, list) else []
        return Tls(*files) if len(files) == len(fields(Tls)) and all(isinstance(file, str) for file in files) else None

    @certificates.setter
    def certificates(self, tls: Tls | None) -> None:
        self._store.setValue("certificates", list(astuple(tls)) if tls else [])

    def layout(self, name: str) -> QByteArray:
        """The remembered geometry or dock state called `name`; empty when there is none."""
        value = self._store.value(f"layout-{LAYOUT_VERSION}/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_layout(self, name: str, state: QByteArray) -> None:
        self._set(f"layout-{LAYOUT_VERSION}/{name}", state)

    def forget_layouts(self) -> None:
        """Start again with the layout that Ladera comes with."""
        self._store.remove(f"layout-{LAYOUT_VERSION}")

    @property
    def folder(self) -> str:
        """Where the last file was opened or saved."""
        value = self._store.value("folder", "")
        return value if isinstance(value, str) and value and Path(value).is_dir() else str(Path.home())

    @folder.setter
    def folder(self, path: str) -> None:
        self._set("folder", path)

    @property
    def recent(self) -> tuple[Path, ...]:
        """The projects opened or saved last, newest first, without those that are gone."""
        value = self._store.value("recent", [])
        paths = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return tuple(path for path in map(Path, paths) if path.is_file())

    def add_recent(self, path: Path) -> None:
        """Put `path` first."""
        path = path.resolve()
        paths = [path, *(other for other in self.recent if other != path)][:MOST_RECENT]
        self._set("recent", list(map(str, paths)))
        self.folder = str(path.parent)
        self.recent_changed.emit()

    def clear_recent(self) -> None:
        self._store.remove("recent")
        self.recent_changed.emit()

    def _set(self, key: str, value: object) -> None:
        self._store.setValue(key, value)
        self._writing.start()

    def _write(self) -> None:
        """Qt writes whole files or none, and says nothing where it cannot."""
        self._store.sync()
        if self._store.status() == QSettings.Status.AccessError and not self._told:
            self._told = True
            self.failed.emit(LaderaError(N_("engine", "Settings cannot be kept for the next time: {path} cannot be "
                                            "written."), path=Path(self._store.fileName())))

    def _choice(self, key: str, choices: tuple[str, ...], default: str) -> str:
        value = self._store.value(key, default)
        return value if value in choices else default

"""Which data, and how they are prepared: a value that a project file can hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import InitVar, dataclass, field
from types import MappingProxyType
from typing import Any

from engine.data.registry import SOURCES
from engine.errors import N_, DataError, FormatError
from engine.fields import Flag, Integer, Real, check_settings
from engine.quoting import Vocabulary
from engine.spelling import with_nearest

PREPARATION = (
    Flag("standardize", True, N_("engine", "Standardise"),
         help=N_("engine", "Give every input mean 0 and deviation 1, measured on the training part only; of images, "
                 "every channel. Inputs of one size let one learning rate serve all weights.")),
    Real("validation_fraction", 0.0, N_("engine", "Validation share"), minimum=0.0, maximum=0.9,
         help=N_("engine", "Share of the examples kept aside to watch for overfitting during training.")),
    Real("test_fraction", 0.2, N_("engine", "Test share"), minimum=0.01, maximum=0.95,
         help=N_("engine", "Share of the examples never trained on: what the final figures are measured with.")),
    Integer("seed", 0, N_("engine", "Seed"), minimum=0, maximum=2**32 - 1,
            help=N_("engine", "The same seed draws the same points and makes the same split.")),
)
_JSON_KEYS = ("source", "settings", "features", *(entry.name for entry in PREPARATION))


@dataclass(frozen=True)
class DataSpec:
    """A source, its settings, derived features, preparation, and the bytes of the person's own file, where the
    source has one.

    Missing settings take their defaults. `features` empty means the inputs as they are. Raises DataError for an
    unknown source or feature, for content that is no bytes and for fractions that leave nothing to train on,
    SettingError for an impossible setting.
    """

    source: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    features: tuple[str, ...] = ()
    standardize: bool = True
    validation_fraction: float = 0.0
    test_fraction: float = 0.2
    seed: int = 0
    content: bytes | None = field(default=None, repr=False)
    table: InitVar[bytes | None] = None  # what `content` was called in version 0.1

    def __post_init__(self, table: bytes | None) -> None:
        source = SOURCES.get(self.source)
        if source is None:
            raise with_nearest(DataError(
                N_("engine", "There is no data set “{source}”; there are {known}."), source=self.source,
                known=Vocabulary(SOURCES)), self.source, SOURCES)
        set_value = object.__setattr__
        if table is not None:
            set_value(self, "content", table)
        if not isinstance(self.content, bytes | None):
            raise DataError(N_("engine", "The content of a data set is the bytes of a file; it is {kind}."),
                            kind=type(self.content).__name__)
        set_value(self, "settings", MappingProxyType(check_settings(source.fields, self.settings)))
        set_value(self, "features", tuple(self.features))
        if not source.keeps:
            set_value(self, "content", None)
        for name, value in check_settings(PREPARATION, self._preparation()).items():
            set_value(self, name, value)
        for name in self.features:
            if name not in source.features or self.features.count(name) > 1:
                raise DataError(
                    N_("engine", "“{feature}” cannot be a feature of “{source}”; choose each at most once from: "
                       "{known}."),
                    feature=name, source=source.title, known=Vocabulary(source.features) or "—")
        if self.validation_fraction + self.test_fraction > 0.95:
            raise DataError(
                N_("engine", "Validation and test take {share:.0%} of the examples; leave at least 5 % for training."),
                share=self.validation_fraction + self.test_fraction)

    def __hash__(self) -> int:
        return hash((*self._preparation().values(), self.source, tuple(self.settings.items()), self.features,
                     self.content))

    def _preparation(self) -> dict[str, Any]:
        return {entry.name: getattr(self, entry.name) for entry in PREPARATION}

    def to_json(self) -> dict[str, Any]:
        """Everything but `content`, which travels as a file of its own."""
        settings = {name: list(value) if isinstance(value, tuple) else value for name, value in self.settings.items()}
        return {"source": self.source, "settings": settings, "features": list(self.features), **self._preparation()}

    @classmethod
    def from_json(cls, value: object, content: bytes | None = None) -> DataSpec:
        """Reads what `to_json` wrote. Raises FormatError where the structure is wrong, else as the constructor."""
        if not isinstance(value, dict) or not isinstance(value.get("source"), str):
            raise FormatError(N_("engine", "The description of the data names no data set."))
        for key in value:
            if key not in _JSON_KEYS:
                raise FormatError(N_("engine", "The description of the data has an unknown entry, “{key}”."), key=key)
        settings, features = value.get("settings", {}), value.get("features", [])
        if not isinstance(settings, dict):
            raise FormatError(N_("engine", "The settings of the data are not a list of names and values."))
        if not isinstance(features, list) or not all(isinstance(name, str) for name in features):
            raise FormatError(N_("engine", "The features of the data are not a list of names."))
        return cls(**value | {"features": tuple(features), "content": content})


"""Settings as one value, checked, that a project keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar

from engine.errors import FormatError
from engine.fields import Field, check_settings

Own = TypeVar("Own", bound="Setup")


@dataclass(frozen=True)
class Setup:
    """`settings` as the `declared` fields say; those that are missing have their defaults. Raises SettingError.
    `damaged` is what is said of a file that holds something else."""

    declared: ClassVar[tuple[Field, ...]] = ()
    damaged: ClassVar[str] = ""

    settings: Mapping[str, Any] = field(default_factory=dict)

    __hash__ = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "settings", MappingProxyType(check_settings(self.declared, self.settings)))

    def with_settings(self: Own, **settings: object) -> Own:
        """The same with some others. Raises SettingError."""
        return type(self)({**self.settings, **settings})

    def to_json(self) -> dict[str, Any]:
        """As a plain dictionary."""
        return dict(self.settings)

    @classmethod
    def from_json(cls: type[Own], value: object) -> Own:
        """Read what `to_json` wrote. Raises FormatError, SettingError."""
        if not isinstance(value, dict):
            raise FormatError(cls.damaged)
        return cls(value)

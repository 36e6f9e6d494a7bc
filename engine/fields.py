"""Typed settings.

Layers, optimizers, data sets and initializers declare their settings as fields. From one declaration come the check of
a value, the form in the inspector, the row in the project file and the sentence when something does not fit.
"""

from __future__ import annotations

import copyreg
import math
import numbers
import sys
from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from types import MappingProxyType

from engine.errors import N_, SettingError
from engine.quoting import Vocabulary
from engine.spelling import spelled, with_nearest


@dataclass(frozen=True)
class Field:
    """One setting: its `name` in files and code, `default`, `label` and `help` (both marked for translation)."""

    name: str
    default: object
    label: str
    _: KW_ONLY
    help: str = ""

    def check(self, value: object) -> object:
        """The value in canonical form. Raises SettingError with what was expected."""
        raise NotImplementedError


def _is_number(value: object) -> bool:
    """Whether `value` is a number, Python's or NumPy's, that a float can hold; NaN and the infinities are not."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        return False
    return abs(value) <= sys.float_info.max if isinstance(value, int) else math.isfinite(value)


@dataclass(frozen=True)
class Integer(Field):
    """A whole number in [minimum, maximum]."""

    _: KW_ONLY
    minimum: int = 1
    maximum: int = 1_000_000

    def check(self, value: object) -> int:
        if not _is_number(value) or value != int(value) or not self.minimum <= value <= self.maximum:
            raise SettingError(
                N_("engine", "“{field}” must be a whole number from {low} to {high}; it is {value}."),
                field=self.label, low=self.minimum, high=self.maximum, value=value,
            )
        return int(value)


@dataclass(frozen=True)
class Real(Field):
    """A finite number in [minimum, maximum]; `logarithmic` asks forms for a logarithmic slider, `slider` for one of
    whole numbers from its first to its last."""

    _: KW_ONLY
    minimum: float = -math.inf
    maximum: float = math.inf
    logarithmic: bool = False
    slider: tuple[int, int] | None = None

    def check(self, value: object) -> float:
        if not _is_number(value) or not self.minimum <= value <= self.maximum:
            raise SettingError(
                N_("engine", "“{field}” must be a number from {low} to {high}; it is {value}."),
                field=self.label, low=self.minimum, high=self.maximum, value=value,
            )
        return float(value)


@dataclass(frozen=True)
class Flag(Field):
    """On or off."""

    def check(self, value: object) -> bool:
        if not isinstance(value, bool):
            raise SettingError(N_("engine", "“{field}” is on or off; it is {value}."), field=self.label, value=value)
        return value


@dataclass(frozen=True)
class Choice(Field):
    """One of `options`: value in files → label for people. Other spellings are understood, and `aliases`: other names
    for some of them."""

    _: KW_ONLY
    options: Mapping[str, str]
    aliases: Mapping[str, str] = field(default_factory=dict)

    def check(self, value: object) -> str:
        if isinstance(value, str) and value in self.options:
            return value
        chosen = spelled(value, self.options, self.aliases) if isinstance(value, str) else ""
        if chosen not in self.options:
            raise with_nearest(SettingError(
                N_("engine", "“{field}” must be one of {options}; it is {value}."),
                field=self.label, options=Vocabulary(self.options), value=value,
            ), value, (*self.options, *self.aliases))
        return chosen


@dataclass(frozen=True)
class Text(Field):
    """A line of text of at most `longest` characters."""

    _: KW_ONLY
    longest: int = 200

    def check(self, value: object) -> str:
        if not isinstance(value, str) or len(value) > self.longest:
            raise SettingError(
                N_("engine", "“{field}” must be a text of at most {longest} characters; it is {value}."),
                field=self.label, longest=self.longest, value=value,
            )
        return value


@dataclass(frozen=True)
class Shape(Field):
    """One to `longest` whole numbers in [smallest, largest], one for each axis: the shape of an example, without the
    batch axis, or the size of a window."""

    _: KW_ONLY
    longest: int = 4
    smallest: int = 1
    largest: int = 1_000_000

    def check(self, value: object) -> tuple[int, ...]:
        ok = (
            isinstance(value, (tuple, list))
            and 1 <= len(value) <= self.longest
            and all(isinstance(n, int) and not isinstance(n, bool) for n in value)
            and self.smallest <= min(value) and max(value) <= self.largest
        )
        if not ok:
            raise SettingError(
                N_("engine", "“{field}” must be one to {longest} whole numbers from {low} to {high}; it is {value}."),
                field=self.label, longest=self.longest, low=self.smallest, high=self.largest, value=value,
            )
        return tuple(value)


def check_settings(fields: Iterable[Field], settings: Mapping[str, object]) -> dict[str, object]:
    """All fields, in canonical form, defaults filled in. Raises SettingError for an unknown or impossible one."""
    known = {field.name: field for field in fields}
    for name in settings:
        if name not in known:
            raise with_nearest(SettingError(
                N_("engine", "There is no setting “{name}”; there are {known}."), name=name, known=Vocabulary(known)
            ), name, known)
    return {name: field.check(settings.get(name, field.default)) for name, field in known.items()}


def _read_only(settings: dict[str, object]) -> MappingProxyType[str, object]:
    return MappingProxyType(settings)


# Settings are kept read-only; so they travel to the processes of this program too.
copyreg.pickle(MappingProxyType, lambda settings: (_read_only, (dict(settings),)))

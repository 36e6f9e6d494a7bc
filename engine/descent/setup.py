"""What is walked down and by whom, as one value: function, domain, start and racers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.descent.expression import Expression
from engine.descent.function import Domain, Function
from engine.descent.race import Racer
from engine.descent.walkers import checked
from engine.errors import N_, FormatError, LaderaError, SettingError

FARTHEST = 1e6
NARROWEST = 1e-9
MOST_RACERS = 8
OVERLAYS = ("gradient", "step", "momentum", "accumulated", "newton")
CURVE_OVERLAYS = ("gradient", "step")
"""What is drawn on a curve when nothing else was asked for: tangent, slope and step."""
RESOLUTIONS = (50, 100, 200)


@dataclass(frozen=True)
class DescentSetup:
    """A descent before it begins. `domain` has one span for a curve and two for a surface; so has `start` numbers.

    `overlays` are names of OVERLAYS; `scene` is the one it came from, "" when something was changed. Raises
    ExpressionError, SettingError.
    """

    text: str = "(x² + y − 11)² + (x + y² − 7)²"
    domain: Domain = ((-5.0, 5.0), (-5.0, 5.0))
    start: tuple[float, ...] = (0.0, 0.0)
    racers: tuple[Racer, ...] = (Racer("sgd", {"learning_rate": 0.01}),)
    log_height: bool = True
    resolution: int = 100
    overlays: tuple[str, ...] = ()
    scene: str = ""

    def __post_init__(self) -> None:
        expression = Expression(self.text)
        spans = tuple(tuple(map(_number, span)) for span in self.domain)
        if len(spans) not in (1, 2) or not all(len(span) == 2 and _wide(*span) for span in spans):
            raise SettingError(N_("engine", "The domain must be one or two spans, each from a smaller number to a "
                                  "larger one."))
        if "y" in expression.variables and len(spans) == 1:
            raise SettingError(N_("engine", "The function has x and y, so the domain needs a span for each."))
        start = tuple(_number(value) for value in self.start)
        if len(start) != len(spans):
            raise SettingError(N_("engine", "The start needs {count} numbers, as many as the function has variables."),
                               count=len(spans))
        if not 1 <= len(self.racers) <= MOST_RACERS:
            raise SettingError(N_("engine", "There can be 1 to {most} racers."), most=MOST_RACERS)
        racers = tuple(replace(racer, settings=checked(racer.optimizer, racer.settings)[1]) for racer in self.racers)
        overlays = tuple(self.overlays)
        flags = (self.log_height, *(racer.shown for racer in racers))
        if not (type(self.resolution) is int and self.resolution in RESOLUTIONS
                and all(type(flag) is bool for flag in flags)
                and set(overlays) <= set(OVERLAYS) and len(set(overlays)) == len(overlays)):
            raise SettingError(N_("engine", "The picture of the descent has settings that do not exist."))
        for name, value in (("domain", spans), ("start", start), ("racers", racers), ("overlays", overlays)):
            object.__setattr__(self, name, value)

    @property
    def dimension(self) -> int:
        return len(self.domain)

    @property
    def expression(self) -> Expression:
        return Expression(self.text)

    def function(self) -> Function:
        """A new Function, for the thread that asks."""
        return Function(self.text, self.dimension)

    def to_json(self) -> dict[str, Any]:
        """As plain lists and dictionaries."""
        return {"text": self.text, "domain": [list(span) for span in self.domain], "start": list(self.start),
                "racers": [{"optimizer": racer.optimizer, "settings": dict(racer.settings), "shown": racer.shown}
                           for racer in self.racers],
                "log_height": self.log_height, "resolution": self.resolution, "overlays": list(self.overlays),
                "scene": self.scene}

    @classmethod
    def from_json(cls, value: Any) -> DescentSetup:
        """Read what `to_json` wrote. Trusts nothing: raises FormatError, ExpressionError or SettingError."""
        try:
            return cls(
                text=_text(value["text"]), domain=tuple(tuple(span) for span in value["domain"]),
                start=tuple(value["start"]),
                racers=tuple(Racer(_text(row["optimizer"]), _settings(row["settings"]), row.get("shown", True))
                             for row in value["racers"]),
                log_height=value["log_height"], resolution=value["resolution"],
                overlays=tuple(map(_text, value["overlays"])), scene=_text(value["scene"]))
        except LaderaError:
            raise
        except (LookupError, TypeError, ValueError) as error:
            raise FormatError(N_("engine", "The descent in the project is damaged: {detail}."),
                              detail=repr(error)) from error


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value) or (
            abs(value) > FARTHEST):
        raise SettingError(N_("engine", "Domain and start must be numbers of at most {farthest}; {value} is not."),
                           farthest=f"{FARTHEST:.0f}", value=value)
    return float(value)


def _wide(low: float, high: float) -> bool:
    """Whether a grid of different numbers fits in between."""
    return high - low >= NARROWEST * max(1.0, abs(low), abs(high))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _settings(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise TypeError(value)
    return value

"""What a person adds to a drawing beside its layers: groups of layers, notes and arrows. Values, as a project keeps
them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.errors import N_, FormatError, SettingError

Point = tuple[float, float]
COLOURS = ("blue", "orange", "green", "purple", "olive", "red")
LONGEST_NAME, LONGEST_TEXT, MOST, FARTHEST = 60, 2_000, 500, 1e6


@dataclass(frozen=True)
class Group:
    """Layers that belong together, under a name of their own; `collapsed`, one card stands for all of them. It
    is of layers, not of groups: what a card stands for is seen by opening it once. Raises SettingError."""

    name: str
    layers: tuple[str, ...]
    colour: str = COLOURS[0]
    collapsed: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "layers", tuple(self.layers))
        if not _is_text(self.name, LONGEST_NAME) or not self.name.strip() or "\n" in self.name:
            raise SettingError(N_("engine", "The name of a group is a line of at most {most} characters."),
                               most=LONGEST_NAME)
        if self.colour not in COLOURS or not isinstance(self.collapsed, bool):
            raise SettingError(N_("engine", "A group has no colour “{colour}”."), colour=self.colour)


@dataclass(frozen=True)
class Note:
    """Plain text beside the network; `at` is its upper left corner, in units of the drawing. Raises SettingError."""

    text: str
    at: Point

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", _point(self.at))
        if not _is_text(self.text, LONGEST_TEXT):
            raise SettingError(N_("engine", "A note is a text of at most {most} characters."), most=LONGEST_TEXT)

    def moved(self, by: Point) -> Note:
        return replace(self, at=_sum(self.at, by))


@dataclass(frozen=True)
class Arrow:
    """From one point of the drawing to another, where its head is. Raises SettingError."""

    start: Point
    end: Point

    def __post_init__(self) -> None:
        for name in ("start", "end"):
            object.__setattr__(self, name, _point(getattr(self, name)))

    def moved(self, by: Point) -> Arrow:
        return replace(self, start=_sum(self.start, by), end=_sum(self.end, by))


@dataclass(frozen=True)
class Drawing:
    """All of it. Groups have different names and no layer in common. Raises SettingError otherwise."""

    groups: tuple[Group, ...] = ()
    notes: tuple[Note, ...] = ()
    arrows: tuple[Arrow, ...] = ()

    def __post_init__(self) -> None:
        for name in ("groups", "notes", "arrows"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
            if len(getattr(self, name)) > MOST:
                raise SettingError(N_("engine", "A drawing has at most {most} groups, notes and arrows each."),
                                   most=MOST)
        members = [layer for group in self.groups for layer in group.layers]
        if len(set(members)) < len(members) or len({group.name for group in self.groups}) < len(self.groups):
            raise SettingError(N_("engine", "Groups have different names, and a layer is in one of them at most."))

    def group(self, name: str) -> Group:
        """The group called `name`. Raises KeyError when there is none."""
        return {group.name: group for group in self.groups}[name]

    def group_of(self, layer: str) -> Group | None:
        """The group that a layer is in."""
        return next((group for group in self.groups if layer in group.layers), None)

    def within(self, layers: Container[str]) -> Drawing:
        """Without the layers that are not there, and without the groups that nothing is left of."""
        return self._with_groups(lambda group: replace(group, layers=tuple(filter(layers.__contains__, group.layers))))

    def renamed(self, old: str, new: str) -> Drawing:
        """With another name for a layer."""
        return self._with_groups(lambda group: replace(group, layers=tuple(
            new if layer == old else layer for layer in group.layers)))

    def grouped(self, layers: Iterable[str], stem: str) -> tuple[Drawing, str]:
        """With these layers in one group, taken out of others, and its name. Where groups are among them whole it is
        the first of those, with its colour, open or collapsed as it was: it takes in the rest. Else it is a new one
        with a free name."""
        layers = tuple(layers)
        whole = next((group for group in self.groups if set(layers).issuperset(group.layers)), None)
        apart = self._with_groups(lambda group: replace(
            group, layers=tuple(layer for layer in group.layers if layer not in layers)))
        if whole is not None:
            return replace(apart, groups=(*apart.groups, replace(whole, layers=layers))), whole.name
        taken = {group.name for group in apart.groups}
        name = next(name for number in range(1, MOST + 2) if (name := f"{stem} {number}") not in taken)
        colour = COLOURS[len(taken) % len(COLOURS)]
        return replace(apart, groups=(*apart.groups, Group(name, layers, colour))), name

    def with_copies(self, groups: Iterable[Group], names: Mapping[str, str]) -> Drawing:
        """With copies of these groups, whose layers go by other `names`: each with its colour, and under its own name
        where that is free, else with a number behind it."""
        found = self
        for group in groups:
            taken = {other.name for other in found.groups}
            name = group.name if group.name not in taken else next(
                name for number in range(2, MOST + 2)
                if (name := f"{group.name[:LONGEST_NAME - 4].rstrip()} {number}") not in taken)
            copy = replace(group, name=name, layers=tuple(names[layer] for layer in group.layers))
            found = replace(found, groups=(*found.groups, copy))
        return found

    def ungrouped(self, names: Container[str]) -> Drawing:
        """Without the groups of these names; their layers stay."""
        return replace(self, groups=tuple(group for group in self.groups if group.name not in names))

    def with_group(self, name: str, /, **changes: Any) -> Drawing:
        """With something of a group changed."""
        self.group(name)
        return self._with_groups(lambda group: replace(group, **changes) if group.name == name else group)

    def _with_groups(self, change: Callable[[Group], Group]) -> Drawing:
        return replace(self, groups=tuple(group for group in map(change, self.groups) if group.layers))

    def to_json(self) -> dict[str, Any]:
        """Plain lists and dictionaries."""
        return {
            "groups": [{"name": group.name, "layers": list(group.layers), "colour": group.colour,
                        "collapsed": group.collapsed} for group in self.groups],
            "notes": [{"text": note.text, "at": list(note.at)} for note in self.notes],
            "arrows": [{"start": list(arrow.start), "end": list(arrow.end)} for arrow in self.arrows],
        }

    @classmethod
    def from_json(cls, value: Any) -> Drawing:
        """Reads what `to_json` wrote; trusts nothing. Raises FormatError or SettingError."""
        try:
            return cls(
                [Group(row["name"], tuple(map(str, row["layers"])), row["colour"], row["collapsed"])
                 for row in value["groups"]],
                [Note(row["text"], row["at"]) for row in value["notes"]],
                [Arrow(row["start"], row["end"]) for row in value["arrows"]])
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise FormatError(N_("engine", "The notes and groups of the drawing are damaged: {detail}."),
                              detail=repr(error)) from error


def _sum(one: Point, other: Point) -> Point:
    return one[0] + other[0], one[1] + other[1]


def _is_text(value: object, longest: int) -> bool:
    if not isinstance(value, str) or len(value) > longest:
        return False
    return value.encode(errors="ignore").decode() == value


def _point(value: Any) -> Point:
    x, y = value
    if any(isinstance(part, bool) or not isinstance(part, int | float) or not abs(part) <= FARTHEST for part in (x, y)):
        raise SettingError(N_("engine", "A place on the drawing is two numbers of at most {farthest}; it is {value}."),
                           farthest=f"{FARTHEST:.0f}", value=value)
    return float(x), float(y)

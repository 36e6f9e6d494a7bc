"""Changes in the middle of a training: what was another from some epoch on, for the curves to say so."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.data import DataSpec
from engine.errors import N_, FormatError
from engine.graph import Graph
from engine.training.settings import HOT, NESTED, TrainingSettings

MOST = 500
"""Marks of one training; of more the newest count."""
MOST_CHANGES = 20
"""Changes of one mark; of more the first count."""
LONGEST = 200  # characters of a text, or entries of a list
SETTING, LAYER, ADDED, REMOVED, LINKS, DATA, WEIGHTS = (
    "setting", "layer", "added", "removed", "links", "data", "weights")
KINDS = (SETTING, LAYER, ADDED, REMOVED, LINKS, DATA, WEIGHTS)
MEASURED = frozenset({"l1", "l2", "dtype"})
"""Settings of the training that figures of the same weights depend on."""
_CHOICES = {"optimizer": "optimizer_settings", "schedule": "schedule_settings"}
"""Settings with settings of their own, which mean nothing to another choice."""

Value = Any  # what JSON has, lists as tuples


@dataclass(frozen=True)
class Change:
    """One thing that was `before` and is `after`, by `kind`:

    a setting of the training called `name` (`of` is the group it belongs to, as `optimizer_settings`), a setting `name`
    of layer `of`, a layer `of` of kind `name` that came or went, a setting `name` of the data, links, or weights that a
    person put there.
    """

    kind: str
    of: str = ""
    name: str = ""
    before: Value = None
    after: Value = None


@dataclass(frozen=True)
class Mark:
    """What changed after `step` steps, in or at the end of `epoch` finished epochs."""

    epoch: int
    step: int
    changes: tuple[Change, ...]

    def to_json(self) -> dict[str, Any]:
        """As plain lists and dictionaries."""
        return {"epoch": self.epoch, "step": self.step, "changes": [
            [change.kind, change.of, change.name, change.before, change.after] for change in self.changes]}

    @classmethod
    def from_json(cls, value: Any) -> Mark:
        """Read what `to_json` wrote. Trusts nothing: raises FormatError."""
        try:
            changes = tuple(Change(kind, of, name, _frozen(before), _frozen(after))
                            for kind, of, name, before, after in value["changes"])
            fits = (all(type(value[name]) is int and value[name] >= 0 for name in ("epoch", "step"))
                    and 1 <= len(changes) <= MOST_CHANGES
                    and all(change.kind in KINDS and _is_plain(change.of) and isinstance(change.of, str)
                            and isinstance(change.name, str) and _is_plain(change.name) and _is_plain(change.before)
                            and _is_plain(change.after) for change in changes))
            if fits:
                return cls(value["epoch"], value["step"], changes)
        except (LookupError, TypeError, ValueError):
            pass
        raise FormatError(N_("engine", "A mark of the training in the file is damaged."))


def changes(old: tuple[Graph, DataSpec, TrainingSettings], new: tuple[Graph, DataSpec, TrainingSettings],
            renames: Mapping[str, str]) -> tuple[Change, ...]:
    """What is another in `new`; `renames` maps old layer names to new ones, and a name alone is no change."""
    found = [*_of_graph(old[0], new[0], renames), *_of_data(old[1], new[1]), *_of_settings(old[2], new[2])]
    return tuple(found[:MOST_CHANGES])


def spoil_figures(found: Iterable[Change]) -> bool:
    """Whether figures measured before these changes are not those of the same weights after them."""
    return any(change.kind != SETTING or change.name in MEASURED for change in found)


def marked(marks: tuple[Mark, ...], epoch: int, step: int, found: tuple[Change, ...]) -> tuple[Mark, ...]:
    """`marks` and what changed now. What came after `step` was undone with the steps there, but holds from here on; of
    several changes at one step what is left of them counts, and nothing where all is as it was."""
    before = tuple(mark for mark in marks if mark.step < step)
    here = _together([change for mark in marks[len(before):] for change in mark.changes] + list(found))
    return (*before, Mark(epoch, step, here))[-MOST:] if here else before


def _together(all_of_them: list[Change]) -> tuple[Change, ...]:
    left: dict[tuple[str, str, str], Change] = {}
    opposite = {ADDED: REMOVED, REMOVED: ADDED}
    for change in all_of_them:
        undone = opposite.get(change.kind), change.of, change.name
        key = change.kind, change.of, change.name
        if undone in left:
            del left[undone]
        elif key not in left:
            left[key] = change
        else:
            first = left.pop(key)
            left[key] = Change(*key, first.before, change.after)
    same = (SETTING, LAYER, DATA)
    return tuple(change for change in left.values()
                 if change.kind not in same or change.before != change.after)[:MOST_CHANGES]


def _of_graph(old: Graph, new: Graph, renames: Mapping[str, str]) -> Iterator[Change]:
    before = {renames.get(spec.name, spec.name): spec for spec in old.layers}
    for name, spec in before.items():
        if name not in new:
            yield Change(REMOVED, name, spec.kind)
    for spec in new.layers:
        was = before.get(spec.name)
        if was is None:
            yield Change(ADDED, spec.name, spec.kind)
            continue
        for setting, value in spec.settings.items():
            earlier = was.settings.get(setting)
            if setting == "shared_with":
                earlier = renames.get(earlier, earlier)
            if earlier != value:
                yield Change(LAYER, spec.name, setting, _shown(earlier), _shown(value))
    links = {(renames.get(link.source, link.source), renames.get(link.target, link.target), link.port)
             for link in old.links}
    if links != {(link.source, link.target, link.port) for link in new.links}:
        yield Change(LINKS)


def _of_data(old: DataSpec, new: DataSpec) -> Iterator[Change]:
    if old.source != new.source:
        yield Change(DATA, "", "source", old.source, new.source)
        return
    before, after = ({**spec.to_json(), **spec.settings} for spec in (old, new))
    for name, value in after.items():
        if before[name] != value and name != "settings":
            yield Change(DATA, new.source, name, _shown(before[name]), _shown(value))
    if old.content != new.content:
        yield Change(DATA, new.source, "content")


def _of_settings(old: TrainingSettings, new: TrainingSettings) -> Iterator[Change]:
    before, after = old.to_json(), new.to_json()
    other = {_CHOICES[name] for name in _CHOICES if before[name] != after[name]}
    for group in NESTED:
        ours, theirs = before.pop(group), after.pop(group)
        if group not in other:
            yield from (Change(SETTING, group, name, _shown(ours[name]), _shown(value))
                        for name, value in theirs.items() if ours[name] != value)
    for settings in (before, after):
        settings["teacher"] = settings["teacher"] and settings["teacher"]["title"][:LONGEST]
    yield from (Change(SETTING, "", name, before[name], value) for name, value in after.items()
                if before[name] != value and name not in HOT)  # when to stop bends no curve


def _shown(value: Any) -> Value:
    """`value` as a change keeps it: what is neither number, text nor a list of them is a text."""
    value = _frozen(value)
    return value if _is_plain(value) else str(value)[:LONGEST]


def _frozen(value: Any) -> Value:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _is_plain(value: Value) -> bool:
    match value:
        case tuple():
            return len(value) <= LONGEST and all(_is_plain(entry) and not isinstance(entry, tuple) for entry in value)
        case float():
            return math.isfinite(value)
        case str():
            return len(value) <= LONGEST
        case _:
            return value is None or isinstance(value, (bool, int))

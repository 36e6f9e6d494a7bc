"""Keras models as networks of Ladera."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engine.errors import N_, FormatError
from engine.formats.archive import damaged
from engine.formats.budget import Budget
from engine.formats.importing.builder import ImportBuilder
from engine.formats.importing.imported import Imported, register_reader
from engine.formats.importing.unsupported import BehindGapError, UnfitError, UnsupportedError
from engine.formats.keras_model.calls import bound, filled, values_in
from engine.formats.keras_model.distributing import over_steps
from engine.formats.keras_model.masks import passed_on, with_mask
from engine.formats.keras_model.model import Place, SavedCall, SavedLayer, SavedModel
from engine.formats.keras_model.order import in_order
from engine.formats.keras_model.read_rows import row_of
from engine.formats.keras_model.read_values import Value, only, plain
from engine.formats.keras_model.saved import DISTRIBUTED, read_saved
from engine.formats.keras_model.some_steps import pooled

_DAMAGE = (LookupError, TypeError, ValueError, AttributeError, OverflowError, ZeroDivisionError)
_SIZES = ("units", "filters", "input_dim", "output_dim")


def read(path: Path) -> Imported:
    """The network of a `.keras` file. Raises FormatError."""
    return network(path.name, read_saved(path))


def network(file: str, model: SavedModel) -> Imported:
    """The network of a model that `file` holds. Raises FormatError."""
    builder = ImportBuilder(file, Budget.of(file, 4 * _count(model)))
    try:
        for (key, end), value in zip(model.outputs, _Reading(builder).of(model), strict=True):
            builder.head(f"{key}_output", _shown(builder, end.layer, value))
    except _DAMAGE as error:
        raise damaged(file) from error
    return builder.imported()


def _shown(builder: ImportBuilder, name: str, value: Value) -> str | None:
    """What an output shows of a layer called `name`."""
    try:
        return plain(value)
    except UnsupportedError as error:
        builder.miss(name, "output", [value.layer], error.reason)
        return None


def _count(model: SavedModel) -> int:
    """How many numbers its layers have."""
    return sum(_count(layer.model) if layer.model else sum(
        array.size for arrays in layer.parts.values() for array in arrays) for layer in model.layers)


@dataclass(frozen=True)
class _Reading:
    """Models, and models inside them, call by call."""

    builder: ImportBuilder

    def of(self, model: SavedModel, given: Mapping[str, Value] | None = None,
           path: tuple[str, ...] = ()) -> list[Value]:
        """What a model gives. One inside another, at `path`, is `given` what goes in, by the names of its inputs."""
        values: dict[Place, tuple[Value, ...]] = {}
        for layer, number, call in in_order(model.layers):
            values[layer.name, number] = ((given[layer.name],) if given and layer.name in given
                                          else self._call(layer, call, values, (*path, layer.name)))
        return [filled(end, values) for _, end in model.outputs]

    def _call(self, layer: SavedLayer, call: SavedCall, values: Mapping[Place, tuple[Value, ...]],
              path: tuple[str, ...]) -> tuple[Value, ...]:
        """What a call gives; nothing where something is missing, which is noted."""
        call = SavedCall(filled(call.arguments, values), filled(dict(call.keywords), values))
        sources = [value.layer for value in values_in((call.arguments, dict(call.keywords)))]
        try:
            given = bound(layer, call)
            if layer.class_name == DISTRIBUTED:
                ((_, step),) = layer.model.inputs
                result = over_steps(self.builder, layer, only(given.inputs), lambda value: self.of(
                    layer.model, {step.layer: value}, path))
                return passed_on(layer, given.inputs, given.keywords, (result,))
            if layer.model:
                inputs = _masked(given.inputs, given.keywords.get("mask"))
                return tuple(self.of(layer.model, _inputs(layer.model, inputs, given.keys), path))
            keywords = with_mask(layer, given.inputs, given.keywords)
            with self.builder.sharing(path):
                row = row_of(layer)
                result = pooled(self.builder, layer, given.inputs) or row(
                    self.builder, layer, given.inputs, keywords)
        except BehindGapError:
            self.builder.leave(sources)
            return ()
        except UnsupportedError as error:
            self.builder.miss(layer.name, layer.class_name, sources, error.reason)
            return ()
        except UnfitError as error:
            if not _is_sound(layer, error.values["reason"]):
                raise
            self.builder.miss(layer.name, layer.class_name, sources, error.values["reason"])
            return ()
        except _DAMAGE:
            self.builder.miss(layer.name, layer.class_name, sources, FormatError(N_(
                "engine", "What the file says of it is not understood.")))
            return ()
        results = result if isinstance(result, tuple) else (result,)
        given_back = tuple(value if isinstance(value, Value) else Value(value) for value in results)
        return passed_on(layer, given.inputs, keywords, given_back)


def _masked(values: Sequence[Value], mask: object) -> Sequence[Value]:
    """What goes into a model, with the mask that its call is given."""
    if not isinstance(mask, Value):
        return values
    return [replace(value, mask=mask.nonzero or mask.layer) for value in values[:1]] + list(values[1:])


def _inputs(model: SavedModel, values: Sequence[Value], keys: Sequence[str]) -> dict[str, Value]:
    """What goes into a model, by the names of its inputs: in order, or by their keys. Raises ValueError."""
    if keys and set(keys) <= {key for key, _ in model.inputs}:
        names = {key: end.layer for key, end in model.inputs}
        return {names[key]: value for key, value in zip(keys, values, strict=True)}
    return {end.layer: value for (_, end), value in zip(model.inputs, values, strict=True)}


def _is_sound(layer: SavedLayer, reason: object) -> bool:
    """Whether Keras would take a layer that Ladera does not: its weights are as large as it says."""
    shapes = [array.shape for arrays in layer.parts.values() for array in arrays]
    return not isinstance(reason, FormatError) and all(
        any(layer.config[size] in shape for shape in shapes) for size in _SIZES if shapes and size in layer.config)


register_reader(".keras", N_("engine", "Keras model"), read)

"""Errors that speak to a student.

Every error a person can meet carries its English sentence as a *template* and the values that fill it, so that the
window can show it in another language and a notebook can show it as it is. `N_` marks a string for translation
without translating it: the engine knows no user interface.
"""

from __future__ import annotations

from engine.quoting import quoted


def N_(context: str, text: str) -> str:
    """Mark `text` for translation under `context` and return it unchanged."""
    return text


class LaderaError(Exception):
    """What was expected, what came, where, and what to do: one sentence or two.

    `template` is a `str.format` pattern marked with `N_("engine", ...)`; `values` are its fields, as far as a sentence
    quotes them: of a foreign text a few characters.
    """

    def __init__(self, template: str, **values: object) -> None:
        values = {name: value if isinstance(value, LaderaError) else quoted(value) for name, value in values.items()}
        super().__init__(template, values)
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return self.template.format(**self.values)

    def __reduce__(self) -> tuple:
        """So that it comes back whole from a worker process."""
        return _revived, (type(self), self.args, self.__dict__)


def _revived(kind: type[LaderaError], args: tuple, state: dict[str, object]) -> LaderaError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class GraphError(LaderaError):
    """A network that cannot be built. `layers` names the culprits, so that the canvas can point at them."""

    def __init__(self, template: str, *, layers: tuple[str, ...] = (), **values: object) -> None:
        super().__init__(template, **values)
        self.layers = layers


class LooseEndError(GraphError):
    """A network of which something is not there, or not connected, yet: not wrong, only unfinished."""


class UnfedError(LooseEndError):
    """A layer that nothing is connected to."""


class UnusedError(LooseEndError):
    """A layer that nothing follows."""


class DataError(LaderaError):
    """Data that cannot be read or do not fit."""


class FormatError(LaderaError):
    """A file that is broken, too large, of another version or not what its name says."""


class DeviceError(LaderaError):
    """A device that cannot be used here, and why."""


class SettingError(LaderaError):
    """A setting outside its domain."""


class UnknownNameError(LaderaError, KeyError):
    """What somebody looked up by a name that nothing has: a KeyError too, as mappings raise."""


class NonFiniteError(LaderaError):
    """A value stopped being finite. `layer` is where it was first seen."""

    def __init__(self, template: str, *, layer: str, **values: object) -> None:
        super().__init__(template, layer=layer, **values)
        self.layer = layer


class UnexpectedError(LaderaError):
    """What is said of an exception that nobody has foreseen, a mistake in Ladera; that exception is its cause."""


def sentence_of(error: Exception) -> LaderaError:
    """What is said of any exception: of Ladera's own what they say themselves."""
    if isinstance(error, LaderaError):
        return error
    if isinstance(error, MemoryError):
        return LaderaError(N_("engine", "There is not enough memory for this. Close other programs, or take something "
                              "smaller."))
    said = UnexpectedError(N_("engine", "Something unexpected went wrong: {detail}"),
                           detail=f"{type(error).__name__}: {error}")
    said.__cause__ = error
    return said

"""What somebody meant by a name: the same word in another spelling, or the one that is nearest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import TypeVar

from engine.errors import N_, LaderaError, UnknownNameError
from engine.quoting import Vocabulary

NEAR = 0.6
"""Share of two words that must agree, in order, for one to be offered in place of the other."""
LONGEST = 60
"""Characters of a word for which another is looked for."""

Error = TypeVar("Error", bound=LaderaError)


def spelled(word: str, known: Iterable[str], aliases: Mapping[str, str] = MappingProxyType({})) -> str:
    """The one of `known` that is `word`, however it is spelled (Adam, he_normal and HeNormal, binary_crossentropy), or
    what `aliases` has for it; else `word` itself."""
    names = dict.fromkeys(known)
    if word in names or len(word) > LONGEST:
        return word
    same = {_bare(name): name for name in (*aliases, *names)}.get(_bare(word), word)
    return aliases.get(same, same)


def nearest(word: str, known: Iterable[str]) -> str:
    """The one of `known` that is most like `word`; "" where none is."""
    if len(word) > LONGEST:
        return ""
    likeness = {name: SequenceMatcher(None, _bare(name), _bare(word)).ratio() for name in known}
    best = max(likeness, key=likeness.get, default="")
    return best if best and likeness[best] >= NEAR else ""


def with_nearest(error: Error, word: object, known: Iterable[str], **more: object) -> Error:
    """`error`, which says that `word` is none of `known`, and which of them may be meant; `more` is given to its
    class."""
    near = nearest(word, known) if isinstance(word, str) else ""
    if not near:
        return error
    return type(error)(N_("engine", "{problem} Perhaps you mean “{nearest}”."), problem=error,
                       nearest=Vocabulary([near]), **more)


def unknown(name: object, known: Iterable[str]) -> UnknownNameError:
    """What to raise where `name` is none of `known`."""
    known = tuple(known)
    return with_nearest(UnknownNameError(N_("engine", "There is no “{name}” here; there are {known}."), name=name,
                                         known=Vocabulary(known)), name, known)


def _bare(word: str) -> str:
    return re.sub(r"[\W_]", "", word).lower()

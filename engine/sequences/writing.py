"""What is written on: prefixes as a person types them, probabilities under a temperature, many futures as a tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.data.texts.cutting import SHOWN

_UNSEEN = {shown: symbol for symbol, shown in SHOWN.items()}
BLANK = SHOWN[" "]


def in_words(symbols: Sequence[str]) -> bool:
    """Whether an alphabet is one of words, which stand apart in a line."""
    return any(len(symbol) > 1 for symbol in symbols[:-1])


def spelled(places: Sequence[int], symbols: Sequence[str]) -> str:
    """A row of places in an alphabet as one would read it, with real blanks and ends of lines."""
    last = len(symbols) - 1
    found = [symbols[max(0, min(int(place), last))] for place in places]
    return " ".join(found) if in_words(symbols) else "".join(_UNSEEN.get(symbol, symbol) for symbol in found)


def read_prefix(text: str, symbols: Sequence[str], steps: int) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """What a person typed as `steps` places in an alphabet, and what of it the alphabet does not have, which is left
    out. Of more than that many the last are taken; before fewer stand blanks, or the first symbol where there is no
    blank."""
    known = {symbol: place for place, symbol in enumerate(symbols)}
    pieces = text.split() if in_words(symbols) else [SHOWN.get(letter, letter) for letter in text]
    places, unknown = [], []
    for piece in pieces:
        place = known.get(piece, known.get(piece.lower()))
        if place is None:
            unknown.append(piece)
        else:
            places.append(place)
    filled = [known.get(BLANK, 0)] * max(0, steps - len(places)) + places
    return tuple(filled[len(filled) - steps:]), tuple(dict.fromkeys(unknown))


def bent(chances: np.ndarray, temperature: float) -> np.ndarray:
    """Probabilities (k,) under a temperature: p^(1/T) made to add up to 1; with 0 the likeliest alone, the first of
    equals."""
    chances = np.asarray(chances, np.float64)
    if temperature == 0:
        return np.eye(len(chances))[int(np.argmax(chances))]
    with np.errstate(divide="ignore"):
        logs = np.log(chances) / temperature
    powers = np.exp(logs - logs.max())
    return powers / powers.sum()


@dataclass(frozen=True)
class Branch:
    """A beginning that some futures share: its last `symbol` at a `depth` from 1, the place of what it goes on from
    (−1 for the prefix itself), the probability of all its symbols together, how many futures have it, and the `top` of
    its band, which is as high as that probability, with 0 to 1 for all there is."""

    symbol: int
    depth: int
    parent: int
    chance: float
    count: int
    top: float


def tree(symbols: np.ndarray, chances: np.ndarray, least: float = 0.0) -> tuple[Branch, ...]:
    """Futures (n, length) and the probability of each of their symbols as a tree, those that go on behind what they go
    on from. What stands together less often than with the probability `least` is left out. Children lie in their
    parent's band in the order of the alphabet; what room they leave is for what no future has."""
    found: list[Branch] = []
    groups: list[tuple[int, np.ndarray, float, float]] = [(-1, np.arange(len(symbols)), 1.0, 0.0)]
    for depth in range(1, symbols.shape[1] + 1):
        following = []
        for parent, rows, chance, top in groups:
            here, first = np.unique(symbols[rows, depth - 1], return_index=True)
            shares = chance * chances[rows[first], depth - 1]
            at = top + max(0.0, chance - float(shares.sum())) / 2
            for symbol, share in zip(here.tolist(), shares.tolist(), strict=True):
                if share >= least:
                    members = rows[symbols[rows, depth - 1] == symbol]
                    following.append((len(found), members, share, at))
                    found.append(Branch(symbol, depth, parent, share, len(members), at))
                at += share
        groups = following
    return tuple(found)

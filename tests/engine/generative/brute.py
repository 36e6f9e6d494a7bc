"""Boltzmann machines by the definition: every joint state, one energy each, and nothing cleverer."""

from __future__ import annotations

from itertools import product

import numpy as np

from engine.generative import RBM
from engine.generative.units import BINARY


def machine(visible: int, hidden: int, seed: int = 0, units=BINARY, size: float = 1.0) -> RBM:
    rng = np.random.default_rng(seed)
    return RBM(rng.normal(0, size, (visible, hidden)), rng.normal(0, size, visible), rng.normal(0, size, hidden), units)


def all_states(count: int) -> np.ndarray:
    return np.array(list(product((0.0, 1.0), repeat=count)))


def joint(rbm: RBM) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All v (V, v), all h (H, h), and exp(−E) of each pair (V, H), for binary units."""
    vs, hs = map(all_states, rbm.sizes)
    energies = [[-(v @ rbm.weights @ h) - v @ rbm.visible - h @ rbm.hidden for h in hs] for v in vs]
    return vs, hs, np.exp(-np.array(energies))


def transition(rbm: RBM) -> np.ndarray:
    """(V, V): from v to v′ by one step of Gibbs sampling."""
    _, _, masses = joint(rbm)
    to_hidden = masses / masses.sum(axis=1, keepdims=True)
    to_visible = (masses / masses.sum(axis=0, keepdims=True)).T
    return to_hidden @ to_visible


def statistics(rbm: RBM, shares: np.ndarray) -> list[np.ndarray]:
    """E[v hᵀ], E[v], E[h] where v has these shares (V,) and h is drawn from p(h | v)."""
    vs, hs, masses = joint(rbm)
    pairs = shares[:, None] * masses / masses.sum(axis=1, keepdims=True)
    return [vs.T @ pairs @ hs, shares @ vs, pairs.sum(axis=0) @ hs]

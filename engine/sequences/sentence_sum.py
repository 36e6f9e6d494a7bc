"""A sentence as the sum of its words' vectors, in a network that pools an embedding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.graph import Graph

SUMS = ("sum", "average")


@dataclass(frozen=True)
class SentenceSum:
    """The `embedding` whose vectors are added up, whether they are `averaged`, and the dense layer of one unit that
    reads the sum, "" where there is none."""

    embedding: str
    averaged: bool
    votes: str

    def shares(self, table: np.ndarray, places: np.ndarray) -> np.ndarray:
        """What each word adds (n, d): its vector of `table` (v, d), divided by n where they are averaged."""
        return table[places] / (len(places) if self.averaged else 1)


def sentence_sum(graph: Graph) -> SentenceSum | None:
    """The first of `graph`; None where it has none. Where pooling skips steps there is none either."""
    for link in graph.links:
        pooling = graph.layer(link.target)
        if (graph.layer(link.source).kind == "embedding" and pooling.kind == "global_pooling"
                and not pooling.settings["masked"] and pooling.settings["function"] in SUMS
                and graph.layer(graph.inputs_of(link.source)[0]).kind == "input"):
            votes = [other.target for other in graph.links if other.source == pooling.name
                     and graph.layer(other.target).kind == "dense" and graph.layer(other.target).settings["units"] == 1]
            return SentenceSum(link.source, pooling.settings["function"] == "average", votes[0] if votes else "")
    return None

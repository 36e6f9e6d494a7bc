"""How a network ends: whether what comes to a loss is what the loss takes it for.

A loss that is computed under a link function reads logits, also where a layer before applies that function already:
then the logits are those under it. That is sound where nothing stands between that changes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.errors import N_, GraphError
from engine.layers import Passing, Shape
from engine.losses import LOSSES

LINKS = {"sigmoid": N_("engine", "sigmoid"), "softmax": N_("engine", "softmax")}


@dataclass(frozen=True)
class _Ending:
    """The layer `name` that changes numbers last on a way to an output, and what stands between: the layer whose
    `noise` they get, and the one where rows are `mixed`, "" where there is none."""

    name: str
    noise: str = ""
    mixed: str = ""


def ending_problems(graph: Any, shapes: Mapping[str, Shape]) -> Iterator[GraphError]:
    """Of the outputs of `graph`, as far as `shapes` are known."""
    for output in graph.of_kind("output"):
        link = LOSSES[output.settings["loss"]].link_function
        if not link or output.name not in shapes:
            continue
        endings = list(_endings(graph, shapes, output.name))
        linked = [end for end in endings if _ends_in(graph, end) == link]
        named = {"link": LINKS[link], "output": output.name}
        for end in linked:
            if end.noise:
                yield GraphError(
                    N_("engine", "{noise} stands between the {link} of {source} and {output}: training would not make "
                       "small what is measured afterwards. Put {noise} before {source}, or take the {link} out of "
                       "{source}: {output} applies it itself."), noise=end.noise, source=end.name,
                    layers=(end.noise, end.name, output.name), **named)
            elif end.mixed and link == "softmax":
                yield GraphError(
                    N_("engine", "{mixed} puts the rows that the {link} of {source} has made together in another way, "
                       "so that {output} would apply it a second time. Take the {link} out of {source}: {output} "
                       "applies it itself."), mixed=end.mixed, source=end.name,
                    layers=(end.mixed, end.name, output.name), **named)
            elif len(linked) < len(endings):
                yield GraphError(
                    N_("engine", "Only part of what comes to {output} has been through the {link}, in {source}: there "
                       "it would be applied twice. Take it out of {source}: {output} applies it itself."),
                    source=end.name, layers=(end.name, output.name), **named)


def _endings(graph: Any, shapes: Mapping[str, Shape], output: str) -> Iterator[_Ending]:
    """Where the numbers of an output come from, each way once."""
    todo = [_Ending(source) for source in graph.inputs_of(output)]
    seen = set(todo)
    while todo:
        end = todo.pop()
        spec, sources = graph.layer(end.name), graph.inputs_of(end.name)
        passing = spec.layer.passing(spec.settings, tuple(shapes[source] for source in sources))
        if passing is Passing.CHANGED:
            yield end
            continue
        for source in sources:
            before = replace(end, name=source, noise=end.name if passing is Passing.NOISE else end.noise,
                             mixed=end.name if passing is Passing.NUMBERS else end.mixed)
            if before not in seen:
                seen.add(before)
                todo.append(before)


def _ends_in(graph: Any, end: _Ending) -> str:
    spec = graph.layer(end.name)
    return spec.layer.ends_in(spec.settings)

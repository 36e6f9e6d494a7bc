"""A tidy drawing reads from left to right, and nothing lies on anything else."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given

from app.document.layout import COLUMN, ROW, tidy
from engine.graph import Graph, LayerSpec, Link
from tests.cases import random_cases
from tests.engine.formats.strategies import graphs


def build(*links: str, alone: str = "") -> Graph:
    """A graph of adders from "ab" = a → b."""
    names = dict.fromkeys("".join(links) + alone)
    ports: dict[str, int] = {}
    made = []
    for source, target in links:
        ports[target] = ports.get(target, -1) + 1
        made.append(Link(source, target, ports[target]))
    return Graph(tuple(LayerSpec(name, "add") for name in names), tuple(made))


def crossings(graph: Graph, places: dict) -> int:
    """Crossings of links between neighbouring columns."""
    pairs = [(places[link.source], places[link.target]) for link in graph.links]
    return sum((a[1] - c[1]) * (b[1] - d[1]) < 0
               for at, (a, b) in enumerate(pairs) for c, d in pairs[:at] if a[0] == c[0] and b[0] == d[0])


def test_a_chain_is_a_straight_line():
    places = tidy(build("ab", "bc", "cd"))
    assert len({y for _, y in places.values()}) == 1
    xs = [places[name][0] for name in "abcd"]
    assert [right - left for left, right in pairwise(xs)] == [COLUMN] * 3


def test_a_link_that_skips_layers_passes_beside_them():
    places = tidy(build("ab", "bc", "cd", "ad"))
    height = [places[name][1] for name in "abcd"]
    assert height[1] == height[2]
    for share in (1 / 3, 2 / 3):  # the straight line from a to d, where it passes b and c
        assert abs(height[0] + share * (height[3] - height[0]) - height[1]) >= ROW / 4


def test_branches_do_not_cross_when_they_need_not():
    graph = build("ab", "ac", "ad", "bg", "cf", "de", "eh", "fh", "gh")
    assert crossings(graph, tidy(graph)) == 0


def test_a_diamond_is_symmetric():
    places = tidy(build("ab", "ac", "bd", "cd"))
    assert places["a"][1] == places["d"][1] == (places["b"][1] + places["c"][1]) / 2


def test_a_second_input_stands_next_to_what_it_feeds():
    places = tidy(build("ab", "bc", "cd", "xd"))
    assert places["x"][0] == places["c"][0]


def test_only_the_chosen_layers_are_arranged():
    assert set(tidy(build("ab", "bc"), ["a", "c"])) == {"a", "c"}


def test_circles_and_empty_canvases_are_drawn_too():
    assert tidy(Graph()) == {}
    assert len(set(tidy(build("ab", "bc", "ca", "aa")).values())) == 3


@given(graph=graphs())
@random_cases(60, deadline=None, suppress_health_check=list(HealthCheck))
def test_cards_never_overlap_and_links_run_to_the_right(graph):
    places = tidy(graph)
    assert set(places) == {spec.name for spec in graph.layers}
    for link in graph.links:
        assert places[link.target][0] - places[link.source][0] >= COLUMN - 1
    points = sorted(places.values())
    for at, (x, y) in enumerate(points):
        for left, above in points[:at]:
            assert x - left >= COLUMN - 1 or abs(y - above) >= ROW - 1, (points, graph.links)
    assert tidy(graph) == places


def test_a_large_network_is_arranged_at_once():
    names = [f"n{number}" for number in range(400)]
    layers = tuple(LayerSpec(name, "add") for name in names)
    links = tuple(Link(names[a], names[b], a) for b in range(400) for a in (b - 1, b - 7, b // 2) if 0 <= a < b)
    places = tidy(Graph(layers, links))
    assert len(set(places.values())) == 400

"""Tidy: a layered drawing of a network, inputs on the left, outputs on the right (Sugiyama, Tagawa and Toda 1981).

Pure functions on a graph. A layer's column is its longest distance from an input; links that pass over columns are
given a place in each of them, so that no link runs behind a card; rows are ordered by the barycentre of their
neighbours, and heights are the least-squares ones that keep cards apart. What is long then stands in lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from app.document.lines import in_lines
from engine.graph import Graph
from engine.project import Point, Project

COLUMN = 268.0  # from the centre of one layer to the centre of the next
ROW = 340.0  # room for a card that shows what its layer holds
SWEEPS = 8
_PASSING = 0.5  # a link that passes through a column takes half a row
_MOST_PASSING = 5_000  # beyond it long links have no say in the drawing

Node = tuple[str, ...]  # (layer,), or (source, target, column) for a link that passes through
Column = list[Node]


def tidy(graph: Graph, names: Iterable[str] | None = None, column: float = COLUMN,
         row: float = ROW, *, folded: bool = True) -> dict[str, Point]:
    """Centres of the cards of all layers, or of `names` alone, around (0, 0); no two closer than a column or a row.
    A long network stands in lines, or from left to right throughout where it is not to be `folded`.

    Works for unfinished networks too: unconnected parts are stacked, and of a cycle one link is ignored.
    """
    wanted = None if names is None else set(names)
    chosen = [spec.name for spec in graph.layers if wanted is None or spec.name in wanted]
    inside = set(chosen)
    links = dict.fromkeys((link.source, link.target) for link in graph.links
                          if {link.source, link.target} <= inside and link.source != link.target)
    links = _without_cycles(chosen, list(links))
    places: dict[str, Point] = {}
    top = 0.0
    for part in _connected(chosen, links):
        members = set(part)
        inner = [link for link in links if link[0] in members]
        drawn = _arrange(part, inner)
        drawn = in_lines(drawn, inner, column / row) if folded else drawn
        low, high = min(y for _, y in drawn.values()), max(y for _, y in drawn.values())
        places |= {name: (x, y - low + top) for name, (x, y) in drawn.items()}
        top += high - low + 1.0
    if not places:
        return {}
    middle_x = (min(x for x, _ in places.values()) + max(x for x, _ in places.values())) / 2
    middle_y = (top - 1.0) / 2
    return {name: (round((x - middle_x) * column), round((y - middle_y) * row)) for name, (x, y) in places.items()}


def placed(project: Project) -> Project:
    """With a place for every layer, the missing ones below the others: a file written by hand may leave them out."""
    missing = {spec.name for spec in project.graph.layers} - set(project.positions)
    if not missing:
        return project
    places = tidy(project.graph, missing)
    top = min(y for _, y in places.values())
    floor = max((y + ROW for _, y in project.positions.values()), default=top)
    added = {name: (x, y - top + floor) for name, (x, y) in places.items()}
    return project.changed(positions={**project.positions, **added})


def _without_cycles(names: Sequence[str], links: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The links, less those that close a circle when they are added one after another in topological preference."""
    targets: dict[str, list[str]] = {name: [] for name in names}
    for source, target in links:
        targets[source].append(target)
    state: dict[str, bool] = {}  # False while on the path of the search, True when done
    backward: set[tuple[str, str]] = set()
    for start in names:
        if start in state:
            continue
        state[start] = False
        path = [(start, iter(targets[start]))]
        while path:
            name, rest = path[-1]
            for target in rest:
                if target not in state:
                    state[target] = False
                    path.append((target, iter(targets[target])))
                    break
                if not state[target]:
                    backward.add((name, target))
            else:
                state[name] = True
                path.pop()
    return [link for link in links if link not in backward]


def _connected(names: Sequence[str], links: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The connected parts, each in the order of `names`; the largest first."""
    parent = {name: name for name in names}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = name = parent[parent[name]]
        return name

    for source, target in links:
        parent[root(source)] = root(target)
    parts: dict[str, list[str]] = {}
    for name in names:
        parts.setdefault(root(name), []).append(name)
    return sorted(parts.values(), key=len, reverse=True)


def _arrange(names: Sequence[str], links: Sequence[tuple[str, str]]) -> dict[str, Point]:
    """Columns and rows of one connected part, in units of a column and a row."""
    depth = _depths(names, links)
    columns: list[Column] = [[] for _ in range(max(depth.values()) + 1)]
    for name in names:
        columns[depth[name]].append((name,))
    before: dict[Node, list[Node]] = {}
    after: dict[Node, list[Node]] = {}
    passing = sum(depth[target] - depth[source] - 1 for source, target in links)
    for source, target in links:
        if passing > _MOST_PASSING and depth[target] > depth[source] + 1:
            continue
        chain: Column = [(source,)]
        for at in range(depth[source] + 1, depth[target]):
            chain.append((source, target, str(at)))
            columns[at].append(chain[-1])
        chain.append((target,))
        for left, right in pairwise(chain):
            after.setdefault(left, []).append(right)
            before.setdefault(right, []).append(left)
    _order(columns, before, after)
    heights = _heights(columns, before, after)
    return {name: (float(depth[name]), heights[(name,)]) for name in names}


def _depths(names: Sequence[str], links: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The longest distance from a source; sources themselves stand just left of what they feed."""
    sources: dict[str, list[str]] = {name: [] for name in names}
    targets: dict[str, list[str]] = {name: [] for name in names}
    for source, target in links:
        sources[target].append(source)
        targets[source].append(target)
    waiting = {name: len(found) for name, found in sources.items()}
    ready = [name for name in names if not waiting[name]]
    depth: dict[str, int] = {}
    for name in ready:
        depth[name] = max((depth[source] + 1 for source in sources[name]), default=0)
        for target in targets[name]:
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    for name in names:
        if not sources[name] and targets[name]:
            depth[name] = min(depth[target] for target in targets[name]) - 1
    return depth


def _order(columns: Sequence[Column], before: Mapping[Node, list[Node]], after: Mapping[Node, list[Node]]) -> None:
    """Order each column by the mean place of its neighbours, sweeping right and left; keep the fewest crossings."""
    best, fewest = [list(column) for column in columns], _crossings(columns, after)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        forward = sweep % 2 == 0
        neighbours = before if forward else after
        sequence = range(1, len(columns)) if forward else range(len(columns) - 2, -1, -1)
        for at in sequence:
            fixed = {node: place for place, node in enumerate(columns[at - 1 if forward else at + 1])}
            own = {node: place for place, node in enumerate(columns[at])}
            columns[at].sort(key=lambda node, fixed=fixed, own=own: _mean(
                [fixed[other] for other in neighbours.get(node, ())], own[node]))
        crossings = _crossings(columns, after)
        if crossings < fewest:
            best, fewest = [list(column) for column in columns], crossings
    for column, ordered in zip(columns, best, strict=True):
        column[:] = ordered


def _crossings(columns: Sequence[Column], after: Mapping[Node, list[Node]]) -> int:
    """How many pairs of links cross."""
    count = 0
    for left, right in pairwise(columns):
        place = {node: index for index, node in enumerate(right)}
        ends = [target for node in left for target in sorted(place[other] for other in after.get(node, ()))]
        seen = [0] * (len(right) + 1)  # a binary indexed tree of the ends met so far
        for met, end in enumerate(ends):
            not_above, at = 0, end + 1
            while at:
                not_above += seen[at]
                at &= at - 1
            count += met - not_above
            at = end + 1
            while at < len(seen):
                seen[at] += 1
                at += at & -at
    return count


def _heights(columns: Sequence[Column], before: Mapping[Node, list[Node]],
             after: Mapping[Node, list[Node]]) -> dict[Node, float]:
    """A height for every node: near its neighbours, in the order of its column, a row from the next card."""
    height: dict[Node, float] = {}
    for column in columns:
        for node, at in zip(column, _spread([0.0] * len(column), column), strict=True):
            height[node] = at
    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            wanted = [_mean([height[other] for other in (*before.get(node, ()), *after.get(node, ()))], height[node])
                      for node in column]
            for node, at in zip(column, _spread(wanted, column), strict=True):
                height[node] = at
    return height


def _spread(wanted: Sequence[float], column: Column) -> list[float]:
    """The heights nearest to `wanted` in least squares that keep the order and the distances of a column.

    Subtracting the running distances leaves an isotonic regression, solved by pooling adjacent violators.
    """
    offsets = [0.0]
    for upper, lower in pairwise(column):
        offsets.append(offsets[-1] + max(_room(upper), _room(lower)))
    pools: list[tuple[float, int]] = []  # mean, size
    for value, offset in zip(wanted, offsets, strict=False):
        mean, size = value - offset, 1
        while pools and pools[-1][0] > mean:
            above, members = pools.pop()
            mean, size = (mean * size + above * members) / (size + members), size + members
        pools.append((mean, size))
    flat = [mean for mean, size in pools for _ in range(size)]
    return [value + offset for value, offset in zip(flat, offsets, strict=False)]


def _room(node: Node) -> float:
    return 1.0 if len(node) == 1 else _PASSING


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise

"""A long drawing in lines, as text is written: each begins at the left again, below the one before.

What is long is cut where the fewest links pass, which in a network of blocks is between two of them; where all of it
then is not seen larger, it stays in one line.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from engine.project import Point

SHORT = 8
"""So many columns stand in one line."""
SHAPE = 1.8
"""About how much wider than high a drawing in lines is to be, as the canvas is."""
BETWEEN = 0.4
"""The room between two lines, in rows: there links go back to the left."""
WORTH = 1.25
"""So many times as large as in one line all of it must be seen."""
_TANGLE, _LONGEST = 3.0, 1.5
"""What a second source that leads over a cut is worth in columns, and how much longer than wanted a line may be."""


def in_lines(places: Mapping[str, Point], links: Collection[tuple[str, str]], wide: float) -> dict[str, Point]:
    """The places of connected cards in columns and rows, a column being `wide` times as wide as a row is high, in
    lines; as they are where they are few columns, where lines would not be worth it, or where a link would lead over a
    whole line."""
    count = 1 + round(max(x for x, _ in places.values()))
    ys = [y for _, y in places.values()]
    if count <= SHORT:
        return dict(places)
    wanted = _length(count, (max(ys) - min(ys) + 1 + BETWEEN) / wide)
    starts = _starts(count, wanted, _passing(places, links, count))
    line = {name: sum(start <= round(x) for start in starts) - 1 for name, (x, _) in places.items()}
    if any(line[target] - line[source] > 1 for source, target in links):
        return dict(places)
    folded, top = {}, 0.0
    for number, start in enumerate(starts):
        members = [name for name in places if line[name] == number]
        high, low = min(places[name][1] for name in members), max(places[name][1] for name in members)
        folded |= {name: (places[name][0] - start, places[name][1] - high + top) for name in members}
        top += low - high + 1 + BETWEEN
    return dict(places) if _size(folded, wide) * WORTH > _size(places, wide) else {name: folded[name]
                                                                                  for name in places}


def _size(places: Mapping[str, Point], wide: float) -> float:
    """The width of a canvas in which all of it is seen, in rows."""
    (left, right), (high, low) = ((min(axis), max(axis)) for axis in zip(*places.values(), strict=True))
    return max((right - left + 1) * wide, (low - high + 1) * SHAPE)


def _length(count: int, high: float) -> int:
    """How many of `count` columns a line should have, which is as high as `high` columns are wide."""
    lines = 2
    while SHAPE * lines * high * lines < count:
        lines += 1
    return -(-count // lines)


def _passing(places: Mapping[str, Point], links: Collection[tuple[str, str]], count: int) -> list[int]:
    """How many cards feed others over the cut in front of each column."""
    reach: dict[str, int] = {}
    for source, target in links:
        reach[source] = max(reach.get(source, 0), round(places[target][0]))
    passing = [0] * count
    for source, last in reach.items():
        for column in range(round(places[source][0]) + 1, last + 1):
            passing[column] += 1
    return passing


def _starts(count: int, wanted: int, passing: list[int]) -> list[int]:
    """The columns at which lines begin: the cheapest cuts into lines of about the length that is wanted."""
    longest = max(2, int(wanted * _LONGEST))
    cost, before = [0.0] + [float("inf")] * count, [0] * (count + 1)
    for end in range(1, count + 1):
        for start in range(max(0, end - longest), end - 1 if end > 1 else end):
            cut = _TANGLE * max(0, passing[start] - 1) ** 2 if start else 0.0
            whole = cost[start] + cut + (end - start - wanted) ** 2 / wanted
            if whole < cost[end]:
                cost[end], before[end] = whole, start
    starts, end = [], count
    while end:
        end = before[end]
        starts.append(end)
    return starts[::-1]

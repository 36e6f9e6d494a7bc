"""What is long is drawn in lines, as text is written, cut between its blocks, where it is seen larger so."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.document.layout import COLUMN, ROW, tidy
from app.document.lines import SHAPE, SHORT
from tests.app.document.test_layout import build

NAMES = "abcdefghijklmnopqrstuvwxyz"


def chain(count: int) -> list[str]:
    return ["".join(pair) for pair in pairwise(NAMES[:count])]


def lines(places: dict) -> list[str]:
    """The names in each line, from left to right."""
    found: dict[float, list[str]] = {}
    for name, (_, y) in places.items():
        found.setdefault(y, []).append(name)
    return ["".join(sorted(found[y], key=lambda name: places[name][0])) for y in sorted(found)]


def size(places: dict) -> float:
    """The width of the canvas in which all of it is seen."""
    xs, ys = zip(*places.values(), strict=True)
    return max(max(xs) - min(xs) + COLUMN, SHAPE * (max(ys) - min(ys) + ROW))


def test_a_short_chain_is_one_line_and_a_long_one_several():
    assert lines(tidy(build(*chain(SHORT)))) == [NAMES[:SHORT]]
    assert lines(tidy(build(*chain(12)))) == ["abcdef", "ghijkl"]
    assert "".join(lines(tidy(build(*chain(26))))) == NAMES
    assert lines(tidy(build(*chain(26)), folded=False)) == [NAMES]


def test_lines_begin_at_the_left_and_leave_room_between_them():
    places = tidy(build(*chain(26)))
    rows = lines(places)
    assert len({places[row[0]][0] for row in rows}) == 1
    assert all(places[below[0]][1] - places[above[0]][1] > 1.2 * ROW for above, below in pairwise(rows))


@pytest.mark.parametrize("count", [9, 12, 20, 26])
def test_a_folded_chain_is_seen_larger(count):
    graph = build(*chain(count))
    assert size(tidy(graph)) * 1.25 <= size(tidy(graph, folded=False))


def test_a_line_ends_where_a_block_does():
    """Blocks of four layers with a way around each: a cut inside one would part two links."""
    links = chain(25)
    for start in range(0, 24, 4):
        links.append(NAMES[start] + NAMES[start + 4])
    places = tidy(build(*links))
    left = min(x for x, _ in places.values())
    starts = sorted(name for name, (x, _) in places.items() if x == left)
    assert len(starts) > 1
    assert all(NAMES.index(name) % 4 in (0, 1) for name in starts), starts


def test_what_would_lead_over_a_whole_line_stays_in_one():
    graph = build(*chain(26), "az")
    assert tidy(graph) == tidy(graph, folded=False)

"""All critical points are found, none is invented, and each is what it is called."""

from __future__ import annotations

import numpy as np
import pytest

from engine.descent.critical import find_critical_points
from engine.descent.ends import SENTENCES, classify_end
from engine.descent.function import Function
from engine.descent.gallery import EXAMPLES
from tests.engine.descent.gallery import found

SQUARE = ((-4.0, 4.0), (-4.0, 4.0))


def places(points) -> list[tuple[float, ...]]:
    return sorted(tuple(round(float(x), 6) + 0.0 for x in point.position) for point in points)


def test_himmelblau_has_four_minima_four_saddles_and_a_hilltop():
    points = found("himmelblau")
    assert places(points.of_kind("minimum")) == [(-3.779310, -3.283186), (-2.805118, 3.131313), (3.0, 2.0),
                                                 (3.584428, -1.848127)]
    assert [round(point.value, 6) + 0.0 for point in points.of_kind("minimum")] == [0.0] * 4
    saddles = {tuple(np.round(point.position, 6)): round(point.value, 6) for point in points.of_kind("saddle")}
    assert saddles == {(3.385154, 0.073852): 13.311926, (0.086678, 2.884255): 67.719150,
                       (-3.073026, -0.081353): 104.015163, (-0.127961, -1.953715): 178.337239}
    (top,) = points.of_kind("maximum")
    assert (places([top]), round(top.value, 6)) == ([(-0.270845, -0.923039)], 181.616522)
    assert [point.morse_index for point in points.points] == [0] * 4 + [2] + [1] * 4


def test_the_rosenbrock_valley_has_one_minimum_with_very_unequal_curvatures():
    (point,) = found("rosenbrock").points
    assert (point.kind, places([point])) == ("minimum", [(1.0, 1.0)])
    np.testing.assert_allclose(point.eigenvalues, [0.399361, 1001.600639], atol=5e-7)
    assert point.condition == pytest.approx(2508.0, abs=1.0)


def test_booth_and_beale():
    (point,) = found("booth").points
    assert (point.kind, places([point])) == ("minimum", [(1.0, 3.0)])
    np.testing.assert_allclose(point.eigenvalues, [2.0, 18.0], rtol=1e-12)
    beale = found("beale")
    assert places(beale.of_kind("minimum")) == [(3.0, 0.5)]
    assert {tuple(np.round(point.position, 6) + 0.0): round(point.value, 6) for point in beale.of_kind("saddle")} == {
        (0.0, 1.0): 14.203125, (0.100538, -2.644514): 9.864512}
    assert len(beale.points) == 3


@pytest.mark.parametrize(("name", "minima", "saddles", "maxima"), [
    ("six_hump_camel", 6, 7, 2), ("rastrigin", 121, 220, 100), ("three_hump_camel", 3, 2, 0),
    ("styblinski_tang", 4, 4, 1), ("goldstein_price", 4, 4, 1), ("bowl", 1, 0, 0), ("matyas", 1, 0, 0),
    ("mccormick", 2, 1, 0), ("tilted_gutter", 0, 0, 0), ("easom", 5, 4, 4), ("levy_13", 311, 491, 181),
    ("waves", 14, 26, 13)])
def test_each_kind_is_counted(name, minima, saddles, maxima):
    points = found(name)
    assert points.counts == {"minimum": minima, "saddle": saddles, "maximum": maxima, "degenerate": 0, "not_smooth": 0,
                             "pole": 0}
    assert points.complete


def test_the_lowest_points_are_where_the_literature_has_them():
    camel = found("six_hump_camel").points[:2]
    assert places(camel) == [(-0.089842, 0.712656), (0.089842, -0.712656)]
    assert camel[0].value == pytest.approx(-1.031628453, abs=5e-10)
    for name, position, value in [("goldstein_price", (0, -1), 3.0), ("mccormick", (-0.547198, -1.547198), -1.913223),
                                  ("styblinski_tang", (-2.903534, -2.903534), -78.332331),
                                  ("levy_13", (1, 1), 0.0), ("easom", (np.pi, np.pi), -1.0)]:
        lowest = found(name).points[0]
        np.testing.assert_allclose(lowest.position, position, atol=1e-6)
        assert lowest.value == pytest.approx(value, abs=1e-6)


def test_the_waves_of_levy_13_are_the_same_on_both_sides_of_its_minimum():
    """In 1 − x and x − 1; across the bottom they are 18π² + 2 against 2 curved."""
    function = EXAMPLES["levy_13"].function()
    points = find_critical_points(function, ((-0.9, 2.9), (-0.9, 2.9)))
    lowest = points.points[0]
    np.testing.assert_allclose(lowest.eigenvalues, [2.0, 18 * np.pi ** 2 + 2], rtol=1e-9)
    assert points.complete
    for kind in ("minimum", "saddle", "maximum"):
        here = places(points.of_kind(kind))
        mirrored = sorted((round(2 - x, 6) + 0.0, y) for x, y in here)
        np.testing.assert_allclose(mirrored, here, atol=2e-6)


@pytest.mark.thorough
def test_the_lowest_point_of_eggholder_is_on_the_border_and_no_critical_point():
    """Jamil, Yang 2013: −959.6407 at (512, 404.2319). There the function still falls, out of the picture."""
    example = EXAMPLES["eggholder"]
    function, border = example.function(), np.array([[512.0, 404.2319]])
    assert function.value(border)[0] == pytest.approx(-959.6407, abs=5e-5)
    slope = function.gradient(border)[0]
    assert slope[0] == pytest.approx(-3.3858, abs=1e-4)
    assert abs(slope[1]) < 1e-3
    along = np.column_stack([np.full(20_001, 512.0), np.linspace(-512, 512, 20_001)])
    assert along[function.value(along).argmin(), 1] == pytest.approx(404.2319, abs=0.06)
    assert np.nanmin(function.grid(example.domain, 801)[-1]) >= -959.6407

    points = found("eggholder")
    assert f"{len(points.of_kind('minimum'))} smooth minima" == example.help[:16] == "75 smooth minima"
    np.testing.assert_allclose(points.points[0].position, [482.353310, 432.878999], atol=1e-5)
    assert points.points[0].value == pytest.approx(-956.918232, abs=5e-7)
    assert points.creased
    assert points.complete is None


@pytest.mark.parametrize("name", [name for name, example in EXAMPLES.items() if example.coercive])
def test_minima_and_maxima_of_a_coercive_function_outnumber_its_saddles_by_one(name):
    points = found(name)
    counts = points.counts
    assert counts["minimum"] - counts["saddle"] + counts["maximum"] == points.turns == 1
    assert points.complete


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name != "eggholder"])
def test_the_turns_along_the_border_say_that_none_is_missing(name):
    assert found(name).complete


def test_the_points_of_curves_alternate():
    points = found("cosine_curve")
    order = sorted(points.points, key=lambda point: point.position[0])
    assert [point.kind for point in order] == ["maximum", "minimum", "maximum", "minimum"]
    assert places(points.of_kind("minimum")) == [(-0.860334,), (3.425618,)]
    assert [round(point.value, 6) for point in points.of_kind("minimum")] == [-3.288371, -0.561096]
    assert points.complete


def test_a_monkey_saddle_is_degenerate_and_turns_twice_backward():
    (point,) = found("monkey_saddle").points
    assert (point.kind, point.turns, point.extremum) == ("degenerate", -2, "")
    np.testing.assert_allclose(point.position, 0.0, atol=1e-9)


def test_the_tip_of_ackley_is_a_minimum_that_is_not_smooth():
    points = found("ackley")
    (tip,) = points.of_kind("not_smooth")
    assert [points.counts[kind] for kind in ("minimum", "saddle", "maximum")] == [120, 220, 100]
    assert (places([tip]), tip.extremum, tip.turns) == ([(0.0, 0.0)], "minimum", 1)
    assert points.complete


@pytest.mark.parametrize(("text", "dimension", "kind", "extremum"), [
    ("x⁴ + y⁴", 2, "degenerate", "minimum"), ("x³", 1, "degenerate", ""), ("abs x", 1, "not_smooth", "minimum"),
    ("1 − √(x² + y²)", 2, "not_smooth", "maximum"), ("abs(x) + abs(y)", 2, "not_smooth", "minimum"),
    ("abs(x)³ + y²", 2, "degenerate", "minimum"), ("1/x", 1, "pole", ""), ("x y", 2, "saddle", ""),
    ("abs(y − x²) + (x − 1)²", 2, "not_smooth", "minimum")])
def test_degenerate_points_and_tips_are_told_apart(text, dimension, kind, extremum):
    (point,) = find_critical_points(Function(text, dimension), SQUARE[:dimension]).points
    assert (point.kind, point.extremum) == (kind, extremum)


@pytest.mark.parametrize(("text", "dimension", "turns"), [
    ("1/x", 1, 0), ("1/x²", 1, -1), ("−1/x²", 1, 1), ("ln x", 1, None), ("ln(x²)", 1, 1), ("1/√abs(x)", 1, -1),
    ("1/(x² + y²)", 2, 1), ("ln(x² + y²)", 2, 1)])
def test_beside_a_pole_there_is_no_bound(text, dimension, turns):
    (point,) = find_critical_points(Function(text, dimension), SQUARE[:dimension]).points
    assert (point.kind, point.turns, point.extremum) == ("pole", turns, "")
    np.testing.assert_allclose(point.position, 0.0, atol=1e-9)


@pytest.mark.parametrize("text", ["abs(x)^0.1", "1 − abs(x)^0.1", "1000000 − abs x", "√x", "abs(x)/x", "x^(1/3)"])
def test_what_is_steep_without_end_but_bounded_is_no_pole(text):
    assert find_critical_points(Function(text), SQUARE[:1]).counts["pole"] == 0


def test_a_hill_on_a_wide_plain_is_a_maximum_and_the_plain_has_nothing():
    """Far out e^(−100 r²) and its slopes have no digits left; nearer they have, however small."""
    for text in ("e^(−x² − y²)", "e^(−100(x² + y²))", "e^(−10000(x² + y²))"):
        (point,) = find_critical_points(Function(text), SQUARE).points
        assert (point.kind, places([point])) == ("maximum", [(0.0, 0.0)]), text


@pytest.mark.thorough
def test_a_round_valley_floor_is_a_line_of_lowest_points_around_a_hilltop():
    points = find_critical_points(Function("(x² + y² − 1)²"), SQUARE)
    assert points.lines
    assert places(points.of_kind("maximum")) == [(0.0, 0.0)]
    floor = points.of_kind("degenerate")
    assert len(points.points) == 1 + len(floor) < 30
    np.testing.assert_allclose([np.linalg.norm(point.position) for point in floor], 1.0, atol=1e-6)
    assert {(point.turns, point.extremum) for point in floor} == {(None, "minimum")}


def test_lowest_on_every_straight_line_is_not_lowest():
    """Peano's surface falls between its two parabolas, however near."""
    (point,) = find_critical_points(Function("(y − x²)(y − 2x²)"), SQUARE).points
    assert (point.kind, point.turns, point.extremum) == ("degenerate", -1, "")


def test_a_point_that_is_met_inexactly_is_one_point():
    (point,) = find_critical_points(Function("(x − 1)⁶ + y²"), SQUARE).points
    assert (point.kind, point.extremum) == ("degenerate", "minimum")
    np.testing.assert_allclose(point.position, [1.0, 0.0], atol=1e-3)


@pytest.mark.parametrize("text", ["√(x²) + √(y²)", "abs(x) + abs(y)", "abs(x)^(4/3) + abs(y)^(4/3)"])
def test_creases_are_no_points_where_they_cross_is_one(text):
    points = find_critical_points(Function(text), SQUARE)
    assert points.creased
    assert [(point.kind, point.extremum) for point in points.points] == [("not_smooth", "minimum")]
    np.testing.assert_allclose(points.points[0].position, 0.0, atol=1e-6)


def test_of_a_minimum_on_the_border_the_border_says_nothing_but_intervals_do():
    points = find_critical_points(Function("(x − 4)² + (y − 4)²"), SQUARE)
    assert [(point.kind, *point.position) for point in points.points] == [("minimum", 4.0, 4.0)]
    assert points.turns is None
    assert points.complete


@pytest.mark.thorough
def test_lines_and_plains_are_not_taken_for_single_points():
    line = find_critical_points(Function("(x + y)²"), SQUARE)
    assert line.lines
    assert line.complete is None
    assert line.counts["degenerate"] == len(line.points) < 60
    assert find_critical_points(Function("3", 2), SQUARE).points == ()
    assert find_critical_points(Function("tanh(1000x)"), SQUARE[:1]).points == ()


@pytest.mark.parametrize("text", ["(x^2 + y - 11)^2 + (x + y^2 - 7)^2", "x^3 - 3 x y^2", "sin(x)^2 + y^2",
                                  "(x - 1/3)^2 + (y + 1/7)^2", "1e-20 (x^2 + y^2)"])
def test_what_is_zero_but_for_rounding_is_zero(text):
    for point in find_critical_points(Function(text), ((-5.0, 5.0), (-5.0, 5.0))).points:
        largest = max(1e-20, *np.abs(point.eigenvalues))
        numbers = np.array([*point.position, point.value / largest, *point.eigenvalues / largest])
        assert not ((numbers != 0) & (np.abs(numbers) < 1e-9)).any(), numbers


def test_what_is_small_but_no_rounding_stays():
    [point] = find_critical_points(Function("1e-30 x^2 - 1.2e-30 + 1e-30 y^2"), ((-5.0, 5.0), (-5.0, 5.0))).points
    assert point.value == pytest.approx(-1.2e-30, rel=1e-9)


def test_a_domain_has_the_points_inside_it_only():
    assert places(find_critical_points(EXAMPLES["himmelblau"].function(), ((0.0, 5.0), (0.0, 5.0))).points) == [
        (0.086678, 2.884255), (3.0, 2.0), (3.385154, 0.073852)]


@pytest.mark.parametrize(("name", "point", "kind", "converged"), [
    ("himmelblau", (3.000001, 2.000001), "minimum", True), ("himmelblau", (3.001, 2.001), "near", False),
    ("himmelblau", (-0.270845, -0.923039), "maximum", False), ("himmelblau", (-0.27, -0.92), "near", False),
    ("saddle", (1e-9, 0.0), "saddle", False), ("monkey_saddle", (1e-3, 0.0), "degenerate", False),
    ("ackley", (1e-4, -1e-3), "not_smooth", True), ("himmelblau", (1.0, 1.0), "slope", False),
    ("tilted_gutter", (0.0, -500.0), "slope", False), ("bowl", (np.nan, 0.0), "diverged", False),
    ("cosine_curve", (-0.860334,), "minimum", True), ("rosenbrock", (0.5, 0.25), "slope", False)])
def test_stopped_is_not_converged(name, point, kind, converged):
    end = classify_end(EXAMPLES[name].function(), point, EXAMPLES[name].domain)
    assert (end.kind, end.converged) == (kind, converged)
    assert end.sentence in SENTENCES.values()
    assert end.sentence.format(**end.values)


@pytest.mark.parametrize("height", [1e-3, 1.0, 1e6, 1e12])
def test_what_is_at_a_minimum_has_no_gradient_where_numbers_can_tell(height):
    """Heights only change which gradient numbers can tell from zero."""
    function = Function(f"{height:g} * ((1 - x)^2 + 100 (y - x^2)^2)")
    domain = EXAMPLES["rosenbrock"].domain
    here = classify_end(function, (1.0, 1.0), domain)
    assert here.kind == "minimum"
    for away in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6):
        end = classify_end(function, (1.0 + away, 1.0), domain)
        assert end.kind == "near" or end.gradient_norm <= max(1e-3, 2 * here.gradient_norm)


def test_a_walk_may_end_outside_the_picture():
    end = classify_end(EXAMPLES["mccormick"].function(), (2.594395 + np.pi, 1.594395 + np.pi), SQUARE)
    assert end.kind == "minimum"


def test_where_the_function_ends_the_walk_ends_undefined():
    assert classify_end(Function("ln x"), (-1.0,), ((-4.0, 4.0),)).kind == "undefined"
    assert classify_end(Function("1/0*x"), (1.0,), ((-4.0, 4.0),)).kind == "undefined"
    assert classify_end(Function("1/x^2"), (1e-9,), ((-4.0, 4.0),)).target.kind == "pole"

"""What a process remembers from one piece of work to the next is its own, and little."""

from __future__ import annotations

from engine.recall import Recall, do, remembering


@remembering
def counted(key: str, *, recall: Recall) -> int:
    """How often it was asked about this key, as far as is remembered."""
    times = (recall.get(int, key) or 0) + 1
    recall.keep(key, times)
    return times


def test_a_function_that_remembers_is_lent_the_recall_of_whoever_works_and_others_are_not():
    here, there = Recall(), Recall()
    assert [do(counted, ("a",), here) for _ in range(3)] == [1, 2, 3]
    assert do(counted, ("a",), there) == 1
    assert do(max, (3, 4), here) == 4


def test_what_was_used_the_longest_time_ago_is_forgotten_by_kind():
    recall = Recall(most=2)
    for key in "ab":
        recall.keep(key, 1)
    recall.keep("a", "of another kind")
    assert recall.get(int, "a") == 1
    recall.keep("c", 1)
    assert [recall.get(int, key) for key in "abc"] == [1, None, 1]
    assert recall.take(int, "a") == 1
    assert recall.get(int, "a") is None
    assert recall.get(str, "a") == "of another kind"

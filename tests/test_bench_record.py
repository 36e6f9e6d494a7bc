"""The file of results."""

from __future__ import annotations

from pathlib import Path

from tests.bench.record import record

NAMES = ("memory", "training_step", "window")


def test_one_benchmark_is_recorded_and_the_others_stay(tmp_path: Path):
    path = tmp_path / "benchmarks.md"
    record(path, {"window": "frames: 16 ms\n", "training_step": "24 µs\n"}, NAMES, "2026-01-01", "a slow machine")
    record(path, {"training_step": "12 µs\n"}, NAMES, "2026-02-02", "a fast machine")
    before, steps, window = path.read_text("utf-8").split("\n## ")
    assert before.startswith("# Benchmarks\n")
    assert steps == "Training step\n\nMeasured on 2026-02-02:\n\n```\na fast machine\n```\n\n```\n12 µs\n```\n"
    assert window == "Window\n\nMeasured on 2026-01-01:\n\n```\na slow machine\n```\n\n```\nframes: 16 ms\n```\n"


def test_recording_the_same_again_changes_nothing(tmp_path: Path):
    path = tmp_path / "benchmarks.md"
    printed = {"window": "frames: 16 ms", "memory": "12 MB"}
    record(path, printed, NAMES, "2026-01-01", "a machine")
    first = path.read_bytes()
    record(path, {"memory": "12 MB"}, NAMES, "2026-01-01", "a machine")
    assert path.read_bytes() == first


def test_a_benchmark_that_fails_keeps_its_section_and_one_that_is_gone_does_not(tmp_path: Path):
    path = tmp_path / "benchmarks.md"
    record(path, {"window": "frames: 16 ms", "memory": "12 MB"}, NAMES, "2026-01-01", "a machine")
    record(path, {"window": "\n"}, ("window",), "2026-02-02", "a machine")
    text = path.read_text("utf-8")
    assert "frames: 16 ms" in text
    assert "Memory" not in text

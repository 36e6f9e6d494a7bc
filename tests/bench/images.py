"""Opening 10,000 images of 64 × 64 pixels, beside Pillow, which reads the files one after the other and nothing else.

Seconds of this process: a look at the folder, all images in one form, the data of it, and what the network sees.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image

from tests.bench.harness import table

IMAGES, SIDE, CLASSES = 10_000, 64, 5
MOST_SECONDS, MOST_TIMES_PILLOW = 5.0, 3.0
TITLE = "10,000 images of 64 × 64 pixels in a folder for each class"


def write(folder: Path) -> None:
    """Waves of a direction for each class, with noise, in colour."""
    rng = np.random.default_rng(0)
    y, x = np.indices((SIDE, SIDE))
    for number in range(IMAGES):
        turn = number % CLASSES
        wave = 80 * np.sin((x * np.cos(turn) + y * np.sin(turn)) / 4 + rng.uniform(0, 6))
        image = 128 + wave[..., None] + rng.normal(0, 12, (SIDE, SIDE, 3))
        (folder / f"class {turn}").mkdir(exist_ok=True)
        Image.fromarray(image.clip(0, 255).astype(np.uint8)).save(folder / f"class {turn}" / f"{number}.png",
                                                                  compress_level=1)


def pillow(folder: Path) -> float:
    begun = time.process_time()
    np.stack([np.asarray(Image.open(path)) for path in sorted(folder.rglob("*.png"))])
    return time.process_time() - begun


def ours(folder: Path) -> dict[str, float]:
    from engine.data import DataSpec, load
    from engine.data.pictures import pack, survey

    marks = [time.process_time()]
    form = survey(folder).form
    marks.append(time.process_time())
    content = pack(folder, "", form).content
    marks.append(time.process_time())
    data = load(DataSpec("pictures", content=content))
    marks.append(time.process_time())
    assert data.train.inputs.shape == (IMAGES * 4 // 5, SIDE, SIDE, 3)
    marks.append(time.process_time())
    return dict(zip(("look", "take", "load", "see"), np.diff(marks).tolist(), strict=True))


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder)
        alone, parts = pillow(folder), ours(folder)
    whole = sum(parts.values())
    met = whole <= MOST_SECONDS and whole <= MOST_TIMES_PILLOW * alone
    lines = [(part, f"{seconds:.2f} s", "", "", "") for part, seconds in parts.items()]
    lines.append(("together", f"{whole:.2f} s", f"{alone:.2f} s", f"{whole / alone:.2f}×",
                  f"≤ {MOST_SECONDS:g} s, {MOST_TIMES_PILLOW:g}× {'met' if met else 'missed'}"))
    print(f"{TITLE}\n\n{table(('', 'Ladera', 'Pillow', 'ratio', 'aim'), lines)}")
    return int(not met)


if __name__ == "__main__":
    raise SystemExit(main())

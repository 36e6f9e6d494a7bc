#!/usr/bin/env python3
"""Make the pictures of the README: `.venv/bin/python tools/pictures.py`, on a screen or under xvfb-run.

Photographs the window with `ladera shots` and writes the chosen pictures to docs/images in 256 colours, a third of the
size and alike to the eye.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
CHOSEN = {
    ("light", "en"): ("start", "network-two_spirals", "descent-race_valley"),
    ("dark", "es"): ("network-digits", "landscape-xor"),
}
"""Theme and language → the pictures that are kept."""


def main() -> int:
    IMAGES.mkdir(parents=True, exist_ok=True)
    for (theme, language), names in CHOSEN.items():
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-P", "-m", "app", "shots", folder, "--theme", theme, "--language", language]
            subprocess.run(command, cwd=ROOT, check=True)
            for name in names:
                picture = Image.open(Path(folder) / f"{name}-{theme}-{language}.png").convert("RGB")
                small = picture.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
                small.save(IMAGES / f"{name}-{theme}-{language}.png", optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

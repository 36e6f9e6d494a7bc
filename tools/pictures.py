#!/usr/bin/env python3
"""Make the pictures of the README: `.venv/bin/python tools/pictures.py`, on a screen or under xvfb-run.

Photographs the window with `ladera shots` and writes the chosen pictures to docs/images in 256 colours, a third of the
size and alike to the eye; and films a network that learns xor, epoch by epoch.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QSettings, QSize

from app.main import Ladera, create_application
from app.pictures import png
from app.shell.examples import EXAMPLES
from app.shots import Photographer, shoot
from app.training.engine import EngineProcess

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
CHOSEN = {
    ("light", "en"): ("network-lenet", "descent-race_valley", "convolution-why-lenet"),
    ("dark", "es"): ("network-digits", "landscape-xor"),
}
"""Theme and language → the pictures that are kept."""

FILM, EPOCHS, PACE, WIDTH = "learning.webp", 24, 160, 900
"""The file, its pictures (one for each epoch), milliseconds between them, and pixels."""


def photograph() -> None:
    for (theme, language), names in CHOSEN.items():
        with tempfile.TemporaryDirectory() as folder:
            if shoot(folder, theme=theme, language=language, only=names):
                raise SystemExit(1)
            for name in names:
                picture = Image.open(Path(folder) / f"{name}-{theme}-{language}.png").convert("RGB")
                small = picture.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
                small.save(IMAGES / f"{name}-{theme}-{language}.png", optimize=True)


def film() -> None:
    """The Network workspace while xor is learned, as a WebP."""
    app = create_application()
    with tempfile.TemporaryDirectory() as folder, EngineProcess() as engine:
        store = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        ladera = Ladera(app, engine, store, recovery_folder=Path(folder) / "recovery")
        camera = Photographer(app, ladera, Path(folder), QSize(1280, 800), "film")
        example = next(example for example in EXAMPLES if example.name == "xor")
        ladera.window.files.open_example(example)
        ladera.window.show_workspace("network")
        camera.until(lambda: ladera.session.state == "ready", "xor cannot be trained")
        ladera.window.workspaces["network"].canvas.fit()
        camera.wait(800)
        frames = [png(ladera.window.grab())]
        for _ in range(EPOCHS):
            ladera.session.epoch()
            camera.until(lambda: ladera.session.state == "paused" and ladera.session.is_settled,
                         "an epoch does not end")
            camera.wait(120)
            frames.append(png(ladera.window.grab()))
        ladera.document.new()
        ladera.close()
    pictures = [Image.open(io.BytesIO(frame)).convert("RGB") for frame in frames]
    small = [picture.resize((WIDTH, round(WIDTH * picture.height / picture.width)), Image.Resampling.LANCZOS)
             for picture in pictures]
    small[0].save(IMAGES / FILM, save_all=True, append_images=small[1:], duration=[*[PACE] * EPOCHS, 2_000], loop=0,
                  quality=70, method=6)


def main() -> int:
    IMAGES.mkdir(parents=True, exist_ok=True)
    photograph()
    film()
    return 0


if __name__ == "__main__":
    sys.exit(main())

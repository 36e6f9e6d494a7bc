"""Mutated files of every format: each must be a sentence or a sound result, soon and in little memory.

`python3 -m tests.bench.hostile_files [FILES [SEED]]` reads so many of each format. Bytes are flipped, cut out, doubled
and exchanged with numbers that programs go wrong at; of archives also the parts, packed anew under right checksums.
What can be read must be sound: a project is written and read again, weights fit their network, pictures and tables have
the shape they say. Each format is read in a process of its own, whose end would be a crash. Linux and macOS only.
"""

from __future__ import annotations

import io
import itertools
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.harness import table

FILES = 20_000
LONGEST = 30
"""Seconds after which a file is given up: it hangs."""
MOST_TIME, MOST_MEMORY = 5.0, 1_000
"""Seconds that one file may take, and megabytes that reading all of them may."""
NASTY = (b"\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"-1", b"1e999", b"NaN", b"null", b"[" * 64, b"{}", b'""',
         b"99999999999999999999", b"<img src='x'>", b"\xf0\x9f\x92\xa9", b"\xed\xa0\x80", b"../../x")


def mutated(content: bytes, chance: random.Random) -> bytes:
    """`content` with one to eight accidents."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        at = chance.randrange(len(changed) + 1)
        length = min(chance.choice((1, 2, 4, 16, 256)), len(changed) - at)
        match chance.randrange(6):
            case 0 if at < len(changed):
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                changed[at:at + length] = chance.randbytes(length)
            case 2:
                del changed[at:at + length]
            case 3:
                changed[at:at] = changed[at:at + length] * chance.choice((1, 2, 50))
            case 4:
                changed[at:at + length] = chance.choice(NASTY)
            case _:
                if chance.random() < 0.2:
                    del changed[at:]
    return bytes(changed)


def mutated_part(content: bytes, chance: random.Random) -> bytes:
    """One part of an archive mutated, or left out, under a right checksum; or the archive itself mutated."""
    if chance.random() < 0.3:
        return mutated(content, chance)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(parts))
    parts[name] = mutated(parts[name], chance)
    if chance.random() < 0.05:
        del parts[name]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


# What is mutated, and how it is read


def small_project():
    import numpy as np

    from engine.data import DataSpec
    from engine.graph import LayerSpec, sequential
    from engine.layout import ParameterLayout
    from engine.project import Project
    from engine.training import TrainingSettings

    graph = sequential(
        LayerSpec("input_1", "input", {"shape": (8, 8, 1)}), LayerSpec("conv2d_1", "conv2d", {"filters": 3}),
        LayerSpec("norm_1", "batch_normalization"), LayerSpec("flatten_1", "flatten"),
        LayerSpec("dense_1", "dense", {"units": 10, "activation": "tanh"}),
        LayerSpec("output_1", "output", {"loss": "categorical_cross_entropy"}))
    return Project("small", graph, DataSpec("digits"), TrainingSettings(), {},
                   ParameterLayout(graph).initial(0).astype(np.float32))


def projects() -> list[bytes]:
    """Of one that has been trained, with its optimizer; of one with a table, a race and a bench; of an example."""
    import dataclasses

    from engine.data import DataSpec, load
    from engine.descent.setup import DescentSetup
    from engine.formats import read_project, write_project
    from engine.training import Trainer
    from engine.training.progress import Progress
    from engine.vision.bench import KernelBench

    example = Path("assets/examples/xor.ladera")
    project = read_project(example)
    trainer = Trainer(project.graph, load(project.data), project.training)
    for _ in range(3):
        trainer.epoch()
    trained = dataclasses.replace(project, parameters=trainer.parameters, history=trainer.history.columns(),
                                  progress=Progress(trainer.snapshot()))
    own = dataclasses.replace(project, data=DataSpec("csv", content=frame(".csv")()[0]), parameters=None, history=None,
                              descent=DescentSetup(), kernel_bench=KernelBench())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.ladera"
        contents = []
        for each in (trained, own):
            write_project(path, each)
            contents.append(path.read_bytes())
        return [*contents, example.read_bytes()]


def exported(suffix: str) -> Callable[[], list[bytes]]:
    def make() -> list[bytes]:
        from engine.formats import export_weights
        from engine.layout import ParameterLayout

        project = small_project()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"w{suffix}"
            export_weights(path, ParameterLayout(project.graph), project.parameters, project)
            return [path.read_bytes()]

    return make


def whole_models() -> list[bytes]:
    """A Keras model in one HDF5 file, as Keras 2 laid it out."""
    import h5py
    import numpy as np

    from engine.layout import ParameterLayout

    [archive] = exported(".keras")()
    project, packed = small_project(), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as parts, h5py.File(packed, "w") as file:
        file.attrs["model_config"] = parts.read("config.json").decode()
        weights = file.create_group("model_weights")
        layout = ParameterLayout(project.graph)
        for spec in project.graph.layers:
            arrays = {f"{entry.role}:0": layout.view(project.parameters, entry.name) for entry in layout
                      if entry.layer == spec.name}
            group = weights.create_group(spec.name)
            group.attrs["weight_names"] = np.array(list(arrays), dtype="S")
            for name, values in arrays.items():
                group[name] = values
    return [packed.getvalue()]


def frame(suffix: str) -> Callable[[], list[bytes]]:
    def make() -> list[bytes]:
        import numpy as np
        import pandas as pd

        rng = np.random.default_rng(0)
        rows = pd.DataFrame({"length": rng.normal(size=40).round(3), "count": rng.integers(0, 9_999, 40),
                             "day": [f"2024-{1 + place % 12:02}-03" for place in range(40)],
                             "price": [f"1.{place:03},50 €" for place in range(40)],
                             "kind": rng.choice(["réd", "blue"], 40)})
        out = io.BytesIO()
        {".csv": lambda: rows.to_csv(out, index=False), ".xlsx": lambda: rows.to_excel(out, index=False),
         ".parquet": lambda: rows.to_parquet(out)}[suffix]()
        return [out.getvalue()]

    return make


def picture(suffix: str) -> Callable[[], list[bytes]]:
    def make() -> list[bytes]:
        import numpy as np
        from PIL import Image

        rng, out = np.random.default_rng(0), []
        for mode, shape in (("L", (24, 20)), ("RGB", (24, 20, 3))):
            file = io.BytesIO()
            image = Image.fromarray(rng.integers(0, 255, shape).astype(np.uint8), mode)
            image.save(file, {".jpg": "JPEG", ".tif": "TIFF", ".ppm": "PPM"}.get(suffix, suffix[1:].upper()))
            out.append(file.getvalue())
        return out

    return make


def read_weights(path: Path) -> bool:
    import numpy as np

    from engine.formats import import_weights
    from engine.layout import ParameterLayout

    layout = ParameterLayout(small_project().graph)
    weights = import_weights(path, layout)
    return weights.shape == (layout.size,) and bool(np.isfinite(weights).all())


def read_any_project(path: Path) -> bool:
    from app.document.foreign import project_in
    from engine.formats import read_project, write_project

    project = project_in(path)
    write_project(path, project)
    return read_project(path) == project


def read_network(path: Path) -> bool:
    from app.document.foreign import network_in
    from engine.layout import ParameterLayout

    project, _ = network_in(path)
    weights = project.parameters
    return weights is None or weights.shape == (ParameterLayout(project.graph).size,)


def read_layers(path: Path) -> bool:
    from engine.formats import read_donors

    return all(array.shape == donor.shapes[role] for donor in read_donors(path)
               for role, array in donor.arrays.items())


def read_rows(path: Path) -> bool:
    from engine.data import DataSpec, load

    data = load(DataSpec("csv", content=path.read_bytes()))
    return all(len(part.inputs) == len(part.targets) for part in (data.train, data.validation, data.test))


def read_image(path: Path) -> bool:
    from engine.vision.images import read_picture

    image = read_picture(path)
    return image.array.shape == image.shape


Format = tuple[Callable[[], list[bytes]], Callable[[bytes, random.Random], bytes], Callable[[Path], bool]]
"""What is mutated, how, and what reads it and says whether the result is sound."""

FORMATS: dict[str, Format] = {
    ".ladera": (projects, mutated_part, read_any_project),
    ".onnx": (exported(".onnx"), mutated, read_network),
    ".keras": (exported(".keras"), mutated_part, read_network),
    ".h5": (whole_models, mutated, read_network),
    ".safetensors": (exported(".safetensors"), mutated, read_layers),
    ".npz": (exported(".npz"), mutated_part, read_weights),
    ".csv": (frame(".csv"), mutated, read_rows),
    ".xlsx": (frame(".xlsx"), mutated_part, read_rows),
    ".parquet": (frame(".parquet"), mutated, read_rows),
    **{suffix: (picture(suffix), mutated, read_image)
       for suffix in (".png", ".jpg", ".tif", ".bmp", ".gif", ".webp", ".ppm")},
}


def files(suffix: str, seed: int) -> Iterator[bytes]:
    """Mutated files, always the same ones for a seed."""
    make, mutate, _ = FORMATS[suffix]
    seeds, chance = make(), random.Random(seed)
    while True:
        yield mutate(chance.choice(seeds), chance)


class Hangs(Exception):
    """A file that is not read in time."""


def _give_up(*_: object) -> None:
    raise Hangs(f"not read in {LONGEST} s")


def attack(suffix: str, count: int, seed: int) -> dict[str, object]:
    """Read so many mutated files here."""
    import resource
    import warnings

    from engine.errors import LaderaError

    warnings.filterwarnings("ignore")
    signal.signal(signal.SIGALRM, _give_up)
    read, counts, slowest, faults = FORMATS[suffix][2], {"read": 0, "refused": 0, "other": 0}, 0.0, {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"hostile{suffix}"
        for number, content in enumerate(itertools.islice(files(suffix, seed), 1, count + 1), 1):
            path.write_bytes(content)
            signal.alarm(LONGEST)
            begun = time.process_time()
            try:
                fault = "" if read(path) else "what was read is not sound"
                counts["other" if fault else "read"] += 1
            except LaderaError:
                fault = ""
                counts["refused"] += 1
            except Exception as error:  # what is to be found
                fault = f"{type(error).__name__}: {error}"[:100]
                counts["other"] += 1
            if number > 1:  # what reads has been loaded
                slowest = max(slowest, time.process_time() - begun)
            signal.alarm(0)
            if fault:
                faults.setdefault(fault, number)
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return {**counts, "faults": faults, "slowest": slowest,
            "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit}


def main(count: int, seed: int) -> int:
    lines, bad = [], []
    for suffix in FORMATS:
        command = [sys.executable, "-m", "tests.bench.hostile_files", suffix, str(count), str(seed)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            bad.append(f"{suffix}: the process ended with {done.returncode}")
            continue
        found = json.loads(done.stdout.splitlines()[-1])
        lines.append((suffix, f"{count:,}", f"{found['read']:,}", f"{found['refused']:,}", f"{found['other']:,}",
                      f"{found['slowest']:.2f} s", f"{found['memory']:.0f} MB"))
        bad += [f"{suffix}, file {number} of seed {seed}: {error}" for error, number in found["faults"].items()]
        if found["slowest"] > MOST_TIME or found["memory"] > MOST_MEMORY:
            bad.append(f"{suffix}: {found['slowest']:.1f} s, {found['memory']:.0f} MB")
        print("\t".join(lines[-1]), file=sys.stderr, flush=True)
    print(f"Mutated files, {count:,} of each format, seed {seed}\n")
    print(table(("", "files", "read", "refused", "other errors", "slowest", "memory"), lines))
    print("\n".join(["", *bad]) if bad else f"\naims: no other error, < {MOST_TIME:g} s, < {MOST_MEMORY} MB: met")
    return int(bool(bad))


if __name__ == "__main__":
    if len(sys.argv) == 4:
        print(json.dumps(attack(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
    else:
        given = [int(text) for text in sys.argv[1:]]
        raise SystemExit(main(*given, *(FILES, 0)[len(given):]))

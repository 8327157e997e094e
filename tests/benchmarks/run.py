"""Measure trustlint beside check-jsonschema with the official schema, in one run on one machine.

    python tests/benchmarks/run.py [--count 10000] [--markdown]

Needs the official Open Badges 3.0 schema (folder ``shared`` beside the project, or TRUSTLINT_SHARED).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from corpus import write_corpus

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("TRUSTLINT_SHARED", ROOT.parent / "shared"))
SCHEMA = SHARED / "official/schemas/ob-v3p0/published/ob_v3p0_achievementcredential_schema.json"
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Measured:
    seconds: float
    peak_mb: float


def measure(command: list[str]) -> Measured:
    """Wall time and peak memory of one command, on one core where the system can pin it."""
    pin = ["taskset", "-c", "0"] if shutil.which("taskset") else []
    timed = subprocess.run(
        [sys.executable, __file__, "--child", *pin, *command], stdout=subprocess.PIPE, check=True, text=True
    )
    seconds, peak = json.loads(timed.stdout)
    return Measured(seconds, peak)


def child(command: list[str]) -> None:
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    seconds = time.perf_counter() - started
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024]))


def median(command: list[str], times: int) -> Measured:
    runs = [measure(command) for _ in range(times)]
    return Measured(statistics.median(run.seconds for run in runs), max(run.peak_mb for run in runs))


def main() -> None:
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=10_000)
    count = parser.parse_args().count
    trustlint = [str(BIN / "trustlint"), "check"]
    peer = [str(BIN / "check-jsonschema"), "--schemafile", str(SCHEMA)]
    with tempfile.TemporaryDirectory() as folder:
        many, few = Path(folder, "many"), Path(folder, "few")
        write_corpus(many, count)
        write_corpus(few, count // 10)
        clean = str(many / "credential-000000.json")
        rows = [
            ("bare Python", median([sys.executable, "-c", "0"], 7), 1),
            ("trustlint, one file", median([*trustlint, clean], 7), 1),
            ("check-jsonschema, one file", median([*peer, clean], 5), 1),
            (
                f"trustlint, {count // 10:,} files",
                measure([*trustlint, "--format", "json", str(few)]),
                count // 10,
            ),
            (f"trustlint, {count:,} files", measure([*trustlint, "--format", "json", str(many)]), count),
            (
                f"trustlint, {count:,} files, --jobs 2",
                measure([*trustlint, "-j", "2", "--format", "json", str(many)]),
                count,
            ),
            (
                f"check-jsonschema, {count:,} files",
                measure([*peer, *map(str, sorted(many.iterdir()))]),
                count,
            ),
        ]
    print(
        f"{platform.python_implementation()} {platform.python_version()} on {platform.system()} {platform.machine()}\n"
    )
    print("| what | seconds | files a second | peak MB |\n|---|---|---|---|")
    for name, run, files in rows:
        print(f"| {name} | {run.seconds:.3f} | {files / run.seconds:,.0f} | {run.peak_mb:.0f} |")
    by_name = {name: run for name, run, _ in rows}
    cold = by_name["trustlint, one file"].seconds / by_name["check-jsonschema, one file"].seconds
    rate = (
        by_name[f"check-jsonschema, {count:,} files"].seconds / by_name[f"trustlint, {count:,} files"].seconds
    )
    print(
        f"\none file: {cold:.2f} x its time (budget 0.30); {count:,} files: {rate:.1f} x its rate (budget 6.0)"
    )


if __name__ == "__main__":
    main()

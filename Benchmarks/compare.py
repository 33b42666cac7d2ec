#!/usr/bin/env python3
"""Times hubbub and the usual script in turn on one dump and prints their ratios.

    compare.py HUBBUB DUMP_FOLDER [ROUNDS]
"""

import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


def measure(command):
    """Wall seconds, processor seconds and peak resident MiB of a command and its children."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    hubbub, dump = sys.argv[1], sys.argv[2]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    pipeline = HERE.parent / "Pipelines" / "theme-report.yaml"
    runs = {"hubbub, 1 thread": [], "hubbub, 2 threads": [], "usual script": []}
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(rounds):
            for jobs, name in ((1, "hubbub, 1 thread"), (2, "hubbub, 2 threads")):
                out = f"{scratch}/hubbub-{number}-{jobs}"
                runs[name].append(
                    measure([hubbub, "run", pipeline, dump, "--out", out, "--jobs", str(jobs), "-q"])
                )
            runs["usual script"].append(
                measure([sys.executable, HERE / "usual_script.py", dump, f"{scratch}/usual-{number}"])
            )
    medians = {
        name: [statistics.median(run[column] for run in rows) for column in range(3)]
        for name, rows in runs.items()
    }
    usual = medians["usual script"]
    print(f"{'':20} {'wall s':>8} {'CPU s':>8} {'MiB':>7}   times faster (wall, CPU), share of memory")
    for name, (wall, processor, memory) in medians.items():
        print(
            f"{name:20} {wall:8.2f} {processor:8.2f} {memory:7.0f}   "
            f"{usual[0] / wall:.1f} x, {usual[1] / processor:.1f} x, {memory / usual[2]:.2f}"
        )


if __name__ == "__main__":
    main()

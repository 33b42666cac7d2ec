#!/usr/bin/env python3
"""Ingests every file of a folder of hostile documents, each alone, and holds it to its limits.

    hostile.py HUBBUB FOLDER [SECONDS] [MIB]

A document may give posts or be set aside with a reason; it may not crash, hang or swell. Prints the
worst, and fails naming each document that broke a limit.
"""

import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time


def ingest(hubbub, document, out, seconds):
    """Exit status (None if it had to be stopped), wall seconds, peak MiB of the largest process."""
    start = time.monotonic()
    process = subprocess.Popen(
        [hubbub, "ingest", document, "--out", out, "--quiet", "--jobs", "1"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )
    deadline = start + 3 * seconds
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            code = os.waitstatus_to_exitcode(status)
            return code, time.monotonic() - start, usage.ru_maxrss / 1024
        if time.monotonic() > deadline:
            os.killpg(process.pid, 9)
            _, _, usage = os.wait4(process.pid, 0)
            return None, time.monotonic() - start, usage.ru_maxrss / 1024
        time.sleep(0.002)


def has_reason(out):
    """Whether what was set aside is there with a reason and a detail."""
    path = pathlib.Path(out, "quarantine.jsonl")
    if not path.exists():
        return False
    entries = [json.loads(line) for line in path.open(encoding="utf-8")]
    return bool(entries) and all(entry["reason"] and entry["detail"] for entry in entries)


def main():
    hubbub, folder = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 10
    mib = float(sys.argv[4]) if len(sys.argv) > 4 else 512
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    documents = sorted(path for path in folder.rglob("*") if path.is_file())
    outcomes = {"posts": 0, "set aside": 0}
    broken = []
    slowest, largest = (0.0, ""), (0.0, "")
    with tempfile.TemporaryDirectory() as scratch:
        for number, document in enumerate(documents):
            out = f"{scratch}/{number}"
            code, wall, peak = ingest(hubbub, document, out, seconds)
            name = str(document.relative_to(folder))
            slowest, largest = max(slowest, (wall, name)), max(largest, (peak, name))
            if code in (0, 3):
                outcomes["posts"] += 1
            elif code == 65 and has_reason(out):
                outcomes["set aside"] += 1
            else:
                broken.append(f"{name}: exit {code}, or no reason")
            if wall > seconds:
                broken.append(f"{name}: {wall:.1f} s")
            if peak > mib:
                broken.append(f"{name}: {peak:.0f} MiB")
    print(f"{len(documents)} documents: {outcomes['posts']} gave posts, {outcomes['set aside']} set aside")
    print(f"slowest {slowest[0]:.2f} s ({slowest[1]}), largest {largest[0]:.0f} MiB ({largest[1]})")
    for line in broken:
        print("BROKEN", line)
    sys.exit(1 if broken or not documents else 0)


if __name__ == "__main__":
    main()

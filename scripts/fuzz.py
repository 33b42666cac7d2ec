#!/usr/bin/env python3
"""Feeds changed copies of seed documents to hubbub until the time is over.

    fuzz.py HUBBUB SECONDS SEEDS…

Deterministic: round N of the same seeds makes the same documents. Each round ingests a folder of them
and must end with exit code 0, 3 or 65 within a minute, its books balanced. A round that does not is
kept beside this script's output for a look, and the seed of its number makes it again.
"""

import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

TOKENS = [
    b"<", b">", b"</", b"/>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"&#0;", b"&#x110000;", b"&amp;",
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\"", b"'", b"{", b"}",
    b"[", b"]", b",", b"\r\n", b"\n\n", b"From ", b"--", b"=3D", b"=?utf-8?b?", b"WARC/1.0\r\n",
    b"Content-Length: 99999999999\r\n", b"<row ", b"<item>", b"</item>", b"<page>", b"1e999", b"-1",
    b"9223372036854775808", b"<table>" * 50, b"<div>" * 300, b"a=b " * 200,
]


def mutated(seed, others, chance):
    """A copy of a seed with a few changes."""
    data = bytearray(seed[:65536])
    for _ in range(chance.choice([1, 1, 2, 4, 8, 16])):
        at = chance.randrange(len(data) + 1)
        kind = chance.randrange(7)
        if kind == 0 and data:
            data[min(at, len(data) - 1)] ^= 1 << chance.randrange(8)
        elif kind == 1:
            data[at:at] = chance.choice(TOKENS)
        elif kind == 2:
            del data[at : at + chance.choice([1, 2, 8, 64, 512])]
        elif kind == 3:
            end = at + chance.choice([4, 32, 256])
            data[at:at] = data[at:end] * chance.choice([1, 2, 16])
        elif kind == 4:
            other = chance.choice(others)
            start = chance.randrange(len(other) + 1)
            data[at:at] = other[start : start + chance.choice([16, 256, 4096])]
        elif kind == 5:
            del data[at:]
        else:
            data[at:at] = bytes(chance.randrange(256) for _ in range(chance.choice([1, 4, 16])))
    return bytes(data)


def main():
    hubbub, seconds = sys.argv[1], float(sys.argv[2])
    files = sorted(
        path for seed in sys.argv[3:]
        for path in ([pathlib.Path(seed)] if pathlib.Path(seed).is_file() else pathlib.Path(seed).rglob("*"))
        if path.is_file() and 0 < path.stat().st_size < 4 << 20
    )
    seeds = [(path.suffix, path.read_bytes()) for path in files]
    contents = [content for _, content in seeds]
    end = time.monotonic() + seconds
    round_number = documents = failed = 0
    while time.monotonic() < end:
        chance = random.Random(round_number)
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch, "in")
            folder.mkdir()
            for number in range(200):
                suffix, seed = chance.choice(seeds)
                folder.joinpath(f"{number:03}{suffix}").write_bytes(mutated(seed, contents, chance))
            try:
                code = subprocess.run(
                    [hubbub, "ingest", folder, "--out", f"{scratch}/out", "--quiet"],
                    stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60).returncode
            except subprocess.TimeoutExpired:
                code = "timeout"
            is_balanced = True
            if code in (0, 3):
                books = json.loads(pathlib.Path(scratch, "out/run.json").read_text())["conservation"]
                is_balanced = books["seen"] == books["used"] + sum(books["dropped"].values())
            if code not in (0, 3, 65) or not is_balanced:
                failed += 1
                kept = pathlib.Path(f"fuzz-round-{round_number}")
                shutil.copytree(folder, kept, dirs_exist_ok=True)
                print(f"round {round_number}: exit {code}, balanced {is_balanced}; see {kept}")
        documents += 200
        round_number += 1
    print(f"{round_number} rounds, {documents} documents from {len(seeds)} seeds, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Times the way from a dump to typed posts, hubbub against the usual libraries, in turn.

    ingest.py HUBBUB stackexchange FOLDER [--copies N] [--rounds N]
    ingest.py HUBBUB memory FOLDER [--gigabytes N]

`stackexchange`: Posts.xml, Comments.xml and Users.xml against lxml's iterparse, each body parsed by
lxml.html for its text, quotes and code. `memory`: a dump of that many gigabytes, made by repeating
the rows of FOLDER under new ids with their words exchanged, and the peak of all of hubbub's processes
together. Where FOLDER holds several dumps, the largest that is whole is taken.
"""

import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from itertools import chain

ID = re.compile(rb'( (?:Id|ParentId|PostId|AcceptedAnswerId)=")(\d+)"')
BODY = re.compile(rb' (?:Body|Text)="([^"]*)')
TOKEN = re.compile(rb"&lt;.*?&gt;|&(?:amp;)?[#\w]+;|([A-Za-z]{2,})", re.S)


class Rewording:
    """The rows of a table, to be repeated under new ids with the words of their bodies exchanged.

    Posts that are one another's copies would be dropped as such; no dump consists of them. So a
    copy deals the table's words out anew: each `stride`-th word of the whole table, then each
    `stride`-th from the second on, and so forth. Markup, lengths and the mix of words stay.
    """

    def __init__(self, rows):
        self.kept, self.words = [], []
        text = b"".join(ID.sub(lambda m: b'%s\x01%06d"' % (m[1], int(m[2])), row) for row in rows)
        start = 0
        for body in BODY.finditer(text):
            for word in TOKEN.finditer(text, body.start(1), body.end(1)):
                if word[1]:
                    self.kept.append(text[start:word.start()])
                    self.words.append(word[1])
                    start = word.end()
        self.kept.append(text[start:])

    def copy(self, number):
        """The rows once more, the ids a million apart."""
        stride = 100 + number
        dealt = list(chain.from_iterable(self.words[start::stride] for start in range(stride)))
        pieces = [b""] * (2 * len(dealt) + 1)
        pieces[::2], pieces[1::2] = self.kept, dealt
        return b"".join(pieces).replace(b"\x01", b"%d" % number)


def fullest(folder):
    """The folder itself if it is a dump, else the one below it with the most in its tables."""
    if (folder / "Posts.xml").exists():
        return folder
    tables = ("Posts.xml", "Comments.xml", "Users.xml")
    dumps = [
        path.parent for path in sorted(folder.rglob("Posts.xml"))
        if all((path.parent / table).exists() for table in tables)]
    if not dumps:
        sys.exit(f"{folder} holds no dump with Posts.xml, Comments.xml and Users.xml")
    return max(dumps, key=lambda dump: sum((dump / table).stat().st_size for table in tables))


def enlarge(folder, out, copies=None, size=None):
    """Repeats the rows of a dump under new ids, the words of its bodies in another order."""
    out.mkdir(parents=True, exist_ok=True)
    tables = [name for name in ("Users.xml", "Posts.xml", "Comments.xml") if (folder / name).exists()]
    rows = {
        name: [line for line in (folder / name).read_bytes().splitlines(True) if b"<row " in line]
        for name in tables
    }
    total = sum(len(line) for name in ("Posts.xml", "Comments.xml") for line in rows.get(name, []))
    copies = copies or max(1, size // max(1, total))
    for name in tables:
        root = name[:-4].lower().encode()
        with open(out / name, "wb") as file:
            file.write(b'<?xml version="1.0" encoding="utf-8"?>\n<' + root + b">\n")
            file.write(b"".join(rows[name]))
            if name != "Users.xml" and copies > 1:
                rewording = Rewording(rows[name])
                for number in range(1, copies):
                    file.write(rewording.copy(number))
            file.write(b"</" + root + b">\n")
    return sum((out / name).stat().st_size for name in tables)


def usual(folder, out):
    """The same posts by the usual libraries."""
    from lxml import etree, html

    users, titles, count = {}, {}, 0
    with open(out, "w", encoding="utf-8") as file:
        def rows(name):
            path = folder / name
            if not path.exists():
                return
            for _, row in etree.iterparse(str(path), tag="row"):
                yield row.attrib
                row.clear()
                while row.getprevious() is not None:
                    del row.getparent()[0]

        for user in rows("Users.xml"):
            users[user.get("Id")] = user.get("DisplayName")
        for post in rows("Posts.xml"):
            if post.get("PostTypeId") not in ("1", "2"):
                continue
            body = html.fragment_fromstring(post.get("Body") or "", create_parent="div")
            quotes = ["".join(quote.itertext()) for quote in body.iter("blockquote")]
            code = ["".join(block.itertext()) for block in body.iter("pre")]
            for element in list(body.iter("blockquote", "pre")):
                element.drop_tree()
            thread = post.get("ParentId") or post.get("Id")
            titles.setdefault(thread, post.get("Title"))
            json.dump({
                "id": post.get("Id"), "thread": thread, "title": titles[thread],
                "author": users.get(post.get("OwnerUserId")), "time": post.get("CreationDate"),
                "score": int(post.get("Score") or 0), "text": "".join(body.itertext()),
                "quotes": quotes, "code": code}, file, ensure_ascii=False)
            file.write("\n")
            count += 1
        for comment in rows("Comments.xml"):
            json.dump({
                "id": comment.get("Id"), "parent": comment.get("PostId"),
                "author": users.get(comment.get("UserId")), "time": comment.get("CreationDate"),
                "score": int(comment.get("Score") or 0), "text": comment.get("Text")}, file,
                ensure_ascii=False)
            file.write("\n")
            count += 1
    print(count)


def run(command, cores):
    """Wall and processor seconds of a command on so many cores."""
    mask = set(sorted(os.sched_getaffinity(0))[:cores])
    start = time.monotonic()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, mask))
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime


def speed(arguments):
    with tempfile.TemporaryDirectory() as scratch:
        dump = pathlib.Path(scratch, "harbour.example")
        size = enlarge(arguments.folder, dump, copies=arguments.copies)
        times = {"usual": [], 1: [], 2: []}
        for number in range(arguments.rounds):
            times["usual"].append(
                run([sys.executable, __file__, arguments.hubbub, "usual", str(dump)], 1))
            for cores in (1, 2):
                out = f"{scratch}/out-{number}-{cores}"
                times[cores].append(
                    run([arguments.hubbub, "ingest", dump, "--out", out, "--jobs", str(cores), "-q"], cores))
        median = lambda name: [statistics.median(run[part] for run in times[name]) for part in (0, 1)]
        base, processor = median("usual")
        print(f"{size / 1e6:.0f} MB of Stack Exchange XML to typed posts, {arguments.rounds} rounds, medians")
        print(f"lxml iterparse and lxml.html  {base:7.2f} s  {processor:7.2f} CPU s")
        for cores in (1, 2):
            wall, spent = median(cores)
            print(
                f"hubbub, {cores} core{'s' if cores > 1 else ' '}               {wall:7.2f} s  "
                f"{spent:7.2f} CPU s  {base / wall:.1f} x by the clock, {processor / spent:.1f} x by CPU")


def memory(arguments):
    with tempfile.TemporaryDirectory() as scratch:
        dump = pathlib.Path(scratch, "harbour.example")
        size = enlarge(arguments.folder, dump, size=int(arguments.gigabytes * 1e9))
        process = subprocess.Popen(
            [arguments.hubbub, "ingest", dump, "--out", f"{scratch}/out", "--jobs", "2", "-q"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        peak = {"anonymous": 0, "proportional": 0}

        def watch():
            while process.poll() is None:
                sums = {"anonymous": 0, "proportional": 0}
                for pid in tree(process.pid):
                    for name, value in rollup(pid).items():
                        sums[name] += value
                for name in peak:
                    peak[name] = max(peak[name], sums[name])
                time.sleep(0.1)

        watcher = threading.Thread(target=watch)
        start = time.monotonic()
        watcher.start()
        process.wait()
        watcher.join()
        print(
            f"{size / 1e9:.2f} GB in {time.monotonic() - start:.0f} s: all processes together at most "
            f"{peak['anonymous'] / 1024:.0f} MiB of memory of their own, "
            f"{peak['proportional'] / 1024:.0f} MiB with mapped files")


def tree(root):
    """A process and all below it."""
    found = [root]
    for pid in found:
        for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                found.extend(int(child) for child in task.read_text().split())
            except OSError:
                pass
    return found


def rollup(pid):
    try:
        text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return {}
    value = lambda name: int(re.search(rf"^{name}:\s+(\d+)", text, re.M)[1])
    return {"anonymous": value("Anonymous"), "proportional": value("Pss")}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("hubbub", type=os.path.abspath)
    parser.add_argument("part", choices=["stackexchange", "memory", "usual"])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--copies", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--gigabytes", type=float, default=2)
    arguments = parser.parse_args()
    if arguments.part != "usual":
        arguments.folder = fullest(arguments.folder)
    if arguments.part == "usual":
        usual(arguments.folder, os.devnull)
    elif arguments.part == "memory":
        memory(arguments)
    else:
        speed(arguments)


if __name__ == "__main__":
    main()

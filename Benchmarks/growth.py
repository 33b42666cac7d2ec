#!/usr/bin/env python3
"""Times the way from a dump to a report on made-up discussions of growing size.

    growth.py HUBBUB [--posts 10000 100000 1000000] [--jobs 2] [--keep FOLDER]
    growth.py --write FILE --posts N

The discussions are written here, from a seed: threads with replies, authors, dates and votes, posts
of about 60 words that mix the words of their thread's topic with everyday ones, all by Zipf's law.
For each size the table has wall time, processor time, the peak memory of all of hubbub's processes
together, each stage's share of the time, and time per post against the smallest size. It also says how
well the themes keep the posts of one topic together (completeness, 1 - H(theme | topic) / H(theme);
Rosenberg and Hirschberg 2007): of more than 20,000 posts a sample is clustered and the others are placed.
"""

import argparse
import collections
import csv
import itertools
import json
import math
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import threading
import time

from ingest import rollup, tree

SYLLABLES = [
    onset + vowel + coda
    for onset in ("b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v")
    for vowel in ("a", "e", "i", "o", "u", "ou")
    for coda in ("", "", "", "l", "n", "r", "t")
]
COMMON = """the to and a of is it that in I for you not this with be on have but are as they can we
if or so was what my at just there will do from like one would about all an your more when use which
has them some no out get up me by than how only think really then also been other their does should
time very people could make work any want into even because much know good need way too way find
""".split()
FEELING = """good great love thanks helpful happy nice better awful bad terrible wrong broken annoying
sad hate useful excellent worse poor fine glad sorry problem easy hard fast slow""".split()
ASIDES = ["I think that", "I hope that", "By 2031", "It will probably be that", "It reminds me of",
          "I am sure that", "Perhaps", "In my opinion", "We will see that", "There is no doubt that"]
TOPICS, TOPIC_WORDS, TAIL = 40, 500, 150_000


def zipf(count, exponent=1.05):
    """The cumulative weights of so many words."""
    return list(itertools.accumulate(1 / (rank + 2) ** exponent for rank in range(count)))


def words(generator, count, known):
    """Made-up words of two or three syllables, none of them known."""
    found = []
    while len(found) < count:
        word = "".join(generator.choices(SYLLABLES, k=generator.choice((2, 2, 2, 3))))
        if word not in known:
            known.add(word)
            found.append(word)
    return found


def vocabulary(generator):
    """The words of each topic, and all words that are taken."""
    known = set(COMMON) | set(FEELING)
    return [words(generator, TOPIC_WORDS, known) for _ in range(TOPICS)], known


def posts(count, seed=7):
    """So many posts, thread by thread."""
    generator = random.Random(seed)
    topics, known = vocabulary(generator)
    everyday = words(generator, TAIL, known)
    common, topical, tail = zipf(len(COMMON), 0.8), zipf(TOPIC_WORDS), zipf(TAIL)
    popular = zipf(TOPICS, 0.5)
    writers = max(20, int(count ** 0.8))
    shares = zipf(writers, 0.7)
    number, moment = 0, 1_262_304_000
    pool = {"topic": [iter(()) for _ in topics]}

    def draws(name, population, weights):
        while True:
            yield from generator.choices(population, cum_weights=weights, k=4096)

    pool["topic"] = [draws(name, topic, topical) for name, topic in enumerate(topics)]
    everyday_words = draws("tail", everyday, tail)
    common_words = draws("common", COMMON, common)
    authors = draws("authors", range(writers), shares)
    while number < count:
        topic = generator.choices(range(TOPICS), cum_weights=popular)[0]
        topic_words = pool["topic"][topic]
        size = min(count - number, 1 + int(generator.expovariate(1 / 7)))
        thread = f"t{number}"
        title = " ".join(itertools.islice(topic_words, 4)).capitalize()
        for place in range(size):
            sentences = []
            left = int(generator.gauss(60, 22))
            while left > 0 or not sentences:
                length = generator.randint(7, 16)
                sentence = []
                for _ in range(length):
                    kind = generator.random()
                    sentence.append(next(
                        common_words if kind < 0.52 else topic_words if kind < 0.76 else everyday_words))
                if generator.random() < 0.35:
                    sentence[generator.randrange(length)] = generator.choice(FEELING)
                start = generator.choice(ASIDES) + " " if generator.random() < 0.12 else ""
                text = start + " ".join(sentence)
                sentences.append(text[0].upper() + text[1:] + generator.choice("......?!"))
                left -= length
            moment += int(generator.expovariate(1 / (400_000_000 / max(count, 1000))))
            yield {
                "id": f"p{number}", "thread": thread, "title": title,
                "parent": None if place == 0 else f"p{number - generator.randint(1, place)}",
                "author": f"writer{next(authors)}", "time": moment,
                "score": int(generator.paretovariate(1.5)) - 1, "text": " ".join(sentences)}
            number += 1


def write(path, count):
    with open(path, "w", encoding="utf-8") as file:
        for post in posts(count):
            file.write(json.dumps(post) + "\n")
    return os.path.getsize(path)


def completeness(dump, out, seed=7):
    """How far the posts of one topic have one theme, 0 to 1; each post by its heaviest theme."""
    topics, _ = vocabulary(random.Random(seed))
    topic_of_word = {word: number for number, topic in enumerate(topics) for word in topic}
    theme_of_post = {}
    with open(out / "themes" / "assignments.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            theme_of_post.setdefault(row["post"], row["theme"])
    pairs = collections.Counter()
    with open(dump, encoding="utf-8") as file:
        for line in file:
            post = json.loads(line)
            theme = theme_of_post.get(post["id"])
            if theme is not None:
                pairs[topic_of_word[post["title"].split()[0].lower()], theme] += 1
    topic_sizes, theme_sizes = collections.Counter(), collections.Counter()
    for (topic, theme), count in pairs.items():
        topic_sizes[topic] += count
        theme_sizes[theme] += count
    total = sum(pairs.values())
    spread = -sum(count / total * math.log(count / total) for count in theme_sizes.values())
    rest = -sum(
        count / total * math.log(count / topic_sizes[topic]) for (topic, _), count in pairs.items())
    return 1 - rest / spread if spread else 1


def run(hubbub, dump, out, jobs):
    """Wall and processor seconds of a run, and the peak memory in MiB of all of its processes."""
    pipeline = pathlib.Path(__file__).resolve().parent.parent / "Pipelines" / "theme-report.yaml"
    start = time.monotonic()
    process = subprocess.Popen(
        [hubbub, "run", pipeline, dump, "--out", out, "--jobs", str(jobs), "-q"],
        stdout=subprocess.DEVNULL)
    peak = {"anonymous": 0, "proportional": 0}
    done = threading.Event()

    def watch():
        while not done.wait(0.1):
            sums = dict.fromkeys(peak, 0)
            for pid in tree(process.pid):
                for name, value in rollup(pid).items():
                    sums[name] += value
            for name in peak:
                peak[name] = max(peak[name], sums[name])

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, usage = os.wait4(process.pid, 0)
    done.set()
    watcher.join()
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        sys.exit(f"failed on {dump}")
    return (
        time.monotonic() - start, usage.ru_utime + usage.ru_stime, peak["anonymous"] / 1024,
        peak["proportional"] / 1024)


def measure(arguments, folder):
    base = None
    for count in arguments.posts:
        dump = folder / f"posts-{count}.jsonl"
        size = dump.stat().st_size if dump.exists() else write(dump, count)
        out = folder / f"out-{count}"
        subprocess.run(["rm", "-rf", out], check=True)
        wall, processor, own, mapped = run(arguments.hubbub, dump, out, arguments.jobs)
        base = base or wall / count
        stages = json.loads((out / "run.json").read_text())["stages"]
        print(
            f"{count:9,} posts, {size / 1e6:6.1f} MB: {wall:7.2f} s, {processor:7.2f} CPU s, "
            f"{own:5.0f} MiB of its own ({mapped:.0f} with mapped files), "
            f"{wall / count / base:4.2f} x linear")
        print("           " + "  ".join(
            f"{stage['name']} {stage['seconds']:.2f} s" for stage in stages))
        report = out / "report" / "report.html"
        themes = next(stage for stage in stages if stage["name"] == "cluster")["counts"]["themes"]
        print(
            f"           report.html {report.stat().st_size / 1e6:.2f} MB, {themes} themes, "
            f"completeness {completeness(dump, out):.3f}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("hubbub", nargs="?", type=os.path.abspath)
    parser.add_argument("--posts", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=pathlib.Path, help="where dumps and workspaces stay")
    parser.add_argument("--write", type=pathlib.Path, help="write the posts there, and no more")
    arguments = parser.parse_args()
    if arguments.write:
        write(arguments.write, arguments.posts[0])
    elif arguments.keep:
        arguments.keep.mkdir(parents=True, exist_ok=True)
        measure(arguments, arguments.keep)
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(arguments, pathlib.Path(folder))


if __name__ == "__main__":
    main()

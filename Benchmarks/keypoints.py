#!/usr/bin/env python3
"""The share of key points that a report covers by what it quotes, on IBM's arguments.

Usage: python3 Benchmarks/keypoints.py FOLDER [--part train] [--hubbub .build/release/hubbub]

FOLDER holds ArgKP 2021 (Bar-Haim and others 2020; IBM/KPA_2021_shared_task): arguments_PART.csv,
key_points_PART.csv, labels_PART.csv. The arguments of a topic are a discussion of their own; a key point
is covered if the report quotes an argument that people matched with it, as a gloss, under a theme, on a side
or among the takeaways. Key points that no argument matches are left out. Beside it stands what as many
arguments cover that are taken by chance (mean of 200 draws). Prints a line a topic and the means.
"""
import argparse
import collections
import csv
import json
import pathlib
import random
import subprocess
import tempfile


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def quoted(report):
    """The posts whose words a report prints."""
    posts = {quote["post"] for theme in report["themes"] for quote in theme["quotes"]}
    posts |= {theme["gloss_evidence"]["post"] for theme in report["themes"] if theme["gloss"]}
    posts |= {quote["post"] for quote in report["split"]["quotes"]}
    for takeaway in report["takeaways"]:
        posts |= {evidence["post"] for evidence in takeaway["evidence"] if "post" in evidence}
    return posts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--part", default="train")
    parser.add_argument("--hubbub", default=".build/release/hubbub")
    options = parser.parse_args()
    matches = collections.defaultdict(set)
    for row in rows(options.folder / f"labels_{options.part}.csv"):
        if row["label"] == "1":
            matches[row["arg_id"]].add(row["key_point_id"])
    topics = collections.defaultdict(list)
    for row in rows(options.folder / f"arguments_{options.part}.csv"):
        topics[row["topic"]].append(row)
    shares, chances = [], []
    for topic, arguments in sorted(topics.items()):
        known = set().union(*(matches[row["arg_id"]] for row in arguments))
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder) / "arguments.jsonl"
            with open(source, "w", encoding="utf-8") as file:
                for row in arguments:
                    text = row["argument"].strip()
                    # Some arguments begin small and end without a mark, as no sentence that is printed does.
                    text = text[:1].upper() + text[1:] + ("" if text[-1:] in ".!?" else ".")
                    post = {"id": row["arg_id"], "author": row["arg_id"], "thread": "t", "text": text}
                    file.write(json.dumps(post) + "\n")
            subprocess.run(
                [options.hubbub, "run", "Pipelines/theme-report.yaml", source, "--out", f"{folder}/out", "--quiet"],
                check=True, capture_output=True)
            report = json.loads(pathlib.Path(f"{folder}/out/report/report.json").read_text(encoding="utf-8"))
        ids = [row["arg_id"] for row in arguments]
        found = {post for post in quoted(report) if post in matches or post in ids}
        share = len(set().union(*(matches[post] for post in found)) & known) / len(known)
        draw = random.Random(topic)
        chance = sum(
            len(set().union(*(matches[post] for post in draw.sample(ids, len(found))))) / len(known)
            for _ in range(200)) / 200
        shares.append(share)
        chances.append(chance)
        print(f"{share:.2f} (by chance {chance:.2f}) of {len(known)} key points by {len(found)} quotations: {topic}")
    print(f"mean over {len(shares)} topics: {sum(shares) / len(shares):.3f}, by chance {sum(chances) / len(chances):.3f}")


if __name__ == "__main__":
    main()

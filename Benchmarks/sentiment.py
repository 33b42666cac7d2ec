#!/usr/bin/env python3
"""Mood beside VADER: agreement with raters on VADER's four sets, and the classes of GoEmotions dev.

    sentiment.py HUBBUB CORPORA

CORPORA holds sentiment/vader (Hutto and Gilbert 2014) and sentiment/goemotions (Demszky and others 2020). Prints
Pearson's r with the mean of 20 raters, of each set as a whole and of the half that nothing was learned from
(scripts/train-sentiment.py says which), then macro F1 over positive, neutral and negative. Every score of
Hubbub's is what `hubbub eval sentiment` prints; VADER's compound score is scored alike, with its own bounds of
0.05 for the classes.
"""
import csv
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

SETS = {
    "tweets": "tweets",
    "Amazon": "amazonReviewSnippets",
    "films": "movieReviewSnippets",
    "NYT": "nytEditorialSnippets",
}
GOOD = set(
    "admiration amusement approval caring desire excitement gratitude joy love optimism pride relief".split()
)
BAD = set(
    "anger annoyance disappointment disapproval disgust embarrassment fear grief nervousness remorse "
    "sadness".split()
)
NAMES = {1: "positive", 0: "neutral", -1: "negative"}


def is_learned_from(name, key):
    """Whether a text's half was learned from: a digest of the number of its review or editorial says."""
    return hashlib.sha256(f"{name}/{key.split('_')[0]}".encode()).digest()[0] % 2 == 0


def rated(folder, name):
    """Text, mean rating, and whether it was learned from."""
    path = next(folder.rglob(f"{name}_GroundTruth.txt"))
    with open(path, encoding="utf-8-sig", errors="replace") as lines:
        for line in lines:
            key, rating, text = line.rstrip("\r\n").split("\t", 2)
            yield text, float(rating), is_learned_from(name, key)


def labelled(folder):
    """Comments whose labels are all of one class."""
    names = next(folder.rglob("labels.txt")).read_text(encoding="utf-8").split()
    with open(next(folder.rglob("dev.tsv")), encoding="utf-8") as lines:
        for line in lines:
            text, labels, _ = line.rstrip("\n").split("\t")
            given = {names[int(label)] for label in labels.split(",")}
            for kinds, kind in ((GOOD, 1), (BAD, -1), ({"neutral"}, 0)):
                if given <= kinds:
                    yield text, kind


def measured(hubbub, rows):
    """What `hubbub eval sentiment` prints of texts and their gold values."""
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="", encoding="utf-8") as table:
        writer = csv.writer(table)
        writer.writerow(["text", "gold"])
        writer.writerows(rows)
        table.flush()
        command = [hubbub, "eval", "sentiment", table.name, "--text", "text", "--gold", "gold"]
        return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def correlation(pairs):
    """Pearson's r."""
    count = len(pairs)
    means = [sum(pair[side] for pair in pairs) / count for side in (0, 1)]
    product = sum((a - means[0]) * (b - means[1]) for a, b in pairs)
    squares = [sum((pair[side] - means[side]) ** 2 for pair in pairs) for side in (0, 1)]
    return product / (squares[0] * squares[1]) ** 0.5


def macro_f1(pairs):
    """The mean over the three classes of F1."""
    scores = []
    for kind in (-1, 0, 1):
        both = sum(1 for gold, found in pairs if gold == found == kind)
        either = sum(1 for pair in pairs for value in pair if value == kind)
        scores.append(2 * both / either)
    return sum(scores) / 3


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    hubbub, folder = sys.argv[1], pathlib.Path(sys.argv[2]) / "sentiment"
    vader = SentimentIntensityAnalyzer()
    print(f"{'':34} {'texts':>7} {'Hubbub':>8} {'VADER':>8}")
    for title, name in SETS.items():
        rows = list(rated(folder / "vader", name))
        for part, chosen in (
            ("not learned from", [row for row in rows if not row[2]]),
            ("whole", rows),
        ):
            own = measured(hubbub, [(text, rating) for text, rating, _ in chosen])["pearson"]
            peer = correlation([(rating, vader.polarity_scores(text)["compound"]) for text, rating, _ in chosen])
            print(f"{f'{title}, {part}: r':34} {len(chosen):7} {own:8.3f} {peer:8.3f}", flush=True)
    rows = list(labelled(folder / "goemotions"))
    own = measured(hubbub, [(text, NAMES[kind]) for text, kind in rows])["macro_f1"]
    compounds = [(kind, vader.polarity_scores(text)["compound"]) for text, kind in rows]
    peer = macro_f1([(kind, (value >= 0.05) - (value <= -0.05)) for kind, value in compounds])
    print(f"{'GoEmotions dev: macro F1':34} {len(rows):7} {own:8.3f} {peer:8.3f}")


if __name__ == "__main__":
    main()

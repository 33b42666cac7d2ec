#!/usr/bin/env python3
"""Writes Sources/HubbubSentiment/Resources/weights-en.tsv: what words say that the word lists lack.

Usage, from the package's root: python3 scripts/train-sentiment.py GOEMOTIONS
GOEMOTIONS is a folder with train.tsv and labels.txt of GoEmotions (Demszky et al. 2020, Apache-2.0).
Needs scikit-learn and vaderSentiment.

A comment's target is +1, 0 or -1: its labels are all good, none or both, all bad. VADER's own score
stands in for the rules, so that the words learn only what the rules do not say; ridge regression,
every word's count over the root of the comment's number of words. A weight is in units of the rules'
valence. Words that forum-en.tsv takes out get none, nor do words that the rules use to change others. Deterministic: nothing is drawn, and weights are
rounded to three digits.
"""
import re
import sys

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import Ridge
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

GOOD = set(
    """admiration amusement approval caring desire excitement gratitude joy love optimism pride
    relief""".split()
)
BAD = set(
    """anger annoyance disappointment disapproval disgust embarrassment fear grief nervousness
    remorse sadness""".split()
)
WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
DRAWN = re.compile(r"(.)\1\1")
PENALTY = 2
FEWEST_COMMENTS = 8
SMALLEST_WEIGHT = 0.05
JUDGED = "Sources/HubbubSentiment/Resources/forum-en.tsv"
CUES = "Sources/HubbubSentiment/Resources/cues-en.tsv"
TABLE = "Sources/HubbubSentiment/Resources/weights-en.tsv"
# Placeholders of the set, names of its subjects of the day, and words that would be held against people.
BARRED = set(
    """name religion trump trumps obama america american americans muslim muslims islam jew jews jewish
    christian christians christianity gay lesbian trans transgender black white blacks whites asian
    indian mexican chinese russian german french british women woman men man girl girls boy boys female
    male females males feminist feminists republican republicans democrat democrats liberal liberals
    conservative conservatives left right""".split()
)


def words(text):
    text = text.lower().replace("’", "'").replace("[name]", " ").replace("[religion]", " ")
    return [word for word in WORD.findall(text) if 1 < len(word) <= 24 and not DRAWN.search(word)]


def left_to_rules():
    """Words that the lists take out or that change others: boosters, negations, wishes."""
    found = set()
    with open(JUDGED, encoding="utf-8") as lines:
        found |= {line.split("\t")[0] for line in lines if line.endswith("\t0\n")}
    with open(CUES, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# "):
                continue
            role, term = line.rstrip("\n").split("\t")[:2]
            if role not in ("pass", "subject", "joint", "verb"):
                found.add(term)
    return found


def read(folder):
    names = open(f"{folder}/labels.txt", encoding="utf-8").read().split()
    texts, targets = [], []
    with open(f"{folder}/train.tsv", encoding="utf-8") as lines:
        for line in lines:
            text, labels, _ = line.rstrip("\n").split("\t")
            given = {names[int(label)] for label in labels.split(",")}
            texts.append(text)
            targets.append(bool(given & GOOD) - bool(given & BAD))
    return texts, np.array(targets, float)


def main(folder):
    texts, targets = read(folder)
    analyzer = SentimentIntensityAnalyzer()
    rules = np.array([analyzer.polarity_scores(text)["compound"] for text in texts])
    left_out = BARRED | left_to_rules()
    counter = CountVectorizer(
        analyzer=lambda text: [word for word in words(text) if word not in left_out],
        min_df=FEWEST_COMMENTS,
    )
    counts = counter.fit_transform(texts)
    lengths = np.array([max(1, len(words(text))) for text in texts])
    features = sp.diags(1 / np.sqrt(lengths)) @ counts
    # Ten times the rules' score is hardly penalised.
    model = Ridge(alpha=PENALTY, solver="sparse_cg", tol=1e-8)
    model.fit(sp.hstack([sp.csr_matrix(rules[:, None] * 10), features]).tocsr(), targets)
    weights = model.coef_[1:] / (model.coef_[0] * 10)
    with open(TABLE, "w", encoding="utf-8", newline="\n") as out:
        out.write("# Learned by scripts/train-sentiment.py from GoEmotions. term\tweight\n")
        for term, weight in sorted(zip(counter.get_feature_names_out(), weights)):
            if abs(weight) >= SMALLEST_WEIGHT:
                out.write(f"{term}\t{weight:.3f}\n")


if __name__ == "__main__":
    main(sys.argv[1])

#!/usr/bin/env python3
"""Writes Sources/HubbubSentiment/Resources/weights-en.tsv: what words say that the word lists lack.

Usage, from the package's root, with numpy and scipy installed:
  python3 scripts/train-sentiment.py GOEMOTIONS VADER [--hubbub BIN] [--without-ratings] [--out FILE]
GOEMOTIONS is a folder with train.tsv, dev.tsv and labels.txt (Demszky and others 2020, Apache-2.0),
VADER one with the four *_GroundTruth.txt (Hutto and Gilbert 2014, MIT).

Each word gets two weights. *Valence* is added to the sum of the rules' values, in their units, and so
moves the score x / sqrt(x^2 + 5 + words): least squares on the raters' means and on GoEmotions' +1, 0
and -1, with a slope and a constant of its own for each set. *Feeling* tells whether a text feels at
all: logistic regression on sum / sqrt(words), the text's length, its valence and whether the rules are sure of one. The rules' values and
the words, turned by negations, are `hubbub eval sentiment --each`'s. Of each VADER set, half is learned
from: which half, a digest of the text's number says, so that the sentences of one review or editorial
are in the same. GoEmotions' dev part and the other halves are used for nothing but the figures printed.
The numbers below were chosen on folds of what is learned from, but for
SURENESS and LENIENCE, which were set with the figures printed in sight. Nothing is drawn.
"""
import argparse
import csv
import hashlib
import json
import re
import subprocess
import tempfile
from collections import Counter

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize

GOOD = set(
    """admiration amusement approval caring desire excitement gratitude joy love optimism pride
    relief""".split()
)
BAD = set(
    """anger annoyance disappointment disapproval disgust embarrassment fear grief nervousness
    remorse sadness""".split()
)
RATED = ["tweets", "amazonReviewSnippets", "movieReviewSnippets", "nytEditorialSnippets"]
WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
DRAWN = re.compile(r"(.)\1\1")
TABLE = "Sources/HubbubSentiment/Resources/weights-en.tsv"
# Placeholders of the set, names of its subjects of the day, and words that would be held against people.
BARRED = set(
    """name religion trump trumps obama america american americans muslim muslims islam jew jews jewish
    christian christians christianity gay lesbian trans transgender black white blacks whites asian
    indian mexican chinese russian german french british woman women man men girl girls boy boys female
    male females males feminist feminists republican republicans democrat democrats liberal liberals
    conservative conservatives left right""".split()
)
# Words whose sense in forums was settled by hand say there nothing else.
with open("Sources/HubbubSentiment/Resources/forum-en.tsv", encoding="utf-8") as lines:
    LEFT_OUT = BARRED | {line.split("\t")[0] for line in lines if not line.startswith("# ")}
NORMALIZER = 5  # RuleWeights.normalizer
BAND = 0.05  # MoodMeasure.neutralBand
FEWEST_TEXTS = 5
FOLDS = 4
# A text with raters counts thirty times as much for valence as one with labels.
RATED_VALENCE, LABELLED_VALENCE, VALENCE_PENALTY = 3.0, 0.1, 3.0
RATED_FEELING, FEELING_PENALTY = 1.0, 1.3
# What it adds to the log odds of a feeling that the rules are sure of one; by hand, for signs and
# negations are seldom wrong, where single words are.
SURENESS = 1.0
# Added to the constant: a feeling that is missed costs more agreement with raters than one too many.
LENIENCE = 0.1
# What was learned of valence is taken with caution: other texts have other words.
CAUTION = 0.6
# A mean of raters, of 4, beyond which a text is held to feel something.
FELT, SOFTNESS = 0.5, 0.15


class Texts:
    """The texts of all sets, one after the other, as the rules read them."""

    def __init__(self, folder, ratings, hubbub):
        self.text, self.target, self.kind, self.set, self.fold = [], [], [], [], []
        for number, name in enumerate(RATED):
            self.read_rated(f"{ratings}/{name}_GroundTruth.txt", name, number)
        names = open(f"{folder}/labels.txt", encoding="utf-8").read().split()
        for number, part in enumerate(["train", "dev"], len(RATED)):
            self.read_labelled(f"{folder}/{part}.tsv", names, number, part == "train")
        self.target, self.set = np.array(self.target, float), np.array(self.set)
        self.kind, self.fold = np.array(self.kind), np.array(self.fold)
        self.read_rules(hubbub)

    def add(self, text, target, kind, number, fold):
        self.text.append(text)
        self.target.append(target)
        self.kind.append(kind)
        self.set.append(number)
        self.fold.append(fold)

    def read_rated(self, path, name, number):
        with open(path, encoding="utf-8-sig", errors="replace") as lines:
            for line in lines:
                key, rating, text = line.rstrip("\r\n").split("\t", 2)
                draw = hashlib.sha256(f"{name}/{key.split('_')[0]}".encode()).digest()
                fold = draw[1] % FOLDS if draw[0] % 2 == 0 else -1
                self.add(text, float(rating) / 4, 9, number, fold)

    def read_labelled(self, path, names, number, is_learned):
        with open(path, encoding="utf-8") as lines:
            for row, line in enumerate(lines):
                text, labels, _ = line.rstrip("\n").split("\t")
                given = {names[int(label)] for label in labels.split(",")}
                target = bool(given & GOOD) - bool(given & BAD)
                # 9: mixed or ambiguous, of no class.
                is_pure = given <= GOOD or given <= BAD or given == {"neutral"}
                self.add(text, target, target if is_pure else 9, number, row % FOLDS if is_learned else -1)

    def read_rules(self, hubbub):
        with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="", encoding="utf-8") as table:
            rows = csv.writer(table)
            rows.writerow(["text", "gold"])
            rows.writerows([text, 0] for text in self.text)
            table.flush()
            command = [hubbub, "eval", "sentiment", table.name, "--text", "text", "--gold", "gold", "--each"]
            out = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
        found = [json.loads(line) for line in out.splitlines()]
        assert len(found) == len(self.text), "a line for each text"
        self.rules = np.array([each["rules"] for each in found], float)
        self.words = np.array([max(1, each["words"]) for each in found], float)
        self.sure = np.array([each["sure"] for each in found], bool)
        self.open = [[(own(word), factor) for word, factor in each["open"]] for each in found]

    def features(self):
        """The words learned of, and two matrices: how often a text has each, turned by negations and not."""
        texts_with = Counter()
        for words, fold in zip(self.open, self.fold):
            if fold >= 0:
                texts_with.update({word for word, _ in words if is_learned(word)})
        terms = sorted(word for word, count in texts_with.items() if count >= FEWEST_TEXTS)
        number = {word: index for index, word in enumerate(terms)}
        found = [
            (row, number[word], factor)
            for row, words in enumerate(self.open)
            for word, factor in words
            if word in number
        ]
        rows, columns, factors = (np.array(part) for part in zip(*found))
        shape = (len(self.text), len(terms))
        turned = sp.csr_matrix((factors, (rows, columns)), shape)
        return terms, turned, sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape)


def own(word):
    return word[:-2] if word.endswith("'s") else word


def is_learned(word):
    return WORD.fullmatch(word) and len(word) <= 24 and not DRAWN.search(word) and word not in LEFT_OUT


def normalized(total, words):
    return total / np.sqrt(total**2 + NORMALIZER + words)


def minimum(loss, start):
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150}).x


def fit_valence(texts, turned, rows, rated):
    """Each term's valence: ridge regression with the rules' sum as an offset."""
    matrix = turned[rows]
    back = matrix.T.tocsr()
    offset, words, target, sets = (
        part[rows] for part in (texts.rules, texts.words, texts.target, texts.set)
    )
    weight = np.where(sets < len(RATED), rated, LABELLED_VALENCE)
    terms, count = matrix.shape[1], len(RATED) + 1

    def loss(point):
        valences, slope, constant = np.split(point, [terms, terms + count])
        total = offset + matrix @ valences
        square = total**2 + NORMALIZER + words
        score = total / np.sqrt(square)
        error = slope[sets] * score + constant[sets] - target
        pull = 2 * weight * error
        by_term = back @ (pull * slope[sets] * (NORMALIZER + words) / square**1.5)
        return (weight * error**2).sum() + VALENCE_PENALTY * (valences**2).sum(), np.concatenate(
            [
                by_term + 2 * VALENCE_PENALTY * valences,
                np.bincount(sets, pull * score, count),
                np.bincount(sets, pull, count),
            ]
        )

    start = np.concatenate([np.zeros(terms), np.ones(count), np.zeros(count)])
    return CAUTION * minimum(loss, start)[:terms]


def fit_feeling(texts, plain, valence, rows, rated):
    """Each term's feeling, and what constant, shortness and valence add."""
    root = np.sqrt(texts.words)
    extra = [np.ones(len(root)), 1 / root, np.abs(valence)]
    # Raters were asked about other kinds of text: each set has a constant of its own, left out later.
    extra += [(texts.set == number) * 1.0 for number in range(len(RATED))]
    matrix = sp.hstack([sp.diags(1 / root) @ plain, np.stack(extra, 1)]).tocsr()[rows]
    back = matrix.T.tocsr()
    offset = SURENESS * texts.sure[rows]
    is_rated = texts.set[rows] < len(RATED)
    strength = 4 * np.abs(texts.target[rows])
    target = np.where(
        is_rated, 1 / (1 + np.exp((FELT - strength) / SOFTNESS)), texts.kind[rows] != 0
    )
    weight = np.where(is_rated, rated, 1.0)
    penalty = np.full(matrix.shape[1], FEELING_PENALTY)
    penalty[-len(extra) :] = 0.001

    def loss(point):
        odds = offset + matrix @ point
        pull = weight * (1 / (1 + np.exp(-odds)) - target)
        cost = (weight * (np.logaddexp(0, odds) - target * odds)).sum() + (penalty * point**2).sum()
        return cost, back @ pull + 2 * penalty * point

    point = minimum(loss, np.zeros(matrix.shape[1]))
    return point[: plain.shape[1]], point[plain.shape[1] :][:3]


def train(texts, turned, plain, with_ratings):
    rated_valence, rated_feeling = (RATED_VALENCE, RATED_FEELING) if with_ratings else (0.0, 0.0)
    learned = texts.fold >= 0

    def scores(valences):
        return normalized(texts.rules + turned @ valences, texts.words)

    # Feeling is learned from valences of texts that their weights were not learned from.
    unseen = np.zeros(len(texts.text))
    for fold in range(FOLDS):
        others = np.flatnonzero(learned & (texts.fold != fold))
        unseen[texts.fold == fold] = scores(fit_valence(texts, turned, others, rated_valence))[
            texts.fold == fold
        ]
    valences = fit_valence(texts, turned, np.flatnonzero(learned), rated_valence)
    # Ambiguous comments of GoEmotions are in no class.
    classed = np.flatnonzero(learned & ((texts.set < len(RATED)) | (texts.kind != 9)))
    feelings, shared = fit_feeling(texts, plain, unseen, classed, rated_feeling)
    shared[0] += LENIENCE
    return valences.round(3), feelings.round(3), shared.round(3)


def macro_f1(kinds, found):
    parts = [2 * ((kinds == k) & (found == k)).sum() / ((kinds == k).sum() + (found == k).sum()) for k in (-1, 0, 1)]
    return sum(parts) / 3


def report(texts, turned, plain, valences, feelings, shared):
    score = normalized(texts.rules + turned @ valences, texts.words)
    root = np.sqrt(texts.words)
    odds = shared[0] + (plain @ feelings + shared[1]) / root + shared[2] * np.abs(score) + SURENESS * texts.sure
    score = np.where(odds > 0, score, np.clip(score, -BAND, BAND))
    alone = normalized(texts.rules, texts.words)
    for number, name in enumerate(RATED):
        for part, rows in [("other half", texts.fold < 0), ("all", texts.fold > -2)]:
            rows = rows & (texts.set == number)
            r = [np.corrcoef(values[rows], texts.target[rows])[0, 1] for values in (score, alone)]
            print(f"{name}, {part}: r {r[0]:.4f}, by the rules alone {r[1]:.4f}")
    rows = (texts.set == len(RATED) + 1) & (texts.kind != 9)
    kinds = [np.sign(np.where(np.abs(v) > BAND, v, 0)) for v in (score[rows], alone[rows])]
    f1 = [macro_f1(texts.kind[rows], kind) for kind in kinds]
    print(f"GoEmotions dev: macro F1 {f1[0]:.4f}, by the rules alone {f1[1]:.4f}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("goemotions")
    arguments.add_argument("vader")
    arguments.add_argument("--hubbub", default=".build/release/hubbub")
    arguments.add_argument("--without-ratings", action="store_true", help="learn from GoEmotions alone")
    arguments.add_argument("--out", default=TABLE)
    given = arguments.parse_args()
    texts = Texts(given.goemotions, given.vader, given.hubbub)
    terms, turned, plain = texts.features()
    valences, feelings, shared = train(texts, turned, plain, not given.without_ratings)
    report(texts, turned, plain, valences, feelings, shared)
    with open(given.out, "w", encoding="utf-8", newline="\n") as out:
        out.write("# Learned by scripts/train-sentiment.py. term\tvalence\tfeeling\n")
        for name, number in zip(["constant", "shortness", "valence", "sureness"], [*shared, SURENESS]):
            out.write(f"*{name}\t{number:.3f}\n")
        for term, valence, feeling in zip(terms, valences, feelings):
            if valence or feeling:
                out.write(f"{term}\t{valence:.3f}\t{feeling:.3f}\n")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Writes Sources/HubbubSummary/Resources/digest-en.tsv: what speaks for a sentence in the summary of a
thread.

Usage, from the package's root: python3 scripts/train-digest.py train.source train.target
The files are the training part of ConvoSumm's e-mail threads (Fabbri et al. 2021), a thread a line.
Needs numpy and nltk.

A sentence's target is how much of it stands in the reference: half the share of its words, half that
of its content words, and three halves that of its pairs of words. Ridge regression on the traits of
HubbubSummary/Digests/ThreadTraits.swift, reckoned here in a simpler way (lines that are quoted or
signed are told by their first sign, sentences by their marks): the weights need not be fine.
Deterministic: nothing is drawn.
"""
import math
import re
import sys
from collections import Counter

import numpy as np
from nltk.stem.porter import PorterStemmer

TABLE = "Sources/HubbubSummary/Resources/digest-en.tsv"
STOP_WORDS = "Sources/HubbubText/Resources/stop-words.txt"
TRAITS = "constant early opening central shared titled length finished talkative".split()
PENALTY = 50
HEADING = re.compile(
    r'^\s*Name:\s*"(.*?)"\s+(?:Email:\s*"?(.*?)"?\s+)?(?:To:\s*(.*?)\s+)?Subject:\s*"(.*?)"(?:\s{3,}|$)',
    re.S,
)
QUOTED = re.compile(r"^[>|]|^\w{0,3}>")
SIGNED = re.compile(r"^-{2,}$|^_{3,}$|^={5,}|^\*{5,}|^\+-{3,}")
GREETING = re.compile(r"^(hi|hello|dear|hey|thanks|thank you|regards|cheers|best|sincerely)\b", re.I)
stemmer = PorterStemmer()


def stop_words():
    text = open(STOP_WORDS, encoding="utf-8").read()
    return set(text.split("[en]")[1].split("[")[0].split())


def own_paragraphs(body):
    lines, kept = body.split("   "), []
    for place, line in enumerate(lines):
        line = line.strip()
        if QUOTED.match(line):
            if kept and kept[-1].endswith(":"):
                kept.pop()
        elif SIGNED.match(line):
            if sum(1 for later in lines[place:] if later.strip()) <= 14:
                break
        else:
            kept.append(line)
    return [p.replace("\n", " ") for p in "\n".join(kept).split("\n\n")]


def sentences(paragraph):
    parts = re.split(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])", paragraph)
    return [part.strip() for part in parts if part.strip()]


def words(text):
    return [stemmer.stem(w) if len(w) > 3 else w for w in re.findall("[a-z0-9]+", text.lower())]


def traits(line, stop):
    found, per_post, title = [], Counter(), None
    for number, post in enumerate(line.split("</s>")):
        heading = HEADING.match(post)
        if title is None and heading:
            title = set(words(heading.group(4))) - stop
        body = post[heading.end() :] if heading else post
        for sentence in (s for p in own_paragraphs(body) for s in sentences(p)):
            stems = words(sentence)
            letters = sum(c.isalpha() for c in sentence)
            short = len(stems) < 8 and GREETING.match(sentence)
            if len(stems) < 4 or short or letters < 0.6 * len(sentence):
                continue
            found.append((number, per_post[number], sentence, stems))
            per_post[number] += 1
    stop_stems = {stemmer.stem(w) for w in stop} | stop
    content = [sorted(set(w for w in stems if w not in stop_stems)) for *_, stems in found]
    counts = Counter(w for *_, stems in found for w in stems if w not in stop_stems)
    weight = {w: 1 + math.log2(n) for w, n in counts.items()}
    norm = math.sqrt(sum(v * v for v in weight.values())) or 1
    spread = Counter()
    for number in per_post:
        spread.update({w for (post, *_), c in zip(found, content) if post == number for w in c})
    rows, title = [], title or set()
    for (post, order, sentence, stems), unique in zip(found, content):
        n = max(1, len(unique))
        early = 1 / (1 + order)
        first = post == min(per_post)
        rows.append(
            [
                1,
                early,
                early if first else 0,
                sum(weight[w] for w in unique) / (norm * math.sqrt(n)),
                sum(spread[w] - 1 for w in unique) / (max(1, len(per_post) - 1) * n),
                len(title & set(unique)) / math.sqrt(max(1, len(title)) * n),
                min(40, len(sentence.split())) / 40,
                sentence[-1] in ".?!\"')",
                math.log2(1 + per_post[post]),
            ]
        )
    return rows, [stems for *_, stems in found], stop_stems


def target(stems, reference, stop):
    single, pairs = Counter(reference), Counter(zip(reference, reference[1:]))
    n = len(stems)
    words_shared = sum((Counter(stems) & single).values()) / n
    content_shared = len({w for w in stems if w in single and w not in stop}) / n
    pairs_shared = sum((Counter(zip(stems, stems[1:])) & pairs).values()) / max(1, n - 1)
    return 0.5 * words_shared + 0.5 * content_shared + 1.5 * pairs_shared


def main(sources, references):
    stop, x, y, mass = stop_words(), [], [], []
    for line, reference in zip(open(sources, encoding="utf-8"), open(references, encoding="utf-8")):
        rows, found, stems_of_stop = traits(line, stop)
        written = words(reference)
        for row, stems in zip(rows, found):
            x.append(row)
            y.append(target(stems, written, stems_of_stop))
            mass.append(len(stems))
    x, y, mass = np.array(x, float), np.array(y), np.array(mass, float)
    penalty = PENALTY * np.diag([0] + [1] * (len(TRAITS) - 1))
    weights = np.linalg.solve((x * mass[:, None]).T @ x + penalty, (x * mass[:, None]).T @ y)
    head = [line for line in open(TABLE, encoding="utf-8") if line.startswith("#")]
    with open(TABLE, "w", encoding="utf-8") as out:
        out.writelines(head)
        out.writelines(f"{name}\t{weight:.3f}\n" for name, weight in zip(TRAITS, weights))


if __name__ == "__main__":
    main(*sys.argv[1:3])

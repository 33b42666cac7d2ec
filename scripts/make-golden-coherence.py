#!/usr/bin/env python3
"""Writes Tests/HubbubThemesTests/Golden/coherence.json: coherence of made-up topics as gensim has it.

    python3 -m venv venv && venv/bin/pip install gensim==4.4.0
    venv/bin/python scripts/make-golden-coherence.py > Tests/HubbubThemesTests/Golden/coherence.json
"""

import json
import random

from gensim.corpora import Dictionary
from gensim.models.coherencemodel import CoherenceModel

TOPICS = [
    "harbour quay ferry crane tide barge mooring pilot berth lighthouse".split(),
    "oven dough yeast crust flour loaf bakery kneading rye butter".split(),
    "guitar chord melody tempo drum chorus rhythm stage encore tide".split(),
]
OTHERS = "people time week thing place year town friend morning letter window garden road stone".split()


def texts(generator):
    """Short ones, ones longer than any window, ones about nothing, and words that come again."""
    found = []
    for _ in range(60):
        topic = generator.choice(TOPICS)
        length = generator.choice((3, 8, 20, 60, 150, 260))
        share = generator.choice((0, 0.1, 0.3, 0.6))
        found.append([
            generator.choice(topic if generator.random() < share else OTHERS)
            if generator.random() < 0.93 else generator.choice(generator.choice(TOPICS))
            for _ in range(length)
        ])
    return found + [[word for topic in TOPICS for word in topic], [OTHERS[0]]]


def main():
    corpus = texts(random.Random(11))
    words = Dictionary(corpus)
    longest = max(map(len, corpus))

    def coherence(name, window):
        model = CoherenceModel(
            topics=TOPICS, texts=corpus, dictionary=words, coherence=name, window_size=window, topn=10,
            processes=1)
        return model.get_coherence_per_topic()

    print(json.dumps({
        "topics": TOPICS, "texts": [" ".join(text) for text in corpus],
        "c_v": coherence("c_v", 110), "c_npmi": coherence("c_npmi", 10),
        "passages": coherence("c_npmi", longest),
    }, indent=1))


if __name__ == "__main__":
    main()

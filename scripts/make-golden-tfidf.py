#!/usr/bin/env python3
"""Writes Tests/HubbubVectorsTests/Golden: what scikit-learn, NumPy and SciPy make of a small corpus.

Needs numpy, scipy and scikit-learn. Run from the package's root: python3 scripts/make-golden-tfidf.py
The corpus is invented words in Zipf's proportions from a fixed seed; no text of others is in it.
"""
import json
import os
import random
import sys

import numpy as np
import scipy
import scipy.sparse as sp
import sklearn
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.preprocessing import normalize

FOLDER = "Tests/HubbubVectorsTests/Golden"


def documents(count=60, seed=20260101):
    """Documents as lists of tokens: syllables, some not ASCII, drawn in Zipf's proportions."""
    draw = random.Random(seed)
    syllables = ["ka", "lo", "mi", "ne", "tu", "é", "ß", "re", "so", "日"]
    words = sorted({"".join(draw.choices(syllables, k=draw.randint(1, 3))) for _ in range(160)})
    draw.shuffle(words)
    weights = [1 / (rank + 1) for rank in range(len(words))]
    return [draw.choices(words, weights, k=draw.randint(0, 40)) for _ in range(count)]


def triples(matrix):
    matrix = matrix.tocsr()
    matrix.sort_indices()
    return {
        "indptr": matrix.indptr.tolist(),
        "indices": matrix.indices.tolist(),
        "data": [float(x) for x in matrix.data],
    }


def bm25(counts, k1=1.2, b=0.75):
    """Okapi BM25 in plain NumPy, rows of unit length."""
    dense = counts.toarray().astype(np.float64)
    n = dense.shape[0]
    df = (dense > 0).sum(0)
    idf = np.log(1 + (n - df + 0.5) / (df + 0.5))
    length = dense.sum(1, keepdims=True)
    weights = dense * (k1 + 1) / (dense + k1 * (1 - b + b * length / length.mean())) * idf
    return sp.csr_matrix(normalize(weights))


def main():
    docs = documents()
    cases = []
    for min_df, max_df in [(1, 1.0), (3, 0.5), (2, 0.25)]:
        shared = dict(analyzer=lambda tokens: tokens, min_df=min_df, max_df=max_df)
        vectorizer = TfidfVectorizer(sublinear_tf=True, smooth_idf=True, norm="l2", **shared)
        tfidf = vectorizer.fit_transform(docs)
        counts = CountVectorizer(**shared).fit_transform(docs)
        cases.append(
            {
                "min_df": min_df,
                "max_df": max_df,
                "vocabulary": vectorizer.get_feature_names_out().tolist(),
                "idf": vectorizer.idf_.tolist(),
                "counts": triples(counts),
                "tfidf": triples(tfidf),
                "bm25": triples(bm25(counts)),
            }
        )
    os.makedirs(FOLDER, exist_ok=True)
    made = f"scikit-learn {sklearn.__version__}, numpy {np.__version__}, scipy {scipy.__version__}"
    with open(f"{FOLDER}/tfidf.json", "w", encoding="utf-8") as file:
        json.dump({"made_by": made, "documents": docs, "cases": cases}, file, ensure_ascii=False)
        file.write("\n")
    small = sp.csr_matrix(np.array([[0, 1.5, 0], [2, 0, -0.25], [0, 0, 0]], dtype=np.float32))
    sp.save_npz(f"{FOLDER}/scipy.npz", small, compressed=False)
    np.save(f"{FOLDER}/numpy.npy", np.arange(6, dtype=np.float64).reshape(2, 3) / 4)


if __name__ == "__main__":
    if not os.path.exists("Package.swift"):
        sys.exit("run this from the package's root")
    main()

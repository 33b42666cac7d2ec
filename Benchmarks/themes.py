#!/usr/bin/env python3
"""Times words, neighbours, features and grouping, hubbub against the usual libraries, on the same texts.

    themes.py HUBBUB [--texts 50000] [--fitted 6000] [--corpora DIR] [--draws 3] [--seed 0] [--bertopic]

Speed is measured on made-up posts (growth.py); with --corpora (or HUBBUB_CORPORA) that of sentiment on
GoEmotions' comments too, and quality on 6,000 posts of 20 Newsgroups without headers, footers and quotes, on
several draws of 20 Newsgroups and Reddit and the whole of Banking77 (--only draws: nothing else). Every step runs in a process of its
own on so many cores; times are taken within it, after the texts are in memory.
"""

import argparse
import csv
import json
import os
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time

csv.field_size_limit(1 << 30)


# MARK: Peers, each in a process of its own

def clock(work, rounds=3):
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def vectorizer():
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(sublinear_tf=True, min_df=3, max_df=0.5, stop_words="english")


def peer_tfidf(texts, labels, k):
    return {"tfidf": clock(lambda: vectorizer().fit_transform(texts))}


def peer_sentiment(texts, labels, k):
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer, some = SentimentIntensityAnalyzer(), texts[:2000]
    seconds = clock(lambda: [analyzer.polarity_scores(text) for text in some], 1)
    return {"sentiment": seconds * len(texts) / len(some)}


def peer_kernels(texts, labels, k):
    """scipy's products and neighbours, and what memory gives: the sum of an array larger than any cache."""
    import numpy as np

    matrix = vectorizer().fit_transform(texts).astype(np.float32)
    dense = np.ones((matrix.shape[1], 100), dtype=np.float32)
    ask = list(range(0, matrix.shape[0], max(1, matrix.shape[0] // 300)))
    transposed = matrix.T.tocsr()

    def neighbours():
        for row in ask:
            near = (matrix[row] @ transposed).toarray().ravel()
            np.argpartition(near, -11)[-11:]

    large = np.ones(1 << 27, dtype=np.float32)
    return {
        "product": clock(lambda: matrix @ dense),
        "neighbours": clock(neighbours, 1) / len(ask) * matrix.shape[0],
        "entries": int(matrix.nnz), "bandwidth": large.nbytes / clock(large.sum) / 1e9,
    }


def scores(labels, found):
    from sklearn import metrics

    return {
        "nmi": metrics.normalized_mutual_info_score(labels, found),
        "ari": metrics.adjusted_rand_score(labels, found)}


def peer_recipe(texts, labels, k):
    """The same themes by NumPy, SciPy and scikit-learn: see docs/METHOD.md, "Themes"."""
    start = time.perf_counter()
    found = recipe(texts, k)
    return {"themes": time.perf_counter() - start, **(scores(labels, found) if labels else {})}


def recipe(texts, k, dimensions=100, window=20):
    import numpy as np
    import scipy.sparse as sp
    from sklearn.cluster import KMeans
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.preprocessing import normalize
    from sklearn.utils.extmath import randomized_svd

    counter = CountVectorizer(min_df=3, max_df=0.5, stop_words="english", token_pattern=r"(?u)\b[^\W\d]\w+\b")
    counts = counter.fit_transform(texts).tocsr().astype(np.float32)
    n = counts.shape[0]
    df = np.bincount(counts.indices, minlength=counts.shape[1])
    lengths = np.asarray(counts.sum(1)).ravel()
    rows = np.repeat(np.arange(n), np.diff(counts.indptr))

    def weighted(data, factors):
        matrix = counts.copy()
        matrix.data = (data * factors[counts.indices]).astype(np.float32)
        return normalize(matrix)

    bm25_tf = counts.data * 2.2 / (counts.data + 1.2 * (0.25 + 0.75 * lengths[rows] / lengths.mean()))
    bm25_idf = np.log(1 + (n - df + 0.5) / (df + 0.5))
    bm25 = weighted(bm25_tf, bm25_idf)
    # Neighbours, a block of rows at a time; edges found from both ends count twice.
    near, to = [], []
    transposed = bm25.T.tocsr()
    for first in range(0, n, 1000):
        block = (bm25[first:first + 1000] @ transposed).toarray()
        block[np.arange(len(block)), np.arange(first, first + len(block))] = 0
        top = np.argpartition(block, -25, axis=1)[:, -25:]
        to.append(top)
        near.append(np.take_along_axis(block, top, axis=1))
    graph = sp.csr_matrix(
        (np.vstack(near).ravel(), np.vstack(to).ravel(), np.arange(0, 25 * n + 1, 25)), shape=(n, n))
    graph = graph + graph.T
    graph = sp.diags(1 / np.maximum(np.asarray(graph.sum(1)).ravel(), 1e-9)) @ graph
    # How far a word gathers neighbours.
    holds = counts.copy()
    holds.data[:] = 1
    observed = np.asarray(holds.multiply(graph @ holds).sum(0)).ravel() / df
    coherence = np.clip(np.log(np.maximum(observed, 1e-9) / (df / n)), 0, 4) / 4

    def latent(matrix):
        u, s, _ = randomized_svd(matrix, dimensions, n_iter=4, random_state=0)
        return normalize(u * s)

    tf, idf = 1 + np.log(counts.data), np.log((1 + n) / (1 + df)) + 1
    # Word vectors: PPMI within a window, decomposed.
    analyze, vocabulary = counter.build_analyzer(), counter.vocabulary_
    words = counts.shape[1]
    company = sp.csr_matrix((words, words), dtype=np.float32)
    streams = [np.array([vocabulary[w] for w in analyze(t) if w in vocabulary], dtype=np.int64) for t in texts]
    for first in range(0, n, 2000):
        left, right = [], []
        for stream in streams[first:first + 2000]:
            for step in range(1, min(window, len(stream) - 1) + 1):
                left.append(stream[:-step])
                right.append(stream[step:])
        if left:
            left, right = np.concatenate(left), np.concatenate(right)
            company = company + sp.coo_matrix(
                (np.ones(len(left), dtype=np.float32), (left, right)), shape=(words, words)).tocsr()
    company = (company + company.T).tocoo()
    total = np.asarray(company.sum(1)).ravel()
    smooth = total ** 0.75
    information = np.log(company.data * smooth.sum() / (total[company.row] * smooth[company.col]))
    keep = information > 0
    ppmi = sp.csr_matrix((information[keep], (company.row[keep], company.col[keep])), shape=(words, words))
    u, s, _ = randomized_svd(ppmi, dimensions, n_iter=4, random_state=0)
    means = normalize(weighted(bm25_tf, bm25_idf * coherence) @ (u * np.sqrt(s)))
    common = np.linalg.svd(means, full_matrices=False)[2][0]
    means = normalize(means - np.outer(means @ common, common))
    views = normalize(np.hstack([latent(weighted(tf, idf)), latent(weighted(tf, idf * coherence)), means]))
    points = normalize(0.4 * views + 0.6 * (graph @ views)).astype(np.float32)
    # Consensus of twelve runs, then two passes of Fisher's discriminant.
    draw = np.random.default_rng(0)
    runs = []
    for seed in range(12):
        groups = int(draw.integers(k, int(1.5 * k) + 1))
        runs.append(KMeans(groups, n_init=1, random_state=seed).fit_predict(points))
    table = sp.hstack([sp.csr_matrix(
        (np.ones(n, dtype=np.float32), (np.arange(n), run)), shape=(n, run.max() + 1)) for run in runs]).tocsr()
    u, s, _ = randomized_svd(table, min(2 * k, table.shape[1] - 1), n_iter=4, random_state=0)
    found = KMeans(k, n_init=5, random_state=0).fit_predict(u * s)
    for _ in range(2):
        centres = np.vstack([points[found == g].mean(0) for g in range(k) if (found == g).any()])
        rest = points - centres[np.unique(found, return_inverse=True)[1]]
        within = rest.T @ rest / n
        within = 0.3 * within + 0.7 * np.eye(len(within)) * np.trace(within) / len(within)
        values, axes = np.linalg.eigh(within)
        whitening = axes / np.sqrt(values) @ axes.T
        span = np.linalg.svd((centres - points.mean(0)) @ whitening, full_matrices=False)[2][:k - 1]
        seen = points @ whitening @ span.T
        centres = np.vstack([seen[found == g].mean(0) for g in range(k) if (found == g).any()])
        found = KMeans(len(centres), init=centres, n_init=1).fit_predict(seen)
    return found


def peer_baselines(texts, labels, k):
    from sklearn.cluster import KMeans
    from sklearn.decomposition import NMF, TruncatedSVD
    from sklearn.preprocessing import normalize

    matrix, results = vectorizer().fit_transform(texts), {}

    def score(name, work):
        start = time.perf_counter()
        found = work()
        results[name] = {"seconds": time.perf_counter() - start, **scores(labels, found)}

    score("k-means on TF-IDF", lambda: KMeans(k, n_init=3, random_state=0).fit_predict(matrix))
    score("NMF", lambda: NMF(k, init="nndsvd", random_state=0).fit_transform(matrix).argmax(1))
    score("SVD 100 and k-means", lambda: KMeans(k, n_init=5, random_state=0).fit_predict(
        normalize(TruncatedSVD(100, random_state=0).fit_transform(matrix))))
    return results


def peer_taught(texts, labels, k):
    """What a linear classifier that learns two thirds of the labels says of the rest: no peer but a ceiling."""
    from sklearn.linear_model import RidgeClassifier
    from sklearn.model_selection import cross_val_predict

    found = cross_val_predict(
        RidgeClassifier(alpha=1, solver="sparse_cg", tol=1e-2), vectorizer().fit_transform(texts), labels, cv=3)
    return scores(labels, found)


def peer_bertopic(texts, labels, k):
    from bertopic import BERTopic

    start = time.perf_counter()
    found, _ = BERTopic(nr_topics=k).fit_transform(texts)
    return {"seconds": time.perf_counter() - start, **scores(labels, found)}


# MARK: Running

def run(command, cores):
    """A process's JSON, its processor seconds and its peak memory in MiB, on so many cores."""
    mask = set(sorted(os.sched_getaffinity(0))[:cores])
    threads = {**os.environ, "OMP_NUM_THREADS": str(cores), "OPENBLAS_NUM_THREADS": str(cores)}
    process = subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.PIPE, env=threads,
        preexec_fn=lambda: os.sched_setaffinity(0, mask))
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return json.loads(text), usage.ru_maxrss / 1024


def peer(name, table, cores, k=20):
    return run([sys.executable, __file__, "--peer", name, table, "--k", k], cores)


def made_up(path, count):
    from growth import posts

    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "label"])
        for post in posts(count):
            writer.writerow([post["text"], ""])


def newsgroups(folder):
    """Posts of 20 Newsgroups as scikit-learn strips them of headers, footers and quotes."""
    from sklearn.datasets._twenty_newsgroups import (
        strip_newsgroup_footer, strip_newsgroup_header, strip_newsgroup_quoting)

    found = []
    for part in sorted((folder / "20newsgroups-bydate").iterdir()):
        for group in sorted(filter(pathlib.Path.is_dir, part.iterdir())) if part.is_dir() else []:
            for file in sorted(group.iterdir()):
                text = strip_newsgroup_header(file.read_text(encoding="latin-1"))
                text = strip_newsgroup_footer(strip_newsgroup_quoting(text))
                if len(re.findall(r"[A-Za-z]{3}", text)) >= 5:
                    found.append((text, group.name))
    return found


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def reddit(folder):
    """Titles and own texts of Reddit's posts, by subreddit."""
    return [
        ((row["title"] + "\n\n" + (row["selftext"] or "")).strip(), file.stem)
        for file in sorted((folder / "reddit-top-by-subreddit").glob("*.csv")) for row in rows_of(file)]


def banking(folder):
    return [
        (row["text"], row["category"])
        for part in ("train", "test") for row in rows_of(folder / "banking77" / f"{part}.csv")]


def write_draw(path, texts, seed, count=6000):
    """Writes so many of the texts, drawn by a seed; all of them without one."""
    drawn = texts if seed is None else random.Random(seed).sample(texts, min(count, len(texts)))
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "label"])
        writer.writerows(drawn)


def comments(folder, path):
    """The comments of GoEmotions' train and dev parts: short, as most posts are."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "label"])
        for part in ("train", "dev"):
            with open(folder / "sentiment" / "goemotions" / "original" / f"{part}.tsv", encoding="utf-8") as lines:
                writer.writerows([line.split("\t")[0], ""] for line in lines)


def speed(arguments, scratch):
    table, small = scratch / "texts.csv", scratch / "some.csv"
    made_up(table, arguments.texts)
    made_up(small, arguments.fitted)
    ours = {}
    for cores in (1, 2):
        for steps in ("tfidf", "sentiment", "product", "kernels"):
            ours[steps, cores] = run(
                [arguments.hubbub, "eval", "speed", table, "--text", "text", "--steps", steps,
                 "--jobs", cores], cores)
    near, _ = run(
        [arguments.hubbub, "eval", "speed", small, "--text", "text", "--steps", "neighbours,themes",
         "--jobs", 1], 1)
    size = ours["tfidf", 1][0]["bytes"]
    tfidf, memory = peer("tfidf", table, 1)
    mood, _ = peer("sentiment", table, 1)
    kernels, _ = peer("kernels", table, 1)
    some, _ = peer("kernels", small, 1)
    themes, _ = peer("recipe", small, 1)
    print(f"{arguments.texts:,} made-up posts, {size / 1e6:.1f} MB; one core unless said otherwise")

    def line(name, mine, theirs, more=""):
        print(f"  {name:42} {mine:9.3f} s {theirs:9.3f} s {theirs / mine:7.1f} x  {more}")

    for cores in (1, 2):
        result, used = ours["tfidf", cores]
        seconds = result["seconds"]["tfidf"]
        line(f"texts to TF-IDF, {cores} core(s) (TfidfVectorizer)", seconds, tfidf["tfidf"],
             f"{size / seconds / 1e6:.0f} MB/s against {size / tfidf['tfidf'] / 1e6:.1f}; "
             f"{used:.0f} MiB of {memory:.0f}")
    for cores in (1, 2):
        seconds = ours["sentiment", cores][0]["seconds"]["sentiment"]
        line(f"sentiment, {cores} core(s) (VADER)", seconds, mood["sentiment"],
             f"{arguments.texts / seconds:,.0f} posts/s")
    if arguments.corpora:
        short = scratch / "comments.csv"
        comments(pathlib.Path(arguments.corpora), short)
        mine, _ = run(
            [arguments.hubbub, "eval", "speed", short, "--text", "text", "--steps", "sentiment", "--jobs", 1], 1)
        theirs, _ = peer("sentiment", short, 1)
        seconds = mine["seconds"]["sentiment"]
        line("the same on GoEmotions' comments", seconds, theirs["sentiment"],
             f"{mine['texts'] / seconds:,.0f} comments/s")
    product = ours["product", 1][0]
    seconds = product["seconds"]["product"]
    # Each entry reads a row of 100 floats, of which most come from cache, and 8 bytes of its own.
    rate = product["entries"] * 408 / seconds / 1e9
    line("CSR by 100 columns (scipy)", seconds, kernels["product"] * product["entries"] / kernels["entries"],
         f"{2 * product['entries'] * 100 / seconds / 1e9:.1f} GFLOP/s, {rate:.1f} GB/s; "
         f"a sum reads {kernels['bandwidth']:.1f} GB/s")
    reads = 512 * 2 ** 20 / ours["kernels", 1][0]["seconds"]["kernels"] / 1e9
    print(f"  {'sums and dot products of 256 MiB':42} {reads:9.1f} GB/s, {reads / kernels['bandwidth']:.0%} "
          f"of the {kernels['bandwidth']:.1f} GB/s that NumPy's sum reads")
    each = 1000 / arguments.fitted
    line(f"ten nearest of {arguments.fitted:,} (scipy)", near["seconds"]["neighbours"], some["neighbours"],
         f"{near['seconds']['neighbours'] * each:.3f} ms a query against {some['neighbours'] * each:.3f}")
    line("features, grouping and names (NumPy recipe)", near["seconds"]["themes"], themes["themes"])


def draws(arguments, scratch):
    """Each set over several draws: mean and standard error, and what a classifier taught the labels has."""
    print(f"labelled sets, the number of themes given, {arguments.draws} draws from seed {arguments.seed}; NMI")
    for name, texts in (("20 Newsgroups", newsgroups), ("Reddit", reddit), ("Banking77", banking)):
        folder = arguments.corpora / "themes"
        rows, found = texts(folder), {"nmi": [], "ari": [], "taught": []}
        k = len({label for _, label in rows})
        seeds = range(arguments.seed, arguments.seed + arguments.draws) if name != "Banking77" else [None]
        for seed in seeds:
            table = scratch / "draw.csv"
            write_draw(table, rows, seed)
            ours, _ = run([arguments.hubbub, "eval", "themes", table, "--text", "text", "--label", "label",
                           "--k", k, "--jobs", 1], 1)
            taught, _ = peer("taught", table, 1)
            found["nmi"].append(ours["nmi"])
            found["ari"].append(ours["ari"])
            found["taught"].append(taught["nmi"])
        mean = {key: statistics.mean(values) for key, values in found.items()}
        error = ""
        if len(seeds) > 1:
            error = f" (standard error {statistics.stdev(found['nmi']) / len(seeds) ** 0.5:.4f})"
        print(f"  {name:32} {mean['nmi']:.3f}{error}  ARI {mean['ari']:.3f}  "
              f"taught two thirds of the labels {mean['taught']:.3f}", flush=True)


def quality(arguments, scratch):
    table = scratch / "newsgroups.csv"
    write_draw(table, newsgroups(arguments.corpora / "themes"), 0)
    command = [arguments.hubbub, "eval", "themes", table, "--text", "text", "--label", "label", "--k", 20,
               "--jobs", 1]
    start = time.monotonic()
    ours, _ = run(command, 1)
    print(f"20 Newsgroups, {ours['texts']:,} posts, 20 themes given; seconds on one core")
    print(f"  {'hubbub, files and words included':32} {time.monotonic() - start:7.1f} s  "
          f"NMI {ours['nmi']:.3f}  ARI {ours['ari']:.3f}  NPMI {ours['npmi']:.3f}  "
          f"c_npmi {ours['c_npmi']:.3f}  c_v {ours['c_v']:.3f}  diversity {ours['diversity']:.2f}")
    recipe_scores, _ = peer("recipe", table, 1)
    rows = {"the recipe in NumPy": {**recipe_scores, "seconds": recipe_scores["themes"]}}
    rows.update(peer("baselines", table, 1)[0])
    if arguments.bertopic:
        rows["BERTopic"] = peer("bertopic", table, 1)[0]
    for name, row in rows.items():
        print(f"  {name:32} {row['seconds']:7.1f} s  NMI {row['nmi']:.3f}  ARI {row['ari']:.3f}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("hubbub", nargs="?", type=os.path.abspath)
    parser.add_argument("--texts", type=int, default=50_000)
    parser.add_argument("--fitted", type=int, default=6000)
    parser.add_argument("--corpora", type=pathlib.Path, default=os.environ.get("HUBBUB_CORPORA"))
    parser.add_argument("--draws", type=int, default=3, help="draws of 6,000 posts of each large set")
    parser.add_argument("--seed", type=int, default=0, help="the first draw's seed")
    parser.add_argument("--only", choices=["speed", "quality", "draws"])
    parser.add_argument("--bertopic", action="store_true", help="BERTopic too, if it is installed")
    parser.add_argument("--peer", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--k", type=int, default=20, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peer:
        name, table = arguments.peer
        with open(table, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        labels = [row["label"] for row in rows]
        work = globals()["peer_" + name]
        print(json.dumps(work([row["text"] for row in rows], labels if any(labels) else None, arguments.k)))
        return
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        if arguments.only in (None, "speed"):
            speed(arguments, scratch)
        if arguments.corpora and arguments.only in (None, "quality"):
            quality(arguments, scratch)
        if arguments.corpora and arguments.only in (None, "draws"):
            draws(arguments, scratch)


if __name__ == "__main__":
    main()

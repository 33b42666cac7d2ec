#!/usr/bin/env python3
"""Runs hubbub on the sample and opens the workspace with the programs that its users have.

    check_clients.py HUBBUB

Checks what the contract promises to people outside: artifacts that ConvoKit, SciPy, scikit-learn and
pandas read; quotations that are bytes of the source; equal bytes for any number of jobs and order of
inputs; a second run from the cache; exit codes. Prints a line for each check; exits 1 at the first that
fails.
"""

import fcntl
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import zlib

import jsonschema
import numpy
import pandas
import scipy.sparse
from check_explorer import check_explorer
from check_exports import check_exports
from sklearn.feature_extraction.text import TfidfTransformer

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "Corpora" / "ai-compute"
PIPELINES = ROOT / "Pipelines"
HUBBUB = str(pathlib.Path(sys.argv[1]).resolve())


def check(what, holds, detail=""):
    """Prints a check; ends the program if it does not hold."""
    print(f"{'ok  ' if holds else 'FAIL'} {what}", flush=True)
    if not holds:
        print(detail or "(no detail)", file=sys.stderr)
        sys.exit(1)


def hubbub(*arguments, stdin=None):
    """Runs hubbub and returns the finished process."""
    return subprocess.run(
        [HUBBUB, *map(str, arguments)], capture_output=True, text=True, input=stdin, timeout=600
    )


def run(out, *more, inputs=(SAMPLE,), pipeline="theme-report.yaml"):
    """Runs a pipeline on the sample; its exit code must be 0 or 3."""
    done = hubbub("run", PIPELINES / pipeline, *inputs, "--out", out, *more)
    check(f"{pipeline} {' '.join(map(str, more))} runs", done.returncode in (0, 3), done.stderr)
    return done


def digests(workspace):
    """SHA-256 of every artifact by path, but for run.json, which tells of the run."""
    return {
        str(path.relative_to(workspace)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(workspace.rglob("*"))
        if path.is_file() and path.name not in ("run.json", ".lock")
    }


def check_determinism(scratch):
    """Equal bytes for any number of jobs, order of inputs, locale and time zone."""
    parts = sorted(SAMPLE.iterdir())
    one, two, turned = scratch / "one", scratch / "two", scratch / "turned"
    run(one, "--jobs", 1, inputs=parts)
    os.environ.update(LC_ALL="C", TZ="Pacific/Auckland")
    run(two, "--jobs", 2, inputs=parts)
    os.environ.update(LC_ALL="C.UTF-8", TZ="UTC")
    run(turned, "--jobs", 2, inputs=parts[::-1])
    first = digests(one)
    check("the workspace is whole", len(first) >= 20, str(sorted(first)))
    for name, other in (("2 jobs, another locale", two), ("inputs turned round", turned)):
        second = digests(other)
        differing = [path for path in first if first[path] != second.get(path)]
        check(f"equal bytes: {name}", first.keys() == second.keys() and not differing, str(differing))
    return one


def check_cache(workspace):
    """A second run finds every stage up to date and changes nothing."""
    before = digests(workspace)
    start = time.monotonic()
    done = run(workspace, "--json", inputs=sorted(SAMPLE.iterdir()))
    seconds = time.monotonic() - start
    stages = json.loads(done.stdout)["stages"]
    check("second run: every stage cached", {stage["status"] for stage in stages} == {"cached"})
    check("second run: nothing changed", digests(workspace) == before)
    print(f"     second run took {seconds:.2f} s")


def utterances(workspace):
    """The posts of a workspace by id."""
    with open(workspace / "corpus" / "utterances.jsonl", encoding="utf-8") as lines:
        return {post["id"]: post for post in map(json.loads, lines)}


def check_convokit(workspace):
    """ConvoKit reads the corpus, reply trees intact."""
    import convokit

    corpus = convokit.Corpus(filename=str(workspace / "corpus"))
    posts = utterances(workspace)
    check("ConvoKit reads every post", {u.id for u in corpus.iter_utterances()} == set(posts))
    check(
        "ConvoKit: replies and times",
        all(
            u.reply_to == posts[u.id]["reply-to"] and u.timestamp == posts[u.id]["timestamp"]
            for u in corpus.iter_utterances()
        ),
    )
    for conversation in corpus.iter_conversations():
        check(
            f"ConvoKit: {conversation.id[:50]} is one tree",
            conversation.check_integrity(verbose=False),
        )


def check_books(workspace):
    """Conservation adds up and is told the same everywhere."""
    record = json.loads((workspace / "run.json").read_text())["conservation"]
    report = json.loads((workspace / "report" / "report.json").read_text())
    check("seen = used + dropped", record["seen"] == record["used"] + sum(record["dropped"].values()))
    check("run and report tell the same books", record == report["conservation"])
    check("used posts are in the corpus", record["used"] == len(utterances(workspace)))


def check_tfidf(workspace):
    """SciPy reads the matrices; the weights are scikit-learn's."""
    counts = scipy.sparse.load_npz(workspace / "terms" / "counts.npz")
    tfidf = scipy.sparse.load_npz(workspace / "terms" / "tfidf.npz")
    expected = TfidfTransformer(sublinear_tf=True).fit_transform(counts.astype(numpy.float64))
    difference = abs(tfidf - expected).max()
    check("tfidf.npz equals scikit-learn", difference < 1e-6, f"differs by {difference}")
    vocabulary = pandas.read_csv(
        workspace / "terms" / "vocabulary.tsv", sep="\t", quoting=3, keep_default_na=False
    )
    check("a line of the vocabulary a column", len(vocabulary) == tfidf.shape[1])
    frequency = numpy.bincount(counts.tocsr().indices, minlength=counts.shape[1])
    check("document frequencies", bool((vocabulary["df"].to_numpy() == frequency).all()))


def check_tables(workspace):
    """pandas reads the tables."""
    posts = utterances(workspace)
    assignments = pandas.read_csv(workspace / "themes" / "assignments.csv")
    sums = assignments.groupby("post")["weight"].sum()
    check("a post's weights sum to 1", bool(((sums - 1).abs() < 1e-6).all()), str(sums.describe()))
    check("assignments are of posts", set(sums.index.astype(str)) <= set(posts))
    sentiment = pandas.read_csv(workspace / "sentiment" / "posts.csv", dtype={"post": str})
    check("a row of sentiment a post", list(sentiment["post"]) == list(posts))
    check("valence within -1..1", bool(sentiment["valence"].dropna().abs().le(1).all()))
    series = pandas.read_csv(workspace / "series" / "sentiment.csv")
    columns = "unique_id,ds,y,low,high,n_posts,n_authors,share,positive,negative,split,as_of"
    check("the series' columns", ",".join(series.columns).startswith(columns), str(series.columns))
    check("empty stretches have no value", bool(series[series.n_posts == 0]["y"].isna().all()))
    timed = sum(post["timestamp"] is not None for post in posts.values())
    check("every dated post is counted", series[series.unique_id == "all"].n_posts.sum() == timed)


def quotes(value):
    """Every object of a JSON value that quotes a post."""
    if isinstance(value, dict):
        if {"post", "start", "end", "text"} <= value.keys():
            yield value
        for member in value.values():
            yield from quotes(member)
    elif isinstance(value, list):
        for member in value:
            yield from quotes(member)


def check_quotes(workspace):
    """Every quotation is the bytes of a post; every sentence rests on something."""
    posts = utterances(workspace)
    found = list(quotes(json.loads((workspace / "report" / "report.json").read_text())))
    found += quotes(json.loads((workspace / "themes" / "themes.json").read_text()))
    ledger = [json.loads(line) for line in open(workspace / "report" / "ledger.jsonl")]
    found += quotes(ledger)
    check("the report quotes", len(found) > 20, f"{len(found)} quotations")
    wrong = [
        quote
        for quote in found
        if posts[quote["post"]]["text"].encode()[quote["start"] : quote["end"]].decode()
        != quote["text"]
    ]
    check(f"{len(found)} quotations stand at their offsets", not wrong, str(wrong[:3]))
    check("every sentence has evidence", all(line["evidence"] for line in ledger))


def check_schemas(workspace):
    """Every JSON artifact has the shape that docs/schemas says."""
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "check-schemas.py", workspace],
        capture_output=True,
        text=True,
    )
    check("artifacts fit their schemas", done.returncode == 0, done.stdout + done.stderr)


def check_privacy(scratch):
    """No handle of an author stands in a public report."""
    workspace = scratch / "public"
    run(workspace, "--privacy", "public")
    authors = {post["speaker"] for post in utterances(workspace).values()} - {"[unknown]"}
    page = (workspace / "report" / "report.html").read_text()
    shown = sorted(name for name in authors if len(name) > 5 and name in page)
    check("a public report names nobody", not shown, str(shown))


def png():
    """The smallest picture."""
    def chunk(kind, data):
        crc = zlib.crc32(kind + data)
        return len(data).to_bytes(4, "big") + kind + data + crc.to_bytes(4, "big")

    head = (1).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def check_workspace_in_input(scratch):
    """Results that lie among the input are not read as input."""
    folder = scratch / "among"
    shutil.copytree(SAMPLE / "phpbb", folder)
    first = hubbub("run", PIPELINES / "theme-report.yaml", folder, "--out", folder / "out")
    second = hubbub("run", PIPELINES / "theme-report.yaml", folder, "--out", folder / "out", "--force", "--json")
    documents = json.loads(second.stdout)["stages"][0]["counts"]["documents"]
    check("a workspace among the input", first.returncode == 0 and documents == 6, second.stdout)


def check_bad_input(scratch):
    """Exit codes of the contract, each with a message that says what to do."""
    bad = scratch / "bad"
    bad.mkdir()
    (bad / "empty").mkdir()
    (bad / "pixel.png").write_bytes(png())
    (bad / "listing.html").write_text(
        "<html><head><title>Forum index</title></head><body id='phpbb' class='section-index'>"
        + "".join(
            f"<li class='row'><a class='forumtitle' href='viewforum.php?f={n}'>Board {n}</a></li>"
            for n in range(20)
        )
        + "</body></html>"
    )
    dump = next(SAMPLE.glob("stackexchange/**/Posts.xml"))
    data = dump.read_bytes()
    (bad / "cut").mkdir()
    (bad / "cut" / "Posts.xml").write_bytes(data[: len(data) // 2])
    (bad / "pipeline.yaml").write_text(
        "schema: 1\nname: Wrong\nstages:\n  ingest:\n    formt: html\n  cluster:\n"
        "    count: many\n  sumarize:\n"
    )
    (bad / "header.csv").write_text("t,l\n")
    (bad / "all.yaml").write_text(
        "schema: 1\nname: Reserved\nstages:\n  ingest:\n  tokenize:\n  cluster:\n"
        "    guided: [{id: all, name: All, terms: [gpu]}]\n"
    )
    pipeline = PIPELINES / "theme-report.yaml"
    out = scratch / "bad-out"
    cases = [
        ("an empty folder", 65, ["run", pipeline, bad / "empty", "--out", out], "hubbub formats"),
        ("a picture", 65, ["run", pipeline, bad / "pixel.png", "--out", out], "quarantine.jsonl"),
        ("a listing page", 65, ["run", pipeline, bad / "listing.html", "--out", out], "listing"),
        ("no such input", 66, ["run", pipeline, bad / "none", "--out", out], "none"),
        ("no such pipeline", 66, ["run", bad / "none.yaml", SAMPLE, "--out", out], "none.yaml"),
        ("no input", 64, ["run", pipeline, "--out", out], "INPUT"),
        ("an unknown option", 64, ["run", pipeline, SAMPLE, "--out", out, "--nope"], "--nope"),
        ("a wrong --set", 78, ["run", pipeline, SAMPLE, "--out", out, "--set", "a.b=c"], "a"),
        ("no workspace", 66, ["cluster", bad / "empty"], "hubbub ingest"),
        ("a bad output", 73, ["run", pipeline, SAMPLE, "--out", "/dev/null/x"], "--out"),
        ("an output without a name", 64, ["run", pipeline, SAMPLE, "--out", ""], "--out"),
        ("no threads", 64, ["verify", out, "--jobs", "0"], "--jobs"),
        ("a table without rows", 65, ["eval", "themes", bad / "header.csv", "--text", "t", "--label", "l"], "row"),
        ("a folder without a name", 64, ["tokenize", ""], "empty"),
        ("a theme that is called as all posts are", 78, ["run", bad / "all.yaml", SAMPLE, "--out", out], "all"),
        ("a truncated dump", 3, ["run", pipeline, bad / "cut", "--out", scratch / "cut"], "aside"),
    ]
    for what, code, arguments, word in cases:
        done = hubbub(*arguments)
        check(
            f"{what}: exit code {code}",
            done.returncode == code and word in done.stderr,
            f"code {done.returncode}: {done.stderr}",
        )
    done = hubbub("run", bad / "pipeline.yaml", SAMPLE, "--out", out)
    mistakes = [line for line in done.stderr.splitlines() if "pipeline.yaml:" in line]
    check(
        "three mistakes of a pipeline at once: exit code 78",
        done.returncode == 78 and len(mistakes) == 3,
        done.stderr,
    )
    done = hubbub("run", pipeline, SAMPLE, "--out", out, "--nope", "--log-format", "json")
    message = json.loads(done.stderr)
    check("wrong usage as JSON", done.returncode == 64 and "--nope" in message["message"], done.stderr)
    locked = scratch / "locked"
    locked.mkdir()
    with open(locked / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = hubbub("run", pipeline, SAMPLE, "--out", locked)
        check("a workspace in use: exit code 75", done.returncode == 75, done.stderr)
    cut = (scratch / "cut" / "quarantine.jsonl").read_text()
    check("the truncated dump is in quarantine", "Posts.xml" in cut, cut)


def check_verify(workspace, scratch):
    """A workspace verifies; whatever is altered in it is found and named."""
    sources = sorted(SAMPLE.iterdir())
    done = hubbub("verify", workspace, "--source", *sources)
    check("the workspace follows from its sources", done.returncode == 0, done.stderr)
    report, corpus = "report/report.json", "corpus/utterances.jsonl"
    first = next(iter(utterances(workspace).values()))
    cases = [
        ("a count", report, '"authors": ', '"authors": 1'),
        ("a letter of a sentence", "report/ledger.jsonl", " posts", " post5"),
        ("an offset of a quotation", report, '"start": ', '"start": 1'),
        ("a share", report, '"share": 0.', '"share": 0.9'),
        ("a word of the page", "report/report.html", "Key themes", "Key thames"),
        ("a score", "sentiment/posts.csv", ",1\n", ",0\n"),
        ("an assignment", "themes/assignments.csv", ",1\n", ",0.5\n"),
        ("an author", corpus, json.dumps(first["speaker"]), '"somebody_else"'),
        ("a date", corpus, f'"timestamp":{first["timestamp"]}', '"timestamp":1'),
    ]
    for what, path, old, new in cases:
        copy = scratch / "forged"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(workspace, copy)
        text = (copy / path).read_text()
        check(f"{path} holds {old!r}", old in text, text[:500])
        (copy / path).write_text(text.replace(old, new, 1))
        done = hubbub("verify", copy, "--source", *sources)
        check(
            f"verify finds {what} altered",
            done.returncode == 65 and path in done.stderr,
            f"code {done.returncode}: {done.stderr}",
        )
    done = hubbub("verify", workspace, "--source", *sources[1:])
    check("verify misses a source", done.returncode == 65 and "moved or is missing" in done.stderr, done.stderr)


def check_lineage(workspace, scratch):
    """Themes that persist keep their ids from run to run."""
    later = scratch / "later"
    posts = sorted(SAMPLE.iterdir())
    run(later, "--previous", workspace, inputs=posts[1:])
    lineage = json.loads((later / "themes" / "lineage.json").read_text())
    now = {theme["id"] for theme in json.loads((later / "themes" / "themes.json").read_text())["themes"]}
    before = {theme["id"] for theme in json.loads((workspace / "themes" / "themes.json").read_text())["themes"]}
    kept = {theme["id"] for theme in lineage["themes"] if theme["fate"] == "kept"}
    check("lineage tells of today's themes", {theme["id"] for theme in lineage["themes"]} == now)
    check("themes that persist keep their ids", len(kept) >= 4 and kept <= before, str(lineage))
    gone = {theme["id"] for theme in lineage["gone"]}
    check("what is gone is told", gone <= before and not gone & now)
    check_schemas(later)
    done = hubbub("verify", later)
    check("verify asks for the earlier run", done.returncode == 64 and "--previous" in done.stderr, done.stderr)
    done = hubbub("verify", later, "--previous", workspace)
    check("lineage follows from both runs", done.returncode == 0, done.stderr)
    done = hubbub("cluster", later, "--previous", later)
    check("a workspace is not its own past", done.returncode == 64, done.stderr)


def check_looking_closer(workspace):
    """The commands that read print JSON."""
    post = next(iter(utterances(workspace)))
    for arguments in (
        ["probe", SAMPLE, "--json"],
        ["explain", workspace, post, "--json"],
        ["formats", "--json"],
        ["doctor", "--json"],
        ["plan", PIPELINES / "theme-report.yaml", SAMPLE, "--out", workspace, "--json"],
    ):
        done = hubbub(*arguments)
        check(f"{arguments[0]} --json", done.returncode == 0 and json.loads(done.stdout), done.stderr)


def check_explanations(workspace):
    """`explain` names the bytes of the words that give a post its mood and its side."""
    posts = utterances(workspace)
    sides, named = set(), 0
    for post in list(posts)[:25]:
        explained = json.loads(hubbub("explain", workspace, post, "--json").stdout)
        text = posts[post]["text"].encode()
        words = explained["sentiment"] + explained["learned"] + explained["stance"]["cues"]
        named += len(words)
        if any(text[w["start"] : w["end"]].decode() != w["text"] for w in words):
            check(f"explain {post}", False, json.dumps(words))
        sides.add(explained["stance"]["side"])
    check(f"explain: {named} words stand where it says", named > 100)
    check("explain: sides", len(sides) >= 3, str(sides))


def check_probe(scratch):
    """`probe` says of dumps and archives what an ingest keeps of them."""
    archive = shutil.make_archive(str(scratch / "threads"), "zip", SAMPLE)
    probes = json.loads(hubbub("probe", archive, "--json").stdout)
    alone = json.loads(hubbub("probe", SAMPLE, "--json").stdout)
    check(
        "probe reads archives",
        probes[0]["kind"] == "archive"
        and probes[0]["kept"]["posts"] == sum((probe.get("kept") or {}).get("posts", 0) for probe in alone)
        and probes[-1]["dropped"] == alone[-1]["dropped"],
        probes,
    )
    quick = json.loads(hubbub("probe", SAMPLE, "--json", "--pages-only").stdout)
    check("probe of pages alone", all("kept" not in probe for probe in quick) and len(quick) == len(alone) - 1)


def check_failures(workspace, scratch):
    """What fails says so by its exit code, and leaves the workspace as it was."""
    taken = scratch / "taken"
    taken.write_text("a file")
    done = hubbub("export", workspace, "--to", "csv", "--out", taken / "tables")
    check("an export that cannot be created", done.returncode == 73, f"{done.returncode} {done.stderr}")
    pipe = scratch / "pipe-out"
    os.mkfifo(pipe)
    done = hubbub("export", workspace, "--to", "sqlite", "--out", pipe)
    check("a pipe or device is not replaced by a database", done.returncode == 73 and pipe.is_fifo(), done.stderr)
    done = hubbub("export", workspace, "--to", "jsonl", "--out", "/dev/stdout")
    posts = [json.loads(line)["id"] for line in done.stdout.splitlines()]
    check("an export to /dev/stdout is data alone", sorted(posts) == sorted(utterances(workspace)), done.stderr)
    for how in (">/dev/full", ">&-"):
        command = f'"$0" formats {how}'
        done = subprocess.run(["sh", "-c", command, HUBBUB], capture_output=True, text=True)
        check(f"results that cannot be told ({how})", done.returncode == 74, f"{done.returncode} {done.stderr}")
    done = subprocess.run(["sh", "-c", '"$0" verify "$1" 2>&-', HUBBUB, workspace], capture_output=True)
    check("no standard error", done.returncode == 0 and done.stdout, done.returncode)
    short = scratch / "short"
    # Without a report: one that was written of other series no longer follows, and verify says so.
    shutil.copytree(scratch / "series", short)
    done = hubbub("series", short, "--set", "series.bucket=year")
    done = hubbub("forecast", short)
    check("a forecast of too little", done.returncode == 65, f"{done.returncode} {done.stderr}")
    done = hubbub("verify", short)
    check("leaves nothing that does not follow", done.returncode == 0, done.stderr)
    done = hubbub("run", PIPELINES / "theme-report.yaml", SAMPLE, "--out", scratch / "none", "--previous", "/nope")
    check(
        "an earlier run that is not there is missed before anything is read",
        done.returncode == 66 and not (scratch / "none" / "corpus").exists(),
        done.stderr,
    )


def check_standard_input(scratch):
    """A dump can be piped in."""
    lines = "".join(
        json.dumps({"id": n, "text": f"The new battery lasts {n} hours longer.", "author": "ann"}) + "\n"
        for n in range(40)
    )
    done = hubbub("ingest", "-", "--out", scratch / "piped", "--format", "jsonl", stdin=lines)
    check("standard input", done.returncode == 0 and len(utterances(scratch / "piped")) > 0, done.stderr)
    check("what was piped in is not kept", not (scratch / "piped" / ".stdin").exists())
    left = scratch / "piped" / ".stdin"
    left.mkdir()
    (left / ".stdin.1.partial").write_text("cut")
    (left / "stdin").write_text("killed")
    done = hubbub("ingest", "-", "--out", scratch / "piped", "--format", "jsonl", stdin=lines)
    check("what a killed run kept of its input goes with the next", done.returncode == 0 and not left.exists())
    done = hubbub("verify", scratch / "piped", "--source", "-", stdin=lines)
    check("verify reads standard input", done.returncode == 0, done.stderr)
    done = hubbub("verify", scratch / "piped", "--source", "-", stdin=lines.replace("ann", "bob", 1))
    check("and sees what was altered in it", done.returncode == 65 and "stdin" in done.stderr, done.stderr)
    done = hubbub("probe", "-", "--json", stdin=lines)
    probes = json.loads(done.stdout)
    check(
        "probe reads standard input",
        probes[0]["kept"]["posts"] == probes[-1]["used"] == len(utterances(scratch / "piped")),
        done.stdout,
    )
    pipe = scratch / "pipe"
    os.mkfifo(pipe)
    writer = subprocess.Popen(["sh", "-c", 'cat > "$0"', str(pipe)], stdin=subprocess.PIPE, text=True)
    writer.stdin.write(lines)
    writer.stdin.close()
    done = hubbub("ingest", pipe, "--out", scratch / "from-pipe")
    writer.wait()
    check("named pipe", done.returncode == 0 and utterances(scratch / "from-pipe"), done.stderr)


def main():
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        workspace = check_determinism(scratch)
        check_cache(workspace)
        check_books(workspace)
        check_convokit(workspace)
        check_tfidf(workspace)
        check_tables(workspace)
        check_quotes(workspace)
        check_schemas(workspace)
        check_verify(workspace, scratch)
        check_lineage(workspace, scratch)
        check_looking_closer(workspace)
        check_exports(workspace, utterances(workspace), scratch, check, hubbub)
        check_explanations(workspace)
        check_explorer(HUBBUB, workspace, utterances(workspace), check)
        check_privacy(scratch)
        run(scratch / "guided", pipeline="ai-compute.yaml")
        run(scratch / "series", pipeline="sentiment-series.yaml")
        check_standard_input(scratch)
        check_probe(scratch)
        check_failures(workspace, scratch)
        check_workspace_in_input(scratch)
        check_bad_input(scratch)
    print("all checks passed")


if __name__ == "__main__":
    main()

"""Opens what `hubbub export` writes with the programs that it is written for.

Part of scripts/check_clients.py: ConvoKit, sqlite3, Datasette, pandas and a CSV parser, SciPy, networkx,
and Nixtla's reading of the series.
"""

import csv
import json
import sqlite3
import subprocess
import sys

import networkx
import pandas
import scipy.sparse
from utilsforecast.processing import backtest_splits

# What a spreadsheet would run, beside text that merely looks like it.
FORMULAS = [
    '=cmd|"/C calc"!A0',
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    '=HYPERLINK("http://evil.example","Click")',
]


def check_exports(workspace, posts, scratch, check, hubbub):
    """Exports a workspace in each format and opens it.

    posts: the utterances by id. check, hubbub: as in check_clients.py.
    """

    def export(kind, out, of=workspace):
        done = hubbub("export", of, "--to", kind, "--out", out, "--json")
        check(f"export --to {kind}", done.returncode == 0, done.stderr)
        return json.loads(done.stdout)["written"]

    themes = {t["id"]: t for t in json.loads((workspace / "themes" / "themes.json").read_text())["themes"]}
    report = json.loads((workspace / "report" / "report.json").read_text())

    convokit_opens(export, themes, posts, scratch, check)
    database_opens(export, themes, posts, report, scratch, check)
    tables_open(export, report, posts, scratch, check, hubbub)
    export("jsonl", scratch / "posts.jsonl")
    lines = pandas.read_json(scratch / "posts.jsonl", lines=True, dtype={"id": str}, convert_dates=False)
    check("pandas reads JSON Lines", list(lines["id"]) == list(posts))
    matrices_open(export, themes, posts, scratch, check)
    graph_opens(export, posts, scratch, check)
    series = pandas.read_csv(workspace / "series" / "sentiment.csv", parse_dates=["ds"])
    known = series.dropna(subset=["y"])[["unique_id", "ds", "y"]]
    folds = list(backtest_splits(known, n_windows=2, h=1, id_col="unique_id", time_col="ds", freq="MS"))
    check("Nixtla splits the series", len(folds) == 2 and all(len(valid) for _, _, valid in folds))


def convokit_opens(export, themes, posts, scratch, check):
    import convokit

    export("convokit", scratch / "convokit")
    corpus = convokit.Corpus(filename=str(scratch / "convokit"))
    check("ConvoKit reads the export", {u.id for u in corpus.iter_utterances()} == set(posts))
    metas = [u.meta for u in corpus.iter_utterances()]
    check("ConvoKit: themes are known", {t for meta in metas for t in meta["themes"]} <= set(themes))
    check(
        "ConvoKit: shares sum to 1",
        all(abs(sum(meta["themes"].values()) - 1) < 1e-5 for meta in metas if meta["themes"]),
    )


def database_opens(export, themes, posts, report, scratch, check):
    path = scratch / "hubbub.sqlite"
    export("sqlite", path)
    first = path.read_bytes()
    export("sqlite", path)
    check("the database's bytes repeat", path.read_bytes() == first)
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    one = lambda sql, *values: database.execute(sql, values).fetchone()[0]
    check("sqlite3: sound", one("PRAGMA integrity_check") == "ok")
    check("sqlite3: no dangling key", not database.execute("PRAGMA foreign_key_check").fetchall())
    check("sqlite3: posts", one("SELECT count(*) FROM posts") == len(posts))
    for theme in report["themes"]:
        counted = one("SELECT count(*) FROM post_themes WHERE theme = ? AND counts", theme["id"])
        check(f"sqlite3: {theme['id']} has the report's {theme['posts']} posts", counted == theme["posts"])
    found = one("SELECT count(*) FROM posts_fts WHERE posts_fts MATCH 'trust'")
    check("sqlite3: full-text search", 0 < found < len(posts))
    database.close()
    done = subprocess.run(
        [sys.executable, "-m", "datasette", path, "--get", "/hubbub/posts.json?_search=trust&_shape=array"],
        capture_output=True,
        text=True,
    )
    check("Datasette searches", done.returncode == 0 and json.loads(done.stdout), done.stderr)


def tables_open(export, report, posts, scratch, check, hubbub):
    export("csv", scratch / "csv")
    table = pandas.read_csv(scratch / "csv" / "posts.csv", dtype={"id": str}, keep_default_na=False)
    check("pandas reads the posts", list(table["id"]) == list(posts))
    table = pandas.read_csv(scratch / "csv" / "themes.csv")
    check("pandas reads the themes", list(table["id"]) == [theme["id"] for theme in report["themes"]])

    dump = "".join(
        json.dumps({"id": n, "text": text, "author": text, "title": text}) + "\n"
        for n, text in enumerate(FORMULAS)
    )
    done = hubbub("ingest", "-", "--out", scratch / "formulas", "--format", "jsonl", stdin=dump)
    check("a corpus of formulas", done.returncode == 0, done.stderr)
    for path in export("csv", scratch / "formulas-csv", of=scratch / "formulas"):
        with open(path, newline="", encoding="utf-8") as lines:
            rows = list(csv.DictReader(lines))
        if path.endswith("/posts.csv"):
            check("every formula is a row", len(rows) == len(FORMULAS), str(rows))
        cells = [cell for row in rows for cell in row.values()]
        live = [cell for cell in cells if cell[:1] in tuple("=+-@\t\r") and not is_number(cell)]
        check(f"no formula runs in {path.rsplit('/', 1)[1]}", not live, str(live))


def is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


def matrices_open(export, themes, posts, scratch, check):
    export("npz", scratch / "npz")
    shares = scipy.sparse.load_npz(scratch / "npz" / "themes.npz")
    check("SciPy reads the shares", shares.shape == (len(posts), len(themes)))
    sums = shares.sum(axis=1).A1
    check("shares of a post sum to 1 or 0", bool(((abs(sums - 1) < 1e-5) | (sums == 0)).all()))
    names = pandas.read_csv(scratch / "npz" / "posts.tsv", sep="\t", dtype=str, quoting=3)
    check("a name for each row", list(names["post"]) == list(posts))


def graph_opens(export, posts, scratch, check):
    export("gexf", scratch / "replies.gexf")
    graph = networkx.read_gexf(scratch / "replies.gexf", version="1.3")
    authors = {post["speaker"] for post in posts.values()} - {"[unknown]"}
    check("networkx: a node an author", {d["label"] for _, d in graph.nodes(data=True)} == authors)
    answers = sum(
        post["reply-to"] is not None
        and post["speaker"] != "[unknown]"
        and posts[post["reply-to"]]["speaker"] not in ("[unknown]", post["speaker"])
        for post in posts.values()
    )
    weights = sum(data["weight"] for _, _, data in graph.edges(data=True))
    check("networkx: the weights count the answers", weights == answers, f"{weights} for {answers}")
